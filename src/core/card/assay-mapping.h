/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-appearance.h"
#include "assay-connector-meta.h"
#include "assay-order.h"

G_BEGIN_DECLS

/**
 * AssayStatusLook:
 * @word: the word of the status, as SmartRecruiters writes it
 * @icon: the shape in the status icon
 * @colour: the colour of the status icon
 * @source: where this is known from, in English
 *
 * How one status looks in one appearance.
 */
typedef struct
{
  char *word;
  AssayStatusIcon icon;
  AssayStatusColour colour;
  char *source;
} AssayStatusLook;

/* The source of what StackOne tells, in English like the other sources. */
#define ASSAY_MAPPING_SOURCE_CONNECTOR_META "StackOne’s Connector Meta"

#define ASSAY_TYPE_MAPPING (assay_mapping_get_type ())

G_DECLARE_FINAL_TYPE (AssayMapping, assay_mapping, ASSAY, MAPPING, GObject)

AssayMapping *assay_mapping_new_from_bytes (GBytes *table,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

GListModel *assay_mapping_get_entries (AssayMapping *self);
AssayOrderStatus assay_mapping_lookup_status (AssayMapping *self, const char *value);
const AssayStatusLook *assay_mapping_get_look (AssayMapping *self,
                                               AssayOrderStatus status,
                                               AssayAppearance appearance);
gboolean assay_mapping_get_overridden (AssayMapping *self);

void assay_mapping_set_connector_meta (AssayMapping *self, AssayConnectorMeta *meta);

gboolean assay_mapping_apply_override (AssayMapping *self, GBytes *table, GError **error);
GBytes *assay_mapping_override_to_json (AssayMapping *self);
void assay_mapping_set_status (AssayMapping *self, const char *value, AssayOrderStatus status);
void assay_mapping_reset_value (AssayMapping *self, const char *value);
void assay_mapping_reset (AssayMapping *self);

G_END_DECLS
