/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-http-poller.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_HTTP_SOCKET (assay_http_socket_get_type ())

G_DECLARE_FINAL_TYPE (AssayHttpSocket, assay_http_socket, ASSAY, HTTP_SOCKET, GIOStream)

AssayHttpSocket *assay_http_socket_new (GSocketConnection *connection,
                                        AssayHttpPoller *poller,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
GSocket *assay_http_socket_get_socket (AssayHttpSocket *self);

G_END_DECLS
