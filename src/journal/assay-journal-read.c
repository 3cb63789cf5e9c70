/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-read.h"

#include <string.h>

#include "assay-account.h"
#include "assay-exchange-row-private.h"
#include "assay-journal-private.h"
#include "assay-stored-order-private.h"
#include "assay-package.h"
#include "assay-projection-private.h"

#define REVISION_QUERY \
  "SELECT r.seq, o.key, o.kind, r.revision, r.state, r.body, r.attempts, r.status, r.retry_at," \
  "       r.at, r.settled_at, r.settled_seq, r.error" \
  " FROM result AS r JOIN orders AS o ON o.id = r.order_id"

typedef gpointer (*LoadFunc) (AssayStatement  *row,
                              GError         **error);

/* A query whose values are texts and whose rows become the elements of an array. */
typedef struct
{
  /* Owned */
  char          *sql;
  GPtrArray     *values;

  LoadFunc       load;
  GDestroyNotify element_free;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;

  g_free (query->sql);
  g_ptr_array_unref (query->values);
  g_free (query);
}

static void
revision_free (gpointer data)
{
  AssayResultRevision *self = data;

  g_free (self->order_key);
  g_free (self->revision);
  g_free (self->state);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->error);
  g_free (self);
}

static gpointer
load_order (AssayStatement  *row,
            GError         **error)
{
  return assay_stored_order_load (row, error);
}

static gpointer
load_exchange (AssayStatement  *row,
               GError         **error)
{
  return assay_exchange_row_load (row);
}

static gpointer
load_event (AssayStatement  *row,
            GError         **error)
{
  g_autoptr(GBytes) body = assay_statement_dup_bytes (row, "body");
  g_autoptr(AssayEvent) event =
    assay_event_new (assay_statement_get_text (row, "id"), assay_statement_get_int64 (row, "at"),
                     assay_statement_get_text (row, "order_key"),
                     assay_statement_get_text (row, "kind"),
                     assay_statement_get_text (row, "actor"), body);

  return assay_event_new_stored (assay_statement_get_int64 (row, "seq"), event);
}

static gpointer
load_revision (AssayStatement  *row,
               GError         **error)
{
  AssayResultRevision *self = g_new0 (AssayResultRevision, 1);

  self->seq = assay_statement_get_int64 (row, "seq");
  self->order_key = g_strdup (assay_statement_get_text (row, "key"));
  assay_order_kind_from_string (assay_statement_get_text (row, "kind"), &self->kind);
  self->revision = g_strdup (assay_statement_get_text (row, "revision"));
  self->state = g_strdup (assay_statement_get_text (row, "state"));
  self->body = assay_statement_dup_bytes (row, "body");
  self->attempts = assay_statement_get_int64 (row, "attempts");
  self->status = (guint) assay_statement_get_int64 (row, "status");
  self->retry_at = assay_statement_get_int64 (row, "retry_at");
  self->at = assay_statement_get_int64 (row, "at");
  self->settled_at = assay_statement_get_int64 (row, "settled_at");
  self->settled_seq = assay_statement_get_int64 (row, "settled_seq");
  self->error = g_strdup (assay_statement_get_text (row, "error"));

  return self;
}

static gpointer
load_package (AssayStatement  *row,
              GError         **error)
{
  g_autoptr(AssayJson) json =
    assay_json_new_from_text (assay_statement_get_text (row, "document"), error);

  return json != NULL ? assay_package_new_from_json (json, error) : NULL;
}

static gpointer
load_account (AssayStatement  *row,
              GError         **error)
{
  g_autoptr(AssayJson) json =
    assay_json_new_from_text (assay_statement_get_text (row, "document"), error);

  return json != NULL ? assay_account_new_from_json (json, error) : NULL;
}

static gpointer
load_time (AssayStatement  *row,
           GError         **error)
{
  gint64 time = assay_statement_get_int64 (row, "time");

  return g_memdup2 (&time, sizeof time);
}

static gboolean
list_work (AssayDatabase  *database,
           gpointer        data,
           gpointer       *result,
           GError        **error)
{
  Query *query = data;
  g_autoptr(GPtrArray) elements = g_ptr_array_new_with_free_func (query->element_free);
  g_autoptr(AssayStatement) row = assay_database_prepare (database, query->sql, error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  for (guint i = 0; i < query->values->len; i++)
    assay_statement_bind_text (row, (int) i + 1, g_ptr_array_index (query->values, i));

  while (assay_statement_next (row, &has_row, error))
    {
      gpointer element;

      if (!has_row)
        {
          *result = g_steal_pointer (&elements);
          return TRUE;
        }

      element = query->load (row, error);
      if (element == NULL)
        return FALSE;
      g_ptr_array_add (elements, element);
    }

  return FALSE;
}

/* An order is a list of at most one. */
static gboolean
get_order_work (AssayDatabase  *database,
                gpointer        data,
                gpointer       *result,
                GError        **error)
{
  g_autoptr(GPtrArray) orders = NULL;

  if (!list_work (database, data, (gpointer *) &orders, error))
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

static void
pick_results (AssayOrderResults *self)
{
  for (guint i = 0; i < self->revisions->len; i++)
    {
      AssayResultRevision *revision = g_ptr_array_index (self->revisions, i);

      if (g_str_equal (revision->state, "drafted"))
        self->draft = revision;
      else if (g_str_equal (revision->state, "delivered") &&
               (self->last_delivered == NULL ||
                revision->settled_seq > self->last_delivered->settled_seq))
        self->last_delivered = revision;
      else if (self->queued == NULL && (g_str_equal (revision->state, "queued") ||
                                        g_str_equal (revision->state, "attempted")))
        self->queued = revision;
    }
}

static gboolean
read_account (AssayDatabase  *database,
              gint64          order_id,
              AssayAccount  **account,
              GError        **error)
{
  g_autoptr(AssayStatement) row =
    assay_database_prepare (database,
                            "SELECT document FROM account"
                            " WHERE id = (SELECT account_id FROM orders WHERE id = ?1)", error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, 1, order_id);
  if (!assay_statement_next (row, &has_row, error))
    return FALSE;
  if (has_row)
    *account = load_account (row, error);

  return !has_row || *account != NULL;
}

static gboolean
read_labels (AssayDatabase  *database,
             gint64          order_id,
             GStrv          *labels,
             GError        **error)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(AssayStatement) row =
    assay_database_prepare (database,
                            "SELECT label FROM label"
                            " WHERE package = (SELECT package FROM orders WHERE id = ?1)"
                            " ORDER BY seq, label", error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, 1, order_id);
  while (assay_statement_next (row, &has_row, error))
    {
      if (!has_row)
        {
          *labels = g_strv_builder_end (builder);
          return TRUE;
        }
      g_strv_builder_add (builder, assay_statement_get_text (row, "label"));
    }

  return FALSE;
}

static gboolean
get_results_work (AssayDatabase  *database,
                  gpointer        data,
                  gpointer       *result,
                  GError        **error)
{
  Query *query = data;
  g_autoptr(AssayOrderResults) results = g_new0 (AssayOrderResults, 1);
  g_autoptr(AssayJson) accumulated = NULL;
  g_autoptr(GError) problem = NULL;
  gint64 order_id;

  if (!list_work (database, query, (gpointer *) &results->revisions, error) ||
      !assay_projection_find_order (database, g_ptr_array_index (query->values, 0), &order_id,
                                    error))
    return FALSE;

  accumulated = assay_projection_dup_delivered (database, order_id, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  if (accumulated != NULL)
    {
      char *source = assay_json_dup_source (accumulated);

      results->accumulated = g_bytes_new_take (source, strlen (source));
    }
  pick_results (results);
  if (!read_account (database, order_id, &results->account, error) ||
      !read_labels (database, order_id, &results->labels, error))
    return FALSE;

  *result = g_steal_pointer (&results);

  return TRUE;
}

/* The number goes into the statement as a value: a statement for each quarter of an hour would stay
 * in the cache for good. */
static gboolean
sum_since (AssayDatabase  *database,
           const char     *sql,
           gint64          quarter,
           gint64         *sum,
           GError        **error)
{
  g_autoptr(AssayStatement) row = assay_database_prepare (database, sql, error);
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
get_stats_work (AssayDatabase  *database,
                gpointer        data,
                gpointer       *result,
                GError        **error)
{
  g_autofree AssayJournalStats *stats = g_new0 (AssayJournalStats, 1);
  gint64 quarter = assay_projection_get_quarter (*(gint64 *) data);

  if (!assay_database_query_int64 (database,
                                   "SELECT count(*) FROM orders WHERE new = 1 AND archived = 0",
                                   &stats->new_orders, error) ||
      !sum_since (database, "SELECT coalesce(sum(value), 0) AS sum FROM counter"
                            " WHERE quarter >= ?1 AND name = 'verified'",
                  quarter, &stats->verified, error) ||
      !sum_since (database, "SELECT coalesce(sum(value), 0) AS sum FROM rejection"
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

static void
unref_array (gpointer data)
{
  g_ptr_array_unref (data);
}

static void
free_results (gpointer data)
{
  assay_order_results_free (data);
}

static void
submit (AssayJournal        *self,
        char                *sql,
        GPtrArray           *values,
        LoadFunc             load,
        AssayWorkFunc        work,
        gpointer             source_tag,
        GCancellable        *cancellable,
        GAsyncReadyCallback  callback,
        gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Query *query = g_new0 (Query, 1);
  GDestroyNotify result_free = unref_array;

  g_task_set_source_tag (task, source_tag);
  if (work == get_order_work)
    result_free = g_object_unref;
  else if (work == get_results_work)
    result_free = free_results;

  query->sql = sql;
  query->values = values != NULL ? values : g_ptr_array_new ();
  query->load = load;
  if (load == load_revision)
    query->element_free = revision_free;
  else if (load == load_time)
    query->element_free = g_free;
  else
    query->element_free = g_object_unref;
  g_task_set_task_data (task, query, query_free);
  _assay_journal_read (self, task, work, result_free);
}

static GPtrArray *
values_new (const char *value)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  if (value != NULL)
    g_ptr_array_add (values, g_strdup (value));

  return values;
}

/**
 * assay_order_results_free:
 * @self: (transfer full): results
 */
void
assay_order_results_free (AssayOrderResults *self)
{
  g_clear_pointer (&self->accumulated, g_bytes_unref);
  g_clear_pointer (&self->revisions, g_ptr_array_unref);
  g_clear_object (&self->account);
  g_strfreev (self->labels);
  g_free (self);
}

/* What was stored had been checked; it is no JSON where the journal is damaged. */
static AssayJson *
parse_stored (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  AssayJson *json = bytes != NULL ? assay_json_parse (bytes, &error) : NULL;

  if (error != NULL)
    g_warning ("a stored result cannot be read: %s", error->message);

  return json;
}

/**
 * assay_order_results_fill_context:
 * @self: results
 * @context: what is known around the next one
 *
 * Tells the lints what was delivered before, for the order and for its package, and through which
 * account the next result goes.
 */
void
assay_order_results_fill_context (AssayOrderResults *self,
                                  AssayLintContext  *context)
{
  g_autoptr(AssayJson) accumulated = parse_stored (self->accumulated);
  g_autoptr(AssayJson) last = NULL;

  if (self->last_delivered != NULL)
    last = parse_stored (self->last_delivered->body);

  assay_lint_context_set_account (context, self->account);
  assay_lint_context_set_labels (context, (const char * const *) self->labels);
  if (accumulated != NULL && last != NULL)
    assay_lint_context_set_delivered (context, accumulated, last, self->last_delivered->settled_at);
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
assay_journal_get_stats_async (AssayJournal        *self,
                               gint64               since,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_journal_get_stats_async);
  g_task_set_task_data (task, g_memdup2 (&since, sizeof since), g_free);
  _assay_journal_read (self, task, get_stats_work, g_free);
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
assay_journal_get_stats_finish (AssayJournal       *self,
                                GAsyncResult       *result,
                                AssayJournalStats  *stats,
                                GError            **error)
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
assay_journal_get_order_async (AssayJournal        *self,
                               const char          *key,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  submit (self, g_strdup ("SELECT " ASSAY_ORDER_COLUMNS " FROM " ASSAY_ORDER_TABLES
                          " WHERE o.key = ?1"),
          values_new (key), load_order, get_order_work, assay_journal_get_order_async,
          cancellable, callback, user_data);
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
assay_journal_get_order_finish (AssayJournal  *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_get_order_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * assay_journal_get_results_async:
 * @self: a journal
 * @key: the key of an order
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Reads what was sent, waits and is drafted for an order.
 */
void
assay_journal_get_results_async (AssayJournal        *self,
                                 const char          *key,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  submit (self, g_strdup (REVISION_QUERY " WHERE o.key = ?1 ORDER BY r.seq"), values_new (key),
          load_revision, get_results_work, assay_journal_get_results_async, cancellable, callback,
          user_data);
}

/**
 * assay_journal_get_results_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Returns: (transfer full) (nullable): the results
 */
AssayOrderResults *
assay_journal_get_results_finish (AssayJournal  *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_get_results_async), NULL);

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
assay_journal_list_orders_async (AssayJournal        *self,
                                 AssayOrderQuery     *query,
                                 guint                limit,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  GPtrArray *values = NULL;
  g_autofree char *condition = assay_order_query_compile (query, &values);

  submit (self,
          g_strdup_printf ("SELECT " ASSAY_ORDER_COLUMNS " FROM " ASSAY_ORDER_TABLES
                           " WHERE %s ORDER BY o.id DESC LIMIT %u", condition, limit),
          values, load_order, list_work, assay_journal_list_finish, cancellable, callback,
          user_data);
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
assay_journal_list_events_async (AssayJournal        *self,
                                 const char          *order_key,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  submit (self, g_strdup ("SELECT seq, id, at, order_key, kind, actor, body FROM event"
                          " WHERE order_key = ?1 ORDER BY seq"),
          values_new (order_key), load_event, list_work, assay_journal_list_finish,
          cancellable, callback, user_data);
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
assay_journal_list_exchanges_async (AssayJournal        *self,
                                    const char          *order_key,
                                    guint                limit,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  submit (self,
          g_strdup_printf ("SELECT " ASSAY_EXCHANGE_COLUMNS " FROM exchange %s"
                           " ORDER BY seq DESC LIMIT %u",
                           order_key != NULL ? "WHERE order_key = ?1" : "", limit),
          values_new (order_key), load_exchange, list_work, assay_journal_list_finish,
          cancellable, callback, user_data);
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
assay_journal_list_calls_async (AssayJournal        *self,
                                gint64               since,
                                guint                limit,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  submit (self,
          g_strdup_printf ("SELECT time FROM (SELECT direction, started_at + duration AS time"
                           " FROM exchange ORDER BY seq DESC LIMIT %u)"
                           " WHERE direction = %d AND time > %" G_GINT64_FORMAT " ORDER BY time",
                           limit, ASSAY_DIRECTION_OUT, since),
          NULL, load_time, list_work, assay_journal_list_finish, cancellable, callback, user_data);
}

/**
 * assay_journal_list_queue_async:
 * @self: a journal
 * @cancellable: (nullable): a cancellable
 * @callback: called with the answer
 * @user_data: data for @callback
 *
 * Lists the #AssayResultRevision to send next: the oldest waiting one of each order.
 */
void
assay_journal_list_queue_async (AssayJournal        *self,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  submit (self, g_strdup (REVISION_QUERY " WHERE r.state IN ('queued', 'attempted') AND r.seq ="
                          " (SELECT min(seq) FROM result WHERE order_id = r.order_id"
                          "   AND state IN ('queued', 'attempted')) ORDER BY r.seq"),
          NULL, load_revision, list_work, assay_journal_list_finish, cancellable, callback,
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
assay_journal_list_packages_async (AssayJournal        *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  submit (self, g_strdup ("SELECT document FROM package ORDER BY position, id"),
          NULL, load_package, list_work, assay_journal_list_finish, cancellable, callback,
          user_data);
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
assay_journal_list_accounts_async (AssayJournal        *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  submit (self, g_strdup ("SELECT document FROM account ORDER BY id"),
          NULL, load_account, list_work, assay_journal_list_finish, cancellable, callback,
          user_data);
}

/**
 * assay_journal_list_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Ends any of the calls that list.
 *
 * Returns: (transfer full) (nullable): the elements
 */
GPtrArray *
assay_journal_list_finish (AssayJournal  *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_list_finish), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
