/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-engine.h"
#include "assay-journal-read.h"
#include "assay-outbox.h"
#include "assay-profile.h"
#include "assay-secret-store.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_DESK (assay_desk_get_type ())

G_DECLARE_FINAL_TYPE (AssayDesk, assay_desk, ASSAY, DESK, GObject)

AssayDesk *assay_desk_new (AssayProfile *profile,
                           AssaySecretStore *secrets) G_GNUC_WARN_UNUSED_RESULT;

void assay_desk_open_async (AssayDesk *self,
                            AssayJournalMode mode,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean assay_desk_open_finish (AssayDesk *self, GAsyncResult *result, GError **error);
void assay_desk_set_tls_files (AssayDesk *self, const char *certificate, const char *key);
void assay_desk_start_async (AssayDesk *self,
                             const char *listen,
                             const char *base_url,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean assay_desk_start_finish (AssayDesk *self, GAsyncResult *result, GError **error);
void assay_desk_stop_async (AssayDesk *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean assay_desk_stop_finish (AssayDesk *self, GAsyncResult *result, GError **error);
void assay_desk_stop (AssayDesk *self);

void assay_desk_set_profile (AssayDesk *self, AssayProfile *profile);
AssayProfile *assay_desk_get_profile (AssayDesk *self);
AssayJournal *assay_desk_get_journal (AssayDesk *self);
const char *assay_desk_get_inbox_url (AssayDesk *self);
const GError *assay_desk_get_inbox_error (AssayDesk *self);
AssaySecretStore *assay_desk_get_secrets (AssayDesk *self);
const GError *assay_desk_get_secrets_error (AssayDesk *self);
gboolean assay_desk_get_verifying (AssayDesk *self);
gboolean assay_desk_get_sending (AssayDesk *self);
AssayOutboxPause assay_desk_get_pause (AssayDesk *self);
const AssayJournalStats *assay_desk_get_stats (AssayDesk *self);

G_END_DECLS
