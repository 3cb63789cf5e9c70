/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-account.h"
#include "assay-journal.h"
#include "assay-lint-context.h"
#include "assay-order-query.h"

G_BEGIN_DECLS

/**
 * AssayResultRevision:
 * @seq: the number of the event that brought it
 * @order_key: the key of its order
 * @kind: the kind of its order
 * @revision: its id
 * @state: `drafted`, `queued`, `attempted`, `delivered`, `refused` or `superseded`
 * @body: the result exactly as it was given
 * @attempts: how often it was sent
 * @status: the last HTTP status; 0 when there was none
 * @retry_at: when it is to be sent again, in µs since 1970 UTC; 0 when at once or never
 * @at: when it was queued, in µs since 1970 UTC
 * @settled_at: when it was delivered, refused or superseded; 0 before
 * @settled_seq: the number of the event that settled it, which counts where clocks were set back
 * @error: (nullable): what went wrong last
 *
 * One result of an order.
 */
typedef struct
{
  gint64 seq;
  char *order_key;
  AssayOrderKind kind;
  char *revision;
  char *state;
  GBytes *body;
  gint64 attempts;
  guint status;
  gint64 retry_at;
  gint64 at;
  gint64 settled_at;
  gint64 settled_seq;
  char *error;
} AssayResultRevision;

/**
 * AssayOrderResults:
 * @accumulated: (nullable): what stands at SmartRecruiters after all delivered results
 * @revisions: (element-type AssayResultRevision): all results, oldest first
 * @last_delivered: (nullable): the result delivered last; belongs to @revisions
 * @refused: (nullable): the result refused last, unless one was delivered after it; belongs to
 *   @revisions
 * @queued: (nullable): the oldest result still to be sent; belongs to @revisions
 * @draft: (nullable): the draft; belongs to @revisions
 * @version: the `result_version` of [struct@OrderState] at that moment
 * @account: (nullable): what is known of the account of the order
 * @labels: the labels of scores that were delivered for the order's package, the earliest first
 *
 * The results of one order, and what is known around them.
 */
typedef struct
{
  GBytes *accumulated;
  GPtrArray *revisions;
  AssayResultRevision *last_delivered;
  AssayResultRevision *refused;
  AssayResultRevision *queued;
  AssayResultRevision *draft;
  gint64 version;
  AssayAccount *account;
  GStrv labels;
} AssayOrderResults;

void assay_order_results_free (AssayOrderResults *self);
void assay_order_results_fill_context (AssayOrderResults *self, AssayLintContext *context);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayOrderResults, assay_order_results_free)

/**
 * AssayJournalStats:
 * @new_orders: orders that nobody has seen and that are not archived
 * @verified: deliveries accepted since the time asked for
 * @rejected: deliveries turned away since then
 * @queued: results still to be sent
 *
 * The pulse of a desk.
 */
typedef struct
{
  gint64 new_orders;
  gint64 verified;
  gint64 rejected;
  gint64 queued;
} AssayJournalStats;

/**
 * AssayOrderAccount:
 * @id: the id of the account
 * @name: what people call it; @id when nothing is known of it
 *
 * An account that orders came from.
 */
typedef struct
{
  char *id;
  char *name;
} AssayOrderAccount;

void assay_journal_get_stats_async (AssayJournal *self,
                                    gint64 since,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean assay_journal_get_stats_finish (AssayJournal *self,
                                         GAsyncResult *result,
                                         AssayJournalStats *stats,
                                         GError **error);
void assay_journal_get_order_async (AssayJournal *self,
                                    const char *key,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
AssayOrder *assay_journal_get_order_finish (AssayJournal *self,
                                            GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_journal_get_results_async (AssayJournal *self,
                                      const char *key,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
AssayOrderResults *assay_journal_get_results_finish (AssayJournal *self,
                                                     GAsyncResult *result,
                                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_journal_list_orders_async (AssayJournal *self,
                                      AssayOrderQuery *query,
                                      guint limit,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void assay_journal_list_undescribed_async (AssayJournal *self,
                                           gint64 after,
                                           guint limit,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *assay_journal_list_undescribed_finish (AssayJournal *self,
                                                  GAsyncResult *result,
                                                  gint64 *up_to,
                                                  GError **error);
void assay_journal_list_events_async (AssayJournal *self,
                                      const char *order_key,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void assay_journal_list_exchanges_async (AssayJournal *self,
                                         const char *order_key,
                                         guint limit,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
void assay_journal_list_package_calls_async (AssayJournal *self,
                                             guint limit,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
void assay_journal_list_calls_async (AssayJournal *self,
                                     gint64 since,
                                     guint limit,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void assay_journal_list_queue_async (AssayJournal *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
void assay_journal_get_catalogue_version_async (AssayJournal *self,
                                                GCancellable *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer user_data);
gint64 assay_journal_get_catalogue_version_finish (AssayJournal *self,
                                                   GAsyncResult *result,
                                                   GError **error);
void assay_journal_list_packages_async (AssayJournal *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
void assay_journal_list_accounts_async (AssayJournal *self,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
void assay_journal_list_order_accounts_async (AssayJournal *self,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
GPtrArray *assay_journal_list_finish (AssayJournal *self,
                                      GAsyncResult *result,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
