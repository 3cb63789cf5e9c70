/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-http-error.h"
#include "assay-http-request.h"

G_BEGIN_DECLS

/**
 * AssayHttpLimits:
 * @max_body: bytes a request body may have
 * @memory: bytes all request bodies may hold together until they are answered
 * @idle_timeout: seconds without a byte after which a connection is closed
 * @total_timeout: seconds within which a request must have arrived completely
 * @max_connections: connections that are served at once; others wait in the system's queue
 * @max_per_address: how many of them one peer may have; 0 for any number. See
 *   [method@HttpServer.trust_proxies]
 *
 * What senders may use up.
 */
typedef struct
{
  gsize max_body;
  gsize memory;
  guint idle_timeout;
  guint total_timeout;
  guint max_connections;
  guint max_per_address;
} AssayHttpLimits;

/**
 * AssayHttpHandler:
 * @request: a request that has arrived completely
 * @user_data: the data given with the route
 *
 * Answers a request, at once or later; a handler that answers later keeps a reference.
 */
typedef void (*AssayHttpHandler) (AssayHttpRequest *request, gpointer user_data);

#define ASSAY_TYPE_HTTP_SERVER (assay_http_server_get_type ())

G_DECLARE_FINAL_TYPE (AssayHttpServer, assay_http_server, ASSAY, HTTP_SERVER, GObject)

AssayHttpServer *assay_http_server_new (const AssayHttpLimits *limits) G_GNUC_WARN_UNUSED_RESULT;
void assay_http_server_set_certificate (AssayHttpServer *self, GTlsCertificate *certificate);
void assay_http_server_add_route (AssayHttpServer *self,
                                  const char *path,
                                  const char *const *methods,
                                  AssayHttpHandler handler,
                                  gpointer user_data);
void assay_http_server_set_limits (AssayHttpServer *self, const AssayHttpLimits *limits);
void assay_http_server_trust_proxies (AssayHttpServer *self, GPtrArray *proxies);
void assay_http_server_listen_async (AssayHttpServer *self,
                                     const char *address,
                                     gboolean loopback_only,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean assay_http_server_listen_finish (AssayHttpServer *self,
                                          GAsyncResult *result,
                                          GError **error);
void assay_http_server_stop (AssayHttpServer *self);
const char *assay_http_server_get_url (AssayHttpServer *self);
guint assay_http_server_get_n_connections (AssayHttpServer *self);
gsize assay_http_server_get_bytes_held (AssayHttpServer *self);

G_END_DECLS
