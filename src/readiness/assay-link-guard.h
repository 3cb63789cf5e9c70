/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_LINK_GUARD (assay_link_guard_get_type ())

G_DECLARE_FINAL_TYPE (AssayLinkGuard, assay_link_guard, ASSAY, LINK_GUARD, GObject)

AssayLinkGuard *assay_link_guard_new (void) G_GNUC_WARN_UNUSED_RESULT;

void assay_link_guard_set_resolver (AssayLinkGuard *self, GResolver *resolver);
gboolean assay_link_guard_allow (AssayLinkGuard *self, const char *text, GError **error);
void assay_link_guard_allow_uri (AssayLinkGuard *self, GUri *uri);
gboolean assay_link_guard_check (AssayLinkGuard *self,
                                 const char *host,
                                 guint16 port,
                                 GInetAddress *address,
                                 GError **error);
void assay_link_guard_resolve_async (AssayLinkGuard *self,
                                     GUri *uri,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GSocketConnectable *assay_link_guard_resolve_finish (AssayLinkGuard *self,
                                                     GAsyncResult *result,
                                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

GUri *assay_link_guard_parse (const char *text, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
