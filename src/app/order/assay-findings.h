/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gtk/gtk.h>

#include "assay-finding.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_FINDINGS (assay_findings_get_type ())

G_DECLARE_FINAL_TYPE (AssayFindings, assay_findings, ASSAY, FINDINGS, GtkWidget)

GtkWidget *assay_findings_new (void) G_GNUC_WARN_UNUSED_RESULT;

void assay_findings_set_plain (AssayFindings *self);
void assay_findings_set_advising (AssayFindings *self);
void assay_findings_set_model (AssayFindings *self, GListModel *findings);

G_END_DECLS
