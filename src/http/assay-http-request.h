/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_HTTP_REQUEST (assay_http_request_get_type ())

G_DECLARE_FINAL_TYPE (AssayHttpRequest, assay_http_request, ASSAY, HTTP_REQUEST, GObject)

const char *assay_http_request_get_method (AssayHttpRequest *self);
const char *assay_http_request_get_path (AssayHttpRequest *self);
const char *assay_http_request_get_query (AssayHttpRequest *self);
char *assay_http_request_dup_url (AssayHttpRequest *self) G_GNUC_WARN_UNUSED_RESULT;
GInetAddress *assay_http_request_get_peer (AssayHttpRequest *self);
SoupMessageHeaders *assay_http_request_get_headers (AssayHttpRequest *self);
const char *assay_http_request_get_header (AssayHttpRequest *self, const char *name);
char *assay_http_request_dup_headers (AssayHttpRequest *self) G_GNUC_WARN_UNUSED_RESULT;
GBytes *assay_http_request_get_body (AssayHttpRequest *self);
gint64 assay_http_request_get_started_at (AssayHttpRequest *self);

void assay_http_request_set_answer_header (AssayHttpRequest *self,
                                           const char *name,
                                           const char *value);
void assay_http_request_answer (AssayHttpRequest *self, guint status, GBytes *body);
void assay_http_request_answer_message (AssayHttpRequest *self, guint status, const char *message);
void assay_http_request_reset (AssayHttpRequest *self);

G_END_DECLS
