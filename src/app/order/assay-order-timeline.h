/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_ORDER_TIMELINE (assay_order_timeline_get_type ())

G_DECLARE_FINAL_TYPE (AssayOrderTimeline, assay_order_timeline, ASSAY, ORDER_TIMELINE, AdwBin)

GtkWidget *assay_order_timeline_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_order_timeline_set_events (AssayOrderTimeline *self, GPtrArray *events);

G_END_DECLS
