/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-cache-private.h"

#define N_KEPT 2

static AssayOrder *
add (AssayOrderCache *cache, gint64 row)
{
  AssayOrder *order = assay_order_new ();

  assay_order_cache_add (cache, row, order);
  g_assert_true (assay_order_cache_lookup (cache, row) == order);

  return order;
}

static void
sum_rows (gint64 row, gpointer data)
{
  *(gint64 *) data += row;
}

static gint64
sum (AssayOrderCache *cache)
{
  gint64 rows = 0;

  assay_order_cache_foreach (cache, sum_rows, &rows);

  return rows;
}

/* What is held stays, of the others the newest. */
static void
test_kept (void)
{
  g_autoptr (AssayOrderCache) cache = assay_order_cache_new (N_KEPT);
  g_autoptr (AssayOrder) held = add (cache, 1);

  for (gint64 row = 10; row < 15; row++)
    g_object_unref (add (cache, row));

  g_assert_true (assay_order_cache_lookup (cache, 1) == held);
  g_assert_null (assay_order_cache_lookup (cache, 12));
  g_assert_nonnull (assay_order_cache_lookup (cache, 13));
  g_assert_nonnull (assay_order_cache_lookup (cache, 14));
  g_assert_cmpint (sum (cache), ==, 1 + 13 + 14);

  assay_order_cache_trim (cache);
  g_assert_cmpint (sum (cache), ==, 1);
  g_object_unref (add (cache, 15));
  g_clear_object (&held);
  g_assert_null (assay_order_cache_lookup (cache, 1));
  g_assert_cmpint (sum (cache), ==, 15);
}

/* Whoever holds an order may do so longer than the list lives. */
static void
test_outlived (void)
{
  AssayOrderCache *cache = assay_order_cache_new (N_KEPT);
  AssayOrder *held = add (cache, 1);
  AssayOrder *kept = add (cache, 2);

  g_object_add_weak_pointer (G_OBJECT (kept), (gpointer *) &kept);
  g_object_unref (kept);
  g_assert_nonnull (kept);
  assay_order_cache_free (cache);
  g_assert_null (kept);
  g_assert_finalize_object (held);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/order-cache/kept", test_kept);
  g_test_add_func ("/journal/order-cache/outlived", test_outlived);

  return g_test_run ();
}
