/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-page.h"
#include "assay-profile.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_WINDOW (assay_window_get_type ())

G_DECLARE_FINAL_TYPE (AssayWindow, assay_window, ASSAY, WINDOW, AdwApplicationWindow)

AssayWindow  *assay_window_new         (GtkApplication *application,
                                        AssayProfile   *profile) G_GNUC_WARN_UNUSED_RESULT;

AssayProfile *assay_window_get_profile (AssayWindow    *self);
const char   *assay_window_get_simulator_url (AssayWindow *self);
guint         assay_window_get_queued  (AssayWindow    *self);
void          assay_window_restart_desk      (AssayWindow    *self);
AssayPage    *assay_window_show_page   (AssayWindow    *self,
                                        const char     *name);
void          assay_window_add_toast   (AssayWindow    *self,
                                        AdwToast       *toast);

G_END_DECLS
