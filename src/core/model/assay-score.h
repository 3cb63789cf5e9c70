/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SCORE (assay_score_get_type ())

G_DECLARE_FINAL_TYPE (AssayScore, assay_score, ASSAY, SCORE, GObject)

AssayScore *assay_score_new (void) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_score_get_value (AssayScore *self);
void assay_score_set_value (AssayScore *self, const char *value);
const char *assay_score_get_min (AssayScore *self);
void assay_score_set_min (AssayScore *self, const char *min);
const char *assay_score_get_max (AssayScore *self);
void assay_score_set_max (AssayScore *self, const char *max);
const char *assay_score_get_label (AssayScore *self);
void assay_score_set_label (AssayScore *self, const char *label);

gboolean assay_score_is_empty (AssayScore *self);

G_END_DECLS
