/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-read.h"

#include "assay-exchange-row-private.h"
#include "assay-journal-private.h"
#include "assay-journal-query-private.h"
#include "assay-package.h"
#include "assay-projection-private.h"
#include "assay-rows-private.h"
#include "assay-stored-id-private.h"
#include "assay-stored-order-private.h"

/* More orders than that are no list. */
#define MAX_LISTED (1 << 26)

static gpointer
load_order (AssayStatement *row, GError **error)
{
  return assay_stored_order_load (row, error);
}

static gpointer
load_exchange (AssayStatement *row, GError **error)
{
  return assay_exchange_row_load (row);
}

static gpointer
load_event (AssayStatement *row, GError **error)
{
  g_autoptr (GBytes) body = assay_statement_dup_bytes (row, "body");
  g_autofree char *id = assay_stored_id_dup (row, "id");
  g_autoptr (AssayEvent) event = assay_event_new (id, assay_statement_get_int64 (row, "at"),
                                                  assay_statement_get_text (row, "order_key"),
                                                  assay_statement_get_text (row, "kind"),
                                                  assay_statement_get_text (row, "actor"), body);

  return assay_event_new_stored (assay_statement_get_int64 (row, "seq"), event);
}

static gpointer
load_package (AssayStatement *row, GError **error)
{
  g_autoptr (AssayJson)
    json = assay_json_new_from_text (assay_statement_get_text (row, "document"), error);

  return json != NULL ? assay_package_new_from_json (json, error) : NULL;
}

static gpointer
load_time (AssayStatement *row, GError **error)
{
  gint64 time = assay_statement_get_int64 (row, "time");

  return g_memdup2 (&time, sizeof time);
}

/* Those of its events, and those that belong to none. */
#define EXCHANGES_OF_ORDER \
  "SELECT x.seq FROM orders AS o JOIN order_event AS oe ON oe.order_id = o.id" \
  "  JOIN exchange AS x ON x.event_seq = oe.seq WHERE o.key = ?1" \
  " UNION SELECT seq FROM exchange WHERE order_key = ?1 AND event_seq IS NULL"

/* An order is a list of at most one. */
static gboolean
get_order_work (AssayDatabase *database, gpointer data, gpointer *result, GError **error)
{
  g_autoptr (GPtrArray) orders = NULL;

  if (!assay_journal_query_list (database, data, (gpointer *) &orders, error))
    return FALSE;

  if (orders->len == 0)
    {
      g_set_error_literal (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND,
                           "there is no such order");
      return FALSE;
    }

  *result = g_object_ref (g_ptr_array_index (orders, 0));

  return TRUE;
}

/* Finds the orders as a list does, and then reads them. */
static gboolean
list_orders_work (AssayDatabase *database, gpointer data, gpointer *result, GError **error)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AssayRowsAnswer) answer = NULL;
  g_autoptr (AssayStatement) row = NULL;

  if (!assay_rows_read_page (database, data, (gpointer *) &answer, error))
    return FALSE;

  row = assay_database_prepare (database,
                                "SELECT " ASSAY_ORDER_COLUMNS " FROM " ASSAY_ORDER_TABLES
                                " WHERE o.id = ?1",
                                error);
  if (row == NULL)
    return FALSE;

  for (guint i = 0; i < answer->rows->len; i++)
    {
      AssayOrder *order;
      gboolean has_row;

      assay_statement_bind_int64 (row, 1, g_array_index (answer->rows, gint64, i));
      if (!assay_statement_next (row, &has_row, error))
        return FALSE;

      order = has_row ? assay_stored_order_load (row, error) : NULL;
      if (has_row && order == NULL)
        return FALSE;
      if (order != NULL)
        g_ptr_array_add (orders, order);
      assay_statement_reset (row);
    }

  *result = g_steal_pointer (&orders);

  return TRUE;
}

static const AssayJournalQuerySort one_order = {
  load_order, g_object_unref, get_order_work, g_object_unref, .settles = TRUE,
};

static const AssayJournalQuerySort event_list = { load_event, g_object_unref, .settles = TRUE };
static const AssayJournalQuerySort exchange_list = { load_exchange, g_object_unref,
                                                     .settles = TRUE };
static const AssayJournalQuerySort package_call_list = { load_exchange, g_object_unref };
static const AssayJournalQuerySort time_list = { load_time, g_free };
static gpointer
load_version (AssayStatement *row, GError **error)
{
  gint64 version = assay_statement_get_int64 (row, "catalogue");

  return g_memdup2 (&version, sizeof version);
}

static const AssayJournalQuerySort version_list = { load_version, g_free };
static const AssayJournalQuerySort package_list = { load_package, g_object_unref };
static const AssayJournalQuerySort account_list = {
  assay_journal_load_account,
  g_object_unref,
};

/* The number goes into the statement as a value: a statement for each quarter of an hour would stay
 * in the cache for good. */
static gboolean
sum_since (AssayDatabase *database, const char *sql, gint64 quarter, gint64 *sum, GError **error)
{
  g_autoptr (AssayStatement) row = assay_database_prepare (database, sql, error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, 1, quarter);
  if (!assay_statement_next (row, &has_row, error))
    return FALSE;
  *sum = has_row ? assay_statement_get_int64 (row, "sum") : 0;

  return TRUE;
}

static gboolean
get_stats_work (AssayDatabase *database, gpointer data, gpointer *result, GError **error)
{
  g_autofree AssayJournalStats *stats = g_new0 (AssayJournalStats, 1);
  gint64 quarter = assay_projection_get_quarter (*(gint64 *) data);

  if (!assay_database_query_int64 (database,
                                   "SELECT count(*) FROM orders WHERE new = 1 AND archived = 0",
                                   &stats->new_orders, error) ||
      !sum_since (database,
                  "SELECT coalesce(sum(value), 0) AS sum FROM counter"
                  " WHERE quarter >= ?1 AND name = 'verified'",
                  quarter, &stats->verified, error) ||
      !sum_since (database,
                  "SELECT coalesce(sum(value), 0) AS sum FROM rejection"
                  " WHERE quarter >= ?1",
                  quarter, &stats->rejected, error) ||
      !assay_database_query_int64 (database,
                                   "SELECT count(*) FROM result"
                                   " WHERE state IN ('queued', 'attempted')",
                                   &stats->queued, error))
    return FALSE;

  *result = g_steal_pointer (&stats);

  return TRUE;
}

/**
 * assay_journal_get_stats_async:
 * @self: a journal
 * @since: from when deliveries are counted, in µs since 1970 UTC; to the quarter of an hour
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Reads the counters of the desk.
 */
void
assay_journal_get_stats_async (AssayJournal *self,
                               gint64 since,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_journal_get_stats_async);
  g_task_set_task_data (task, g_memdup2 (&since, sizeof since), g_free);
  assay_journal_read (self, task, get_stats_work, g_free);
}

/**
 * assay_journal_get_stats_finish:
 * @self: a journal
 * @result: what the callback got
 * @stats: (out): the counters
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Returns: whether they were read
 */
gboolean
assay_journal_get_stats_finish (AssayJournal *self,
                                GAsyncResult *result,
                                AssayJournalStats *stats,
                                GError **error)
{
  g_autofree AssayJournalStats *answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_get_stats_async), FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return FALSE;

  *stats = *answer;

  return TRUE;
}

/**
 * assay_journal_get_order_async:
 * @self: a journal
 * @key: the key of an order
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Reads one order; ASSAY_JOURNAL_ERROR_NOT_FOUND when there is none.
 */
void
assay_journal_get_order_async (AssayJournal *self,
                               const char *key,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  assay_journal_query_submit (self,
                              g_strdup ("SELECT " ASSAY_ORDER_COLUMNS " FROM " ASSAY_ORDER_TABLES
                                        " WHERE o.key = ?1"),
                              assay_journal_query_values (key), &one_order,
                              assay_journal_get_order_async, cancellable, callback, user_data);
}

/**
 * assay_journal_get_order_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Returns: (transfer full) (nullable): the order
 */
AssayOrder *
assay_journal_get_order_finish (AssayJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_get_order_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * assay_journal_list_orders_async:
 * @self: a journal
 * @query: (nullable): which orders; %NULL for all that are not archived
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Lists #AssayOrder, newest first.
 */
void
assay_journal_list_orders_async (AssayJournal *self,
                                 AssayOrderQuery *query,
                                 guint limit,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  AssayRowsRequest *request = assay_rows_request_new (query);

  g_task_set_source_tag (task, assay_journal_list_finish);
  request->before = G_MAXINT64;
  request->limit = MIN (limit, MAX_LISTED);
  g_task_set_task_data (task, request, assay_rows_request_free);
  assay_journal_settle (self);
  assay_journal_read (self, task, list_orders_work, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * assay_journal_list_events_async:
 * @self: a journal
 * @order_key: the key of an order
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Lists the #AssayEvent of an order, oldest first.
 */
void
assay_journal_list_events_async (AssayJournal *self,
                                 const char *order_key,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  assay_journal_query_submit (
    self,
    g_strdup ("SELECT e.seq, e.id, e.at, e.order_key, e.kind, e.actor, e.body"
              " FROM orders AS o"
              " JOIN order_event AS oe ON oe.order_id = o.id"
              " JOIN event AS e ON e.seq = oe.seq"
              " WHERE o.key = ?1 ORDER BY oe.seq"),
    assay_journal_query_values (order_key), &event_list, assay_journal_list_finish, cancellable,
    callback, user_data);
}

/**
 * assay_journal_list_exchanges_async:
 * @self: a journal
 * @order_key: (nullable): the key of an order; %NULL for all
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Lists #AssayExchange, newest first.
 */
void
assay_journal_list_exchanges_async (AssayJournal *self,
                                    const char *order_key,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  assay_journal_query_submit (
    self,
    g_strdup_printf ("SELECT " ASSAY_EXCHANGE_COLUMNS " FROM " ASSAY_EXCHANGE_TABLES " %s"
                     " ORDER BY seq DESC LIMIT %u",
                     order_key != NULL ? "WHERE seq IN (" EXCHANGES_OF_ORDER ")" : "", limit),
    assay_journal_query_values (order_key), &exchange_list, assay_journal_list_finish, cancellable,
    callback, user_data);
}

/* How many of the newest exchanges are looked at for calls of the package list: no index finds
 * them, and a recruiter opens the dialog now and then. */
#define MOST_EXCHANGES 20000

/**
 * assay_journal_list_package_calls_async:
 * @self: a journal
 * @limit: how many at most
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Lists the #AssayExchange in which somebody asked for the packages, newest first; the newest
 * 20 000 exchanges are looked at.
 */
void
assay_journal_list_package_calls_async (AssayJournal *self,
                                        guint limit,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  assay_journal_query_submit (
    self,
    g_strdup_printf ("SELECT " ASSAY_EXCHANGE_COLUMNS " FROM " ASSAY_EXCHANGE_TABLES
                     " WHERE seq > (SELECT max(seq) FROM exchange) - %d AND direction = %d"
                     "   AND event_seq IS NULL"
                     "   AND coalesce(exchange.url, envelope.url) LIKE '%%/packages%%'"
                     " ORDER BY seq DESC LIMIT %u",
                     MOST_EXCHANGES, ASSAY_DIRECTION_IN, limit),
    NULL, &package_call_list, assay_journal_list_finish, cancellable, callback, user_data);
}

/**
 * assay_journal_list_calls_async:
 * @self: a journal
 * @since: in µs since 1970 UTC
 * @limit: how many of the newest exchanges are looked at
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Lists when the calls that we made ended, oldest first, each a #gint64 in µs since 1970 UTC: so
 * that a process knows what the one before it has used up of a limit.
 */
void
assay_journal_list_calls_async (AssayJournal *self,
                                gint64 since,
                                guint limit,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  assay_journal_query_submit (self,
                              g_strdup_printf ("SELECT time FROM"
                                               " (SELECT direction, started_at + duration AS time"
                                               "  FROM exchange ORDER BY seq DESC LIMIT %u)"
                                               " WHERE direction = %d"
                                               " AND time > %" G_GINT64_FORMAT " ORDER BY time",
                                               limit, ASSAY_DIRECTION_OUT, since),
                              NULL, &time_list, assay_journal_list_finish, cancellable, callback,
                              user_data);
}

/**
 * assay_journal_list_packages_async:
 * @self: a journal
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Lists the #AssayPackage of the catalogue in their order.
 */
void
assay_journal_list_packages_async (AssayJournal *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  assay_journal_query_submit (self, g_strdup ("SELECT document FROM package ORDER BY position, id"),
                              NULL, &package_list, assay_journal_list_finish, cancellable, callback,
                              user_data);
}

/**
 * assay_journal_get_catalogue_version_async:
 * @self: a journal
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Asks whether the catalogue is still what it was, which takes less than listing it.
 */
void
assay_journal_get_catalogue_version_async (AssayJournal *self,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  assay_journal_query_submit (self, g_strdup ("SELECT catalogue FROM projected"), NULL,
                              &version_list, assay_journal_get_catalogue_version_async, cancellable,
                              callback, user_data);
}

/**
 * assay_journal_get_catalogue_version_finish:
 * @self: a journal
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes assay_journal_get_catalogue_version_async().
 *
 * Returns: the number of the event that changed the catalogue last, 0 where none did, -1 with
 *   @error set
 */
gint64
assay_journal_get_catalogue_version_finish (AssayJournal *self,
                                            GAsyncResult *result,
                                            GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  rows = g_task_propagate_pointer (G_TASK (result), error);
  if (rows == NULL)
    return -1;

  return rows->len > 0 ? *(const gint64 *) rows->pdata[0] : 0;
}

/**
 * assay_journal_list_accounts_async:
 * @self: a journal
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Lists the #AssayAccount seen so far.
 */
void
assay_journal_list_accounts_async (AssayJournal *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  assay_journal_query_submit (self, g_strdup ("SELECT document FROM account ORDER BY id"), NULL,
                              &account_list, assay_journal_list_finish, cancellable, callback,
                              user_data);
}
