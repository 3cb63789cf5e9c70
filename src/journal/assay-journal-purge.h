/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-journal.h"

G_BEGIN_DECLS

void assay_journal_purge_async (AssayJournal *self,
                                gint64 before,
                                gint64 max_bytes,
                                gboolean thoroughly,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean assay_journal_purge_finish (AssayJournal *self,
                                     GAsyncResult *result,
                                     gint64 *n_removed,
                                     GError **error);

G_END_DECLS
