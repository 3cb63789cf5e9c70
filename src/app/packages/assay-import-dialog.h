/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-catalogue.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_IMPORT_DIALOG (assay_import_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AssayImportDialog, assay_import_dialog, ASSAY, IMPORT_DIALOG, AdwDialog)

AdwDialog *assay_import_dialog_new (AssayCatalogue *catalogue);
void assay_import_dialog_open_file (AssayImportDialog *self, GFile *file);

G_END_DECLS
