/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-page.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_PACKAGES_PAGE (assay_packages_page_get_type ())

G_DECLARE_FINAL_TYPE (AssayPackagesPage, assay_packages_page, ASSAY, PACKAGES_PAGE, AssayPage)

G_END_DECLS
