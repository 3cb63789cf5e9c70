/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-orders-focus.h"

/**
 * assay_orders_focus_enter:
 * @list: the list of orders
 * @stack: what shows the list, or something in its place
 *
 * Puts the focus on the selected order, or the first; without orders on what stands there instead.
 */
void
assay_orders_focus_enter (GtkListView *list, GtkStack *stack)
{
  GtkSingleSelection *selection;
  guint position;

  g_return_if_fail (GTK_IS_LIST_VIEW (list));
  g_return_if_fail (GTK_IS_STACK (stack));

  selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (list));
  position = gtk_single_selection_get_selected (selection);
  if (g_list_model_get_n_items (G_LIST_MODEL (selection)) == 0)
    {
      gtk_widget_child_focus (GTK_WIDGET (stack), GTK_DIR_TAB_FORWARD);
      return;
    }

  gtk_list_view_scroll_to (list, position != GTK_INVALID_LIST_POSITION ? position : 0,
                           GTK_LIST_SCROLL_SELECT, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (list));
}

/**
 * assay_orders_focus_is_beside:
 * @list: the list of orders
 * @stack: what shows the list, or something in its place
 *
 * Tells whether the focus is in what stands in the place of the orders, which hands it on to them.
 *
 * Returns: whether it is in @stack but not in @list
 */
gboolean
assay_orders_focus_is_beside (GtkListView *list, GtkStack *stack)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (GTK_IS_LIST_VIEW (list), FALSE);
  g_return_val_if_fail (GTK_IS_STACK (stack), FALSE);

  root = gtk_widget_get_root (GTK_WIDGET (stack));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (stack)) &&
         focus != GTK_WIDGET (list) && !gtk_widget_is_ancestor (focus, GTK_WIDGET (list));
}

/**
 * assay_orders_focus_move:
 * @list: the list of orders
 * @step: how many rows further down
 *
 * Selects another order and puts the focus there, unless the list ends before.
 */
void
assay_orders_focus_move (GtkListView *list, int step)
{
  GtkSingleSelection *selection;
  guint n_items;
  gint64 position;

  g_return_if_fail (GTK_IS_LIST_VIEW (list));

  selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (list));
  n_items = g_list_model_get_n_items (G_LIST_MODEL (selection));
  position = (gint64) gtk_single_selection_get_selected (selection) + step;
  if (position >= 0 && position < n_items)
    gtk_list_view_scroll_to (list, (guint) position, GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT,
                             NULL);
}

static gboolean
start_result_cb (GtkWidget *view, GdkFrameClock *clock, gpointer user_data)
{
  gint64 *shown = user_data;

  if (gtk_widget_get_width (view) > 0 && *shown == 0)
    *shown = gdk_frame_clock_get_frame_counter (clock);
  if (*shown == 0 || gdk_frame_clock_get_frame_counter (clock) <= *shown)
    return G_SOURCE_CONTINUE;

  assay_order_view_start_result (ASSAY_ORDER_VIEW (view));

  return G_SOURCE_REMOVE;
}

/**
 * assay_orders_focus_start_result:
 * @view: the view of the order that was just opened
 *
 * Puts the focus into the form of the result, once that has its place: its breakpoints find it a
 * frame after the view has its own.
 */
void
assay_orders_focus_start_result (AssayOrderView *view)
{
  g_return_if_fail (ASSAY_IS_ORDER_VIEW (view));

  gtk_widget_add_tick_callback (GTK_WIDGET (view), start_result_cb, g_new0 (gint64, 1), g_free);
}
