/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-rate-limiter.h"
#include "assay-support.h"

#define START G_GINT64_CONSTANT (1767323045000000)

static void
test_window (void)
{
  g_autoptr(AssayFakeClock) clock = assay_fake_clock_new (START);
  g_autoptr(AssayRateLimiter) limiter = assay_rate_limiter_new (3, ASSAY_CLOCK (clock));

  g_assert_cmpuint (assay_rate_limiter_get_limit (limiter), ==, 3);
  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, 0);
  assay_fake_clock_advance (clock, 10 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, 0);
  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, 0);
  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, 50 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, 60 * G_TIME_SPAN_SECOND);
  assay_fake_clock_advance (clock, 120 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, 0);
}

static void
test_default_limit (void)
{
  g_autoptr(AssayFakeClock) clock = assay_fake_clock_new (START);
  g_autoptr(AssayRateLimiter) limiter =
    assay_rate_limiter_new (ASSAY_RATE_LIMITER_DEFAULT_LIMIT, ASSAY_CLOCK (clock));

  for (guint i = 0; i < 1000; i++)
    g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, 0);
  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, G_TIME_SPAN_MINUTE);
}

static void
test_clock_set_back (void)
{
  g_autoptr(AssayFakeClock) clock = assay_fake_clock_new (START);
  g_autoptr(AssayRateLimiter) limiter = assay_rate_limiter_new (1, ASSAY_CLOCK (clock));

  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, 0);
  assay_fake_clock_set (clock, START - G_TIME_SPAN_HOUR);
  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, G_TIME_SPAN_MINUTE);
}

static void
test_pause (void)
{
  g_autoptr(AssayFakeClock) clock = assay_fake_clock_new (START);
  g_autoptr(AssayRateLimiter) limiter = assay_rate_limiter_new (2, ASSAY_CLOCK (clock));

  assay_rate_limiter_pause (limiter, 30 * G_TIME_SPAN_SECOND);
  assay_rate_limiter_pause (limiter, 10 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, 30 * G_TIME_SPAN_SECOND);
  assay_fake_clock_advance (clock, 20 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, 10 * G_TIME_SPAN_SECOND);
  assay_fake_clock_advance (clock, 70 * G_TIME_SPAN_SECOND);
  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, 0);
}

static void
test_acquire (void)
{
  g_autoptr(AssayRateLimiter) limiter = assay_rate_limiter_new (1, NULL);
  GAsyncResult *pending = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  assay_rate_limiter_acquire_async (limiter, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  g_assert_true (assay_rate_limiter_acquire_finish (limiter, result, &error));
  g_assert_no_error (error);
}

static void
test_cancel_while_waiting (void)
{
  g_autoptr(AssayRateLimiter) limiter = assay_rate_limiter_new (1, NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *pending = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (assay_rate_limiter_reserve (limiter), ==, 0);
  assay_rate_limiter_acquire_async (limiter, cancellable, assay_await_result_cb, &pending);
  g_cancellable_cancel (cancellable);
  result = assay_await_result (&pending);
  g_assert_false (assay_rate_limiter_acquire_finish (limiter, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  g_assert_finalize_object (g_steal_pointer (&limiter));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/stackone/rate-limiter/window", test_window);
  g_test_add_func ("/stackone/rate-limiter/default-limit", test_default_limit);
  g_test_add_func ("/stackone/rate-limiter/clock-set-back", test_clock_set_back);
  g_test_add_func ("/stackone/rate-limiter/pause", test_pause);
  g_test_add_func ("/stackone/rate-limiter/acquire", test_acquire);
  g_test_add_func ("/stackone/rate-limiter/cancel-while-waiting", test_cancel_while_waiting);

  return g_test_run ();
}
