/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-private.h"

/* How long a call that was broken off may take to end, and what was answered to be recorded. */
#define LINGER_MS 5000

void
assay_outbox_complete_finish (AssayOutbox *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->finish_task);

  if (self->alarm != NULL)
    g_source_destroy (self->alarm);
  g_clear_pointer (&self->alarm, g_source_unref);
  self->finishing = FALSE;
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

static void
lingered_cb (AssayOutboxSend *send, AssayOutboxOutcome outcome, gpointer user_data)
{
  AssayOutbox *self = user_data;

  g_ptr_array_remove_fast (self->lingering, send);
  if (self->lingering->len == 0)
    assay_outbox_complete_finish (self);
}

static void
abandon_sends (AssayOutbox *self)
{
  g_autoptr (GPtrArray) sends = g_hash_table_get_values_as_ptr_array (self->sends);

  if (sends->len == 0)
    return;

  g_hash_table_remove_all (self->sends);
  for (guint i = 0; i < sends->len; i++)
    g_ptr_array_add (self->lingering, sends->pdata[i]);
  for (guint i = 0; i < sends->len; i++)
    assay_outbox_send_abandon (sends->pdata[i], lingered_cb, self);

  g_object_notify (G_OBJECT (self), "in-flight");
}

void
assay_outbox_forget_lingering (AssayOutbox *self)
{
  for (guint i = 0; i < self->lingering->len; i++)
    assay_outbox_send_forget (self->lingering->pdata[i]);
  g_ptr_array_set_size (self->lingering, 0);
}

/**
 * assay_outbox_stop:
 * @self: an outbox
 *
 * Stops sending. Calls under way are broken off, and their results are sent again by whoever sends
 * next. An answer that is there already is still recorded, and nobody can take over before it is.
 */
void
assay_outbox_stop (AssayOutbox *self)
{
  g_return_if_fail (ASSAY_IS_OUTBOX (self));

  if (self->wake == NULL)
    return;

  assay_journal_remove_wake (self->means.journal, self->wake);
  g_clear_signal_handler (&self->monitor_id, self->monitor);
  g_clear_signal_handler (&self->key_id, self->means.client);
  g_clear_signal_handler (&self->address_id, self->means.client);
  g_clear_pointer (&self->wake, assay_wake_unref);
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_ptr_array_set_size (self->queue, 0);
  g_hash_table_remove_all (self->ended);
  abandon_sends (self);
  assay_outbox_release_lock (self);
  assay_outbox_waits_clear (self->waits);
  self->obstacle = ASSAY_STACKONE_OBSTACLE_NONE;
  assay_outbox_set_pause (self, ASSAY_OUTBOX_PAUSE_NONE);
  assay_outbox_set_next_retry_at (self, 0);
}

static void
set_alarm (AssayOutbox *self, guint ms, GSourceFunc func)
{
  if (self->alarm != NULL)
    g_source_destroy (self->alarm);
  g_clear_pointer (&self->alarm, g_source_unref);
  self->alarm = g_timeout_source_new (ms);
  g_source_set_callback (self->alarm, func, self, NULL);
  g_source_attach (self->alarm, g_main_context_get_thread_default ());
}

static gboolean
lingering_ended_cb (gpointer user_data)
{
  g_autoptr (AssayOutbox) self = g_object_ref (user_data);

  g_message ("an answer that is still being recorded was left alone");
  assay_outbox_forget_lingering (self);
  assay_outbox_complete_finish (self);

  return G_SOURCE_REMOVE;
}

static gboolean
patience_ended_cb (gpointer user_data)
{
  g_autoptr (AssayOutbox) self = g_object_ref (user_data);

  set_alarm (self, LINGER_MS, lingering_ended_cb);
  assay_outbox_stop (self);

  return G_SOURCE_REMOVE;
}

/**
 * assay_outbox_finish_async:
 * @self: an outbox
 * @patience: how long to wait at most, in milliseconds
 * @callback: (scope async): called when nothing is under way any more
 * @user_data: data for @callback
 *
 * Stops sending as [method@Outbox.stop] does, but lets the calls under way end first, so that none
 * of them has to be made twice. Those that do not end in time are broken off, and what was answered
 * by then is recorded; only then others may send.
 */
void
assay_outbox_finish_async (AssayOutbox *self,
                           guint patience,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (ASSAY_IS_OUTBOX (self));
  g_return_if_fail (self->finish_task == NULL);

  self->finishing = TRUE;
  self->finish_task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->finish_task, assay_outbox_finish_async);
  if (g_hash_table_size (self->sends) == 0 && self->lingering->len == 0)
    {
      assay_outbox_stop (self);
      assay_outbox_complete_finish (self);
      return;
    }

  set_alarm (self, patience, patience_ended_cb);
}

/**
 * assay_outbox_finish_finish:
 * @self: an outbox
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes [method@Outbox.finish_async].
 *
 * Returns: %TRUE; it cannot fail
 */
gboolean
assay_outbox_finish_finish (AssayOutbox *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
