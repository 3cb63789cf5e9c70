/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-lint.h"
#include "assay-package-report.h"

G_BEGIN_DECLS

struct _AssayPackageReport
{
  GObject parent_instance;

  /* owned */
  char *url;
  GPtrArray *calls;
  GPtrArray *findings;
  GPtrArray *packages;

  gboolean has_key;
  gboolean has_secret;
  gboolean listed; /* whether the recruiter sees the packages and not the banner */
};

AssayPackageReport *assay_package_report_new (const char *url) G_GNUC_WARN_UNUSED_RESULT;

/* assay-package-grade.c: fills in findings and packages when all calls are there. */
void assay_package_grade (AssayPackageReport *report, AssayLint *lint, gint64 now);

G_END_DECLS
