/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox.h"

#include "assay-outbox-private.h"

#define TICK_MS 1000

/**
 * AssayOutbox:
 *
 * Sends the queued results of a journal to StackOne.
 *
 * Of all outboxes on one data folder, in any process, one sends: the one that holds the lock there.
 * The others try once a second to take over. Without an API key, or on a journal that cannot be
 * written, an outbox never tries.
 *
 * The results of one order are sent one after the other, those of up to eight orders at once. Each
 * attempt is recorded before the call and how it ended after it, so that a process that dies at any
 * moment leaves a result that is delivered or that is sent again.
 *
 * Where no secure connection comes about or somebody else answers than StackOne, only one result at
 * a time is tried, until StackOne itself has answered.
 *
 * An outbox belongs to the thread in which it is started: it calls, notifies and emits in the
 * thread-default context of that moment, and is to be stopped and released there.
 */
G_DEFINE_FINAL_TYPE (AssayOutbox, assay_outbox, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (AssayOutboxPause,
                    assay_outbox_pause,
                    G_DEFINE_ENUM_VALUE (ASSAY_OUTBOX_PAUSE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (ASSAY_OUTBOX_PAUSE_NETWORK, "network"),
                    G_DEFINE_ENUM_VALUE (ASSAY_OUTBOX_PAUSE_TLS, "tls"),
                    G_DEFINE_ENUM_VALUE (ASSAY_OUTBOX_PAUSE_ELSEWHERE, "elsewhere"))

typedef enum
{
  PROP_JOURNAL = 1,
  PROP_CLIENT,
  PROP_CLOCK,
  PROP_POLICY,
  PROP_NETWORK_MONITOR,
  PROP_SENDING,
  PROP_PAUSE,
  PROP_IN_FLIGHT,
  PROP_NEXT_RETRY_AT,
} AssayOutboxProperty;

static GParamSpec *properties[PROP_NEXT_RETRY_AT + 1];

static void update (AssayOutbox *self);

static gboolean
tick_cb (gpointer user_data)
{
  g_autoptr (AssayOutbox) self = g_object_ref (user_data);

  g_clear_pointer (&self->timer, g_source_unref);
  self->stale = TRUE;
  self->held_up = FALSE;
  update (self);

  return G_SOURCE_REMOVE;
}

/* Nobody tells when the lock is free or a key is there, and a journal that is not watched does not
 * tell of others. In all other cases the outbox is woken when there is something to do. */
static gboolean
needs_tick (AssayOutbox *self)
{
  return self->lock == NULL || self->held_up || self->stale ||
         !assay_journal_get_watching (self->means.journal);
}

static void
arm_timer (AssayOutbox *self, gint64 next)
{
  guint wait = TICK_MS;

  /* Rounded up: a millisecond too early would have to wait once more. */
  if (next != 0)
    wait = (guint) CLAMP (next / G_TIME_SPAN_MILLISECOND + 1, 1, TICK_MS);

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  if (next == 0 && !needs_tick (self))
    return;

  self->timer = g_timeout_source_new (wait);
  g_source_set_callback (self->timer, tick_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* Whatever happened, this finds out what is to be done now. Who hears of it may stop the outbox. */
static void
update (AssayOutbox *self)
{
  guint n_sends = g_hash_table_size (self->sends);
  gint64 next = 0;

  if (self->wake != NULL)
    assay_outbox_check_lock (self);
  if (self->wake != NULL)
    assay_outbox_check_network (self);
  if (self->wake == NULL)
    return;

  if (self->lock == NULL)
    {
      g_ptr_array_set_size (self->queue, 0);
    }
  else
    {
      assay_outbox_read_queue (self);
      if (self->pause != ASSAY_OUTBOX_PAUSE_NETWORK && !self->held_up && !self->finishing)
        next = assay_outbox_dispatch (self);
    }

  arm_timer (self, next);
  assay_outbox_set_next_retry_at (self, next != 0 ? assay_clock_now (self->means.clock) + next : 0);
  if (g_hash_table_size (self->sends) != n_sends)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IN_FLIGHT]);
}

static void
woken_cb (gpointer object)
{
  AssayOutbox *self = object;

  if (self->queue->len <= ASSAY_OUTBOX_LONG_QUEUE)
    self->stale = TRUE;
  update (self);
}

static void
assay_outbox_constructed (GObject *object)
{
  AssayOutbox *self = ASSAY_OUTBOX (object);

  G_OBJECT_CLASS (assay_outbox_parent_class)->constructed (object);

  self->waits = assay_outbox_waits_new (self->means.clock);
  if (self->monitor == NULL)
    self->monitor = g_object_ref (g_network_monitor_get_default ());
}

static void
assay_outbox_dispose (GObject *object)
{
  AssayOutbox *self = ASSAY_OUTBOX (object);

  assay_outbox_stop (self);
  assay_outbox_forget_lingering (self);

  G_OBJECT_CLASS (assay_outbox_parent_class)->dispose (object);
}

static void
assay_outbox_finalize (GObject *object)
{
  AssayOutbox *self = ASSAY_OUTBOX (object);

  g_clear_object (&self->means.journal);
  g_clear_object (&self->means.client);
  g_clear_object (&self->means.clock);
  g_clear_object (&self->means.policy);
  g_clear_object (&self->monitor);
  g_ptr_array_unref (self->queue);
  g_hash_table_unref (self->sends);
  g_hash_table_unref (self->ended);
  g_ptr_array_unref (self->lingering);
  assay_outbox_waits_free (self->waits);

  G_OBJECT_CLASS (assay_outbox_parent_class)->finalize (object);
}

static void
assay_outbox_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  AssayOutbox *self = ASSAY_OUTBOX (object);

  switch ((AssayOutboxProperty) property_id)
    {
    case PROP_JOURNAL:
      g_value_set_object (value, self->means.journal);
      break;
    case PROP_CLIENT:
      g_value_set_object (value, self->means.client);
      break;
    case PROP_CLOCK:
      g_value_set_object (value, self->means.clock);
      break;
    case PROP_POLICY:
      g_value_set_object (value, self->means.policy);
      break;
    case PROP_NETWORK_MONITOR:
      g_value_set_object (value, self->monitor);
      break;
    case PROP_SENDING:
      g_value_set_boolean (value, assay_outbox_get_sending (self));
      break;
    case PROP_PAUSE:
      g_value_set_enum (value, self->pause);
      break;
    case PROP_IN_FLIGHT:
      g_value_set_uint (value, assay_outbox_get_in_flight (self));
      break;
    case PROP_NEXT_RETRY_AT:
      g_value_set_int64 (value, self->next_retry_at);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_outbox_set_property (GObject *object,
                           guint property_id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  AssayOutbox *self = ASSAY_OUTBOX (object);

  switch ((AssayOutboxProperty) property_id)
    {
    case PROP_JOURNAL:
      self->means.journal = g_value_dup_object (value);
      break;
    case PROP_CLIENT:
      self->means.client = g_value_dup_object (value);
      break;
    case PROP_CLOCK:
      self->means.clock = g_value_dup_object (value);
      break;
    case PROP_POLICY:
      self->means.policy = g_value_dup_object (value);
      break;
    case PROP_NETWORK_MONITOR:
      self->monitor = g_value_dup_object (value);
      break;
    case PROP_SENDING:
    case PROP_PAUSE:
    case PROP_IN_FLIGHT:
    case PROP_NEXT_RETRY_AT:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  const GParamFlags told = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  /**
   * AssayOutbox:journal:
   *
   * Where the queue is and what happens is recorded.
   */
  properties[PROP_JOURNAL] = g_param_spec_object ("journal", NULL, NULL, ASSAY_TYPE_JOURNAL, once);

  /**
   * AssayOutbox:client:
   *
   * What calls StackOne.
   */
  properties[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, ASSAY_TYPE_STACKONE_CLIENT,
                                                 once);

  /**
   * AssayOutbox:clock:
   *
   * What dates the events and says when a result is due again.
   */
  properties[PROP_CLOCK] = g_param_spec_object ("clock", NULL, NULL, ASSAY_TYPE_CLOCK, once);

  /**
   * AssayOutbox:policy:
   *
   * What says whether and when a result is sent again.
   */
  properties[PROP_POLICY] = g_param_spec_object ("policy", NULL, NULL, ASSAY_TYPE_RETRY_POLICY,
                                                 once);

  /**
   * AssayOutbox:network-monitor:
   *
   * What knows whether there is a network; the system's unless another one was given.
   */
  properties[PROP_NETWORK_MONITOR] = g_param_spec_object ("network-monitor", NULL, NULL,
                                                          G_TYPE_NETWORK_MONITOR, once);

  /**
   * AssayOutbox:sending: (getter get_sending)
   *
   * Whether this outbox is the one that sends for the data folder.
   */
  properties[PROP_SENDING] = g_param_spec_boolean ("sending", NULL, NULL, FALSE, told);

  /**
   * AssayOutbox:pause: (getter get_pause)
   *
   * Why results wait that StackOne has not refused. A StackOne on the loopback interface needs no
   * network.
   */
  properties[PROP_PAUSE] = g_param_spec_enum ("pause", NULL, NULL, ASSAY_TYPE_OUTBOX_PAUSE,
                                              ASSAY_OUTBOX_PAUSE_NONE, told);

  /**
   * AssayOutbox:in-flight: (getter get_in_flight)
   *
   * How many results are being sent.
   */
  properties[PROP_IN_FLIGHT] = g_param_spec_uint ("in-flight", NULL, NULL, 0,
                                                  ASSAY_OUTBOX_MAX_IN_FLIGHT, 0, told);

  /**
   * AssayOutbox:next-retry-at: (getter get_next_retry_at)
   *
   * When the next failed result is sent again, in µs since 1970 UTC; 0 when none waits for that.
   */
  properties[PROP_NEXT_RETRY_AT] = g_param_spec_int64 ("next-retry-at", NULL, NULL, 0, G_MAXINT64,
                                                       0, told);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_outbox_class_init (AssayOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = assay_outbox_constructed;
  object_class->dispose = assay_outbox_dispose;
  object_class->finalize = assay_outbox_finalize;
  object_class->get_property = assay_outbox_get_property;
  object_class->set_property = assay_outbox_set_property;

  install_properties (object_class);

  /**
   * AssayOutbox::delivered:
   * @self: the outbox
   * @order_key: the key of the order
   * @revision: the revision
   *
   * StackOne took a result, and that is recorded.
   */
  g_signal_new ("delivered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

  /**
   * AssayOutbox::refused:
   * @self: the outbox
   * @order_key: the key of the order
   * @revision: the revision
   *
   * A result was refused or tried often enough, and that is recorded. It can be queued again.
   */
  g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
assay_outbox_init (AssayOutbox *self)
{
  self->update = update;
  self->queue = g_ptr_array_new ();
  self->lingering = g_ptr_array_new ();
  self->sends = g_hash_table_new (g_str_hash, g_str_equal);
  self->ended = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * assay_outbox_new:
 * @journal: the journal with the queue
 * @client: what calls StackOne; its key and address may change later
 * @clock: the clock
 * @policy: what says whether and when a result is sent again
 *
 * Makes an outbox that does nothing until [method@Outbox.start].
 *
 * Returns: (transfer full): a new outbox
 */
AssayOutbox *
assay_outbox_new (AssayJournal *journal,
                  AssayStackoneClient *client,
                  AssayClock *clock,
                  AssayRetryPolicy *policy)
{
  g_return_val_if_fail (ASSAY_IS_JOURNAL (journal), NULL);
  g_return_val_if_fail (ASSAY_IS_STACKONE_CLIENT (client), NULL);
  g_return_val_if_fail (ASSAY_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (ASSAY_IS_RETRY_POLICY (policy), NULL);

  return g_object_new (ASSAY_TYPE_OUTBOX, "journal", journal, "client", client, "clock", clock,
                       "policy", policy, NULL);
}

/**
 * assay_outbox_start:
 * @self: an outbox
 *
 * Starts to send, or to wait until whoever sends for the folder has ended, in the caller's
 * thread-default context. Nothing happens when it was started already.
 *
 * Results that this process queues are sent at once, those of other processes within a second, or
 * as soon as a [property@Journal:watching] journal notices them.
 */
void
assay_outbox_start (AssayOutbox *self)
{
  g_return_if_fail (ASSAY_IS_OUTBOX (self));

  if (self->wake != NULL)
    return;

  self->wake = assay_wake_new (G_OBJECT (self), woken_cb);
  assay_journal_add_wake (self->means.journal, self->wake);
  self->monitor_id = assay_wake_on_signal (self->wake, self->monitor, "network-changed");
  self->key_id = assay_wake_on_signal (self->wake, self->means.client, "notify::api-key");
  self->address_id = assay_wake_on_signal (self->wake, self->means.client, "notify::base-url");
  update (self);
}

/**
 * assay_outbox_get_in_flight: (get-property in-flight)
 * @self: an outbox
 *
 * Counts what is being sent.
 *
 * Returns: how many results are being sent
 */
guint
assay_outbox_get_in_flight (AssayOutbox *self)
{
  g_return_val_if_fail (ASSAY_IS_OUTBOX (self), 0);

  return g_hash_table_size (self->sends);
}
