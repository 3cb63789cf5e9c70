/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-rows-private.h"

#include "assay-stored-order-private.h"

/* Beyond this a list is read anew rather than changed row by row. */
#define MAX_CHANGES 256

/*
 * assay_rows_request_new:
 * @query: (nullable): which orders; %NULL for all that are not archived
 *
 * Returns: (transfer full): a request that still lacks its numbers
 */
AssayRowsRequest *
assay_rows_request_new (AssayOrderQuery *query)
{
  AssayRowsRequest *self = g_new0 (AssayRowsRequest, 1);

  self->plan = assay_order_query_compile (query);

  return self;
}

/*
 * assay_rows_request_free:
 * @data: (transfer full): a request
 */
void
assay_rows_request_free (gpointer data)
{
  AssayRowsRequest *self = data;

  assay_order_plan_free (self->plan);
  g_free (self);
}

/*
 * assay_rows_answer_free:
 * @data: (transfer full): an answer
 */
void
assay_rows_answer_free (gpointer data)
{
  AssayRowsAnswer *self = data;

  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->changes, g_array_unref);
  g_free (self);
}

/* Rebuilding makes the tables anew, and SQLite counts that. */
static AssayRowsAnswer *
begin_answer (AssayDatabase *database, GError **error)
{
  g_autoptr (AssayRowsAnswer) answer = g_new0 (AssayRowsAnswer, 1);

  if (!assay_database_query_int64 (database, "PRAGMA schema_version", &answer->schema, error) ||
      !assay_database_query_int64 (database, "SELECT seq FROM projected", &answer->seq, error))
    return NULL;

  return g_steal_pointer (&answer);
}

/*
 * assay_rows_read_page:
 * @database: the reader's connection
 * @request: which rows
 * @answer: (out): their numbers
 * @error: return location for an error
 *
 * Reads one page of a list, in the reader's thread.
 *
 * Returns: whether it was read
 */
gboolean
assay_rows_read_page (AssayDatabase *database, gpointer request, gpointer *answer, GError **error)
{
  AssayRowsRequest *page = request;
  g_autoptr (AssayRowsAnswer) self = begin_answer (database, error);
  g_autoptr (AssayOrderMatch) match = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (AssayStatement) row = NULL;
  gboolean has_row;
  int next;

  if (self == NULL)
    return FALSE;

  match = assay_order_plan_match (page->plan, database, error);
  if (match == NULL)
    return FALSE;

  sql = assay_order_plan_dup_page (page->plan);
  row = assay_database_prepare (database, sql, error);
  if (row == NULL)
    return FALSE;

  next = assay_order_plan_bind (page->plan, match, row);
  assay_statement_bind_int64 (row, next, page->before);
  assay_statement_bind_int64 (row, next + 1, page->limit);
  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  while (assay_statement_next (row, &has_row, error))
    {
      gint64 id;

      if (!has_row)
        {
          *answer = g_steal_pointer (&self);
          return TRUE;
        }

      id = assay_statement_get_int64 (row, "id");
      g_array_append_val (self->rows, id);
    }

  return FALSE;
}

/* An account's name decides about all its orders, but they do not change with it. */
static gboolean
must_read_anew (AssayDatabase *database,
                const AssayRowsRequest *request,
                const AssayRowsAnswer *answer,
                gboolean *anew,
                GError **error)
{
  g_autoptr (AssayStatement) row = NULL;

  *anew = request->schema != answer->schema || answer->seq - request->seq > MAX_CHANGES;
  if (*anew)
    return TRUE;

  row = assay_database_prepare (database,
                                "SELECT seq FROM event WHERE seq > ?1 AND kind = 'account.seen'"
                                " LIMIT 1",
                                error);
  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, 1, request->seq);

  return assay_statement_next (row, anew, error);
}

/*
 * assay_rows_read_changes:
 * @database: the reader's connection
 * @request: what the list knows
 * @answer: (out): what is new
 * @error: return location for an error
 *
 * Reads which orders changed since the list was read, in the reader's thread.
 *
 * Returns: whether that was read
 */
gboolean
assay_rows_read_changes (AssayDatabase *database,
                         gpointer request,
                         gpointer *answer,
                         GError **error)
{
  AssayRowsRequest *known = request;
  g_autoptr (AssayRowsAnswer) self = begin_answer (database, error);
  g_autoptr (AssayOrderMatch) match = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (AssayStatement) row = NULL;
  gboolean has_row, anew;

  if (self == NULL || !must_read_anew (database, known, self, &anew, error))
    return FALSE;

  if (anew)
    {
      *answer = g_steal_pointer (&self);
      return TRUE;
    }

  match = assay_order_plan_match (known->plan, database, error);
  if (match == NULL)
    return FALSE;

  sql = assay_order_plan_dup_changes (known->plan, match);
  row = assay_database_prepare (database, sql, error);
  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, assay_order_plan_bind (known->plan, match, row), known->seq);
  self->changes = g_array_new (FALSE, FALSE, sizeof (AssayRowChange));
  while (assay_statement_next (row, &has_row, error))
    {
      AssayRowChange change;

      if (!has_row)
        {
          *answer = g_steal_pointer (&self);
          return TRUE;
        }

      change.row = assay_statement_get_int64 (row, "id");
      change.matches = assay_statement_get_int64 (row, "matches") != 0;
      g_array_append_val (self->changes, change);
    }

  return FALSE;
}

/*
 * assay_rows_read_orders:
 * @database: the reader's connection
 * @rows: a JSON array of row numbers, as text
 * @orders: (out): a table from row numbers (gint64) to orders
 * @error: return location for an error
 *
 * Reads the orders themselves, in the reader's thread.
 *
 * Returns: whether they were read
 */
gboolean
assay_rows_read_orders (AssayDatabase *database, gpointer rows, gpointer *orders, GError **error)
{
  g_autoptr (GHashTable)
    loaded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
  g_autoptr (AssayStatement) row = NULL;
  gboolean has_row;

  row = assay_database_prepare (database,
                                "SELECT " ASSAY_ORDER_COLUMNS " FROM " ASSAY_ORDER_TABLES
                                " WHERE o.id IN (SELECT value FROM json_each(?1))",
                                error);
  if (row == NULL)
    return FALSE;

  assay_statement_bind_text (row, 1, rows);
  while (assay_statement_next (row, &has_row, error))
    {
      AssayOrder *order;
      gint64 id;

      if (!has_row)
        {
          *orders = g_steal_pointer (&loaded);
          return TRUE;
        }

      order = assay_stored_order_load (row, error);
      if (order == NULL)
        return FALSE;

      id = assay_statement_get_int64 (row, "id");
      g_hash_table_insert (loaded, g_memdup2 (&id, sizeof id), order);
    }

  return FALSE;
}
