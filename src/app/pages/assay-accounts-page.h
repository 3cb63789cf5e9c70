/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-page.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ACCOUNTS_PAGE (assay_accounts_page_get_type ())

G_DECLARE_FINAL_TYPE (AssayAccountsPage, assay_accounts_page, ASSAY, ACCOUNTS_PAGE, AssayPage)

G_END_DECLS
