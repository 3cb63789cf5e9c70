/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-database-error-private.h"

#include <errno.h>

#include "assay-journal-error.h"

static AssayJournalError
translate_code (sqlite3 *handle, int code)
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
      return reason == EROFS || reason == EACCES ? ASSAY_JOURNAL_ERROR_READ_ONLY
                                                 : ASSAY_JOURNAL_ERROR_OPEN;
    case SQLITE_IOERR:
      /* SQLite translates ENOSPC itself, but not the limits of a user or a file. */
      return reason == EFBIG || reason == EDQUOT || reason == ENOSPC ? ASSAY_JOURNAL_ERROR_FULL
                                                                     : ASSAY_JOURNAL_ERROR_IO;
    default:
      return ASSAY_JOURNAL_ERROR_IO;
    }
}

static gboolean
lacks_locks (sqlite3 *handle, int code)
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

/*
 * assay_database_set_damaged:
 * @error: return location for an error
 * @handle: (nullable): the connection that found it
 * @code: what SQLite calls it
 *
 * Reports damage; most often somebody copied the file while it was being written.
 */
void
assay_database_set_damaged (GError **error, sqlite3 *handle, int code)
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
assay_database_set_error (GError **error, sqlite3 *handle, int code)
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
      assay_database_set_damaged (error, handle, code);
      return;
    }

  g_set_error (error, ASSAY_JOURNAL_ERROR, translate_code (handle, code),
               "journal database: %s (SQLite code %d)",
               handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code), code);
}
