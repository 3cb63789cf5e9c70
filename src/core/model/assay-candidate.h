/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CANDIDATE (assay_candidate_get_type ())

G_DECLARE_FINAL_TYPE (AssayCandidate, assay_candidate, ASSAY, CANDIDATE, GObject)

const char *assay_candidate_get_id (AssayCandidate *self);
const char *assay_candidate_get_remote_id (AssayCandidate *self);
const char *assay_candidate_get_first_name (AssayCandidate *self);
const char *assay_candidate_get_last_name (AssayCandidate *self);
const char *const *assay_candidate_get_emails (AssayCandidate *self);
const char *assay_candidate_get_profile_url (AssayCandidate *self);
AssayJson *assay_candidate_get_passthrough (AssayCandidate *self);
const char *const *assay_candidate_get_unknown (AssayCandidate *self);
const char *assay_candidate_get_email (AssayCandidate *self);
char *assay_candidate_dup_full_name (AssayCandidate *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
