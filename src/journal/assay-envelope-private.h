/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"

G_BEGIN_DECLS

/*
 * AssayEnvelope:
 * @method: the method of a call
 * @url: its address
 * @request_headers: (nullable): its headers
 * @verdict: (nullable): what was found about it
 *
 * What a call that came in has around its body, all of it valid UTF-8. Everything is borrowed.
 */
typedef struct
{
  const char *method;
  const char *url;
  const char *request_headers;
  const char *verdict;
} AssayEnvelope;

gboolean assay_envelope_store (AssayDatabase *database,
                               const AssayEnvelope *self,
                               gint64 *id,
                               char **signature,
                               GError **error);
gboolean assay_envelope_remove_unused (AssayDatabase *database, GError **error);

/* The headers of an exchange that has an envelope or has none. */
#define ASSAY_ENVELOPE_HEADERS \
  "iif (signature_at IS NULL, coalesce(exchange.request_headers, envelope.request_headers)," \
  "  substr(envelope.request_headers, 1, signature_at) || exchange.request_headers" \
  "    || substr(envelope.request_headers, signature_at + 1))"

G_END_DECLS
