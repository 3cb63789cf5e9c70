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
#include "assay-log.h"
#include "assay-schema.h"
#include "assay-statement-private.h"

#define BUSY_TIMEOUT_MS 5000
#define MAX_STATEMENTS 64

/* SQLite's own measure for moving the log into the file, and one that the log never comes near
 * unless somebody keeps it from being moved: 64 MiB. */
#define PAGES_TO_MOVE 1000
#define PAGES_TOO_MANY 16384

/* https://www.sqlite.org/fileformat.html#the_database_header */
#define OFFSET_OF_APPLICATION_ID 68

/* One SQLite connection with its prepared statements. It belongs to one thread at a time. */
struct _AssayDatabase
{
  /* Owned */
  sqlite3    *handle;
  GHashTable *statements;   /* SQL text → AssayStatement */

  ino_t       log_inode;    /* 0 until it was first looked at */
  gboolean    writes;
  gboolean    marking;
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

static gboolean
lacks_locks (sqlite3 *handle,
             int      code)
{
  int reason = handle != NULL ? sqlite3_system_errno (handle) : 0;

  switch (code)
    {
    case SQLITE_IOERR_SHMOPEN:
    case SQLITE_IOERR_SHMSIZE:
    case SQLITE_IOERR_SHMMAP:
    case SQLITE_IOERR_SHMLOCK:
      return reason != ENOSPC && reason != EDQUOT && reason != EFBIG && reason != EMFILE;
    case SQLITE_IOERR_LOCK:
    case SQLITE_IOERR_RDLOCK:
    case SQLITE_IOERR_UNLOCK:
    case SQLITE_IOERR_CHECKRESERVEDLOCK:
    case SQLITE_PROTOCOL:
    case SQLITE_NOLFS:
      return TRUE;
    default:
      return (code & 0xff) == SQLITE_BUSY && reason == ENOLCK;
    }
}

/* Most often somebody copied the file while it was being written. */
static void
set_damaged (GError  **error,
             sqlite3  *handle,
             int       code)
{
  const char *path = handle != NULL ? sqlite3_db_filename (handle, "main") : NULL;

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CORRUPT,
               "“%s” is damaged: %s (SQLite code %d); put a backup in its place, and if it was "
               "copied while in use, make the copy again by “assayctl journal backup FILE”",
               path != NULL ? path : "", sqlite3_errstr (code), code);
}

/*
 * assay_database_set_error:
 * @error: return location for an error
 * @handle: (nullable): the connection that failed
 * @code: what SQLite answered
 *
 * Reports a failure of SQLite as an error of the journal.
 */
void
assay_database_set_error (GError  **error,
                          sqlite3  *handle,
                          int       code)
{
  if (lacks_locks (handle, code))
    {
      const char *path = handle != NULL ? sqlite3_db_filename (handle, "main") : NULL;

      g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_IO,
                   "“%s” lies where files cannot be locked or shared between programs, as on "
                   "some network drives; keep the data folder on a disk of this machine "
                   "(SQLite code %d)",
                   path != NULL ? path : "", code);
      return;
    }

  if (translate_code (handle, code) == ASSAY_JOURNAL_ERROR_CORRUPT)
    {
      set_damaged (error, handle, code);
      return;
    }

  g_set_error (error, ASSAY_JOURNAL_ERROR, translate_code (handle, code),
               "journal database: %s (SQLite code %d)",
               handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code), code);
}

/* SQLite would make the file with the modes of the umask; its companions copy ours. Only a file
 * that is not there yet is opened: closing any descriptor of a file drops all POSIX locks that the
 * process holds on it, those of SQLite's connections too, and another process would then delete the
 * log that they write to. */
static gboolean
make_private_file (const char  *path,
                   GError     **error)
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
set_application_id (sqlite3 *handle,
                    gint64   id)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA application_id = %" G_GINT64_FORMAT, id);

  return sqlite3_exec (handle, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static gboolean
get_application_id (sqlite3 *handle,
                    gint64  *id)
{
  sqlite3_stmt *row = NULL;
  gboolean has_row;

  has_row = sqlite3_prepare_v2 (handle, "PRAGMA application_id", -1, &row, NULL) == SQLITE_OK &&
            sqlite3_step (row) == SQLITE_ROW;
  *id = has_row ? sqlite3_column_int64 (row, 0) : 0;

  return sqlite3_finalize (row) == SQLITE_OK && has_row;
}

/* The file's own header, whatever the log says; read through SQLite's descriptor, because closing
 * one of ours would drop its locks. */
static gboolean
is_marked (sqlite3 *handle)
{
  sqlite3_file *file = NULL;
  guint32 id;

  return sqlite3_file_control (handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK &&
         file->pMethods != NULL &&
         file->pMethods->xRead (file, &id, sizeof id, OFFSET_OF_APPLICATION_ID) == SQLITE_OK &&
         GUINT32_FROM_BE (id) == ASSAY_SCHEMA_APPLICATION_ID_MARKED;
}

/* Takes back a mark that the log does not, because its process was killed in between. */
static gboolean
settle (sqlite3 *handle)
{
  gint64 id;

  return get_application_id (handle, &id) &&
         (id != ASSAY_SCHEMA_APPLICATION_ID_MARKED ||
          set_application_id (handle, ASSAY_SCHEMA_APPLICATION_ID));
}

/* Moves into the file what no reader needs in the log. @n_left: (out): pages that stay in the log,
 * 0 on failure */
static gboolean
move_log (AssayDatabase *self,
          int           *n_left)
{
  int n_log, n_moved;
  gboolean moves = sqlite3_wal_checkpoint_v2 (self->handle, "main", SQLITE_CHECKPOINT_PASSIVE,
                                              &n_log, &n_moved) == SQLITE_OK;

  *n_left = moves ? n_log - n_moved : 0;

  return moves;
}

/* Nobody waits for this: the next time will do, too. */
static void
set_mark (AssayDatabase *self)
{
  gint64 id;
  int n_left;

  /* Whoever reads for long keeps the mark out of the file; to find that out costs little. */
  if (!move_log (self, &n_left) || n_left > 0)
    return;

  sqlite3_busy_timeout (self->handle, 0);
  if (get_application_id (self->handle, &id) && id == ASSAY_SCHEMA_APPLICATION_ID &&
      set_application_id (self->handle, ASSAY_SCHEMA_APPLICATION_ID_MARKED))
    move_log (self, &n_left);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
}

/*
 * assay_database_mark:
 * @self: a connection that writes
 *
 * To be called after each commit, whoever made it. Marks the file itself as lacking its log, unless
 * it is marked, and takes the mark back in the log only. Whoever then sees the mark has the file
 * without the log: it was copied while in use. SQLite moves the log into the file when the last
 * connection is closed, whichever program that is, and the mark is gone; so it needs no care at the
 * end, and tells nothing wrong after a kill, when the log is still there.
 *
 * Between the two commits the mark is seen with the log, which therefore is looked at, too: see
 * assay_database_lacks_log(). Nobody may empty the log then, hence settle() before closing. Who
 * is killed just then leaves that to others, who know nothing of it: see
 * assay_presence_knows_file().
 *
 * Without the mark only such a copy is not recognised, so failing is no error.
 */
void
assay_database_mark (AssayDatabase *self)
{
  self->marking = TRUE;
  if (!is_marked (self->handle))
    set_mark (self);

  /* A foreign program that closed the file with the mark in its log would make it look like a copy:
   * this waits for whoever writes, and is tried again after the next commit. */
  if (!settle (self->handle))
    g_debug ("cannot take the mark back yet: %s", sqlite3_errmsg (self->handle));
  self->marking = FALSE;
}

/* A reader that keeps its transaction open, such as a shell, keeps the log from starting again. */
static int
committed_cb (void       *data,
              sqlite3    *handle,
              const char *name,
              int         n_pages)
{
  AssayDatabase *self = data;
  int n_left = 0;

  if (self->marking)
    return SQLITE_OK;

  if (n_pages >= PAGES_TO_MOVE)
    move_log (self, &n_left);
  if (n_pages >= PAGES_TOO_MANY && n_left > 0)
    assay_log_rarely (g_warning, "the log of the journal has grown to %d MiB, because another "
                      "program has been reading it for long; end that program",
                      n_pages / (1024 * 1024 / 4096));

  return SQLITE_OK;
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

  /* Only who can take a mark back may move the log into the file and delete it. */
  if (mode != ASSAY_DATABASE_CREATE)
    {
      sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
      return assay_database_execute (self, "PRAGMA query_only = ON;", error);
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

static AssayDatabase *
connect_to_file (const char         *path,
                 AssayDatabaseMode   mode,
                 GError            **error)
{
  g_autoptr(AssayDatabase) self = g_new0 (AssayDatabase, 1);
  g_autofree char *address = make_address (path, mode);
  int flags = SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
  int code;

  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            assay_statement_free);

  flags |= mode == ASSAY_DATABASE_READ_ONLY ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  code = sqlite3_open_v2 (address, &self->handle, flags, NULL);
  if (code != SQLITE_OK)
    {
      assay_database_set_error (error, self->handle, code);
      return NULL;
    }

  if (!configure (self, mode, error))
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
assay_database_open (const char         *path,
                     AssayDatabaseMode   mode,
                     GError            **error)
{
  if (mode == ASSAY_DATABASE_CREATE && !make_private_file (path, error))
    return NULL;

  if (mode == ASSAY_DATABASE_READ_ONLY && !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN,
                   "there is no journal at “%s”", path);
      return NULL;
    }

  return connect_to_file (path, mode, error);
}

static gboolean
check_pages (AssayDatabase  *self,
             GError        **error)
{
  gint64 is_sound;

  if (!assay_database_query_int64 (self, "SELECT quick_check = 'ok' FROM pragma_quick_check",
                                   &is_sound, error))
    return FALSE;

  if (!is_sound)
    set_damaged (error, self->handle, SQLITE_CORRUPT);

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
assay_database_reopen (AssayDatabase  *self,
                       GError        **error)
{
  g_autoptr(AssayDatabase) other = NULL;

  if (!assay_database_check_place (self, error))
    return NULL;

  other = connect_to_file (assay_database_get_path (self), ASSAY_DATABASE_CREATE, error);
  if (other == NULL)
    return NULL;

  other->log_inode = self->log_inode;
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
      if (!settle (self->handle))
        sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
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
assay_database_execute (AssayDatabase  *self,
                        const char     *sql,
                        GError        **error)
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
is_same_log (AssayDatabase *self,
             const char    *log)
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
assay_database_check_place (AssayDatabase  *self,
                            GError        **error)
{
  const char *path = sqlite3_db_filename (self->handle, "main");
  int moved = FALSE;

  sqlite3_file_control (self->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
  if (!moved && is_same_log (self, sqlite3_filename_wal (path)))
    return TRUE;

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_MOVED,
               "“%s” was deleted or replaced while it was open; nothing more is stored until Assay"
               " is started again", path);

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
  g_autoptr(GError) error = NULL;

  if (assay_database_in_transaction (self) &&
      !assay_database_execute (self, "ROLLBACK", &error))
    assay_log_rarely (g_warning, "cannot roll back: %s", error->message);
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
is_unused (gpointer key,
           gpointer statement,
           gpointer data)
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
assay_database_prepare (AssayDatabase  *self,
                        const char     *sql,
                        GError        **error)
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

/* The mark may be in the copy when it was made just while somebody set it. */
static gboolean
settle_copy (const char  *part,
             GError     **error)
{
  sqlite3 *handle = NULL;
  int code = sqlite3_open_v2 (part, &handle, SQLITE_OPEN_READWRITE, NULL);
  gboolean settled = code == SQLITE_OK && settle (handle);

  if (!settled)
    assay_database_set_error (error, handle, sqlite3_extended_errcode (handle));
  sqlite3_close_v2 (handle);

  return settled;
}

/* Gives a copy its final name, durably. An existing file is never replaced. */
static gboolean
keep_copy (const char  *part,
           const char  *target,
           GError     **error)
{
  g_autofd int fd = g_open (part, O_RDONLY | O_CLOEXEC, 0);

  if (fd != -1 && fsync (fd) == 0 && link (part, target) == 0)
    {
      g_unlink (part);
      return TRUE;
    }

  g_set_error (error, ASSAY_JOURNAL_ERROR,
               errno == EEXIST ? ASSAY_JOURNAL_ERROR_OPEN : ASSAY_JOURNAL_ERROR_IO,
               "cannot keep the backup “%s”: %s", target, g_strerror (errno));

  return FALSE;
}

/*
 * assay_database_back_up:
 * @self: a connection that may write
 * @target: (type filename): where the copy goes; there must be no such file
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Makes one whole file of the database and its log. SQLite writes into an empty file that is
 * already there, which then keeps its mode.
 *
 * Returns: whether the copy is there
 */
gboolean
assay_database_back_up (AssayDatabase  *self,
                        const char     *target,
                        GError        **error)
{
  g_autofree char *part = g_strconcat (target, ".part", NULL);
  g_autoptr(AssayStatement) statement = NULL;
  int fd = g_open (part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

  if (fd == -1)
    {
      g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN,
                   "cannot make the backup “%s”: %s", part, g_strerror (errno));
      return FALSE;
    }
  close (fd);

  statement = assay_database_prepare (self, "VACUUM INTO ?1", error);
  if (statement != NULL)
    assay_statement_bind_text (statement, 1, part);
  if (statement == NULL || !assay_statement_run (statement, error) ||
      !settle_copy (part, error) || !keep_copy (part, target, error))
    {
      g_unlink (part);
      return FALSE;
    }

  return TRUE;
}
