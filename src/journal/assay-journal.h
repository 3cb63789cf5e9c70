/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-event.h"
#include "assay-exchange.h"
#include "assay-journal-error.h"
#include "assay-order.h"
#include "assay-wake.h"

G_BEGIN_DECLS

/**
 * AssayJournalMode:
 * @ASSAY_JOURNAL_READ_WRITE: read and append; folder and file are made when they are absent
 * @ASSAY_JOURNAL_READ_ONLY: read an existing file, even on a disk that cannot be written
 *
 * How a journal is opened.
 */
typedef enum
{
  ASSAY_JOURNAL_READ_WRITE,
  ASSAY_JOURNAL_READ_ONLY,
} AssayJournalMode;

/**
 * AssayAppendOutcome:
 * @duplicate: whether all events were in the journal already, so that nothing was added
 * @seq: the number of the last event added, or of the one that was there already
 *
 * What became of an append.
 */
typedef struct
{
  gboolean duplicate;
  gint64 seq;
} AssayAppendOutcome;

/**
 * AssayRebuildOutcome:
 * @n_events: how many events there are
 * @n_orders: how many orders they make
 *
 * What everything was computed from, and what became of it.
 */
typedef struct
{
  gint64 n_events;
  gint64 n_orders;
} AssayRebuildOutcome;

/**
 * AssayStatusFunc:
 * @result_value: (nullable): the member `result.value` of a result
 * @user_data: the data given with the function
 *
 * Tells which status SmartRecruiters shows for a result value. Called in the journal's own thread.
 *
 * Returns: the status; %ASSAY_ORDER_STATUS_NONE when the value changes nothing
 */
typedef AssayOrderStatus (*AssayStatusFunc) (const char *result_value, gpointer user_data);

#define ASSAY_TYPE_JOURNAL (assay_journal_get_type ())

G_DECLARE_FINAL_TYPE (AssayJournal, assay_journal, ASSAY, JOURNAL, GObject)

gboolean assay_journal_exists (const char *folder, GError **error);
AssayJournal *assay_journal_open (const char *folder,
                                  AssayJournalMode mode,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_journal_open_async (const char *folder,
                               AssayJournalMode mode,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
AssayJournal *assay_journal_open_finish (GAsyncResult *result,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_journal_back_up_async (AssayJournal *self,
                                  const char *target,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean assay_journal_back_up_finish (AssayJournal *self, GAsyncResult *result, GError **error);
void assay_journal_close_async (AssayJournal *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean assay_journal_close_finish (AssayJournal *self, GAsyncResult *result, GError **error);

const char *assay_journal_get_folder (AssayJournal *self);
AssayJournalMode assay_journal_get_mode (AssayJournal *self);
gboolean assay_journal_get_watching (AssayJournal *self);
void assay_journal_set_watching (AssayJournal *self, gboolean watching);
void assay_journal_add_wake (AssayJournal *self, AssayWake *wake);
void assay_journal_remove_wake (AssayJournal *self, AssayWake *wake);
void assay_journal_set_status_func (AssayJournal *self,
                                    AssayStatusFunc func,
                                    gpointer user_data,
                                    GDestroyNotify destroy);
gboolean assay_journal_is_congested (AssayJournal *self);

void assay_journal_append_async (AssayJournal *self,
                                 GPtrArray *events,
                                 AssayExchange *exchange,
                                 gint64 expected_version,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void assay_journal_receive_async (AssayJournal *self,
                                  GPtrArray *events,
                                  AssayExchange *exchange,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean assay_journal_append_finish (AssayJournal *self,
                                      GAsyncResult *result,
                                      AssayAppendOutcome *outcome,
                                      GError **error);
void assay_journal_record_exchange_async (AssayJournal *self,
                                          AssayExchange *exchange,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean assay_journal_record_exchange_finish (AssayJournal *self,
                                               GAsyncResult *result,
                                               GError **error);
void assay_journal_rebuild_async (AssayJournal *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean assay_journal_rebuild_finish (AssayJournal *self,
                                       GAsyncResult *result,
                                       AssayRebuildOutcome *outcome,
                                       GError **error);

G_END_DECLS
