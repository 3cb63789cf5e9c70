/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-describer.h"

#include "assay-event-body.h"
#include "assay-journal-read.h"
#include "assay-log.h"
#include "assay-order-parts.h"

#define ACTOR "outbox"
#define N_RECORDS 3

/* How many orders are asked for at once, and how long others may come before. */
#define MAX_LISTED 100
#define GATHER_MS 100

/* What has been read for one order. */
typedef struct
{
  AssayOrder *order;             /* owned */
  AssayJson *records[N_RECORDS]; /* owned, by AssayStackoneRecord; %NULL for those not read */
  AssayStackoneRecord next;
  AssayRetryRecord tries; /* of the next one */
  gboolean answered;      /* whether StackOne said something about any of them */
} Reading;

/**
 * AssayDescriber:
 *
 * Reads what orders came without.
 *
 * An order that a delivery names only by ids is completed by its application, candidate and job,
 * one order at a time, and what came of that is appended as `order.described`. Whether an account
 * may read those at all is not documented, and most likely it may not: an answer that says so ends
 * all reads for the account until the describer is made anew. An answer about one record concerns
 * that record, and what may pass is tried again.
 *
 * It belongs to the thread in which it is started, and there should be one for a data folder: who
 * sends the results.
 */
struct _AssayDescriber
{
  GObject parent_instance;

  /* owned */
  AssayJournal *journal;
  AssayStackoneClient *client;
  AssayClock *clock;
  AssayRetryPolicy *policy;
  AssayWake *wake;           /* while it works */
  GCancellable *cancellable; /* while it works */
  GSource *timer;
  GQueue *waiting;    /* of AssayOrder */
  GHashTable *closed; /* ids of the accounts that may not read */
  Reading *reading;

  /* plain */
  gint64 after; /* see assay_journal_list_undescribed_async() */
  gboolean stale;
  gboolean listing;
  guint n_appends; /* under way; who lists before they have ended would find their orders again */
};

G_DEFINE_FINAL_TYPE (AssayDescriber, assay_describer, G_TYPE_OBJECT)

static void go_on (AssayDescriber *self);
static void read_next (AssayDescriber *self);

static void
reading_free (Reading *reading)
{
  g_clear_object (&reading->order);
  for (guint i = 0; i < N_RECORDS; i++)
    g_clear_pointer (&reading->records[i], assay_json_unref);
  g_free (reading);
}

static void
clear_timer (AssayDescriber *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
set_timer (AssayDescriber *self, guint ms, GSourceFunc func)
{
  clear_timer (self);
  self->timer = g_timeout_source_new (ms);
  g_source_set_callback (self->timer, func, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* What was being done is found again by the next look. */
static void
forget (AssayDescriber *self)
{
  g_clear_pointer (&self->reading, reading_free);
  g_queue_clear_full (self->waiting, g_object_unref);
  self->after = -1;
}

/* What was asked for before it was stopped is of no use any more, however it ended. A call that was
 * refused before it was made had nothing to cancel. */
static gboolean
is_stale (AssayDescriber *self, GAsyncResult *result)
{
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));

  return self->cancellable == NULL || (cancellable != NULL && cancellable != self->cancellable);
}

static void
described_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayDescriber) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_kept = assay_journal_append_finish (ASSAY_JOURNAL (source), result, NULL, &error);

  self->n_appends--;
  if (is_stale (self, result))
    {
      go_on (self);
      return;
    }

  if (!is_kept)
    {
      assay_log_rarely (g_message, "what was read of an order cannot be kept: %s", error->message);
      forget (self);
      return;
    }

  g_clear_pointer (&self->reading, reading_free);
  go_on (self);
}

/* Where StackOne said nothing about the order itself, it is asked again another time. */
static void
end_reading (AssayDescriber *self)
{
  Reading *reading = self->reading;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AssayJson) parts = NULL;
  g_autofree char *key = assay_order_dup_key (reading->order);
  AssayEventBody body = { .position = -1 };

  if (!reading->answered)
    {
      g_clear_pointer (&self->reading, reading_free);
      go_on (self);
      return;
    }

  for (guint i = 0; i < N_RECORDS && parts == NULL; i++)
    {
      if (reading->records[i] != NULL)
        parts = assay_order_parts_build (reading->records[ASSAY_STACKONE_RECORD_APPLICATION],
                                         reading->records[ASSAY_STACKONE_RECORD_CANDIDATE],
                                         reading->records[ASSAY_STACKONE_RECORD_JOB]);
    }
  body.order = parts;
  g_ptr_array_add (events, assay_event_build (ASSAY_EVENT_ORDER_DESCRIBED, NULL,
                                              assay_clock_now (self->clock), key, ACTOR, &body));
  self->n_appends++;
  assay_journal_append_async (self->journal, events, NULL, -1, self->cancellable, described_cb,
                              g_object_ref (self));
}

static gboolean
read_again_cb (gpointer user_data)
{
  AssayDescriber *self = user_data;

  clear_timer (self);
  read_next (self);

  return G_SOURCE_REMOVE;
}

static void
skip_record (AssayDescriber *self)
{
  self->reading->answered = TRUE;
  self->reading->next++;
  self->reading->tries = (AssayRetryRecord) { 0 };
  read_next (self);
}

static void
close_account (AssayDescriber *self, const GError *error)
{
  const char *account_id = assay_order_get_account_id (self->reading->order);

  g_message ("orders of the account “%s” are shown as they came, because their details cannot be "
             "read: %s",
             account_id, error->message);
  g_hash_table_add (self->closed, g_strdup (account_id));
  end_reading (self);
}

static void
try_later (AssayDescriber *self, const GError *error)
{
  Reading *reading = self->reading;
  const AssayStackoneFailure *failure = assay_stackone_error_get_failure (error);
  gint64 delay;

  reading->tries.n_attempts++;
  if (failure != NULL)
    reading->tries.n_answered++;
  if (g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INTERNAL_SERVER_ERROR))
    reading->tries.n_server_faults++;

  if (assay_retry_policy_decide (self->policy, error, &reading->tries, &delay) != ASSAY_RETRY_LATER)
    {
      skip_record (self);
      return;
    }

  set_timer (self, (guint) MIN (delay / G_TIME_SPAN_MILLISECOND + 1, G_MAXINT), read_again_cb);
}

static gboolean
is_one_of (const GError *error, const AssayStackoneError *codes, gsize n_codes)
{
  for (gsize i = 0; i < n_codes; i++)
    {
      if (g_error_matches (error, ASSAY_STACKONE_ERROR, (int) codes[i]))
        return TRUE;
    }

  return FALSE;
}

static void
judge (AssayDescriber *self, const GError *error)
{
  static const AssayStackoneError of_account[] = {
    ASSAY_STACKONE_ERROR_UNAUTHORIZED,        ASSAY_STACKONE_ERROR_FORBIDDEN,
    ASSAY_STACKONE_ERROR_PRECONDITION_FAILED, ASSAY_STACKONE_ERROR_UNPROCESSABLE_ENTITY,
    ASSAY_STACKONE_ERROR_NOT_IMPLEMENTED,
  };
  static const AssayStackoneError of_record[] = {
    ASSAY_STACKONE_ERROR_BAD_REQUEST,     ASSAY_STACKONE_ERROR_NOT_FOUND,
    ASSAY_STACKONE_ERROR_CONFLICT,        ASSAY_STACKONE_ERROR_UNEXPECTED_STATUS,
    ASSAY_STACKONE_ERROR_INVALID_ANSWER,  ASSAY_STACKONE_ERROR_TOO_LARGE,
    ASSAY_STACKONE_ERROR_INVALID_REQUEST,
  };

  if (g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_NO_API_KEY))
    forget (self);
  else if (assay_stackone_error_get_obstacle (error) != ASSAY_STACKONE_OBSTACLE_NONE)
    try_later (self, error);
  else if (is_one_of (error, of_account, G_N_ELEMENTS (of_account)))
    close_account (self, error);
  else if (is_one_of (error, of_record, G_N_ELEMENTS (of_record)))
    skip_record (self);
  else
    try_later (self, error);
}

static void
record_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayDescriber) self = user_data;
  g_autoptr (AssayExchange) exchange = NULL;
  g_autoptr (AssayJson) record = NULL;
  g_autoptr (GError) error = NULL;

  record = assay_stackone_client_read_record_finish (ASSAY_STACKONE_CLIENT (source), result,
                                                     &exchange, &error);
  if (exchange != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    assay_journal_record_exchange_async (self->journal, exchange, NULL, NULL, NULL);
  if (is_stale (self, result) || self->reading == NULL)
    return;

  if (record != NULL)
    {
      self->reading->records[self->reading->next] = g_steal_pointer (&record);
      skip_record (self);
    }
  else
    {
      judge (self, error);
    }
}

/* StackOne's id, otherwise the provider's, otherwise %NULL. */
static char *
pick_id (const char *id, const char *remote_id)
{
  const char *picked = id != NULL && *id != '\0' ? id : remote_id;

  return picked != NULL && *picked != '\0' ? g_strdup (picked) : NULL;
}

static char *
dup_id_of_part (AssayOrder *order, AssayStackoneRecord record)
{
  AssayApplication *application = assay_order_get_application (order);
  AssayCandidate *candidate = assay_order_get_candidate (order);
  AssayJob *job = assay_order_get_job (order);

  if (record == ASSAY_STACKONE_RECORD_APPLICATION && application != NULL)
    return pick_id (assay_application_get_id (application),
                    assay_application_get_remote_id (application));
  if (record == ASSAY_STACKONE_RECORD_CANDIDATE && candidate != NULL)
    return pick_id (assay_candidate_get_id (candidate), assay_candidate_get_remote_id (candidate));
  if (record == ASSAY_STACKONE_RECORD_JOB && job != NULL)
    return pick_id (assay_job_get_id (job), assay_job_get_remote_id (job));

  return NULL;
}

/* An application knows whose it is and for what. */
static char *
dup_id (Reading *reading, AssayStackoneRecord record)
{
  static const char *const members[][2] = {
    [ASSAY_STACKONE_RECORD_APPLICATION] = { "id", "remote_id" },
    [ASSAY_STACKONE_RECORD_CANDIDATE] = { "candidate_id", "remote_candidate_id" },
    [ASSAY_STACKONE_RECORD_JOB] = { "job_id", "remote_job_id" },
  };
  AssayJson *application = reading->records[ASSAY_STACKONE_RECORD_APPLICATION];
  g_autofree char *id = NULL;
  g_autofree char *remote_id = NULL;

  if (application != NULL)
    {
      id = assay_json_dup_member_text (application, members[record][0]);
      remote_id = assay_json_dup_member_text (application, members[record][1]);
    }
  if (id == NULL && remote_id == NULL)
    return dup_id_of_part (reading->order, record);

  return pick_id (id, remote_id);
}

static void
read_next (AssayDescriber *self)
{
  Reading *reading = self->reading;

  for (; reading->next < N_RECORDS; reading->next++)
    {
      g_autofree char *id = dup_id (reading, reading->next);
      g_autofree char *key = NULL;

      if (id == NULL)
        continue;

      key = assay_order_dup_key (reading->order);
      assay_stackone_client_read_record_async (self->client, reading->next,
                                               assay_order_get_account_id (reading->order), id, key,
                                               self->cancellable, record_read_cb,
                                               g_object_ref (self));
      return;
    }

  end_reading (self);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayDescriber) self = user_data;
  g_autoptr (GError) error = NULL;
  gint64 up_to;
  g_autoptr (GPtrArray)
    orders = assay_journal_list_undescribed_finish (ASSAY_JOURNAL (source), result, &up_to, &error);

  if (is_stale (self, result))
    return;

  self->listing = FALSE;
  if (orders == NULL)
    {
      assay_log_rarely (g_message, "cannot look for orders without details: %s", error->message);
      return;
    }

  self->after = up_to;
  self->stale |= orders->len == MAX_LISTED;
  for (guint i = 0; i < orders->len; i++)
    g_queue_push_tail (self->waiting, g_object_ref (g_ptr_array_index (orders, i)));
  go_on (self);
}

static void
look (AssayDescriber *self)
{
  self->stale = FALSE;
  self->listing = TRUE;
  assay_journal_list_undescribed_async (self->journal, self->after, MAX_LISTED, self->cancellable,
                                        listed_cb, g_object_ref (self));
}

/* Begins the next order, or looks for more once there are none. */
static void
go_on (AssayDescriber *self)
{
  if (self->cancellable == NULL)
    return;

  while (self->reading == NULL && !g_queue_is_empty (self->waiting))
    {
      g_autoptr (AssayOrder) order = g_queue_pop_head (self->waiting);

      if (g_hash_table_contains (self->closed, assay_order_get_account_id (order)))
        continue;

      self->reading = g_new0 (Reading, 1);
      self->reading->order = g_steal_pointer (&order);
      read_next (self);
    }

  if (self->reading == NULL && self->stale && !self->listing && self->timer == NULL &&
      self->n_appends == 0)
    look (self);
}

static gboolean
gathered_cb (gpointer user_data)
{
  AssayDescriber *self = user_data;

  clear_timer (self);
  go_on (self);

  return G_SOURCE_REMOVE;
}

static void
woken_cb (gpointer object)
{
  AssayDescriber *self = object;

  self->stale = TRUE;
  if (self->cancellable != NULL && self->reading == NULL && !self->listing && self->timer == NULL)
    set_timer (self, GATHER_MS, gathered_cb);
}

static void
assay_describer_dispose (GObject *object)
{
  AssayDescriber *self = ASSAY_DESCRIBER (object);

  assay_describer_stop (self);
  g_clear_object (&self->journal);
  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  g_clear_object (&self->policy);

  G_OBJECT_CLASS (assay_describer_parent_class)->dispose (object);
}

static void
assay_describer_finalize (GObject *object)
{
  AssayDescriber *self = ASSAY_DESCRIBER (object);

  g_queue_free (self->waiting);
  g_hash_table_unref (self->closed);

  G_OBJECT_CLASS (assay_describer_parent_class)->finalize (object);
}

static void
assay_describer_class_init (AssayDescriberClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_describer_dispose;
  object_class->finalize = assay_describer_finalize;
}

static void
assay_describer_init (AssayDescriber *self)
{
  self->waiting = g_queue_new ();
  self->closed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->after = -1;
}

/**
 * assay_describer_new:
 * @journal: the journal
 * @client: what calls StackOne
 * @clock: what tells the time
 * @policy: how often and when to try again
 *
 * Makes a describer that does not work yet.
 *
 * Returns: (transfer full): the describer
 */
AssayDescriber *
assay_describer_new (AssayJournal *journal,
                     AssayStackoneClient *client,
                     AssayClock *clock,
                     AssayRetryPolicy *policy)
{
  AssayDescriber *self;

  g_return_val_if_fail (ASSAY_IS_JOURNAL (journal), NULL);
  g_return_val_if_fail (ASSAY_IS_STACKONE_CLIENT (client), NULL);
  g_return_val_if_fail (ASSAY_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (ASSAY_IS_RETRY_POLICY (policy), NULL);

  self = g_object_new (ASSAY_TYPE_DESCRIBER, NULL);
  self->journal = g_object_ref (journal);
  self->client = g_object_ref (client);
  self->clock = g_object_ref (clock);
  self->policy = g_object_ref (policy);

  return self;
}

/**
 * assay_describer_start:
 * @self: a describer
 *
 * Works from now on, in the thread-default context.
 */
void
assay_describer_start (AssayDescriber *self)
{
  g_return_if_fail (ASSAY_IS_DESCRIBER (self));

  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  self->wake = assay_wake_new (G_OBJECT (self), woken_cb);
  assay_journal_add_wake (self->journal, self->wake);
  self->stale = TRUE;
  go_on (self);
}

/**
 * assay_describer_stop:
 * @self: a describer
 *
 * Breaks off what it reads, until it is started again.
 */
void
assay_describer_stop (AssayDescriber *self)
{
  g_return_if_fail (ASSAY_IS_DESCRIBER (self));

  if (self->cancellable == NULL)
    return;

  assay_journal_remove_wake (self->journal, self->wake);
  g_clear_pointer (&self->wake, assay_wake_unref);
  clear_timer (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->listing = FALSE;
  self->stale = FALSE;
  forget (self);
}
