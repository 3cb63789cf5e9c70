/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-journal-read.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ORDER_LIST (assay_order_list_get_type ())

G_DECLARE_FINAL_TYPE (AssayOrderList, assay_order_list, ASSAY, ORDER_LIST, GObject)

AssayOrderList *assay_order_list_new (AssayJournal *journal,
                                      AssayOrderQuery *query) G_GNUC_WARN_UNUSED_RESULT;

void assay_order_list_set_query (AssayOrderList *self, AssayOrderQuery *query);
gboolean assay_order_list_get_loading (AssayOrderList *self);

G_END_DECLS
