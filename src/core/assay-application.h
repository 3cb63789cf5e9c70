/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json-writer.h"
#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_APPLICATION (assay_application_get_type ())

G_DECLARE_FINAL_TYPE (AssayApplication, assay_application, ASSAY, APPLICATION, GObject)

AssayApplication   *assay_application_new               (void) G_GNUC_WARN_UNUSED_RESULT;
AssayApplication   *assay_application_new_from_json     (AssayJson        *json,
                                                         GError          **error)
                                                         G_GNUC_WARN_UNUSED_RESULT;
void                assay_application_write_json        (AssayApplication *self,
                                                         AssayJsonWriter  *writer);

const char         *assay_application_get_id            (AssayApplication *self);
void                assay_application_set_id            (AssayApplication *self,
                                                         const char       *id);
const char         *assay_application_get_remote_id     (AssayApplication *self);
void                assay_application_set_remote_id     (AssayApplication *self,
                                                         const char       *remote_id);
const char         *assay_application_get_status        (AssayApplication *self);
void                assay_application_set_status        (AssayApplication *self,
                                                         const char       *status);
const char         *assay_application_get_status_source (AssayApplication *self);
void                assay_application_set_status_source (AssayApplication *self,
                                                         const char       *status_source);
AssayJson          *assay_application_get_passthrough   (AssayApplication *self);
void                assay_application_set_passthrough   (AssayApplication *self,
                                                         AssayJson        *passthrough);
const char * const *assay_application_get_unknown       (AssayApplication *self);

G_END_DECLS
