/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-finding.h"
#include "assay-lint-context.h"
#include "assay-mapping.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_LINT (assay_lint_get_type ())

G_DECLARE_FINAL_TYPE (AssayLint, assay_lint, ASSAY, LINT, GObject)

AssayLint *assay_lint_new (GBytes *table,
                           AssayMapping *mapping,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

GPtrArray *assay_lint_check_result (AssayLint *self,
                                    GBytes *body,
                                    AssayLintContext *context,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *assay_lint_check_merged (AssayLint *self,
                                    AssayJson *body,
                                    AssayJson *merged,
                                    AssayLintContext *context) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *assay_lint_check_listed (AssayLint *self,
                                    GPtrArray *orders,
                                    GPtrArray *packages) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *assay_lint_check_packages (AssayLint *self, AssayJson *answer) G_GNUC_WARN_UNUSED_RESULT;
AssayFinding *assay_lint_dup_finding (AssayLint *self,
                                      const char *id,
                                      const char *variant,
                                      const char *path,
                                      const char *const *places) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
