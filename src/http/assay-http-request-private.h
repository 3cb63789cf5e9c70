/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <libsoup/soup.h>

#include "assay-http-connection.h"
#include "assay-http-request.h"
#include "assay-http-shared.h"

G_BEGIN_DECLS

struct _AssayHttpRequest
{
  GObject parent_instance;

  /* owned */
  SoupServerMessage *message;
  AssayHttpConnection *connection;
  AssayHttpShared *shared;
  GByteArray *arriving;
  GBytes *body;
  GPtrArray *answer_headers;
  char *target;
  char *path;

  /* borrowed */
  const AssayHttpRoute *route;
  const char *method;

  /* plain */
  gsize arrived;
  gsize held;
  gint64 started_at;
  guint refusal;
  guint refused : 1;
  guint paused : 1;
  guint answered : 1;
};

AssayHttpRequest *assay_http_request_new (SoupServerMessage *message,
                                          AssayHttpConnection *connection,
                                          AssayHttpShared *shared) G_GNUC_WARN_UNUSED_RESULT;
void assay_http_request_dispatch (AssayHttpRequest *self);
void assay_http_request_finish (AssayHttpRequest *self);

gboolean assay_http_request_is_chunked (AssayHttpRequest *self);
gboolean assay_http_request_has_clear_length (AssayHttpRequest *self);
void assay_http_request_keep_target (AssayHttpRequest *self);

guint assay_http_request_collect (AssayHttpRequest *self, GBytes *chunk);
void assay_http_request_release_body (AssayHttpRequest *self);

void assay_http_request_refuse (AssayHttpRequest *self, guint status);
void assay_http_request_answer_refusal (AssayHttpRequest *self, guint status, gboolean close);
void assay_http_request_prepare_answer_to_garbage (AssayHttpRequest *self);
void assay_http_request_clear_prepared_answer (AssayHttpRequest *self);
GBytes *assay_http_dup_refusal (guint status,
                                const GPtrArray *headers,
                                gboolean head_only) G_GNUC_WARN_UNUSED_RESULT;
GBytes *assay_http_message_to_json (guint status, const char *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
