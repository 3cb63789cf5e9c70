/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ASSAY_FIELD_ROW_TITLE_CHARS:
 *
 * So many characters of the title have room beside a control; otherwise it goes below.
 */
#define ASSAY_FIELD_ROW_TITLE_CHARS 14

#define ASSAY_TYPE_FIELD_ROW (assay_field_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayFieldRow, assay_field_row, ASSAY, FIELD_ROW, AdwPreferencesRow)

AssayFieldRow *assay_field_row_new_choice (const char *const *values) G_GNUC_WARN_UNUSED_RESULT;
AssayFieldRow *assay_field_row_new_number (double minimum,
                                           double maximum,
                                           double step) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *assay_field_row_get_control (AssayFieldRow *self);
void assay_field_row_set_description (AssayFieldRow *self, const char *description);

G_END_DECLS
