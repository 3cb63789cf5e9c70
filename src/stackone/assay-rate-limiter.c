/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-rate-limiter.h"

#define WINDOW (G_TIME_SPAN_MINUTE)

/**
 * AssayRateLimiter:
 *
 * Spreads requests so that no more than a number of them start in any minute. One limiter is shared
 * by everything that uses the same API key, from any thread.
 *
 * Requests get their turn in the order in which they asked. A request that is cancelled while it
 * waits keeps its turn: it counts as made.
 */
struct _AssayRateLimiter
{
  GObject parent_instance;

  /* owned */
  AssayClock *clock;
  gint64 *turns; /* ring of the last limit turns, µs since 1970; guarded by the mutex */

  /* plain */
  GMutex mutex;
  guint limit;
  guint next;      /* where the oldest turn stands; guarded by the mutex */
  guint n_turns;   /* guarded by the mutex */
  gint64 last_now; /* guarded by the mutex */
  gint64 resumes;  /* nobody has a turn before, µs since 1970; guarded by the mutex */
};

G_DEFINE_FINAL_TYPE (AssayRateLimiter, assay_rate_limiter, G_TYPE_OBJECT)

typedef enum
{
  PROP_CLOCK = 1,
  PROP_LIMIT,
} AssayRateLimiterProperty;

static GParamSpec *properties[PROP_LIMIT + 1];

/* A clock that is set back would otherwise make everyone wait for the time it was set back by. */
static void
follow_clock (AssayRateLimiter *self,
              gint64            now)
{
  if (now < self->last_now)
    {
      for (guint i = 0; i < self->n_turns; i++)
        self->turns[i] -= self->last_now - now;
      self->resumes -= self->last_now - now;
    }

  self->last_now = now;
}

static gboolean
turn_came_cb (gpointer user_data)
{
  GTask *task = user_data;

  g_task_return_boolean (task, TRUE);

  return G_SOURCE_REMOVE;
}

static void
assay_rate_limiter_constructed (GObject *object)
{
  AssayRateLimiter *self = ASSAY_RATE_LIMITER (object);

  G_OBJECT_CLASS (assay_rate_limiter_parent_class)->constructed (object);

  if (self->clock == NULL)
    self->clock = g_object_ref (assay_clock_get_system ());
  self->turns = g_new0 (gint64, self->limit);
}

static void
assay_rate_limiter_finalize (GObject *object)
{
  AssayRateLimiter *self = ASSAY_RATE_LIMITER (object);

  g_clear_object (&self->clock);
  g_free (self->turns);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (assay_rate_limiter_parent_class)->finalize (object);
}

static void
assay_rate_limiter_get_property (GObject    *object,
                                 guint       property_id,
                                 GValue     *value,
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
assay_rate_limiter_set_property (GObject      *object,
                                 guint         property_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
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
  properties[PROP_CLOCK] =
    g_param_spec_object ("clock", NULL, NULL, ASSAY_TYPE_CLOCK,
                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  /**
   * AssayRateLimiter:limit:
   *
   * How many requests may start in a minute.
   */
  properties[PROP_LIMIT] =
    g_param_spec_uint ("limit", NULL, NULL, 1, 100000, ASSAY_RATE_LIMITER_DEFAULT_LIMIT,
                       G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_rate_limiter_init (AssayRateLimiter *self)
{
  g_mutex_init (&self->mutex);
  self->last_now = G_MININT64;
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
assay_rate_limiter_new (guint       limit,
                        AssayClock *clock)
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
 * assay_rate_limiter_reserve:
 * @self: a rate limiter
 *
 * Takes the next turn.
 *
 * Returns: how long to wait for it, in µs; 0 when it is now
 */
gint64
assay_rate_limiter_reserve (AssayRateLimiter *self)
{
  g_autoptr(GMutexLocker) locker = NULL;
  gint64 now, turn;

  g_return_val_if_fail (ASSAY_IS_RATE_LIMITER (self), 0);

  locker = g_mutex_locker_new (&self->mutex);
  now = turn = assay_clock_now (self->clock);
  follow_clock (self, now);

  if (self->n_turns == self->limit)
    turn = MAX (now, self->turns[self->next] + WINDOW);
  else
    self->n_turns++;
  turn = MAX (turn, self->resumes);

  self->turns[self->next] = turn;
  self->next = (self->next + 1) % self->limit;

  return turn - now;
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
assay_rate_limiter_pause (AssayRateLimiter *self,
                          gint64            duration)
{
  g_autoptr(GMutexLocker) locker = NULL;
  gint64 now;

  g_return_if_fail (ASSAY_IS_RATE_LIMITER (self));
  g_return_if_fail (duration >= 0);

  locker = g_mutex_locker_new (&self->mutex);
  now = assay_clock_now (self->clock);
  follow_clock (self, now);
  self->resumes = MAX (self->resumes, now + duration);
}

/**
 * assay_rate_limiter_acquire_async:
 * @self: a rate limiter
 * @cancellable: (nullable): cancels the wait
 * @callback: (scope async): called when the request may start
 * @user_data: data for @callback
 *
 * Takes the next turn and waits for it.
 */
void
assay_rate_limiter_acquire_async (AssayRateLimiter    *self,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GSource) timer = NULL;
  gint64 wait;

  g_return_if_fail (ASSAY_IS_RATE_LIMITER (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_rate_limiter_acquire_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  wait = assay_rate_limiter_reserve (self);
  if (wait == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  timer = g_timeout_source_new (0);
  g_source_set_ready_time (timer, g_get_monotonic_time () + wait);
  if (cancellable != NULL)
    {
      g_autoptr(GSource) watch = g_cancellable_source_new (cancellable);

      g_source_set_dummy_callback (watch);
      g_source_add_child_source (timer, watch);
    }
  g_task_attach_source (task, timer, turn_came_cb);
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
assay_rate_limiter_acquire_finish (AssayRateLimiter  *self,
                                   GAsyncResult      *result,
                                   GError           **error)
{
  g_return_val_if_fail (ASSAY_IS_RATE_LIMITER (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
