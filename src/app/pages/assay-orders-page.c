/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-orders-page.h"

#include <glib/gi18n.h>

#include "assay-order-list.h"
#include "order/assay-order-row.h"
#include "order/assay-order-view.h"

/**
 * AssayOrdersPage:
 *
 * The orders and the one that is open.
 */
struct _AssayOrdersPage
{
  AssayPage parent_instance;

  /* template children */
  AdwNavigationSplitView *split_view;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkStack *order_stack;
  AssayOrderView *order_view;
  GtkListView *list_view;
  AdwStatusPage *failed_page;

  /* owned */
  AssayOrderList *orders;
  AssayOrderQuery *query;
};

G_DEFINE_FINAL_TYPE (AssayOrdersPage, assay_orders_page, ASSAY_TYPE_PAGE)

static void
update_state (AssayOrdersPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  const char *state = "orders";

  if (g_list_model_get_n_items (G_LIST_MODEL (self->orders)) == 0)
    state = assay_order_list_get_loading (self->orders) ? "loading" :
            *text != '\0' ? "no-results" : "empty";

  gtk_stack_set_visible_child_name (self->stack, state);
}

static void
search_changed_cb (AssayOrdersPage *self)
{
  if (self->orders == NULL)
    return;

  assay_order_query_set_text (self->query,
                              gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  assay_order_list_set_query (self->orders, self->query);
  update_state (self);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  gtk_list_item_set_child (item, assay_order_row_new ());
}

static void
bind_row_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *item)
{
  assay_order_row_set_order (ASSAY_ORDER_ROW (gtk_list_item_get_child (item)),
                             gtk_list_item_get_item (item));
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  assay_order_row_set_order (ASSAY_ORDER_ROW (gtk_list_item_get_child (item)), NULL);
}

static void
row_activated_cb (AssayOrdersPage *self,
                  guint            position)
{
  g_autoptr (AssayOrder) order = g_list_model_get_item (G_LIST_MODEL (self->orders), position);

  /* A row that is still being read has no id. */
  if (order == NULL || assay_order_get_id (order) == NULL)
    return;

  assay_order_view_set_order (self->order_view, order);
  gtk_stack_set_visible_child_name (self->order_stack, "order");
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

static void
move (AssayOrdersPage *self,
      int              step)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (self->list_view));
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (selection));
  gint64 position = (gint64) gtk_single_selection_get_selected (selection) + step;

  if (position >= 0 && position < n_items)
    gtk_list_view_scroll_to (self->list_view, (guint) position,
                             GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
}

static gboolean
move_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   user_data)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (gtk_widget_get_ancestor (widget,
                                                                      ASSAY_TYPE_ORDERS_PAGE));

  move (self, g_variant_get_int32 (arguments));

  return GDK_EVENT_STOP;
}

static gboolean
search_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   user_data)
{
  AssayPage *page = ASSAY_PAGE (gtk_widget_get_ancestor (widget, ASSAY_TYPE_ORDERS_PAGE));

  assay_page_start_search (page);

  return GDK_EVENT_STOP;
}

/* Single letters belong to the list alone: in a field they are text. */
static void
add_keys (AssayOrdersPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutController *shortcuts = GTK_SHORTCUT_CONTROLLER (controller);

  gtk_shortcut_controller_add_shortcut (shortcuts, gtk_shortcut_new_with_arguments (
    gtk_keyval_trigger_new (GDK_KEY_j, 0), gtk_callback_action_new (move_cb, NULL, NULL), "i", 1));
  gtk_shortcut_controller_add_shortcut (shortcuts, gtk_shortcut_new_with_arguments (
    gtk_keyval_trigger_new (GDK_KEY_k, 0), gtk_callback_action_new (move_cb, NULL, NULL), "i", -1));
  gtk_shortcut_controller_add_shortcut (shortcuts, gtk_shortcut_new (
    gtk_keyval_trigger_new (GDK_KEY_slash, 0), gtk_callback_action_new (search_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), controller);
}

static void
assay_orders_page_start_search (AssayPage *page)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (page);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
assay_orders_page_fail (AssayPage  *page,
                        const char *reason)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (page);
  g_autofree char *markup = reason != NULL ? g_markup_escape_text (reason, -1) : NULL;

  adw_status_page_set_description (self->failed_page, markup);
  gtk_stack_set_visible_child_name (self->stack, reason != NULL ? "failed" : "loading");
}

static void
assay_orders_page_open (AssayPage    *page,
                        AssayProfile *profile,
                        AssayJournal *journal)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (page);
  g_autoptr (GtkSingleSelection) selection = NULL;

  self->orders = assay_order_list_new (journal, self->query);
  g_signal_connect_object (self->orders, "items-changed", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->orders, "notify::loading", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  assay_order_view_open (self->order_view, profile, journal);

  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->orders)));
  gtk_single_selection_set_autoselect (selection, FALSE);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (selection));
  update_state (self);
}

static void
assay_orders_page_dispose (GObject *object)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (object);

  g_clear_object (&self->orders);
  g_clear_object (&self->query);

  G_OBJECT_CLASS (assay_orders_page_parent_class)->dispose (object);
}

static void
assay_orders_page_class_init (AssayOrdersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AssayPageClass *page_class = ASSAY_PAGE_CLASS (klass);

  object_class->dispose = assay_orders_page_dispose;
  page_class->open = assay_orders_page_open;
  page_class->fail = assay_orders_page_fail;
  page_class->start_search = assay_orders_page_start_search;

  g_type_ensure (ASSAY_TYPE_ORDER_VIEW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, order_stack);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, order_view);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, failed_page);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_row_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
assay_orders_page_init (AssayOrdersPage *self)
{
  self->query = assay_order_query_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
}
