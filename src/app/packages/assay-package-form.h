/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-package.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PACKAGE_FORM (assay_package_form_get_type ())

G_DECLARE_FINAL_TYPE (AssayPackageForm, assay_package_form, ASSAY, PACKAGE_FORM, AdwBin)

void assay_package_form_show (AssayPackageForm *self, AssayPackage *package);
void assay_package_form_show_copy (AssayPackageForm *self, AssayPackage *package, const char *id);
gboolean assay_package_form_get_touched (AssayPackageForm *self);
AssayPackage *assay_package_form_dup_package (AssayPackageForm *self);

G_END_DECLS
