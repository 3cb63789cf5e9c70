/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-rows-private.h"

#include "assay-statement-private.h"
#include "assay-stored-order-private.h"

/* Beyond this a list is read anew rather than changed row by row. */
#define MAX_CHANGES 256

/* Words that fewer orders have are looked for in all of the journal at once. */
#define FEW_ROWS 512

/* How many rows a part of the journal may have beyond those that are needed. */
#define EXCESS 4

/* A list that claims to be longer than this is read to its end. */
#define MAX_COUNTED (1 << 26)

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
  g_clear_pointer (&self->end, g_array_unref);
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

static gboolean
read_backwards (AssayDatabase *database,
                const AssayRowsRequest *page,
                const AssayOrderMatch *match,
                GArray *rows,
                GError **error)
{
  g_autofree char *sql = assay_order_plan_dup_page (page->plan);
  g_autoptr (AssayStatement) row = assay_database_prepare (database, sql, error);
  int next;

  if (row == NULL)
    return FALSE;

  next = assay_order_plan_bind (page->plan, match, row);
  assay_statement_bind_int64 (row, next, page->before);
  assay_statement_bind_int64 (row, next + 1, page->limit);

  return assay_statement_read_numbers (row, rows, error);
}

/* Adds the newest rows of a part of the journal, at most as many as are missing. When the part has
 * far too many, only a smaller one is read; @from says where it begins. */
static gboolean
read_window (AssayStatement *row,
             const AssayRowsRequest *page,
             const AssayOrderMatch *match,
             gint64 *from,
             gint64 before,
             GArray *rows,
             GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint missing = page->limit - rows->len;
  guint limit = missing * EXCESS;

  while (TRUE)
    {
      int next = assay_order_plan_bind (page->plan, match, row);

      assay_statement_bind_int64 (row, next, *from);
      assay_statement_bind_int64 (row, next + 1, before);
      assay_statement_bind_int64 (row, next + 2, limit + 1);
      if (!assay_statement_read_numbers (row, found, error))
        return FALSE;

      assay_statement_reset (row);
      if (found->len <= limit)
        break;

      *from += (before - *from) / 2;
      g_array_set_size (found, 0);
    }

  for (guint i = 0; i < MIN (found->len, missing); i++)
    g_array_append_val (rows, g_array_index (found, gint64, found->len - 1 - i));

  return TRUE;
}

static gint64
clamp_width (double width, gint64 before)
{
  return width < (double) before ? (gint64) width : before;
}

/* The full text goes forward from any order at once, but to go backward it walks to the end of all
 * that has a word first. So the journal is read in parts, the newest first, each as long as it
 * takes to have enough by what the one before had. */
static gboolean
read_windows (AssayDatabase *database,
              const AssayRowsRequest *page,
              const AssayOrderMatch *match,
              gint64 before,
              gint64 width,
              GArray *rows,
              GError **error)
{
  g_autofree char *sql = assay_order_plan_dup_window (page->plan);
  g_autoptr (AssayStatement) row = assay_database_prepare (database, sql, error);

  if (row == NULL)
    return FALSE;

  while (before > 0 && rows->len < page->limit)
    {
      gint64 from = before - MIN (width, before);
      guint n_before = rows->len;
      double share;

      if (!read_window (row, page, match, &from, before, rows, error))
        return FALSE;

      share = (page->limit - rows->len) * 1.5 / MAX (rows->len - n_before, 1);
      width = clamp_width ((double) (before - from) * CLAMP (share, 1, 8), before);
      before = from;
    }

  return TRUE;
}

static gboolean
count_few (AssayDatabase *database, const AssayOrderMatch *match, gboolean *few, GError **error)
{
  g_autoptr (AssayStatement) row = NULL;
  gboolean has_row;

  row = assay_database_prepare (database,
                                "SELECT count(*) FROM (SELECT 1 FROM order_search"
                                " WHERE order_search MATCH ?1 LIMIT ?2)",
                                error);
  if (row == NULL)
    return FALSE;

  assay_statement_bind_text (row, 1, match->expression);
  assay_statement_bind_int64 (row, 2, FEW_ROWS);
  if (!assay_statement_next (row, &has_row, error))
    return FALSE;

  *few = assay_statement_get_first (row) < FEW_ROWS;

  return TRUE;
}

static gboolean
read_words (AssayDatabase *database,
            const AssayRowsRequest *page,
            const AssayOrderMatch *match,
            GArray *rows,
            GError **error)
{
  gint64 newest, before;
  gboolean few;

  if (!count_few (database, match, &few, error))
    return FALSE;
  if (few)
    return read_backwards (database, page, match, rows, error);

  if (!assay_database_query_int64 (database, "SELECT coalesce(max(id), 0) FROM orders", &newest,
                                   error))
    return FALSE;

  before = MIN (page->before, newest + 1);

  return read_windows (database, page, match, before, (gint64) page->limit * 4, rows, error);
}

/* The number comes from the file, so it is believed only where it can be right. */
static gboolean
read_end (AssayDatabase *database,
          const AssayRowsRequest *page,
          AssayRowsAnswer *answer,
          GError **error)
{
  g_autoptr (GArray) end = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AssayStatement) row = NULL;
  gint64 n_rows;

  if (!assay_database_query_int64 (database,
                                   "SELECT listed + (SELECT count(*) FROM orders WHERE archived = 0"
                                   " AND id > projected.indexed) FROM projected",
                                   &n_rows, error))
    return FALSE;

  row = assay_database_prepare (database,
                                "SELECT id FROM (SELECT o.id FROM orders AS o"
                                " INDEXED BY orders_listed WHERE o.archived = 0"
                                " ORDER BY o.id LIMIT ?1) ORDER BY id DESC",
                                error);
  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, 1, page->n_end);
  if (!assay_statement_read_numbers (row, end, error))
    return FALSE;

  if (n_rows < (gint64) answer->rows->len + end->len || n_rows > MAX_COUNTED)
    return TRUE;

  answer->n_rows = (guint) n_rows;
  answer->end = g_steal_pointer (&end);

  return TRUE;
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
  gboolean read;

  if (self == NULL)
    return FALSE;

  match = assay_order_plan_match (page->plan, database, error);
  if (match == NULL)
    return FALSE;

  self->rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  read = match->expression != NULL && match->seeks
           ? read_words (database, page, match, self->rows, error)
           : read_backwards (database, page, match, self->rows, error);
  if (!read)
    return FALSE;
  if (page->n_end > 0 && page->before == G_MAXINT64 && self->rows->len == page->limit &&
      assay_order_plan_is_all (page->plan) && !read_end (database, page, self, error))
    return FALSE;

  *answer = g_steal_pointer (&self);

  return TRUE;
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
