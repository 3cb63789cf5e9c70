/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "journal-support.h"

static void
set_bodies (AssayExchange *exchange, const char *request, const char *response)
{
  g_autoptr (GBytes) request_body = g_bytes_new (request, strlen (request));
  g_autoptr (GBytes) response_body = g_bytes_new (response, strlen (response));

  assay_exchange_set_request_body (exchange, request_body);
  assay_exchange_set_response_body (exchange, response_body);
}

static void
record (AssayJournal *journal, AssayExchange *exchange)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_record_exchange_async (journal, exchange, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_journal_record_exchange_finish (journal, result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (AssayJournal *journal, const char *key, guint limit)
{
  GAsyncResult *slot = NULL;

  assay_journal_list_exchanges_async (journal, key, limit, NULL, assay_await_result_cb, &slot);

  return journal_support_finish_list (journal, &slot);
}

/* Everything comes back as it was, but for the secrets. */
static void
test_redacted (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayExchange) given = assay_exchange_new ("x1", ASSAY_DIRECTION_OUT, "PATCH",
                                                        "/results?token=s3cret&a=b", NOW);
  g_autoptr (GPtrArray) stored = NULL;
  AssayExchange *exchange;

  assay_exchange_set_request_headers (given, "Authorization: Basic c3VyZQ==\r\n"
                                             "x-account-id: 1\r\n");
  assay_exchange_set_status (given, 202);
  assay_exchange_set_response_headers (given, "Server: x\r\n");
  assay_exchange_set_duration (given, 1234);
  assay_exchange_set_order_key (given, KEY);
  assay_exchange_set_verdict (given, "delivered");
  set_bodies (given, "{\"a\":1,\"client_secret\":\"s3cret\"}", "{ \"ok\" : true }");
  record (journal, given);
  record (journal, given);

  stored = list (journal, KEY, 10);
  g_assert_cmpuint (stored->len, ==, 1);
  exchange = g_ptr_array_index (stored, 0);
  g_assert_cmpstr (assay_exchange_get_id (exchange), ==, "x1");
  g_assert_cmpint (assay_exchange_get_direction (exchange), ==, ASSAY_DIRECTION_OUT);
  g_assert_cmpstr (assay_exchange_get_method (exchange), ==, "PATCH");
  g_assert_cmpstr (assay_exchange_get_url (exchange), ==, "/results?token=***&a=b");
  g_assert_cmpstr (assay_exchange_get_request_headers (exchange), ==,
                   "Authorization: ***\r\nx-account-id: 1\r\n");
  assay_assert_bytes (assay_exchange_get_request_body (exchange),
                      "{\"a\":1,\"client_secret\":\"***\"}");
  g_assert_cmpuint (assay_exchange_get_status (exchange), ==, 202);
  g_assert_cmpstr (assay_exchange_get_response_headers (exchange), ==, "Server: x\r\n");
  assay_assert_bytes (assay_exchange_get_response_body (exchange), "{ \"ok\" : true }");
  g_assert_cmpint (assay_exchange_get_started_at (exchange), ==, NOW);
  g_assert_cmpint (assay_exchange_get_duration (exchange), ==, 1234);
  g_assert_cmpstr (assay_exchange_get_order_key (exchange), ==, KEY);
  g_assert_cmpstr (assay_exchange_get_verdict (exchange), ==, "delivered");
  g_assert_true (assay_exchange_get_redacted (exchange));
  journal_support_close (journal);
}

static void
append_with (AssayJournal *journal,
             const char *id,
             const char *key,
             const char *kind,
             const char *body,
             AssayExchange *exchange)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (events, assay_event_new (id, NOW, key, kind, "test", bytes));
  assay_journal_append_async (journal, events, exchange, -1, NULL, assay_await_result_cb, &slot);
  journal_support_finish (journal, &slot, NULL, &error);
  g_assert_no_error (error);
}

/* A repeated delivery adds no event, but what was sent is evidence of its own. */
static void
test_repeated_delivery (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayExchange) first = assay_exchange_new ("x1", ASSAY_DIRECTION_IN, "POST", "/", NOW);
  g_autoptr (AssayExchange)
    second = assay_exchange_new ("x2", ASSAY_DIRECTION_IN, "POST", "/", NOW);
  g_autoptr (GPtrArray) all = NULL, of_order = NULL, one = NULL;

  append_with (journal, "d1", KEY, ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY, first);
  append_with (journal, "d1", KEY, ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY, second);

  all = list (journal, NULL, 10);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (assay_exchange_get_id (g_ptr_array_index (all, 0)), ==, "x2");
  g_assert_false (assay_exchange_get_redacted (g_ptr_array_index (all, 0)));
  of_order = list (journal, KEY, 10);
  g_assert_cmpuint (of_order->len, ==, 2);
  one = list (journal, NULL, 1);
  g_assert_cmpuint (one->len, ==, 1);
  journal_support_close (journal);
}

static gsize
length (const char *text)
{
  return text != NULL ? strlen (text) : 0;
}

static gsize
size (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_get_size (bytes) : 0;
}

static void
test_rejected_size (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autofree char *url = g_strnfill (40000, 'u');
  g_autofree char *headers = g_strnfill (40000, 'h');
  g_autofree char *body = g_strnfill (300000, 'b');
  g_autoptr (AssayExchange) given = assay_exchange_new ("x1", ASSAY_DIRECTION_IN, "POST", url, NOW);
  g_autoptr (GPtrArray) stored = NULL;
  AssayExchange *exchange;

  assay_exchange_set_request_headers (given, headers);
  assay_exchange_set_response_headers (given, headers);
  set_bodies (given, body, body);
  append_with (journal, "r1", NULL, ASSAY_EVENT_DELIVERY_REJECTED, "{}", given);

  stored = list (journal, NULL, 10);
  g_assert_cmpuint (stored->len, ==, 1);
  exchange = g_ptr_array_index (stored, 0);
  g_assert_cmpuint (length (assay_exchange_get_url (exchange)), ==, 16 * 1024);
  g_assert_cmpuint (length (assay_exchange_get_request_headers (exchange)), ==, 8 * 1024);
  g_assert_cmpuint (length (assay_exchange_get_url (exchange)) +
                      length (assay_exchange_get_request_headers (exchange)) +
                      size (assay_exchange_get_request_body (exchange)) +
                      length (assay_exchange_get_response_headers (exchange)) +
                      size (assay_exchange_get_response_body (exchange)),
                    ==, 64 * 1024);
  journal_support_close (journal);
}

/* Bytes that are no text become longer when they are stored as text. */
static void
test_rejected_garbage (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autofree char *garbage = g_strnfill (40000, '\200');
  g_autoptr (AssayExchange)
    given = assay_exchange_new ("x1", ASSAY_DIRECTION_IN, "POST", garbage, NOW);
  g_autoptr (GPtrArray) stored = NULL;
  AssayExchange *exchange;

  assay_exchange_set_request_headers (given, garbage);
  set_bodies (given, garbage, "");
  append_with (journal, "r1", NULL, ASSAY_EVENT_DELIVERY_REJECTED, "{}", given);

  stored = list (journal, NULL, 10);
  exchange = g_ptr_array_index (stored, 0);
  g_assert_cmpuint (length (assay_exchange_get_url (exchange)), ==, 16 * 1024 - 1);
  g_assert_true (g_utf8_validate (assay_exchange_get_url (exchange), -1, NULL));
  g_assert_cmpuint (length (assay_exchange_get_request_headers (exchange)), ==, 8 * 1024 - 2);
  g_assert_cmpuint (size (assay_exchange_get_request_body (exchange)), ==, 40000);
  journal_support_close (journal);
}

/* The same exchange is kept whole when the delivery was accepted. */
static void
test_accepted_size (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autofree char *body = g_strnfill (300000, 'b');
  g_autoptr (AssayExchange) given = assay_exchange_new ("x1", ASSAY_DIRECTION_IN, "POST", "/", NOW);
  g_autoptr (GPtrArray) stored = NULL;

  set_bodies (given, body, "");
  assay_exchange_set_verified (given, TRUE);
  append_with (journal, "d1", KEY, ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY, given);
  stored = list (journal, NULL, 10);
  assay_assert_bytes (assay_exchange_get_request_body (g_ptr_array_index (stored, 0)), body);
  journal_support_close (journal);
}

static void
test_rejected_number (void)
{
  enum
  {
    N_REJECTED = 1003
  };
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayExchange)
    accepted = assay_exchange_new ("ok", ASSAY_DIRECTION_IN, "POST", "/", NOW);
  GAsyncResult *slots[N_REJECTED] = { NULL };

  assay_exchange_set_verified (accepted, TRUE);
  append_with (journal, "d1", KEY, ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY, accepted);
  for (guint i = 0; i < N_REJECTED; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u", i);
      g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
      g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
      g_autoptr (AssayExchange)
        exchange = assay_exchange_new (id, ASSAY_DIRECTION_IN, "POST", "/", NOW);

      g_ptr_array_add (events, assay_event_new (id, NOW, NULL, ASSAY_EVENT_DELIVERY_REJECTED,
                                                "test", body));
      assay_journal_append_async (journal, events, exchange, -1, NULL, assay_await_result_cb,
                                  &slots[i]);
    }
  for (guint i = 0; i < N_REJECTED; i++)
    {
      g_autoptr (GError) error = NULL;

      journal_support_finish (journal, &slots[i], NULL, &error);
      g_assert_no_error (error);
    }

  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM exchange WHERE rejected"), ==,
                   1000);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM exchange"
                                                " WHERE id IN ('r0', 'r1', 'r2')"),
                   ==, 0);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM exchange"
                                                " WHERE id IN ('ok', 'r3', 'r1002')"),
                   ==, 3);
  /* One tells that there were any, the others are counted. */
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, 2);
  g_assert_cmpint (journal_support_query (path, "SELECT sum(value) FROM rejection"), ==,
                   N_REJECTED);
  journal_support_close (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/exchange-row/redacted", test_redacted);
  g_test_add_func ("/journal/exchange-row/repeated-delivery", test_repeated_delivery);
  g_test_add_func ("/journal/exchange-row/rejected-size", test_rejected_size);
  g_test_add_func ("/journal/exchange-row/rejected-garbage", test_rejected_garbage);
  g_test_add_func ("/journal/exchange-row/accepted-size", test_accepted_size);
  g_test_add_func ("/journal/exchange-row/rejected-number", test_rejected_number);

  return g_test_run ();
}
