/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-package.h"

G_BEGIN_DECLS

/**
 * AssayPackageImport:
 * @packages: (element-type AssayPackage): what was read
 * @changes: (element-type AssayPackage): those of them that are new or say something else
 * @n_new: how many of @changes the catalogue does not have
 * @unknown_columns: (nullable): the columns that say nothing to Assay
 *
 * What an import would change.
 */
typedef struct
{
  GPtrArray *packages;
  GPtrArray *changes;
  guint n_new;
  GStrv unknown_columns;
} AssayPackageImport;

void assay_package_import_free (AssayPackageImport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayPackageImport, assay_package_import_free)

void assay_package_import_read_async (GListModel *catalogue,
                                      GBytes *bytes,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
AssayPackageImport *assay_package_import_read_finish (GListModel *catalogue,
                                                      GAsyncResult *result,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
