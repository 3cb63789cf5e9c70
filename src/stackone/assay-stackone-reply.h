/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-json.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_STACKONE_REPLY (assay_stackone_reply_get_type ())

/**
 * AssayStackoneReply:
 *
 * What StackOne answered to a call that succeeded. Immutable.
 */
typedef struct _AssayStackoneReply AssayStackoneReply;

GType assay_stackone_reply_get_type (void);
AssayStackoneReply *assay_stackone_reply_new (guint status,
                                              GBytes *body,
                                              gboolean content,
                                              GError **error);
AssayStackoneReply *assay_stackone_reply_ref (AssayStackoneReply *self);
void assay_stackone_reply_unref (AssayStackoneReply *self);
guint assay_stackone_reply_get_status (const AssayStackoneReply *self);
GBytes *assay_stackone_reply_get_body (const AssayStackoneReply *self);
AssayJson *assay_stackone_reply_get_json (const AssayStackoneReply *self);
const char *assay_stackone_reply_get_message (const AssayStackoneReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayStackoneReply, assay_stackone_reply_unref)

G_END_DECLS
