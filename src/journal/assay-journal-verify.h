/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-journal.h"

G_BEGIN_DECLS

/**
 * AssayJournalFinding:
 * @part: what was looked at: `file`, `event`, `exchange`, `table` or `search`
 * @place: where in it, such as the number of an event, or a table and the key of a row
 * @message: what is wrong there; holds no data of candidates
 *
 * Something in a journal that should not be so.
 */
typedef struct
{
  char *part;
  char *place;
  char *message;
} AssayJournalFinding;

/**
 * AssayJournalReport:
 * @findings: (element-type AssayJournalFinding): what is wrong, empty when nothing is
 * @n_events: how many events there are
 * @n_orders: how many orders there are
 * @damaged: whether the file itself is damaged; then its content was not looked at
 *
 * What verifying a journal found.
 */
typedef struct
{
  GPtrArray *findings;
  gint64 n_events;
  gint64 n_orders;
  gboolean damaged;
} AssayJournalReport;

void assay_journal_report_free (AssayJournalReport *self);

void assay_journal_verify_async (AssayJournal *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
AssayJournalReport *assay_journal_verify_finish (AssayJournal *self,
                                                 GAsyncResult *result,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayJournalReport, assay_journal_report_free)

G_END_DECLS
