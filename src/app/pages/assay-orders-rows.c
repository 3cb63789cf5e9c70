/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-orders-rows.h"

#include "order/assay-order-accounts.h"
#include "order/assay-order-row.h"

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, AssayOrderAccounts *accounts)
{
  GtkWidget *row = assay_order_row_new (accounts);

  gtk_list_item_set_child (item, row);
  g_object_bind_property (row, "summary", item, "accessible-label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (row, "account", item, "accessible-description", G_BINDING_SYNC_CREATE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  assay_order_row_set_order (ASSAY_ORDER_ROW (gtk_list_item_get_child (item)),
                             gtk_list_item_get_item (item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  assay_order_row_set_order (ASSAY_ORDER_ROW (gtk_list_item_get_child (item)), NULL);
}

/**
 * assay_orders_rows_new:
 * @journal: an open journal of the main context
 *
 * Returns: (transfer full): what makes the rows of a list of orders
 */
GtkListItemFactory *
assay_orders_rows_new (AssayJournal *journal)
{
  GtkListItemFactory *factory;
  g_autoptr (AssayOrderAccounts) accounts = NULL;

  g_return_val_if_fail (ASSAY_IS_JOURNAL (journal), NULL);

  factory = gtk_signal_list_item_factory_new ();
  accounts = assay_order_accounts_new (journal);
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup_cb), g_steal_pointer (&accounts),
                         (GClosureNotify) (void (*) (void)) g_object_unref, G_CONNECT_DEFAULT);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);

  return factory;
}
