/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-exchange.h"
#include "assay-support.h"

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static AssayExchange *
create_exchange (const char *url, const char *body)
{
  AssayExchange *exchange = assay_exchange_new ("x1", ASSAY_DIRECTION_OUT, "POST", url, 5);
  g_autoptr (GBytes) request = bytes_of (body);
  g_autoptr (GBytes) response = bytes_of ("{\"ok\":true}");

  assay_exchange_set_request_headers (exchange, "Accept: */*\r\n");
  assay_exchange_set_request_body (exchange, request);
  assay_exchange_set_status (exchange, 201);
  assay_exchange_set_response_headers (exchange, "Content-Length: 11\r\n");
  assay_exchange_set_response_body (exchange, response);
  assay_exchange_set_duration (exchange, 1500);
  assay_exchange_set_order_key (exchange, "a/o");
  assay_exchange_set_verdict (exchange, "delivered");
  return exchange;
}

static void
assert_members (AssayExchange *exchange, const char *url, const char *body)
{
  g_assert_cmpstr (assay_exchange_get_id (exchange), ==, "x1");
  g_assert_cmpint (assay_exchange_get_direction (exchange), ==, ASSAY_DIRECTION_OUT);
  g_assert_cmpstr (assay_exchange_get_method (exchange), ==, "POST");
  g_assert_cmpstr (assay_exchange_get_url (exchange), ==, url);
  g_assert_cmpint (assay_exchange_get_started_at (exchange), ==, 5);
  g_assert_cmpstr (assay_exchange_get_request_headers (exchange), ==, "Accept: */*\r\n");
  assay_assert_bytes (assay_exchange_get_request_body (exchange), body);
  g_assert_cmpuint (assay_exchange_get_status (exchange), ==, 201);
  g_assert_cmpstr (assay_exchange_get_response_headers (exchange), ==, "Content-Length: 11\r\n");
  assay_assert_bytes (assay_exchange_get_response_body (exchange), "{\"ok\":true}");
  g_assert_cmpint (assay_exchange_get_duration (exchange), ==, 1500);
  g_assert_cmpstr (assay_exchange_get_order_key (exchange), ==, "a/o");
  g_assert_cmpstr (assay_exchange_get_verdict (exchange), ==, "delivered");
}

static void
test_members (void)
{
  AssayExchange *exchange = create_exchange ("http://h/p", "{}");
  g_autoptr (AssayExchange) empty = assay_exchange_new (NULL, ASSAY_DIRECTION_IN, "GET", "/", 0);

  assert_members (exchange, "http://h/p", "{}");
  g_assert_false (assay_exchange_get_redacted (exchange));
  assay_exchange_set_redacted (exchange, TRUE);
  g_assert_true (assay_exchange_get_redacted (exchange));
  assay_exchange_set_request_body (exchange, NULL);
  g_assert_null (assay_exchange_get_request_body (exchange));
  g_assert_finalize_object (exchange);

  g_assert_true (g_uuid_string_is_valid (assay_exchange_get_id (empty)));
  g_assert_cmpuint (assay_exchange_get_status (empty), ==, 0);
  g_assert_null (assay_exchange_get_request_headers (empty));
  g_assert_null (assay_exchange_get_response_body (empty));
  g_assert_null (assay_exchange_get_order_key (empty));
}

static void
test_redact (void)
{
  g_autoptr (AssayExchange)
    exchange = create_exchange ("http://u:p@h/?token=s&a=1", "{ \"token\" : \"x\", \"n\": 1e400 }");
  AssayExchange *redacted = assay_exchange_redact (exchange);

  assert_members (exchange, "http://u:p@h/?token=s&a=1", "{ \"token\" : \"x\", \"n\": 1e400 }");
  g_assert_false (assay_exchange_get_redacted (exchange));
  assert_members (redacted, "http://***@h/?token=***&a=1", "{ \"token\" : \"***\", \"n\": 1e400 }");
  g_assert_true (assay_exchange_get_redacted (redacted));
  g_assert_finalize_object (redacted);
}

static void
test_nothing_to_redact (void)
{
  g_autoptr (AssayExchange) exchange = create_exchange ("http://h/?a=1", "{\"id\":1}");
  g_autoptr (AssayExchange) redacted = assay_exchange_redact (exchange);
  g_autoptr (AssayExchange) again = NULL;

  assert_members (redacted, "http://h/?a=1", "{\"id\":1}");
  g_assert_false (assay_exchange_get_redacted (redacted));
  assay_exchange_set_redacted (exchange, TRUE);
  again = assay_exchange_redact (exchange);
  g_assert_true (assay_exchange_get_redacted (again));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/exchange/members", test_members);
  g_test_add_func ("/core/exchange/redact", test_redact);
  g_test_add_func ("/core/exchange/nothing-to-redact", test_nothing_to_redact);
  return g_test_run ();
}
