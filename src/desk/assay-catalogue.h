/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-desk.h"
#include "assay-package.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CATALOGUE (assay_catalogue_get_type ())

G_DECLARE_FINAL_TYPE (AssayCatalogue, assay_catalogue, ASSAY, CATALOGUE, GObject)

AssayCatalogue *assay_catalogue_new (AssayDesk *desk, const char *actor) G_GNUC_WARN_UNUSED_RESULT;

gboolean assay_catalogue_get_loaded (AssayCatalogue *self);
AssayPackage *assay_catalogue_find (AssayCatalogue *self, const char *id, guint *position);
const char *assay_catalogue_find_next (AssayCatalogue *self, const char *id);

void assay_catalogue_put_async (AssayCatalogue *self,
                                AssayPackage *package,
                                const char *replaced,
                                const char *before,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void assay_catalogue_move_async (AssayCatalogue *self,
                                 const char *id,
                                 const char *before,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void assay_catalogue_remove_async (AssayCatalogue *self,
                                   const char *id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void assay_catalogue_import_async (AssayCatalogue *self,
                                   GPtrArray *packages,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean assay_catalogue_can_undo (AssayCatalogue *self);
void assay_catalogue_undo_async (AssayCatalogue *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean assay_catalogue_change_finish (AssayCatalogue *self, GAsyncResult *result, GError **error);

G_END_DECLS
