/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-desk.h"
#include "assay-package.h"
#include "assay-stackone-client.h"

G_BEGIN_DECLS

/**
 * AssayPackageSyncAction:
 * @ASSAY_PACKAGE_SYNC_SAME: nothing is to be changed
 * @ASSAY_PACKAGE_SYNC_CREATE: StackOne does not have the package
 * @ASSAY_PACKAGE_SYNC_UPDATE: StackOne has it, but differently
 * @ASSAY_PACKAGE_SYNC_DELETE: StackOne has a package that the catalogue does not have
 *
 * What becomes of a package at StackOne.
 */
typedef enum
{
  ASSAY_PACKAGE_SYNC_SAME,
  ASSAY_PACKAGE_SYNC_CREATE,
  ASSAY_PACKAGE_SYNC_UPDATE,
  ASSAY_PACKAGE_SYNC_DELETE,
} AssayPackageSyncAction;

/**
 * AssayPackageSyncMember:
 * @ASSAY_PACKAGE_SYNC_NAME: the name
 * @ASSAY_PACKAGE_SYNC_DESCRIPTION: the description
 * @ASSAY_PACKAGE_SYNC_TESTS: the tests
 *
 * In what a package differs.
 */
typedef enum
{
  ASSAY_PACKAGE_SYNC_NAME = 1 << 0,
  ASSAY_PACKAGE_SYNC_DESCRIPTION = 1 << 1,
  ASSAY_PACKAGE_SYNC_TESTS = 1 << 2,
} AssayPackageSyncMember;

/**
 * AssayPackageSyncRow:
 * @action: what is to be done
 * @differs: the members that an update changes
 * @package: (nullable): the package as the catalogue has it
 * @listed: (nullable): the package as StackOne has it
 * @chosen: whether it is to be carried out; may be changed
 * @done: whether it was carried out
 * @error: (nullable): why it was not
 *
 * One line of the plan.
 */
typedef struct
{
  AssayPackageSyncAction action;
  AssayPackageSyncMember differs;
  AssayPackage *package;
  AssayPackage *listed;
  gboolean chosen;
  gboolean done;
  GError *error;
} AssayPackageSyncRow;

#define ASSAY_TYPE_PACKAGE_SYNC (assay_package_sync_get_type ())

G_DECLARE_FINAL_TYPE (AssayPackageSync, assay_package_sync, ASSAY, PACKAGE_SYNC, GObject)

AssayPackageSync *assay_package_sync_new (AssayDesk *desk,
                                          AssayStackoneClient *client,
                                          const char *account_id,
                                          const char *actor) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *assay_package_sync_get_rows (AssayPackageSync *self);
const char *assay_package_sync_row_get_id (const AssayPackageSyncRow *row);
void assay_package_sync_plan_async (AssayPackageSync *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean assay_package_sync_plan_finish (AssayPackageSync *self,
                                         GAsyncResult *result,
                                         GError **error);
void assay_package_sync_run_async (AssayPackageSync *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean assay_package_sync_run_finish (AssayPackageSync *self,
                                        GAsyncResult *result,
                                        GError **error);

G_END_DECLS
