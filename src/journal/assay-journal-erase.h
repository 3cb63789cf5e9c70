/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-journal.h"

G_BEGIN_DECLS

/**
 * AssayEraseOutcome:
 * @account_id: (nullable): the account that knew the candidate; %NULL when only what an earlier
 *   call had left was finished
 * @candidate_id: (nullable): the candidate's id there; %NULL where orders gave none
 * @keys: (nullable): the keys of the candidate's orders
 * @n_events: how many events were rewritten
 * @n_exchanges: how many exchanges were emptied
 * @n_backups: how many backups in the folder were rewritten, too
 *
 * What was erased.
 */
typedef struct
{
  char *account_id;
  char *candidate_id;
  GStrv keys;
  gint64 n_events;
  gint64 n_exchanges;
  guint n_backups;
} AssayEraseOutcome;

void assay_erase_outcome_free (AssayEraseOutcome *self);

void assay_journal_erase_async (AssayJournal *self,
                                const char *id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
AssayEraseOutcome *assay_journal_erase_finish (AssayJournal *self,
                                               GAsyncResult *result,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayEraseOutcome, assay_erase_outcome_free)

G_END_DECLS
