/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

gboolean assay_send_dialog_is_needed (GListModel *findings);
AdwDialog *assay_send_dialog_new (GListModel *findings) G_GNUC_WARN_UNUSED_RESULT;
char *assay_send_dialog_dup_reason (AdwAlertDialog *dialog) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
