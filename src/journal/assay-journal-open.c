/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>

#include "assay-schema.h"

/* A program of an earlier version would go on writing as if the file still had its form. */
static gboolean
check_others (AssayJournal *self, AssayDatabase *database, GError **error)
{
  guint n_migrations;
  const AssayMigration *migrations = assay_schema_get_migrations (&n_migrations);
  gint64 version;

  if (!assay_presence_has_others (self->presence))
    return TRUE;
  if (!assay_schema_check (database, migrations, n_migrations, &version, error))
    return FALSE;
  if (version == 0 || version == migrations[n_migrations - 1].version)
    return TRUE;

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY,
               "the journal in “%s” has version %" G_GINT64_FORMAT
               ", and another program has it open; end that first",
               self->folder, version);

  return FALSE;
}

/* Only one process at a time may find out that the file is new and set it up. The lock on the
 * folder needs no file and ends with the process. */
static gboolean
set_up_file (AssayJournal *self, AssayDatabase **database, const char *path, GError **error)
{
  g_autofd int lock = -1;
  guint n_migrations;
  const AssayMigration *migrations = assay_schema_get_migrations (&n_migrations);

  if (g_mkdir_with_parents (self->folder, 0700) == 0)
    lock = g_open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (lock == -1 || flock (lock, LOCK_EX) == -1)
    {
      int reason = errno;

      g_set_error (error, ASSAY_JOURNAL_ERROR,
                   reason == EROFS || reason == EACCES ? ASSAY_JOURNAL_ERROR_READ_ONLY
                                                       : ASSAY_JOURNAL_ERROR_OPEN,
                   "cannot open the folder “%s”: %s", self->folder, g_strerror (reason));
      return FALSE;
    }

  /* Before anything can be appended, so that nobody overlooks it. */
  self->presence = assay_presence_new (self->folder, TRUE);
  *database = assay_database_open (path, ASSAY_DATABASE_CREATE, error);

  if (*database == NULL || !check_others (self, *database, error) ||
      !assay_schema_migrate (*database, path, migrations, n_migrations, error))
    return FALSE;
  assay_presence_note_file (self->presence, path);

  return TRUE;
}

static AssayJournal *
journal_new (const char *folder, AssayJournalMode mode)
{
  AssayJournal *self = g_object_new (ASSAY_TYPE_JOURNAL, NULL);

  self->folder = g_strdup (folder);
  self->mode = mode;

  return self;
}

static gboolean start (AssayJournal *self, GError **error);

/* Who only reads must not miss what a desk that was killed had not computed yet, nor meet a form of
 * before. Where nothing can be written, what is there has to do. */
static gboolean
bring_up_to_date (AssayJournal *self, gint64 version, AssayDatabase *database, GError **error)
{
  g_autoptr (AssayJournal) writer = NULL;
  guint n_migrations;
  const AssayMigration *migrations = assay_schema_get_migrations (&n_migrations);
  gboolean is_old = version < migrations[n_migrations - 1].version;
  g_autoptr (GError) problem = NULL;
  gint64 projected, newest;

  if (!is_old)
    {
      if (!assay_projection_get_progress (database, &projected, &newest, error))
        return FALSE;
      if (projected == newest)
        return TRUE;
    }

  writer = journal_new (self->folder, ASSAY_JOURNAL_READ_WRITE);
  if (start (writer, &problem))
    return TRUE;

  if (!is_old)
    {
      g_warning ("%" G_GINT64_FORMAT " of the newest events are not shown: %s", newest - projected,
                 problem->message);
      return TRUE;
    }
  g_propagate_prefixed_error (error, g_steal_pointer (&problem),
                              "the journal was written by an earlier version and has to be changed "
                              "before it can be read: ");

  return FALSE;
}

/* A newer or foreign file is recognised by a connection that cannot write, so it stays
 * untouched. */
static gboolean
check_file (AssayJournal *self, const char *path, GError **error)
{
  g_autoptr (AssayDatabase) database = NULL;
  g_autoptr (GError) problem = NULL;
  g_autofree char *rollback = g_strconcat (path, "-journal", NULL);
  guint n_migrations;
  const AssayMigration *migrations = assay_schema_get_migrations (&n_migrations);
  gint64 version;

  database = assay_database_open (path, ASSAY_DATABASE_READ_ONLY, &problem);
  if (database != NULL &&
      assay_schema_check (database, migrations, n_migrations, &version, &problem))
    return self->mode == ASSAY_JOURNAL_READ_WRITE ||
           bring_up_to_date (self, version, database, error);

  /* Making the file was interrupted before it got its log: only a writer can undo the half, and
   * checks the file again afterwards. */
  if (self->mode == ASSAY_JOURNAL_READ_WRITE &&
      g_error_matches (problem, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY) &&
      g_file_test (rollback, G_FILE_TEST_EXISTS))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

static gboolean
start (AssayJournal *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, ASSAY_JOURNAL_FILE_NAME, NULL);
  gboolean writable = self->mode == ASSAY_JOURNAL_READ_WRITE;
  g_autoptr (AssayDatabase) writing = NULL;
  g_autoptr (AssayDatabase) reading = NULL;

  if ((!writable || g_file_test (path, G_FILE_TEST_EXISTS)) && !check_file (self, path, error))
    return FALSE;
  if (writable && !set_up_file (self, &writing, path, error))
    return FALSE;

  if (!writable)
    self->presence = assay_presence_new (self->folder, FALSE);
  reading = assay_database_open (path, writable ? ASSAY_DATABASE_QUERY : ASSAY_DATABASE_READ_ONLY,
                                 error);
  if (reading == NULL)
    return FALSE;

  if (writable)
    {
      self->writer = assay_worker_new (g_steal_pointer (&writing), ASSAY_WORKER_WRITER,
                                       assay_journal_commit_cb,
                                       g_atomic_rc_box_acquire (self->audience),
                                       assay_journal_audience_unref);
      self->reader = assay_worker_new (g_steal_pointer (&reading), ASSAY_WORKER_READER, NULL, NULL,
                                       NULL);
    }
  else
    {
      self->reader = assay_worker_new (g_steal_pointer (&reading), ASSAY_WORKER_READER,
                                       assay_journal_commit_cb,
                                       g_atomic_rc_box_acquire (self->audience),
                                       assay_journal_audience_unref);
    }

  return TRUE;
}

static void
open_thread (GTask *task, gpointer source, gpointer user_data, GCancellable *cancellable)
{
  AssayJournal *self = user_data;
  g_autoptr (GError) error = NULL;

  if (start (self, &error))
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * assay_journal_exists:
 * @folder: (type filename): a data folder
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Looks whether there is a journal in a folder, without opening anything.
 *
 * Returns: whether there is one
 */
gboolean
assay_journal_exists (const char *folder, GError **error)
{
  g_autofree char *path = NULL;
  GStatBuf status;

  g_return_val_if_fail (folder != NULL, FALSE);

  path = g_build_filename (folder, ASSAY_JOURNAL_FILE_NAME, NULL);
  if (g_stat (path, &status) == 0)
    return TRUE;

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN, "%s: %s", path,
               g_strerror (errno));

  return FALSE;
}

/**
 * assay_journal_open:
 * @folder: (type filename): the data folder
 * @mode: how to open it
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Opens a journal and waits for the disk. See [func@Journal.open_async].
 *
 * Returns: (transfer full) (nullable): the journal
 */
AssayJournal *
assay_journal_open (const char *folder, AssayJournalMode mode, GError **error)
{
  g_autoptr (AssayJournal) self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = journal_new (folder, mode);

  return start (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * assay_journal_open_async:
 * @folder: (type filename): the data folder
 * @mode: how to open it
 * @cancellable: (nullable): a cancellable
 * @callback: called when the journal is open
 * @user_data: data for @callback
 *
 * Opens the journal of a folder, makes it when it is absent and brings an older file to the present
 * form. A file of a newer version, a damaged file and one that is no journal are refused and left
 * as they are.
 */
void
assay_journal_open_async (const char *folder,
                          AssayJournalMode mode,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (folder != NULL);

  g_task_set_source_tag (task, assay_journal_open_async);
  g_task_set_task_data (task, journal_new (folder, mode), g_object_unref);
  g_task_run_in_thread (task, open_thread);
}

/**
 * assay_journal_open_finish:
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Returns: (transfer full) (nullable): the journal
 */
AssayJournal *
assay_journal_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
