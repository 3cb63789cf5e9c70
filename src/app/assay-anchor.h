/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void assay_anchor_hold (GtkScrolledWindow *scroller, GtkWidget *above);

G_END_DECLS
