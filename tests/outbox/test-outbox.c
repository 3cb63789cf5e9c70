/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-outbox-fixture.h"
#include "assay-outbox-lock.h"

static void
test_delivered (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *revision = NULL;
  g_autofree char *body = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *states = NULL;
  g_autoptr (GPtrArray) attempts = NULL;

  outbox_fixture_receive (fixture, "ord-1");
  assay_outbox_start (fixture->outbox);
  g_assert_true (assay_outbox_get_sending (fixture->outbox));
  revision = outbox_fixture_queue (fixture, "ord-1", "{\"summary\": \"a\"}");
  assay_wait_until (fixture->delivered->len == 1);

  g_assert_cmpstr (g_ptr_array_index (fixture->delivered, 0), ==, "acc-1/ord-1");
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 1);
  g_assert_cmpstr (assay_mock_stackone_get (fixture->stackone, 0), ==, "{\"summary\": \"a\"}");
  body = outbox_fixture_last_body (fixture, "ord-1", ASSAY_EVENT_RESULT_DELIVERED);
  expected = g_strdup_printf ("{\"revision\":\"%s\",\"status\":200,\"answer\":{\"statusCode\":200,"
                              "\"message\":\"Record updated successfully.\"}}",
                              revision);
  g_assert_cmpstr (body, ==, expected);
  states = outbox_fixture_states (fixture, "ord-1");
  g_assert_cmpstr (states, ==, "delivered");
  attempts = outbox_fixture_events (fixture, "ord-1", ASSAY_EVENT_RESULT_ATTEMPTED);
  g_assert_cmpuint (attempts->len, ==, 1);
  g_assert_cmpuint (assay_outbox_get_in_flight (fixture->outbox), ==, 0);
}

static void
test_exchange (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *revision = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) exchanges = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;
  AssayExchange *exchange;

  outbox_fixture_receive (fixture, "ord-1");
  assay_outbox_start (fixture->outbox);
  revision = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"a\"}");
  assay_wait_until (fixture->delivered->len == 1);

  assay_journal_list_exchanges_async (fixture->journal, "acc-1/ord-1", 10, NULL,
                                      assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  exchanges = assay_journal_list_finish (fixture->journal, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (exchanges->len, ==, 1);
  exchange = g_ptr_array_index (exchanges, 0);
  g_assert_cmpstr (assay_exchange_get_method (exchange), ==, "PATCH");
  g_assert_cmpuint (assay_exchange_get_status (exchange), ==, 200);
  assay_assert_bytes (assay_exchange_get_request_body (exchange), "{\"summary\":\"a\"}");
  g_assert_null (strstr (assay_exchange_get_request_headers (exchange), "dGVzdC1rZXk6"));
}

typedef struct
{
  AssayMockAnswer script[2];
  const char *expected; /* what stands behind the revision in the event */
} Refusal;

#define REFUSAL(status, words) \
  { { { status, NULL, "{\"errorCode\":\"E" #status "\"," words "}" }, { 0 } }, \
    ",\"status\":" #status ",\"error_code\":\"E" #status "\"," words "}" }

#define WORDS \
  "\"message\":\"No, “really” not\",\"errors\":[\"score.value\",\"summary\"]," \
  "\"provider_errors\":[{\"status\":400,\"raw\":{\"id\":12345678901234567890}}]"

static const Refusal refusals[] = {
  REFUSAL (400, WORDS), REFUSAL (401, WORDS), REFUSAL (403, WORDS), REFUSAL (404, WORDS),
  REFUSAL (409, WORDS), REFUSAL (412, WORDS), REFUSAL (422, WORDS), REFUSAL (501, WORDS),
};

static void
test_refused (OutboxFixture *fixture, gconstpointer data)
{
  const Refusal *refusal = data;
  g_autofree char *revision = NULL;
  g_autofree char *again = NULL;
  g_autofree char *body = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *states = NULL;

  fixture->stackone->script = refusal->script;
  outbox_fixture_receive (fixture, "ord-1");
  assay_outbox_start (fixture->outbox);
  revision = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"a\"}");
  assay_wait_until (fixture->refused->len == 1);

  g_assert_cmpstr (g_ptr_array_index (fixture->refused, 0), ==, "acc-1/ord-1");
  body = outbox_fixture_last_body (fixture, "ord-1", ASSAY_EVENT_RESULT_REFUSED);
  expected = g_strconcat ("{\"revision\":\"", revision, "\"", refusal->expected, NULL);
  g_assert_cmpstr (body, ==, expected);

  again = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"a\"}");
  assay_wait_until (fixture->delivered->len == 1);
  states = outbox_fixture_states (fixture, "ord-1");
  g_assert_cmpstr (states, ==, "refused delivered");
  g_assert_cmpuint (fixture->refused->len, ==, 1);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 2);
}

/* A second result waits for the first one of its order, and for no other order. */
static void
test_order_per_order (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *other = NULL;
  g_autofree char *states = NULL;

  fixture->stackone->holding = TRUE;
  outbox_fixture_receive (fixture, "ord-1");
  outbox_fixture_receive (fixture, "ord-2");
  assay_outbox_start (fixture->outbox);
  first = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"1\"}");
  assay_wait_until (fixture->stackone->held->len == 1);
  second = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"2\"}");
  other = outbox_fixture_queue (fixture, "ord-2", "{\"summary\":\"3\"}");
  assay_wait_until (fixture->stackone->held->len == 2);
  g_assert_cmpuint (assay_outbox_get_in_flight (fixture->outbox), ==, 2);

  assay_mock_stackone_release (fixture->stackone);
  assay_wait_until (fixture->delivered->len == 3);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 3);
  g_assert_cmpstr (assay_mock_stackone_get (fixture->stackone, 0), ==, "{\"summary\":\"1\"}");
  g_assert_cmpstr (assay_mock_stackone_get (fixture->stackone, 1), ==, "{\"summary\":\"3\"}");
  g_assert_cmpstr (assay_mock_stackone_get (fixture->stackone, 2), ==, "{\"summary\":\"2\"}");
  states = outbox_fixture_states (fixture, "ord-1");
  g_assert_cmpstr (states, ==, "delivered delivered");
}

/* The newest of the results that nobody has begun to send is the one that is sent. */
static void
test_newest_wins (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *states = NULL;

  outbox_fixture_receive (fixture, "ord-1");
  first = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"1\"}");
  second = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"2\"}");
  assay_outbox_start (fixture->outbox);
  assay_wait_until (fixture->delivered->len == 1);

  g_assert_cmpuint (fixture->stackone->requests->len, ==, 1);
  g_assert_cmpstr (assay_mock_stackone_get (fixture->stackone, 0), ==, "{\"summary\":\"2\"}");
  states = outbox_fixture_states (fixture, "ord-1");
  g_assert_cmpstr (states, ==, "superseded delivered");
}

/* Updates are merge patches: one that another does not replace whole is sent before it. */
static void
test_both_parts_arrive (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *states = NULL;

  outbox_fixture_receive (fixture, "ord-1");
  first = outbox_fixture_queue (fixture, "ord-1", "{\"status\":\"completed\",\"score\":80}");
  second = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"1\"}");
  third = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"2\",\"result_url\":null}");
  assay_outbox_start (fixture->outbox);
  assay_wait_until (fixture->delivered->len == 2);

  g_assert_cmpuint (fixture->stackone->requests->len, ==, 2);
  g_assert_cmpstr (assay_mock_stackone_get (fixture->stackone, 0), ==,
                   "{\"status\":\"completed\",\"score\":80}");
  g_assert_cmpstr (assay_mock_stackone_get (fixture->stackone, 1), ==,
                   "{\"summary\":\"2\",\"result_url\":null}");
  states = outbox_fixture_states (fixture, "ord-1");
  g_assert_cmpstr (states, ==, "delivered superseded delivered");
}

static void
queue_many (OutboxFixture *fixture, guint n_orders)
{
  for (guint i = 0; i < n_orders; i++)
    {
      g_autofree char *order_id = g_strdup_printf ("many-%u", i);
      g_autofree char *revision = NULL;

      outbox_fixture_receive (fixture, order_id);
      revision = outbox_fixture_queue (fixture, order_id, "{\"summary\":\"m\"}");
    }
}

static void
note_most_cb (AssayOutbox *outbox, GParamSpec *pspec, guint *most)
{
  *most = MAX (*most, assay_outbox_get_in_flight (outbox));
}

static void
test_eight_in_flight (OutboxFixture *fixture, gconstpointer data)
{
  guint most = 0;

  g_signal_connect (fixture->outbox, "notify::in-flight", G_CALLBACK (note_most_cb), &most);
  fixture->stackone->holding = TRUE;
  queue_many (fixture, 20);
  assay_outbox_start (fixture->outbox);
  assay_wait_until (fixture->stackone->held->len == 8);
  assay_mock_stackone_release (fixture->stackone);
  assay_wait_until (fixture->delivered->len == 20);

  g_assert_cmpuint (most, ==, 8);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 20);
}

/* More than are read at once: each is sent exactly once. */
static void
test_long_queue (OutboxFixture *fixture, gconstpointer data)
{
  queue_many (fixture, 150);
  assay_outbox_start (fixture->outbox);
  assay_wait_until (fixture->delivered->len == 150);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 150);
}

/* What is broken off is sent again by the next one. */
static void
test_stop_in_flight (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *revision = NULL;
  g_autofree char *states = NULL;
  g_autofree char *body = NULL;
  g_autofree char *expected = NULL;

  fixture->stackone->holding = TRUE;
  outbox_fixture_receive (fixture, "ord-1");
  assay_outbox_start (fixture->outbox);
  revision = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"a\"}");
  assay_wait_until (fixture->stackone->held->len == 1);
  assay_outbox_stop (fixture->outbox);
  g_assert_false (assay_outbox_get_sending (fixture->outbox));
  states = outbox_fixture_states (fixture, "ord-1");
  g_assert_cmpstr (states, ==, "attempted");

  assay_mock_stackone_release (fixture->stackone);
  assay_outbox_start (fixture->outbox);
  assay_wait_until (fixture->delivered->len == 1);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 2);
  body = outbox_fixture_last_body (fixture, "ord-1", ASSAY_EVENT_RESULT_ATTEMPTED);
  expected = g_strdup_printf ("{\"revision\":\"%s\",\"attempt\":2}", revision);
  g_assert_cmpstr (body, ==, expected);
}

static gboolean
release_cb (gpointer user_data)
{
  assay_mock_stackone_release (user_data);

  return G_SOURCE_REMOVE;
}

static void
finish (OutboxFixture *fixture, guint patience)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_outbox_finish_async (fixture->outbox, patience, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_outbox_finish_finish (fixture->outbox, result, NULL));
}

/* Nobody waits in vain for the right to send, whatever became of the call. */
static void
assert_lock_is_free (OutboxFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  AssayOutboxLock *lock = assay_outbox_lock_take (fixture->folder, &error);

  g_assert_no_error (error);
  assay_outbox_lock_release (lock);
}

/* A call under way ends, and nothing new is begun. */
static void
test_finish (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *states = NULL;

  fixture->stackone->holding = TRUE;
  outbox_fixture_receive (fixture, "ord-1");
  assay_outbox_start (fixture->outbox);
  first = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"a\"}");
  assay_wait_until (fixture->stackone->held->len == 1);
  second = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"b\"}");
  g_idle_add (release_cb, fixture->stackone);
  finish (fixture, G_MAXINT);
  assert_lock_is_free (fixture);

  g_assert_false (assay_outbox_get_sending (fixture->outbox));
  g_assert_cmpuint (assay_outbox_get_in_flight (fixture->outbox), ==, 0);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 1);
  states = outbox_fixture_states (fixture, "ord-1");
  g_assert_cmpstr (states, ==, "delivered queued");

  assay_outbox_start (fixture->outbox);
  assay_wait_until (fixture->delivered->len == 2);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 2);
}

static void
test_finish_loses_patience (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *revision = NULL;
  g_autofree char *states = NULL;

  fixture->stackone->holding = TRUE;
  outbox_fixture_receive (fixture, "ord-1");
  assay_outbox_start (fixture->outbox);
  revision = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"a\"}");
  assay_wait_until (fixture->stackone->held->len == 1);
  finish (fixture, 1);
  assert_lock_is_free (fixture);
  states = outbox_fixture_states (fixture, "ord-1");
  g_assert_cmpstr (states, ==, "attempted");
}

static void
test_no_api_key (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *revision = NULL;
  guint n_notified = 0;

  assay_count_notify (fixture->outbox, "sending", &n_notified);
  assay_stackone_client_set_api_key (fixture->client, NULL);
  outbox_fixture_receive (fixture, "ord-1");
  revision = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"a\"}");
  assay_outbox_start (fixture->outbox);
  g_assert_false (assay_outbox_get_sending (fixture->outbox));
  g_assert_cmpuint (n_notified, ==, 0);

  assay_stackone_client_set_api_key (fixture->client, OUTBOX_KEY);
  assay_wait_until (fixture->delivered->len == 1);
  g_assert_true (assay_outbox_get_sending (fixture->outbox));
  g_assert_cmpuint (n_notified, ==, 1);

  assay_stackone_client_set_api_key (fixture->client, NULL);
  assay_wait_until (!assay_outbox_get_sending (fixture->outbox));
  g_assert_cmpuint (n_notified, ==, 2);
}

#define ADD(path, func) \
  g_test_add ("/outbox/outbox/" path, OutboxFixture, NULL, outbox_fixture_set_up, func, \
              outbox_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("delivered", test_delivered);
  ADD ("exchange", test_exchange);
  ADD ("order-per-order", test_order_per_order);
  ADD ("newest-wins", test_newest_wins);
  ADD ("both-parts-arrive", test_both_parts_arrive);
  ADD ("eight-in-flight", test_eight_in_flight);
  ADD ("long-queue", test_long_queue);
  ADD ("stop-in-flight", test_stop_in_flight);
  ADD ("no-api-key", test_no_api_key);
  ADD ("finish", test_finish);
  ADD ("finish-loses-patience", test_finish_loses_patience);

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/outbox/outbox/refused/%u",
                                               refusals[i].script[0].status);

      g_test_add (path, OutboxFixture, &refusals[i], outbox_fixture_set_up, test_refused,
                  outbox_fixture_tear_down);
    }

  return g_test_run ();
}
