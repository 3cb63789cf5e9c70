/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-order.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ORDER_DETAILS (assay_order_details_get_type ())

G_DECLARE_FINAL_TYPE (AssayOrderDetails, assay_order_details, ASSAY, ORDER_DETAILS, AdwBin)

GtkWidget *assay_order_details_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_order_details_set_order (AssayOrderDetails *self, AssayOrder *order);

G_END_DECLS
