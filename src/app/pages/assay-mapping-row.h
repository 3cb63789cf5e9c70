/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-mapping-entry.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MAPPING_ROW (assay_mapping_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayMappingRow, assay_mapping_row, ASSAY, MAPPING_ROW, AdwExpanderRow)

GtkWidget *assay_mapping_row_new (AssayMapping *mapping,
                                  AssayMappingEntry *entry) G_GNUC_WARN_UNUSED_RESULT;
const char *assay_mapping_row_get_value (AssayMappingRow *self);

G_END_DECLS
