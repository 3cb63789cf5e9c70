/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-spine-private.h"

static GArray *
make (const gint64 *rows, guint n_rows)
{
  GArray *spine = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (spine, rows, n_rows);

  return spine;
}

static void
expect (GArray *spine, const gint64 *rows, guint n_rows)
{
  g_assert_cmpmem (spine->data, spine->len * sizeof (gint64), rows, n_rows * sizeof (gint64));
}

static void
test_fill (void)
{
  static const gint64 ends[] = { 9, 8, 0, 0, 0, 2, 1 };
  static const gint64 known[] = { 9, 8, 7, 6 };
  static const gint64 filled[] = { 9, 8, 7, 6, 0, 2, 1 };
  static const gint64 longer[] = { 9, 8, 7, 6, 5, 4, 3, 2, 1 };
  static const gint64 disagreeing[] = { 9, 8, 7, 6, 5, 2, 1 };
  g_autoptr (GArray) first = make (ends, 2);
  g_autoptr (GArray) last = make (ends + 5, 2);
  g_autoptr (GArray) spine = assay_order_spine_new (first, 7, last);
  g_autoptr (GArray) some = make (known, 4);
  g_autoptr (GArray) more = make (longer, 9);

  expect (spine, ends, 7);
  g_assert_cmpint (assay_order_spine_get (spine, 6), ==, 1);
  assay_order_spine_fill (spine, some, 2);
  expect (spine, filled, 7);
  assay_order_spine_fill (spine, more, 4);
  expect (spine, disagreeing, 7);
}

static void
test_find (void)
{
  static const gint64 rows[] = { 9, 7, 3 };
  g_autoptr (GArray) spine = make (rows, 3);
  guint position;

  g_assert_true (assay_order_spine_find (spine, 7, &position));
  g_assert_cmpuint (position, ==, 1);
  g_assert_false (assay_order_spine_find (spine, 10, &position));
  g_assert_cmpuint (position, ==, 0);
  g_assert_false (assay_order_spine_find (spine, 5, &position));
  g_assert_cmpuint (position, ==, 2);
  g_assert_false (assay_order_spine_find (spine, 1, &position));
  g_assert_cmpuint (position, ==, 3);
}

static void
test_compare (void)
{
  static const struct
  {
    gint64 before[6];
    guint n_before;
    gint64 after[6];
    guint n_after;
    guint n_first;
    guint n_last;
  } cases[] = {
    { { 0 }, 0, { 3, 2, 1 }, 3, 0, 0 },
    { { 3, 2, 1 }, 3, { 3, 2, 1 }, 3, 3, 0 },
    { { 3, 2, 1 }, 3, { 3, 1 }, 2, 1, 1 },
    { { 3, 2, 1 }, 3, { 4, 3, 2, 1 }, 4, 0, 3 },
    { { 5, 0, 0, 1 }, 4, { 5, 0, 0, 1 }, 4, 1, 1 },
    { { 5, 4, 0, 1 }, 4, { 5, 4, 3, 2, 1 }, 5, 2, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) before = make (cases[i].before, cases[i].n_before);
      g_autoptr (GArray) after = make (cases[i].after, cases[i].n_after);
      guint n_first, n_last;

      assay_order_spine_compare (before, after, &n_first, &n_last);
      g_assert_cmpuint (n_first, ==, cases[i].n_first);
      g_assert_cmpuint (n_last, ==, cases[i].n_last);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/order-spine/fill", test_fill);
  g_test_add_func ("/journal/order-spine/find", test_find);
  g_test_add_func ("/journal/order-spine/compare", test_compare);

  return g_test_run ();
}
