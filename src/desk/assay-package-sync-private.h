/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-package-sync.h"

G_BEGIN_DECLS

GPtrArray *assay_package_sync_compare (GPtrArray *packages,
                                       GPtrArray *listed,
                                       const char *account_id) G_GNUC_WARN_UNUSED_RESULT;
AssayPackage *assay_package_sync_find_equal (GPtrArray *listed,
                                             AssayPackage *package,
                                             GHashTable *taken);
GBytes *assay_package_sync_write_body (const AssayPackageSyncRow *row) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
