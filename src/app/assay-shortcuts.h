/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void assay_shortcuts_offer (GtkApplicationWindow *window);
void assay_shortcuts_install (GtkApplication *application);
void assay_shortcuts_add_to_orders (GtkWidget *list);
void assay_shortcuts_add_key (GtkWidget *widget,
                              const char *keys,
                              GtkShortcutFunc func,
                              gpointer user_data);

G_END_DECLS
