/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-orders-page.h"

#include "assay-desk-commands.h"
#include "assay-event-names.h"
#include "assay-failure-text.h"
#include "assay-notify.h"
#include "assay-order-list.h"
#include "assay-orders-focus.h"
#include "assay-orders-rows.h"
#include "assay-orders-sort.h"
#include "assay-shortcuts.h"
#include "assay-split-view.h"
#include "assay-toast.h"
#include "order/assay-add-order-dialog.h"
#include "order/assay-order-filters.h"
#include "order/assay-order-view.h"

#define ACTOR "desk"

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
  GtkWidget *sort_button;
  GtkWidget *search_row;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  GtkStack *order_stack;
  GtkListView *list_view;
  AssayOrderFilters *filters;

  /* in the stack, once an order was shown */
  AssayOrderView *order_view;

  /* owned */
  AssayProfile *profile;
  AssayDesk *desk;
  AssayEventNames *names;
  AssayOrderList *orders;
  AssayOrderQuery *query;
  char *pending_show;
  char *pending_claim;

  /* plain */
  gboolean entering; /* the list gets the focus as soon as it is read */
};

G_DEFINE_FINAL_TYPE (AssayOrdersPage, assay_orders_page, ASSAY_TYPE_PAGE)

/* What stands in the place of orders is made when it is shown: the first frame needs none. */
static GtkWidget *
ensure_state (GtkStack *stack, const char *name)
{
  const char *ids[] = { name, NULL };
  g_autoptr (GtkBuilder) builder = NULL;
  GtkWidget *child = gtk_stack_get_child_by_name (stack, name);

  if (child != NULL)
    return child;

  builder = gtk_builder_new ();
  gtk_builder_add_objects_from_resource (builder, RESOURCE_PATH "/ui/assay-orders-states.ui", ids,
                                         NULL);
  child = GTK_WIDGET (gtk_builder_get_object (builder, name));
  gtk_stack_add_named (stack, child, name);

  return child;
}

/* Nothing can be looked for in a journal that cannot be read. */
static void
show_state (AssayOrdersPage *self, const char *name)
{
  gboolean readable = !g_str_equal (name, "failed");

  gtk_widget_set_visible (self->search_row, readable);
  gtk_widget_set_visible (GTK_WIDGET (self->filters), readable);
  gtk_widget_set_visible (self->sort_button, readable);
  gtk_stack_set_visible_child (self->stack, ensure_state (self->stack, name));
}

/* A list that is still being read is entered when it is there. */
static void
enter_list (AssayOrdersPage *self)
{
  self->entering = assay_order_list_get_loading (self->orders);
  if (!self->entering)
    assay_orders_focus_enter (self->list_view, self->stack);
}

static void
update_state (AssayOrdersPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  const char *state = "orders";

  if (g_list_model_get_n_items (G_LIST_MODEL (self->orders)) == 0)
    state = assay_order_list_get_loading (self->orders)      ? "loading"
            : *text != '\0'                                  ? "no-results"
            : assay_order_filters_get_active (self->filters) ? "filtered"
                                                             : "empty";
  if (g_str_equal (state, "filtered"))
    adw_status_page_set_title (ADW_STATUS_PAGE (ensure_state (self->stack, state)),
                               assay_order_filters_get_nothing (self->filters));

  self->entering = self->entering || (g_str_equal (state, "orders") &&
                                      assay_orders_focus_is_beside (self->list_view, self->stack));
  show_state (self, state);
  if (self->entering && !assay_order_list_get_loading (self->orders))
    enter_list (self);
}

static void
become_wide_cb (AssayOrdersPage *self)
{
  if (gtk_stack_get_visible_child (self->order_stack) == NULL)
    ensure_state (self->order_stack, "none");
  assay_split_view_set_collapsed (self->split_view, FALSE);
}

static void
become_narrow_cb (AssayOrdersPage *self)
{
  assay_split_view_set_collapsed (self->split_view, TRUE);
}

static void
query_changed_cb (AssayOrdersPage *self)
{
  if (self->orders == NULL)
    return;

  assay_order_filters_apply (self->filters, self->query);
  assay_order_query_set_text (self->query,
                              gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  assay_order_list_set_query (self->orders, self->query);
  update_state (self);
}

/* Much is in the view of an order, and nothing of it has to wait for the first frame. */
static AssayOrderView *
ensure_order_view (AssayOrdersPage *self)
{
  if (self->order_view == NULL)
    {
      self->order_view = ASSAY_ORDER_VIEW (assay_order_view_new ());
      gtk_stack_add_named (self->order_stack, GTK_WIDGET (self->order_view), "order");
      assay_order_view_open (self->order_view, self->desk);
    }

  return self->order_view;
}

static void
show_order (AssayOrdersPage *self, AssayOrder *order)
{
  GApplication *application = g_application_get_default ();
  g_autofree char *key = assay_order_dup_key (order);

  assay_order_view_set_order (ensure_order_view (self), order);
  gtk_stack_set_visible_child_name (self->order_stack, "order");
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  if (application != NULL)
    assay_notify_withdraw (application, key);
}

/* A row that is still being read has no id. */
static AssayOrder *
dup_order_at (AssayOrdersPage *self, guint position)
{
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (self->list_view));
  g_autoptr (AssayOrder) order = g_list_model_get_item (rows, position);

  return order != NULL && assay_order_get_id (order) != NULL ? g_steal_pointer (&order) : NULL;
}

static AssayOrder *
dup_selected_order (AssayOrdersPage *self)
{
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_list_view_get_model (self->list_view));

  return dup_order_at (self, gtk_single_selection_get_selected (selection));
}

static void
row_activated_cb (AssayOrdersPage *self, guint position)
{
  g_autoptr (AssayOrder) order = dup_order_at (self, position);

  if (order != NULL)
    show_order (self, order);
}

static void
order_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOrdersPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayOrder) order = NULL;

  order = assay_journal_get_order_finish (ASSAY_JOURNAL (source), result, &error);
  if (order != NULL && self->desk != NULL)
    show_order (self, order);
  else if (error != NULL)
    assay_toast_show (GTK_WIDGET (self), assay_failure_text_get (error));
}

static void
claimed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOrdersPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!assay_desk_command_finish (ASSAY_DESK (source), result, &error))
    assay_toast_show (GTK_WIDGET (self), assay_failure_text_get (error));
}

/* Nobody means that the order is given back. */
static void
set_claimed (AssayOrdersPage *self, const char *order_key, gint64 expected_version, const char *by)
{
  assay_desk_claim_async (self->desk, order_key, by, expected_version, ACTOR, NULL, claimed_cb,
                          g_object_ref (self));
}

static void
claim_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (widget);
  g_autoptr (AssayOrder) order = dup_selected_order (self);
  g_autofree char *key = NULL;

  if (order == NULL)
    return;

  key = assay_order_dup_key (order);
  set_claimed (self, key, assay_order_get_state (order)->claim_version,
               assay_order_get_state (order)->claimed_by == NULL ? g_get_user_name () : NULL);
}

static void
start_result (AssayOrdersPage *self, AssayOrder *order)
{
  show_order (self, order);
  assay_orders_focus_start_result (self->order_view);
}

static void
result_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (widget);
  g_autoptr (AssayOrder) order = dup_selected_order (self);

  if (order != NULL)
    start_result (self, order);
}

static void
newest_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (widget);
  guint position = assay_orders_sort_find_newest (self->list_view);
  g_autoptr (AssayOrder) order = dup_order_at (self, position);

  if (order == NULL)
    return;

  gtk_list_view_scroll_to (self->list_view, position, GTK_LIST_SCROLL_SELECT, NULL);
  start_result (self, order);
}

static void
order_added_cb (AssayOrdersPage *self, const char *order_key)
{
  assay_orders_page_show_order (self, order_key);
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (widget);
  AdwDialog *dialog = assay_add_order_dialog_new (self->desk, self->names);

  g_signal_connect_object (dialog, "added", G_CALLBACK (order_added_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
clear_filters_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  assay_order_filters_clear (ASSAY_ORDERS_PAGE (widget)->filters);
}

static void
next_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  assay_orders_focus_move (ASSAY_ORDERS_PAGE (widget)->list_view, 1);
}

static void
previous_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  assay_orders_focus_move (ASSAY_ORDERS_PAGE (widget)->list_view, -1);
}

static void
search_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  assay_page_start_search (ASSAY_PAGE (widget));
}

/* What was typed counts at once, and not only when the entry says so. */
static void
search_activated_cb (AssayOrdersPage *self)
{
  if (self->orders == NULL)
    return;

  query_changed_cb (self);
  enter_list (self);
}

static void
search_stopped_cb (AssayOrdersPage *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  search_activated_cb (self);
}

static gboolean
leave_search_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  search_activated_cb (user_data);

  return GDK_EVENT_STOP;
}

/* The return key goes on to the form; a click, which activates a row as well, does not. */
static gboolean
open_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  AssayOrdersPage *self = user_data;
  g_autoptr (AssayOrder) order = dup_selected_order (self);

  if (order == NULL)
    return GDK_EVENT_PROPAGATE;

  start_result (self, order);

  return GDK_EVENT_STOP;
}

static void
add_keys (AssayOrdersPage *self)
{
  assay_shortcuts_add_to_orders (GTK_WIDGET (self->list_view));
  assay_shortcuts_add_key (GTK_WIDGET (self->list_view), "Return|KP_Enter|ISO_Enter", open_cb,
                           self);
  assay_shortcuts_add_key (GTK_WIDGET (self->search_entry), "Down|KP_Down", leave_search_cb, self);
}

static void
assay_orders_page_start_search (AssayPage *page)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (page);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
assay_orders_page_enter (AssayPage *page)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (page);

  if (self->orders == NULL)
    self->entering = TRUE;
  else
    enter_list (self);
}

static void
assay_orders_page_fail (AssayPage *page, const char *reason)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (page);
  g_autofree char *markup = reason != NULL ? g_markup_escape_text (reason, -1) : NULL;

  if (reason != NULL)
    adw_status_page_set_description (ADW_STATUS_PAGE (ensure_state (self->stack, "failed")),
                                     markup);
  show_state (self, reason != NULL ? "failed" : "loading");
}

static void
load_event_names (AssayOrdersPage *self)
{
  g_autoptr (GError) error = NULL;
  AssayEventNames *names =
    assay_profile_tables_get_event_names (assay_profile_get_tables (self->profile), &error);

  if (names == NULL)
    g_warning ("The table of event names cannot be read: %s", error->message);
  else
    g_set_object (&self->names, names);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "orders.add", self->names != NULL);
}

static void
do_what_waited (AssayOrdersPage *self)
{
  g_autofree char *show = g_steal_pointer (&self->pending_show);
  g_autofree char *claim = g_steal_pointer (&self->pending_claim);

  if (show != NULL)
    assay_orders_page_show_order (self, show);
  if (claim != NULL)
    assay_orders_page_claim_order (self, claim);
}

static void
assay_orders_page_open (AssayPage *page, AssayDesk *desk)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (page);
  g_autoptr (GtkListItemFactory) rows = assay_orders_rows_new (assay_desk_get_journal (desk));

  self->profile = g_object_ref (assay_desk_get_profile (desk));
  self->desk = g_object_ref (desk);
  load_event_names (self);
  g_signal_connect_object (assay_profile_get_tables (self->profile), "changed",
                           G_CALLBACK (load_event_names), self, G_CONNECT_SWAPPED);
  self->orders = assay_order_list_new (assay_desk_get_journal (desk), self->query);
  /* After the list view, which may get the focus then. */
  g_signal_connect_object (self->orders, "items-changed", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->orders, "notify::loading", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);

  gtk_list_view_set_factory (self->list_view, rows);
  assay_orders_sort_attach (GTK_WIDGET (self), self->list_view, G_LIST_MODEL (self->orders),
                            assay_profile_get_settings (self->profile));
  update_state (self);
  do_what_waited (self);
}

static void
assay_orders_page_dispose (GObject *object)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->desk);
  g_clear_object (&self->names);
  g_clear_object (&self->orders);
  g_clear_object (&self->query);

  G_OBJECT_CLASS (assay_orders_page_parent_class)->dispose (object);
}

static void
assay_orders_page_finalize (GObject *object)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (object);

  g_free (self->pending_show);
  g_free (self->pending_claim);

  G_OBJECT_CLASS (assay_orders_page_parent_class)->finalize (object);
}

static void
assay_orders_page_class_init (AssayOrdersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AssayPageClass *page_class = ASSAY_PAGE_CLASS (klass);

  object_class->dispose = assay_orders_page_dispose;
  object_class->finalize = assay_orders_page_finalize;
  page_class->open = assay_orders_page_open;
  page_class->fail = assay_orders_page_fail;
  page_class->enter = assay_orders_page_enter;
  page_class->start_search = assay_orders_page_start_search;

  g_type_ensure (ASSAY_TYPE_ORDER_FILTERS);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, sort_button);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, search_row);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, order_stack);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, filters);
  gtk_widget_class_bind_template_callback (widget_class, become_wide_cb);
  gtk_widget_class_bind_template_callback (widget_class, become_narrow_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);

  gtk_widget_class_install_action (widget_class, "orders.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "orders.claim", NULL, claim_cb);
  gtk_widget_class_install_action (widget_class, "orders.clear-filters", NULL, clear_filters_cb);
  gtk_widget_class_install_action (widget_class, "orders.newest", NULL, newest_cb);
  gtk_widget_class_install_action (widget_class, "orders.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "orders.previous", NULL, previous_cb);
  gtk_widget_class_install_action (widget_class, "orders.result", NULL, result_cb);
  gtk_widget_class_install_action (widget_class, "orders.search", NULL, search_cb);
}

static void
assay_orders_page_init (AssayOrdersPage *self)
{
  self->query = assay_order_query_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "orders.add", FALSE);
  add_keys (self);
}

/**
 * assay_orders_page_show_order:
 * @self: a page
 * @order_key: key of an order
 *
 * Shows an order, whether the list shows it or not; as soon as the journal is open.
 */
void
assay_orders_page_show_order (AssayOrdersPage *self, const char *order_key)
{
  g_return_if_fail (ASSAY_IS_ORDERS_PAGE (self));
  g_return_if_fail (order_key != NULL);

  if (self->desk == NULL)
    g_set_str (&self->pending_show, order_key);
  else
    assay_journal_get_order_async (assay_desk_get_journal (self->desk), order_key, NULL,
                                   order_read_cb, g_object_ref (self));
}

/**
 * assay_orders_page_claim_order:
 * @self: a page
 * @order_key: key of an order
 *
 * Notes that the user works on an order, and shows it; as soon as the journal is open.
 */
void
assay_orders_page_claim_order (AssayOrdersPage *self, const char *order_key)
{
  g_return_if_fail (ASSAY_IS_ORDERS_PAGE (self));
  g_return_if_fail (order_key != NULL);

  if (self->desk == NULL)
    {
      g_set_str (&self->pending_claim, order_key);
      return;
    }

  set_claimed (self, order_key, -1, g_get_user_name ());
  assay_orders_page_show_order (self, order_key);
}
