/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-private.h"

static void
back_up_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AssayJournal *self = source;
  g_autofree char *path = g_build_filename (self->folder, ASSAY_JOURNAL_FILE_NAME, NULL);
  g_autoptr (AssayDatabase) database = NULL;
  GError *error = NULL;

  database = assay_database_open (path, ASSAY_DATABASE_CREATE, &error);
  if (database != NULL && assay_database_back_up (database, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * assay_journal_back_up_async:
 * @self: an open journal
 * @target: (type filename): where the copy goes; there must be no such file
 * @cancellable: (nullable): a cancellable
 * @callback: called when the copy is there
 * @user_data: data for @callback
 *
 * Makes one whole file of the journal, while it is in use. A copy of the database file alone would
 * lack what its log holds.
 */
void
assay_journal_back_up_async (AssayJournal *self,
                             const char *target,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));
  g_return_if_fail (target != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_journal_back_up_async);
  g_task_set_task_data (task, g_strdup (target), g_free);
  g_task_run_in_thread (task, back_up_thread);
}

/**
 * assay_journal_back_up_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Completes [method@Journal.back_up_async].
 *
 * Returns: whether the copy is there
 */
gboolean
assay_journal_back_up_finish (AssayJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
