/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-preview.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_JSON_DIALOG (assay_json_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AssayJsonDialog, assay_json_dialog, ASSAY, JSON_DIALOG, AdwDialog)

AdwDialog *assay_json_dialog_new (AssayPreview *preview) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
