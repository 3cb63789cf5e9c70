/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-account.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ACCOUNT_ROW (assay_account_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayAccountRow, assay_account_row, ASSAY, ACCOUNT_ROW, AdwActionRow)

GtkWidget *assay_account_row_new (AssayAccount *account);
AssayAccount *assay_account_row_get_account (AssayAccountRow *self);

G_END_DECLS
