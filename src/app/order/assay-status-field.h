/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-mapping.h"
#include "assay-result.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_STATUS_FIELD (assay_status_field_get_type ())

G_DECLARE_FINAL_TYPE (AssayStatusField,
                      assay_status_field,
                      ASSAY,
                      STATUS_FIELD,
                      AdwPreferencesGroup)

void assay_status_field_set_result (AssayStatusField *self, AssayResult *result);
void assay_status_field_set_mapping (AssayStatusField *self,
                                     AssayMapping *mapping,
                                     AssayAppearance appearance);
void assay_status_field_set_pending_value (AssayStatusField *self, const char *value);

G_END_DECLS
