/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

#include "assay-card.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_RECRUITER_ROW (assay_recruiter_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayRecruiterRow, assay_recruiter_row, ASSAY, RECRUITER_ROW, GtkWidget)

GtkWidget *assay_recruiter_row_new (void) G_GNUC_WARN_UNUSED_RESULT;

void assay_recruiter_row_set_card (AssayRecruiterRow *self, AssayCard *view);

G_END_DECLS
