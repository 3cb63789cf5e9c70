/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-order-query.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ORDER_FILTERS (assay_order_filters_get_type ())

G_DECLARE_FINAL_TYPE (AssayOrderFilters, assay_order_filters, ASSAY, ORDER_FILTERS, AdwBin)

void assay_order_filters_apply (AssayOrderFilters *self, AssayOrderQuery *query);
gboolean assay_order_filters_get_active (AssayOrderFilters *self);
const char *assay_order_filters_get_nothing (AssayOrderFilters *self);
void assay_order_filters_clear (AssayOrderFilters *self);

G_END_DECLS
