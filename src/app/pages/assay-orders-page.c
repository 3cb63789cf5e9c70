/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-orders-page.h"

#include <glib/gi18n.h>

/**
 * AssayOrdersPage:
 *
 * The orders and the one that is open.
 */
struct _AssayOrdersPage
{
  AssayPage parent_instance;

  /* template children */
  GtkSearchEntry *search_entry;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (AssayOrdersPage, assay_orders_page, ASSAY_TYPE_PAGE)

static void
assay_orders_page_start_search (AssayPage *page)
{
  AssayOrdersPage *self = ASSAY_ORDERS_PAGE (page);

  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
assay_orders_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_ORDERS_PAGE);

  G_OBJECT_CLASS (assay_orders_page_parent_class)->dispose (object);
}

static void
assay_orders_page_class_init (AssayOrdersPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AssayPageClass *page_class = ASSAY_PAGE_CLASS (klass);

  object_class->dispose = assay_orders_page_dispose;
  page_class->start_search = assay_orders_page_start_search;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-orders-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AssayOrdersPage, stack);
}

static void
assay_orders_page_init (AssayOrdersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
