/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-exchange.h"

#include "assay-redact.h"
#include "assay-time-id.h"

/**
 * AssayExchange:
 *
 * One HTTP request with its answer, in either direction.
 *
 * It is filled by whoever carried it out and does not change afterwards; from then on it may be
 * shared between threads. It may hold secrets until it went through [method@Exchange.redact].
 */
struct _AssayExchange
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *method;
  char *url;
  char *request_headers;
  GBytes *request_body;
  char *response_headers;
  GBytes *response_body;
  char *order_key;
  char *verdict;

  /* plain */
  AssayDirection direction;
  guint status;
  gint64 started_at;
  gint64 duration;
  gboolean redacted;
  gboolean verified;
};

G_DEFINE_ENUM_TYPE (AssayDirection,
                    assay_direction,
                    G_DEFINE_ENUM_VALUE (ASSAY_DIRECTION_IN, "in"),
                    G_DEFINE_ENUM_VALUE (ASSAY_DIRECTION_OUT, "out"))

G_DEFINE_FINAL_TYPE (AssayExchange, assay_exchange, G_TYPE_OBJECT)

static void
set_bytes (GBytes **field, GBytes *bytes)
{
  if (bytes != NULL)
    g_bytes_ref (bytes);
  g_clear_pointer (field, g_bytes_unref);
  *field = bytes;
}

static void
assay_exchange_finalize (GObject *object)
{
  AssayExchange *self = ASSAY_EXCHANGE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->method, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->request_headers, g_free);
  g_clear_pointer (&self->request_body, g_bytes_unref);
  g_clear_pointer (&self->response_headers, g_free);
  g_clear_pointer (&self->response_body, g_bytes_unref);
  g_clear_pointer (&self->order_key, g_free);
  g_clear_pointer (&self->verdict, g_free);
  G_OBJECT_CLASS (assay_exchange_parent_class)->finalize (object);
}

static void
assay_exchange_class_init (AssayExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_exchange_finalize;
}

static void
assay_exchange_init (AssayExchange *self)
{
}

/**
 * assay_exchange_new:
 * @id: (nullable): id of the exchange; %NULL for a random one
 * @direction: who asked
 * @method: method of the request
 * @url: address as it was sent or received, still percent-encoded
 * @started_at: when it began, microseconds since 1970 in UTC
 *
 * Returns: (transfer full): an exchange without answer
 */
AssayExchange *
assay_exchange_new (const char *id,
                    AssayDirection direction,
                    const char *method,
                    const char *url,
                    gint64 started_at)
{
  AssayExchange *self = g_object_new (ASSAY_TYPE_EXCHANGE, NULL);

  self->id = id != NULL ? g_strdup (id) : assay_time_id_new ();
  self->direction = direction;
  self->method = g_strdup (method);
  self->url = g_strdup (url);
  self->started_at = started_at;
  return self;
}

static void
redact_headers (char **headers, gboolean *redacted)
{
  g_autofree char *masked = *headers != NULL ? assay_redact_headers (*headers) : NULL;

  *redacted |= g_set_str (headers, masked);
}

static void
redact_body (GBytes **body, gboolean *redacted)
{
  g_autoptr (GBytes) masked = *body != NULL ? assay_redact_body (*body) : NULL;

  if (masked == NULL || g_bytes_equal (masked, *body))
    return;
  set_bytes (body, masked);
  *redacted = TRUE;
}

/* A copy in which everything is masked but the body of the request. */
static AssayExchange *
redact_around_request_body (AssayExchange *self)
{
  AssayExchange *copy;
  g_autofree char *url = assay_redact_url (self->url);

  copy = assay_exchange_new (self->id, self->direction, self->method, url, self->started_at);
  copy->redacted = self->redacted || !g_str_equal (url, self->url);
  copy->request_headers = g_strdup (self->request_headers);
  copy->response_headers = g_strdup (self->response_headers);
  copy->order_key = g_strdup (self->order_key);
  copy->verdict = g_strdup (self->verdict);
  copy->status = self->status;
  copy->duration = self->duration;
  copy->verified = self->verified;
  set_bytes (&copy->request_body, self->request_body);
  set_bytes (&copy->response_body, self->response_body);
  redact_headers (&copy->request_headers, &copy->redacted);
  redact_headers (&copy->response_headers, &copy->redacted);
  redact_body (&copy->response_body, &copy->redacted);
  return copy;
}

/**
 * assay_exchange_redact:
 * @self: an exchange
 *
 * Masks secrets, which must happen before an exchange is stored: see [func@redact_headers],
 * [func@redact_url] and [func@redact_body]. Everything else stays byte by byte.
 *
 * Returns: (transfer full): a copy, marked as redacted when anything was masked
 */
AssayExchange *
assay_exchange_redact (AssayExchange *self)
{
  AssayExchange *copy;

  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), NULL);

  copy = redact_around_request_body (self);
  redact_body (&copy->request_body, &copy->redacted);
  return copy;
}

/**
 * assay_exchange_redact_at_rest:
 * @self: an exchange
 *
 * Makes the copy that is stored: as [method@Exchange.redact], but the body of a
 * [method@Exchange.set_verified] call stays byte for byte, so that it can be checked and delivered
 * again. It is masked when it is shown.
 *
 * Returns: (transfer full): the copy
 */
AssayExchange *
assay_exchange_redact_at_rest (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), NULL);

  return self->verified ? redact_around_request_body (self) : assay_exchange_redact (self);
}

/**
 * assay_exchange_get_id:
 * @self: an exchange
 *
 * Returns: the id, unique in a journal
 */
const char *
assay_exchange_get_id (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), NULL);

  return self->id;
}

/**
 * assay_exchange_get_direction:
 * @self: an exchange
 *
 * Returns: who asked
 */
AssayDirection
assay_exchange_get_direction (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), ASSAY_DIRECTION_IN);

  return self->direction;
}

/**
 * assay_exchange_get_method:
 * @self: an exchange
 *
 * Returns: the method of the request
 */
const char *
assay_exchange_get_method (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), NULL);

  return self->method;
}

/**
 * assay_exchange_get_url:
 * @self: an exchange
 *
 * Returns: the address, still percent-encoded
 */
const char *
assay_exchange_get_url (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), NULL);

  return self->url;
}

/**
 * assay_exchange_get_started_at:
 * @self: an exchange
 *
 * Returns: when it began, microseconds since 1970 in UTC
 */
gint64
assay_exchange_get_started_at (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), 0);

  return self->started_at;
}

/**
 * assay_exchange_get_request_headers:
 * @self: an exchange
 *
 * Returns: (nullable): the headers of the request as `Name: value` lines, each ending in CR LF
 */
const char *
assay_exchange_get_request_headers (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), NULL);

  return self->request_headers;
}

/**
 * assay_exchange_set_request_headers:
 * @self: an exchange
 * @headers: (nullable): the new value
 *
 * Sets the headers of the request.
 */
void
assay_exchange_set_request_headers (AssayExchange *self, const char *headers)
{
  g_return_if_fail (ASSAY_IS_EXCHANGE (self));

  g_set_str (&self->request_headers, headers);
}

/**
 * assay_exchange_get_request_body:
 * @self: an exchange
 *
 * Returns: (transfer none) (nullable): the body of the request, byte by byte
 */
GBytes *
assay_exchange_get_request_body (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), NULL);

  return self->request_body;
}

/**
 * assay_exchange_set_request_body:
 * @self: an exchange
 * @body: (nullable): the new value
 *
 * Sets the body of the request.
 */
void
assay_exchange_set_request_body (AssayExchange *self, GBytes *body)
{
  g_return_if_fail (ASSAY_IS_EXCHANGE (self));

  set_bytes (&self->request_body, body);
}

/**
 * assay_exchange_get_status:
 * @self: an exchange
 *
 * Returns: the HTTP status, 0 when no answer came
 */
guint
assay_exchange_get_status (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), 0);

  return self->status;
}

/**
 * assay_exchange_set_status:
 * @self: an exchange
 * @status: the new value
 *
 * Sets the HTTP status.
 */
void
assay_exchange_set_status (AssayExchange *self, guint status)
{
  g_return_if_fail (ASSAY_IS_EXCHANGE (self));

  self->status = status;
}

/**
 * assay_exchange_get_response_headers:
 * @self: an exchange
 *
 * Returns: (nullable): the headers of the answer as `Name: value` lines, each ending in CR LF
 */
const char *
assay_exchange_get_response_headers (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), NULL);

  return self->response_headers;
}

/**
 * assay_exchange_set_response_headers:
 * @self: an exchange
 * @headers: (nullable): the new value
 *
 * Sets the headers of the answer.
 */
void
assay_exchange_set_response_headers (AssayExchange *self, const char *headers)
{
  g_return_if_fail (ASSAY_IS_EXCHANGE (self));

  g_set_str (&self->response_headers, headers);
}

/**
 * assay_exchange_get_response_body:
 * @self: an exchange
 *
 * Returns: (transfer none) (nullable): the body of the answer, byte by byte
 */
GBytes *
assay_exchange_get_response_body (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), NULL);

  return self->response_body;
}

/**
 * assay_exchange_set_response_body:
 * @self: an exchange
 * @body: (nullable): the new value
 *
 * Sets the body of the answer.
 */
void
assay_exchange_set_response_body (AssayExchange *self, GBytes *body)
{
  g_return_if_fail (ASSAY_IS_EXCHANGE (self));

  set_bytes (&self->response_body, body);
}

/**
 * assay_exchange_get_duration:
 * @self: an exchange
 *
 * Returns: how long it took, in microseconds
 */
gint64
assay_exchange_get_duration (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), 0);

  return self->duration;
}

/**
 * assay_exchange_set_duration:
 * @self: an exchange
 * @duration: the new value
 *
 * Sets how long it took.
 */
void
assay_exchange_set_duration (AssayExchange *self, gint64 duration)
{
  g_return_if_fail (ASSAY_IS_EXCHANGE (self));

  self->duration = duration;
}

/**
 * assay_exchange_get_order_key:
 * @self: an exchange
 *
 * Returns: (nullable): the key of the order that it is about
 */
const char *
assay_exchange_get_order_key (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), NULL);

  return self->order_key;
}

/**
 * assay_exchange_set_order_key:
 * @self: an exchange
 * @order_key: (nullable): the new value
 *
 * Sets the key of the order that it is about.
 */
void
assay_exchange_set_order_key (AssayExchange *self, const char *order_key)
{
  g_return_if_fail (ASSAY_IS_EXCHANGE (self));

  g_set_str (&self->order_key, order_key);
}

/**
 * assay_exchange_get_verdict:
 * @self: an exchange
 *
 * Returns: (nullable): what Assay made of it, for example why a delivery was rejected
 */
const char *
assay_exchange_get_verdict (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), NULL);

  return self->verdict;
}

/**
 * assay_exchange_set_verdict:
 * @self: an exchange
 * @verdict: (nullable): the new value
 *
 * Sets what Assay made of it.
 */
void
assay_exchange_set_verdict (AssayExchange *self, const char *verdict)
{
  g_return_if_fail (ASSAY_IS_EXCHANGE (self));

  g_set_str (&self->verdict, verdict);
}

/**
 * assay_exchange_get_verified:
 * @self: an exchange
 *
 * Returns: whether the caller proved who it is
 */
gboolean
assay_exchange_get_verified (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), FALSE);

  return self->verified;
}

/**
 * assay_exchange_set_verified:
 * @self: an exchange
 * @verified: whether the caller proved who it is
 *
 * Says whom a call came from. Of calls that anybody may have made only the newest are kept.
 */
void
assay_exchange_set_verified (AssayExchange *self, gboolean verified)
{
  g_return_if_fail (ASSAY_IS_EXCHANGE (self));

  self->verified = !!verified;
}

/**
 * assay_exchange_get_redacted:
 * @self: an exchange
 *
 * Returns: whether secrets were masked
 */
gboolean
assay_exchange_get_redacted (AssayExchange *self)
{
  g_return_val_if_fail (ASSAY_IS_EXCHANGE (self), FALSE);

  return self->redacted;
}

/**
 * assay_exchange_set_redacted:
 * @self: an exchange
 * @redacted: the new value
 *
 * Sets whether secrets were masked.
 */
void
assay_exchange_set_redacted (AssayExchange *self, gboolean redacted)
{
  g_return_if_fail (ASSAY_IS_EXCHANGE (self));

  self->redacted = !!redacted;
}
