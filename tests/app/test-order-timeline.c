/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "app-support.h"
#include "assay-event.h"
#include "assay-support.h"
#include "order/assay-order-timeline.h"

static void
add (GPtrArray *events, const char *kind, const char *json)
{
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  g_autoptr (AssayEvent)
    event = assay_event_new (NULL, g_get_real_time (), "acc-1/ord-1", kind, "outbox", body);

  g_ptr_array_add (events, assay_event_new_stored (events->len + 1, event));
}

/* Of what is shown, the newest first. */
static char *
dup_titles (AssayOrderTimeline *timeline)
{
  gpointer list = gtk_widget_get_template_child (GTK_WIDGET (timeline), ASSAY_TYPE_ORDER_TIMELINE,
                                                 "list");
  g_autoptr (GString) titles = g_string_new (NULL);
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    g_string_append_printf (titles, "%s%s", i > 0 ? " | " : "",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  return g_string_free_and_steal (g_steal_pointer (&titles));
}

static const char *
get_newest_subtitle (AssayOrderTimeline *timeline)
{
  gpointer list = gtk_widget_get_template_child (GTK_WIDGET (timeline), ASSAY_TYPE_ORDER_TIMELINE,
                                                 "list");

  return adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (gtk_list_box_get_row_at_index (list, 0)));
}

static void
expect (AssayOrderTimeline *timeline, GPtrArray *events, const char *titles, const char *subtitle)
{
  g_autofree char *found = NULL;

  assay_order_timeline_set_events (timeline, events);
  found = dup_titles (timeline);
  g_assert_cmpstr (found, ==, titles);
  g_assert_true (g_str_has_prefix (get_newest_subtitle (timeline), "Today "));
  g_assert_true (g_str_has_suffix (get_newest_subtitle (timeline), subtitle));
}

/* However often a result is tried, that is one row. */
static void
test_tries (void)
{
  g_autoptr (AssayOrderTimeline)
    timeline = g_object_ref_sink (ASSAY_ORDER_TIMELINE (assay_order_timeline_new ()));
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);

  add (events, ASSAY_EVENT_ORDER_RECEIVED, "{\"kind\":\"assessment\"}");
  add (events, ASSAY_EVENT_RESULT_QUEUED, "{\"revision\":\"r\",\"body\":{},\"override\":\"why\"}");
  expect (timeline, events, "Result queued | Order received", " · why");

  add (events, ASSAY_EVENT_RESULT_ATTEMPTED, "{\"revision\":\"r\",\"attempt\":1}");
  expect (timeline, events, "Tried 1 time | Result queued | Order received", " · Sent to StackOne");
  add (events, ASSAY_EVENT_RESULT_ATTEMPTED,
       "{\"revision\":\"r\",\"attempt\":1,\"status\":503,\"error\":\"down\","
       "\"retry_at\":\"2999-01-01T00:00:00.000Z\"}");
  expect (timeline, events, "Tried 1 time | Result queued | Order received",
          " · StackOne has a fault. (503: down) Next: 1 Jan 2999 00:00");
  add (events, ASSAY_EVENT_RESULT_ATTEMPTED, "{\"revision\":\"r\",\"attempt\":2}");
  add (events, ASSAY_EVENT_RESULT_ATTEMPTED,
       "{\"revision\":\"r\",\"attempt\":2,\"status\":0,\"error\":\"no route\"}");
  expect (timeline, events, "Tried 2 times | Result queued | Order received",
          " · StackOne was not reached. (no route)");

  add (events, ASSAY_EVENT_RESULT_REFUSED,
       "{\"revision\":\"r\",\"status\":422,\"message\":\"no\"}");
  expect (timeline, events, "Result refused | Tried 2 times | Result queued | Order received",
          " · StackOne does not take these data. Correct them, then send again. (422: no)");
}

/* What is open stays open, and shows what is added. */
static void
test_expanded (void)
{
  g_autoptr (AssayOrderTimeline)
    timeline = g_object_ref_sink (ASSAY_ORDER_TIMELINE (assay_order_timeline_new ()));
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  gpointer list = gtk_widget_get_template_child (GTK_WIDGET (timeline), ASSAY_TYPE_ORDER_TIMELINE,
                                                 "list");
  GtkListBoxRow *row;

  add (events, ASSAY_EVENT_RESULT_ATTEMPTED, "{\"revision\":\"r\",\"attempt\":1}");
  assay_order_timeline_set_events (timeline, events);
  row = gtk_list_box_get_row_at_index (list, 0);
  g_assert_null (g_object_get_data (G_OBJECT (row), "n-shown"));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "n-shown")), ==, 1);

  add (events, ASSAY_EVENT_RESULT_ATTEMPTED,
       "{\"revision\":\"r\",\"attempt\":1,\"status\":503,\"error\":\"down\"}");
  assay_order_timeline_set_events (timeline, events);
  g_assert_true (gtk_list_box_get_row_at_index (list, 0) == row);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  g_assert_cmpuint (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "n-shown")), ==, 2);
}

int
main (int argc, char *argv[])
{
  app_support_init (&argc, &argv);

  g_test_add_func ("/app/order-timeline/tries", test_tries);
  g_test_add_func ("/app/order-timeline/expanded", test_expanded);

  return g_test_run ();
}
