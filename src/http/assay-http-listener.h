/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_HTTP_LISTENER (assay_http_listener_get_type ())

G_DECLARE_FINAL_TYPE (AssayHttpListener, assay_http_listener, ASSAY, HTTP_LISTENER, GObject)

AssayHttpListener *assay_http_listener_new (const char *scheme) G_GNUC_WARN_UNUSED_RESULT;
void assay_http_listener_listen_async (AssayHttpListener *self,
                                       const char *address,
                                       gboolean loopback_only,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean assay_http_listener_listen_finish (AssayHttpListener *self,
                                            GAsyncResult *result,
                                            GError **error);
void assay_http_listener_set_accepting (AssayHttpListener *self, gboolean accepting);
void assay_http_listener_close (AssayHttpListener *self);
const char *assay_http_listener_get_url (AssayHttpListener *self);

G_END_DECLS
