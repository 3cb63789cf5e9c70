/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-exchange-row-private.h"

#include <string.h>

#define MAX_REJECTED_HEADERS (16 * 1024)
#define MAX_REJECTED (64 * 1024)

/* How many rejected deliveries are kept. */
#define KEPT_REJECTED "1000"

static char *
cut_text (const char *text,
          gsize       limit)
{
  return text != NULL ? g_utf8_make_valid (text, (gssize) MIN (strlen (text), limit)) : NULL;
}

static GBytes *
cut_bytes (GBytes *bytes,
           gsize   limit)
{
  if (bytes == NULL)
    return NULL;

  return g_bytes_new_from_bytes (bytes, 0, MIN (g_bytes_get_size (bytes), limit));
}

/* Whoever is turned away must not be able to fill the disk. */
static gboolean
forget_old_rejected (AssayDatabase  *database,
                     GError        **error)
{
  g_autoptr(AssayStatement) statement =
    assay_database_prepare (database,
                            "DELETE FROM exchange WHERE rejected = 1 AND seq <="
                            " (SELECT seq FROM exchange WHERE rejected = 1"
                            "   ORDER BY seq DESC LIMIT 1 OFFSET " KEPT_REJECTED ")",
                            error);

  return statement != NULL && assay_statement_run (statement, error);
}

/*
 * assay_exchange_row_insert:
 * @database: the writer's connection
 * @given: an exchange
 * @order_key: (nullable): the order it belongs to, when it does not say so itself
 * @rejected: whether it is a delivery that was turned away
 * @error: return location for an error
 *
 * Stores an exchange, redacted. One that is stored already stays as it is.
 *
 * Returns: whether that worked
 */
gboolean
assay_exchange_row_insert (AssayDatabase  *database,
                           AssayExchange  *given,
                           const char     *order_key,
                           gboolean        rejected,
                           GError        **error)
{
  g_autoptr(AssayExchange) self = assay_exchange_redact (given);
  g_autoptr(AssayStatement) statement = NULL;
  gsize limit = rejected ? MAX_REJECTED_HEADERS : G_MAXSIZE;
  g_autofree char *url = cut_text (assay_exchange_get_url (self), limit);
  g_autofree char *headers = cut_text (assay_exchange_get_request_headers (self), limit / 2);
  gsize rest = rejected ? MAX_REJECTED - strlen (url) - (headers ? strlen (headers) : 0)
                        : G_MAXSIZE;
  g_autoptr(GBytes) body = cut_bytes (assay_exchange_get_request_body (self), rest);
  const char *own_key = assay_exchange_get_order_key (self);

  statement = assay_database_prepare (database,
    "INSERT INTO exchange (" ASSAY_EXCHANGE_COLUMNS ", rejected)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
    " ON CONFLICT (id) DO NOTHING",
    error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_text (statement, 1, assay_exchange_get_id (self));
  assay_statement_bind_int64 (statement, 2, assay_exchange_get_direction (self));
  assay_statement_bind_text (statement, 3, assay_exchange_get_method (self));
  assay_statement_bind_text (statement, 4, url);
  assay_statement_bind_text (statement, 5, headers);
  assay_statement_bind_bytes (statement, 6, body);
  assay_statement_bind_int64 (statement, 7, assay_exchange_get_status (self));
  assay_statement_bind_text (statement, 8, assay_exchange_get_response_headers (self));
  assay_statement_bind_bytes (statement, 9, assay_exchange_get_response_body (self));
  assay_statement_bind_int64 (statement, 10, assay_exchange_get_started_at (self));
  assay_statement_bind_int64 (statement, 11, assay_exchange_get_duration (self));
  assay_statement_bind_text (statement, 12, own_key != NULL ? own_key : order_key);
  assay_statement_bind_text (statement, 13, assay_exchange_get_verdict (self));
  assay_statement_bind_int64 (statement, 14, assay_exchange_get_redacted (self));
  assay_statement_bind_int64 (statement, 15, rejected);

  return assay_statement_run (statement, error) &&
         (!rejected || forget_old_rejected (database, error));
}

/*
 * assay_exchange_row_load:
 * @row: a statement on a row with ASSAY_EXCHANGE_COLUMNS
 *
 * Returns: (transfer full): the exchange
 */
AssayExchange *
assay_exchange_row_load (AssayStatement *row)
{
  AssayExchange *self = NULL;
  g_autoptr(GBytes) request_body = assay_statement_dup_bytes (row, "request_body");
  g_autoptr(GBytes) response_body = assay_statement_dup_bytes (row, "response_body");

  self = assay_exchange_new (assay_statement_get_text (row, "id"),
                             assay_statement_get_int64 (row, "direction") == ASSAY_DIRECTION_IN
                             ? ASSAY_DIRECTION_IN : ASSAY_DIRECTION_OUT,
                             assay_statement_get_text (row, "method"),
                             assay_statement_get_text (row, "url"),
                             assay_statement_get_int64 (row, "started_at"));
  assay_exchange_set_request_headers (self, assay_statement_get_text (row, "request_headers"));
  assay_exchange_set_request_body (self, request_body);
  assay_exchange_set_status (self, (guint) assay_statement_get_int64 (row, "status"));
  assay_exchange_set_response_headers (self, assay_statement_get_text (row, "response_headers"));
  assay_exchange_set_response_body (self, response_body);
  assay_exchange_set_duration (self, assay_statement_get_int64 (row, "duration"));
  assay_exchange_set_order_key (self, assay_statement_get_text (row, "order_key"));
  assay_exchange_set_verdict (self, assay_statement_get_text (row, "verdict"));
  assay_exchange_set_redacted (self, assay_statement_get_int64 (row, "redacted") != 0);

  return self;
}
