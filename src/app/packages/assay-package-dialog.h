/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-catalogue.h"
#include "assay-lint.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PACKAGE_DIALOG (assay_package_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AssayPackageDialog, assay_package_dialog, ASSAY, PACKAGE_DIALOG, AdwDialog)

AdwDialog *assay_package_dialog_new_for_add (AssayCatalogue *catalogue,
                                             AssayLint *lint,
                                             AssayPackage *like);
AdwDialog *assay_package_dialog_new_for_edit (AssayCatalogue *catalogue,
                                              AssayLint *lint,
                                              AssayPackage *package);

G_END_DECLS
