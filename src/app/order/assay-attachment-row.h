/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-attachment.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ATTACHMENT_ROW (assay_attachment_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayAttachmentRow, assay_attachment_row, ASSAY, ATTACHMENT_ROW, AdwEntryRow)

GtkWidget *assay_attachment_row_new (AssayAttachment *attachment,
                                     guint position) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
