/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "pages/assay-orders-sort.h"

#include <adwaita.h>

#include "assay-profile.h"
#include "assay-support.h"

typedef struct
{
  AssayTempDir *folder;
  AssayProfile *profile;
  GListStore *orders;
  GtkWidget *window;
  GtkWidget *list;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = assay_temp_dir_new ();
  fixture->profile = assay_profile_open (fixture->folder, &error);
  g_assert_no_error (error);

  fixture->orders = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  fixture->list = gtk_list_view_new (NULL, NULL);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->list);
  assay_orders_sort_attach (fixture->window, GTK_LIST_VIEW (fixture->list),
                            G_LIST_MODEL (fixture->orders),
                            assay_profile_get_settings (fixture->profile));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_assert_finalize_object (fixture->orders);
  g_object_unref (fixture->profile);
  assay_temp_dir_remove (fixture->folder);
}

/* As the list of orders does it: what is new comes first. */
static void
receive (Fixture *fixture, const char *name)
{
  g_autoptr (GtkStringObject) order = gtk_string_object_new (name);

  g_list_store_insert (fixture->orders, 0, order);
}

static void
choose (Fixture *fixture, const char *sort)
{
  g_assert_true (gtk_widget_activate_action (fixture->list, "list.orders-sort", "s", sort));
}

static GtkSingleSelection *
get_selection (Fixture *fixture)
{
  return GTK_SINGLE_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (fixture->list)));
}

static void
check (Fixture *fixture, const char *expected, guint newest)
{
  GListModel *rows = G_LIST_MODEL (get_selection (fixture));
  g_autoptr (GString) actual = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GtkStringObject) order = g_list_model_get_item (rows, i);

      g_string_append (actual, gtk_string_object_get_string (order));
    }
  g_assert_cmpstr (actual->str, ==, expected);
  g_assert_cmpuint (assay_orders_sort_find_newest (GTK_LIST_VIEW (fixture->list)), ==, newest);
}

static void
test_turns (Fixture *fixture, gconstpointer data)
{
  choose (fixture, "oldest");
  check (fixture, "", 0);
  receive (fixture, "a");
  receive (fixture, "b");
  receive (fixture, "c");
  check (fixture, "abc", 2);

  choose (fixture, "newest");
  check (fixture, "cba", 0);
  receive (fixture, "d");
  check (fixture, "dcba", 0);
}

static void
test_selection_stays (Fixture *fixture, gconstpointer data)
{
  GtkSingleSelection *selection = get_selection (fixture);
  GtkStringObject *selected;

  receive (fixture, "a");
  receive (fixture, "b");
  receive (fixture, "c");
  gtk_single_selection_set_selected (selection, 0);
  choose (fixture, "oldest");
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 2);
  receive (fixture, "d");
  selected = gtk_single_selection_get_selected_item (selection);
  g_assert_cmpstr (gtk_string_object_get_string (selected), ==, "c");
  choose (fixture, "newest");
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 1);
}

static void
test_is_remembered (Fixture *fixture, gconstpointer data)
{
  GtkWidget *again = gtk_list_view_new (NULL, NULL);
  GtkWidget *window = gtk_window_new ();

  receive (fixture, "a");
  receive (fixture, "b");
  choose (fixture, "oldest");

  gtk_window_set_child (GTK_WINDOW (window), again);
  assay_orders_sort_attach (window, GTK_LIST_VIEW (again), G_LIST_MODEL (fixture->orders),
                            assay_profile_get_settings (fixture->profile));
  g_assert_cmpuint (assay_orders_sort_find_newest (GTK_LIST_VIEW (again)), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();

  ADD ("/app/orders-sort/turns", test_turns);
  ADD ("/app/orders-sort/selection-stays", test_selection_stays);
  ADD ("/app/orders-sort/is-remembered", test_is_remembered);

  return g_test_run ();
}
