/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-rate-limiter.h"
#include "assay-support.h"

#define START G_GINT64_CONSTANT (1767323045000000)

static gboolean
acquire (AssayRateLimiter *limiter)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gboolean acquired;

  assay_rate_limiter_acquire_async (limiter, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  acquired = assay_rate_limiter_acquire_finish (limiter, result, &error);
  g_assert_no_error (error);

  return acquired;
}

static void
make_request (AssayRateLimiter *limiter)
{
  g_assert_true (acquire (limiter));
  assay_rate_limiter_release (limiter);
}

static void
test_window (void)
{
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (START);
  g_autoptr (AssayRateLimiter) limiter = assay_rate_limiter_new (3, ASSAY_CLOCK (clock));

  g_assert_cmpuint (assay_rate_limiter_get_limit (limiter), ==, 3);
  make_request (limiter);
  assay_fake_clock_advance (clock, 10 * G_TIME_SPAN_SECOND);
  make_request (limiter);
  make_request (limiter);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, 50 * G_TIME_SPAN_SECOND);
  assay_fake_clock_advance (clock, 50 * G_TIME_SPAN_SECOND - 1);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, 1);
  assay_fake_clock_advance (clock, 1);
  make_request (limiter);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, 10 * G_TIME_SPAN_SECOND);
}

/* Between start and end the server may count it at any moment, so its minute begins at the end. */
static void
test_long_request (void)
{
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (START);
  g_autoptr (AssayRateLimiter) limiter = assay_rate_limiter_new (2, ASSAY_CLOCK (clock));

  g_assert_true (acquire (limiter));
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, 0);
  g_assert_true (acquire (limiter));
  assay_fake_clock_advance (clock, G_TIME_SPAN_HOUR);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, -1);
  assay_rate_limiter_release (limiter);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, G_TIME_SPAN_MINUTE);
  assay_fake_clock_advance (clock, G_TIME_SPAN_MINUTE);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, 0);
  assay_rate_limiter_release (limiter);
}

static void
test_clock_is_set (void)
{
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (START);
  g_autoptr (AssayRateLimiter) limiter = assay_rate_limiter_new (1, ASSAY_CLOCK (clock));

  make_request (limiter);
  assay_fake_clock_set (clock, START - G_TIME_SPAN_HOUR);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, G_TIME_SPAN_MINUTE);
  assay_fake_clock_set (clock, START + G_TIME_SPAN_HOUR);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, G_TIME_SPAN_MINUTE);
}

static void
test_remember (void)
{
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (START);
  g_autoptr (AssayRateLimiter) limiter = assay_rate_limiter_new (3, ASSAY_CLOCK (clock));

  make_request (limiter);
  assay_rate_limiter_remember (limiter, 20 * G_TIME_SPAN_SECOND);
  assay_rate_limiter_remember (limiter, 50 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, 10 * G_TIME_SPAN_SECOND);
  assay_rate_limiter_remember (limiter, 30 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, 30 * G_TIME_SPAN_SECOND);
  assay_rate_limiter_remember (limiter, G_TIME_SPAN_HOUR);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, 30 * G_TIME_SPAN_SECOND);
}

static void
test_pause (void)
{
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (START);
  g_autoptr (AssayRateLimiter) limiter = assay_rate_limiter_new (2, ASSAY_CLOCK (clock));

  assay_rate_limiter_pause (limiter, 30 * G_TIME_SPAN_SECOND);
  assay_rate_limiter_pause (limiter, 10 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, 30 * G_TIME_SPAN_SECOND);
  assay_fake_clock_advance (clock, 20 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (assay_rate_limiter_get_left (limiter), ==, 10 * G_TIME_SPAN_SECOND);
  assay_fake_clock_advance (clock, 10 * G_TIME_SPAN_SECOND);
  make_request (limiter);
}

/* The order of asking is the order of turns; the end of a request is noticed at once. */
static void
test_queue (void)
{
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (START);
  g_autoptr (AssayRateLimiter) limiter = assay_rate_limiter_new (1, ASSAY_CLOCK (clock));
  GAsyncResult *pending[2] = { NULL, NULL };
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;

  g_assert_true (acquire (limiter));
  for (guint i = 0; i < 2; i++)
    assay_rate_limiter_acquire_async (limiter, NULL, assay_await_result_cb, &pending[i]);
  assay_rate_limiter_release (limiter);
  assay_fake_clock_advance (clock, G_TIME_SPAN_MINUTE);
  first = assay_await_result (&pending[0]);
  g_assert_true (assay_rate_limiter_acquire_finish (limiter, first, NULL));
  g_assert_null (pending[1]);

  assay_fake_clock_advance (clock, G_TIME_SPAN_MINUTE);
  assay_rate_limiter_release (limiter);
  assay_fake_clock_advance (clock, G_TIME_SPAN_MINUTE);
  second = assay_await_result (&pending[1]);
  g_assert_true (assay_rate_limiter_acquire_finish (limiter, second, NULL));
  assay_rate_limiter_release (limiter);
}

static void
test_cancel_while_waiting (void)
{
  g_autoptr (AssayRateLimiter) limiter = assay_rate_limiter_new (1, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  make_request (limiter);
  assay_rate_limiter_acquire_async (limiter, cancellable, assay_await_result_cb, &pending);
  g_cancellable_cancel (cancellable);
  result = assay_await_result (&pending);
  g_assert_false (assay_rate_limiter_acquire_finish (limiter, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_finalize_object (g_steal_pointer (&limiter));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/stackone/rate-limiter/window", test_window);
  g_test_add_func ("/stackone/rate-limiter/long-request", test_long_request);
  g_test_add_func ("/stackone/rate-limiter/clock-is-set", test_clock_is_set);
  g_test_add_func ("/stackone/rate-limiter/remember", test_remember);
  g_test_add_func ("/stackone/rate-limiter/pause", test_pause);
  g_test_add_func ("/stackone/rate-limiter/queue", test_queue);
  g_test_add_func ("/stackone/rate-limiter/cancel-while-waiting", test_cancel_while_waiting);

  return g_test_run ();
}
