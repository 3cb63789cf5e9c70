/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-queue.h"

#include "assay-event-body.h"

/* What is kept while the journal works. */
typedef struct
{
  char *revision; /* owned */
  AssayAppendOutcome outcome;
} Queued;

static void
queued_free (Queued *queued)
{
  g_free (queued->revision);
  g_free (queued);
}

static void
append_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Queued *queued = g_task_get_task_data (task);
  GError *error = NULL;

  if (assay_journal_append_finish (ASSAY_JOURNAL (source), result, &queued->outcome, &error))
    g_task_return_pointer (task, g_strdup (queued->revision), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * assay_outbox_queue_result_async:
 * @journal: the journal
 * @clock: the clock that dates the event
 * @order_key: the key of the order
 * @body: the result to send, a JSON object; these bytes are sent as they are
 * @override_reason: (nullable): why it is sent in spite of findings
 * @actor: who sends it
 * @expected_version: the number that what became of the order's results last must still
 *   have, see [struct@OrderState], or -1 for any
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when the event is stored
 * @user_data: data for @callback
 *
 * Queues a result for sending. Any process may do so; the one that holds the outbox sends it. A
 * body that is not a JSON object is refused with an error of %ASSAY_CORE_ERROR, and an order that
 * has changed since @expected_version with the journal's `CONFLICT`.
 */
void
assay_outbox_queue_result_async (AssayJournal *journal,
                                 AssayClock *clock,
                                 const char *order_key,
                                 GBytes *body,
                                 const char *override_reason,
                                 const char *actor,
                                 gint64 expected_version,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (journal, cancellable, callback, user_data);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  AssayEventBody members = { .body = body, .override_reason = (char *) override_reason };
  g_autoptr (AssayJson) json = NULL;
  GError *error = NULL;
  Queued *queued;

  g_return_if_fail (ASSAY_IS_JOURNAL (journal));
  g_return_if_fail (ASSAY_IS_CLOCK (clock));

  g_task_set_source_tag (task, assay_outbox_queue_result_async);
  json = assay_json_parse (body, &error);
  if (json == NULL || !assay_json_check_kind (json, ASSAY_JSON_OBJECT, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  queued = g_new0 (Queued, 1);
  queued->revision = g_uuid_string_random ();
  members.revision = queued->revision;
  g_task_set_task_data (task, queued, (GDestroyNotify) queued_free);
  g_ptr_array_add (events, assay_event_build (ASSAY_EVENT_RESULT_QUEUED, NULL,
                                              assay_clock_now (clock), order_key, actor, &members));
  assay_journal_append_async (journal, events, NULL, expected_version, cancellable, append_cb,
                              g_steal_pointer (&task));
}

/**
 * assay_outbox_queue_result_finish:
 * @journal: the journal
 * @result: the result
 * @outcome: (out) (optional): where the event stands in the journal
 * @error: return location for an error
 *
 * Finishes [func@Outbox.queue_result_async].
 *
 * Returns: (transfer full): the revision, which the events about this sending carry
 */
char *
assay_outbox_queue_result_finish (AssayJournal *journal,
                                  GAsyncResult *result,
                                  AssayAppendOutcome *outcome,
                                  GError **error)
{
  Queued *queued;
  char *revision;

  g_return_val_if_fail (g_task_is_valid (result, journal), NULL);

  queued = g_task_get_task_data (G_TASK (result));
  revision = g_task_propagate_pointer (G_TASK (result), error);
  if (revision != NULL && outcome != NULL)
    *outcome = queued->outcome;

  return revision;
}
