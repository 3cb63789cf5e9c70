/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-statement-private.h"

#include "assay-database-error-private.h"

/* One prepared statement. It belongs to the connection, which keeps it for the next use. */
struct _AssayStatement
{
  /* Owned */
  sqlite3_stmt *handle;

  /* Borrowed */
  sqlite3 *database;

  int bind_result; /* the first failure to bind, reported by the next step */
  int last_column; /* where the last look-up by name ended */
  gboolean held;   /* somebody uses it */
};

/*
 * assay_statement_new:
 * @database: a connection
 * @sql: one statement
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the statement, without values
 */
AssayStatement *
assay_statement_new (sqlite3 *database, const char *sql, GError **error)
{
  AssayStatement *self;
  sqlite3_stmt *handle;
  int code = sqlite3_prepare_v3 (database, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);

  if (code != SQLITE_OK)
    {
      assay_database_set_error (error, database, code);
      return NULL;
    }

  self = g_new0 (AssayStatement, 1);
  self->handle = handle;
  self->database = database;
  self->last_column = -1;

  return self;
}

/*
 * assay_statement_free:
 * @data: (transfer full): a statement
 */
void
assay_statement_free (gpointer data)
{
  AssayStatement *self = data;

  sqlite3_finalize (self->handle);
  g_free (self);
}

static void
note_bind_result (AssayStatement *self, int code)
{
  if (self->bind_result == SQLITE_OK)
    self->bind_result = code;
}

/*
 * assay_statement_bind_int64:
 * @self: a statement
 * @index: the number of the parameter, from 1
 * @value: its value
 */
void
assay_statement_bind_int64 (AssayStatement *self, int index, gint64 value)
{
  note_bind_result (self, sqlite3_bind_int64 (self->handle, index, value));
}

/*
 * assay_statement_bind_double:
 * @self: a statement
 * @index: the number of the parameter, from 1
 * @value: its value
 */
void
assay_statement_bind_double (AssayStatement *self, int index, double value)
{
  note_bind_result (self, sqlite3_bind_double (self->handle, index, value));
}

/*
 * assay_statement_bind_text:
 * @self: a statement
 * @index: the number of the parameter, from 1
 * @value: (nullable): its value; copied
 */
void
assay_statement_bind_text (AssayStatement *self, int index, const char *value)
{
  note_bind_result (self, sqlite3_bind_text (self->handle, index, value, -1, SQLITE_TRANSIENT));
}

/*
 * assay_statement_bind_json:
 * @self: a statement
 * @index: the number of the parameter, from 1
 * @value: (nullable): UTF-8 text without NUL; copied
 *
 * Stores bytes as text.
 */
void
assay_statement_bind_json (AssayStatement *self, int index, GBytes *value)
{
  gsize size = 0;
  const char *data = value != NULL ? g_bytes_get_data (value, &size) : NULL;

  note_bind_result (self, sqlite3_bind_text64 (self->handle, index,
                                               value != NULL && data == NULL ? "" : data, size,
                                               SQLITE_TRANSIENT, SQLITE_UTF8));
}

/*
 * assay_statement_bind_bytes:
 * @self: a statement
 * @index: the number of the parameter, from 1
 * @value: (nullable): its value; copied
 */
void
assay_statement_bind_bytes (AssayStatement *self, int index, GBytes *value)
{
  gsize size = 0;
  const void *data = value != NULL ? g_bytes_get_data (value, &size) : NULL;
  int code;

  if (value != NULL && data == NULL)
    code = sqlite3_bind_zeroblob (self->handle, index, 0);
  else
    code = sqlite3_bind_blob64 (self->handle, index, data, size, SQLITE_TRANSIENT);

  note_bind_result (self, code);
}

/*
 * assay_statement_next:
 * @self: a statement
 * @has_row: (out): whether there is a (further) row
 * @error: return location for an error
 *
 * Goes to the next row. After the last row and after a failure the statement is reset.
 *
 * Returns: %FALSE when the statement failed
 */
gboolean
assay_statement_next (AssayStatement *self, gboolean *has_row, GError **error)
{
  int code = self->bind_result != SQLITE_OK ? self->bind_result : sqlite3_step (self->handle);

  *has_row = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;

  if (code != SQLITE_DONE)
    assay_database_set_error (error, self->database, code);
  assay_statement_reset (self);

  return code == SQLITE_DONE;
}

/*
 * assay_statement_run:
 * @self: a statement
 * @error: return location for an error
 *
 * Runs a statement whose rows do not matter.
 *
 * Returns: %FALSE when the statement failed
 */
gboolean
assay_statement_run (AssayStatement *self, GError **error)
{
  gboolean has_row = TRUE;

  while (has_row)
    {
      if (!assay_statement_next (self, &has_row, error))
        return FALSE;
    }

  return TRUE;
}

/*
 * assay_statement_hold:
 * @self: a statement
 *
 * Keeps it from being forgotten until assay_statement_release().
 */
void
assay_statement_hold (AssayStatement *self)
{
  self->held = TRUE;
}

/*
 * assay_statement_is_held:
 * @self: a statement
 *
 * Returns: whether somebody uses it
 */
gboolean
assay_statement_is_held (AssayStatement *self)
{
  return self->held;
}

/*
 * assay_statement_release:
 * @self: a statement
 *
 * Gives it back: resets it, and allows to forget it.
 */
void
assay_statement_release (AssayStatement *self)
{
  assay_statement_reset (self);
  self->held = FALSE;
}

/*
 * assay_statement_reset:
 * @self: a statement
 *
 * Ends the statement and forgets its values.
 */
void
assay_statement_reset (AssayStatement *self)
{
  sqlite3_reset (self->handle);
  sqlite3_clear_bindings (self->handle);
  self->bind_result = SQLITE_OK;
}

/* Columns are mostly read in the order of the query, so the search begins after the last hit. */
static int
find_column (AssayStatement *self, const char *name)
{
  int n_columns = sqlite3_column_count (self->handle);

  for (int i = 1; i <= n_columns; i++)
    {
      int column = (self->last_column + i) % n_columns;

      if (g_str_equal (sqlite3_column_name (self->handle, column), name))
        {
          self->last_column = column;
          return column;
        }
    }

  g_assert_not_reached ();
}

/*
 * assay_statement_is_null:
 * @self: a statement on a row
 * @column: the name of a column of its query
 *
 * Returns: whether the value is NULL
 */
gboolean
assay_statement_is_null (AssayStatement *self, const char *column)
{
  return sqlite3_column_type (self->handle, find_column (self, column)) == SQLITE_NULL;
}

/*
 * assay_statement_is_blob:
 * @self: a statement on a row
 * @column: the name of a column of its query
 *
 * Returns: whether the value is bytes, not text
 */
gboolean
assay_statement_is_blob (AssayStatement *self, const char *column)
{
  return sqlite3_column_type (self->handle, find_column (self, column)) == SQLITE_BLOB;
}

/*
 * assay_statement_get_int64:
 * @self: a statement on a row
 * @column: the name of a column of its query
 *
 * Returns: the value; 0 for NULL
 */
gint64
assay_statement_get_int64 (AssayStatement *self, const char *column)
{
  return sqlite3_column_int64 (self->handle, find_column (self, column));
}

/*
 * assay_statement_get_double:
 * @self: a statement on a row
 * @column: the name of a column of its query
 *
 * Returns: the value; 0 for NULL
 */
double
assay_statement_get_double (AssayStatement *self, const char *column)
{
  return sqlite3_column_double (self->handle, find_column (self, column));
}

/*
 * assay_statement_get_text:
 * @self: a statement on a row
 * @column: the name of a column of its query
 *
 * Returns: (nullable): the value, valid until the statement moves on
 */
const char *
assay_statement_get_text (AssayStatement *self, const char *column)
{
  return (const char *) sqlite3_column_text (self->handle, find_column (self, column));
}

/*
 * assay_statement_dup_bytes:
 * @self: a statement on a row
 * @column: the name of a column of its query, text or blob
 *
 * Returns: (transfer full) (nullable): the bytes; %NULL for NULL
 */
GBytes *
assay_statement_dup_bytes (AssayStatement *self, const char *column)
{
  int index = find_column (self, column);
  const void *data;

  if (sqlite3_column_type (self->handle, index) == SQLITE_NULL)
    return NULL;

  data = sqlite3_column_blob (self->handle, index);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, index));
}

/*
 * assay_statement_get_first:
 * @self: a statement on a row
 *
 * Returns: the value of the first column, whatever its name; 0 for NULL
 */
gint64
assay_statement_get_first (AssayStatement *self)
{
  return sqlite3_column_int64 (self->handle, 0);
}

/*
 * assay_statement_read_numbers:
 * @self: a statement that is not on a row yet
 * @numbers: (element-type gint64): where the first column of each row is appended
 * @error: return location for an error
 *
 * Reads all rows.
 *
 * Returns: whether they were read
 */
gboolean
assay_statement_read_numbers (AssayStatement *self, GArray *numbers, GError **error)
{
  gboolean has_row;

  while (assay_statement_next (self, &has_row, error))
    {
      gint64 number;

      if (!has_row)
        return TRUE;

      number = assay_statement_get_first (self);
      g_array_append_val (numbers, number);
    }

  return FALSE;
}
