/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void assay_toast_add (GtkWidget *widget, AdwToast *toast);
void assay_toast_show (GtkWidget *widget, const char *text);
void assay_toast_show_failure (GtkWidget *widget, const char *what, const GError *error);

G_END_DECLS
