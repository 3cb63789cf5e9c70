/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-mapping.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MAPPING_ENTRY (assay_mapping_entry_get_type ())

G_DECLARE_FINAL_TYPE (AssayMappingEntry, assay_mapping_entry, ASSAY, MAPPING_ENTRY, GObject)

const char *assay_mapping_entry_get_value (AssayMappingEntry *self);
AssayOrderStatus assay_mapping_entry_get_status (AssayMappingEntry *self);
const char *assay_mapping_entry_get_source (AssayMappingEntry *self);
gboolean assay_mapping_entry_get_overridden (AssayMappingEntry *self);
const AssayStatusLook *assay_mapping_entry_get_look (AssayMappingEntry *self,
                                                     AssayAppearance appearance);

G_END_DECLS
