/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "app-support.h"
#include "assay-event.h"
#include "assay-support.h"
#include "desk-support.h"
#include "pages/assay-orders-page.h"

typedef struct
{
  char *folder;
  AssayDesk *desk;
  GtkWidget *window;
  AssayPage *page;
} Fixture;

static gpointer
get_part (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->page), ASSAY_TYPE_ORDERS_PAGE, name);
}

static gboolean
has_focus_in (Fixture *fixture, const char *part)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus != NULL && gtk_widget_is_ancestor (focus, get_part (fixture, part));
}

static gboolean
shows (Fixture *fixture, const char *state)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (get_part (fixture, "stack")), state) == 0;
}

static GListModel *
get_orders (Fixture *fixture)
{
  return G_LIST_MODEL (gtk_list_view_get_model (get_part (fixture, "list_view")));
}

static gboolean
is_first (Fixture *fixture, const char *id)
{
  g_autoptr (AssayOrder) order = g_list_model_get_item (get_orders (fixture), 0);

  return order != NULL && g_strcmp0 (assay_order_get_id (order), id) == 0;
}

static void
receive (Fixture *fixture, const char *id, const char *name, gint64 seq)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *key = g_strconcat ("acc-1/", id, NULL);
  g_autofree char *text = g_strdup_printf ("{\"order\":{\"id\":\"%s\",\"candidate\":"
                                           "{\"first_name\":\"%s\"}},\"kind\":\"assessment\","
                                           "\"account_id\":\"acc-1\"}",
                                           id, name);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  g_ptr_array_add (events,
                   assay_event_new (id, seq, key, ASSAY_EVENT_ORDER_RECEIVED, "inbox", body));
  assay_journal_append_async (assay_desk_get_journal (fixture->desk), events, NULL, -1, NULL, NULL,
                              NULL);
  assay_wait_until (is_first (fixture, id));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = assay_temp_dir_new ();
  fixture->desk = desk_support_open (fixture->folder);
  fixture->page = g_object_new (ASSAY_TYPE_ORDERS_PAGE, NULL);
  fixture->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1366, 768);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  assay_page_open (fixture->page, fixture->desk);
  gtk_window_present (GTK_WINDOW (fixture->window));
  assay_wait_until (shows (fixture, "empty"));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assay_wait_until (G_OBJECT (fixture->desk)->ref_count == 1);
  g_assert_finalize_object (fixture->desk);
  assay_temp_dir_remove (fixture->folder);
}

/* What stands in the place of orders hands its focus on to the first that comes. */
static void
test_enter (Fixture *fixture, gconstpointer data)
{
  assay_page_enter (fixture->page);
  assay_wait_until (has_focus_in (fixture, "stack"));
  g_assert_false (has_focus_in (fixture, "list_view"));
  receive (fixture, "ord-1", "Amara", 1);
  assay_wait_until (has_focus_in (fixture, "list_view"));
}

/* Return takes what was typed at once; Escape takes it back. Both lead into the list. */
static void
test_search_leads_to_the_list (Fixture *fixture, gconstpointer data)
{
  GtkWidget *search = get_part (fixture, "search_entry");

  receive (fixture, "ord-1", "Zoë", 1);
  receive (fixture, "ord-2", "Amara", 2);
  g_assert_true (assay_page_can_search (fixture->page));
  assay_page_start_search (fixture->page);
  g_assert_true (has_focus_in (fixture, "search_entry"));
  gtk_editable_set_text (GTK_EDITABLE (search), "zoë");
  assay_wait_until (is_first (fixture, "ord-1"));
  g_signal_emit_by_name (search, "activate");
  assay_wait_until (has_focus_in (fixture, "list_view"));
  g_assert_cmpuint (g_list_model_get_n_items (get_orders (fixture)), ==, 1);

  assay_page_start_search (fixture->page);
  g_signal_emit_by_name (search, "stop-search");
  assay_wait_until (has_focus_in (fixture, "list_view"));
  assay_wait_until (g_list_model_get_n_items (get_orders (fixture)) == 2);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "");
}

static void
test_newest (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (fixture->page);

  receive (fixture, "ord-1", "Zoë", 1);
  receive (fixture, "ord-2", "Amara", 2);
  g_assert_true (gtk_widget_activate_action (page, "orders.newest", NULL));
  assay_wait_until (has_focus_in (fixture, "order_stack"));
  g_assert_cmpuint (gtk_single_selection_get_selected (GTK_SINGLE_SELECTION (get_orders (fixture))),
                    ==, 0);
}

static gboolean
has_item_called (GtkWidget *widget, const char *label)
{
  /* What its name is when it is another one */
  g_autofree char *other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                               GTK_ACCESSIBLE_PROPERTY_LABEL,
                                                               label);
  gboolean found = other == NULL && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) ==
                                      GTK_ACCESSIBLE_ROLE_LIST_ITEM;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !found;
       child = gtk_widget_get_next_sibling (child))
    found = has_item_called (child, label);

  return found;
}

static void
test_rows_have_names (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = get_part (fixture, "list_view");

  receive (fixture, "ord-1", "Zoë", 1);
  assay_wait_until (has_item_called (list, "Zoë, ord-1, Pending, new"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "orders.newest", NULL);
  assay_wait_until (has_item_called (list, "Zoë, ord-1, Pending"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  app_support_init (&argc, &argv);

  ADD ("/app/page/enter", test_enter);
  ADD ("/app/page/search-leads-to-the-list", test_search_leads_to_the_list);
  ADD ("/app/page/newest", test_newest);
  ADD ("/app/page/rows-have-names", test_rows_have_names);

  return g_test_run ();
}
