/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-journal-read.h"
#include "assay-stackone-client.h"

G_BEGIN_DECLS

void assay_account_refresh_async (AssayJournal *journal,
                                  AssayStackoneClient *client,
                                  const char *actor,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean assay_account_refresh_finish (AssayJournal *journal,
                                       GAsyncResult *result,
                                       guint *n_changed,
                                       GError **error);

G_END_DECLS
