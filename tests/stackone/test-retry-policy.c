/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "assay-retry-policy.h"
#include "assay-stackone-error.h"

static GError *
answer_error (guint status, gint64 retry_after)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  return assay_stackone_error_new_from_failure (assay_stackone_failure_new (status, retry_after,
                                                                            body));
}

static AssayRetryVerdict
decide (GError *error, guint n_attempts, guint n_server_faults, double jitter, gint64 *delay)
{
  g_autoptr (AssayRetryPolicy) policy = assay_retry_policy_new ();
  gboolean answered = assay_stackone_error_get_failure (error) != NULL;
  AssayRetryRecord record = { n_attempts, n_server_faults, answered ? n_attempts : 0 };
  AssayRetryVerdict verdict;

  assay_retry_policy_set_jitter (policy, jitter);
  verdict = assay_retry_policy_decide (policy, error, &record, delay);
  g_error_free (error);

  return verdict;
}

static void
test_documented_codes (void)
{
  static const struct
  {
    guint status;
    AssayRetryVerdict verdict;
  } table[] = {
    { 302, ASSAY_RETRY_LATER }, { 400, ASSAY_RETRY_FINAL }, { 401, ASSAY_RETRY_FINAL },
    { 403, ASSAY_RETRY_FINAL }, { 404, ASSAY_RETRY_FINAL }, { 408, ASSAY_RETRY_LATER },
    { 409, ASSAY_RETRY_FINAL }, { 412, ASSAY_RETRY_FINAL }, { 418, ASSAY_RETRY_FINAL },
    { 422, ASSAY_RETRY_FINAL }, { 429, ASSAY_RETRY_LATER }, { 500, ASSAY_RETRY_LATER },
    { 501, ASSAY_RETRY_FINAL }, { 502, ASSAY_RETRY_LATER }, { 503, ASSAY_RETRY_LATER },
    { 504, ASSAY_RETRY_LATER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      guint faults = table[i].status == 500 ? 1 : 0;
      gint64 delay = -1;

      g_test_message ("status %u", table[i].status);
      g_assert_cmpint (decide (answer_error (table[i].status, -1), 1, faults, 0.25, &delay), ==,
                       table[i].verdict);
      g_assert_cmpint (delay, ==, table[i].verdict == ASSAY_RETRY_LATER ? 250000 : 0);
    }
}

/* A page of somebody else says nothing about the result, and neither does a redirect. */
static void
test_somebody_else_answered (void)
{
  static const struct
  {
    guint status;
    const char *body;
    AssayRetryVerdict verdict;
  } table[] = {
    { 302, "<html>moved</html>", ASSAY_RETRY_LATER },
    { 404, "<html>not here</html>", ASSAY_RETRY_LATER },
    { 405, "no", ASSAY_RETRY_LATER },
    { 404, "", ASSAY_RETRY_FINAL },
    { 403, "<html>forbidden</html>", ASSAY_RETRY_LATER },
    { 302, "", ASSAY_RETRY_LATER },
    { 308, "{}", ASSAY_RETRY_LATER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (table[i].body, strlen (table[i].body));
      GError *error =
        assay_stackone_error_new_from_failure (assay_stackone_failure_new (table[i].status, -1,
                                                                           body));
      gint64 delay;

      g_test_message ("status %u %s", table[i].status, table[i].body);
      g_assert_cmpint (decide (error, 1, 0, 0.25, &delay), ==, table[i].verdict);
    }
}

static void
test_local_errors (void)
{
  static const struct
  {
    AssayStackoneError code;
    AssayRetryVerdict verdict;
  } table[] = {
    { ASSAY_STACKONE_ERROR_CONNECTION, ASSAY_RETRY_LATER },
    { ASSAY_STACKONE_ERROR_TIMED_OUT, ASSAY_RETRY_LATER },
    { ASSAY_STACKONE_ERROR_INVALID_ANSWER, ASSAY_RETRY_LATER },
    { ASSAY_STACKONE_ERROR_TLS, ASSAY_RETRY_LATER },
    { ASSAY_STACKONE_ERROR_TOO_LARGE, ASSAY_RETRY_FINAL },
    { ASSAY_STACKONE_ERROR_NO_API_KEY, ASSAY_RETRY_FINAL },
    { ASSAY_STACKONE_ERROR_INVALID_REQUEST, ASSAY_RETRY_FINAL },
  };
  gint64 delay;

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    g_assert_cmpint (decide (g_error_new_literal (ASSAY_STACKONE_ERROR, (int) table[i].code, "x"),
                             1, 0, 0, &delay),
                     ==, table[i].verdict);

  g_assert_cmpint (decide (g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "x"), 1, 0, 0,
                           &delay),
                   ==, ASSAY_RETRY_FINAL);
}

static void
test_server_fault_once (void)
{
  gint64 delay;

  g_assert_cmpint (decide (answer_error (500, -1), 3, 1, 0, &delay), ==, ASSAY_RETRY_LATER);
  g_assert_cmpint (decide (answer_error (500, -1), 3, 2, 0, &delay), ==, ASSAY_RETRY_FINAL);
}

static GError *
connection_error (void)
{
  return g_error_new_literal (ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_CONNECTION, "x");
}

/* 500 ms × n^1.5, n counted from 0, and the jitter on top. */
static void
test_formula (void)
{
  static const gint64 expected[] = { 0, 500000, 1414213, 2598076, 4000000, 5590169, 7348469 };
  gint64 delay;

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_assert_cmpint (decide (connection_error (), i + 1, 0, 0, &delay), ==, ASSAY_RETRY_LATER);
      g_assert_cmpint (delay, ==, expected[i]);
      g_assert_cmpint (decide (connection_error (), i + 1, 0, 1, &delay), ==, ASSAY_RETRY_LATER);
      g_assert_cmpint (delay, ==, expected[i] + G_TIME_SPAN_SECOND);
    }
}

/* Never sooner than by the formula, never sooner than in a second, never later than in 300 s. */
static void
test_retry_after (void)
{
  static const struct
  {
    gint64 retry_after;
    gint64 delay;
  } table[] = {
    { 7, 7 * G_TIME_SPAN_SECOND },
    { 0, 1500000 },
    { 1, 1500000 },
    { 301, 300 * G_TIME_SPAN_SECOND },
    { G_MAXINT64, 300 * G_TIME_SPAN_SECOND },
  };
  gint64 delay;

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_assert_cmpint (decide (answer_error (429, table[i].retry_after), 2, 0, 1, &delay), ==,
                       ASSAY_RETRY_LATER);
      g_assert_cmpint (delay, ==, table[i].delay);
    }

  g_assert_cmpint (decide (answer_error (429, 0), 1, 0, 0, &delay), ==, ASSAY_RETRY_LATER);
  g_assert_cmpint (delay, ==, G_TIME_SPAN_SECOND);
}

/* Eight answers within an hour; what was not answered has no limit. */
static void
test_limits (void)
{
  gint64 delay, sum = 0;

  for (guint i = 1; i < 8; i++)
    {
      g_assert_cmpint (decide (answer_error (502, -1), i, 0, 0, &delay), ==, ASSAY_RETRY_LATER);
      sum += delay;
    }
  g_assert_cmpint (sum, ==, G_TIME_SPAN_HOUR + 500000);
  g_assert_cmpint (decide (answer_error (502, -1), 8, 0, 0, &delay), ==, ASSAY_RETRY_EXHAUSTED);
  g_assert_cmpint (delay, ==, 0);

  g_assert_cmpint (decide (connection_error (), 100000, 0, 0, &delay), ==, ASSAY_RETRY_LATER);
  g_assert_cmpint (delay, ==, G_TIME_SPAN_MINUTE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/stackone/retry-policy/documented-codes", test_documented_codes);
  g_test_add_func ("/stackone/retry-policy/somebody-else-answered", test_somebody_else_answered);
  g_test_add_func ("/stackone/retry-policy/local-errors", test_local_errors);
  g_test_add_func ("/stackone/retry-policy/server-fault-once", test_server_fault_once);
  g_test_add_func ("/stackone/retry-policy/formula", test_formula);
  g_test_add_func ("/stackone/retry-policy/retry-after", test_retry_after);
  g_test_add_func ("/stackone/retry-policy/limits", test_limits);

  return g_test_run ();
}
