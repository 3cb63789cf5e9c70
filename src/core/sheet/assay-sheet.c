/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sheet.h"

#include <string.h>

#include "assay-error.h"
#include "assay-sheet-private.h"

/* Far more than a catalogue or a batch of results has. */
#define LARGEST (16 * 1024 * 1024)

#define DELIMITERS ",;\t|"

/* A spreadsheet takes a cell that begins so for a formula, and runs it. */
#define FORMULA_STARTS "=+-@\t\r"

/**
 * AssaySheet:
 *
 * A table as spreadsheets write it: CSV with a header, in whatever encoding, with whatever
 * delimiter. Every cell is text: digits and leading zeros stay as they are.
 */
struct _AssaySheet
{
  GObject parent_instance;

  /* owned */
  GStrv columns;
  GPtrArray *rows; /* (element-type GStrv): cells at the end may be left out */
  GArray *lines;   /* (element-type guint): where each row begins */
};

G_DEFINE_FINAL_TYPE (AssaySheet, assay_sheet, G_TYPE_OBJECT)

/* Where the reader is. */
typedef struct
{
  const char *at;
  guint line;
  char delimiter;
} Reader;

static void
assay_sheet_finalize (GObject *object)
{
  AssaySheet *self = ASSAY_SHEET (object);

  g_strfreev (self->columns);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->lines);

  G_OBJECT_CLASS (assay_sheet_parent_class)->finalize (object);
}

static void
assay_sheet_class_init (AssaySheetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_sheet_finalize;
}

static void
assay_sheet_init (AssaySheet *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint));
}

static gboolean
is_end_of_line (char c)
{
  return c == '\n' || c == '\r' || c == '\0';
}

static void
skip_end_of_line (Reader *reader)
{
  if (*reader->at == '\r' && reader->at[1] == '\n')
    reader->at += 2;
  else if (*reader->at != '\0')
    reader->at++;
  reader->line++;
}

/* The first line may say it: “sep=;”. Otherwise it is what the header has most of. */
static void
find_delimiter (Reader *reader)
{
  guint most = 0;

  reader->delimiter = DELIMITERS[0];
  if (g_ascii_strncasecmp (reader->at, "sep=", 4) == 0 && !is_end_of_line (reader->at[4]) &&
      is_end_of_line (reader->at[5]))
    {
      reader->delimiter = reader->at[4];
      reader->at += strlen ("sep=;");
      skip_end_of_line (reader);
      return;
    }

  for (const char *delimiter = DELIMITERS; *delimiter != '\0'; delimiter++)
    {
      gboolean quoted = FALSE;
      guint n = 0;

      for (const char *c = reader->at; !is_end_of_line (*c); c++)
        {
          quoted = quoted != (*c == '"');
          n += !quoted && *c == *delimiter;
        }
      if (n > most)
        reader->delimiter = *delimiter;
      most = MAX (most, n);
    }
}

/* Reads up to the closing quote. Returns %FALSE when there is none. */
static gboolean
read_quoted (Reader *reader, GString *cell, GError **error)
{
  guint begin = reader->line;

  for (reader->at++; *reader->at != '\0'; reader->at++)
    {
      if (*reader->at == '"' && reader->at[1] != '"')
        {
          reader->at++;
          return TRUE;
        }
      if (*reader->at == '"')
        reader->at++;
      else if (*reader->at == '\n' || (*reader->at == '\r' && reader->at[1] != '\n'))
        reader->line++;
      g_string_append_c (cell, *reader->at);
    }

  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
               "line %u: a quote is opened and never closed", begin);

  return FALSE;
}

/* What was written to keep a spreadsheet from running it is read as it was meant. */
static char *
finish_cell (GString *cell)
{
  g_autofree char *text = g_strstrip (g_string_free_and_steal (cell));

  if (text[0] == '\'' && text[1] != '\0' && strchr (FORMULA_STARTS, text[1]) != NULL)
    return g_strdup (text + 1);

  return g_steal_pointer (&text);
}

/* A quote within a cell that does not begin with one is a character like any other. */
static char *
read_cell (Reader *reader, GError **error)
{
  GString *cell = g_string_new (NULL);

  while (*reader->at == ' ')
    reader->at++;
  if (*reader->at == '"' && !read_quoted (reader, cell, error))
    {
      g_string_free (cell, TRUE);
      return NULL;
    }
  for (; *reader->at != reader->delimiter && !is_end_of_line (*reader->at); reader->at++)
    g_string_append_c (cell, *reader->at);

  return finish_cell (cell);
}

static GStrv
read_row (Reader *reader, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (;;)
    {
      char *cell = read_cell (reader, error);

      if (cell == NULL)
        return NULL;
      g_strv_builder_take (builder, cell);
      if (*reader->at != reader->delimiter)
        break;
      reader->at++;
    }
  skip_end_of_line (reader);

  return g_strv_builder_end (builder);
}

static gboolean
is_blank (const char *const *row)
{
  for (gsize i = 0; row[i] != NULL; i++)
    {
      if (*row[i] != '\0')
        return FALSE;
    }

  return TRUE;
}

/* Empty cells too many do no harm. */
static gboolean
check_row (const char *const *row, guint n_columns, guint line, GError **error)
{
  guint n_cells = g_strv_length ((GStrv) row);

  if (n_cells <= n_columns || is_blank (row + n_columns))
    return TRUE;

  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
               "line %u: %u cells, but the header has %u", line, n_cells, n_columns);

  return FALSE;
}

static gboolean
read_rows (AssaySheet *self, Reader *reader, GError **error)
{
  while (*reader->at != '\0')
    {
      guint line = reader->line;
      g_auto (GStrv) row = read_row (reader, error);

      if (row == NULL)
        return FALSE;
      if (is_blank ((const char *const *) row))
        continue;
      if (!check_row ((const char *const *) row, g_strv_length (self->columns), line, error))
        return FALSE;
      g_ptr_array_add (self->rows, g_steal_pointer (&row));
      g_array_append_val (self->lines, line);
    }

  return TRUE;
}

static gboolean
read_header (AssaySheet *self, Reader *reader, GError **error)
{
  do
    {
      g_clear_pointer (&self->columns, g_strfreev);
      self->columns = read_row (reader, error);
    }
  while (self->columns != NULL && is_blank ((const char *const *) self->columns) &&
         *reader->at != '\0');

  if (self->columns == NULL)
    return FALSE;
  if (is_blank ((const char *const *) self->columns))
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER,
                   "the table has no header");
      return FALSE;
    }

  for (gsize i = 0; self->columns[i] != NULL; i++)
    {
      char *folded = g_ascii_strdown (self->columns[i], -1);

      g_free (self->columns[i]);
      self->columns[i] = folded;
      for (gsize j = 0; j < i; j++)
        {
          if (*folded == '\0' || !g_str_equal (folded, self->columns[j]))
            continue;
          g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
                       "the header has the column %s twice", folded);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * assay_sheet_new_from_bytes:
 * @bytes: a table with a header: UTF-8, UTF-16 or Windows-1252, delimited by comma, semicolon, tab
 *   or bar, or by what a first line such as `sep=;` says
 * @error: return location for an [error@CoreError] that names the line
 *
 * Reads a table. Blanks around a cell and lines without any text are left out.
 *
 * Returns: (transfer full): the table, or %NULL with %ASSAY_CORE_ERROR_INVALID_UTF8,
 *   %ASSAY_CORE_ERROR_INVALID_VALUE, %ASSAY_CORE_ERROR_MISSING_MEMBER without a header, or
 *   %ASSAY_CORE_ERROR_TOO_LARGE
 */
AssaySheet *
assay_sheet_new_from_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (AssaySheet) self = NULL;
  g_autofree char *text = NULL;
  Reader reader = { .line = 1 };

  g_return_val_if_fail (bytes != NULL, NULL);

  if (g_bytes_get_size (bytes) > LARGEST)
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_TOO_LARGE,
                   "the table has more than %d MiB; split it", LARGEST / 1024 / 1024);
      return NULL;
    }
  text = assay_sheet_decode (bytes, error);
  if (text == NULL)
    return NULL;

  self = g_object_new (ASSAY_TYPE_SHEET, NULL);
  reader.at = text;
  find_delimiter (&reader);
  if (!read_header (self, &reader, error) || !read_rows (self, &reader, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * assay_sheet_get_columns:
 * @self: a table
 *
 * Gets the names of the columns, in lower case.
 *
 * Returns: (transfer none): the names
 */
const char *const *
assay_sheet_get_columns (AssaySheet *self)
{
  g_return_val_if_fail (ASSAY_IS_SHEET (self), NULL);

  return (const char *const *) self->columns;
}

/**
 * assay_sheet_get_n_rows:
 * @self: a table
 *
 * Returns: how many rows follow the header
 */
guint
assay_sheet_get_n_rows (AssaySheet *self)
{
  g_return_val_if_fail (ASSAY_IS_SHEET (self), 0);

  return self->rows->len;
}

/**
 * assay_sheet_get_line:
 * @self: a table
 * @row: a row
 *
 * Gets where a row begins, so that somebody finds it.
 *
 * Returns: the number of the line in the file, counted from 1
 */
guint
assay_sheet_get_line (AssaySheet *self, guint row)
{
  g_return_val_if_fail (ASSAY_IS_SHEET (self), 0);
  g_return_val_if_fail (row < self->lines->len, 0);

  return g_array_index (self->lines, guint, row);
}

/**
 * assay_sheet_get_cell:
 * @self: a table
 * @row: a row
 * @column: the name of a column, in lower case
 *
 * Gets the text of a cell.
 *
 * Returns: (transfer none) (nullable): the text, empty for an empty cell; %NULL without such a
 *   column
 */
const char *
assay_sheet_get_cell (AssaySheet *self, guint row, const char *column)
{
  GStrv cells;
  gsize n_cells;

  g_return_val_if_fail (ASSAY_IS_SHEET (self), NULL);
  g_return_val_if_fail (row < self->rows->len, NULL);
  g_return_val_if_fail (column != NULL, NULL);

  cells = self->rows->pdata[row];
  n_cells = g_strv_length (cells);
  for (gsize i = 0; self->columns[i] != NULL; i++)
    {
      if (g_str_equal (self->columns[i], column))
        return i < n_cells ? cells[i] : "";
    }

  return NULL;
}

static void
write_cell (GString *text, const char *cell)
{
  gboolean formula = *cell != '\0' && strchr (FORMULA_STARTS, *cell) != NULL;

  if (!formula && strpbrk (cell, ",\"\r\n ") == NULL)
    {
      g_string_append (text, cell);
      return;
    }

  g_string_append (text, formula ? "\"'" : "\"");
  for (; *cell != '\0'; cell++)
    {
      if (*cell == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *cell);
    }
  g_string_append_c (text, '"');
}

/**
 * assay_sheet_write_row:
 * @text: where to append
 * @cells: the cells of a row
 *
 * Writes a row as RFC 4180 has it. What a spreadsheet would run as a formula gets an apostrophe in
 * front, which reading takes away again.
 */
void
assay_sheet_write_row (GString *text, const char *const *cells)
{
  g_return_if_fail (text != NULL);
  g_return_if_fail (cells != NULL);

  for (gsize i = 0; cells[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      write_cell (text, cells[i]);
    }
  g_string_append (text, "\r\n");
}
