/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-page.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_MAPPING_PAGE (assay_mapping_page_get_type ())

G_DECLARE_FINAL_TYPE (AssayMappingPage, assay_mapping_page, ASSAY, MAPPING_PAGE, AssayPage)

G_END_DECLS
