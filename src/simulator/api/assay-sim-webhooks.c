/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-webhooks.h"

#include "assay-signature.h"

#include <libsoup/soup.h>
#include <string.h>

#define ANSWER_EXCERPT 4096

/**
 * AssaySimWebhooks: (skip)
 *
 * Announces orders. First attempts go out one after the other in the order of events; a webhook
 * that was not accepted waits for its next attempt without holding up the others, as StackOne's
 * does. Every attempt carries the same bytes and the same signature.
 */
struct _AssaySimWebhooks
{
  const AssaySimulatorSettings *settings;
  AssaySimState *state;
  SoupSession *session;
  GQueue waiting;
  GPtrArray *deliveries;
  gboolean sending;
};

typedef struct
{
  grefcount references;
  AssaySimWebhooks *owner;
  AssaySimOrder *order;
  AssaySimFault *fault;
  AssaySimWebhookDone callback;
  gpointer user_data;
  GCancellable *cancellable;
  GSource *timer;
  SoupMessage *message;
  char *answer;
  guint status;
  guint attempts;
  gboolean first;
} Delivery;

static void deliver (Delivery *delivery);
static void send_next (AssaySimWebhooks *self);

static void
stop_timer (Delivery *delivery)
{
  if (delivery->timer == NULL)
    return;

  g_source_destroy (delivery->timer);
  g_clear_pointer (&delivery->timer, g_source_unref);
}

static void
delivery_unref (Delivery *delivery)
{
  if (!g_ref_count_dec (&delivery->references))
    return;

  stop_timer (delivery);
  assay_sim_order_unref (delivery->order);
  g_clear_pointer (&delivery->fault, assay_sim_fault_unref);
  g_clear_object (&delivery->cancellable);
  g_clear_object (&delivery->message);
  g_free (delivery->answer);
  g_free (delivery);
}

static void
start_timer (Delivery *delivery, guint milliseconds, GSourceFunc callback)
{
  stop_timer (delivery);
  delivery->timer = g_timeout_source_new (milliseconds);
  g_source_set_callback (delivery->timer, callback, delivery, NULL);
  g_source_attach (delivery->timer, g_main_context_get_thread_default ());
}

static gboolean
receiver_too_slow_cb (gpointer user_data)
{
  Delivery *delivery = user_data;

  g_clear_pointer (&delivery->timer, g_source_unref);
  g_cancellable_cancel (delivery->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
try_again_cb (gpointer user_data)
{
  Delivery *delivery = user_data;

  g_clear_pointer (&delivery->timer, g_source_unref);
  deliver (delivery);

  return G_SOURCE_REMOVE;
}

static void
finish (Delivery *delivery, AssaySimWebhookState outcome, guint status)
{
  AssaySimWebhooks *self = delivery->owner;
  AssaySimWebhookDone callback = g_steal_pointer (&delivery->callback);
  g_autoptr (GError) error = NULL;

  delivery->order->webhook = outcome;
  if (!assay_sim_state_save_order (self->state, delivery->order, &error))
    g_warning ("The webhook's outcome could not be kept: %s", error->message);
  if (callback != NULL)
    callback (delivery->order, status, delivery->attempts, delivery->answer, delivery->user_data);
  g_ptr_array_remove (self->deliveries, delivery);
}

static void
judge (Delivery *delivery, guint status)
{
  AssaySimWebhooks *self = delivery->owner;
  gboolean first = delivery->first;

  delivery->first = FALSE;
  if (SOUP_STATUS_IS_SUCCESSFUL (status))
    finish (delivery, ASSAY_SIM_WEBHOOK_DELIVERED, status);
  else if (delivery->attempts > self->settings->n_retry_delays)
    finish (delivery, ASSAY_SIM_WEBHOOK_GIVEN_UP, status);
  else
    start_timer (delivery, self->settings->retry_delays[delivery->attempts - 1], try_again_cb);

  if (first)
    {
      self->sending = FALSE;
      send_next (self);
    }
}

static void
end_attempt (Delivery *delivery)
{
  stop_timer (delivery);
  g_clear_object (&delivery->message);
  if (delivery->owner != NULL)
    judge (delivery, delivery->status);
  delivery_unref (delivery);
}

static void
answer_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Delivery *delivery = user_data;
  g_autoptr (GBytes)
    bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (object), result, NULL);
  gsize size = 0;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  if (size > 0)
    delivery->answer = g_utf8_make_valid (data, (gssize) size);
  end_attempt (delivery);
}

/* Only of a receiver that refuses it matters why. */
static void
answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  Delivery *delivery = user_data;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  stream = soup_session_send_finish (SOUP_SESSION (object), result, &error);
  delivery->status = stream != NULL ? soup_message_get_status (delivery->message) : 0;
  g_clear_pointer (&delivery->answer, g_free);
  if (stream != NULL && !SOUP_STATUS_IS_SUCCESSFUL (delivery->status))
    g_input_stream_read_bytes_async (stream, ANSWER_EXCERPT, G_PRIORITY_DEFAULT,
                                     delivery->cancellable, answer_read_cb, delivery);
  else
    end_attempt (delivery);
}

static void
sign (Delivery *delivery, GBytes *body, SoupMessage *message)
{
  const char *secret = delivery->owner->settings->webhook_secret;
  const char *variant = delivery->fault != NULL ? delivery->fault->signature : NULL;
  g_autofree char *signature = NULL;

  if (secret == NULL || g_strcmp0 (variant, "missing") == 0)
    return;

  if (g_strcmp0 (variant, "wrong") == 0)
    {
      g_autofree char *other = g_strconcat (secret, "-wrong", NULL);

      signature = assay_signature_sign (other, body);
    }
  else
    {
      signature = assay_signature_sign (secret, body);
    }
  soup_message_headers_replace (soup_message_get_request_headers (message), ASSAY_SIGNATURE_HEADER,
                                signature);
}

static void
deliver (Delivery *delivery)
{
  AssaySimWebhooks *self = delivery->owner;
  const char *text = delivery->order->webhook_body;
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  delivery->attempts++;
  delivery->message = soup_message_new (SOUP_METHOD_POST, self->settings->webhook_url);
  soup_message_add_flags (delivery->message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_set_request_body_from_bytes (delivery->message, "application/json", body);
  sign (delivery, body, delivery->message);

  g_set_object (&delivery->cancellable, NULL);
  delivery->cancellable = g_cancellable_new ();
  start_timer (delivery, self->settings->webhook_timeout, receiver_too_slow_cb);
  g_ref_count_inc (&delivery->references);
  soup_session_send_async (self->session, delivery->message, G_PRIORITY_DEFAULT,
                           delivery->cancellable, answered_cb, delivery);
}

static void
send_next (AssaySimWebhooks *self)
{
  Delivery *delivery;

  if (self->sending || g_queue_is_empty (&self->waiting))
    return;

  delivery = g_queue_pop_head (&self->waiting);
  self->sending = TRUE;
  delivery->first = TRUE;
  if (delivery->fault != NULL && delivery->fault->delay > 0)
    start_timer (delivery, delivery->fault->delay, try_again_cb);
  else
    deliver (delivery);
}

static void
abandon (gpointer data)
{
  Delivery *delivery = data;
  /* A delivery that has ended has told so before it was removed. */
  AssaySimWebhookDone callback = g_steal_pointer (&delivery->callback);

  delivery->owner = NULL;
  stop_timer (delivery);
  if (delivery->cancellable != NULL)
    g_cancellable_cancel (delivery->cancellable);
  if (callback != NULL)
    callback (delivery->order, 0, delivery->attempts, NULL, delivery->user_data);
  delivery_unref (delivery);
}

/**
 * assay_sim_webhooks_new:
 * @settings: where to and how; must outlive the object
 * @state: keeps how far each webhook came; must outlive the object
 *
 * Creates a sender. It works in the thread-default context of its callers.
 *
 * Returns: (transfer full): a new sender
 */
AssaySimWebhooks *
assay_sim_webhooks_new (const AssaySimulatorSettings *settings, AssaySimState *state)
{
  AssaySimWebhooks *self = g_new0 (AssaySimWebhooks, 1);

  self->settings = settings;
  self->state = state;
  self->session = soup_session_new_with_options ("proxy-resolver", NULL, "user-agent",
                                                 "StackOne-Simulator", NULL);
  g_queue_init (&self->waiting);
  self->deliveries = g_ptr_array_new_with_free_func (abandon);

  return self;
}

/**
 * assay_sim_webhooks_free:
 * @self: (transfer full): a sender
 *
 * Stops sending. Webhooks that were not accepted yet stay pending in the state.
 */
void
assay_sim_webhooks_free (AssaySimWebhooks *self)
{
  assay_sim_webhooks_forget (self);
  g_ptr_array_unref (self->deliveries);
  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_free (self);
}

/**
 * assay_sim_webhooks_send:
 * @self: a sender
 * @order: an order with a webhook body
 * @fault: (nullable): what is to go wrong
 * @callback: (nullable) (scope async): told when it was accepted or given up
 * @user_data: handed to @callback
 *
 * Announces an order.
 */
void
assay_sim_webhooks_send (AssaySimWebhooks *self,
                         AssaySimOrder *order,
                         AssaySimFault *fault,
                         AssaySimWebhookDone callback,
                         gpointer user_data)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  g_ref_count_init (&delivery->references);
  delivery->owner = self;
  delivery->order = assay_sim_order_ref (order);
  delivery->fault = fault != NULL ? g_rc_box_acquire (fault) : NULL;
  delivery->callback = callback;
  delivery->user_data = user_data;

  g_ptr_array_add (self->deliveries, delivery);
  g_queue_push_tail (&self->waiting, delivery);
  send_next (self);
}

/**
 * assay_sim_webhooks_resume:
 * @self: a sender
 *
 * Sends what was still pending when the simulator ended the last time.
 */
void
assay_sim_webhooks_resume (AssaySimWebhooks *self)
{
  GPtrArray *orders = assay_sim_state_get_orders (self->state);

  if (self->settings->webhook_url == NULL)
    return;

  for (guint i = 0; i < orders->len; i++)
    {
      AssaySimOrder *order = g_ptr_array_index (orders, i);

      if (order->webhook == ASSAY_SIM_WEBHOOK_PENDING && order->webhook_body != NULL)
        assay_sim_webhooks_send (self, order, NULL, NULL, NULL);
    }
}

/**
 * assay_sim_webhooks_forget:
 * @self: a sender
 *
 * Drops every webhook that waits or is under way; its callback is told that nobody answered.
 */
void
assay_sim_webhooks_forget (AssaySimWebhooks *self)
{
  g_queue_clear (&self->waiting);
  g_ptr_array_set_size (self->deliveries, 0);
  self->sending = FALSE;
}
