/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-desk.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_CONNECT_DIALOG (assay_connect_dialog_get_type ())

G_DECLARE_FINAL_TYPE (AssayConnectDialog, assay_connect_dialog, ASSAY, CONNECT_DIALOG, AdwDialog)

AdwDialog *assay_connect_dialog_new (AssayDesk *desk);

G_END_DECLS
