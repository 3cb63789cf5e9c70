/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

#include "assay-order-state.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ORDER_QUERY (assay_order_query_get_type ())

G_DECLARE_FINAL_TYPE (AssayOrderQuery, assay_order_query, ASSAY, ORDER_QUERY, GObject)

AssayOrderQuery *assay_order_query_new (void) G_GNUC_WARN_UNUSED_RESULT;

void assay_order_query_set_text (AssayOrderQuery *self, const char *text);
void assay_order_query_set_status (AssayOrderQuery *self, AssayOrderStatus status);
void assay_order_query_clear_status (AssayOrderQuery *self);
void assay_order_query_set_account_id (AssayOrderQuery *self, const char *account_id);
void assay_order_query_set_kind (AssayOrderQuery *self, AssayOrderKind kind);
void assay_order_query_set_new_only (AssayOrderQuery *self, gboolean new_only);
void assay_order_query_set_archived (AssayOrderQuery *self, gboolean archived);

G_END_DECLS
