/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-inbox-private.h"

#include "assay-date-time.h"
#include "assay-error.h"
#include "assay-event-body.h"
#include "assay-json-writer.h"
#include "assay-log.h"
#include "assay-webhook.h"

#define ACTOR "inbox"

/* One webhook from its last byte to its answer. */
typedef struct
{
  AssayInbox *inbox;         /* (owned) */
  AssayHttpRequest *request; /* (owned) */
  AssayExchange *exchange;   /* (owned) */
  AssayWebhook *webhook;     /* (owned) (nullable): one that brings an order */
  char *note;                /* (owned) (nullable) */
  guint status;
} Delivery;

static void
delivery_free (Delivery *self)
{
  g_clear_object (&self->inbox);
  g_clear_object (&self->request);
  g_clear_object (&self->exchange);
  g_clear_object (&self->webhook);
  g_free (self->note);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Delivery, delivery_free)

static void
add_note (Delivery *self, const char *note)
{
  g_autofree char *before = g_steal_pointer (&self->note);

  self->note = before != NULL ? g_strconcat (before, "; ", note, NULL) : g_strdup (note);
}

static void
finish_exchange (Delivery *self, guint status)
{
  self->status = status;
  assay_exchange_set_status (self->exchange, status);
  assay_exchange_set_duration (self->exchange,
                               g_get_real_time () - assay_exchange_get_started_at (self->exchange));
}

/* The sender comes again; nothing of the delivery is kept, so nothing may be promised. */
static void
answer_later (Delivery *self, const GError *error)
{
  gboolean busy = g_error_matches (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY);

  assay_log_rarely (g_warning, "a webhook could not be stored: %s", error->message);
  assay_http_request_set_answer_header (self->request, "Retry-After", busy ? "1" : "30");
  assay_http_request_answer_message (self->request, 503,
                                     "the event cannot be stored at the moment");
}

static void
rejected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Delivery) self = user_data;
  g_autoptr (GError) error = NULL;

  /* What is refused is refused, whether or not the refusal could be noted. */
  if (!assay_journal_append_finish (ASSAY_JOURNAL (source), result, NULL, &error))
    assay_log_rarely (g_warning, "a rejected webhook could not be recorded: %s", error->message);

  assay_http_request_answer_message (self->request, self->status, self->note);
  g_signal_emit_by_name (self->inbox, "delivery", FALSE, NULL, self->note);
}

/* Takes the delivery. */
static void
reject (Delivery *self, guint status, const char *reason)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  AssayEventBody body = { .status = status };

  add_note (self, reason);
  finish_exchange (self, status);
  assay_exchange_set_verdict (self->exchange, self->note);
  body.reason = self->note;
  body.exchange = (char *) assay_exchange_get_id (self->exchange);
  g_ptr_array_add (events, assay_event_build (ASSAY_EVENT_DELIVERY_REJECTED, NULL,
                                              g_get_real_time (), NULL, ACTOR, &body));
  assay_journal_receive_async (self->inbox->journal, events, self->exchange, NULL, rejected_cb,
                               self);
}

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Delivery) self = user_data;
  g_autoptr (GError) error = NULL;
  AssayAppendOutcome outcome = { 0 };

  if (!assay_journal_append_finish (ASSAY_JOURNAL (source), result, &outcome, &error))
    {
      answer_later (self, error);
      return;
    }

  assay_http_request_answer_message (self->request, 200,
                                     outcome.duplicate ? "stored before" : "stored");
  g_signal_emit_by_name (self->inbox, "delivery", TRUE, outcome.duplicate ? NULL : self->webhook,
                         self->note);
}

static void
recorded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Delivery) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!assay_journal_record_exchange_finish (ASSAY_JOURNAL (source), result, &error))
    {
      answer_later (self, error);
      return;
    }

  assay_http_request_answer_message (self->request, 200, self->note);
  g_signal_emit_by_name (self->inbox, "delivery", TRUE, NULL, self->note);
}

/* The key of the order says which account it is, and the exchange which event it brought. */
static AssayEvent *
order_event (AssayWebhook *webhook, Delivery *self)
{
  g_autofree char *id = assay_webhook_dup_dedupe_id (webhook);
  g_autofree char *key = assay_webhook_dup_order_key (webhook);
  AssayEventBody body = { NULL };

  g_set_object (&self->webhook, webhook);
  assay_exchange_set_order_key (self->exchange, key);

  body.kind = (char *) assay_order_kind_to_string (assay_webhook_get_kind (webhook));
  body.note = self->note;
  body.path = (char *) assay_webhook_get_order_path (webhook);
  body.received = assay_http_request_get_body (self->request);

  return assay_event_build (ASSAY_EVENT_ORDER_RECEIVED, id, g_get_real_time (), key, ACTOR, &body);
}

/* What a delivery tells of an account, as a part of the Account DTO. */
/* What an event says by its name, where it has no member for it. Linking again ends an error. */
static const char *
account_status (AssayWebhook *webhook)
{
  switch (assay_webhook_get_action (webhook))
    {
    case ASSAY_WEBHOOK_ACTION_DELETED:
      return "deleted";
    case ASSAY_WEBHOOK_ACTION_ERROR:
    case ASSAY_WEBHOOK_ACTION_FAILED:
      return "error";
    case ASSAY_WEBHOOK_ACTION_EXPIRED:
      return "expired";
    case ASSAY_WEBHOOK_ACTION_CREATED:
    case ASSAY_WEBHOOK_ACTION_UPDATED:
    default:
      return "active";
    }
}

static AssayJson *
account_to_json (AssayWebhook *webhook, AssayJson *json, const char *account_id)
{
  static const char *const members[] = {
    "provider",
    "origin_owner_id",
    "origin_owner_name",
    "origin_username",
  };
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *status = NULL;

  assay_json_read_text (json, "status", &status, NULL);
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", account_id);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *text = NULL;

      if (assay_json_read_text (json, members[i], &text, NULL))
        assay_json_writer_member_string (writer, members[i], text);
    }
  assay_json_writer_member_string (writer, "status",
                                   status != NULL ? status : account_status (webhook));
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);

  return assay_json_parse (bytes, NULL);
}

static AssayEvent *
account_event (AssayWebhook *webhook, AssayJson *json, Delivery *self)
{
  g_autofree char *id = assay_webhook_dup_dedupe_id (webhook);
  const char *account_id = assay_webhook_get_account_id (webhook);
  g_autoptr (AssayJson) account = NULL;
  AssayEventBody body = { NULL };

  if (account_id == NULL)
    account_id = assay_webhook_get_record_id (webhook);
  if (account_id == NULL)
    return NULL;

  account = account_to_json (webhook, json, account_id);
  body.exchange = (char *) assay_exchange_get_id (self->exchange);
  body.note = self->note;
  body.account = account;

  return assay_event_build (ASSAY_EVENT_ACCOUNT_SEEN, id, g_get_real_time (), NULL, ACTOR, &body);
}

/* Nothing but the exchange is kept of an event we do nothing with; it is shown in the traffic. */
static AssayEvent *
event_for (AssayWebhook *webhook, AssayJson *json, Delivery *self)
{
  gboolean deleted = assay_webhook_get_action (webhook) == ASSAY_WEBHOOK_ACTION_DELETED;

  switch (assay_webhook_get_topic (webhook))
    {
    case ASSAY_WEBHOOK_TOPIC_ORDER:
      if (!deleted)
        return order_event (webhook, self);
      add_note (self, "an order was deleted");
      return NULL;
    case ASSAY_WEBHOOK_TOPIC_ACCOUNT:
      return account_event (webhook, json, self);
    case ASSAY_WEBHOOK_TOPIC_OTHER:
      add_note (self, assay_webhook_get_action (webhook) == ASSAY_WEBHOOK_ACTION_FAILED
                        ? "StackOne reports a failed request"
                        : "not about orders");
      return NULL;
    case ASSAY_WEBHOOK_TOPIC_UNKNOWN:
    default:
      add_note (self, "unknown event");
      return NULL;
    }
}

static void
check_age (Delivery *self, AssayWebhook *webhook)
{
  guint max_age = self->inbox->settings.max_age;
  const char *sent_at = assay_webhook_get_sent_at (webhook);
  gint64 at, age;

  if (max_age == 0 || sent_at == NULL || !assay_parse_iso8601 (sent_at, &at, NULL))
    return;

  age = (g_get_real_time () - at) / G_USEC_PER_SEC;
  if (ABS (age) > max_age)
    {
      g_autofree char *note = g_strdup_printf ("sent %" G_GINT64_FORMAT " s ago", age);

      add_note (self, note);
    }
}

/* A delivery that proved itself stays called so, whatever else is to be said of it. */
static void
set_verdict (Delivery *self)
{
  g_autofree char *verdict = NULL;

  if (assay_exchange_get_verified (self->exchange))
    verdict = g_strjoin ("; ", "verified", self->note, NULL);
  assay_exchange_set_verdict (self->exchange, verdict != NULL ? verdict : self->note);
}

/* Takes the delivery. */
static void
store (Delivery *self, AssayJson *json, AssayWebhook *webhook)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  AssayJournal *journal = self->inbox->journal;
  AssayEvent *event;

  check_age (self, webhook);
  if (assay_webhook_get_problem (webhook) != NULL)
    add_note (self, assay_webhook_get_problem (webhook));

  event = event_for (webhook, json, self);
  finish_exchange (self, 200);
  set_verdict (self);
  if (event == NULL)
    {
      assay_journal_record_exchange_async (journal, self->exchange, NULL, recorded_cb, self);
      return;
    }

  g_ptr_array_add (events, event);
  if (self->webhook != NULL)
    assay_journal_receive_async (journal, events, self->exchange, NULL, appended_cb, self);
  else
    assay_journal_append_async (journal, events, self->exchange, -1, NULL, appended_cb, self);
}

static Delivery *
delivery_new (AssayInbox *inbox, AssayHttpRequest *request)
{
  Delivery *self = g_new0 (Delivery, 1);

  self->inbox = g_object_ref (inbox);
  self->request = g_object_ref (request);
  self->exchange = assay_inbox_new_exchange (request);

  return self;
}

/* Somebody delivers to a wrong address, so that this is the only place where it can be noticed. */
void
assay_inbox_refuse_path (AssayHttpRequest *request, gpointer inbox)
{
  if (g_strcmp0 (assay_http_request_get_method (request), "POST") != 0)
    assay_http_request_answer_message (request, 404, "there is nothing at this path");
  else
    reject (delivery_new (inbox, request), 404,
            "there is nothing at this path; StackOne delivers to " ASSAY_INBOX_WEBHOOK_PATH);
}

/* Somebody may have signed before the body was packed. */
static gboolean
signed_the_plain_body (Delivery *self)
{
  const char *encoding = assay_inbox_get_encoding (self->request);
  g_autoptr (GBytes) plain = NULL;

  if (encoding != NULL)
    plain = assay_inbox_decode (assay_http_request_get_body (self->request), encoding,
                                self->inbox->settings.limits.max_body);

  return plain != NULL && assay_signature_check ((const char *const *) self->inbox->secrets, plain,
                                                 assay_inbox_get_signatures (self->request),
                                                 NULL) == ASSAY_SIGNATURE_VALID;
}

void
assay_inbox_take_webhook (AssayHttpRequest *request, gpointer data)
{
  AssayInbox *inbox = data;
  g_autoptr (Delivery) self = delivery_new (inbox, request);
  const AssayInboxSettings *settings = &inbox->settings;
  GBytes *body = assay_http_request_get_body (request);
  g_autoptr (AssayJson) json = NULL;
  g_autoptr (AssayWebhook) webhook = NULL;
  g_autoptr (GError) error = NULL;
  const char *encoding = assay_inbox_get_encoding (request);
  AssaySignatureVerdict verdict = ASSAY_SIGNATURE_VALID;
  g_autofree char *judgement = NULL;

  if (assay_journal_is_congested (inbox->journal))
    {
      error = g_error_new_literal (ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY,
                                   "too much waits to be written");
      answer_later (self, error);
      return;
    }

  if (settings->signature != ASSAY_CHECK_OFF)
    verdict = assay_inbox_judge (inbox, request, &judgement);
  if (verdict == ASSAY_SIGNATURE_MISSING && settings->url_token &&
      assay_inbox_has_url_token (inbox, request))
    {
      verdict = ASSAY_SIGNATURE_VALID;
      add_note (self, "by the token in the address");
    }
  assay_exchange_set_verified (self->exchange, settings->signature != ASSAY_CHECK_OFF &&
                                                 verdict == ASSAY_SIGNATURE_VALID);
  if (verdict != ASSAY_SIGNATURE_VALID && settings->signature == ASSAY_CHECK_ENFORCE)
    {
      if (signed_the_plain_body (self))
        g_set_str (&judgement, "the signature was made over the plain body; sign the bytes that "
                               "are sent, or send the body plain");
      reject (g_steal_pointer (&self), 401, judgement);
      return;
    }
  if (encoding != NULL)
    {
      g_autofree char *reason =
        g_strdup_printf ("the body is encoded as “%s”, which is not offered; send it plain",
                         encoding);

      reject (g_steal_pointer (&self), 415, reason);
      return;
    }
  if (verdict != ASSAY_SIGNATURE_VALID)
    add_note (self, judgement);
  else if (settings->signature == ASSAY_CHECK_OFF)
    add_note (self, "signatures are not checked");

  if (g_bytes_get_size (body) > 0)
    json = assay_json_parse_received (body, &error);
  else
    error = g_error_new_literal (ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE, "empty body");
  if (json != NULL)
    webhook = assay_webhook_new_from_json (json, inbox->names, &error);
  if (webhook == NULL && assay_exchange_get_verified (self->exchange))
    add_note (self, "verified");
  if (webhook == NULL)
    reject (g_steal_pointer (&self), 400, error->message);
  else
    store (g_steal_pointer (&self), json, webhook);
}
