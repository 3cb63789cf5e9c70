/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CANDIDATE (assay_candidate_get_type ())

G_DECLARE_FINAL_TYPE (AssayCandidate, assay_candidate, ASSAY, CANDIDATE, GObject)

AssayCandidate     *assay_candidate_new             (void) G_GNUC_WARN_UNUSED_RESULT;
AssayCandidate     *assay_candidate_new_from_json   (AssayJson          *json,
                                                     GError            **error)
                                                     G_GNUC_WARN_UNUSED_RESULT;
void                assay_candidate_write_json      (AssayCandidate     *self,
                                                     AssayJsonWriter    *writer);

const char         *assay_candidate_get_id          (AssayCandidate     *self);
void                assay_candidate_set_id          (AssayCandidate     *self,
                                                     const char         *id);
const char         *assay_candidate_get_remote_id   (AssayCandidate     *self);
void                assay_candidate_set_remote_id   (AssayCandidate     *self,
                                                     const char         *remote_id);
const char         *assay_candidate_get_first_name  (AssayCandidate     *self);
void                assay_candidate_set_first_name  (AssayCandidate     *self,
                                                     const char         *first_name);
const char         *assay_candidate_get_last_name   (AssayCandidate     *self);
void                assay_candidate_set_last_name   (AssayCandidate     *self,
                                                     const char         *last_name);
const char * const *assay_candidate_get_emails      (AssayCandidate     *self);
void                assay_candidate_set_emails      (AssayCandidate     *self,
                                                     const char * const *emails);
const char         *assay_candidate_get_profile_url (AssayCandidate     *self);
void                assay_candidate_set_profile_url (AssayCandidate     *self,
                                                     const char         *profile_url);
AssayJson          *assay_candidate_get_passthrough (AssayCandidate     *self);
void                assay_candidate_set_passthrough (AssayCandidate     *self,
                                                     AssayJson          *passthrough);
const char * const *assay_candidate_get_unknown     (AssayCandidate     *self);

const char         *assay_candidate_get_email       (AssayCandidate     *self);
char               *assay_candidate_dup_full_name   (AssayCandidate     *self)
                                                     G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
