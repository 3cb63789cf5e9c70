/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-waits-private.h"
#include "assay-support.h"

#define NOW G_GINT64_CONSTANT (1767323045000000)
#define SECOND G_TIME_SPAN_SECOND

static const AssayResultRevision one = {
  .order_key = (char *) "acc-1/ord-1",
  .revision = (char *) "r1",
};
static const AssayResultRevision other = {
  .order_key = (char *) "acc-2/ord-1",
  .revision = (char *) "r2",
};

static void
test_postponed (void)
{
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (NOW);
  g_autoptr (AssayOutboxWaits) waits = assay_outbox_waits_new (ASSAY_CLOCK (clock));

  g_assert_cmpint (assay_outbox_waits_get_left (waits, &one), ==, 0);
  assay_outbox_waits_postpone (waits, "r1", 30 * SECOND, FALSE);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &one), ==, 30 * SECOND);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &other), ==, 0);

  assay_fake_clock_advance (clock, 10 * SECOND);
  assay_fake_clock_set (clock, NOW - 300 * SECOND);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &one), ==, 20 * SECOND);
  assay_fake_clock_set (clock, NOW + 3600 * SECOND);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &one), ==, 20 * SECOND);
  assay_fake_clock_advance (clock, 20 * SECOND);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &one), ==, 0);
}

/* Of what an earlier process postponed only the time on the wall is known. */
static void
test_from_before (void)
{
  static const struct
  {
    gint64 retry_at;
    gint64 left;
  } cases[] = {
    { NOW + 5 * SECOND, 5 * SECOND },
    { NOW - 5 * SECOND, 0 },
    { NOW + 86400 * SECOND, 900 * SECOND },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (NOW);
      g_autoptr (AssayOutboxWaits) waits = assay_outbox_waits_new (ASSAY_CLOCK (clock));
      AssayResultRevision result = one;

      result.retry_at = cases[i].retry_at;
      g_assert_cmpint (assay_outbox_waits_get_left (waits, &result), ==, cases[i].left);
      assay_fake_clock_set (clock, NOW - 60 * SECOND);
      g_assert_cmpint (assay_outbox_waits_get_left (waits, &result), ==, cases[i].left);
    }
}

static void
test_account (void)
{
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (NOW);
  g_autoptr (AssayOutboxWaits) waits = assay_outbox_waits_new (ASSAY_CLOCK (clock));

  assay_outbox_waits_hold_account (waits, "acc-1/ord-9", 30 * SECOND);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &one), ==, 30 * SECOND);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &other), ==, 0);
  assay_outbox_waits_postpone (waits, "r1", 40 * SECOND, FALSE);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &one), ==, 40 * SECOND);
}

static void
test_hurry (void)
{
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (NOW);
  g_autoptr (AssayOutboxWaits) waits = assay_outbox_waits_new (ASSAY_CLOCK (clock));

  assay_outbox_waits_postpone (waits, "r1", 30 * SECOND, TRUE);
  assay_outbox_waits_postpone (waits, "r2", 30 * SECOND, FALSE);
  assay_outbox_waits_hurry (waits);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &one), ==, 0);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &other), ==, 30 * SECOND);
}

/* Who wants one tried at once takes away its time, not that of its account. */
static void
test_hurried (void)
{
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (NOW);
  g_autoptr (AssayOutboxWaits) waits = assay_outbox_waits_new (ASSAY_CLOCK (clock));
  AssayResultRevision result = one;

  assay_outbox_waits_postpone (waits, "r1", 30 * SECOND, FALSE);
  result.attempts = 1;
  result.retry_at = NOW + 30 * SECOND;
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &result), ==, 30 * SECOND);
  result.retry_at = 0;
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &result), ==, 0);

  assay_outbox_waits_hold_account (waits, "acc-1/ord-9", 10 * SECOND);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &result), ==, 10 * SECOND);
}

static void
test_forget (void)
{
  g_autoptr (AssayFakeClock) clock = assay_fake_clock_new (NOW);
  g_autoptr (AssayOutboxWaits) waits = assay_outbox_waits_new (ASSAY_CLOCK (clock));
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();

  assay_outbox_waits_postpone (waits, "r1", 30 * SECOND, TRUE);
  assay_outbox_waits_postpone (waits, "r2", 30 * SECOND, TRUE);
  assay_outbox_waits_hold_account (waits, "acc-2/ord-9", 10 * SECOND);
  g_ptr_array_add (queue, (gpointer) &one);
  assay_outbox_waits_keep (waits, queue);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &one), ==, 30 * SECOND);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &other), ==, 10 * SECOND);

  assay_outbox_waits_clear (waits);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &one), ==, 0);
  g_assert_cmpint (assay_outbox_waits_get_left (waits, &other), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/outbox/outbox-waits/postponed", test_postponed);
  g_test_add_func ("/outbox/outbox-waits/from-before", test_from_before);
  g_test_add_func ("/outbox/outbox-waits/account", test_account);
  g_test_add_func ("/outbox/outbox-waits/hurry", test_hurry);
  g_test_add_func ("/outbox/outbox-waits/hurried", test_hurried);
  g_test_add_func ("/outbox/outbox-waits/forget", test_forget);

  return g_test_run ();
}
