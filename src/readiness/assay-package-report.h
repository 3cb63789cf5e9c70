/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-finding.h"
#include "assay-package-call.h"
#include "assay-package.h"

G_BEGIN_DECLS

/**
 * ASSAY_PACKAGE_REPORT_BANNER:
 *
 * What the recruiter reads where the list could not be fetched (integration guide).
 */
#define ASSAY_PACKAGE_REPORT_BANNER \
  "List displays incomplete data. An error occurred while fetching one or more packages from " \
  "partner. Click 'Reload' button to try to fetch packages again"

#define ASSAY_TYPE_PACKAGE_REPORT (assay_package_report_get_type ())

G_DECLARE_FINAL_TYPE (AssayPackageReport, assay_package_report, ASSAY, PACKAGE_REPORT, GObject)

const char *assay_package_report_get_url (AssayPackageReport *self);
gboolean assay_package_report_get_has_key (AssayPackageReport *self);
gboolean assay_package_report_get_has_secret (AssayPackageReport *self);
GPtrArray *assay_package_report_get_calls (AssayPackageReport *self);
GPtrArray *assay_package_report_get_findings (AssayPackageReport *self);
GPtrArray *assay_package_report_get_packages (AssayPackageReport *self);
const char *assay_package_report_get_banner (AssayPackageReport *self);
AssayPackageCall *assay_package_report_find_call (AssayPackageReport *self, const char *name);
gboolean assay_package_report_has_errors (AssayPackageReport *self);
void assay_package_report_write_json (AssayPackageReport *self, AssayJsonWriter *writer);

G_END_DECLS
