/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-sheet.h"

#include <string.h>

#include "assay-error.h"
#include "assay-sheet.h"

/* The catalogue as a file: a table for people, or JSON as StackOne lists packages. */

static const char *const columns[] = { "id", "name", "description", "type", "tags", NULL };

/* The first of them, without which nothing can be ordered. */
#define N_NEEDED 2

/* “4.56551E+17” is what a spreadsheet leaves of a long number: its last digits are lost. */
static gboolean
is_damaged (const char *text)
{
  static const char digits[] = "0123456789";
  gsize whole = strspn (text, digits);

  text += whole;
  if (whole == 0)
    return FALSE;
  if (*text == '.' || *text == ',')
    text += 1 + strspn (text + 1, digits);
  if ((*text != 'E' && *text != 'e') || text[1] != '+' || text[2] == '\0')
    return FALSE;

  return text[2 + strspn (text + 2, digits)] == '\0';
}

static gboolean G_GNUC_PRINTF (5, 6)
  refuse (AssaySheet *sheet, guint row, const char *column, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE, "line %u, column %s: %s",
               assay_sheet_get_line (sheet, row), column, what);

  return FALSE;
}

static gboolean
check_row (AssaySheet *sheet, guint row, GError **error)
{
  const char *id = assay_sheet_get_cell (sheet, row, "id");
  const char *name = assay_sheet_get_cell (sheet, row, "name");
  const char *type = assay_sheet_get_cell (sheet, row, "type");
  AssayOrderKind kind;

  if (*id == '\0')
    return refuse (sheet, row, "id", error, "is empty");
  if (is_damaged (id))
    return refuse (sheet, row, "id", error,
                   "“%s” has lost its last digits; format the column as text and enter it again",
                   id);
  if (*name == '\0')
    return refuse (sheet, row, "name", error, "is empty; the recruiter would see a blank row");
  if (type != NULL && *type != '\0' && !assay_order_kind_from_string (type, &kind))
    return refuse (sheet, row, "type", error,
                   "“%s” is not known; it is assessment or background_check", type);

  return TRUE;
}

/* Tags stand in one cell, with commas or semicolons between. */
static void
write_tags (AssayJsonWriter *writer, const char *cell)
{
  g_auto (GStrv) words = g_strsplit_set (cell, ",;", -1);

  assay_json_writer_begin_array (writer);
  for (gsize i = 0; words[i] != NULL; i++)
    {
      if (*g_strstrip (words[i]) != '\0')
        assay_json_writer_string (writer, words[i]);
    }
  assay_json_writer_end_array (writer);
}

/* Returns: (transfer full): the packages by their ids, borrowed */
static GHashTable *
index_packages (GPtrArray *packages)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; packages != NULL && i < packages->len; i++)
    {
      const char *id = assay_package_get_id (packages->pdata[i]);

      if (id != NULL)
        g_hash_table_insert (index, (char *) id, packages->pdata[i]);
    }

  return index;
}

static void
write_cell (AssayJsonWriter *writer, AssaySheet *sheet, guint row, const char *column)
{
  const char *cell = assay_sheet_get_cell (sheet, row, column);

  if (cell == NULL)
    return;

  assay_json_writer_member (writer, column);
  if (*cell == '\0')
    assay_json_writer_null (writer);
  else if (g_str_equal (column, "tags"))
    write_tags (writer, cell);
  else
    assay_json_writer_string (writer, cell);
}

/* Returns: (transfer full): what the row says; nothing of columns that are not there */
static AssayJson *
read_cells (AssaySheet *sheet, guint row, GError **error)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  assay_json_writer_begin_object (writer);
  write_cell (writer, sheet, row, "id");
  write_cell (writer, sheet, row, "name");
  write_cell (writer, sheet, row, "description");
  assay_json_writer_member (writer, "assay");
  assay_json_writer_begin_object (writer);
  write_cell (writer, sheet, row, "type");
  write_cell (writer, sheet, row, "tags");
  assay_json_writer_end_object (writer);
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, error);
}

/* A table has no room for the tests of a package, and may lack columns: what it says nothing of
 * stays as it is known. */
static AssayPackage *
read_row (AssaySheet *sheet, guint row, GHashTable *known, GError **error)
{
  AssayPackage *before = g_hash_table_lookup (known, assay_sheet_get_cell (sheet, row, "id"));
  g_autoptr (AssayJson) cells = read_cells (sheet, row, error);
  g_autoptr (AssayJson) entry = NULL;
  g_autoptr (AssayJson) whole = NULL;

  if (cells == NULL)
    return NULL;
  entry = before != NULL ? assay_package_dup_entry (before) : assay_json_new_from_text ("{}", NULL);
  whole = assay_json_merge_patch (entry, cells);

  return assay_package_new_from_json (whole, error);
}

static gboolean
check_columns (AssaySheet *sheet, GStrv *unknown, GError **error)
{
  const char *const *found = assay_sheet_get_columns (sheet);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; found[i] != NULL; i++)
    {
      if (*found[i] != '\0' && !g_strv_contains (columns, found[i]))
        g_strv_builder_add (builder, found[i]);
    }
  if (unknown != NULL)
    *unknown = g_strv_builder_end (builder);

  for (gsize i = 0; i < N_NEEDED; i++)
    {
      if (g_strv_contains (found, columns[i]))
        continue;
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER,
                   "the header has no column %s; known are id, name, description, type and tags",
                   columns[i]);
      return FALSE;
    }

  return TRUE;
}

static GPtrArray *
read_sheet (GBytes *bytes, GPtrArray *known, GStrv *unknown, GError **error)
{
  g_autoptr (AssaySheet) sheet = assay_sheet_new_from_bytes (bytes, error);
  g_autoptr (GPtrArray) packages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) lines = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) index = index_packages (known);

  if (sheet == NULL || !check_columns (sheet, unknown, error))
    return NULL;

  for (guint row = 0; row < assay_sheet_get_n_rows (sheet); row++)
    {
      const char *id = assay_sheet_get_cell (sheet, row, "id");
      guint first = GPOINTER_TO_UINT (g_hash_table_lookup (lines, id));
      AssayPackage *package;

      if (!check_row (sheet, row, error))
        return NULL;
      if (first != 0)
        {
          refuse (sheet, row, "id", error, "“%s” stands in line %u, too", id, first);
          return NULL;
        }
      g_hash_table_insert (lines, (char *) id,
                           GUINT_TO_POINTER (assay_sheet_get_line (sheet, row)));
      package = read_row (sheet, row, index, error);
      if (package == NULL)
        return NULL;
      g_ptr_array_add (packages, package);
    }

  return g_steal_pointer (&packages);
}

static gboolean
add_element (GPtrArray *packages, GHashTable *ids, AssayJson *json, GError **error)
{
  g_autoptr (AssayPackage) package = assay_package_new_from_json (json, error);
  const char *id;
  const char *name;

  if (package == NULL)
    return FALSE;

  id = assay_package_get_id (package);
  name = assay_package_get_name (package);
  if (id == NULL || *id == '\0' || name == NULL || *name == '\0')
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER, "%s.%s: missing",
                   assay_json_get_path (json), id == NULL || *id == '\0' ? "id" : "name");
      return FALSE;
    }
  if (!g_hash_table_add (ids, (char *) id))
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
                   "%s.id: “%s” is there twice", assay_json_get_path (json), id);
      return FALSE;
    }
  g_ptr_array_add (packages, g_steal_pointer (&package));

  return TRUE;
}

/* A list of packages, alone or as StackOne answers with it, or one package. */
static GPtrArray *
read_json (GBytes *bytes, GError **error)
{
  g_autoptr (AssayJson) json = assay_json_parse (bytes, error);
  g_autoptr (GPtrArray) packages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (AssayJson) list = NULL;

  if (json == NULL)
    return NULL;
  if (assay_json_get_kind (json) == ASSAY_JSON_OBJECT &&
      !assay_json_read_array (json, "data", &list, error))
    return NULL;
  if (list == NULL && assay_json_get_kind (json) == ASSAY_JSON_ARRAY)
    list = assay_json_ref (json);
  if (list == NULL)
    return add_element (packages, ids, json, error) ? g_steal_pointer (&packages) : NULL;

  for (guint i = 0; i < assay_json_get_length (list); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (list, i);

      if (!add_element (packages, ids, element, error))
        return NULL;
    }

  return g_steal_pointer (&packages);
}

static gboolean
looks_like_json (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gsize i = 0;

  while (i < size && g_ascii_isspace (data[i]))
    i++;

  return i < size && (data[i] == '[' || data[i] == '{') && !(i + 1 < size && data[i + 1] == '\0');
}

/* No file says by which ids StackOne knows a package. */
static void
keep_stackone_ids (GPtrArray *packages, GPtrArray *known)
{
  g_autoptr (GHashTable) index = index_packages (known);

  for (guint i = 0; i < packages->len; i++)
    {
      AssayPackage *before = g_hash_table_lookup (index, assay_package_get_id (packages->pdata[i]));

      if (before != NULL)
        assay_package_inherit (packages->pdata[i], before);
    }
}

/**
 * assay_package_sheet_read:
 * @bytes: a table as [ctor@Sheet.new_from_bytes] reads it, or JSON: a package, an array of them, or
 *   an object with an array `data`
 * @known: (nullable) (element-type AssayPackage): the catalogue so far, from which packages of a
 *   table keep what it has no column for, and all keep the ids that StackOne gave them
 * @unknown_columns: (out) (optional) (nullable): the columns of a table that say nothing to Assay
 * @error: return location for an [error@CoreError] that names line and column, or the JSON path
 *
 * Reads packages for the catalogue. A table has the columns `id` and `name`, and may have
 * `description`, `type` and `tags`. Either all of it is right or nothing is read.
 *
 * Returns: (transfer full) (element-type AssayPackage): the packages, or %NULL
 */
GPtrArray *
assay_package_sheet_read (GBytes *bytes, GPtrArray *known, GStrv *unknown_columns, GError **error)
{
  GPtrArray *packages;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (unknown_columns != NULL)
    *unknown_columns = NULL;

  packages = looks_like_json (bytes) ? read_json (bytes, error)
                                     : read_sheet (bytes, known, unknown_columns, error);
  if (packages != NULL)
    keep_stackone_ids (packages, known);

  return packages;
}

/**
 * assay_package_sheet_write:
 * @packages: (element-type AssayPackage): packages
 *
 * Writes packages as a table that assay_package_sheet_read() reads and no spreadsheet runs.
 *
 * Returns: (transfer full): the table, with a header
 */
char *
assay_package_sheet_write (GPtrArray *packages)
{
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (packages != NULL, NULL);

  assay_sheet_write_row (text, columns);
  for (guint i = 0; i < packages->len; i++)
    {
      AssayPackage *package = packages->pdata[i];
      const char *const *tags = assay_package_get_tags (package);
      g_autofree char *joined = tags != NULL ? g_strjoinv (", ", (GStrv) tags) : g_strdup ("");
      const char *id = assay_package_get_id (package);
      const char *name = assay_package_get_name (package);
      const char *description = assay_package_get_description (package);
      const char *const cells[] = {
        id != NULL ? id : "",
        name != NULL ? name : "",
        description != NULL ? description : "",
        assay_order_kind_to_string (assay_package_get_kind (package)),
        joined,
        NULL,
      };

      assay_sheet_write_row (text, cells);
    }

  return g_string_free_and_steal (text);
}
