/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-card.h"
#include "assay-lint.h"
#include "assay-order.h"
#include "assay-result.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PREVIEW (assay_preview_get_type ())

G_DECLARE_FINAL_TYPE (AssayPreview, assay_preview, ASSAY, PREVIEW, GObject)

AssayPreview *assay_preview_new (void) G_GNUC_WARN_UNUSED_RESULT;

void assay_preview_set_rules (AssayPreview *self, AssayMapping *mapping, AssayLint *lint);
void assay_preview_set_appearance (AssayPreview *self, AssayAppearance appearance);
void assay_preview_set_order (AssayPreview *self, AssayOrder *order, AssayResult *result);
void assay_preview_set_context (AssayPreview *self, AssayLintContext *context);
void assay_preview_set_connector_meta (AssayPreview *self, AssayConnectorMeta *meta);
void assay_preview_set_card_flags (AssayPreview *self, AssayCardFlags flags);
AssayResult *assay_preview_get_result (AssayPreview *self);
GBytes *assay_preview_dup_body (AssayPreview *self) G_GNUC_WARN_UNUSED_RESULT;
void assay_preview_set_result (AssayPreview *self, AssayResult *result);

AssayCard *assay_preview_get_card (AssayPreview *self);
GListModel *assay_preview_get_remarks (AssayPreview *self);
GListModel *assay_preview_get_findings (AssayPreview *self);
guint assay_preview_get_n_errors (AssayPreview *self);
GListModel *assay_preview_get_changes (AssayPreview *self);

G_END_DECLS
