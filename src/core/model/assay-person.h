/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_PERSON (assay_person_get_type ())

G_DECLARE_FINAL_TYPE (AssayPerson, assay_person, ASSAY, PERSON, GObject)

const char *assay_person_get_user_id (AssayPerson *self);
const char *assay_person_get_remote_user_id (AssayPerson *self);
const char *assay_person_get_email (AssayPerson *self);
const char *assay_person_get_role (AssayPerson *self);
const char *const *assay_person_get_unknown (AssayPerson *self);
char *assay_person_dup_full_name (AssayPerson *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
