/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-profile.h"
#include "assay-window.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_APP (assay_app_get_type ())

G_DECLARE_FINAL_TYPE (AssayApp, assay_app, ASSAY, APP, AdwApplication)

AssayApp *assay_app_new (gint64 started_at) G_GNUC_WARN_UNUSED_RESULT;

AssayWindow *assay_app_open_profile (AssayApp *self, AssayProfile *profile);

G_END_DECLS
