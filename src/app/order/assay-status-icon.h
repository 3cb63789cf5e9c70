/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

#include "assay-appearance.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_STATUS_ICON_WIDGET (assay_status_icon_widget_get_type ())

G_DECLARE_FINAL_TYPE (AssayStatusIconWidget,
                      assay_status_icon_widget,
                      ASSAY,
                      STATUS_ICON_WIDGET,
                      GtkWidget)

GtkWidget *assay_status_icon_widget_new (void) G_GNUC_WARN_UNUSED_RESULT;

void assay_status_icon_widget_set (AssayStatusIconWidget *self,
                                   AssayStatusIcon icon,
                                   AssayStatusColour colour);
void assay_status_icon_widget_set_dot (AssayStatusIconWidget *self, gboolean dot);

G_END_DECLS
