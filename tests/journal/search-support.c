/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "search-support.h"

#include "assay-statement-private.h"

static void
receive (SearchSupport *self, guint number, const char *name, const char *job)
{
  g_autofree char *key = g_strdup_printf ("acc-%u/%u", number % 3, number);
  g_autofree char *body = g_strdup_printf (
    "{\"order\":{\"candidate\":{\"first_name\":\"%s\"},\"package\":{\"name\":\"Coding\"},"
    "\"job\":{\"title\":\"%s\"}},\"kind\":\"assessment\"}",
    name, job);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_submit (self->journal, key, key, ASSAY_EVENT_ORDER_RECEIVED, body, &slot);
  journal_support_finish (self->journal, &slot, NULL, &error);
  g_assert_no_error (error);
}

static void
append (SearchSupport *self, guint number, const char *kind, const char *body)
{
  g_autofree char *key = g_strdup_printf ("acc-%u/%u", number % 3, number);
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_submit (self->journal, key, id, kind, body, &slot);
  journal_support_finish (self->journal, &slot, NULL, &error);
  g_assert_no_error (error);
}

/* Four orders with words that begin alike, then as many as have each a word of their own, then one
 * with letters beyond ASCII; of all but those every fifth is archived. */
void
search_support_set_up (SearchSupport *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = assay_temp_dir_new ();
  self->journal = journal_support_open (self->folder);
  receive (self, 1, "Zoë", "Checker");
  receive (self, 2, "Check", "Poet-Engineer");
  receive (self, 3, "Bob", "Engineering checks");
  receive (self, 4, "Bob", "Engine check");
  for (guint i = 0; i < SEARCH_N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("many%u", i);

      receive (self, 5 + i, name, "Clerk");
    }
  receive (self, 5 + SEARCH_N_MANY, "Straße", "Strasse");
  for (guint i = 5; i < 5 + SEARCH_N_MANY; i += 5)
    append (self, i, ASSAY_EVENT_ORDER_ARCHIVED, "{}");
  append (self, 3, ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}");
  append (self, 4, ASSAY_EVENT_RESULT_QUEUED, "{\"revision\":\"r\",\"body\":{}}");
  append (self, 1, ASSAY_EVENT_ORDER_SEEN, "{}");

  path = journal_support_dup_path (self->folder);
  self->database = assay_database_open (path, ASSAY_DATABASE_QUERY, &error);
  g_assert_no_error (error);
}

void
search_support_tear_down (SearchSupport *self)
{
  assay_database_free (self->database);
  journal_support_close (self->journal);
  assay_temp_dir_remove (self->folder);
}

char *
search_support_read_rows (SearchSupport *self, AssayRowsRequest *request)
{
  GString *rows = g_string_new (NULL);

  for (request->before = G_MAXINT64; request->before > 0;)
    {
      g_autoptr (AssayRowsAnswer) answer = NULL;
      g_autoptr (GError) error = NULL;

      assay_rows_read_page (self->database, request, (gpointer *) &answer, &error);
      g_assert_no_error (error);
      for (guint i = 0; i < answer->rows->len; i++)
        g_string_append_printf (rows, "%" G_GINT64_FORMAT " ",
                                g_array_index (answer->rows, gint64, i));
      request->before = answer->rows->len < request->limit
                          ? 0
                          : g_array_index (answer->rows, gint64, answer->rows->len - 1);
    }

  return g_string_free_and_steal (rows);
}

/* All that a plan demands as one condition, whose last value is the expression of the full text. */
static char *
dup_condition (AssayOrderPlan *plan)
{
  GString *expression;

  if (plan->words->len == 0)
    return g_strdup (plan->filter->str);

  expression = g_string_new (NULL);
  for (guint i = 0; i < plan->words->len; i++)
    {
      const AssayOrderWords *words = g_ptr_array_index (plan->words, i);

      g_string_append (expression, i > 0 ? " AND " : "");
      if (words->column != NULL)
        g_string_append_printf (expression, "%s : ", words->column);
      g_string_append_printf (expression, "\"%s\" *", words->phrase);
    }
  g_ptr_array_add (plan->values, g_string_free_and_steal (expression));

  return g_strdup_printf ("%s AND o.id IN"
                          " (SELECT rowid FROM order_search WHERE order_search MATCH ?%u)",
                          plan->filter->str, plan->values->len);
}

/* What the statement finds that asks no index and no words in particular. */
char *
search_support_read_plainly (SearchSupport *self, AssayOrderQuery *query)
{
  g_autoptr (AssayOrderPlan) plan = assay_order_query_compile (query);
  g_autofree char *condition = dup_condition (plan);
  g_autofree char *sql = g_strdup_printf ("SELECT o.id FROM orders AS o NOT INDEXED WHERE %s"
                                          " ORDER BY o.id DESC",
                                          condition);
  AssayOrderMatch nothing = { NULL };
  g_autoptr (AssayStatement) row = NULL;
  g_autoptr (GError) error = NULL;
  GString *rows = g_string_new (NULL);
  gboolean has_row;

  row = assay_database_prepare (self->database, sql, &error);
  g_assert_no_error (error);
  assay_order_plan_bind (plan, &nothing, row);
  while (assay_statement_next (row, &has_row, &error) && has_row)
    g_string_append_printf (rows, "%" G_GINT64_FORMAT " ", assay_statement_get_int64 (row, "id"));
  g_assert_no_error (error);

  return g_string_free_and_steal (rows);
}

/* Of all orders, those that match by the statement for changes. */
char *
search_support_read_changes (SearchSupport *self, AssayRowsRequest *request)
{
  g_autoptr (AssayRowsAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;
  GString *rows = g_string_new (NULL);

  assay_database_query_int64 (self->database, "PRAGMA schema_version", &request->schema, &error);
  g_assert_no_error (error);
  assay_rows_read_changes (self->database, request, (gpointer *) &answer, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (answer->changes->len, ==, SEARCH_N_ORDERS);
  for (guint i = 0; i < answer->changes->len; i++)
    {
      const AssayRowChange *change = &g_array_index (answer->changes, AssayRowChange, i);

      if (change->matches)
        g_string_append_printf (rows, "%" G_GINT64_FORMAT " ", change->row);
    }

  return g_string_free_and_steal (rows);
}
