/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void assay_orders_sort_attach (GtkWidget *page,
                               GtkListView *list,
                               GListModel *orders,
                               GSettings *settings);
guint assay_orders_sort_find_newest (GtkListView *list);

G_END_DECLS
