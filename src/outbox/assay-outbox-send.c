/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-send-private.h"

#include "assay-event-body.h"
#include "assay-log.h"

#define ACTOR "outbox"
#define RECORD_AGAIN_MS 1000
#define BAD_REQUEST 400
#define SERVER_FAULT 500

typedef enum
{
  STATE_REMEMBERING, /* reading what earlier attempts came to */
  STATE_ANNOUNCING,  /* recording that the call is made */
  STATE_CALLING,
  STATE_RECORDING, /* recording how it ended */
  STATE_ENDED,
} State;

struct _AssayOutboxSend
{
  /* owned */
  AssayOutboxMeans means;
  AssayOutboxLock *lock;
  char *order_key;
  char *revision;
  GBytes *body;
  GCancellable *cancellable;
  AssayEvent *ending; /* kept over failures of the journal, so that it is recorded once */
  AssayExchange *exchange;
  GSource *timer;

  /* plain */
  AssayOutboxSendFunc func; /* NULL when nobody waits any more */
  gboolean abandoned;
  gpointer user_data;
  State state;
  AssayOutboxOutcome outcome;
  AssayOrderKind kind;
  AssayRetryRecord record;
  gint64 delay;
  gint64 due;
  AssayStackoneObstacle obstacle;
  gboolean holds_account;
};

static void step (AssayOutboxSend *self);

static void
assay_outbox_send_free (AssayOutboxSend *self)
{
  g_object_unref (self->means.journal);
  g_object_unref (self->means.client);
  g_object_unref (self->means.clock);
  g_object_unref (self->means.policy);
  g_clear_pointer (&self->lock, assay_outbox_lock_release);
  g_free (self->order_key);
  g_free (self->revision);
  g_bytes_unref (self->body);
  g_object_unref (self->cancellable);
  g_clear_object (&self->ending);
  g_clear_object (&self->exchange);
  g_free (self);
}

/* A sending owns itself from start to end. */
static void
end (AssayOutboxSend *self, AssayOutboxOutcome outcome)
{
  AssayOutboxSendFunc func = g_steal_pointer (&self->func);

  self->state = STATE_ENDED;
  if (func != NULL)
    func (self, outcome, self->user_data);
  assay_outbox_send_free (self);
}

static void
step_to (AssayOutboxSend *self, State state)
{
  self->state = state;
  step (self);
}

static AssayEvent *
build_event (AssayOutboxSend *self, const char *kind, AssayEventBody *body)
{
  body->revision = self->revision;

  return assay_event_build (kind, NULL, assay_clock_now (self->means.clock), self->order_key, ACTOR,
                            body);
}

static void
append (AssayOutboxSend *self,
        AssayEvent *event,
        AssayExchange *exchange,
        GAsyncReadyCallback callback)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (events, g_object_ref (event));
  assay_journal_append_async (self->means.journal, events, exchange, -1, NULL, callback, self);
}

/* Earlier attempts may have been made by a process that is gone. */
static void
remember (AssayOutboxSend *self, AssayEvent *event)
{
  g_autoptr (AssayEventBody) body = NULL;

  if (g_strcmp0 (assay_event_get_kind (event), ASSAY_EVENT_RESULT_ATTEMPTED) != 0)
    return;

  body = assay_event_read (event, NULL);
  if (body == NULL || g_strcmp0 (body->revision, self->revision) != 0)
    return;

  if (body->status >= BAD_REQUEST)
    self->record.n_answered++;
  if (body->status == SERVER_FAULT)
    self->record.n_server_faults++;
}

static void
remembered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayOutboxSend *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);

  if (events == NULL)
    {
      assay_log_rarely (g_message, "cannot read what was sent before: %s", error->message);
      end (self, ASSAY_OUTBOX_ABANDONED);
      return;
    }

  for (guint i = 0; i < events->len; i++)
    remember (self, g_ptr_array_index (events, i));

  step_to (self, STATE_ANNOUNCING);
}

static void
announced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayOutboxSend *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!assay_journal_append_finish (ASSAY_JOURNAL (source), result, NULL, &error))
    {
      assay_log_rarely (g_message, "a result waits because the journal cannot be written: %s",
                        error->message);
      end (self, ASSAY_OUTBOX_ABANDONED);
      return;
    }

  if (self->abandoned)
    end (self, ASSAY_OUTBOX_ABANDONED);
  else
    step_to (self, STATE_CALLING);
}

/* Stands before a call, so that a call whose end nobody saw is on record. */
static void
announce (AssayOutboxSend *self)
{
  AssayEventBody body = { .attempt = self->record.n_attempts };
  g_autoptr (AssayEvent) event = build_event (self, ASSAY_EVENT_RESULT_ATTEMPTED, &body);

  append (self, event, NULL, announced_cb);
}

/* StackOne's own words where it said something. */
static const char *
get_message (const GError *error)
{
  const AssayStackoneFailure *failure = assay_stackone_error_get_failure (error);
  const char *message = failure != NULL ? assay_stackone_failure_get_message (failure) : NULL;

  return message != NULL ? message : error->message;
}

/* Some answers ask to wait for years, or give a date where seconds are meant. */
static char *
dup_reason (AssayOutboxSend *self, const GError *error)
{
  const AssayStackoneFailure *failure = assay_stackone_error_get_failure (error);
  gint64 wanted = failure != NULL ? assay_stackone_failure_get_retry_after (failure) : -1;
  gint64 waits = self->delay / G_TIME_SPAN_SECOND;

  if (wanted <= waits)
    return g_strdup (get_message (error));

  return g_strdup_printf ("%s (it asks for %" G_GINT64_FORMAT " s, which is too long; it is tried "
                          "again after %" G_GINT64_FORMAT " s)",
                          get_message (error), wanted, waits);
}

static AssayEvent *
build_failure (AssayOutboxSend *self, guint status, gint64 retry_at, const GError *error)
{
  g_autofree char *reason = dup_reason (self, error);
  AssayEventBody body = {
    .attempt = self->record.n_attempts,
    .status = status,
    .retry_at = retry_at,
    .error = reason,
  };

  return build_event (self, ASSAY_EVENT_RESULT_ATTEMPTED, &body);
}

static AssayEvent *
build_refusal (AssayOutboxSend *self, guint status, gboolean exhausted, const GError *error)
{
  const AssayStackoneFailure *failure = assay_stackone_error_get_failure (error);
  AssayEventBody body = {
    .status = status,
    .message = (char *) get_message (error),
    .exhausted = exhausted,
  };

  if (failure != NULL)
    {
      body.error_code = (char *) assay_stackone_failure_get_error_code (failure);
      body.errors = (GStrv) assay_stackone_failure_get_errors (failure);
      body.provider_errors = assay_stackone_failure_get_provider_errors (failure);
    }

  return build_event (self, ASSAY_EVENT_RESULT_REFUSED, &body);
}

/* Decides what a failed call comes to. What others answered is no status of StackOne's. */
static void
judge (AssayOutboxSend *self, const GError *error)
{
  const AssayStackoneFailure *failure = assay_stackone_error_get_failure (error);
  guint status = self->exchange != NULL ? assay_exchange_get_status (self->exchange) : 0;
  AssayRetryVerdict verdict;

  self->obstacle = assay_stackone_error_get_obstacle (error);
  self->holds_account = failure != NULL &&
                        assay_stackone_failure_get_limit (failure) == ASSAY_STACKONE_LIMIT_ACCOUNT;
  if (self->obstacle != ASSAY_STACKONE_OBSTACLE_NONE)
    status = 0;
  if (status != 0)
    self->record.n_answered++;
  if (status == SERVER_FAULT)
    self->record.n_server_faults++;

  verdict = assay_retry_policy_decide (self->means.policy, error, &self->record, &self->delay);
  self->due = assay_clock_elapsed (self->means.clock) + self->delay;
  if (verdict == ASSAY_RETRY_LATER)
    {
      self->outcome = ASSAY_OUTBOX_POSTPONED;
      self->ending = build_failure (self, status, assay_clock_now (self->means.clock) + self->delay,
                                    error);
    }
  else
    {
      self->outcome = ASSAY_OUTBOX_REFUSED;
      self->ending = build_refusal (self, status, verdict == ASSAY_RETRY_EXHAUSTED, error);
    }
}

static void
called_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayOutboxSend *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayStackoneReply)
    reply = assay_stackone_client_update_result_finish (ASSAY_STACKONE_CLIENT (source), result,
                                                        &self->exchange, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_NO_API_KEY))
    {
      end (self, ASSAY_OUTBOX_ABANDONED);
      return;
    }

  if (reply != NULL)
    {
      AssayEventBody body = {
        .status = assay_stackone_reply_get_status (reply),
        .answer = assay_stackone_reply_get_json (reply),
      };

      self->outcome = ASSAY_OUTBOX_DELIVERED;
      self->ending = build_event (self, ASSAY_EVENT_RESULT_DELIVERED, &body);
    }
  else
    {
      judge (self, error);
    }

  step_to (self, STATE_RECORDING);
}

static void
call (AssayOutboxSend *self)
{
  g_autofree char *account_id = NULL;
  g_autofree char *order_id = NULL;

  /* Without ids the client says itself what it misses, and that is recorded like any refusal. */
  assay_order_parse_key (self->order_key, &account_id, &order_id);
  assay_stackone_client_update_result_async (self->means.client, self->kind, account_id, order_id,
                                             self->body, self->cancellable, called_cb, self);
}

static gboolean
record_again_cb (gpointer user_data)
{
  AssayOutboxSend *self = user_data;

  g_clear_pointer (&self->timer, g_source_unref);
  step (self);

  return G_SOURCE_REMOVE;
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayOutboxSend *self = user_data;
  g_autoptr (GError) error = NULL;

  if (assay_journal_append_finish (ASSAY_JOURNAL (source), result, NULL, &error))
    {
      end (self, self->outcome);
      return;
    }

  assay_log_rarely (g_message, "the answer to a result cannot be recorded: %s", error->message);

  /* Not found means that the order was erased meanwhile. In all other cases giving up would send
   * the result a second time. */
  if (self->abandoned ||
      g_error_matches (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND))
    {
      end (self, ASSAY_OUTBOX_ABANDONED);
      return;
    }

  self->timer = g_timeout_source_new (RECORD_AGAIN_MS);
  g_source_set_callback (self->timer, record_again_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
step (AssayOutboxSend *self)
{
  switch (self->state)
    {
    case STATE_REMEMBERING:
      assay_journal_list_events_async (self->means.journal, self->order_key, NULL, remembered_cb,
                                       self);
      break;
    case STATE_ANNOUNCING:
      announce (self);
      break;
    case STATE_CALLING:
      call (self);
      break;
    case STATE_RECORDING:
      append (self, self->ending, self->exchange, recorded_cb);
      break;
    case STATE_ENDED:
    default:
      break;
    }
}

/*
 * assay_outbox_send_start:
 * @means: what is needed to send
 * @lock: the right to send, kept until everything is recorded
 * @result: what to send
 * @func: called when it has ended
 * @user_data: data for @func
 *
 * Starts an attempt. It calls and answers in the caller's thread-default context and lives until
 * @func was called.
 *
 * Returns: (transfer none): the attempt
 */
AssayOutboxSend *
assay_outbox_send_start (const AssayOutboxMeans *means,
                         AssayOutboxLock *lock,
                         const AssayResultRevision *result,
                         AssayOutboxSendFunc func,
                         gpointer user_data)
{
  AssayOutboxSend *self = g_new0 (AssayOutboxSend, 1);

  self->means.journal = g_object_ref (means->journal);
  self->means.client = g_object_ref (means->client);
  self->means.clock = g_object_ref (means->clock);
  self->means.policy = g_object_ref (means->policy);
  self->lock = assay_outbox_lock_ref (lock);
  self->order_key = g_strdup (result->order_key);
  self->revision = g_strdup (result->revision);
  self->body = g_bytes_ref (result->body);
  self->kind = result->kind;
  self->record.n_attempts = (guint) CLAMP (result->attempts, 0, G_MAXINT) + 1;
  self->cancellable = g_cancellable_new ();
  self->func = func;
  self->user_data = user_data;
  step_to (self, result->attempts > 0 ? STATE_REMEMBERING : STATE_ANNOUNCING);

  return self;
}

/*
 * assay_outbox_send_abandon:
 * @self: an attempt that has not ended
 * @func: called when it has ended, in place of the function given at the start
 * @user_data: data for @func
 *
 * Breaks a call off. An answer that is there already is still recorded; otherwise the result stays
 * as it was and is sent again by whoever sends next. It may end at once.
 */
void
assay_outbox_send_abandon (AssayOutboxSend *self, AssayOutboxSendFunc func, gpointer user_data)
{
  self->abandoned = TRUE;
  self->func = func;
  self->user_data = user_data;
  if (self->timer != NULL)
    {
      g_source_destroy (self->timer);
      g_clear_pointer (&self->timer, g_source_unref);
      end (self, ASSAY_OUTBOX_ABANDONED);
      return;
    }

  g_cancellable_cancel (self->cancellable);
}

/*
 * assay_outbox_send_forget:
 * @self: an attempt that was abandoned
 *
 * Gives its share in the right to send back, and calls nobody any more: what it waits for may never
 * come.
 */
void
assay_outbox_send_forget (AssayOutboxSend *self)
{
  self->func = NULL;
  g_clear_pointer (&self->lock, assay_outbox_lock_release);
}

/*
 * assay_outbox_send_get_order_key:
 * @self: an attempt
 *
 * Returns: (transfer none): the key of the order
 */
const char *
assay_outbox_send_get_order_key (AssayOutboxSend *self)
{
  return self->order_key;
}

/*
 * assay_outbox_send_get_revision:
 * @self: an attempt
 *
 * Returns: (transfer none): the revision
 */
const char *
assay_outbox_send_get_revision (AssayOutboxSend *self)
{
  return self->revision;
}

/*
 * assay_outbox_send_get_left:
 * @self: an attempt that was postponed
 *
 * Recording it took some of the time.
 *
 * Returns: how long to wait still before the next one, in µs
 */
gint64
assay_outbox_send_get_left (AssayOutboxSend *self)
{
  return MAX (self->due - assay_clock_elapsed (self->means.clock), 0);
}

/*
 * assay_outbox_send_get_obstacle:
 * @self: an attempt that has ended
 *
 * Returns: what kept it from StackOne
 */
AssayStackoneObstacle
assay_outbox_send_get_obstacle (AssayOutboxSend *self)
{
  return self->obstacle;
}

/*
 * assay_outbox_send_holds_account:
 * @self: an attempt that was postponed
 *
 * Returns: whether everything of its account is to wait, because the limit of the account's
 *   provider was reached
 */
gboolean
assay_outbox_send_holds_account (AssayOutboxSend *self)
{
  return self->holds_account;
}
