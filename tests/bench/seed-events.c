/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* What inbox, desk and outbox would have appended for the orders of a plan. */

#include "config.h"

#include "seed-events.h"

#include <string.h>

#include "assay-date-time.h"
#include "assay-event-body.h"
#include "assay-webhook.h"

#define WEBHOOK_URL "https://assay.example.org/webhooks/stackone"
#define API_URL "https://api.stackone.com/unified/ats"
#define PERSON "ada"

/* Of each order one stream of ids for the delivery and one for the work on it. */
#define STREAM_OF_DELIVERY G_GUINT64_CONSTANT (0xde11)
#define STREAM_OF_WORK G_GUINT64_CONSTANT (0xaced)

/* One order on which somebody works. */
typedef struct
{
  SeedSink *sink;
  const SeedOrder *order;
  SeedRandom random;
  char *key; /* (owned) */
  gint64 now;
} Work;

static SeedRandom
random_for (const SeedOrder *order, guint64 stream)
{
  SeedRandom random = { (stream << 40) + order->number };

  return random;
}

static void
append (SeedSink *sink, AssayEvent *event, AssayExchange *exchange)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  SeedAppend what = { events, exchange };

  g_ptr_array_add (events, event);
  sink->func (&what, sink->user_data);
}

static const char *
get_family (const SeedOrder *order)
{
  return order->background_check ? "background_checks" : "assessments";
}

/* Names of people, packages and jobs hold nothing that JSON would escape. */
static char *
dup_order_dto (const SeedOrder *order, gboolean updated)
{
  g_autofree char *package = seed_dup_package_name (order->package);
  g_autofree char *job = seed_dup_job_title ((order->job + (updated ? 1 : 0)) % SEED_JOBS);
  g_autofree char *first = seed_dup_first_name (order->first_name);
  g_autofree char *last = order->rare ? g_strdup (SEED_RARE_NAME)
                                      : seed_dup_last_name (order->last_name);

  return g_strdup_printf (
    "{\"id\":\"%s\",\"remote_id\":\"sr-%u\",\"package\":{\"id\":\"pkg-%u\",\"name\":\"%s\"},"
    "\"application\":{\"id\":\"app-%u\",\"remote_id\":\"ra-%u\"},"
    "\"job\":{\"id\":\"job-%u\",\"title\":\"%s\"},"
    "\"candidate\":{\"id\":\"can-%u\",\"first_name\":\"%s\",\"last_name\":\"%s\","
    "\"emails\":[{\"type\":\"personal\",\"value\":\"c%u@example.org\"}]},"
    "\"requester\":{\"user_id\":\"u%u\",\"first_name\":\"Bo\",\"last_name\":\"Lind\","
    "\"email\":\"bo@example.com\"},\"results_update_url\":\"" API_URL "/%s/orders/%s/result\"}",
    order->id, order->number, order->package, package, order->number, order->number, order->job,
    job, order->number, first, last, order->number, order->number % 40, get_family (order),
    order->id);
}

static GBytes *
build_webhook (const SeedOrder *order, gint64 date, gint64 sent_at, gboolean updated)
{
  g_autofree char *dto = dup_order_dto (order, updated);
  g_autofree char *event_date = assay_format_iso8601 (date);
  g_autofree char *sent = assay_format_iso8601 (sent_at);
  char *text;

  text = g_strdup_printf ("{\"project_id\":\"bench-1\",\"account_id\":\"%s\",\"event\":\"%s.%s\","
                          "\"event_date\":\"%s\",\"record_type\":\"ats_assessments\","
                          "\"record_id\":\"%s\",\"record_remote_id\":\"sr-%u\",\"sent_at\":\"%s\","
                          "\"event_data\":%s}",
                          seed_get_account_id (order->account),
                          order->background_check ? "background_check_order" : "ats_assessments",
                          updated ? "updated" : "created", event_date, order->id, order->number,
                          sent, dto);

  return g_bytes_new_take (text, strlen (text));
}

static char *
dup_headers (SeedRandom *random)
{
  guint64 signature[4];
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (signature); i++)
    signature[i] = seed_random_next (random);
  text = g_base64_encode ((const guchar *) signature, sizeof signature);

  return g_strdup_printf ("Host: assay.example.org\r\n"
                          "Content-Type: application/json\r\n"
                          "User-Agent: StackOne/1.0\r\n"
                          "X-StackOne-Signature: %s\r\n",
                          text);
}

static AssayExchange *
build_exchange (SeedRandom *random, GBytes *received, const char *key, gint64 at)
{
  g_autofree char *id = seed_random_dup_time_id (random, at);
  g_autofree char *headers = dup_headers (random);
  AssayExchange *exchange = assay_exchange_new (id, ASSAY_DIRECTION_IN, "POST", WEBHOOK_URL, at);

  assay_exchange_set_request_headers (exchange, headers);
  assay_exchange_set_request_body (exchange, received);
  assay_exchange_set_order_key (exchange, key);
  assay_exchange_set_status (exchange, 200);
  assay_exchange_set_duration (exchange, 1000 + seed_random_below (random, 4000));
  assay_exchange_set_verified (exchange, TRUE);
  assay_exchange_set_verdict (exchange, "verified");

  return exchange;
}

/* As the inbox takes a webhook. */
static void
deliver (SeedSink *sink, SeedRandom *random, GBytes *received, gint64 at)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) json = assay_json_parse (received, &error);
  g_autoptr (AssayWebhook) webhook = NULL;
  g_autoptr (AssayExchange) exchange = NULL;
  g_autofree char *id = NULL;
  g_autofree char *key = NULL;
  AssayEventBody body = { NULL };

  g_assert_no_error (error);
  webhook = assay_webhook_new_from_json (json, sink->names, &error);
  g_assert_no_error (error);
  id = assay_webhook_dup_dedupe_id (webhook);
  key = assay_webhook_dup_order_key (webhook);
  exchange = build_exchange (random, received, key, at);

  body.kind = (char *) assay_order_kind_to_string (assay_webhook_get_kind (webhook));
  body.path = (char *) assay_webhook_get_order_path (webhook);
  body.received = received;
  append (sink, assay_event_build (ASSAY_EVENT_ORDER_RECEIVED, id, at, key, "inbox", &body),
          exchange);
}

/* The order comes in. */
void
seed_delivery (SeedSink *sink, const SeedOrder *order)
{
  SeedRandom random = random_for (order, STREAM_OF_DELIVERY);
  gint64 at = seed_order_get_time (order, sink->n_orders);
  g_autoptr (GBytes) body = build_webhook (order, at - G_TIME_SPAN_SECOND, at, FALSE);

  deliver (sink, &random, body, at);
  if (order->repeated)
    {
      g_autoptr (GBytes)
        again = build_webhook (order, at - G_TIME_SPAN_SECOND, at + G_TIME_SPAN_SECOND, FALSE);

      deliver (sink, &random, again, at + G_TIME_SPAN_SECOND);
    }
}

/* Time goes on with each event. */
static void
add (Work *work, const char *kind, const char *actor, AssayEventBody *body, AssayExchange *exchange)
{
  g_autofree char *id = seed_random_dup_time_id (&work->random, work->now);

  append (work->sink, assay_event_build (kind, id, work->now, work->key, actor, body), exchange);
  work->now += G_TIME_SPAN_MILLISECOND;
}

static GBytes *
build_result (const Work *work, const char *value)
{
  const SeedOrder *order = work->order;
  g_autofree char *date = assay_format_iso8601 (work->now);
  char *text =
    g_strdup_printf ("{\"result\":{\"value\":\"%s\"},\"score\":{\"label\":\"Percentage\","
                     "\"value\":\"%u\",\"min\":\"0\",\"max\":\"100\"},"
                     "\"summary\":\"Number %u of the bench\","
                     "\"result_url\":\"https://results.example.org/%s\","
                     "\"submission_date\":\"%s\"}",
                     value, order->score, order->number, order->id, date);

  return g_bytes_new_take (text, strlen (text));
}

/* Returns: (transfer full): the revision. */
static char *
queue (Work *work, GBytes *result)
{
  char *revision = seed_random_dup_time_id (&work->random, work->now);
  AssayEventBody body = { .revision = revision, .body = result };

  add (work, ASSAY_EVENT_RESULT_QUEUED, PERSON, &body, NULL);

  return revision;
}

static AssayExchange *
build_call (Work *work, GBytes *result, guint status, GBytes *answer)
{
  g_autofree char *id = seed_random_dup_time_id (&work->random, work->now);
  g_autofree char *url = g_strdup_printf (API_URL "/%s/orders/%s/result", get_family (work->order),
                                          work->order->id);
  AssayExchange *exchange = assay_exchange_new (id, ASSAY_DIRECTION_OUT, "PATCH", url, work->now);

  assay_exchange_set_request_headers (exchange, "Content-Type: application/json\n");
  assay_exchange_set_request_body (exchange, result);
  assay_exchange_set_status (exchange, status);
  assay_exchange_set_response_headers (exchange, "Content-Type: application/json\n");
  assay_exchange_set_response_body (exchange, answer);
  assay_exchange_set_duration (exchange, 90000 + seed_random_below (&work->random, 200000));
  assay_exchange_set_order_key (exchange, work->key);

  return exchange;
}

static void
settle (Work *work, char *revision, GBytes *result, gboolean delivered)
{
  static const char *const answers[] = {
    "{\"statusCode\":400,\"message\":\"the order is closed\"}",
    "{\"statusCode\":200,\"message\":\"Record updated successfully.\"}",
  };
  const char *text = answers[delivered];
  g_autoptr (GBytes) answer = g_bytes_new_static (text, strlen (text));
  g_autoptr (AssayJson) json = assay_json_parse (answer, NULL);
  guint status = delivered ? 200 : 400;
  g_autoptr (AssayExchange) exchange = build_call (work, result, status, answer);
  AssayEventBody body = { .revision = revision, .status = status };

  if (delivered)
    body.answer = json;
  else
    body.message = (char *) "the order is closed";
  add (work, delivered ? ASSAY_EVENT_RESULT_DELIVERED : ASSAY_EVENT_RESULT_REFUSED, "outbox", &body,
       exchange);
}

static void
send_result (Work *work, const char *value, SeedFate fate)
{
  g_autoptr (GBytes) result = build_result (work, value);
  g_autofree char *revision = queue (work, result);

  /* The second one sets all that the first one sets, which therefore is never sent. */
  if (fate == SEED_FATE_SUPERSEDED)
    {
      g_free (revision);
      revision = queue (work, result);
    }
  if (fate != SEED_FATE_WAITING)
    settle (work, revision, result, fate != SEED_FATE_REFUSED);
}

static void
handle (Work *work)
{
  const SeedOrder *order = work->order;
  g_autofree char *note = g_strdup_printf ("called back, reference %u", order->number);
  AssayEventBody claim = { .by = (char *) PERSON };
  AssayEventBody noted = { .note = note };
  AssayEventBody archived = { .archived = TRUE };

  if (order->seen)
    add (work, ASSAY_EVENT_ORDER_SEEN, PERSON, NULL, NULL);
  if (order->claimed)
    add (work, ASSAY_EVENT_ORDER_CLAIMED, PERSON, &claim, NULL);
  if (order->noted)
    add (work, ASSAY_EVENT_ORDER_NOTED, PERSON, &noted, NULL);
  if (order->fate == SEED_FATE_DELIVERED_TWICE)
    send_result (work, "pending", SEED_FATE_DELIVERED);
  if (order->fate != SEED_FATE_NONE)
    send_result (work, seed_get_result_value (order->result), order->fate);
  if (order->archived)
    add (work, ASSAY_EVENT_ORDER_ARCHIVED, PERSON, &archived, NULL);
}

/* What becomes of an order that came in before. */
void
seed_work (SeedSink *sink, const SeedOrder *order, gint64 now)
{
  g_autofree char *key = assay_order_build_key (seed_get_account_id (order->account), order->id);
  Work work = { sink, order, random_for (order, STREAM_OF_WORK), key, now };

  if (order->updated)
    {
      g_autoptr (GBytes) body = build_webhook (order, now, now, TRUE);

      deliver (sink, &work.random, body, now);
    }
  handle (&work);
}

static void
seed_entry (SeedSink *sink, const char *kind, AssayEventBody *body, const char *text, guint number)
{
  SeedRandom random = { number };
  SeedOrder first;
  gint64 at;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) json = assay_json_new_from_text (text, &error);

  g_assert_no_error (error);
  seed_order_init (&first, 0);
  at = seed_order_get_time (&first, sink->n_orders) - G_TIME_SPAN_HOUR;
  id = seed_random_dup_time_id (&random, at);
  if (g_str_equal (kind, ASSAY_EVENT_ACCOUNT_SEEN))
    body->account = json;
  else
    body->package = json;
  append (sink, assay_event_build (kind, id, at, NULL, PERSON, body), NULL);
}

/* Accounts and packages, before the first order. */
void
seed_catalogue (SeedSink *sink)
{
  for (guint i = 0; i < SEED_ACCOUNTS; i++)
    {
      AssayEventBody body = { NULL };
      g_autofree char *name = seed_dup_last_name (i * 7);
      g_autofree char *text =
        g_strdup_printf ("{\"id\":\"%s\",\"provider\":\"smartrecruiters\",\"origin_owner_name\":"
                         "\"%s Industries\",\"status\":\"active\"}",
                         seed_get_account_id (i), name);

      seed_entry (sink, ASSAY_EVENT_ACCOUNT_SEEN, &body, text, i);
    }

  for (guint i = 0; i < SEED_PACKAGES; i++)
    {
      AssayEventBody body = { .position = i };
      g_autofree char *name = seed_dup_package_name (i);
      g_autofree char *text = g_strdup_printf ("{\"id\":\"pkg-%u\",\"name\":\"%s\"}", i, name);

      seed_entry (sink, ASSAY_EVENT_PACKAGE_SAVED, &body, text, 100 + i);
    }
}
