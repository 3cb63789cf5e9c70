/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-mapping.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SIMULATOR_WINDOW (assay_simulator_window_get_type ())

G_DECLARE_FINAL_TYPE (AssaySimulatorWindow,
                      assay_simulator_window,
                      ASSAY,
                      SIMULATOR_WINDOW,
                      AdwApplicationWindow)

GtkWindow *assay_simulator_window_new (GtkApplication *application,
                                       AssayMapping *mapping,
                                       const char *url) G_GNUC_WARN_UNUSED_RESULT;
GtkWindow *assay_simulator_window_find (GtkApplication *application, const char *url);

G_END_DECLS
