/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-journal.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_ORDER_ACCOUNTS (assay_order_accounts_get_type ())

G_DECLARE_FINAL_TYPE (AssayOrderAccounts, assay_order_accounts, ASSAY, ORDER_ACCOUNTS, GObject)

AssayOrderAccounts *assay_order_accounts_new (AssayJournal *journal) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_order_accounts_lookup (AssayOrderAccounts *self, const char *id);

G_END_DECLS
