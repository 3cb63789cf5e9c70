/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox.h"

#include "assay-address.h"
#include "assay-journal-read.h"
#include "assay-log.h"
#include "assay-outbox-lock.h"
#include "assay-outbox-send-private.h"
#include "assay-outbox-waits-private.h"
#include "assay-wake.h"

#define MAX_IN_FLIGHT 8
#define TICK_MS 1000
#define PROBE_PAUSE G_TIME_SPAN_SECOND

/* How long a call that was broken off may take to end, and what was answered to be recorded. */
#define LINGER_MS 5000

/* A longer queue is not read again at each change, only when it is worked off and each second. */
#define LONG_QUEUE 64

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
struct _AssayOutbox
{
  GObject parent_instance;

  /* owned */
  AssayOutboxMeans means;
  GNetworkMonitor *monitor;
  AssayOutboxLock *lock;   /* NULL while we do not send */
  AssayWake *wake;         /* NULL while stopped */
  GSource *timer;
  GCancellable *reading;   /* NULL while the queue is not being read */
  GPtrArray *queue;        /* AssayResultRevision: the next of each order that waits */
  GHashTable *sends;       /* order key -> AssayOutboxSend, which own themselves */
  GHashTable *ended;       /* keys of orders of which a sending ended while the queue was read */
  AssayOutboxWaits *waits;
  GPtrArray *lingering;    /* AssayOutboxSend that were abandoned and have not ended yet */
  GTask *finish_task;
  GSource *alarm;

  /* plain */
  AssayStackoneObstacle obstacle; /* none but those that pause */
  gint64 probe_due;               /* when it is tried again while there is an obstacle */
  AssayOutboxPause pause;
  gulong monitor_id;
  gulong key_id;
  gulong address_id;
  gint64 next_retry_at;
  gboolean remembered; /* what was called before we had the lock */
  gboolean stale;   /* the queue is to be read again */
  gboolean held_up; /* something failed that has nothing to do with StackOne: wait for the tick */
  gboolean finishing;
};

G_DEFINE_FINAL_TYPE (AssayOutbox, assay_outbox, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (AssayOutboxPause, assay_outbox_pause,
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

enum
{
  SIGNAL_DELIVERED,
  SIGNAL_REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void update (AssayOutbox *self);

static const char * const reasons[] = {
  [ASSAY_OUTBOX_PAUSE_NETWORK] = "there is no network",
  [ASSAY_OUTBOX_PAUSE_TLS] = "no secure connection to StackOne comes about; check its address, the "
                             "clock and the certificates of this machine",
  [ASSAY_OUTBOX_PAUSE_ELSEWHERE] = "somebody else answers than StackOne; log in to the network, or "
                                   "check StackOne's address",
};

static void
set_pause (AssayOutbox      *self,
           AssayOutboxPause  pause)
{
  if (self->pause == pause)
    return;

  self->pause = pause;
  if (pause != ASSAY_OUTBOX_PAUSE_NONE)
    g_message ("results wait: %s", reasons[pause]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PAUSE]);
}

static void
set_next_retry_at (AssayOutbox *self,
                   gint64       at)
{
  if (self->next_retry_at == at)
    return;

  self->next_retry_at = at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEXT_RETRY_AT]);
}

static gboolean
is_own_machine (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && assay_address_is_loopback (host);
}

static void
check_network (AssayOutbox *self)
{
  gboolean reachable = g_network_monitor_get_network_available (self->monitor) ||
                       is_own_machine (assay_stackone_client_get_base_url (self->means.client));

  if (!reachable)
    {
      set_pause (self, ASSAY_OUTBOX_PAUSE_NETWORK);
      return;
    }

  if (self->pause == ASSAY_OUTBOX_PAUSE_NETWORK)
    {
      self->probe_due = 0;
      assay_outbox_waits_hurry (self->waits);
    }
  if (self->obstacle == ASSAY_STACKONE_OBSTACLE_TLS)
    set_pause (self, ASSAY_OUTBOX_PAUSE_TLS);
  else if (self->obstacle == ASSAY_STACKONE_OBSTACLE_ELSEWHERE)
    set_pause (self, ASSAY_OUTBOX_PAUSE_ELSEWHERE);
  else
    set_pause (self, ASSAY_OUTBOX_PAUSE_NONE);
}

static void
release_lock (AssayOutbox *self)
{
  if (self->lock == NULL)
    return;

  g_clear_pointer (&self->lock, assay_outbox_lock_release);
  self->remembered = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENDING]);
}

static void
check_lock (AssayOutbox *self)
{
  const char *folder = assay_journal_get_folder (self->means.journal);
  g_autoptr(GError) error = NULL;

  if (!assay_stackone_client_has_api_key (self->means.client) ||
      assay_journal_get_mode (self->means.journal) != ASSAY_JOURNAL_READ_WRITE)
    {
      release_lock (self);
      return;
    }

  if (self->lock != NULL)
    return;

  self->lock = assay_outbox_lock_take (folder, &error);
  if (self->lock != NULL)
    {
      self->stale = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENDING]);
    }
  else if (!g_error_matches (error, ASSAY_OUTBOX_ERROR, ASSAY_OUTBOX_ERROR_HELD))
    {
      assay_log_rarely (g_message, "results cannot be sent: %s", error->message);
    }
}

/* The queue may be older than the end of a sending that was under way when it was read. */
static void
take_queue (AssayOutbox *self,
            GPtrArray   *queue)
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
queue_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(AssayOutbox) self = user_data;
  g_autoptr(GCancellable) cancellable = NULL;
  g_autoptr(GPtrArray) queue = NULL;
  g_autoptr(GError) error = NULL;

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
  update (self);
}

static void
calls_listed_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(AssayOutbox) self = user_data;
  g_autoptr(GCancellable) cancellable = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) ends = NULL;
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
  update (self);
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

static void
read_queue (AssayOutbox *self)
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
static void
forget_order (AssayOutbox *self,
              const char  *order_key)
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

static void
complete_finish (AssayOutbox *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->finish_task);

  if (self->alarm != NULL)
    g_source_destroy (self->alarm);
  g_clear_pointer (&self->alarm, g_source_unref);
  self->finishing = FALSE;
  if (task != NULL)
    g_task_return_boolean (task, TRUE);
}

/* A connection that breaks says nothing about what stands in the way. */
static void
note_obstacle (AssayOutbox     *self,
               AssayOutboxSend *send)
{
  AssayStackoneObstacle obstacle = assay_outbox_send_get_obstacle (send);

  if (obstacle == ASSAY_STACKONE_OBSTACLE_CONNECTION)
    return;

  self->obstacle = obstacle;
  self->probe_due = assay_clock_elapsed (self->means.clock) +
                    MAX (assay_outbox_send_get_left (send), PROBE_PAUSE);
}

static void
note_outcome (AssayOutbox        *self,
              AssayOutboxSend    *send,
              AssayOutboxOutcome  outcome)
{
  if (outcome == ASSAY_OUTBOX_ABANDONED)
    {
      self->held_up = TRUE;
      return;
    }

  note_obstacle (self, send);
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
ended_cb (AssayOutboxSend    *send,
          AssayOutboxOutcome  outcome,
          gpointer            user_data)
{
  g_autoptr(AssayOutbox) self = g_object_ref (user_data);
  const char *order_key = assay_outbox_send_get_order_key (send);
  const char *revision = assay_outbox_send_get_revision (send);

  g_hash_table_remove (self->sends, order_key);
  forget_order (self, order_key);
  if (self->reading != NULL)
    g_hash_table_add (self->ended, g_strdup (order_key));
  if (self->queue->len <= LONG_QUEUE || outcome == ASSAY_OUTBOX_POSTPONED)
    self->stale = TRUE;
  note_outcome (self, send, outcome);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IN_FLIGHT]);
  if (outcome == ASSAY_OUTBOX_DELIVERED)
    g_signal_emit (self, signals[SIGNAL_DELIVERED], 0, order_key, revision);
  else if (outcome == ASSAY_OUTBOX_REFUSED)
    g_signal_emit (self, signals[SIGNAL_REFUSED], 0, order_key, revision);

  if (self->finish_task != NULL && g_hash_table_size (self->sends) == 0 &&
      self->lingering->len == 0)
    {
      assay_outbox_stop (self);
      complete_finish (self);
    }
  update (self);
}

static void
start_send (AssayOutbox               *self,
            const AssayResultRevision *result)
{
  AssayOutboxSend *send =
    assay_outbox_send_start (&self->means, self->lock, result, ended_cb, self);

  g_hash_table_insert (self->sends, (gpointer) assay_outbox_send_get_order_key (send), send);
}

/* Returns: µs until the result may be sent, 0 for now */
static gint64
get_left (AssayOutbox               *self,
          const AssayResultRevision *result)
{
  gint64 left = assay_outbox_waits_get_left (self->waits, result);

  if (self->obstacle == ASSAY_STACKONE_OBSTACLE_NONE)
    return left;

  return MAX (left, self->probe_due - assay_clock_elapsed (self->means.clock));
}

/* Starts what can be started and says how long it is until the next is due, in µs; 0 for none. */
static gint64
dispatch (AssayOutbox *self)
{
  guint places = self->obstacle == ASSAY_STACKONE_OBSTACLE_NONE ? MAX_IN_FLIGHT : 1;
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

static gboolean
tick_cb (gpointer user_data)
{
  g_autoptr(AssayOutbox) self = g_object_ref (user_data);

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
arm_timer (AssayOutbox *self,
           gint64       next)
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
    check_lock (self);
  if (self->wake != NULL)
    check_network (self);
  if (self->wake == NULL)
    return;

  if (self->lock == NULL)
    {
      g_ptr_array_set_size (self->queue, 0);
    }
  else
    {
      read_queue (self);
      if (self->pause != ASSAY_OUTBOX_PAUSE_NETWORK && !self->held_up && !self->finishing)
        next = dispatch (self);
    }

  arm_timer (self, next);
  set_next_retry_at (self, next != 0 ? assay_clock_now (self->means.clock) + next : 0);
  if (g_hash_table_size (self->sends) != n_sends)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IN_FLIGHT]);
}

static void
woken_cb (gpointer object)
{
  AssayOutbox *self = object;

  if (self->queue->len <= LONG_QUEUE)
    self->stale = TRUE;
  update (self);
}

static void
lingered_cb (AssayOutboxSend    *send,
             AssayOutboxOutcome  outcome,
             gpointer            user_data)
{
  AssayOutbox *self = user_data;

  g_ptr_array_remove_fast (self->lingering, send);
  if (self->lingering->len == 0)
    complete_finish (self);
}

static void
abandon_sends (AssayOutbox *self)
{
  g_autoptr(GPtrArray) sends = g_hash_table_get_values_as_ptr_array (self->sends);

  if (sends->len == 0)
    return;

  g_hash_table_remove_all (self->sends);
  for (guint i = 0; i < sends->len; i++)
    g_ptr_array_add (self->lingering, sends->pdata[i]);
  for (guint i = 0; i < sends->len; i++)
    assay_outbox_send_abandon (sends->pdata[i], lingered_cb, self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IN_FLIGHT]);
}

static void
forget_lingering (AssayOutbox *self)
{
  for (guint i = 0; i < self->lingering->len; i++)
    assay_outbox_send_forget (self->lingering->pdata[i]);
  g_ptr_array_set_size (self->lingering, 0);
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
  forget_lingering (self);

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
assay_outbox_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
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
assay_outbox_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
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
  properties[PROP_JOURNAL] =
    g_param_spec_object ("journal", NULL, NULL, ASSAY_TYPE_JOURNAL, once);

  /**
   * AssayOutbox:client:
   *
   * What calls StackOne.
   */
  properties[PROP_CLIENT] =
    g_param_spec_object ("client", NULL, NULL, ASSAY_TYPE_STACKONE_CLIENT, once);

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
  properties[PROP_POLICY] =
    g_param_spec_object ("policy", NULL, NULL, ASSAY_TYPE_RETRY_POLICY, once);

  /**
   * AssayOutbox:network-monitor:
   *
   * What knows whether there is a network; the system's unless another one was given.
   */
  properties[PROP_NETWORK_MONITOR] =
    g_param_spec_object ("network-monitor", NULL, NULL, G_TYPE_NETWORK_MONITOR, once);

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
  properties[PROP_PAUSE] =
    g_param_spec_enum ("pause", NULL, NULL, ASSAY_TYPE_OUTBOX_PAUSE, ASSAY_OUTBOX_PAUSE_NONE, told);

  /**
   * AssayOutbox:in-flight: (getter get_in_flight)
   *
   * How many results are being sent.
   */
  properties[PROP_IN_FLIGHT] =
    g_param_spec_uint ("in-flight", NULL, NULL, 0, MAX_IN_FLIGHT, 0, told);

  /**
   * AssayOutbox:next-retry-at: (getter get_next_retry_at)
   *
   * When the next failed result is sent again, in µs since 1970 UTC; 0 when none waits for that.
   */
  properties[PROP_NEXT_RETRY_AT] =
    g_param_spec_int64 ("next-retry-at", NULL, NULL, 0, G_MAXINT64, 0, told);

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
  signals[SIGNAL_DELIVERED] =
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
  signals[SIGNAL_REFUSED] =
    g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
assay_outbox_init (AssayOutbox *self)
{
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
assay_outbox_new (AssayJournal        *journal,
                  AssayStackoneClient *client,
                  AssayClock          *clock,
                  AssayRetryPolicy    *policy)
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
  self->address_id =
    assay_wake_on_signal (self->wake, self->means.client, "notify::base-url");
  update (self);
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
  release_lock (self);
  assay_outbox_waits_clear (self->waits);
  self->obstacle = ASSAY_STACKONE_OBSTACLE_NONE;
  set_pause (self, ASSAY_OUTBOX_PAUSE_NONE);
  set_next_retry_at (self, 0);
}

static void
set_alarm (AssayOutbox *self,
           guint        ms,
           GSourceFunc  func)
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
  g_autoptr(AssayOutbox) self = g_object_ref (user_data);

  g_message ("an answer that is still being recorded was left alone");
  forget_lingering (self);
  complete_finish (self);

  return G_SOURCE_REMOVE;
}

static gboolean
patience_ended_cb (gpointer user_data)
{
  g_autoptr(AssayOutbox) self = g_object_ref (user_data);

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
assay_outbox_finish_async (AssayOutbox         *self,
                           guint                patience,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (ASSAY_IS_OUTBOX (self));
  g_return_if_fail (self->finish_task == NULL);

  self->finishing = TRUE;
  self->finish_task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->finish_task, assay_outbox_finish_async);
  if (g_hash_table_size (self->sends) == 0 && self->lingering->len == 0)
    {
      assay_outbox_stop (self);
      complete_finish (self);
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
assay_outbox_finish_finish (AssayOutbox   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_outbox_get_sending: (get-property sending)
 * @self: an outbox
 *
 * Tells who sends.
 *
 * Returns: whether this outbox is the one that sends for the data folder
 */
gboolean
assay_outbox_get_sending (AssayOutbox *self)
{
  g_return_val_if_fail (ASSAY_IS_OUTBOX (self), FALSE);

  return self->lock != NULL;
}

/**
 * assay_outbox_get_pause: (get-property pause)
 * @self: an outbox
 *
 * Tells why results wait that StackOne has not refused.
 *
 * Returns: the reason, or %ASSAY_OUTBOX_PAUSE_NONE
 */
AssayOutboxPause
assay_outbox_get_pause (AssayOutbox *self)
{
  g_return_val_if_fail (ASSAY_IS_OUTBOX (self), ASSAY_OUTBOX_PAUSE_NONE);

  return self->pause;
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

/**
 * assay_outbox_get_next_retry_at: (get-property next-retry-at)
 * @self: an outbox
 *
 * Gets when a failed result is sent again.
 *
 * Returns: the time in µs since 1970 UTC, or 0 when none waits for that
 */
gint64
assay_outbox_get_next_retry_at (AssayOutbox *self)
{
  g_return_val_if_fail (ASSAY_IS_OUTBOX (self), 0);

  return self->next_retry_at;
}
