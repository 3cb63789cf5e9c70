/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-clock.h"
#include "assay-link-guard.h"
#include "assay-lint.h"
#include "assay-package-report.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PACKAGE_PROBE (assay_package_probe_get_type ())

G_DECLARE_FINAL_TYPE (AssayPackageProbe, assay_package_probe, ASSAY, PACKAGE_PROBE, GObject)

AssayPackageProbe *assay_package_probe_new (AssayLinkGuard *guard,
                                            AssayLint *lint) G_GNUC_WARN_UNUSED_RESULT;

void assay_package_probe_set_key (AssayPackageProbe *self, const char *key);
void assay_package_probe_set_secret (AssayPackageProbe *self, const char *secret);
void assay_package_probe_set_clock (AssayPackageProbe *self, AssayClock *clock);
void assay_package_probe_set_tls_database (AssayPackageProbe *self, GTlsDatabase *database);
void assay_package_probe_set_limits (AssayPackageProbe *self, guint timeout, gsize max_size);

guint assay_package_probe_get_n_calls (AssayPackageProbe *self);
void assay_package_probe_run_async (AssayPackageProbe *self,
                                    const char *url,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
AssayPackageReport *assay_package_probe_run_finish (AssayPackageProbe *self,
                                                    GAsyncResult *result,
                                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
