/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"
#include "assay-order.h"

G_BEGIN_DECLS

#define ASSAY_ORDER_ACCOUNT "(SELECT id FROM order_account WHERE number = o.account)"

/* The columns that assay_stored_order_load() reads, of orders AS o and event AS e. */
#define ASSAY_ORDER_COLUMNS \
  "o.id, o.order_id, o.background_check, o.received_at, o.version, o.status, o.sending, o.new," \
  " o.archived, o.entered_by_hand, o.claimed_by, o.score_text, o.claim_seq, o.result_seq," \
  " o.document IS NULL AS original, coalesce(o.document, e.body) AS document," \
  " " ASSAY_ORDER_ACCOUNT " AS account_id"
#define ASSAY_ORDER_TABLES "orders AS o JOIN event AS e ON e.seq = o.id"

AssayOrder *assay_stored_order_load (AssayStatement *row, GError **error);
AssayJson *assay_stored_order_dup_document (AssayStatement *row, GError **error);

G_END_DECLS
