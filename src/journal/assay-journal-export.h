/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-journal.h"

G_BEGIN_DECLS

/**
 * AssayJournalExportFlags:
 * @ASSAY_JOURNAL_EXPORT_NONE: mask what tells who candidates are
 * @ASSAY_JOURNAL_EXPORT_UNREDACTED: mask secrets only
 *
 * What an export holds.
 */
typedef enum
{
  ASSAY_JOURNAL_EXPORT_NONE = 0,
  ASSAY_JOURNAL_EXPORT_UNREDACTED = 1 << 0,
} AssayJournalExportFlags;

void assay_journal_export_async (AssayJournal *self,
                                 GOutputStream *output,
                                 AssayJournalExportFlags flags,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean assay_journal_export_finish (AssayJournal *self, GAsyncResult *result, GError **error);

G_END_DECLS
