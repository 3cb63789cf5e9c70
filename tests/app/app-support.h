/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void app_support_init (int *argc, char ***argv);
gpointer app_support_get_part (gpointer widget, const char *name);
GtkWidget *app_support_find_label (GtkWidget *widget, const char *text);

G_END_DECLS
