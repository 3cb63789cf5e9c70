/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-erase.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "assay-erasure-private.h"
#include "assay-journal-private.h"

/* Tells, without a word about whom, that something of an erased candidate may still be in free
 * pages or in the log. Whoever erases has it locked, so that nobody takes it away from another. */
#define FILE_NAME "erase.pending"

typedef struct
{
  /* Owned */
  AssayJournalMapping *mapping;
  char *id;
} EraseData;

static void
erase_data_free (gpointer user_data)
{
  EraseData *data = user_data;

  assay_journal_mapping_unref (data->mapping);
  g_free (data->id);
  g_free (data);
}

/**
 * assay_erase_outcome_free:
 * @self: (transfer full): an outcome
 */
void
assay_erase_outcome_free (AssayEraseOutcome *self)
{
  g_free (self->account_id);
  g_free (self->candidate_id);
  g_strfreev (self->keys);
  g_free (self);
}

typedef struct
{
  const char *path;
  int fd;
  gboolean is_pending; /* an earlier call left it */
} Note;

static gboolean
fail_to_note (const char *path, GError **error)
{
  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_IO, "cannot lock “%s”: %s", path,
               g_strerror (errno));

  return FALSE;
}

/* Waits for whoever erases now. One that finished took its note away; what was left by one that
 * ended before is taken over. */
static gboolean
take_note (Note *note, GError **error)
{
  GStatBuf status;

  do
    {
      g_clear_fd (&note->fd, NULL);
      note->fd = g_open (note->path, O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0);
      note->is_pending = note->fd != -1;
      if (!note->is_pending && errno == ENOENT)
        note->fd = g_open (note->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
      if (note->fd == -1 && errno == EEXIST)
        continue;
      if (note->fd == -1 || flock (note->fd, LOCK_EX) == -1 || fstat (note->fd, &status) == -1)
        return fail_to_note (note->path, error);
    }
  while (note->fd == -1 || status.st_nlink == 0);

  return TRUE;
}

/* The note must be there after a loss of power, too. */
static gboolean
keep_note (const Note *note, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (note->path);
  g_autofd int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  return (fd != -1 && g_fsync (note->fd) == 0 && g_fsync (fd) == 0) ||
         fail_to_note (note->path, error);
}

/* Nothing of the candidate is in any table any more. */
static gboolean
clean_up (AssayDatabase *database, const Note *note, GPtrArray *words, GError **error)
{
  if (!assay_erasure_clean_pages (database, words, error) ||
      !assay_erasure_empty_log (database, error))
    return FALSE;

  if (g_unlink (note->path) == 0)
    return TRUE;

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_IO, "cannot remove “%s”: %s",
               note->path, g_strerror (errno));

  return FALSE;
}

static gboolean
erase_person (AssayErasure *erasure,
              AssayDatabase *database,
              const AssayProjection *projection,
              AssayEraseOutcome *outcome,
              GError **error)
{
  const char *path = assay_database_get_path (database);

  /* First the copies: whoever is in the journal no more is not found again. */
  if (!assay_erasure_run_on_backups (erasure, path, projection, &outcome->n_backups, error))
    return FALSE;

  erasure->n_events = 0;
  erasure->n_exchanges = 0;
  if (!assay_erasure_run (erasure, database, projection, FALSE, error))
    return FALSE;

  outcome->account_id = g_strdup (erasure->account_id);
  outcome->candidate_id = g_strdup (erasure->candidate_id);
  g_ptr_array_add (erasure->keys, NULL);
  outcome->keys = g_strdupv ((GStrv) erasure->keys->pdata);
  outcome->n_events = erasure->n_events;
  outcome->n_exchanges = erasure->n_exchanges;

  return TRUE;
}

static void
set_nobody (const char *id, GError **error)
{
  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND,
               "the candidate of order “%s” was erased before", id);
}

/* Whoever is looked for may have come just now. */
static gboolean
catch_up (AssayDatabase *database, const AssayProjection *projection, GError **error)
{
  if (assay_database_execute (database, "BEGIN IMMEDIATE", error) &&
      assay_projection_catch_up (projection, database, -1, TRUE, error) &&
      assay_database_execute (database, "COMMIT", error))
    {
      assay_database_mark (database);
      return TRUE;
    }

  assay_database_roll_back (database);

  return FALSE;
}

/* Nothing is changed on failure. */
static AssayErasure *
erase_from_tables (AssayDatabase *database,
                   const EraseData *data,
                   const Note *note,
                   AssayEraseOutcome *outcome,
                   GError **error)
{
  const AssayProjection *projection = &data->mapping->projection;
  g_autoptr (AssayErasure) erasure = NULL;

  if (!catch_up (database, projection, error))
    return NULL;

  erasure = assay_erasure_find (database, data->id, error);
  if (erasure == NULL || !assay_erasure_check (erasure, database, error) ||
      !keep_note (note, error) || !erase_person (erasure, database, projection, outcome, error))
    return NULL;

  return g_steal_pointer (&erasure);
}

/* Whoever was erased from the tables by a call that was then held up is not found any more: that is
 * finished without knowing whom it was about. */
static gboolean
erase (AssayDatabase *database,
       const EraseData *data,
       const Note *note,
       AssayEraseOutcome *outcome,
       GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (AssayErasure) erasure = erase_from_tables (database, data, note, outcome, &problem);
  gboolean is_erased = outcome->n_events > 0 || outcome->n_exchanges > 0;

  if (erasure == NULL)
    {
      if (note->is_pending &&
          g_error_matches (problem, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND))
        return clean_up (database, note, NULL, error);

      if (!note->is_pending)
        g_unlink (note->path);
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  if (!clean_up (database, note, note->is_pending ? NULL : erasure->words, error))
    return FALSE;
  if (is_erased || note->is_pending)
    return TRUE;

  set_nobody (data->id, error);

  return FALSE;
}

static void
erase_thread (GTask *task, gpointer source, gpointer user_data, GCancellable *cancellable)
{
  AssayJournal *self = source;
  EraseData *data = user_data;
  g_autofree char *path = g_build_filename (self->folder, ASSAY_JOURNAL_FILE_NAME, NULL);
  g_autofree char *note_path = g_build_filename (self->folder, FILE_NAME, NULL);
  Note note = { .path = note_path, .fd = -1 };
  g_autoptr (AssayDatabase) database = NULL;
  g_autoptr (AssayEraseOutcome) outcome = g_new0 (AssayEraseOutcome, 1);
  GError *error = NULL;

  database = assay_database_open (path, ASSAY_DATABASE_CREATE, &error);
  if (database != NULL && take_note (&note, &error) &&
      erase (database, data, &note, outcome, &error))
    g_task_return_pointer (task, g_steal_pointer (&outcome),
                           (GDestroyNotify) assay_erase_outcome_free);
  else
    g_task_return_error (task, error);
  g_clear_fd (&note.fd, NULL);
}

/**
 * assay_journal_erase_async:
 * @self: a journal that is open for writing
 * @id: an id of a candidate, as it stands in orders, or an order's id or key; either may have the
 *   account and a slash before it
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Erases everything about a person from the folder: from events, exchanges, what is computed, the
 * search, free pages, the log and the backups there. That there were orders, when, and which status
 * they got stays. Nothing else rewrites events. One call waits for another, in whichever program.
 */
void
assay_journal_erase_async (AssayJournal *self,
                           const char *id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  EraseData *data;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_journal_erase_async);
  if (self->writer == NULL)
    {
      g_task_return_new_error_literal (task, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY,
                                       "the journal is not open for writing");
      return;
    }

  data = g_new0 (EraseData, 1);
  data->mapping = assay_journal_dup_mapping (self);
  data->id = g_strdup (id);
  g_task_set_task_data (task, data, erase_data_free);
  g_task_run_in_thread (task, erase_thread);
}

/**
 * assay_journal_erase_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR: %ASSAY_JOURNAL_ERROR_NOT_FOUND when
 *   there is nobody, %ASSAY_JOURNAL_ERROR_CONFLICT when several people may be meant, and
 *   %ASSAY_JOURNAL_ERROR_BUSY when something is left to do: call it again
 *
 * Completes [method@Journal.erase_async].
 *
 * Returns: (transfer full): what was erased
 */
AssayEraseOutcome *
assay_journal_erase_finish (AssayJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_erase_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
