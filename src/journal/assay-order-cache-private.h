/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-order.h"

G_BEGIN_DECLS

typedef struct _AssayOrderCache AssayOrderCache;

typedef void (*AssayOrderCacheFunc) (gint64 row, gpointer data);

AssayOrderCache *assay_order_cache_new (guint n_kept) G_GNUC_WARN_UNUSED_RESULT;
void assay_order_cache_free (AssayOrderCache *self);

AssayOrder *assay_order_cache_lookup (AssayOrderCache *self, gint64 row);
void assay_order_cache_add (AssayOrderCache *self, gint64 row, AssayOrder *order);
void assay_order_cache_trim (AssayOrderCache *self);
void assay_order_cache_foreach (AssayOrderCache *self, AssayOrderCacheFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayOrderCache, assay_order_cache_free)

G_END_DECLS
