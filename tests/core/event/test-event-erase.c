/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-event-erase.h"
#include "assay-support.h"

static gboolean
keep_value (const char *value, gpointer user_data)
{
  return g_str_equal (value, user_data);
}

/* What was erased stays as it is when that is done again. */
static void
check (const char *kind, const char *stored, const char *expected)
{
  g_autoptr (GBytes) before = g_bytes_new (stored, strlen (stored));
  g_autoptr (GBytes) after = assay_event_erase (kind, before, keep_value, (gpointer) "completed");
  g_autoptr (GBytes) again = assay_event_erase (kind, after, keep_value, (gpointer) "completed");

  assay_assert_bytes (after, expected);
  assay_assert_bytes (again, expected);
}

static void
test_deliveries (void)
{
  check (ASSAY_EVENT_ORDER_RECEIVED,
         "{\"kind\":\"assessment\",\"account_id\":\"a\",\"exchange\":\"x\",\"note\":\"Zoë\","
         "\"path\":\"event_data\",\"received\":{\"event_date\":\"2026-01-31T09:30:00.123456Z\","
         "\"event_data\":{\"id\":\"1\",\"candidate\":{\"first_name\":\"Zoë\"}}}}",
         "{\"kind\":\"assessment\",\"account_id\":\"a\",\"exchange\":\"x\",\"erased\":true,"
         "\"received\":{\"event_date\":\"2026-01-31T09:30:00.123Z\"}}");
  check (ASSAY_EVENT_ORDER_RECEIVED,
         "{\"entered_by_hand\":true,\"path\":\"\",\"received\":{\"id\":\"1\"}}",
         "{\"entered_by_hand\":true,\"erased\":true,\"received\":{}}");
  check (ASSAY_EVENT_ORDER_RECEIVED,
         "{\"order\":{\"id\":\"1\"},\"webhook\":{\"event_date\":\"2026-01-02T03:04:05.000Z\"}}",
         "{\"erased\":true,\"received\":{\"event_date\":\"2026-01-02T03:04:05.000Z\"}}");
}

/* What was no order does not become one. */
static void
test_what_cannot_be_read (void)
{
  check (ASSAY_EVENT_ORDER_RECEIVED, "{\"path\":\"x\",\"received\":{\"name\":\"Zoë\"}}",
         "{\"erased\":true}");
  check (ASSAY_EVENT_ORDER_NOTED, "Zoë", "{}");
  check (ASSAY_EVENT_RESULT_QUEUED, "{\"body\":{\"summary\":\"Zoë\"}}", "{}");
  check ("order.foretold", "{\"note\":\"Zoë\"}", "{}");
}

static void
test_what_the_desk_did (void)
{
  check (ASSAY_EVENT_ORDER_NOTED, "{\"note\":\"Zoë\"}", "{}");
  check (ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ann\"}", "{\"by\":\"ann\"}");
  check (ASSAY_EVENT_ORDER_ARCHIVED, "{\"archived\":false}", "{\"archived\":false}");
  check (ASSAY_EVENT_ORDER_DESCRIBED, "{\"order\":{\"candidate\":{\"first_name\":\"Zoë\"}}}", "{}");
  check (ASSAY_EVENT_CANDIDATE_INVITED, "{\"email\":\"z@mail.example\",\"note\":\"Zoë\"}", "{}");
}

static void
test_results (void)
{
  check (ASSAY_EVENT_RESULT_QUEUED,
         "{\"revision\":\"r\",\"body\":{\"result\":{\"value\":\"completed\",\"x\":1},"
         "\"score\":{\"label\":\"Strong\"}},\"override\":\"Zoë\"}",
         "{\"revision\":\"r\",\"body\":{\"result\":{\"value\":\"completed\"}}}");
  check (ASSAY_EVENT_RESULT_DRAFTED, "{\"body\":{\"result\":{\"value\":\"Zoë\"}}}",
         "{\"body\":{}}");
  check (ASSAY_EVENT_RESULT_ATTEMPTED,
         "{\"revision\":\"r\",\"attempt\":2,\"status\":500,\"retry_at\":9,\"error\":\"Zoë\"}",
         "{\"revision\":\"r\",\"attempt\":2,\"status\":500,\"retry_at\":9}");
  check (ASSAY_EVENT_RESULT_DELIVERED,
         "{\"revision\":\"r\",\"status\":200,\"answer\":{\"name\":\"Zoë\"}}",
         "{\"revision\":\"r\",\"status\":200}");
  check (ASSAY_EVENT_RESULT_REFUSED,
         "{\"revision\":\"r\",\"status\":400,\"error_code\":\"Zoë\",\"message\":\"Zoë\","
         "\"errors\":[\"Zoë\"],\"provider_errors\":{\"a\":\"Zoë\"},\"exhausted\":true}",
         "{\"revision\":\"r\",\"status\":400,\"exhausted\":true}");
  check (ASSAY_EVENT_RESULT_SUPERSEDED, "{\"revision\":\"r\",\"by\":\"s\"}",
         "{\"revision\":\"r\",\"by\":\"s\"}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/event-erase/deliveries", test_deliveries);
  g_test_add_func ("/core/event-erase/what-cannot-be-read", test_what_cannot_be_read);
  g_test_add_func ("/core/event-erase/what-the-desk-did", test_what_the_desk_did);
  g_test_add_func ("/core/event-erase/results", test_results);

  return g_test_run ();
}
