/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-exchange-row-private.h"

#include <string.h>

#include "assay-event-body.h"
#include "assay-stored-id-private.h"

/* How much of a call that anybody may have made is kept: of each part, and of all together. */
#define MAX_REJECTED_URL (16 * 1024)
#define MAX_REJECTED_HEADERS (8 * 1024)
#define MAX_REJECTED_ANSWER (4 * 1024)
#define MAX_REJECTED (64 * 1024)

/* How many of them are kept. */
#define KEPT_REJECTED "1000"

/* What is stored of an exchange whose parts may be too long. */
typedef struct
{
  /* Owned */
  char *url;
  char *request_headers;
  char *response_headers;
  GBytes *request_body;
  GBytes *response_body;
} Parts;

static void
parts_clear (Parts *parts)
{
  g_free (parts->url);
  g_free (parts->request_headers);
  g_free (parts->response_headers);
  g_clear_pointer (&parts->request_body, g_bytes_unref);
  g_clear_pointer (&parts->response_body, g_bytes_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

/* Making text valid may lengthen it, so it is cut again afterwards, between two characters. */
static char *
cut_text (const char *text, gsize limit, gsize *left)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    return NULL;

  limit = MIN (limit, *left);
  valid = g_utf8_make_valid (text, (gssize) MIN (strlen (text), limit));
  if (strlen (valid) > limit)
    *g_utf8_find_prev_char (valid, valid + limit + 1) = '\0';
  *left -= strlen (valid);

  return g_steal_pointer (&valid);
}

static GBytes *
cut_bytes (GBytes *bytes, gsize limit, gsize *left)
{
  gsize size;

  if (bytes == NULL)
    return NULL;

  size = MIN (g_bytes_get_size (bytes), MIN (limit, *left));
  *left -= size;

  return g_bytes_new_from_bytes (bytes, 0, size);
}

/* The body of the request comes last: it gets what the others leave. */
static void
parts_init (Parts *parts, AssayExchange *exchange, gboolean rejected)
{
  gsize left = rejected ? MAX_REJECTED : G_MAXSIZE;

  parts->url = cut_text (assay_exchange_get_url (exchange), rejected ? MAX_REJECTED_URL : G_MAXSIZE,
                         &left);
  parts->request_headers = cut_text (assay_exchange_get_request_headers (exchange),
                                     rejected ? MAX_REJECTED_HEADERS : G_MAXSIZE, &left);
  parts->response_headers = cut_text (assay_exchange_get_response_headers (exchange),
                                      rejected ? MAX_REJECTED_HEADERS : G_MAXSIZE, &left);
  parts->response_body = cut_bytes (assay_exchange_get_response_body (exchange),
                                    rejected ? MAX_REJECTED_ANSWER : G_MAXSIZE, &left);
  parts->request_body = cut_bytes (assay_exchange_get_request_body (exchange), G_MAXSIZE, &left);
}

/* Whoever proves nothing must not be able to fill the disk. */
static gboolean
forget_old_rejected (AssayDatabase *database, GError **error)
{
  g_autoptr (AssayStatement)
    statement = assay_database_prepare (database,
                                        "DELETE FROM exchange WHERE rejected = 1 AND seq <="
                                        " (SELECT seq FROM exchange WHERE rejected = 1"
                                        "   ORDER BY seq DESC LIMIT 1 OFFSET " KEPT_REJECTED ")",
                                        error);

  return statement != NULL && assay_statement_run (statement, error);
}

/* The bytes that came in stand in their event already. */
static gboolean
is_in_event (AssayExchange *given, const AssayExchangeLink *link)
{
  GBytes *received = assay_exchange_get_request_body (given);
  g_autoptr (GBytes) kept = NULL;

  if (link->event_body == NULL || received == NULL || !assay_exchange_get_verified (given))
    return FALSE;

  kept = assay_event_cut_received (link->event_body);

  return kept != NULL && g_bytes_equal (kept, received);
}

static char *
dup_verdict (AssayExchange *self, const AssayExchangeLink *link)
{
  const char *verdict = assay_exchange_get_verdict (self);

  if (!link->repeats)
    return g_strdup (verdict);

  return verdict != NULL ? g_strconcat (verdict, "; repeats what is stored", NULL)
                         : g_strdup ("repeats what is stored");
}

/* The order that the event says does not have to be said again. */
static const char *
get_own_key (AssayExchange *self, const char *order_key, const AssayExchangeLink *link)
{
  const char *key = assay_exchange_get_order_key (self);

  if (key == NULL)
    key = order_key;

  return link->event_seq != 0 && g_strcmp0 (key, order_key) == 0 ? NULL : key;
}

static void
bind_link (AssayStatement *statement, const AssayExchangeLink *link, gboolean in_event)
{
  if (link->event_seq != 0)
    assay_statement_bind_int64 (statement, 16, link->event_seq);
  else
    assay_statement_bind_text (statement, 16, NULL);
  assay_statement_bind_int64 (statement, 17, link->repeats);
  assay_statement_bind_int64 (statement, 18, in_event);
}

/* What comes with an order is the same for most of them. */
static gboolean
bind_envelope (AssayDatabase *database,
               AssayStatement *statement,
               const AssayEnvelope *envelope,
               gboolean in_event,
               GError **error)
{
  g_autofree char *signature = NULL;
  gint64 id = 0;

  if (in_event && !assay_envelope_store (database, envelope, &id, &signature, error))
    return FALSE;

  assay_statement_bind_text (statement, 3, id == 0 ? envelope->method : NULL);
  assay_statement_bind_text (statement, 4, id == 0 ? envelope->url : NULL);
  assay_statement_bind_text (statement, 5, id == 0 ? envelope->request_headers : signature);
  assay_statement_bind_text (statement, 13, id == 0 ? envelope->verdict : NULL);
  if (id != 0)
    assay_statement_bind_int64 (statement, 19, id);
  else
    assay_statement_bind_text (statement, 19, NULL);

  return TRUE;
}

/*
 * assay_exchange_row_insert:
 * @database: the writer's connection
 * @given: an exchange
 * @order_key: (nullable): the order it belongs to, when it does not say so itself
 * @link: how it belongs to an event
 * @error: return location for an error
 *
 * Stores an exchange, redacted as [method@Exchange.redact_at_rest] does. One that is stored already
 * stays as it is. A body that its event holds is not stored again. Calls that came in without proof
 * keep 64 KiB and are kept for as long as they are among the newest of their kind.
 *
 * Returns: whether that worked
 */
gboolean
assay_exchange_row_insert (AssayDatabase *database,
                           AssayExchange *given,
                           const char *order_key,
                           const AssayExchangeLink *link,
                           GError **error)
{
  g_autoptr (AssayExchange) self = assay_exchange_redact_at_rest (given);
  g_autoptr (AssayStatement) statement = NULL;
  g_auto (Parts) parts = { NULL };
  AssayEnvelope envelope;
  const char *own_key = get_own_key (self, order_key, link);
  g_autofree char *verdict = dup_verdict (self, link);
  gboolean in_event = is_in_event (given, link);
  gboolean unproven = assay_exchange_get_direction (self) == ASSAY_DIRECTION_IN &&
                      !assay_exchange_get_verified (self);

  if (in_event || link->is_erased)
    assay_exchange_set_request_body (self, NULL);
  parts_init (&parts, self, unproven);
  statement = assay_database_prepare (
    database,
    "INSERT INTO exchange (id, direction, method, url, request_headers, request_body, status,"
    "   response_headers, response_body, started_at, duration, order_key, verdict, redacted,"
    "   rejected, event_seq, repeats, body_in_event, envelope)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
    "         ?19)"
    " ON CONFLICT (id) DO NOTHING",
    error);
  if (statement == NULL)
    return FALSE;

  assay_stored_id_bind (statement, 1, assay_exchange_get_id (self));
  assay_statement_bind_int64 (statement, 2, assay_exchange_get_direction (self));
  assay_statement_bind_bytes (statement, 6, parts.request_body);
  assay_statement_bind_int64 (statement, 7, assay_exchange_get_status (self));
  assay_statement_bind_text (statement, 8, parts.response_headers);
  assay_statement_bind_bytes (statement, 9, parts.response_body);
  assay_statement_bind_int64 (statement, 10, assay_exchange_get_started_at (self));
  assay_statement_bind_int64 (statement, 11, assay_exchange_get_duration (self));
  assay_statement_bind_text (statement, 12, own_key);
  assay_statement_bind_int64 (statement, 14, assay_exchange_get_redacted (self));
  assay_statement_bind_int64 (statement, 15, unproven);
  bind_link (statement, link, in_event);
  envelope = (AssayEnvelope) {
    assay_exchange_get_method (self),
    parts.url,
    parts.request_headers,
    verdict,
  };

  return bind_envelope (database, statement, &envelope, in_event, error) &&
         assay_statement_run (statement, error) &&
         (!unproven || forget_old_rejected (database, error));
}

static GBytes *
dup_request_body (AssayStatement *row)
{
  g_autoptr (GBytes) event_body = assay_statement_dup_bytes (row, "event_body");

  return event_body != NULL ? assay_event_cut_received (event_body)
                            : assay_statement_dup_bytes (row, "request_body");
}

/*
 * assay_exchange_row_load:
 * @row: a statement on a row with ASSAY_EXCHANGE_COLUMNS of ASSAY_EXCHANGE_TABLES
 *
 * Returns: (transfer full): the exchange; it may hold secrets in its body, see
 *   [method@Exchange.redact]
 */
AssayExchange *
assay_exchange_row_load (AssayStatement *row)
{
  AssayExchange *self = NULL;
  g_autofree char *id = assay_stored_id_dup (row, "id");
  g_autoptr (GBytes) request_body = dup_request_body (row);
  g_autoptr (GBytes) response_body = assay_statement_dup_bytes (row, "response_body");
  gboolean is_in = assay_statement_get_int64 (row, "direction") == ASSAY_DIRECTION_IN;

  self = assay_exchange_new (id, is_in ? ASSAY_DIRECTION_IN : ASSAY_DIRECTION_OUT,
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
  assay_exchange_set_verified (self, is_in && assay_statement_get_int64 (row, "rejected") == 0);

  return self;
}
