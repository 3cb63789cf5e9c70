/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-package-call.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CALL_ROW (assay_call_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayCallRow, assay_call_row, ASSAY, CALL_ROW, AdwExpanderRow)

GtkWidget *assay_call_row_new (AssayPackageCall *call) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
