/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * AssayHttpGreetedFunc:
 * @accepted: an accepted connection
 * @tls: TLS over it, from now on the one to read and write
 * @user_data: what was given with the function
 *
 * Called when a connection has greeted.
 */
typedef void (*AssayHttpGreetedFunc) (GSocketConnection *accepted,
                                      GIOStream *tls,
                                      gpointer user_data);

typedef struct _AssayHttpGreeter AssayHttpGreeter;

AssayHttpGreeter *assay_http_greeter_new (GTlsCertificate *certificate,
                                          guint max_waiting,
                                          AssayHttpGreetedFunc func,
                                          gpointer user_data) G_GNUC_WARN_UNUSED_RESULT;
void assay_http_greeter_configure (AssayHttpGreeter *self,
                                   GTlsCertificate *certificate,
                                   guint max_waiting);
void assay_http_greeter_stop (AssayHttpGreeter *self);
void assay_http_greeter_greet (AssayHttpGreeter *self, GSocketConnection *accepted);

G_END_DECLS
