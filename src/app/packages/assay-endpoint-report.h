/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-package-report.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ENDPOINT_REPORT (assay_endpoint_report_get_type ())

G_DECLARE_FINAL_TYPE (AssayEndpointReport, assay_endpoint_report, ASSAY, ENDPOINT_REPORT, AdwBin)

void assay_endpoint_report_show (AssayEndpointReport *self, AssayPackageReport *report);

G_END_DECLS
