/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-attachment.h"
#include "assay-json.h"
#include "assay-score.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_RESULT (assay_result_get_type ())

G_DECLARE_FINAL_TYPE (AssayResult, assay_result, ASSAY, RESULT, GObject)

AssayResult *assay_result_new (void) G_GNUC_WARN_UNUSED_RESULT;
AssayResult *assay_result_new_from_json (AssayJson *json, GError **error) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_result_get_value (AssayResult *self);
void assay_result_set_value (AssayResult *self, const char *value);
const char *assay_result_get_source_value (AssayResult *self);
void assay_result_set_source_value (AssayResult *self, const char *source_value);
AssayScore *assay_result_get_score (AssayResult *self);
const char *assay_result_get_summary (AssayResult *self);
void assay_result_set_summary (AssayResult *self, const char *summary);
GListStore *assay_result_get_attachments (AssayResult *self);
void assay_result_set_start_date (AssayResult *self, const char *start_date);
void assay_result_set_submission_date (AssayResult *self, const char *submission_date);
const char *assay_result_get_passthrough (AssayResult *self);
void assay_result_set_passthrough (AssayResult *self, const char *passthrough);

GBytes *assay_result_to_json (AssayResult *self) G_GNUC_WARN_UNUSED_RESULT;
const char *const *assay_result_get_values (void);

G_END_DECLS
