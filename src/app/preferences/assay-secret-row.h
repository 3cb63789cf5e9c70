/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-secret-store.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SECRET_ROW (assay_secret_row_get_type ())

G_DECLARE_FINAL_TYPE (AssaySecretRow, assay_secret_row, ASSAY, SECRET_ROW, AdwActionRow)

GtkWidget *assay_secret_row_new (AssaySecretStore *store,
                                 const char *name,
                                 const char *title) G_GNUC_WARN_UNUSED_RESULT;
void assay_secret_row_replace (AssaySecretRow *self, const char *secret);
void assay_secret_row_remove (AssaySecretRow *self);
void assay_secret_row_undo (AssaySecretRow *self);

G_END_DECLS
