/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AssaySecretUses:
 *
 * When each signing secret of a profile last proved a delivery, so that one that is replaced can be
 * removed once nobody uses it any more. Secrets are known by their fingerprints only, see
 * [func@SigningSecret.dup_fingerprint].
 *
 * The times are kept in `secret-uses.ini` in the profile's folder, for all processes that work
 * there. Who reads and notes does so in one thread; the file is written in another.
 */
typedef struct _AssaySecretUses AssaySecretUses;

AssaySecretUses *assay_secret_uses_new (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
AssaySecretUses *assay_secret_uses_ref (AssaySecretUses *self);
void assay_secret_uses_unref (AssaySecretUses *self);
void assay_secret_uses_reload (AssaySecretUses *self);
gint64 assay_secret_uses_get (AssaySecretUses *self, const char *fingerprint);
void assay_secret_uses_note_async (AssaySecretUses *self,
                                   const char *fingerprint,
                                   gint64 at,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean assay_secret_uses_note_finish (AssaySecretUses *self,
                                        GAsyncResult *result,
                                        GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySecretUses, assay_secret_uses_unref)

G_END_DECLS
