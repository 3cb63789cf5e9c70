/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json-writer.h"
#include "assay-json.h"
#include "assay-order-state.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PACKAGE (assay_package_get_type ())

G_DECLARE_FINAL_TYPE (AssayPackage, assay_package, ASSAY, PACKAGE, GObject)

AssayPackage *assay_package_new_from_json (AssayJson *json,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_package_write_json (AssayPackage *self, AssayJsonWriter *writer);
void assay_package_write_entry (AssayPackage *self, AssayJsonWriter *writer);
AssayJson *assay_package_dup_entry (AssayPackage *self) G_GNUC_WARN_UNUSED_RESULT;
const char *assay_package_get_id (AssayPackage *self);
const char *assay_package_get_remote_id (AssayPackage *self);
const char *assay_package_get_name (AssayPackage *self);
const char *assay_package_get_description (AssayPackage *self);
GListModel *assay_package_get_tests (AssayPackage *self);
AssayOrderKind assay_package_get_kind (AssayPackage *self);
const char *const *assay_package_get_tags (AssayPackage *self);
gboolean assay_package_equal (AssayPackage *self, AssayPackage *other);
char *assay_package_dup_stackone_id (AssayPackage *self,
                                     const char *account_id) G_GNUC_WARN_UNUSED_RESULT;
void assay_package_remember (AssayPackage *self, const char *account_id, const char *stackone_id);
void assay_package_inherit (AssayPackage *self, AssayPackage *known);
const char *const *assay_package_get_unknown (AssayPackage *self);

G_END_DECLS
