/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "assay-database-error-private.h"
#include "assay-journal-error.h"
#include "assay-log.h"
#include "assay-mark-private.h"
#include "assay-statement-private.h"

#define BUSY_TIMEOUT_MS 5000
#define MAX_STATEMENTS 64

/* SQLite's own measure for moving the log into the file, and one that the log never comes near
 * unless somebody keeps it from being moved: 64 MiB. */
#define PAGES_TO_MOVE 1000
#define PAGES_TOO_MANY 16384

/* One SQLite connection with its prepared statements. It belongs to one thread at a time. */
struct _AssayDatabase
{
  /* Owned */
  sqlite3 *handle;
  GHashTable *statements; /* SQL text → AssayStatement */

  ino_t log_inode; /* 0 until it was first looked at */
  gboolean writes;
  gboolean owes_page; /* the first page without the mark: see assay_database_mark() */
  gboolean marking;
};

/* SQLite would make the file with the modes of the umask; its companions copy ours. Only a file
 * that is not there yet is opened: closing any descriptor of a file drops all POSIX locks that the
 * process holds on it, those of SQLite's connections too, and another process would then delete the
 * log that they write to. */
static gboolean
make_private_file (const char *path, GError **error)
{
  int fd = g_open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd == -1 && errno == EEXIST)
    return TRUE;

  if (fd == -1)
    {
      int reason = errno;

      g_set_error (error, ASSAY_JOURNAL_ERROR,
                   reason == EROFS || reason == EACCES || reason == EPERM
                     ? ASSAY_JOURNAL_ERROR_READ_ONLY
                   : reason == ENOSPC || reason == EDQUOT ? ASSAY_JOURNAL_ERROR_FULL
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
make_address (const char *path, AssayDatabaseMode mode)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *escaped = g_uri_escape_string (path, "/", TRUE);

  if (mode == ASSAY_DATABASE_READ_ONLY && g_access (folder, W_OK) != 0 &&
      !g_file_test (log, G_FILE_TEST_EXISTS))
    return g_strconcat ("file:", escaped, "?immutable=1", NULL);

  return g_strconcat ("file:", escaped, NULL);
}

/* Moves into the file what no reader needs in the log. Returns: how many pages stay there, 0 on
 * failure. */
static int
move_log (AssayDatabase *self)
{
  int n_log, n_moved;

  return sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_PASSIVE, &n_log,
                                    &n_moved) == SQLITE_OK
           ? n_log - n_moved
           : 0;
}

/*
 * assay_database_mark:
 * @self: a connection that writes
 *
 * To be called after each commit, whoever made it. Marks the file itself as lacking its log, and
 * has the page without the mark in the log. Whoever then sees the mark has the file without the
 * log: it was copied while in use. When the log is moved into the file, by whatever program, the
 * mark goes; so it needs no care at the end, and tells nothing wrong after a kill, when the log is
 * still there.
 *
 * Until the page is in the log, the mark is seen with the log, which therefore is looked at, too:
 * see assay_database_lacks_log(). Who is killed just then leaves the page to others, who know
 * nothing of it: see assay_presence_knows_file().
 *
 * Without the mark only such a copy is not recognised, so failing is no error.
 */
void
assay_database_mark (AssayDatabase *self)
{
  self->owes_page |= assay_mark_set (self->handle);
  if (!self->owes_page && !assay_mark_is_seen (self->handle))
    return;

  /* This waits for whoever writes, and is tried again after the next commit. */
  self->marking = TRUE;
  self->owes_page = !assay_mark_take_back (self->handle);
  self->marking = FALSE;
  if (self->owes_page)
    g_debug ("cannot take the mark back yet: %s", sqlite3_errmsg (self->handle));
}

/* The last one to close the file moves the log into it. Where that leaves the mark, somebody was
 * killed before the page without it was in the log; who cannot take it back now must not delete
 * the log. */
static void
settle_mark (AssayDatabase *self)
{
  move_log (self);
  if (assay_mark_is_set (self->handle) && !assay_mark_take_back (self->handle))
    sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

/* A reader that keeps its transaction open, such as a shell, keeps the log from starting again. */
static int
committed_cb (void *data, sqlite3 *handle, const char *name, int n_pages)
{
  AssayDatabase *self = data;
  int n_left = 0;

  if (self->marking)
    return SQLITE_OK;

  if (n_pages >= PAGES_TO_MOVE)
    n_left = move_log (self);
  if (n_pages >= PAGES_TOO_MANY && n_left > 0)
    assay_log_rarely (g_warning,
                      "the log of the journal has grown to %d MiB, because another "
                      "program has been reading it for long; end that program",
                      n_pages / (1024 * 1024 / 4096));

  return SQLITE_OK;
}

static gboolean
configure (AssayDatabase *self, AssayDatabaseMode mode, GError **error)
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

  /* Only who can take a mark back may move the log into the file and delete it. */
  if (mode != ASSAY_DATABASE_CREATE)
    {
      sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      return mode == ASSAY_DATABASE_SCRATCH ||
             assay_database_execute (self, "PRAGMA query_only = ON;", error);
    }

  self->writes = TRUE;
  sqlite3_wal_hook (self->handle, committed_cb, self);

  /* The vacuum mode can only be chosen while the file is empty, so it comes first. */
  return assay_database_execute (self,
                                 "PRAGMA auto_vacuum = INCREMENTAL;"
                                 "PRAGMA journal_mode = WAL;"
                                 "PRAGMA synchronous = FULL;"
                                 "PRAGMA secure_delete = ON;"
                                 "PRAGMA journal_size_limit = 67108864;",
                                 error);
}

static gboolean
attach_file (AssayDatabase *self, const char *path, GError **error)
{
  g_autofree char *address = make_address (path, ASSAY_DATABASE_READ_ONLY);
  g_autofree char *read_only = g_strconcat (address, strchr (address, '?') != NULL ? "&" : "?",
                                            "mode=ro", NULL);
  g_autoptr (AssayStatement)
    statement = assay_database_prepare (self, "ATTACH ?1 AS journal", error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_text (statement, 1, read_only);

  return assay_statement_run (statement, error);
}

static AssayDatabase *
connect_to_file (const char *path, AssayDatabaseMode mode, GError **error)
{
  g_autoptr (AssayDatabase) self = g_new0 (AssayDatabase, 1);
  g_autofree char *address = mode == ASSAY_DATABASE_SCRATCH ? g_strdup (":memory:")
                                                            : make_address (path, mode);
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  int code;

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, assay_statement_free);

  flags |= mode == ASSAY_DATABASE_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  code = sqlite3_open_v2 (address, &self->handle, flags, NULL);
  if (code != SQLITE_OK)
    {
      assay_database_set_error (error, self->handle, code);
      return NULL;
    }

  if (!configure (self, mode, error) ||
      (mode == ASSAY_DATABASE_SCRATCH && !attach_file (self, path, error)))
    return NULL;

  return g_steal_pointer (&self);
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
assay_database_open (const char *path, AssayDatabaseMode mode, GError **error)
{
  if (mode == ASSAY_DATABASE_CREATE && !make_private_file (path, error))
    return NULL;

  if ((mode == ASSAY_DATABASE_READ_ONLY || mode == ASSAY_DATABASE_SCRATCH) &&
      !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN,
                   "there is no journal at “%s”", path);
      return NULL;
    }

  return connect_to_file (path, mode, error);
}

static gboolean
check_pages (AssayDatabase *self, GError **error)
{
  gint64 is_sound;

  if (!assay_database_query_int64 (self, "SELECT quick_check = 'ok' FROM pragma_quick_check",
                                   &is_sound, error))
    return FALSE;

  if (!is_sound)
    assay_database_set_damaged (error, self->handle, SQLITE_CORRUPT);

  return is_sound;
}

/*
 * assay_database_reopen:
 * @self: a connection that writes
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * After the disk failed: opens a connection that trusts nothing the old one remembers, and reads
 * the whole file once. No file is ever made: in another's place what is stored would be lost. The
 * old connection stays open meanwhile, so that nobody deletes the log in between.
 *
 * Returns: (transfer full) (nullable): the new connection; @self is the caller's to free
 */
AssayDatabase *
assay_database_reopen (AssayDatabase *self, GError **error)
{
  g_autoptr (AssayDatabase) other = NULL;

  if (!assay_database_check_place (self, error))
    return NULL;

  other = connect_to_file (assay_database_get_path (self), ASSAY_DATABASE_CREATE, error);
  if (other == NULL)
    return NULL;

  other->log_inode = self->log_inode;
  other->owes_page = self->owes_page;
  if (!check_pages (other, error) || !assay_database_check_place (self, error) ||
      !assay_database_check_place (other, error))
    return NULL;

  return g_steal_pointer (&other);
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
  if (self->writes)
    {
      sqlite3_wal_hook (self->handle, NULL, NULL);
      sqlite3_busy_timeout (self->handle, 0);
      if (assay_database_in_transaction (self))
        sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
      settle_mark (self);
    }
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
assay_database_execute (AssayDatabase *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  assay_database_set_error (error, self->handle, code);

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
assay_database_query_int64 (AssayDatabase *self, const char *sql, gint64 *value, GError **error)
{
  g_autoptr (AssayStatement) statement = assay_database_prepare (self, sql, error);
  gboolean has_row;

  *value = 0;
  if (statement == NULL || !assay_statement_next (statement, &has_row, error))
    return FALSE;

  if (has_row)
    *value = assay_statement_get_first (statement);

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
 * assay_database_lacks_log:
 * @self: a connection in a transaction that has read something
 *
 * Looks whether the log is absent or empty. SQLite makes an empty one by opening the file. One that
 * held something keeps its size while the transaction lasts: it keeps others from emptying it.
 *
 * Returns: whether there is nothing in the log
 */
gboolean
assay_database_lacks_log (AssayDatabase *self)
{
  const char *log = sqlite3_filename_wal (sqlite3_db_filename (self->handle, "main"));
  GStatBuf status;

  return g_stat (log, &status) == 0 ? status.st_size == 0 : errno == ENOENT;
}

/*
 * assay_database_get_path:
 * @self: a connection
 *
 * Returns: (transfer none) (type filename): the file
 */
const char *
assay_database_get_path (AssayDatabase *self)
{
  return sqlite3_db_filename (self->handle, "main");
}

/* SQLite tells this of the database only. A log stays the same file while anybody has it open. */
static gboolean
is_same_log (AssayDatabase *self, const char *log)
{
  GStatBuf status;

  if (g_stat (log, &status) != 0)
    return FALSE;

  if (self->log_inode == 0)
    self->log_inode = status.st_ino;

  return self->log_inode == status.st_ino;
}

/*
 * assay_database_check_place:
 * @self: a connection that writes
 * @error: return location for %ASSAY_JOURNAL_ERROR_MOVED
 *
 * Finds out whether the path still leads to the file that is open, and to its log. What is written
 * to a file that nobody can open again is lost, however durable.
 *
 * Returns: whether it does
 */
gboolean
assay_database_check_place (AssayDatabase *self, GError **error)
{
  const char *path = sqlite3_db_filename (self->handle, "main");
  int moved = FALSE;

  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  if (!moved && is_same_log (self, sqlite3_filename_wal (path)))
    return TRUE;

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_MOVED,
               "“%s” was deleted or replaced while it was open; nothing more is stored until Assay"
               " is started again",
               path);

  return FALSE;
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
  g_autoptr (GError) error = NULL;

  if (assay_database_in_transaction (self) && !assay_database_execute (self, "ROLLBACK", &error))
    assay_log_rarely (g_warning, "cannot roll back: %s", error->message);
}

/*
 * assay_database_run:
 * @self: a connection
 * @sql: one statement without rows or parameters
 * @error: return location for an error
 *
 * Runs a statement that is run often: it is compiled once.
 *
 * Returns: whether it ran
 */
gboolean
assay_database_run (AssayDatabase *self, const char *sql, GError **error)
{
  g_autoptr (AssayStatement) statement = assay_database_prepare (self, sql, error);

  return statement != NULL && assay_statement_run (statement, error);
}

/*
 * assay_database_get_last_row:
 * @self: a connection
 *
 * Returns: the number of the row that was inserted last
 */
gint64
assay_database_get_last_row (AssayDatabase *self)
{
  return sqlite3_last_insert_rowid (self->handle);
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

static gboolean
is_unused (gpointer key, gpointer statement, gpointer data)
{
  return !assay_statement_is_held (statement);
}

/*
 * assay_database_prepare:
 * @self: a connection
 * @sql: one statement
 * @error: return location for an error
 *
 * Compiles a statement, or takes it from the cache. The same statement must not be used twice at a
 * time; hold it by `g_autoptr`, which gives it back.
 *
 * Returns: (transfer none) (nullable): the statement, without values
 */
AssayStatement *
assay_database_prepare (AssayDatabase *self, const char *sql, GError **error)
{
  AssayStatement *statement = g_hash_table_lookup (self->statements, sql);

  if (statement == NULL)
    {
      statement = assay_statement_new (self->handle, sql, error);
      if (statement == NULL)
        return NULL;

      /* What people search for makes statements without end. */
      if (g_hash_table_size (self->statements) >= MAX_STATEMENTS)
        g_hash_table_foreach_remove (self->statements, is_unused, NULL);
      g_hash_table_insert (self->statements, g_strdup (sql), statement);
    }
  assay_statement_hold (statement);

  return statement;
}
