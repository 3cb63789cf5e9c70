/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-private.h"

#include "assay-log.h"

/* The queue may be older than the end of a sending that was under way when it was read. */
static void
take_queue (AssayOutbox *self, GPtrArray *queue)
{
  g_ptr_array_unref (self->queue);
  self->queue = g_ptr_array_ref (queue);
  assay_outbox_waits_keep (self->waits, queue);
  for (guint i = 0; i < queue->len; i++)
    {
      const AssayResultRevision *result = g_ptr_array_index (queue, i);

      if (!g_hash_table_contains (self->ended, result->order_key))
        continue;

      g_ptr_array_remove_index (queue, i--);
      self->stale = TRUE;
    }
}

static void
queue_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOutbox) self = user_data;
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GPtrArray) queue = NULL;
  g_autoptr (GError) error = NULL;

  cancellable = g_object_ref (g_task_get_cancellable (G_TASK (result)));
  queue = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);
  if (self->reading != cancellable)
    return;

  g_clear_object (&self->reading);
  if (queue != NULL)
    {
      take_queue (self, queue);
    }
  else
    {
      assay_log_rarely (g_message, "the queue cannot be read: %s", error->message);
      self->held_up = TRUE;
    }

  g_hash_table_remove_all (self->ended);
  self->update (self);
}

static void
calls_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOutbox) self = user_data;
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ends = NULL;
  gint64 now = assay_clock_now (self->means.clock);

  cancellable = g_object_ref (g_task_get_cancellable (G_TASK (result)));
  ends = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);
  if (self->reading != cancellable)
    return;

  g_clear_object (&self->reading);
  self->remembered = TRUE;
  if (ends == NULL)
    g_message ("cannot read what was called before: %s", error->message);
  for (guint i = 0; ends != NULL && i < ends->len; i++)
    assay_rate_limiter_remember (assay_stackone_client_get_rate_limiter (self->means.client),
                                 now - *(gint64 *) ends->pdata[i]);
  self->update (self);
}

/* Whoever sent before used up some of the limit. */
static void
remember_calls (AssayOutbox *self)
{
  AssayRateLimiter *limiter = assay_stackone_client_get_rate_limiter (self->means.client);

  self->reading = g_cancellable_new ();
  assay_journal_list_calls_async (self->means.journal,
                                  assay_clock_now (self->means.clock) - G_TIME_SPAN_MINUTE,
                                  2 * assay_rate_limiter_get_limit (limiter), self->reading,
                                  calls_listed_cb, g_object_ref (self));
}

void
assay_outbox_read_queue (AssayOutbox *self)
{
  if (!self->stale || self->held_up || self->reading != NULL)
    return;

  if (!self->remembered)
    {
      remember_calls (self);
      return;
    }

  self->stale = FALSE;
  self->reading = g_cancellable_new ();
  assay_journal_list_queue_async (self->means.journal, self->reading, queue_read_cb,
                                  g_object_ref (self));
}

/* What was read of an order while one of its results was being sent holds no longer. */
void
assay_outbox_forget_order (AssayOutbox *self, const char *order_key)
{
  guint i = 0;

  while (i < self->queue->len)
    {
      const AssayResultRevision *result = g_ptr_array_index (self->queue, i);

      if (!g_str_equal (result->order_key, order_key))
        {
          i++;
          continue;
        }

      g_ptr_array_remove_index (self->queue, i);
      self->stale = TRUE;
    }
}
