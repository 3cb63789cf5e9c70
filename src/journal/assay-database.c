/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "assay-journal-error.h"

#define BUSY_TIMEOUT_MS 5000

/* One SQLite connection with its prepared statements. It belongs to one thread at a time. */
struct _AssayDatabase
{
  /* Owned */
  sqlite3    *handle;
  GHashTable *statements;   /* SQL text → AssayStatement */
};

struct _AssayStatement
{
  /* Owned */
  sqlite3_stmt *handle;

  /* Borrowed */
  sqlite3      *database;

  int           bind_result;   /* the first failure to bind, reported by the next step */
  int           last_column;   /* where the last look-up by name ended */
};

static AssayJournalError
translate_code (sqlite3 *handle,
                int      code)
{
  int reason = handle != NULL ? sqlite3_system_errno (handle) : 0;

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return ASSAY_JOURNAL_ERROR_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return ASSAY_JOURNAL_ERROR_CORRUPT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ASSAY_JOURNAL_ERROR_BUSY;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return ASSAY_JOURNAL_ERROR_READ_ONLY;
    case SQLITE_CANTOPEN:
      return reason == EROFS || reason == EACCES
             ? ASSAY_JOURNAL_ERROR_READ_ONLY
             : ASSAY_JOURNAL_ERROR_OPEN;
    case SQLITE_IOERR:
      /* SQLite translates ENOSPC itself, but not the limits of a user or a file. */
      return reason == EFBIG || reason == EDQUOT || reason == ENOSPC
             ? ASSAY_JOURNAL_ERROR_FULL
             : ASSAY_JOURNAL_ERROR_IO;
    default:
      return ASSAY_JOURNAL_ERROR_IO;
    }
}

static void
set_error (GError  **error,
           sqlite3  *handle,
           int       code)
{
  g_set_error (error, ASSAY_JOURNAL_ERROR, translate_code (handle, code),
               "journal database: %s (SQLite code %d)",
               handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code), code);
}

static void
statement_free (gpointer data)
{
  AssayStatement *self = data;

  sqlite3_finalize (self->handle);
  g_free (self);
}

/* SQLite would make the file with the modes of the umask; its companions copy ours. */
static gboolean
make_private_file (const char  *path,
                   GError     **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (fd == -1)
    {
      int reason = errno;

      g_set_error (error, ASSAY_JOURNAL_ERROR,
                   reason == EROFS || reason == EACCES || reason == EPERM
                   ? ASSAY_JOURNAL_ERROR_READ_ONLY
                   : reason == ENOSPC || reason == EDQUOT
                   ? ASSAY_JOURNAL_ERROR_FULL
                   : ASSAY_JOURNAL_ERROR_OPEN,
                   "cannot open “%s”: %s", path, g_strerror (reason));
      return FALSE;
    }

  close (fd);

  return TRUE;
}

/* A WAL file needs its shared-memory index even to be read. Where the folder cannot be written the
 * file is opened as unchanging, which is only right when no log lies beside it. */
static char *
make_address (const char        *path,
              AssayDatabaseMode  mode)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *escaped = g_uri_escape_string (path, "/", TRUE);

  if (mode == ASSAY_DATABASE_READ_ONLY && g_access (folder, W_OK) != 0 &&
      !g_file_test (log, G_FILE_TEST_EXISTS))
    return g_strconcat ("file:", escaped, "?immutable=1", NULL);

  return g_strconcat ("file:", escaped, NULL);
}

static gboolean
configure (AssayDatabase      *self,
           AssayDatabaseMode   mode,
           GError            **error)
{
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  sqlite3_extended_result_codes (self->handle, 1);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);

  /* Candidate data must not reach temporary files either. */
  if (!assay_database_execute (self,
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA cell_size_check = ON;"
                               "PRAGMA foreign_keys = ON;"
                               "PRAGMA temp_store = MEMORY;"
                               "PRAGMA cache_size = -4096;",
                               error))
    return FALSE;

  if (mode != ASSAY_DATABASE_CREATE)
    return assay_database_execute (self, "PRAGMA query_only = ON;", error);

  /* The vacuum mode can only be chosen while the file is empty, so it comes first. */
  return assay_database_execute (self,
                                 "PRAGMA auto_vacuum = INCREMENTAL;"
                                 "PRAGMA journal_mode = WAL;"
                                 "PRAGMA synchronous = FULL;"
                                 "PRAGMA secure_delete = ON;"
                                 "PRAGMA journal_size_limit = 67108864;",
                                 error);
}

/*
 * assay_database_open:
 * @path: the file
 * @mode: how to open it
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Opens one connection with all settings of the house. An existing file is never replaced.
 *
 * Returns: (transfer full) (nullable): the connection
 */
AssayDatabase *
assay_database_open (const char         *path,
                     AssayDatabaseMode   mode,
                     GError            **error)
{
  g_autoptr(AssayDatabase) self = NULL;
  g_autofree char *address = NULL;
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  int code;

  if (mode == ASSAY_DATABASE_CREATE && !make_private_file (path, error))
    return NULL;

  if (mode == ASSAY_DATABASE_READ_ONLY && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN,
                   "there is no journal at “%s”", path);
      return NULL;
    }

  self = g_new0 (AssayDatabase, 1);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, statement_free);

  address = make_address (path, mode);
  flags |= mode == ASSAY_DATABASE_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  code = sqlite3_open_v2 (address, &self->handle, flags, NULL);
  if (code != SQLITE_OK)
    {
      set_error (error, self->handle, code);
      return NULL;
    }

  if (!configure (self, mode, error))
    return NULL;

  return g_steal_pointer (&self);
}

/*
 * assay_database_free:
 * @self: a connection
 *
 * Closes the connection; an open transaction is rolled back.
 */
void
assay_database_free (AssayDatabase *self)
{
  g_hash_table_unref (self->statements);
  sqlite3_close_v2 (self->handle);
  g_free (self);
}

/*
 * assay_database_execute:
 * @self: a connection
 * @sql: one or more statements without values
 * @error: return location for an error
 *
 * Runs statements and drops their rows.
 *
 * Returns: whether all of them ran
 */
gboolean
assay_database_execute (AssayDatabase  *self,
                        const char     *sql,
                        GError        **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  set_error (error, self->handle, code);

  return FALSE;
}

/*
 * assay_database_query_int64:
 * @self: a connection
 * @sql: a query of one row and one column
 * @value: (out): its value; 0 when there is no row or the value is NULL
 * @error: return location for an error
 *
 * Returns: whether the query ran
 */
gboolean
assay_database_query_int64 (AssayDatabase  *self,
                            const char     *sql,
                            gint64         *value,
                            GError        **error)
{
  g_autoptr(AssayStatement) statement = assay_database_prepare (self, sql, error);
  gboolean has_row;

  *value = 0;
  if (statement == NULL || !assay_statement_next (statement, &has_row, error))
    return FALSE;

  if (has_row)
    *value = sqlite3_column_int64 (statement->handle, 0);

  return TRUE;
}

/*
 * assay_database_in_transaction:
 * @self: a connection
 *
 * Some failures, such as a full disk, end a transaction on their own.
 *
 * Returns: whether a transaction is open
 */
gboolean
assay_database_in_transaction (AssayDatabase *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

/*
 * assay_database_roll_back:
 * @self: a connection
 *
 * Gives up the open transaction, if there is one.
 */
void
assay_database_roll_back (AssayDatabase *self)
{
  g_autoptr(GError) error = NULL;

  if (assay_database_in_transaction (self) &&
      !assay_database_execute (self, "ROLLBACK", &error))
    g_warning ("cannot roll back: %s", error->message);
}

/*
 * assay_database_get_changes:
 * @self: a connection
 *
 * Returns: how many rows the last statement changed
 */
gint64
assay_database_get_changes (AssayDatabase *self)
{
  return sqlite3_changes64 (self->handle);
}

/*
 * assay_database_prepare:
 * @self: a connection
 * @sql: one statement
 * @error: return location for an error
 *
 * Compiles a statement, or takes it from the cache. The same statement must not be used twice at a
 * time; hold it by `g_autoptr`, which resets it.
 *
 * Returns: (transfer none) (nullable): the statement, without values
 */
AssayStatement *
assay_database_prepare (AssayDatabase  *self,
                        const char     *sql,
                        GError        **error)
{
  AssayStatement *statement = g_hash_table_lookup (self->statements, sql);
  sqlite3_stmt *handle;
  int code;

  if (statement != NULL)
    return statement;

  code = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, NULL);
  if (code != SQLITE_OK)
    {
      set_error (error, self->handle, code);
      return NULL;
    }

  statement = g_new0 (AssayStatement, 1);
  statement->handle = handle;
  statement->database = self->handle;
  statement->last_column = -1;
  g_hash_table_insert (self->statements, g_strdup (sql), statement);

  return statement;
}

static void
note_bind_result (AssayStatement *self,
                  int             code)
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
assay_statement_bind_int64 (AssayStatement *self,
                            int             index,
                            gint64          value)
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
assay_statement_bind_double (AssayStatement *self,
                             int             index,
                             double          value)
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
assay_statement_bind_text (AssayStatement *self,
                           int             index,
                           const char     *value)
{
  note_bind_result (self,
                    sqlite3_bind_text (self->handle, index, value, -1, SQLITE_TRANSIENT));
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
assay_statement_bind_json (AssayStatement *self,
                           int             index,
                           GBytes         *value)
{
  gsize size = 0;
  const char *data = value != NULL ? g_bytes_get_data (value, &size) : NULL;

  note_bind_result (self,
                    sqlite3_bind_text64 (self->handle, index,
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
assay_statement_bind_bytes (AssayStatement *self,
                            int             index,
                            GBytes         *value)
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
assay_statement_next (AssayStatement  *self,
                      gboolean        *has_row,
                      GError         **error)
{
  int code = self->bind_result != SQLITE_OK ? self->bind_result : sqlite3_step (self->handle);

  *has_row = code == SQLITE_ROW;
  if (code == SQLITE_ROW)
    return TRUE;

  if (code != SQLITE_DONE)
    set_error (error, self->database, code);
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
assay_statement_run (AssayStatement  *self,
                     GError         **error)
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
find_column (AssayStatement *self,
             const char     *name)
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
assay_statement_is_null (AssayStatement *self,
                         const char     *column)
{
  return sqlite3_column_type (self->handle, find_column (self, column)) == SQLITE_NULL;
}

/*
 * assay_statement_get_int64:
 * @self: a statement on a row
 * @column: the name of a column of its query
 *
 * Returns: the value; 0 for NULL
 */
gint64
assay_statement_get_int64 (AssayStatement *self,
                           const char     *column)
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
assay_statement_get_double (AssayStatement *self,
                            const char     *column)
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
assay_statement_get_text (AssayStatement *self,
                          const char     *column)
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
assay_statement_dup_bytes (AssayStatement *self,
                           const char     *column)
{
  int index = find_column (self, column);
  const void *data;

  if (sqlite3_column_type (self->handle, index) == SQLITE_NULL)
    return NULL;

  data = sqlite3_column_blob (self->handle, index);

  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->handle, index));
}
