/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "../assay-page.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ORDERS_PAGE (assay_orders_page_get_type ())

G_DECLARE_FINAL_TYPE (AssayOrdersPage, assay_orders_page, ASSAY, ORDERS_PAGE, AssayPage)

void assay_orders_page_show_order (AssayOrdersPage *self, const char *order_key);
void assay_orders_page_claim_order (AssayOrdersPage *self, const char *order_key);

G_END_DECLS
