/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PERSON (assay_person_get_type ())

G_DECLARE_FINAL_TYPE (AssayPerson, assay_person, ASSAY, PERSON, GObject)

AssayPerson        *assay_person_new                (void) G_GNUC_WARN_UNUSED_RESULT;
AssayPerson        *assay_person_new_from_json      (AssayJson       *json,
                                                     GError         **error)
                                                     G_GNUC_WARN_UNUSED_RESULT;
void                assay_person_write_json         (AssayPerson     *self,
                                                     AssayJsonWriter *writer);

const char         *assay_person_get_user_id        (AssayPerson     *self);
void                assay_person_set_user_id        (AssayPerson     *self,
                                                     const char      *user_id);
const char         *assay_person_get_remote_user_id (AssayPerson     *self);
void                assay_person_set_remote_user_id (AssayPerson     *self,
                                                     const char      *remote_user_id);
const char         *assay_person_get_first_name     (AssayPerson     *self);
void                assay_person_set_first_name     (AssayPerson     *self,
                                                     const char      *first_name);
const char         *assay_person_get_last_name      (AssayPerson     *self);
void                assay_person_set_last_name      (AssayPerson     *self,
                                                     const char      *last_name);
const char         *assay_person_get_email          (AssayPerson     *self);
void                assay_person_set_email          (AssayPerson     *self,
                                                     const char      *email);
const char         *assay_person_get_role           (AssayPerson     *self);
void                assay_person_set_role           (AssayPerson     *self,
                                                     const char      *role);
const char * const *assay_person_get_unknown        (AssayPerson     *self);

char               *assay_person_dup_full_name      (AssayPerson     *self)
                                                     G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
