/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-lint.h"
#include "assay-package-report.h"
#include "assay-profile.h"
#include "assay-secret-store.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ENDPOINT_DIALOG (assay_endpoint_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AssayEndpointDialog, assay_endpoint_dialog, ASSAY, ENDPOINT_DIALOG, AdwDialog)

AdwDialog *assay_endpoint_dialog_new (AssayProfile *profile,
                                      AssaySecretStore *secrets,
                                      AssayLint *lint) G_GNUC_WARN_UNUSED_RESULT;

void assay_endpoint_dialog_show_report (AssayEndpointDialog *self, AssayPackageReport *report);

G_END_DECLS
