/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-orders-sort.h"

#include "assay-reversible-list.h"

#define KEY "orders-sort"

static AssayReversibleList *
get_rows (GtkListView *list)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (list));

  return ASSAY_REVERSIBLE_LIST (gtk_single_selection_get_model (selection));
}

/* Whatever comes in between the old place of an order and its new one would be read if the
 * selection looked for it. */
static void
show_sort (GtkListView *list, const char *key, GSettings *settings)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (list));
  AssayReversibleList *rows = get_rows (list);
  guint selected = gtk_single_selection_get_selected (selection);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (rows));
  gboolean reversed = g_settings_get_enum (settings, KEY) != 0;

  if (assay_reversible_list_get_reversed (rows) == reversed)
    return;

  gtk_single_selection_set_selected (selection, GTK_INVALID_LIST_POSITION);
  assay_reversible_list_set_reversed (rows, reversed);
  if (selected < n_items)
    gtk_single_selection_set_selected (selection, n_items - 1 - selected);
  if (n_items > 0)
    gtk_list_view_scroll_to (list, 0, GTK_LIST_SCROLL_NONE, NULL);
}

/**
 * assay_orders_sort_attach:
 * @page: the widget whose menus have the action `list.orders-sort`
 * @list: the list that shows the orders
 * @orders: the orders, newest first
 * @settings: what remembers the choice
 *
 * Shows the orders newest or oldest first, as it was chosen.
 */
void
assay_orders_sort_attach (GtkWidget *page,
                          GtkListView *list,
                          GListModel *orders,
                          GSettings *settings)
{
  g_autoptr (GtkSingleSelection) selection = NULL;
  g_autoptr (GSimpleActionGroup) group = NULL;
  g_autoptr (GAction) action = NULL;

  g_return_if_fail (GTK_IS_WIDGET (page));
  g_return_if_fail (GTK_IS_LIST_VIEW (list));
  g_return_if_fail (G_IS_LIST_MODEL (orders));
  g_return_if_fail (G_IS_SETTINGS (settings));

  selection = gtk_single_selection_new (G_LIST_MODEL (assay_reversible_list_new (orders)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_list_view_set_model (list, GTK_SELECTION_MODEL (selection));

  group = g_simple_action_group_new ();
  action = g_settings_create_action (settings, KEY);
  g_action_map_add_action (G_ACTION_MAP (group), action);
  gtk_widget_insert_action_group (page, "list", G_ACTION_GROUP (group));
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (show_sort), list,
                           G_CONNECT_SWAPPED);
  show_sort (list, KEY, settings);
}

/**
 * assay_orders_sort_find_newest:
 * @list: the list that shows the orders
 *
 * Returns: the position of the newest order, whether there is one or not
 */
guint
assay_orders_sort_find_newest (GtkListView *list)
{
  AssayReversibleList *rows;
  guint n_items;

  g_return_val_if_fail (GTK_IS_LIST_VIEW (list), GTK_INVALID_LIST_POSITION);

  rows = get_rows (list);
  n_items = g_list_model_get_n_items (G_LIST_MODEL (rows));

  return assay_reversible_list_get_reversed (rows) && n_items > 0 ? n_items - 1 : 0;
}
