/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-http-stream.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_HTTP_CONNECTION (assay_http_connection_get_type ())

G_DECLARE_FINAL_TYPE (AssayHttpConnection, assay_http_connection, ASSAY, HTTP_CONNECTION, GObject)

/**
 * AssayHttpConnectionListener:
 * @malformed: what arrives is not clear HTTP; the connection has been refused
 * @timed_out: the request did not arrive in time; the connection waits to be refused
 *
 * Who hears what becomes of a request that arrives.
 */
typedef struct
{
  void (*malformed) (gpointer user_data);
  void (*timed_out) (gpointer user_data);
} AssayHttpConnectionListener;

AssayHttpConnection *assay_http_connection_new (AssayHttpStream *stream,
                                                guint total_timeout) G_GNUC_WARN_UNUSED_RESULT;
const char *assay_http_connection_get_target (AssayHttpConnection *self);
gint64 assay_http_connection_get_silent_since (AssayHttpConnection *self);
void assay_http_connection_begin (AssayHttpConnection *self,
                                  const AssayHttpConnectionListener *listener,
                                  gpointer user_data);
void assay_http_connection_hold (AssayHttpConnection *self);
void assay_http_connection_await (AssayHttpConnection *self);
void assay_http_connection_rest (AssayHttpConnection *self);
void assay_http_connection_refuse (AssayHttpConnection *self, GBytes *answer);
void assay_http_connection_close (AssayHttpConnection *self);

G_END_DECLS
