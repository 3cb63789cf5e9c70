/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <libsoup/soup.h>

#include "assay-http-connection.h"
#include "assay-http-request.h"
#include "assay-http-server.h"

G_BEGIN_DECLS

/* What the requests of one server share: the limits, the routes and the bytes they hold together. */
typedef struct
{
  AssayHttpLimits limits;
  GPtrArray *routes;
  gsize bytes_held;
} AssayHttpShared;

/* Without a path it takes what no other takes, without methods it takes them all. */
typedef struct
{
  const char *path;
  const char * const *methods;
  AssayHttpHandler handler;
  gpointer user_data;
} AssayHttpRoute;

AssayHttpShared  *assay_http_shared_ref       (AssayHttpShared     *shared);
void              assay_http_shared_unref     (AssayHttpShared     *shared);
AssayHttpRequest *assay_http_request_new      (SoupServerMessage   *message,
                                               AssayHttpConnection *connection,
                                               AssayHttpShared     *shared) G_GNUC_WARN_UNUSED_RESULT;
void              assay_http_request_dispatch (AssayHttpRequest    *self);
GBytes           *assay_http_dup_refusal      (guint                status,
                                               const GPtrArray     *headers,
                                               gboolean             head_only) G_GNUC_WARN_UNUSED_RESULT;
GBytes           *assay_http_message_to_json  (guint                status,
                                               const char          *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
