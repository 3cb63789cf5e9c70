/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_SIDEBAR_ROW (assay_sidebar_row_get_type ())

G_DECLARE_FINAL_TYPE (AssaySidebarRow, assay_sidebar_row, ASSAY, SIDEBAR_ROW, GtkListBoxRow)

GtkWidget *assay_sidebar_row_new (const char *name,
                                  const char *title,
                                  const char *icon_name) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_sidebar_row_get_name (AssaySidebarRow *self);
void assay_sidebar_row_set_badge (AssaySidebarRow *self, guint badge);

G_END_DECLS
