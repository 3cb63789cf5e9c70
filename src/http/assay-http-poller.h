/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * AssayHttpReadiness:
 * @readable: whether there may be something to read
 * @ended: whether the peer sends nothing more, or the connection is broken
 *
 * What is known of a descriptor.
 */
typedef struct
{
  gboolean readable;
  gboolean ended;
} AssayHttpReadiness;

typedef struct _AssayHttpPoller AssayHttpPoller;

AssayHttpPoller *assay_http_poller_new (GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssayHttpPoller *assay_http_poller_ref (AssayHttpPoller *self);
void assay_http_poller_unref (AssayHttpPoller *self);
void assay_http_poller_stop (AssayHttpPoller *self);
gboolean assay_http_poller_add (AssayHttpPoller *self,
                                int descriptor,
                                AssayHttpReadiness *readiness,
                                GError **error);
void assay_http_poller_remove (AssayHttpPoller *self, int descriptor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayHttpPoller, assay_http_poller_unref)

G_END_DECLS
