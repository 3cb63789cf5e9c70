/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-connector-meta.h"
#include "assay-event-names.h"
#include "assay-lint.h"
#include "assay-mapping.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PROFILE_TABLES (assay_profile_tables_get_type ())

G_DECLARE_FINAL_TYPE (AssayProfileTables, assay_profile_tables, ASSAY, PROFILE_TABLES, GObject)

AssayProfileTables *assay_profile_tables_new (const char *folder) G_GNUC_WARN_UNUSED_RESULT;

AssayMapping *assay_profile_tables_get_mapping (AssayProfileTables *self, GError **error);
AssayMapping *assay_profile_tables_dup_mapping (AssayProfileTables *self,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssayLint *assay_profile_tables_get_lint (AssayProfileTables *self, GError **error);
AssayEventNames *assay_profile_tables_get_event_names (AssayProfileTables *self, GError **error);
char *assay_profile_tables_dup_connector_path (AssayProfileTables *self) G_GNUC_WARN_UNUSED_RESULT;
AssayConnectorMeta *assay_profile_tables_get_connector_meta (AssayProfileTables *self);
void assay_profile_tables_reload_connector_meta (AssayProfileTables *self);
void assay_profile_tables_set_order_paths (AssayProfileTables *self,
                                           const char *const *order_paths);
void assay_profile_tables_reload (AssayProfileTables *self);
gboolean assay_profile_tables_get_saving (AssayProfileTables *self);

G_END_DECLS
