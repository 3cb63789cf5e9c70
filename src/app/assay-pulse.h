/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_PULSE (assay_pulse_get_type ())

G_DECLARE_FINAL_TYPE (AssayPulse, assay_pulse, ASSAY, PULSE, GtkWidget)

G_END_DECLS
