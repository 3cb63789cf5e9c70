/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-event.h"
#include "assay-support.h"

static void
test_members (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"by\":\"Zoë\"}", 13);
  AssayEvent *event = assay_event_new ("e1", 1234567, "acc/o1", ASSAY_EVENT_ORDER_CLAIMED, "window",
                                       body);

  g_assert_cmpstr (assay_event_get_id (event), ==, "e1");
  g_assert_cmpint (assay_event_get_at (event), ==, 1234567);
  g_assert_cmpstr (assay_event_get_order_key (event), ==, "acc/o1");
  g_assert_cmpstr (assay_event_get_kind (event), ==, "order.claimed");
  g_assert_cmpstr (assay_event_get_actor (event), ==, "window");
  g_assert_true (assay_event_get_body (event) == body);
  g_assert_cmpint (assay_event_get_seq (event), ==, 0);
  g_assert_finalize_object (event);
}

static void
test_defaults (void)
{
  g_autoptr (AssayEvent) first = assay_event_new (NULL, 0, NULL, "order.seen", NULL, NULL);
  g_autoptr (AssayEvent) second = assay_event_new (NULL, 0, NULL, "order.seen", NULL, NULL);

  g_assert_true (g_uuid_string_is_valid (assay_event_get_id (first)));
  g_assert_cmpstr (assay_event_get_id (first), !=, assay_event_get_id (second));
  g_assert_null (assay_event_get_order_key (first));
  g_assert_null (assay_event_get_actor (first));
  assay_assert_bytes (assay_event_get_body (first), "{}");
}

static void
test_stored (void)
{
  AssayEvent *event = assay_event_new ("e1", 5, "a/o", "order.noted", "ctl", NULL);
  AssayEvent *stored = assay_event_new_stored (42, event);

  g_assert_cmpint (assay_event_get_seq (event), ==, 0);
  g_assert_finalize_object (event);
  g_assert_cmpint (assay_event_get_seq (stored), ==, 42);
  g_assert_cmpstr (assay_event_get_id (stored), ==, "e1");
  g_assert_cmpint (assay_event_get_at (stored), ==, 5);
  g_assert_cmpstr (assay_event_get_order_key (stored), ==, "a/o");
  g_assert_cmpstr (assay_event_get_kind (stored), ==, "order.noted");
  g_assert_cmpstr (assay_event_get_actor (stored), ==, "ctl");
  assay_assert_bytes (assay_event_get_body (stored), "{}");
  g_assert_finalize_object (stored);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/event/members", test_members);
  g_test_add_func ("/core/event/defaults", test_defaults);
  g_test_add_func ("/core/event/stored", test_stored);
  return g_test_run ();
}
