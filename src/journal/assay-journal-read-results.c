/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-read.h"

#include <string.h>

#include "assay-account.h"
#include "assay-journal-query-private.h"
#include "assay-projection-private.h"
#include "assay-stored-order-private.h"

#define REVISION_QUERY \
  "SELECT r.seq, o.key, o.background_check, r.revision, r.state, r.body, r.attempts, r.status," \
  " r.retry_at," \
  "       r.at, r.settled_at, r.settled_seq, r.error" \
  " FROM result AS r JOIN orders AS o ON o.id = r.order_id"

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
load_revision (AssayStatement *row, GError **error)
{
  AssayResultRevision *self = g_new0 (AssayResultRevision, 1);

  self->seq = assay_statement_get_int64 (row, "seq");
  self->order_key = g_strdup (assay_statement_get_text (row, "key"));
  self->kind = assay_statement_get_int64 (row, "background_check")
                 ? ASSAY_ORDER_KIND_BACKGROUND_CHECK
                 : ASSAY_ORDER_KIND_ASSESSMENT;
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
      else if (g_str_equal (revision->state, "refused") &&
               (self->refused == NULL || revision->settled_seq > self->refused->settled_seq))
        self->refused = revision;
    }

  if (self->refused != NULL && self->last_delivered != NULL &&
      self->last_delivered->settled_seq > self->refused->settled_seq)
    self->refused = NULL;
}

static gboolean
read_account (AssayDatabase *database, gint64 order_id, AssayAccount **account, GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT document FROM account"
                                  " WHERE id = (SELECT " ASSAY_ORDER_ACCOUNT
                                  "   FROM orders AS o WHERE o.id = ?1)",
                                  error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, 1, order_id);
  if (!assay_statement_next (row, &has_row, error))
    return FALSE;
  if (has_row)
    *account = assay_journal_load_account (row, error);

  return !has_row || *account != NULL;
}

static gboolean
read_version (AssayDatabase *database, gint64 order_id, gint64 *version, GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database, "SELECT result_seq FROM orders WHERE id = ?1", error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, 1, order_id);
  if (!assay_statement_next (row, &has_row, error))
    return FALSE;
  if (has_row)
    *version = assay_statement_get_int64 (row, "result_seq");

  return TRUE;
}

static gboolean
read_labels (AssayDatabase *database, gint64 order_id, GStrv *labels, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT label FROM label"
                                  " WHERE package = (SELECT package FROM orders WHERE id = ?1)"
                                  " ORDER BY seq, label",
                                  error);
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
get_results_work (AssayDatabase *database, gpointer data, gpointer *result, GError **error)
{
  AssayJournalQuery *query = data;
  g_autoptr (AssayOrderResults) results = g_new0 (AssayOrderResults, 1);
  g_autoptr (AssayJson) accumulated = NULL;
  g_autoptr (GError) problem = NULL;
  gint64 order_id;

  if (!assay_journal_query_list (database, query, (gpointer *) &results->revisions, error) ||
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
  if (!read_version (database, order_id, &results->version, error) ||
      !read_account (database, order_id, &results->account, error) ||
      !read_labels (database, order_id, &results->labels, error))
    return FALSE;

  *result = g_steal_pointer (&results);

  return TRUE;
}

static void
free_results (gpointer data)
{
  assay_order_results_free (data);
}

static const AssayJournalQuerySort revision_list = { load_revision, revision_free };

static const AssayJournalQuerySort order_results = {
  load_revision,
  revision_free,
  get_results_work,
  free_results,
};

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
  g_autoptr (GError) error = NULL;
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
assay_order_results_fill_context (AssayOrderResults *self, AssayLintContext *context)
{
  g_autoptr (AssayJson) accumulated = parse_stored (self->accumulated);
  g_autoptr (AssayJson) last = NULL;

  if (self->last_delivered != NULL)
    last = parse_stored (self->last_delivered->body);

  assay_lint_context_set_account (context, self->account);
  assay_lint_context_set_labels (context, (const char *const *) self->labels);
  if (accumulated != NULL && last != NULL)
    assay_lint_context_set_delivered (context, accumulated, last, self->last_delivered->settled_at);
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
assay_journal_get_results_async (AssayJournal *self,
                                 const char *key,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  assay_journal_query_submit (self, g_strdup (REVISION_QUERY " WHERE o.key = ?1 ORDER BY r.seq"),
                              assay_journal_query_values (key), &order_results,
                              assay_journal_get_results_async, cancellable, callback, user_data);
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
assay_journal_get_results_finish (AssayJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_get_results_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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
assay_journal_list_queue_async (AssayJournal *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  assay_journal_query_submit (self,
                              g_strdup (REVISION_QUERY
                                        " WHERE r.state IN ('queued', 'attempted')"
                                        " AND r.seq ="
                                        " (SELECT min(seq) FROM result WHERE order_id = r.order_id"
                                        "   AND state IN ('queued', 'attempted')) ORDER BY r.seq"),
                              NULL, &revision_list, assay_journal_list_finish, cancellable,
                              callback, user_data);
}
