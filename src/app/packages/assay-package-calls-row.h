/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <adwaita.h>

#include "assay-journal-read.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PACKAGE_CALLS_ROW (assay_package_calls_row_get_type ())

G_DECLARE_FINAL_TYPE (AssayPackageCallsRow,
                      assay_package_calls_row,
                      ASSAY,
                      PACKAGE_CALLS_ROW,
                      AdwExpanderRow)

void assay_package_calls_row_follow (AssayPackageCallsRow *self, AssayJournal *journal);

G_END_DECLS
