/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#define G_SETTINGS_ENABLE_BACKEND

#include "config.h"

#include "assay-profile-private.h"

#include <gio/gsettingsbackend.h>

#define SETTINGS_FILE "settings.ini"
#define SETTINGS_GROUP "Assay"

/* A string may stand there without quotes, as the backend reads it. */
static gboolean
is_fit (GSettingsSchemaKey *key, const char *text)
{
  const GVariantType *type = g_settings_schema_key_get_value_type (key);
  g_autoptr (GVariant) value = g_variant_parse (type, text, NULL, NULL, NULL);

  if (value == NULL && g_variant_type_equal (type, G_VARIANT_TYPE_STRING) && *text != '"')
    value = g_variant_ref_sink (g_variant_new_string (text));

  return value != NULL && g_settings_schema_key_range_check (key, value);
}

static void
set_unfit (GError **error, const char *path, GSettingsSchemaKey *key, const char *text)
{
  g_autoptr (GVariant) standard = g_settings_schema_key_get_default_value (key);
  g_autofree char *example = g_variant_print (standard, FALSE);

  g_set_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_SETTINGS,
               "%s: “%s” cannot be %s; write it like %s, its default", path,
               g_settings_schema_key_get_name (key), text, example);
}

/* Settings that this program does not know may be those of a newer one. */
static gboolean
check_values (GKeyFile *file, GSettingsSchema *schema, const char *path, GError **error)
{
  g_auto (GStrv) names = g_settings_schema_list_keys (schema);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GSettingsSchemaKey) key = g_settings_schema_get_key (schema, names[i]);
      g_autofree char *text = g_key_file_get_value (file, SETTINGS_GROUP, names[i], NULL);

      if (text != NULL && !is_fit (key, text))
        {
          set_unfit (error, path, key, text);
          return FALSE;
        }
    }

  return TRUE;
}

/* The backend ignores what it cannot parse, and would overwrite such a file with the next change.
 * Reading a pipe would wait for a writer. */
static gboolean
check_settings_file (const char *path, GSettingsSchema *schema, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_SETTINGS,
                   "cannot read the settings in %s: it is no file; move it away", path);
      return FALSE;
    }

  if (g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &local_error))
    return check_values (file, schema, path, error);

  g_set_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_SETTINGS,
               "cannot read the settings in %s: %s; mend or move the file away", path,
               local_error->message);

  return FALSE;
}

static const char *
presets_folder (void)
{
  const char *folder = g_getenv ("ASSAY_PRESETS_DIR");

  return folder != NULL ? folder : PRESETS_DIR;
}

/* GLib's constructor has no argument for the folder with an administrator's presets, and the type
 * has no public name. */
static GSettingsBackend *
new_backend (const char *path)
{
  g_autoptr (GSettingsBackend)
    model = g_keyfile_settings_backend_new (path, RESOURCE_PATH "/", SETTINGS_GROUP);

  return g_object_new (G_OBJECT_TYPE (model), "filename", path, "root-path", RESOURCE_PATH "/",
                       "root-group", SETTINGS_GROUP, "defaults-dir", presets_folder (), NULL);
}

GSettings *
assay_profile_open_settings (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, SETTINGS_FILE, NULL);
  g_autofree char *presets = g_build_filename (presets_folder (), "defaults", NULL);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsBackend) backend = NULL;
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE);
  if (schema == NULL)
    {
      g_set_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_SETTINGS,
                   "the settings schema %s is not installed", SCHEMA_ID);
      return NULL;
    }

  if (!check_settings_file (presets, schema, error) || !check_settings_file (path, schema, error))
    return NULL;

  backend = new_backend (path);

  return g_settings_new_full (schema, backend, NULL);
}
