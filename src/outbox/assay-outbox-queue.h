/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-clock.h"
#include "assay-journal.h"

G_BEGIN_DECLS

void assay_outbox_queue_result_async (AssayJournal *journal,
                                      AssayClock *clock,
                                      const char *order_key,
                                      GBytes *body,
                                      const char *override_reason,
                                      const char *actor,
                                      gint64 expected_version,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
char *assay_outbox_queue_result_finish (AssayJournal *journal,
                                        GAsyncResult *result,
                                        AssayAppendOutcome *outcome,
                                        GError **error);

G_END_DECLS
