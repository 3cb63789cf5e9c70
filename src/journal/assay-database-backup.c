/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-database.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sqlite3.h>
#include <unistd.h>

#include "assay-database-error-private.h"
#include "assay-journal-error.h"
#include "assay-mark-private.h"

/* The mark is in the copy when it was made just while somebody set it. */
static gboolean
settle_copy (const char *part, GError **error)
{
  sqlite3 *handle = NULL;
  int code = sqlite3_open_v2 (part, &handle, SQLITE_OPEN_READWRITE, NULL);
  gboolean settled = code == SQLITE_OK &&
                     (!assay_mark_is_seen (handle) || assay_mark_take_back (handle));

  if (!settled)
    assay_database_set_error (error, handle, sqlite3_extended_errcode (handle));
  sqlite3_close_v2 (handle);

  return settled;
}

/* Gives a copy its final name, durably. An existing file is never replaced. */
static gboolean
keep_copy (const char *part, const char *target, GError **error)
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
assay_database_back_up (AssayDatabase *self, const char *target, GError **error)
{
  g_autofree char *part = g_strconcat (target, ".part", NULL);
  g_autoptr (AssayStatement) statement = NULL;
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
  if (statement == NULL || !assay_statement_run (statement, error) || !settle_copy (part, error) ||
      !keep_copy (part, target, error))
    {
      g_unlink (part);
      return FALSE;
    }

  return TRUE;
}
