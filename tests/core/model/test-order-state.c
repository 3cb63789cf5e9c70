/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-state.h"
#include "assay-support.h"

static void
test_kind (void)
{
  AssayOrderKind kind = ASSAY_ORDER_KIND_ASSESSMENT;

  g_assert_cmpstr (assay_order_kind_to_string (ASSAY_ORDER_KIND_ASSESSMENT), ==, "assessment");
  g_assert_cmpstr (assay_order_kind_to_string (ASSAY_ORDER_KIND_BACKGROUND_CHECK), ==,
                   "background_check");
  g_assert_true (assay_order_kind_from_string ("background_check", &kind));
  g_assert_cmpint (kind, ==, ASSAY_ORDER_KIND_BACKGROUND_CHECK);
  g_assert_false (assay_order_kind_from_string ("Assessment", &kind));
  g_assert_false (assay_order_kind_from_string ("", &kind));
  g_assert_cmpint (kind, ==, ASSAY_ORDER_KIND_BACKGROUND_CHECK);
}

static void
test_status (void)
{
  static const char *const words[] = {
    "none", "pending", "in_progress", "completed", "rejected", "expired",
  };
  AssayOrderStatus status = ASSAY_ORDER_STATUS_NONE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_cmpstr (assay_order_status_to_string ((AssayOrderStatus) i), ==, words[i]);
      g_assert_true (assay_order_status_from_string (words[i], &status));
      g_assert_cmpint (status, ==, i);
    }
  g_assert_false (assay_order_status_from_string ("in progress", &status));
  g_assert_cmpint (status, ==, ASSAY_ORDER_STATUS_EXPIRED);
}

static void
test_sending (void)
{
  static const char *const words[] = { "idle", "drafted", "queued", "retrying", "refused" };
  AssayOrderSending sending = ASSAY_ORDER_SENDING_IDLE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_assert_cmpstr (assay_order_sending_to_string ((AssayOrderSending) i), ==, words[i]);
      g_assert_true (assay_order_sending_from_string (words[i], &sending));
      g_assert_cmpint (sending, ==, i);
    }
  g_assert_false (assay_order_sending_from_string ("sent", &sending));
  g_assert_cmpint (sending, ==, ASSAY_ORDER_SENDING_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/order-state/kind", test_kind);
  g_test_add_func ("/core/order-state/status", test_status);
  g_test_add_func ("/core/order-state/sending", test_sending);
  return g_test_run ();
}
