/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-fixture.h"

#define FAILED "{\"message\":\"Not now\"}"

static void
queue_one (OutboxFixture *fixture)
{
  g_autofree char *revision = NULL;

  outbox_fixture_receive (fixture, "ord-1");
  revision = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"a\"}");
}

static void
advance_to_retry (OutboxFixture *fixture)
{
  assay_wait_until (assay_outbox_get_next_retry_at (fixture->outbox) != 0);
  assay_fake_clock_advance (fixture->clock, assay_outbox_get_next_retry_at (fixture->outbox) -
                                              assay_clock_now (ASSAY_CLOCK (fixture->clock)));
}

static void
test_retry_after (OutboxFixture *fixture, gconstpointer data)
{
  static const AssayMockAnswer script[] = { { 503, "30", FAILED }, { 0 } };
  const gint64 due = OUTBOX_NOW + 30 * G_TIME_SPAN_SECOND;
  g_autofree char *other = NULL;
  g_autofree char *states = NULL;

  fixture->stackone->script = script;
  assay_outbox_start (fixture->outbox);
  queue_one (fixture);
  assay_wait_until (assay_outbox_get_next_retry_at (fixture->outbox) != 0);
  g_assert_cmpint (assay_outbox_get_next_retry_at (fixture->outbox), ==, due);

  /* The time has not come for this one. */
  assay_fake_clock_advance (fixture->clock, 30 * G_TIME_SPAN_SECOND - 1);
  outbox_fixture_receive (fixture, "ord-2");
  other = outbox_fixture_queue (fixture, "ord-2", "{\"summary\":\"b\"}");
  assay_wait_until (fixture->delivered->len == 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->delivered, 0), ==, "acc-1/ord-2");

  assay_fake_clock_advance (fixture->clock, 1);
  assay_wait_until (fixture->delivered->len == 2);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 3);
  g_assert_cmpint (assay_outbox_get_next_retry_at (fixture->outbox), ==, 0);
  states = outbox_fixture_states (fixture, "ord-1");
  g_assert_cmpstr (states, ==, "delivered");
}

static void
test_long_retry_after (OutboxFixture *fixture, gconstpointer data)
{
  static const AssayMockAnswer script[] = { { 503, "1900000000", FAILED }, { 0 } };
  const gint64 due = OUTBOX_NOW + 300 * G_TIME_SPAN_SECOND;
  g_autofree char *body = NULL;

  fixture->stackone->script = script;
  assay_outbox_start (fixture->outbox);
  queue_one (fixture);
  assay_wait_until (assay_outbox_get_next_retry_at (fixture->outbox) != 0);
  g_assert_cmpint (assay_outbox_get_next_retry_at (fixture->outbox), ==, due);
  body = outbox_fixture_last_body (fixture, "ord-1", ASSAY_EVENT_RESULT_ATTEMPTED);
  g_assert_true (g_str_has_suffix (body, "\"error\":\"Not now (it asks for 1900000000 s, which is "
                                         "too long; it is tried again after 300 s)\"}"));
}

/* Whoever sets the clock makes nobody wait, and hurries nobody. */
static void
test_clock_is_set (OutboxFixture *fixture, gconstpointer data)
{
  static const AssayMockAnswer script[] = { { 503, "30", FAILED }, { 0 } };

  fixture->stackone->script = script;
  assay_outbox_start (fixture->outbox);
  queue_one (fixture);
  assay_wait_until (assay_outbox_get_next_retry_at (fixture->outbox) != 0);
  assay_fake_clock_set (fixture->clock, OUTBOX_NOW + G_TIME_SPAN_HOUR);
  assay_run_for (1100);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 1);

  assay_fake_clock_set (fixture->clock, OUTBOX_NOW - 300 * G_TIME_SPAN_SECOND);
  assay_fake_clock_advance (fixture->clock, 30 * G_TIME_SPAN_SECOND);
  assay_wait_until (fixture->delivered->len == 1);
}

/* Something stands between, so that the others are not tried; one that comes through ends it. */
static void
test_somebody_else_answers (OutboxFixture *fixture, gconstpointer data)
{
  g_autofree char *other = NULL;
  g_autofree char *body = NULL;
  guint n_notified = 0;

  fixture->stackone->script = data;
  assay_count_notify (fixture->outbox, "pause", &n_notified);
  assay_outbox_start (fixture->outbox);
  queue_one (fixture);
  assay_wait_until (assay_outbox_get_pause (fixture->outbox) == ASSAY_OUTBOX_PAUSE_ELSEWHERE);
  body = outbox_fixture_last_body (fixture, "ord-1", ASSAY_EVENT_RESULT_ATTEMPTED);
  g_assert_null (strstr (body, "\"status\""));
  outbox_fixture_receive (fixture, "ord-2");
  other = outbox_fixture_queue (fixture, "ord-2", "{\"summary\":\"b\"}");
  assay_run_for (600);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 1);

  advance_to_retry (fixture);
  assay_wait_until (fixture->delivered->len == 2);
  g_assert_cmpint (assay_outbox_get_pause (fixture->outbox), ==, ASSAY_OUTBOX_PAUSE_NONE);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 3);
  g_assert_cmpuint (fixture->refused->len, ==, 0);
}

static void
test_connection_refused (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrderResults) results = NULL;
  const AssayResultRevision *revision;

  assay_mock_stackone_vanish (fixture->stackone);
  assay_outbox_start (fixture->outbox);
  queue_one (fixture);
  assay_wait_until (assay_outbox_get_next_retry_at (fixture->outbox) ==
                    OUTBOX_NOW + 500 * G_TIME_SPAN_MILLISECOND);
  assay_mock_stackone_appear (fixture->stackone);
  advance_to_retry (fixture);
  assay_wait_until (fixture->delivered->len == 1);

  g_assert_cmpuint (fixture->stackone->requests->len, ==, 1);
  results = outbox_fixture_results (fixture, "ord-1");
  revision = g_ptr_array_index (results->revisions, 0);
  g_assert_cmpint (revision->attempts, ==, 3);
}

static const AssayMockAnswer foreign_scripts[][2] = {
  { { 302, NULL, FAILED }, { 0 } },
  { { 502, NULL, "<html>proxy</html>" }, { 0 } },
  { { 200, NULL, "<html>portal</html>" }, { 0 } },
  { { 401, NULL, "login" }, { 0 } },
};

static const AssayMockAnswer transient_scripts[][2] = {
  { { 408, "1", FAILED }, { 0 } }, { { 429, "1", FAILED }, { 0 } }, { { 500, "1", FAILED }, { 0 } },
  { { 502, "1", FAILED }, { 0 } }, { { 503, "1", FAILED }, { 0 } }, { { 504, "1", FAILED }, { 0 } },
};

static void
test_transient (OutboxFixture *fixture, gconstpointer data)
{
  fixture->stackone->script = data;
  assay_outbox_start (fixture->outbox);
  queue_one (fixture);
  advance_to_retry (fixture);
  assay_wait_until (fixture->delivered->len == 1);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 2);
  g_assert_cmpuint (fixture->refused->len, ==, 0);
}

/* Whoever shares the key has to wait, too. */
static void
test_rate_limit_holds_everything (OutboxFixture *fixture, gconstpointer data)
{
  static const AssayMockAnswer script[] = { { 429, "30", FAILED }, { 0 } };
  AssayRateLimiter *limiter = assay_stackone_client_get_rate_limiter (fixture->client);

  fixture->stackone->script = script;
  assay_outbox_start (fixture->outbox);
  queue_one (fixture);
  assay_wait_until (assay_outbox_get_next_retry_at (fixture->outbox) != 0);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, 30 * G_TIME_SPAN_SECOND);
}

/* Whoever sent before may have used up the limit. */
static void
test_limit_of_before (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (AssayRateLimiter) limiter = assay_rate_limiter_new (1, ASSAY_CLOCK (fixture->clock));
  g_autofree char *second = NULL;

  assay_stackone_client_set_clock (fixture->client, ASSAY_CLOCK (fixture->clock));
  assay_outbox_start (fixture->outbox);
  queue_one (fixture);
  assay_wait_until (fixture->delivered->len == 1);
  assay_outbox_stop (fixture->outbox);
  assay_fake_clock_advance (fixture->clock, 10 * G_TIME_SPAN_SECOND);

  assay_stackone_client_set_rate_limiter (fixture->client, limiter);
  assay_outbox_start (fixture->outbox);
  outbox_fixture_receive (fixture, "ord-2");
  second = outbox_fixture_queue (fixture, "ord-2", "{\"summary\":\"b\"}");
  assay_wait_until (assay_outbox_get_in_flight (fixture->outbox) == 1);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), >, 49 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), <, 51 * G_TIME_SPAN_SECOND);
  assay_fake_clock_advance (fixture->clock, 51 * G_TIME_SPAN_SECOND);
  assay_wait_until (fixture->delivered->len == 2);
}

/* The limit of a customer's system concerns that customer alone. */
static void
test_limit_of_an_account (OutboxFixture *fixture, gconstpointer data)
{
  static const AssayMockAnswer script[] = {
    { 429, "30", "{\"message\":\"Not now\",\"provider_errors\":[{\"status\":429}]}" },
    { 0 },
  };
  AssayRateLimiter *limiter = assay_stackone_client_get_rate_limiter (fixture->client);
  g_autofree char *second = NULL;
  g_autofree char *other = NULL;

  fixture->stackone->script = script;
  assay_outbox_start (fixture->outbox);
  queue_one (fixture);
  assay_wait_until (assay_outbox_get_next_retry_at (fixture->outbox) != 0);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, 0);

  outbox_fixture_receive (fixture, "ord-2");
  second = outbox_fixture_queue (fixture, "ord-2", "{\"summary\":\"b\"}");
  outbox_fixture_receive (fixture, "acc-2/ord-3");
  other = outbox_fixture_queue (fixture, "acc-2/ord-3", "{\"summary\":\"c\"}");
  assay_wait_until (fixture->delivered->len == 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->delivered, 0), ==, "acc-2/ord-3");
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 2);

  advance_to_retry (fixture);
  assay_wait_until (fixture->delivered->len == 3);
}

/* A second 500 is final, also when another sender saw the first one. */
static void
test_server_fault_twice (OutboxFixture *fixture, gconstpointer data)
{
  static const AssayMockAnswer script[] = {
    { 500, "1", FAILED },
    { 500, "1", FAILED },
    { 0 },
  };

  fixture->stackone->script = script;
  assay_outbox_start (fixture->outbox);
  queue_one (fixture);
  assay_wait_until (assay_outbox_get_next_retry_at (fixture->outbox) != 0);
  assay_outbox_stop (fixture->outbox);
  g_object_unref (fixture->outbox);
  fixture->outbox = assay_outbox_new (fixture->journal, fixture->client,
                                      ASSAY_CLOCK (fixture->clock), fixture->policy);
  outbox_fixture_watch (fixture);
  assay_outbox_start (fixture->outbox);
  advance_to_retry (fixture);
  assay_wait_until (fixture->refused->len == 1);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 2);
}

/* After eight attempts it is left alone, and can be queued again. */
static void
test_exhausted (OutboxFixture *fixture, gconstpointer data)
{
  static const AssayMockAnswer script[] = {
    { 502, "1", FAILED }, { 502, "1", FAILED }, { 502, "1", FAILED },
    { 502, "1", FAILED }, { 502, "1", FAILED }, { 502, "1", FAILED },
    { 502, "1", FAILED }, { 502, "1", FAILED }, { 0 },
  };
  g_autofree char *body = NULL;
  g_autofree char *again = NULL;
  g_autofree char *states = NULL;

  fixture->stackone->script = script;
  assay_outbox_start (fixture->outbox);
  queue_one (fixture);
  for (guint i = 1; i < 8; i++)
    {
      advance_to_retry (fixture);
      assay_wait_until (fixture->stackone->requests->len == i + 1);
    }

  assay_wait_until (fixture->refused->len == 1);
  body = outbox_fixture_last_body (fixture, "ord-1", ASSAY_EVENT_RESULT_REFUSED);
  g_assert_true (g_str_has_suffix (body, ",\"status\":502,\"message\":\"Not now\",\"errors\":[],"
                                         "\"exhausted\":true}"));
  again = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"a\"}");
  assay_wait_until (fixture->delivered->len == 1);
  states = outbox_fixture_states (fixture, "ord-1");
  g_assert_cmpstr (states, ==, "refused delivered");
}

#define ADD(path, func) \
  g_test_add ("/outbox/outbox-retry/" path, OutboxFixture, NULL, outbox_fixture_set_up, func, \
              outbox_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("retry-after", test_retry_after);
  ADD ("connection-refused", test_connection_refused);
  ADD ("clock-is-set", test_clock_is_set);
  ADD ("long-retry-after", test_long_retry_after);
  ADD ("limit-of-an-account", test_limit_of_an_account);
  ADD ("limit-of-before", test_limit_of_before);
  ADD ("rate-limit-holds-everything", test_rate_limit_holds_everything);
  ADD ("server-fault-twice", test_server_fault_twice);
  ADD ("exhausted", test_exhausted);

  for (guint i = 0; i < G_N_ELEMENTS (transient_scripts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/outbox/outbox-retry/transient/%u",
                                               transient_scripts[i][0].status);

      g_test_add (path, OutboxFixture, transient_scripts[i], outbox_fixture_set_up, test_transient,
                  outbox_fixture_tear_down);
    }

  for (guint i = 0; i < G_N_ELEMENTS (foreign_scripts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/outbox/outbox-retry/somebody-else/%u",
                                               foreign_scripts[i][0].status);

      g_test_add (path, OutboxFixture, foreign_scripts[i], outbox_fixture_set_up,
                  test_somebody_else_answers, outbox_fixture_tear_down);
    }

  return g_test_run ();
}
