/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-view.h"

#include <glib/gi18n.h>

#include "assay-desk-commands.h"
#include "assay-journal-read.h"
#include "assay-order-details.h"
#include "assay-order-text.h"
#include "assay-order-timeline.h"
#include "assay-result-page.h"
#include "assay-toast.h"

#define ACTOR "desk"

/**
 * AssayOrderView:
 *
 * One order: its result, its details and everything that ever happened to it. It follows the
 * journal while it is shown.
 */
struct _AssayOrderView
{
  AdwBin parent_instance;

  /* template children */
  AdwWindowTitle *title;
  AdwViewStack *stack;
  AssayResultPage *result_page;
  AssayOrderDetails *details;
  AssayOrderTimeline *timeline;

  /* owned */
  AssayDesk *desk;
  AssayOrder *order;
  char *key;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (AssayOrderView, assay_order_view, ADW_TYPE_BIN)

static void
events_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOrderView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  events = assay_journal_list_finish (ASSAY_JOURNAL (source), result, &error);
  if (events == NULL)
    assay_toast_show_failure (GTK_WIDGET (self), _("The timeline cannot be read"), error);
  else
    assay_order_timeline_set_events (self->timeline, events);
}

static void
show_title (AssayOrderView *self)
{
  g_autofree char *candidate = assay_order_text_dup_candidate (self->order);
  g_autofree char *purpose = assay_order_text_dup_purpose (self->order);

  adw_window_title_set_title (self->title, candidate);
  adw_window_title_set_subtitle (self->title, purpose != NULL ? purpose : "");
}

/* An order that no list holds is kept up to date by nobody else. */
static void
order_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayOrderView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayOrder) order = NULL;

  order = assay_journal_get_order_finish (ASSAY_JOURNAL (source), result, &error);
  if (order == NULL)
    {
      assay_toast_show_failure (GTK_WIDGET (self), _("The order cannot be read"), error);
      return;
    }

  assay_order_update (self->order, order);
  show_title (self);
}

static void
reload (AssayOrderView *self)
{
  AssayJournal *journal = assay_desk_get_journal (self->desk);

  if (self->order == NULL || journal == NULL)
    return;

  assay_journal_list_events_async (journal, self->key, self->cancellable, events_listed_cb,
                                   g_object_ref (self));
  assay_journal_get_order_async (journal, self->key, self->cancellable, order_read_cb,
                                 g_object_ref (self));
}

static void
mark_seen (AssayOrderView *self)
{
  if (assay_order_get_state (self->order)->new)
    assay_desk_mark_seen_async (self->desk, self->key, ACTOR, NULL, NULL, NULL);
}

static void
assay_order_view_dispose (GObject *object)
{
  AssayOrderView *self = ASSAY_ORDER_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_ORDER_VIEW);
  g_clear_object (&self->desk);
  g_clear_object (&self->order);

  G_OBJECT_CLASS (assay_order_view_parent_class)->dispose (object);
}

static void
assay_order_view_finalize (GObject *object)
{
  AssayOrderView *self = ASSAY_ORDER_VIEW (object);

  g_clear_object (&self->cancellable);
  g_free (self->key);

  G_OBJECT_CLASS (assay_order_view_parent_class)->finalize (object);
}

static void
assay_order_view_class_init (AssayOrderViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_order_view_dispose;
  object_class->finalize = assay_order_view_finalize;

  g_type_ensure (ASSAY_TYPE_ORDER_DETAILS);
  g_type_ensure (ASSAY_TYPE_ORDER_TIMELINE);
  g_type_ensure (ASSAY_TYPE_RESULT_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-order-view.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayOrderView, title);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderView, stack);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderView, result_page);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderView, details);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderView, timeline);
}

static void
assay_order_view_init (AssayOrderView *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_order_view_new:
 *
 * Creates a view without an order.
 *
 * Returns: (transfer floating): a new view
 */
GtkWidget *
assay_order_view_new (void)
{
  return g_object_new (ASSAY_TYPE_ORDER_VIEW, NULL);
}

/**
 * assay_order_view_open:
 * @self: a view
 * @desk: the desk, whose journal is open
 *
 * Connects the view to a desk; to be called once, before an order is shown.
 */
void
assay_order_view_open (AssayOrderView *self, AssayDesk *desk)
{
  g_return_if_fail (ASSAY_IS_ORDER_VIEW (self));
  g_return_if_fail (self->desk == NULL);

  self->desk = g_object_ref (desk);
  assay_result_page_open (self->result_page, desk);
  g_signal_connect_object (assay_desk_get_journal (desk), "changed", G_CALLBACK (reload), self,
                           G_CONNECT_SWAPPED);
}

static void
show_parts (AssayOrderView *self)
{
  show_title (self);
  assay_result_page_set_order (self->result_page, self->order);
  assay_order_details_set_order (self->details, self->order);
}

/**
 * assay_order_view_set_order:
 * @self: a view that is open
 * @order: the order to show
 *
 * Shows an order, and notes that it was seen. What was typed for the one before is kept as its
 * draft; what is being typed for @order, which may be shown already, stays.
 */
void
assay_order_view_set_order (AssayOrderView *self, AssayOrder *order)
{
  g_autofree char *key = NULL;

  g_return_if_fail (ASSAY_IS_ORDER_VIEW (self));
  g_return_if_fail (ASSAY_IS_ORDER (order));
  g_return_if_fail (self->desk != NULL);

  key = assay_order_dup_key (order);
  if (g_strcmp0 (key, self->key) == 0)
    {
      if (g_set_object (&self->order, order))
        show_parts (self);
      reload (self);
      return;
    }

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->order, order);
  g_set_str (&self->key, key);

  show_parts (self);
  mark_seen (self);
  reload (self);
}

/**
 * assay_order_view_start_result:
 * @self: a view that shows an order
 *
 * Shows the result and puts the cursor into its form.
 */
void
assay_order_view_start_result (AssayOrderView *self)
{
  g_return_if_fail (ASSAY_IS_ORDER_VIEW (self));

  adw_view_stack_set_visible_child_name (self->stack, "result");
  assay_result_page_start (self->result_page);
}
