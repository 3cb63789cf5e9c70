/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json-private.h"

#include "assay-date-time.h"
#include "assay-error.h"

/* Readers for models: a member that is absent and one that is null are the same, any other kind
 * than the expected one is an error that names the path.
 */

static gboolean
refuse (const char *path, const char *expected, AssayJsonKind found, GError **error)
{
  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_WRONG_TYPE, "%s: expected %s, found %s",
               path, expected, assay_json_kind_to_string (found));
  return FALSE;
}

/* FALSE only with an error; @index stays 0 for a member that is absent or null. */
static gboolean
find (AssayJson *self, const char *member, guint32 *index, AssayJsonKind *kind, GError **error)
{
  *index = 0;
  if (!assay_json_check_kind (self, ASSAY_JSON_OBJECT, error))
    return FALSE;
  *index = assay_json_find_member (self, member);
  *kind = assay_json_document_get (self->document, *index)->kind;
  if (*kind == ASSAY_JSON_NULL)
    *index = 0;
  return TRUE;
}

static gboolean
find_kind (AssayJson *self,
           const char *member,
           AssayJsonKind expected,
           guint32 *index,
           GError **error)
{
  g_autofree char *path = NULL;
  AssayJsonKind kind;

  if (!find (self, member, index, &kind, error))
    return FALSE;
  if (*index == 0 || kind == expected)
    return TRUE;
  path = assay_json_dup_member_path (self, member);
  return refuse (path, assay_json_kind_to_string (expected), kind, error);
}

static gboolean
read_kind (AssayJson *self, const char *member, AssayJsonKind kind, AssayJson **out, GError **error)
{
  guint32 index;

  *out = NULL;
  if (!find_kind (self, member, kind, &index, error))
    return FALSE;
  if (index > 0)
    *out = assay_json_value_new (self, index);
  return TRUE;
}

/**
 * assay_json_check_kind:
 * @self: a value
 * @kind: the kind that it must have
 * @error: return location for %ASSAY_CORE_ERROR_WRONG_TYPE
 *
 * Returns: whether @self is of that kind
 */
gboolean
assay_json_check_kind (AssayJson *self, AssayJsonKind kind, GError **error)
{
  if (assay_json_get_kind (self) == kind)
    return TRUE;
  return refuse (assay_json_get_path (self), assay_json_kind_to_string (kind),
                 assay_json_get_kind (self), error);
}

/**
 * assay_json_read_string:
 * @self: an object
 * @member: name of the member
 * @out: (out) (transfer full) (nullable): the text, %NULL when absent or null
 * @error: return location for %ASSAY_CORE_ERROR_WRONG_TYPE
 *
 * Reads a member that must be a string.
 *
 * Returns: %FALSE with @error set when it is something else
 */
gboolean
assay_json_read_string (AssayJson *self, const char *member, char **out, GError **error)
{
  guint32 index;

  *out = NULL;
  if (!find_kind (self, member, ASSAY_JSON_STRING, &index, error))
    return FALSE;
  if (index > 0)
    *out = assay_json_dup_text_of (self->document, index);
  return TRUE;
}

/**
 * assay_json_read_text:
 * @self: an object
 * @member: name of the member
 * @out: (out) (transfer full) (nullable): the text, %NULL when absent or null
 * @error: return location for %ASSAY_CORE_ERROR_WRONG_TYPE
 *
 * Reads a member that may be a string or a number, such as an id; a number keeps each digit.
 *
 * Returns: %FALSE with @error set when it is something else
 */
gboolean
assay_json_read_text (AssayJson *self, const char *member, char **out, GError **error)
{
  g_autofree char *path = NULL;
  AssayJsonKind kind;
  guint32 index;

  *out = NULL;
  if (!find (self, member, &index, &kind, error))
    return FALSE;
  if (index == 0)
    return TRUE;
  *out = assay_json_dup_text_of (self->document, index);
  if (*out != NULL)
    return TRUE;
  path = assay_json_dup_member_path (self, member);
  return refuse (path, "text or number", kind, error);
}

/**
 * assay_json_read_object:
 * @self: an object
 * @member: name of the member
 * @out: (out) (transfer full) (nullable): the object, %NULL when absent or null
 * @error: return location for %ASSAY_CORE_ERROR_WRONG_TYPE
 *
 * Reads a member that must be an object.
 *
 * Returns: %FALSE with @error set when it is something else
 */
gboolean
assay_json_read_object (AssayJson *self, const char *member, AssayJson **out, GError **error)
{
  return read_kind (self, member, ASSAY_JSON_OBJECT, out, error);
}

/**
 * assay_json_read_array:
 * @self: an object
 * @member: name of the member
 * @out: (out) (transfer full) (nullable): the array, %NULL when absent or null
 * @error: return location for %ASSAY_CORE_ERROR_WRONG_TYPE
 *
 * Reads a member that must be an array.
 *
 * Returns: %FALSE with @error set when it is something else
 */
gboolean
assay_json_read_array (AssayJson *self, const char *member, AssayJson **out, GError **error)
{
  return read_kind (self, member, ASSAY_JSON_ARRAY, out, error);
}

/**
 * assay_json_read_boolean:
 * @self: an object
 * @member: name of the member
 * @out: (out): the value, %FALSE when absent or null
 * @error: return location for %ASSAY_CORE_ERROR_WRONG_TYPE
 *
 * Reads a member that must be `true` or `false`.
 *
 * Returns: %FALSE with @error set when it is something else
 */
gboolean
assay_json_read_boolean (AssayJson *self, const char *member, gboolean *out, GError **error)
{
  g_autoptr (AssayJson) value = NULL;

  *out = FALSE;
  if (!read_kind (self, member, ASSAY_JSON_BOOLEAN, &value, error))
    return FALSE;
  *out = value != NULL && assay_json_get_boolean (value);
  return TRUE;
}

/**
 * assay_json_read_int64:
 * @self: an object
 * @member: name of the member
 * @out: (out): the value, 0 when absent or null
 * @error: return location for %ASSAY_CORE_ERROR_WRONG_TYPE or %ASSAY_CORE_ERROR_INVALID_VALUE
 *
 * Reads a member that must be a whole number of 64 bits.
 *
 * Returns: %FALSE with @error set when it is something else
 */
gboolean
assay_json_read_int64 (AssayJson *self, const char *member, gint64 *out, GError **error)
{
  g_autoptr (AssayJson) value = NULL;
  const char *digits;

  *out = 0;
  if (!read_kind (self, member, ASSAY_JSON_NUMBER, &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;
  digits = assay_json_get_number (value);
  if (g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, out, NULL))
    return TRUE;
  *out = 0;
  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
               "%s: %s is not a whole number of 64 bits", assay_json_get_path (value), digits);
  return FALSE;
}

/**
 * assay_json_read_date_time:
 * @self: an object
 * @member: name of the member
 * @out: (out): microseconds since 1970 in UTC, 0 when absent or null
 * @error: return location for %ASSAY_CORE_ERROR_WRONG_TYPE or %ASSAY_CORE_ERROR_INVALID_VALUE
 *
 * Reads a member that must be an ISO 8601 date-time with `T` and zone.
 *
 * Returns: %FALSE with @error set when it is something else
 */
gboolean
assay_json_read_date_time (AssayJson *self, const char *member, gint64 *out, GError **error)
{
  g_autoptr (AssayJson) value = NULL;

  *out = 0;
  if (!read_kind (self, member, ASSAY_JSON_STRING, &value, error))
    return FALSE;
  if (value == NULL || assay_parse_iso8601 (assay_json_get_string (value), out, error))
    return TRUE;
  g_prefix_error (error, "%s: ", assay_json_get_path (value));
  return FALSE;
}

/**
 * assay_json_kind_to_string:
 * @kind: a kind
 *
 * Returns: the word for @kind as error messages use it, in English
 */
const char *
assay_json_kind_to_string (AssayJsonKind kind)
{
  switch (kind)
    {
    case ASSAY_JSON_NULL:
      return "null";
    case ASSAY_JSON_BOOLEAN:
      return "true or false";
    case ASSAY_JSON_NUMBER:
      return "number";
    case ASSAY_JSON_STRING:
      return "text";
    case ASSAY_JSON_ARRAY:
      return "array";
    case ASSAY_JSON_OBJECT:
      return "object";
    default:
      return "unknown";
    }
}
