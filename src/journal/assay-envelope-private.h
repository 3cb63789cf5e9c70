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
 * What a call that came in has around its body. Everything is borrowed.
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
                               GError **error);
gboolean assay_envelope_remove_unused (AssayDatabase *database, GError **error);

G_END_DECLS
