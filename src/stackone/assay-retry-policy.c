/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-retry-policy.h"

#include <math.h>

#include "assay-stackone-error.h"

#define MAX_ANSWERED 8
#define MAX_SERVER_FAULTS 2

/* The first three tries may come in quick succession; the other five are spread over an hour. */
#define QUICK_ANSWERS 2
#define SLOW_DELAY (12 * G_TIME_SPAN_MINUTE)
#define MAX_DELAY (60 * G_TIME_SPAN_SECOND)
#define MAX_RETRY_AFTER (300 * G_TIME_SPAN_SECOND)
#define RANDOM_JITTER -1.0

/**
 * AssayRetryPolicy:
 *
 * Says whether and when a call that is safe to repeat is made again: the update of a result and
 * every read.
 *
 * 408, 429, 502 and undocumented server errors such as 503 and 504 and an unreadable answer are
 * tried again, a 500 once. The delay is that of StackOne's own client, 500 ms × n^1.5 and up to a
 * second at random, at most a minute; a longer `Retry-After` is honoured up to 300 seconds. After
 * eight such answers, which take an hour, it is left alone.
 *
 * What StackOne did not answer itself says nothing about the call: connections that fail or break,
 * TLS that does not come about, redirects, pages of a portal or a proxy. It is tried again without
 * end.
 */
struct _AssayRetryPolicy
{
  GObject parent_instance;

  /* plain */
  double jitter;
};

G_DEFINE_FINAL_TYPE (AssayRetryPolicy, assay_retry_policy, G_TYPE_OBJECT)

typedef enum
{
  PROP_JITTER = 1,
} AssayRetryPolicyProperty;

static GParamSpec *properties[PROP_JITTER + 1];

static gboolean
is_unheard (const GError *error)
{
  return assay_stackone_error_get_obstacle (error) != ASSAY_STACKONE_OBSTACLE_NONE;
}

static gboolean
is_transient (const GError *error, const AssayRetryRecord *record)
{
  const AssayStackoneFailure *failure = assay_stackone_error_get_failure (error);

  if (error->domain != ASSAY_STACKONE_ERROR)
    return FALSE;

  if (error->code == ASSAY_STACKONE_ERROR_INTERNAL_SERVER_ERROR)
    return record->n_server_faults < MAX_SERVER_FAULTS;

  if (error->code == ASSAY_STACKONE_ERROR_UNEXPECTED_STATUS)
    return failure != NULL && assay_stackone_failure_get_status (failure) >= 500;

  return error->code == ASSAY_STACKONE_ERROR_REQUEST_TIMEOUT ||
         error->code == ASSAY_STACKONE_ERROR_TOO_MANY_REQUESTS ||
         error->code == ASSAY_STACKONE_ERROR_BAD_GATEWAY ||
         error->code == ASSAY_STACKONE_ERROR_INVALID_ANSWER;
}

static gint64
compute_delay (AssayRetryPolicy *self, const GError *error, const AssayRetryRecord *record)
{
  const AssayStackoneFailure *failure = assay_stackone_error_get_failure (error);
  gint64 retry_after = failure != NULL ? assay_stackone_failure_get_retry_after (failure) : -1;
  double jitter = self->jitter < 0 ? g_random_double () : self->jitter;
  double retry = record->n_attempts > 0 ? record->n_attempts - 1 : 0;
  double milliseconds = 500.0 * pow (retry, 1.5) + 1000.0 * jitter;
  gint64 own = MIN ((gint64) (milliseconds * G_TIME_SPAN_MILLISECOND), MAX_DELAY);

  if (!is_unheard (error) && record->n_answered > QUICK_ANSWERS)
    own = SLOW_DELAY;
  if (retry_after < 0)
    return own;

  /* One try a second at most, whatever the answer asks for. */
  retry_after = MIN (retry_after, MAX_RETRY_AFTER / G_TIME_SPAN_SECOND) * G_TIME_SPAN_SECOND;

  return MAX (MAX (retry_after, own), G_TIME_SPAN_SECOND);
}

static void
assay_retry_policy_get_property (GObject *object,
                                 guint property_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  AssayRetryPolicy *self = ASSAY_RETRY_POLICY (object);

  switch ((AssayRetryPolicyProperty) property_id)
    {
    case PROP_JITTER:
      g_value_set_double (value, self->jitter);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_retry_policy_set_property (GObject *object,
                                 guint property_id,
                                 const GValue *value,
                                 GParamSpec *pspec)
{
  AssayRetryPolicy *self = ASSAY_RETRY_POLICY (object);

  switch ((AssayRetryPolicyProperty) property_id)
    {
    case PROP_JITTER:
      assay_retry_policy_set_jitter (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_retry_policy_class_init (AssayRetryPolicyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = assay_retry_policy_get_property;
  object_class->set_property = assay_retry_policy_set_property;

  /**
   * AssayRetryPolicy:jitter:
   *
   * The random part of a delay, as a share of one second from 0 to 1; negative to draw it anew
   * each time.
   */
  properties[PROP_JITTER] = g_param_spec_double ("jitter", NULL, NULL, -1.0, 1.0, RANDOM_JITTER,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                   G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_retry_policy_init (AssayRetryPolicy *self)
{
  self->jitter = RANDOM_JITTER;
}

/**
 * assay_retry_policy_new:
 *
 * Makes the policy for calls that are safe to repeat.
 *
 * Returns: (transfer full): a new policy
 */
AssayRetryPolicy *
assay_retry_policy_new (void)
{
  return g_object_new (ASSAY_TYPE_RETRY_POLICY, NULL);
}

/**
 * assay_retry_policy_set_jitter: (set-property jitter)
 * @self: a retry policy
 * @jitter: a share of one second from 0 to 1, or a negative number to draw it anew each time
 *
 * Sets the random part of a delay.
 */
void
assay_retry_policy_set_jitter (AssayRetryPolicy *self, double jitter)
{
  g_return_if_fail (ASSAY_IS_RETRY_POLICY (self));
  g_return_if_fail (jitter <= 1.0);

  self->jitter = jitter;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JITTER]);
}

/**
 * assay_retry_policy_decide:
 * @self: a retry policy
 * @error: why the last attempt failed
 * @record: what has been tried so far, the last attempt included
 * @delay: (out): how long to wait, in µs; 0 unless the answer is %ASSAY_RETRY_LATER
 *
 * Decides what to do after a failed attempt.
 *
 * Returns: the verdict
 */
AssayRetryVerdict
assay_retry_policy_decide (AssayRetryPolicy *self,
                           const GError *error,
                           const AssayRetryRecord *record,
                           gint64 *delay)
{
  g_return_val_if_fail (ASSAY_IS_RETRY_POLICY (self), ASSAY_RETRY_FINAL);
  g_return_val_if_fail (error != NULL, ASSAY_RETRY_FINAL);
  g_return_val_if_fail (record != NULL, ASSAY_RETRY_FINAL);
  g_return_val_if_fail (delay != NULL, ASSAY_RETRY_FINAL);

  *delay = 0;
  if (!is_unheard (error))
    {
      if (!is_transient (error, record))
        return ASSAY_RETRY_FINAL;
      if (record->n_answered >= MAX_ANSWERED)
        return ASSAY_RETRY_EXHAUSTED;
    }

  *delay = compute_delay (self, error, record);

  return ASSAY_RETRY_LATER;
}
