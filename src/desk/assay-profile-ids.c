/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-profile-private.h"

#include <string.h>

#define MAX_ID_LENGTH 64

static char *
dup_profiles_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "assay", NULL);
}

/* An id is a folder name and part of the name of secrets, so it stays plain. */
gboolean
assay_profile_check_id (const char *id, GError **error)
{
  gsize length = strlen (id);

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isalnum (id[i]) || (i > 0 && strchr ("-_.", id[i]) != NULL))
        continue;
      length = 0;
    }

  if (length == 0 || length > MAX_ID_LENGTH)
    {
      g_set_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_INVALID_NAME,
                   "“%s” is no profile name: use 1 to %d letters, digits, “-”, “_” or “.”, "
                   "and begin with a letter or digit",
                   id, MAX_ID_LENGTH);
      return FALSE;
    }

  return TRUE;
}

char *
assay_profile_id_from_name (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (ascii, -1);
  GString *id = g_string_new (NULL);

  for (const char *p = lower; *p != '\0' && id->len < MAX_ID_LENGTH; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (id, *p);
      else if (id->len > 0 && id->str[id->len - 1] != '-')
        g_string_append_c (id, '-');
    }
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);

  return g_string_free_and_steal (id);
}

/**
 * assay_profile_list_ids:
 * @error: return location for an error
 *
 * Lists the profiles under the user's data folder, the demo profile first.
 *
 * Returns: (transfer full): the ids, empty when there are none; %NULL with %ASSAY_DESK_ERROR_FOLDER
 */
char **
assay_profile_list_ids (GError **error)
{
  g_autofree char *root = dup_profiles_folder ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GDir) dir = g_dir_open (root, 0, &local_error);
  const char *entry;

  if (dir == NULL && !g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      g_set_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_FOLDER,
                   "cannot list the profiles in %s: %s", root, local_error->message);
      return NULL;
    }

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (root, entry, NULL);

      if (assay_profile_check_id (entry, NULL) && g_file_test (path, G_FILE_TEST_IS_DIR))
        g_ptr_array_add (ids, g_strdup (entry));
    }

  g_ptr_array_sort_values (ids, (GCompareFunc) g_strcmp0);
  for (guint i = 1; i < ids->len; i++)
    {
      if (g_str_equal (ids->pdata[i], ASSAY_PROFILE_DEMO))
        g_ptr_array_insert (ids, 0, g_ptr_array_steal_index (ids, i));
    }
  g_ptr_array_add (ids, NULL);

  return (char **) g_ptr_array_steal (ids, NULL);
}

/**
 * assay_profile_dup_folder_for:
 * @id: the id of a profile
 *
 * Builds the path of the folder in which the profile of that name lives.
 *
 * Returns: (transfer full): the path
 */
char *
assay_profile_dup_folder_for (const char *id)
{
  g_autofree char *root = dup_profiles_folder ();

  g_return_val_if_fail (id != NULL, NULL);

  return g_build_filename (root, id, NULL);
}
