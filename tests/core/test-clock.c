/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-clock.h"
#include "assay-support.h"

static void
test_system (void)
{
  AssayClock *clock = assay_clock_get_system ();
  gint64 before = g_get_real_time ();
  gint64 now = assay_clock_now (clock);

  g_assert_true (clock == assay_clock_get_system ());
  g_assert_cmpint (now, >=, before);
  g_assert_cmpint (now, <=, g_get_real_time ());
}

static void
test_fake (void)
{
  AssayFakeClock *clock = assay_fake_clock_new (1000);

  g_assert_cmpint (assay_clock_now (ASSAY_CLOCK (clock)), ==, 1000);
  assay_fake_clock_advance (clock, 234);
  g_assert_cmpint (assay_clock_now (ASSAY_CLOCK (clock)), ==, 1234);
  assay_fake_clock_set (clock, 5);
  g_assert_cmpint (assay_clock_now (ASSAY_CLOCK (clock)), ==, 5);
  g_assert_finalize_object (clock);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/clock/system", test_system);
  g_test_add_func ("/core/clock/fake", test_fake);
  return g_test_run ();
}
