/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"
#include "assay-envelope-private.h"
#include "assay-exchange.h"

G_BEGIN_DECLS

/*
 * AssayExchangeLink:
 * @event_seq: the number of the event that the exchange brought; 0 when it brought none
 * @event_body: (nullable): the body of that event
 * @is_erased: whether the candidate was erased from that event, and must not come back
 * @repeats: whether an earlier exchange brought it
 *
 * How an exchange belongs to an event. Everything is borrowed.
 */
typedef struct
{
  gint64 event_seq;
  GBytes *event_body;
  gboolean is_erased;
  gboolean repeats;
} AssayExchangeLink;

gboolean assay_exchange_row_insert (AssayDatabase *database,
                                    AssayExchange *exchange,
                                    const char *order_key,
                                    const AssayExchangeLink *link,
                                    GError **error);
AssayExchange *assay_exchange_row_load (AssayStatement *row);

/* The columns that assay_exchange_row_load() reads, and where they are. */
#define ASSAY_EXCHANGE_TABLES "exchange LEFT JOIN envelope ON envelope.id = exchange.envelope"
#define ASSAY_EXCHANGE_COLUMNS \
  "exchange.id AS id, direction, request_body, status, response_headers, response_body," \
  " started_at, duration, redacted, rejected," \
  " coalesce(exchange.method, envelope.method) AS method," \
  " coalesce(exchange.url, envelope.url) AS url," \
  " " ASSAY_ENVELOPE_HEADERS " AS request_headers," \
  " coalesce(exchange.verdict, envelope.verdict) AS verdict," \
  " coalesce(exchange.order_key," \
  "   (SELECT event.order_key FROM event WHERE event.seq = event_seq)) AS order_key," \
  " (SELECT body FROM event WHERE event.seq = event_seq AND body_in_event) AS event_body"

G_END_DECLS
