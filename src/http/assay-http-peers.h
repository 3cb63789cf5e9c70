/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _AssayHttpPeers AssayHttpPeers;

AssayHttpPeers *assay_http_peers_new (guint max_per_address) G_GNUC_WARN_UNUSED_RESULT;
void assay_http_peers_free (AssayHttpPeers *self);
void assay_http_peers_set_max_per_address (AssayHttpPeers *self, guint max_per_address);
void assay_http_peers_trust (AssayHttpPeers *self, GPtrArray *proxies);
char *assay_http_peers_dup_key (AssayHttpPeers *self,
                                GSocketAddress *address) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_http_peers_is_full (AssayHttpPeers *self, const char *key);
void assay_http_peers_enter (AssayHttpPeers *self, const char *key);
void assay_http_peers_leave (AssayHttpPeers *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayHttpPeers, assay_http_peers_free)

GPtrArray *assay_http_proxies_parse (const char *const *texts) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
