/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-open-profile.h"
#include "assay-page.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_WINDOW (assay_window_get_type ())

G_DECLARE_FINAL_TYPE (AssayWindow, assay_window, ASSAY, WINDOW, AdwApplicationWindow)

AssayWindow *assay_window_new (GtkApplication *application,
                               AssayOpenProfile *open_profile) G_GNUC_WARN_UNUSED_RESULT;

AssayOpenProfile *assay_window_get_open_profile (AssayWindow *self);
AssayProfile *assay_window_get_profile (AssayWindow *self);
AssayPage *assay_window_show_page (AssayWindow *self, const char *name);
void assay_window_add_toast (AssayWindow *self, AdwToast *toast);

G_END_DECLS
