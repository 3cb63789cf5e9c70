/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-verify-private.h"

#include "assay-schema.h"

#define MAX_KEYS 2

/* The tables that are computed, with what finds a row of theirs, and what names it to people. The
 * last has only one row. */
static const struct
{
  const char *name;
  const char *keys[MAX_KEYS + 1];
  const char *shown;
} tables[] = {
  { "orders", { "id" }, "key" },
  { "order_account", { "number" }, "id" },
  { "result", { "seq" }, "revision" },
  { "package", { "id" }, "id" },
  { "account", { "id" }, "id" },
  { "counter", { "quarter", "name" }, "quarter || ' ' || name" },
  { "label", { "package", "label" }, "package || ' ' || label" },
  { "order_event", { "order_id", "seq" }, "order_id || ' ' || seq" },
  { "projected", { NULL }, "''" },
};

/* What is not projected yet by whoever has the file open is no difference. The words of both
 * indexes can be read side by side. */
#define VIEWS \
  "CREATE TEMP VIEW event AS" \
  "  SELECT * FROM journal.event WHERE seq <= (SELECT max (seq) FROM journal.projected);" \
  "CREATE VIRTUAL TABLE temp.stored_word USING fts5vocab (journal, order_search, instance);" \
  "CREATE VIRTUAL TABLE temp.computed_word USING fts5vocab (main, order_search, instance);"

/*
 * assay_verify_prepare:
 * @database: what %ASSAY_DATABASE_SCRATCH opened
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Makes empty tables, in which the events of the file can be computed. Unqualified names lead to
 * them, and to the events of the file.
 *
 * Returns: whether that worked
 */
gboolean
assay_verify_prepare (AssayDatabase *database, GError **error)
{
  guint n_migrations;
  const AssayMigration *migrations = assay_schema_get_migrations (&n_migrations);

  for (guint i = 0; i < n_migrations; i++)
    {
      if (!assay_database_execute (database, migrations[i].sql, error))
        return FALSE;
    }

  return assay_database_execute (database, VIEWS, error);
}

/* Returns whether all tables are there; indexes and triggers are findings only. */
static gboolean
compare_names (AssayDatabase *database,
               AssayJournalReport *report,
               gboolean *has_tables,
               GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT type, name FROM main.sqlite_schema"
                                  " EXCEPT SELECT type, name FROM journal.sqlite_schema"
                                  " ORDER BY type, name",
                                  error);
  gboolean has_row;

  *has_tables = TRUE;
  if (row == NULL)
    return FALSE;

  while (assay_statement_next (row, &has_row, error))
    {
      const char *type;

      if (!has_row)
        return TRUE;

      type = assay_statement_get_text (row, "type");
      if (g_str_equal (type, "table"))
        *has_tables = FALSE;
      assay_verify_add (report, "table", assay_statement_get_text (row, "name"),
                        "the %s is missing", type);
    }

  return FALSE;
}

/* An event of an order that is there, and yet not among the events of the order, was left out. */
static gboolean
find_left_out (AssayDatabase *database, AssayJournalReport *report, GError **error)
{
  g_autoptr (AssayStatement) row = assay_database_prepare (
    database,
    "SELECT event.seq AS seq, event.kind AS kind FROM event"
    " LEFT JOIN orders ON orders.key = event.order_key"
    " WHERE (event.kind = '" ASSAY_EVENT_ORDER_RECEIVED "' OR orders.id < event.seq)"
    " AND NOT EXISTS (SELECT 1 FROM order_event"
    "   WHERE order_event.order_id = orders.id AND order_event.seq = event.seq)"
    " ORDER BY event.seq",
    error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  while (assay_statement_next (row, &has_row, error))
    {
      g_autofree char *place = NULL;

      if (!has_row)
        return TRUE;

      place = g_strdup_printf ("%" G_GINT64_FORMAT, assay_statement_get_int64 (row, "seq"));
      assay_verify_add (report, "event", place,
                        "%s that does not fit its order, so it is not shown",
                        assay_statement_get_text (row, "kind"));
    }

  return FALSE;
}

/* Returns: the names of the columns in which rows of both tables differ, as an expression, and in
 * @condition whether they do. */
static char *
dup_comparison (AssayDatabase *database, const char *table, char **condition, GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database, "SELECT name FROM pragma_table_info (?1, 'main')",
                                  error);
  g_autoptr (GString) names = g_string_new ("''");
  g_autoptr (GString) differs = g_string_new ("0");
  gboolean has_row;

  if (row == NULL)
    return NULL;

  assay_statement_bind_text (row, 1, table);
  while (assay_statement_next (row, &has_row, error))
    {
      const char *name = has_row ? assay_statement_get_text (row, "name") : NULL;

      if (!has_row)
        {
          *condition = g_string_free_and_steal (g_steal_pointer (&differs));
          return g_string_free_and_steal (g_steal_pointer (&names));
        }

      g_string_append_printf (names, " || iif (a.%s IS b.%s, '', ' %s')", name, name, name);
      g_string_append_printf (differs, " OR a.%s IS NOT b.%s", name, name);
    }

  return NULL;
}

static char *
dup_join (const char *const *keys)
{
  GString *join = g_string_new ("1");

  for (guint i = 0; keys[i] != NULL; i++)
    g_string_append_printf (join, " AND a.%s = b.%s", keys[i], keys[i]);

  return g_string_free_and_steal (join);
}

static gboolean
add_rows (AssayDatabase *database,
          const char *table,
          const char *sql,
          AssayJournalReport *report,
          GError **error)
{
  g_autoptr (AssayStatement) row = assay_database_prepare (database, sql, error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  while (assay_statement_next (row, &has_row, error))
    {
      const char *shown = has_row ? assay_statement_get_text (row, "shown") : NULL;
      g_autofree char *place = NULL;
      const char *names;

      if (!has_row || assay_verify_is_full (report))
        return TRUE;

      place = g_strstrip (g_strconcat (table, " ", shown, NULL));
      names = assay_statement_get_text (row, "names");
      if (names == NULL)
        assay_verify_add (report, "table", place, "%s", assay_statement_get_text (row, "message"));
      else
        assay_verify_add (report, "table", place, "it differs from what the events say in:%s",
                          names);
    }

  return FALSE;
}

static gboolean
compare_rows (AssayDatabase *database, guint table, AssayJournalReport *report, GError **error)
{
  const char *name = tables[table].name;
  const char *shown = tables[table].shown;
  g_autofree char *join = dup_join (tables[table].keys);
  g_autofree char *condition = NULL;
  g_autofree char *names = dup_comparison (database, name, &condition, error);
  g_autofree char *changed = NULL;
  g_autofree char *missing = NULL;
  g_autofree char *surplus = NULL;

  if (names == NULL)
    return FALSE;

  changed = g_strdup_printf ("SELECT a.shown AS shown, %s AS names, NULL AS message"
                             " FROM (SELECT *, %s AS shown FROM main.%s) AS a"
                             " JOIN journal.%s AS b ON %s WHERE %s ORDER BY 1",
                             names, shown, name, name, join, condition);
  missing = g_strdup_printf ("SELECT %s AS shown, NULL AS names,"
                             " 'the row is missing that the events make' AS message"
                             " FROM main.%s AS a WHERE NOT EXISTS"
                             " (SELECT 1 FROM journal.%s AS b WHERE %s) ORDER BY 1",
                             shown, name, name, join);
  surplus = g_strdup_printf ("SELECT %s AS shown, NULL AS names,"
                             " 'no event makes this row' AS message"
                             " FROM journal.%s AS b WHERE NOT EXISTS"
                             " (SELECT 1 FROM main.%s AS a WHERE %s) ORDER BY 1",
                             shown, name, name, join);

  return add_rows (database, name, missing, report, error) &&
         add_rows (database, name, surplus, report, error) &&
         add_rows (database, name, changed, report, error);
}

static gboolean
is_same_word (AssayStatement *one, AssayStatement *other)
{
  return assay_statement_get_int64 (one, "doc") == assay_statement_get_int64 (other, "doc") &&
         assay_statement_get_int64 (one, "place") == assay_statement_get_int64 (other, "place") &&
         g_strcmp0 (assay_statement_get_text (one, "col"),
                    assay_statement_get_text (other, "col")) == 0 &&
         g_strcmp0 (assay_statement_get_text (one, "term"),
                    assay_statement_get_text (other, "term")) == 0;
}

/* Goes through both indexes, which are sorted alike, up to the first difference. Returns the order
 * it is at, 0 where there is none. */
static gboolean
find_word (AssayDatabase *database, gint64 *order_id, GError **error)
{
  g_autoptr (AssayStatement)
    computed = assay_database_prepare (database,
                                       "SELECT term, doc, col, \"offset\" AS place"
                                       " FROM temp.computed_word",
                                       error);
  g_autoptr (AssayStatement) stored = NULL;
  gboolean more_computed, more_stored;

  *order_id = 0;
  if (computed != NULL)
    stored = assay_database_prepare (database,
                                     "SELECT term, doc, col, \"offset\" AS place"
                                     " FROM temp.stored_word",
                                     error);
  if (stored == NULL)
    return FALSE;

  while (assay_statement_next (computed, &more_computed, error) &&
         assay_statement_next (stored, &more_stored, error))
    {
      if (!more_computed && !more_stored)
        return TRUE;
      if (more_computed && more_stored && is_same_word (computed, stored))
        continue;

      *order_id = assay_statement_get_int64 (more_computed ? computed : stored, "doc");
      return TRUE;
    }

  return FALSE;
}

/* The words themselves are data of candidates, so only the order is named. */
static gboolean
compare_words (AssayDatabase *database, AssayJournalReport *report, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *place = NULL;
  gint64 order_id;

  if (find_word (database, &order_id, &problem))
    {
      place = g_strdup_printf ("order_search %" G_GINT64_FORMAT, order_id);
      if (order_id != 0)
        assay_verify_add (
          report, "search", place,
          "the words of this order, and perhaps of more, differ from what the events"
          " say");
      return TRUE;
    }

  /* Damage of the index alone: the pages were found sound. */
  if (g_error_matches (problem, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CORRUPT))
    {
      assay_verify_add (report, "search", "order_search", "it cannot be read");
      return TRUE;
    }
  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

/*
 * assay_verify_tables:
 * @database: what assay_verify_prepare() prepared, in a transaction
 * @projection: what the projections depend on
 * @report: where findings go
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Computes the projections anew, and compares them with those of the file.
 *
 * Returns: whether that could be done
 */
gboolean
assay_verify_tables (AssayDatabase *database,
                     const AssayProjection *projection,
                     AssayJournalReport *report,
                     GError **error)
{
  gboolean has_tables;

  if (!compare_names (database, report, &has_tables, error))
    return FALSE;

  /* From here on the events are those of the file. */
  if (!assay_database_execute (database,
                               "DROP TABLE main.event; DROP TABLE main.exchange;"
                               "DROP TABLE main.envelope; DROP TABLE main.rejection",
                               error) ||
      !assay_projection_catch_up (projection, database, -1, TRUE, error) ||
      !assay_database_query_int64 (database, "SELECT count(*) FROM main.orders", &report->n_orders,
                                   error) ||
      !find_left_out (database, report, error))
    return FALSE;
  if (!has_tables)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      if (!compare_rows (database, i, report, error))
        return FALSE;
    }

  return compare_words (database, report, error);
}
