/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_HTTP_STREAM (assay_http_stream_get_type ())

G_DECLARE_FINAL_TYPE (AssayHttpStream, assay_http_stream, ASSAY, HTTP_STREAM, GIOStream)

AssayHttpStream *assay_http_stream_new (GIOStream *base, GSocket *socket) G_GNUC_WARN_UNUSED_RESULT;
GSocket *assay_http_stream_get_socket (AssayHttpStream *self);
const char *assay_http_stream_get_target (AssayHttpStream *self);
gboolean assay_http_stream_is_between (AssayHttpStream *self);
void assay_http_stream_drain (AssayHttpStream *self);

G_END_DECLS
