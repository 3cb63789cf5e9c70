/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-account.h"
#include "assay-lint.h"
#include "assay-mapping.h"
#include "assay-order.h"
#include "assay-result.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_RESULT_PAGE (assay_result_page_get_type ())

G_DECLARE_FINAL_TYPE (AssayResultPage, assay_result_page, ASSAY, RESULT_PAGE, AdwBin)

GtkWidget   *assay_result_page_new           (void) G_GNUC_WARN_UNUSED_RESULT;

void         assay_result_page_set_rules     (AssayResultPage *self,
                                              AssayMapping    *mapping,
                                              AssayLint       *lint);
void         assay_result_page_set_order     (AssayResultPage *self,
                                              AssayOrder      *order,
                                              AssayResult     *draft);
void         assay_result_page_set_delivered (AssayResultPage *self,
                                              AssayJson       *accumulated,
                                              AssayJson       *last,
                                              gint64           last_at);
void         assay_result_page_set_account   (AssayResultPage *self,
                                              AssayAccount    *account);
AssayResult *assay_result_page_get_result    (AssayResultPage *self);
GBytes      *assay_result_page_dup_body      (AssayResultPage *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
