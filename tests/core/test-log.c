/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-log.h"

#define START G_GINT64_CONSTANT (5000000)

static void
test_once_a_minute (void)
{
  AssayLogLimit limit = { 0 };

  g_assert_true (assay_log_limit_check (&limit, START));
  g_assert_false (assay_log_limit_check (&limit, START + 1));
  g_assert_false (assay_log_limit_check (&limit, START + G_TIME_SPAN_MINUTE - 1));
  g_assert_true (assay_log_limit_check (&limit, START + G_TIME_SPAN_MINUTE));
  g_assert_false (assay_log_limit_check (&limit, START + G_TIME_SPAN_MINUTE + 1));
}

static void
test_rarely (void)
{
  g_test_expect_message (G_LOG_DOMAIN, G_LOG_LEVEL_MESSAGE, "fault 0");
  for (guint i = 0; i < 1000; i++)
    assay_log_rarely (g_message, "fault %u", i);
  g_test_assert_expected_messages ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/log/once-a-minute", test_once_a_minute);
  g_test_add_func ("/core/log/rarely", test_rarely);

  return g_test_run ();
}
