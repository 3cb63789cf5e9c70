/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

gboolean assay_browser_is_display (GdkDisplay *display);
void assay_browser_follow_clipboard (GdkDisplay *display);
void assay_browser_prepare (GtkSettings *settings);
void assay_browser_take_window (GtkApplication *application, GtkWindow *window);

G_END_DECLS
