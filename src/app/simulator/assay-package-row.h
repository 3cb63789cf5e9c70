/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

#include "assay-package.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PACKAGE_ROW (assay_package_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayPackageRow, assay_package_row, ASSAY, PACKAGE_ROW, GtkListBoxRow)

GtkWidget *assay_package_row_new (AssayPackage *package,
                                  gboolean selectable) G_GNUC_WARN_UNUSED_RESULT;
AssayPackage *assay_package_row_get_package (AssayPackageRow *self);
gboolean assay_package_row_get_selected (AssayPackageRow *self);
void assay_package_row_set_selected (AssayPackageRow *self, gboolean selected);

G_END_DECLS
