/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-connector-meta.h"
#include "assay-mapping.h"
#include "assay-result.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_RESULT_FORM (assay_result_form_get_type ())

G_DECLARE_FINAL_TYPE (AssayResultForm, assay_result_form, ASSAY, RESULT_FORM, GtkWidget)

GtkWidget *assay_result_form_new (void) G_GNUC_WARN_UNUSED_RESULT;

void assay_result_form_set_result (AssayResultForm *self, AssayResult *result);
void assay_result_form_set_mapping (AssayResultForm *self,
                                    AssayMapping *mapping,
                                    AssayAppearance appearance);
void assay_result_form_set_connector_meta (AssayResultForm *self,
                                           AssayConnectorMeta *meta,
                                           AssayOrderKind kind);
void assay_result_form_set_pending_value (AssayResultForm *self, const char *value);
gboolean assay_result_form_focus_path (AssayResultForm *self, const char *path);

G_END_DECLS
