/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AssayDirection:
 * @ASSAY_DIRECTION_IN: somebody called us
 * @ASSAY_DIRECTION_OUT: we called somebody
 *
 * Who asked.
 */
typedef enum
{
  ASSAY_DIRECTION_IN,
  ASSAY_DIRECTION_OUT,
} AssayDirection;

#define ASSAY_TYPE_DIRECTION (assay_direction_get_type ())
#define ASSAY_TYPE_EXCHANGE (assay_exchange_get_type ())

GType assay_direction_get_type (void) G_GNUC_CONST;

G_DECLARE_FINAL_TYPE (AssayExchange, assay_exchange, ASSAY, EXCHANGE, GObject)

AssayExchange *assay_exchange_new (const char *id,
                                   AssayDirection direction,
                                   const char *method,
                                   const char *url,
                                   gint64 started_at) G_GNUC_WARN_UNUSED_RESULT;
AssayExchange *assay_exchange_redact (AssayExchange *self) G_GNUC_WARN_UNUSED_RESULT;
AssayExchange *assay_exchange_redact_at_rest (AssayExchange *self) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_exchange_get_id (AssayExchange *self);
AssayDirection assay_exchange_get_direction (AssayExchange *self);
const char *assay_exchange_get_method (AssayExchange *self);
const char *assay_exchange_get_url (AssayExchange *self);
gint64 assay_exchange_get_started_at (AssayExchange *self);
const char *assay_exchange_get_request_headers (AssayExchange *self);
void assay_exchange_set_request_headers (AssayExchange *self, const char *headers);
GBytes *assay_exchange_get_request_body (AssayExchange *self);
void assay_exchange_set_request_body (AssayExchange *self, GBytes *body);
guint assay_exchange_get_status (AssayExchange *self);
void assay_exchange_set_status (AssayExchange *self, guint status);
const char *assay_exchange_get_response_headers (AssayExchange *self);
void assay_exchange_set_response_headers (AssayExchange *self, const char *headers);
GBytes *assay_exchange_get_response_body (AssayExchange *self);
void assay_exchange_set_response_body (AssayExchange *self, GBytes *body);
gint64 assay_exchange_get_duration (AssayExchange *self);
void assay_exchange_set_duration (AssayExchange *self, gint64 duration);
const char *assay_exchange_get_order_key (AssayExchange *self);
void assay_exchange_set_order_key (AssayExchange *self, const char *order_key);
const char *assay_exchange_get_verdict (AssayExchange *self);
void assay_exchange_set_verdict (AssayExchange *self, const char *verdict);
gboolean assay_exchange_get_verified (AssayExchange *self);
void assay_exchange_set_verified (AssayExchange *self, gboolean verified);
gboolean assay_exchange_get_redacted (AssayExchange *self);
void assay_exchange_set_redacted (AssayExchange *self, gboolean redacted);

G_END_DECLS
