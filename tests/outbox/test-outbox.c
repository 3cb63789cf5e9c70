/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-outbox-fixture.h"

static void
test_delivered (OutboxFixture *fixture,
                gconstpointer  data)
{
  g_autofree char *revision = NULL;
  g_autofree char *body = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *states = NULL;
  g_autoptr(GPtrArray) attempts = NULL;

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
                              "\"message\":\"Record updated successfully.\"}}", revision);
  g_assert_cmpstr (body, ==, expected);
  states = outbox_fixture_states (fixture, "ord-1");
  g_assert_cmpstr (states, ==, "delivered");
  attempts = outbox_fixture_events (fixture, "ord-1", ASSAY_EVENT_RESULT_ATTEMPTED);
  g_assert_cmpuint (attempts->len, ==, 1);
  g_assert_cmpuint (assay_outbox_get_in_flight (fixture->outbox), ==, 0);
}

#define ADD(path, func) \
  g_test_add ("/outbox/outbox/" path, OutboxFixture, NULL, outbox_fixture_set_up, func, \
              outbox_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("delivered", test_delivered);

  return g_test_run ();
}
