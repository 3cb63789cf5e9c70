/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"
#include "assay-exchange.h"

G_BEGIN_DECLS

gboolean       assay_exchange_row_insert (AssayDatabase   *database,
                                          AssayExchange   *exchange,
                                          const char      *order_key,
                                          gboolean         rejected,
                                          GError         **error);
AssayExchange *assay_exchange_row_load   (AssayStatement  *row);

/* The columns that assay_exchange_row_load() reads. */
#define ASSAY_EXCHANGE_COLUMNS \
  "id, direction, method, url, request_headers, request_body, status, response_headers," \
  " response_body, started_at, duration, order_key, verdict, redacted"

G_END_DECLS
