/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-verify.h"

#include "assay-journal-private.h"
#include "assay-verify-private.h"

/* Everything is read from one state of the file, whatever is appended meanwhile. */
static gboolean
verify (AssayDatabase *database,
        const AssayProjection *projection,
        AssayJournalReport *report,
        GCancellable *cancellable,
        GError **error)
{
  if (!assay_verify_prepare (database, error) || !assay_database_execute (database, "BEGIN", error))
    return FALSE;
  if (!assay_verify_file (database, report, error))
    return FALSE;
  if (report->damaged)
    return TRUE;

  return assay_database_query_int64 (database, "SELECT count(*) FROM journal.event",
                                     &report->n_events, error) &&
         assay_verify_events (database, report, cancellable, error) &&
         assay_verify_exchanges (database, report, error) &&
         !g_cancellable_set_error_if_cancelled (cancellable, error) &&
         assay_verify_tables (database, projection, report, error);
}

static void
verify_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AssayJournal *self = source;
  AssayJournalMapping *mapping = data;
  g_autofree char *path = g_build_filename (self->folder, ASSAY_JOURNAL_FILE_NAME, NULL);
  g_autoptr (AssayJournalReport) report = g_new0 (AssayJournalReport, 1);
  g_autoptr (AssayDatabase) database = NULL;
  GError *error = NULL;

  report->findings = assay_verify_findings_new ();
  database = assay_database_open (path, ASSAY_DATABASE_SCRATCH, &error);
  if (database != NULL && verify (database, &mapping->projection, report, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&report),
                           (GDestroyNotify) assay_journal_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * assay_journal_report_free:
 * @self: (transfer full): a report
 *
 * Frees a report.
 */
void
assay_journal_report_free (AssayJournalReport *self)
{
  g_ptr_array_unref (self->findings);
  g_free (self);
}

/**
 * assay_journal_verify_async:
 * @self: an open journal, which has the mapping that its statuses were computed with
 * @cancellable: (nullable): a cancellable
 * @callback: called when everything was looked at
 * @user_data: data for @callback
 *
 * Reads the whole journal, while it is in use, and computes everything that is computed from the
 * events once more, in memory, to compare the two. The file is not changed.
 */
void
assay_journal_verify_async (AssayJournal *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_journal_verify_async);
  g_task_set_task_data (task, assay_journal_dup_mapping (self), assay_journal_mapping_unref);
  g_task_run_in_thread (task, verify_thread);
}

/**
 * assay_journal_verify_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Completes [method@Journal.verify_async]. What is wrong with the journal is no error, as long as
 * it could be read.
 *
 * Returns: (transfer full): what was found; free with [method@JournalReport.free]
 */
AssayJournalReport *
assay_journal_verify_finish (AssayJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_verify_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
