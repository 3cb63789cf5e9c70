/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_SHEET (assay_sheet_get_type ())

G_DECLARE_FINAL_TYPE (AssaySheet, assay_sheet, ASSAY, SHEET, GObject)

AssaySheet *assay_sheet_new_from_bytes (GBytes *bytes, GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *const *assay_sheet_get_columns (AssaySheet *self);
guint assay_sheet_get_n_rows (AssaySheet *self);
guint assay_sheet_get_line (AssaySheet *self, guint row);
const char *assay_sheet_get_cell (AssaySheet *self, guint row, const char *column);

void assay_sheet_write_row (GString *text, const char *const *cells);

G_END_DECLS
