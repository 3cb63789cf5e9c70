/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A client that says exactly what a test wants to say, however wrong; for client threads only. */
GSocketConnection *http_client_connect (guint16 port);
gboolean http_client_send (GSocketConnection *connection, gconstpointer data, gssize size);
char *http_client_read_all (GSocketConnection *connection);
char *http_client_exchange (guint16 port, const char *request, gssize size);
guint http_client_status (const char *answer);
const char *http_client_body (const char *answer);
guint64 http_client_own_rss (void);

/* Runs a function in a thread of its own while the caller's main context serves it. */
void http_client_run (GThreadFunc func, gpointer data);

G_END_DECLS
