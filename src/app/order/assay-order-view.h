/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-desk.h"
#include "assay-order.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ORDER_VIEW (assay_order_view_get_type ())

G_DECLARE_FINAL_TYPE (AssayOrderView, assay_order_view, ASSAY, ORDER_VIEW, AdwBin)

GtkWidget *assay_order_view_new (void) G_GNUC_WARN_UNUSED_RESULT;

void assay_order_view_open (AssayOrderView *self, AssayDesk *desk);
void assay_order_view_set_order (AssayOrderView *self, AssayOrder *order);
void assay_order_view_start_result (AssayOrderView *self);

G_END_DECLS
