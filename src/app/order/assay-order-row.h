/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

#include "assay-order-accounts.h"
#include "assay-order.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ORDER_ROW (assay_order_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayOrderRow, assay_order_row, ASSAY, ORDER_ROW, GtkWidget)

GtkWidget *assay_order_row_new (AssayOrderAccounts *accounts) G_GNUC_WARN_UNUSED_RESULT;

void assay_order_row_set_order (AssayOrderRow *self, AssayOrder *order);

G_END_DECLS
