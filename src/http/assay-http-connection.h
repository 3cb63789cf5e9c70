/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-http-stream.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_HTTP_CONNECTION (assay_http_connection_get_type ())

G_DECLARE_FINAL_TYPE (AssayHttpConnection, assay_http_connection, ASSAY, HTTP_CONNECTION, GObject)

AssayHttpConnection *assay_http_connection_new (AssayHttpStream *stream,
                                                guint total_timeout) G_GNUC_WARN_UNUSED_RESULT;
const char *assay_http_connection_get_target (AssayHttpConnection *self);
gint64 assay_http_connection_get_silent_since (AssayHttpConnection *self);
void assay_http_connection_begin (AssayHttpConnection *self);
void assay_http_connection_hold (AssayHttpConnection *self);
void assay_http_connection_await (AssayHttpConnection *self);
void assay_http_connection_rest (AssayHttpConnection *self);
void assay_http_connection_refuse (AssayHttpConnection *self, GBytes *answer);
void assay_http_connection_close (AssayHttpConnection *self);

G_END_DECLS
