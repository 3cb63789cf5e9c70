/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-http-socket.h"

G_BEGIN_DECLS

/*
 * HttpPair:
 * @peer: the far end of a connection
 * @connection: our end, as it was accepted
 * @poller: what watches @accepted
 * @accepted: what our end is read through
 *
 * A connection within the process.
 */
typedef struct
{
  GSocket *peer;
  GSocketConnection *connection;
  AssayHttpPoller *poller;
  AssayHttpSocket *accepted;
} HttpPair;

void http_pair_init (HttpPair *self);
void http_pair_clear (HttpPair *self);
void http_pair_send (HttpPair *self, const char *text);
void http_pair_expect (GPollableInputStream *input, gsize count, const char *text);
void http_pair_expect_failure (GPollableInputStream *input, gint code);

G_END_DECLS
