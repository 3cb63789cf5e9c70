/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json.h"
#include "assay-order-state.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CONNECTOR_META (assay_connector_meta_get_type ())

G_DECLARE_FINAL_TYPE (AssayConnectorMeta, assay_connector_meta, ASSAY, CONNECTOR_META, GObject)

AssayConnectorMeta *assay_connector_meta_new_from_json (AssayJson *json,
                                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_connector_meta_get_provider_name (AssayConnectorMeta *self);
gboolean assay_connector_meta_describes (AssayConnectorMeta *self, AssayOrderKind kind);
gboolean assay_connector_meta_offers (AssayConnectorMeta *self,
                                      AssayOrderKind kind,
                                      const char *path);
gboolean assay_connector_meta_requires (AssayConnectorMeta *self,
                                        AssayOrderKind kind,
                                        const char *path);
const char *const *assay_connector_meta_get_required (AssayConnectorMeta *self,
                                                      AssayOrderKind kind);
const char *const *assay_connector_meta_get_values (AssayConnectorMeta *self, AssayOrderKind kind);
const char *assay_connector_meta_lookup_value (AssayConnectorMeta *self,
                                               AssayOrderKind kind,
                                               const char *value);

G_END_DECLS
