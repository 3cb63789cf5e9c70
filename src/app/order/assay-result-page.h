/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-desk.h"
#include "assay-order.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_RESULT_PAGE (assay_result_page_get_type ())

G_DECLARE_FINAL_TYPE (AssayResultPage, assay_result_page, ASSAY, RESULT_PAGE, AdwBin)

GtkWidget *assay_result_page_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_result_page_open (AssayResultPage *self, AssayDesk *desk);
void assay_result_page_set_order (AssayResultPage *self, AssayOrder *order);
void assay_result_page_start (AssayResultPage *self);

G_END_DECLS
