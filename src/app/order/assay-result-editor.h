/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-preview.h"
#include "assay-result-state.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_RESULT_EDITOR (assay_result_editor_get_type ())

G_DECLARE_FINAL_TYPE (AssayResultEditor, assay_result_editor, ASSAY, RESULT_EDITOR, AdwBin)

GtkWidget *assay_result_editor_new (void) G_GNUC_WARN_UNUSED_RESULT;

void assay_result_editor_set_rules (AssayResultEditor *self,
                                    AssayMapping *mapping,
                                    AssayLint *lint);
void assay_result_editor_set_connector_meta (AssayResultEditor *self, AssayConnectorMeta *meta);
void assay_result_editor_follow_settings (AssayResultEditor *self, GSettings *settings);
void assay_result_editor_set_order (AssayResultEditor *self,
                                    AssayOrder *order,
                                    AssayResult *result);
void assay_result_editor_set_result (AssayResultEditor *self, AssayResult *result);
void assay_result_editor_set_pending (AssayResultEditor *self, gboolean pending);
void assay_result_editor_make_trial (AssayResultEditor *self);
void assay_result_editor_start (AssayResultEditor *self);
void assay_result_editor_show_state (AssayResultEditor *self, const AssayResultState *state);
void assay_result_editor_set_context (AssayResultEditor *self, AssayLintContext *context);
AssayPreview *assay_result_editor_get_preview (AssayResultEditor *self);
AssayResult *assay_result_editor_get_result (AssayResultEditor *self);
GBytes *assay_result_editor_dup_body (AssayResultEditor *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
