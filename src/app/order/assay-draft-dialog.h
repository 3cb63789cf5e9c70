/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-json.h"

G_BEGIN_DECLS

AdwDialog *assay_draft_dialog_new (AssayJson *mine, AssayJson *theirs) G_GNUC_WARN_UNUSED_RESULT;
GBytes *assay_draft_dialog_dup_merged (AdwAlertDialog *dialog) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
