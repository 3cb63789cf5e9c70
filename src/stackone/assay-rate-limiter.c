/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-rate-limiter.h"

#define WINDOW (G_TIME_SPAN_MINUTE)

/**
 * AssayRateLimiter:
 *
 * Spreads requests so that the server sees no more than a number of them in any minute. One limiter
 * is shared by everything that uses the same API key, from any thread.
 *
 * Nobody knows when between its start and its end the server counted a request, so that each keeps
 * its place until a minute after its end. Requests get their turn in the order in which they asked.
 */
struct _AssayRateLimiter
{
  GObject parent_instance;

  /* owned */
  AssayClock *clock;
  GArray *ends;   /* gint64: when the requests of the last minute ended; guarded by the mutex */
  GQueue waiters; /* Waiter, in the order in which they asked; guarded by the mutex */

  /* plain */
  GMutex mutex;
  guint limit;
  guint n_running; /* guarded by the mutex */
  gint64 resumes;  /* nobody has a turn before; guarded by the mutex */
};

typedef struct
{
  GTask *task;
  GSource *alarm;
} Waiter;

G_DEFINE_FINAL_TYPE (AssayRateLimiter, assay_rate_limiter, G_TYPE_OBJECT)

typedef enum
{
  PROP_CLOCK = 1,
  PROP_LIMIT,
} AssayRateLimiterProperty;

static GParamSpec *properties[PROP_LIMIT + 1];

static void
waiter_free (Waiter *waiter)
{
  g_source_destroy (waiter->alarm);
  g_source_unref (waiter->alarm);
  g_object_unref (waiter->task);
  g_free (waiter);
}

/* Returns: µs until there is a place, 0 for now, -1 when that depends on the end of a request */
static gint64
get_left (AssayRateLimiter *self)
{
  gint64 now = assay_clock_elapsed (self->clock);
  guint n_over = 0;

  while (n_over < self->ends->len && g_array_index (self->ends, gint64, n_over) + WINDOW <= now)
    n_over++;
  if (n_over > 0)
    g_array_remove_range (self->ends, 0, n_over);

  if (self->resumes > now)
    return self->resumes - now;
  if (self->n_running + self->ends->len < self->limit)
    return 0;
  if (self->n_running >= self->limit)
    return -1;

  return g_array_index (self->ends, gint64, self->n_running + self->ends->len - self->limit) +
         WINDOW - now;
}

/* Timers of the main loop stand still while the machine sleeps, so that none is long. */
static void
set_alarm (AssayRateLimiter *self, gint64 left)
{
  Waiter *first = g_queue_peek_head (&self->waiters);

  if (first != NULL)
    g_source_set_ready_time (first->alarm,
                             left < 0 ? -1
                                      : g_get_monotonic_time () + MIN (left, G_TIME_SPAN_SECOND));
}

/* Returns: (transfer full): the tasks whose turn it is; they are to be told without the mutex. */
static GPtrArray *
take_turns (AssayRateLimiter *self)
{
  GPtrArray *tasks = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 left = 0;

  while (!g_queue_is_empty (&self->waiters) && (left = get_left (self)) == 0)
    {
      Waiter *waiter = g_queue_pop_head (&self->waiters);

      self->n_running++;
      g_ptr_array_add (tasks, g_object_ref (waiter->task));
      waiter_free (waiter);
    }
  set_alarm (self, left);

  return tasks;
}

static void
serve (AssayRateLimiter *self)
{
  g_autoptr (GPtrArray) tasks = NULL;

  g_mutex_lock (&self->mutex);
  tasks = take_turns (self);
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; i < tasks->len; i++)
    g_task_return_boolean (tasks->pdata[i], TRUE);
}

static gboolean
leave_queue (AssayRateLimiter *self, GTask *task)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (GList *l = self->waiters.head; l != NULL; l = l->next)
    {
      Waiter *waiter = l->data;

      if (waiter->task != task)
        continue;

      g_queue_delete_link (&self->waiters, l);
      waiter_free (waiter);

      return TRUE;
    }

  return FALSE;
}

/* The time has come, or the wait was cancelled. */
static gboolean
alarm_cb (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  AssayRateLimiter *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable != NULL && g_cancellable_is_cancelled (cancellable) && leave_queue (self, task))
    g_task_return_error_if_cancelled (task);
  serve (self);

  return G_SOURCE_CONTINUE;
}

static void
join_queue (AssayRateLimiter *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter *waiter = g_new (Waiter, 1);

  waiter->task = g_object_ref (task);
  waiter->alarm = g_timeout_source_new (0);
  g_source_set_ready_time (waiter->alarm, -1);
  g_source_set_callback (waiter->alarm, alarm_cb, g_object_ref (task), g_object_unref);
  if (cancellable != NULL)
    {
      g_autoptr (GSource) watch = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (watch);
      g_source_add_child_source (waiter->alarm, watch);
    }
  g_source_attach (waiter->alarm, g_task_get_context (task));
  g_queue_push_tail (&self->waiters, waiter);
}

static void
assay_rate_limiter_constructed (GObject *object)
{
  AssayRateLimiter *self = ASSAY_RATE_LIMITER (object);

  G_OBJECT_CLASS (assay_rate_limiter_parent_class)->constructed (object);

  if (self->clock == NULL)
    self->clock = g_object_ref (assay_clock_get_system ());
}

static void
assay_rate_limiter_finalize (GObject *object)
{
  AssayRateLimiter *self = ASSAY_RATE_LIMITER (object);

  g_clear_object (&self->clock);
  g_array_unref (self->ends);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (assay_rate_limiter_parent_class)->finalize (object);
}

static void
assay_rate_limiter_get_property (GObject *object,
                                 guint property_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  AssayRateLimiter *self = ASSAY_RATE_LIMITER (object);

  switch ((AssayRateLimiterProperty) property_id)
    {
    case PROP_CLOCK:
      g_value_set_object (value, self->clock);
      break;
    case PROP_LIMIT:
      g_value_set_uint (value, self->limit);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_rate_limiter_set_property (GObject *object,
                                 guint property_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  AssayRateLimiter *self = ASSAY_RATE_LIMITER (object);

  switch ((AssayRateLimiterProperty) property_id)
    {
    case PROP_CLOCK:
      self->clock = g_value_dup_object (value);
      break;
    case PROP_LIMIT:
      self->limit = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_rate_limiter_class_init (AssayRateLimiterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = assay_rate_limiter_constructed;
  object_class->finalize = assay_rate_limiter_finalize;
  object_class->get_property = assay_rate_limiter_get_property;
  object_class->set_property = assay_rate_limiter_set_property;

  /**
   * AssayRateLimiter:clock:
   *
   * The clock that tells when a minute has passed.
   */
  properties[PROP_CLOCK] = g_param_spec_object ("clock", NULL, NULL, ASSAY_TYPE_CLOCK,
                                                G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                  G_PARAM_STATIC_STRINGS);

  /**
   * AssayRateLimiter:limit:
   *
   * How many requests the server may see in a minute.
   */
  properties[PROP_LIMIT] = g_param_spec_uint ("limit", NULL, NULL, 1, 100000,
                                              ASSAY_RATE_LIMITER_DEFAULT_LIMIT,
                                              G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_rate_limiter_init (AssayRateLimiter *self)
{
  g_mutex_init (&self->mutex);
  g_queue_init (&self->waiters);
  self->ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->resumes = G_MININT64;
}

/**
 * assay_rate_limiter_new:
 * @limit: how many requests may start in a minute, usually %ASSAY_RATE_LIMITER_DEFAULT_LIMIT
 * @clock: (nullable): the clock, or %NULL for the system's
 *
 * Makes a limiter.
 *
 * Returns: (transfer full): a new limiter
 */
AssayRateLimiter *
assay_rate_limiter_new (guint limit, AssayClock *clock)
{
  g_return_val_if_fail (limit > 0, NULL);

  return g_object_new (ASSAY_TYPE_RATE_LIMITER, "limit", limit, "clock", clock, NULL);
}

/**
 * assay_rate_limiter_get_limit: (get-property limit)
 * @self: a rate limiter
 *
 * Gets how many requests may start in a minute.
 *
 * Returns: the limit
 */
guint
assay_rate_limiter_get_limit (AssayRateLimiter *self)
{
  g_return_val_if_fail (ASSAY_IS_RATE_LIMITER (self), 0);

  return self->limit;
}

/**
 * assay_rate_limiter_get_left:
 * @self: a rate limiter
 *
 * Tells how long a request has to wait that has its turn next.
 *
 * Returns: µs, 0 when it may start now; -1 when a request has to end first
 */
gint64
assay_rate_limiter_get_left (AssayRateLimiter *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (ASSAY_IS_RATE_LIMITER (self), 0);

  locker = g_mutex_locker_new (&self->mutex);

  return get_left (self);
}

/**
 * assay_rate_limiter_remember:
 * @self: a rate limiter
 * @ago: how long ago, in µs
 *
 * Counts a request that somebody else made with the same key, such as the process before this one.
 */
void
assay_rate_limiter_remember (AssayRateLimiter *self, gint64 ago)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gint64 end;
  guint i;

  g_return_if_fail (ASSAY_IS_RATE_LIMITER (self));

  locker = g_mutex_locker_new (&self->mutex);
  end = assay_clock_elapsed (self->clock) - MAX (ago, 0);
  for (i = self->ends->len; i > 0 && g_array_index (self->ends, gint64, i - 1) > end; i--)
    ;
  g_array_insert_val (self->ends, i, end);
}

/**
 * assay_rate_limiter_pause:
 * @self: a rate limiter
 * @duration: how long, in µs
 *
 * Gives nobody another turn for a while, because the server said that the limit was reached: others
 * use the same key.
 */
void
assay_rate_limiter_pause (AssayRateLimiter *self, gint64 duration)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gint64 now;

  g_return_if_fail (ASSAY_IS_RATE_LIMITER (self));
  g_return_if_fail (duration >= 0);

  locker = g_mutex_locker_new (&self->mutex);
  now = assay_clock_elapsed (self->clock);
  self->resumes = MAX (self->resumes, now + duration);
}

/**
 * assay_rate_limiter_acquire_async:
 * @self: a rate limiter
 * @cancellable: (nullable): cancels the wait
 * @callback: (scope async): called when the request may start
 * @user_data: data for @callback
 *
 * Takes the next turn and waits for it. Whoever gets it gives it back with
 * [method@RateLimiter.release] when the request has ended.
 */
void
assay_rate_limiter_acquire_async (AssayRateLimiter *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ASSAY_IS_RATE_LIMITER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_rate_limiter_acquire_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  /* Who was cancelled at the last moment has the turn all the same and is to give it back. */
  g_task_set_check_cancellable (task, FALSE);
  g_mutex_lock (&self->mutex);
  join_queue (self, task);
  g_mutex_unlock (&self->mutex);
  serve (self);
}

/**
 * assay_rate_limiter_acquire_finish:
 * @self: a rate limiter
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@RateLimiter.acquire_async].
 *
 * Returns: whether the request may start; the only error is that the wait was cancelled
 */
gboolean
assay_rate_limiter_acquire_finish (AssayRateLimiter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ASSAY_IS_RATE_LIMITER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_rate_limiter_release:
 * @self: a rate limiter
 *
 * Tells that a request has ended for which there was a turn.
 */
void
assay_rate_limiter_release (AssayRateLimiter *self)
{
  gint64 now;

  g_return_if_fail (ASSAY_IS_RATE_LIMITER (self));

  g_mutex_lock (&self->mutex);
  g_assert (self->n_running > 0);
  self->n_running--;
  now = assay_clock_elapsed (self->clock);
  g_array_append_val (self->ends, now);
  g_mutex_unlock (&self->mutex);
  serve (self);
}
