/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-private.h"

#include "assay-append-private.h"

/* What waits for the writer. */
typedef struct
{
  /* Owned, with what it names */
  AssayAppend append;
  AssayJournalMapping *mapping;
} WriteData;

static void
mapping_clear (gpointer data)
{
  AssayJournalMapping *mapping = data;

  if (mapping->destroy != NULL)
    mapping->destroy (mapping->projection.status_data);
}

void
assay_journal_mapping_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, mapping_clear);
}

AssayJournalMapping *
assay_journal_dup_mapping (AssayJournal *self)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);

  return g_atomic_rc_box_acquire (self->mapping);
}

static WriteData *
write_data_new (AssayJournal *self, GPtrArray *events, AssayExchange *exchange)
{
  WriteData *data = g_new0 (WriteData, 1);

  data->append.events = events != NULL ? g_ptr_array_ref (events)
                                       : g_ptr_array_new_with_free_func (g_object_unref);
  g_set_object (&data->append.exchange, exchange);
  data->append.expected_version = -1;
  data->mapping = assay_journal_dup_mapping (self);

  return data;
}

static void
write_data_free (gpointer user_data)
{
  WriteData *data = user_data;

  g_ptr_array_unref (data->append.events);
  g_clear_object (&data->append.exchange);
  assay_journal_mapping_unref (data->mapping);
  g_free (data);
}

static gsize
bytes_size (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_get_size (bytes) : 0;
}

static gsize
measure (const AssayAppend *append)
{
  gsize weight = 1024;

  for (guint i = 0; i < append->events->len; i++)
    weight += bytes_size (assay_event_get_body (g_ptr_array_index (append->events, i)));

  if (append->exchange != NULL)
    weight += bytes_size (assay_exchange_get_request_body (append->exchange)) +
              bytes_size (assay_exchange_get_response_body (append->exchange));

  return weight;
}

static void
submit_write (AssayJournal *self,
              GTask *task,
              AssayWorkFunc func,
              WriteData *data,
              GDestroyNotify result_free)
{
  gsize weight = measure (&data->append);

  g_task_set_task_data (task, data, write_data_free);
  if (self->writer != NULL)
    {
      assay_worker_submit (self->writer, task, func, result_free, weight);
      return;
    }

  if (self->mode == ASSAY_JOURNAL_READ_ONLY)
    g_task_return_new_error_literal (task, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY,
                                     "the journal is not open for writing");
  else
    g_task_return_new_error_literal (task, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN,
                                     "the journal is closed");
  g_object_unref (task);
}

static gboolean
append_work (AssayDatabase *database, gpointer user_data, gpointer *result, GError **error)
{
  WriteData *data = user_data;
  g_autofree AssayAppendOutcome *outcome = g_new0 (AssayAppendOutcome, 1);

  if (!assay_append_run (&data->mapping->projection, database, &data->append, outcome, error))
    return FALSE;

  *result = g_steal_pointer (&outcome);

  return TRUE;
}

/**
 * assay_journal_set_status_func:
 * @self: a journal
 * @func: (nullable) (scope notified): the mapping of result values; must be safe in any thread
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 *
 * Sets how the status of an order follows from its delivered results. Without it orders keep the
 * status none. Statuses computed before only change by [method@Journal.rebuild_async].
 */
void
assay_journal_set_status_func (AssayJournal *self,
                               AssayStatusFunc func,
                               gpointer user_data,
                               GDestroyNotify destroy)
{
  AssayJournalMapping *before;
  AssayJournalMapping *mapping;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));

  mapping = g_atomic_rc_box_new0 (AssayJournalMapping);
  mapping->projection.status_func = func;
  mapping->projection.status_data = user_data;
  mapping->destroy = destroy;

  g_mutex_lock (&self->mutex);
  before = g_steal_pointer (&self->mapping);
  self->mapping = mapping;
  g_mutex_unlock (&self->mutex);

  assay_journal_mapping_unref (before);
}

/**
 * assay_journal_is_congested:
 * @self: a journal
 *
 * Tells that the disk is slower than those who append. Whoever can, should take in nothing more
 * until the appends under way are answered; at twice that amount appends fail with
 * %ASSAY_JOURNAL_ERROR_BUSY.
 *
 * Returns: whether to slow down
 */
gboolean
assay_journal_is_congested (AssayJournal *self)
{
  g_return_val_if_fail (ASSAY_IS_JOURNAL (self), FALSE);

  return self->writer != NULL && assay_worker_is_congested (self->writer);
}

/* Takes the task. */
static void
submit_append (AssayJournal *self,
               GTask *task,
               GPtrArray *events,
               AssayExchange *exchange,
               gint64 expected_version,
               gboolean trails)
{
  WriteData *data;

  g_task_set_source_tag (task, assay_journal_append_async);
  if (events->len == 0)
    {
      g_task_return_new_error_literal (task, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID,
                                       "there is nothing to append");
      g_object_unref (task);
      return;
    }

  data = write_data_new (self, events, exchange);
  data->append.expected_version = expected_version;
  data->append.trails = trails;
  submit_write (self, task, append_work, data, g_free);
}

/**
 * assay_journal_append_async:
 * @self: a journal
 * @events: (element-type AssayEvent): what happened, in order; must not be changed any more
 * @exchange: (nullable): the HTTP exchange behind it; stored redacted
 * @expected_version: the number that the newest event of the first one's family must still have,
 *   see [enum@EventFamily], 0 for none yet, -1 for any; of a kind without family the version of its
 *   order
 * @cancellable: (nullable): a cancellable; has no effect once the writing began
 * @callback: called when the events are on the disk
 * @user_data: data for @callback
 *
 * Appends events, together with their exchange and everything computed from them, or nothing. An
 * event whose id is in the journal already is left out. A queued result supersedes those of the
 * same order that still wait. Of what a caller
 * without proof sent, 64 KiB are kept.
 */
void
assay_journal_append_async (AssayJournal *self,
                            GPtrArray *events,
                            AssayExchange *exchange,
                            gint64 expected_version,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));
  g_return_if_fail (events != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  submit_append (self, task, events, exchange, expected_version, FALSE);
}

/**
 * assay_journal_receive_async:
 * @self: a journal
 * @events: (element-type AssayEvent): what came in, of which nobody's decision depends; must not be
 *   changed any more
 * @exchange: the HTTP exchange behind it; stored redacted
 * @cancellable: (nullable): a cancellable; has no effect once the writing began
 * @callback: called when the events are on the disk
 * @user_data: data for @callback
 *
 * Appends as [method@Journal.append_async] does, but what is computed from the events follows a
 * little later, many of them at a time, so that a flood is taken in as fast as the disk allows.
 * Whoever asks for orders gets them as if it had been done, and [signal@Journal::changed] tells
 * when it is. The caller has made sure that the events can be read. End the call with
 * [method@Journal.append_finish].
 */
void
assay_journal_receive_async (AssayJournal *self,
                             GPtrArray *events,
                             AssayExchange *exchange,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));
  g_return_if_fail (events != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  submit_append (self, task, events, exchange, -1, TRUE);
}

/**
 * assay_journal_append_finish:
 * @self: a journal
 * @result: what the callback got
 * @outcome: (out) (optional): what became of the append
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Returns: whether the events are in the journal, durably
 */
gboolean
assay_journal_append_finish (AssayJournal *self,
                             GAsyncResult *result,
                             AssayAppendOutcome *outcome,
                             GError **error)
{
  g_autofree AssayAppendOutcome *answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_append_async), FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return FALSE;

  if (outcome != NULL)
    *outcome = *answer;

  return TRUE;
}

/**
 * assay_journal_record_exchange_async:
 * @self: a journal
 * @exchange: an HTTP exchange; stored redacted
 * @cancellable: (nullable): a cancellable
 * @callback: called when the exchange is on the disk
 * @user_data: data for @callback
 *
 * Stores an exchange that belongs to no event.
 */
void
assay_journal_record_exchange_async (AssayJournal *self,
                                     AssayExchange *exchange,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));
  g_return_if_fail (ASSAY_IS_EXCHANGE (exchange));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_journal_record_exchange_async);
  submit_write (self, task, append_work, write_data_new (self, NULL, exchange), g_free);
}

/**
 * assay_journal_record_exchange_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Returns: whether the exchange is stored
 */
gboolean
assay_journal_record_exchange_finish (AssayJournal *self, GAsyncResult *result, GError **error)
{
  g_autofree gpointer answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_record_exchange_async),
                        FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);

  return answer != NULL;
}
