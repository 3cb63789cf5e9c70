/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The rows of a list: gint64 numbers, the greatest first; 0 where one is not known yet. */

GArray *assay_order_spine_new (GArray *beginning,
                               guint n_rows,
                               GArray *end) G_GNUC_WARN_UNUSED_RESULT;
gint64 assay_order_spine_get (GArray *spine, guint position);
gboolean assay_order_spine_find (GArray *spine, gint64 row, guint *position);
void assay_order_spine_fill (GArray *spine, GArray *known, guint position);
void assay_order_spine_compare (GArray *before, GArray *after, guint *n_first, guint *n_last);

G_END_DECLS
