/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void assay_catalogue_export_ask (GtkWidget *parent, GListModel *packages);
void assay_catalogue_export_async (GListModel *packages,
                                   GFile *file,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean assay_catalogue_export_finish (GFile *file, GAsyncResult *result, GError **error);

G_END_DECLS
