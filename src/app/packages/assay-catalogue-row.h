/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-finding.h"
#include "assay-package.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CATALOGUE_ROW (assay_catalogue_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayCatalogueRow, assay_catalogue_row, ASSAY, CATALOGUE_ROW, AdwActionRow)

GtkWidget *assay_catalogue_row_new (AssayPackage *package);
AssayPackage *assay_catalogue_row_get_package (AssayCatalogueRow *self);
void assay_catalogue_row_set_findings (AssayCatalogueRow *self, GPtrArray *findings);

G_END_DECLS
