/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

#include "order/assay-order-view.h"

G_BEGIN_DECLS

void assay_orders_focus_enter (GtkListView *list, GtkStack *stack);
gboolean assay_orders_focus_is_beside (GtkListView *list, GtkStack *stack);
void assay_orders_focus_move (GtkListView *list, int step);
void assay_orders_focus_start_result (AssayOrderView *view);

G_END_DECLS
