/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_START_WINDOW (assay_start_window_get_type ())

G_DECLARE_FINAL_TYPE (AssayStartWindow,
                      assay_start_window,
                      ASSAY,
                      START_WINDOW,
                      AdwApplicationWindow)

GtkWindow *assay_start_window_new (GtkApplication *application) G_GNUC_WARN_UNUSED_RESULT;

void assay_start_window_show_connect (AssayStartWindow *self);

G_END_DECLS
