/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_APPLICATION (assay_application_get_type ())

G_DECLARE_FINAL_TYPE (AssayApplication, assay_application, ASSAY, APPLICATION, GObject)

const char *assay_application_get_id (AssayApplication *self);
const char *assay_application_get_remote_id (AssayApplication *self);
const char *assay_application_get_status (AssayApplication *self);
const char *assay_application_get_status_source (AssayApplication *self);
AssayJson *assay_application_get_passthrough (AssayApplication *self);
const char *const *assay_application_get_unknown (AssayApplication *self);

G_END_DECLS
