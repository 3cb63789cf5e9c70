/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-private.h"

static void
note_outcome (AssayOutbox *self, AssayOutboxSend *send, AssayOutboxOutcome outcome)
{
  if (outcome == ASSAY_OUTBOX_ABANDONED)
    {
      self->held_up = TRUE;
      return;
    }

  assay_outbox_note_obstacle (self, send);
  if (outcome == ASSAY_OUTBOX_POSTPONED)
    assay_outbox_waits_postpone (self->waits, assay_outbox_send_get_revision (send),
                                 assay_outbox_send_get_left (send),
                                 assay_outbox_send_get_obstacle (send) !=
                                   ASSAY_STACKONE_OBSTACLE_NONE);
  if (outcome == ASSAY_OUTBOX_POSTPONED && assay_outbox_send_holds_account (send))
    assay_outbox_waits_hold_account (self->waits, assay_outbox_send_get_order_key (send),
                                     assay_outbox_send_get_left (send));
}

static void
ended_cb (AssayOutboxSend *send, AssayOutboxOutcome outcome, gpointer user_data)
{
  g_autoptr (AssayOutbox) self = g_object_ref (user_data);
  const char *order_key = assay_outbox_send_get_order_key (send);
  const char *revision = assay_outbox_send_get_revision (send);

  g_hash_table_remove (self->sends, order_key);
  assay_outbox_forget_order (self, order_key);
  if (self->reading != NULL)
    g_hash_table_add (self->ended, g_strdup (order_key));
  if (self->queue->len <= ASSAY_OUTBOX_LONG_QUEUE || outcome == ASSAY_OUTBOX_POSTPONED)
    self->stale = TRUE;
  note_outcome (self, send, outcome);

  g_object_notify (G_OBJECT (self), "in-flight");
  if (outcome == ASSAY_OUTBOX_DELIVERED)
    g_signal_emit_by_name (self, "delivered", order_key, revision);
  else if (outcome == ASSAY_OUTBOX_REFUSED)
    g_signal_emit_by_name (self, "refused", order_key, revision);

  if (self->finish_task != NULL && g_hash_table_size (self->sends) == 0 &&
      self->lingering->len == 0)
    {
      assay_outbox_stop (self);
      assay_outbox_complete_finish (self);
    }
  self->update (self);
}

static void
start_send (AssayOutbox *self, const AssayResultRevision *result)
{
  AssayOutboxSend *send = assay_outbox_send_start (&self->means, self->lock, result, ended_cb,
                                                   self);

  g_hash_table_insert (self->sends, (gpointer) assay_outbox_send_get_order_key (send), send);
}

/* Returns: µs until the result may be sent, 0 for now */
static gint64
get_left (AssayOutbox *self, const AssayResultRevision *result)
{
  gint64 left = assay_outbox_waits_get_left (self->waits, result);

  if (self->obstacle == ASSAY_STACKONE_OBSTACLE_NONE)
    return left;

  return MAX (left, self->probe_due - assay_clock_elapsed (self->means.clock));
}

/* Starts what can be started and says how long it is until the next is due, in µs; 0 for none. */
gint64
assay_outbox_dispatch (AssayOutbox *self)
{
  guint places = self->obstacle == ASSAY_STACKONE_OBSTACLE_NONE ? ASSAY_OUTBOX_MAX_IN_FLIGHT : 1;
  gint64 next = 0;
  guint i = 0;

  while (i < self->queue->len)
    {
      const AssayResultRevision *result = g_ptr_array_index (self->queue, i);
      gint64 left = get_left (self, result);

      if (left > 0)
        next = next == 0 ? left : MIN (next, left);

      if (left > 0 || g_hash_table_contains (self->sends, result->order_key) ||
          g_hash_table_size (self->sends) >= places)
        {
          i++;
          continue;
        }

      start_send (self, result);
      g_ptr_array_remove_index (self->queue, i);
    }

  return next;
}
