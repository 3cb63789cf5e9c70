/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-result-state.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_RESULT_LINE (assay_result_line_get_type ())

G_DECLARE_FINAL_TYPE (AssayResultLine, assay_result_line, ASSAY, RESULT_LINE, AdwBin)

GtkWidget *assay_result_line_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_result_line_show (AssayResultLine *self, const AssayResultState *state);

G_END_DECLS
