/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json-place.h"

#include <string.h>

#include "assay-json-private.h"

/* What the scanner ends its messages with. */
#define AT_BYTE " at byte "

/* Takes the next step off a path. Returns: (transfer full) (nullable): the value it leads to */
static AssayJson *
step (AssayJson *value, const char **path)
{
  const char *at = *path + 1;
  gsize length = strcspn (at, ".[");
  g_autofree char *name = NULL;
  char *end;
  guint64 index;

  if (**path == '.')
    {
      *path = at + length;
      name = g_strndup (at, length);
      return assay_json_get_kind (value) == ASSAY_JSON_OBJECT ? assay_json_dup_member (value, name)
                                                              : NULL;
    }

  index = g_ascii_strtoull (at, &end, 10);
  *path = *end == ']' ? end + 1 : end;

  return assay_json_get_kind (value) == ASSAY_JSON_ARRAY && index < assay_json_get_length (value)
           ? assay_json_dup_element (value, (guint) index)
           : NULL;
}

/**
 * assay_json_locate:
 * @self: the root of a document
 * @path: the path of a value in it, such as `$.score.min`
 * @offset: (out): where its text begins, in bytes
 *
 * Finds the place of a value. Of one that is not there, it is the place of the innermost value
 * around it that is.
 *
 * Returns: whether @path is a path
 */
gboolean
assay_json_locate (AssayJson *self, const char *path, gsize *offset)
{
  g_autoptr (AssayJson) value = NULL;
  const char *rest = path + 1;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (offset != NULL, FALSE);

  if (*path != '$')
    return FALSE;

  value = assay_json_ref (self);
  while (*rest == '.' || *rest == '[')
    {
      g_autoptr (AssayJson) next = step (value, &rest);

      if (next == NULL)
        break;
      assay_json_unref (value);
      value = g_steal_pointer (&next);
    }
  *offset = assay_json_get_token (value)->start;

  return TRUE;
}

/**
 * assay_json_locate_error:
 * @bytes: what was read
 * @error: why it could not be: an error of %ASSAY_CORE_ERROR
 * @offset: (out): where the fault is, in bytes
 *
 * Finds the place that an error is about, by what it says.
 *
 * Returns: whether it says that
 */
gboolean
assay_json_locate_error (GBytes *bytes, const GError *error, gsize *offset)
{
  const char *at = g_strrstr (error->message, AT_BYTE);
  const char *colon = strchr (error->message, ':');
  g_autofree char *path = NULL;
  g_autoptr (AssayJson) json = NULL;

  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (offset != NULL, FALSE);

  if (at != NULL)
    {
      *offset = (gsize) g_ascii_strtoull (at + strlen (AT_BYTE), NULL, 10);
      return TRUE;
    }
  json = assay_json_parse (bytes, NULL);
  if (json == NULL || colon == NULL)
    return FALSE;

  path = g_strndup (error->message, (gsize) (colon - error->message));

  return assay_json_locate (json, path, offset);
}
