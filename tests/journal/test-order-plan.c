/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-order-plan-private.h"
#include "assay-rows-private.h"
#include "assay-statement-private.h"
#include "journal-support.h"

/* One more than the words that a beginning is replaced by. */
#define N_MANY 33

typedef struct
{
  char *folder;
  AssayJournal *journal;
  AssayDatabase *database;
} Fixture;

static void
receive (Fixture *fixture, guint number, const char *name, const char *job)
{
  g_autofree char *key = g_strdup_printf ("acc-%u/%u", number % 3, number);
  g_autofree char *body = g_strdup_printf (
    "{\"order\":{\"candidate\":{\"first_name\":\"%s\"},\"package\":{\"name\":\"Coding\"},"
    "\"job\":{\"title\":\"%s\"}},\"kind\":\"assessment\"}",
    name, job);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_submit (fixture->journal, key, key, ASSAY_EVENT_ORDER_RECEIVED, body, &slot);
  journal_support_finish (fixture->journal, &slot, NULL, &error);
  g_assert_no_error (error);
}

static void
append (Fixture *fixture, guint number, const char *kind, const char *body)
{
  g_autofree char *key = g_strdup_printf ("acc-%u/%u", number % 3, number);
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_submit (fixture->journal, key, id, kind, body, &slot);
  journal_support_finish (fixture->journal, &slot, NULL, &error);
  g_assert_no_error (error);
}

/* Four orders with words that begin alike, then as many as have each a word of their own, then one
 * with letters beyond ASCII; of all but those every fifth is archived. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = assay_temp_dir_new ();
  fixture->journal = journal_support_open (fixture->folder);
  receive (fixture, 1, "Zoë", "Checker");
  receive (fixture, 2, "Check", "Poet-Engineer");
  receive (fixture, 3, "Bob", "Engineering checks");
  receive (fixture, 4, "Bob", "Engine check");
  for (guint i = 0; i < N_MANY; i++)
    {
      g_autofree char *name = g_strdup_printf ("many%u", i);

      receive (fixture, 5 + i, name, "Clerk");
    }
  receive (fixture, 5 + N_MANY, "Straße", "Strasse");
  for (guint i = 5; i < 5 + N_MANY; i += 5)
    append (fixture, i, ASSAY_EVENT_ORDER_ARCHIVED, "{}");
  append (fixture, 3, ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}");
  append (fixture, 4, ASSAY_EVENT_RESULT_QUEUED, "{\"revision\":\"r\",\"body\":{}}");
  append (fixture, 1, ASSAY_EVENT_ORDER_SEEN, "{}");

  path = journal_support_dup_path (fixture->folder);
  fixture->database = assay_database_open (path, ASSAY_DATABASE_QUERY, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  assay_database_free (fixture->database);
  journal_support_close (fixture->journal);
  assay_temp_dir_remove (fixture->folder);
}

static void
test_match (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *column;
    const char *words;
    const char *expression;
    gboolean seeks;
  } cases[] = {
    { NULL, "chec", "(\"check\" OR \"checker\" OR \"checks\")", TRUE },
    { "job", "CHECK", "job : (\"check\" OR \"checker\" OR \"checks\")", TRUE },
    { NULL, "checke(", "(\"checker\")", TRUE },
    { NULL, "poet-engi", "(\"poet-engine\" OR \"poet-engineer\" OR \"poet-engineering\")", TRUE },
    { NULL, "a\" OR checker", "(\"a  OR checker\")", TRUE },
    { NULL, "nobody", "(\"nobody\")", TRUE },
    { NULL, "zzzz", "(\"zzzz\")", TRUE },
    { NULL, "che", "\"che\" *", TRUE },
    { "candidate", "b", "candidate : \"b\" *", TRUE },
    { NULL, "many", "\"many\" *", FALSE },
    { NULL, "many1",
      "(\"many1\" OR \"many10\" OR \"many11\" OR \"many12\" OR \"many13\" OR"
      " \"many14\" OR \"many15\" OR \"many16\" OR \"many17\" OR \"many18\" OR"
      " \"many19\")",
      TRUE },
    { NULL, "Straß", "\"Straß\" *", FALSE },
    { NULL, "stra", "\"stra\" *", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayOrderPlan) plan = assay_order_plan_new ();
      g_autoptr (AssayOrderMatch) match = NULL;
      g_autoptr (GError) error = NULL;

      assay_order_plan_add_words (plan, cases[i].column, cases[i].words);
      match = assay_order_plan_match (plan, fixture->database, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (match->expression, ==, cases[i].expression);
      g_assert_cmpint (match->seeks, ==, cases[i].seeks);
    }
}

static char *
read_rows (Fixture *fixture, AssayRowsRequest *request)
{
  GString *rows = g_string_new (NULL);

  for (request->before = G_MAXINT64; request->before > 0;)
    {
      g_autoptr (AssayRowsAnswer) answer = NULL;
      g_autoptr (GError) error = NULL;

      assay_rows_read_page (fixture->database, request, (gpointer *) &answer, &error);
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

/* What the statement finds that asks no index and no words in particular. */
static char *
read_plainly (Fixture *fixture, AssayOrderQuery *query)
{
  g_autoptr (AssayOrderPlan) plan = assay_order_query_compile (query);
  g_autofree char *condition = assay_order_plan_dup_condition (plan);
  g_autofree char *sql = g_strdup_printf ("SELECT o.id FROM orders AS o NOT INDEXED WHERE %s"
                                          " ORDER BY o.id DESC",
                                          condition);
  AssayOrderMatch nothing = { NULL };
  g_autoptr (AssayStatement) row = NULL;
  g_autoptr (GError) error = NULL;
  GString *rows = g_string_new (NULL);
  gboolean has_row;

  row = assay_database_prepare (fixture->database, sql, &error);
  g_assert_no_error (error);
  assay_order_plan_bind (plan, &nothing, row);
  while (assay_statement_next (row, &has_row, &error) && has_row)
    g_string_append_printf (rows, "%" G_GINT64_FORMAT " ", assay_statement_get_int64 (row, "id"));
  g_assert_no_error (error);

  return g_string_free_and_steal (rows);
}

/* Whatever is read from which index, by pages or from the changes, the rows are the same. */
static void
test_same_rows (Fixture *fixture, gconstpointer data)
{
  static const char *const words[] = { "",
                                       "check",
                                       "che",
                                       "c",
                                       "bob engi",
                                       "many",
                                       "many1",
                                       "stra",
                                       "Straß",
                                       "job:clerk many",
                                       "\"bob engineering\"",
                                       "nobody",
                                       "poet-eng",
                                       "package:cod candidate:b" };
  static const char *const filters[] = { "",
                                         "is:new",
                                         "is:claimed",
                                         "is:unclaimed",
                                         "is:queued",
                                         "claimed:ada",
                                         "status:none",
                                         "kind:assessment",
                                         "kind:background_check",
                                         "account:acc-1",
                                         "score>1",
                                         "status:none account:acc-1 is:new" };

  for (guint i = 0; i < 4 * G_N_ELEMENTS (words) * G_N_ELEMENTS (filters); i++)
    {
      g_autoptr (AssayOrderQuery) query = assay_order_query_new ();
      g_autofree char *text = g_strconcat (words[i / 4 % G_N_ELEMENTS (words)], " ",
                                           filters[i / 4 / G_N_ELEMENTS (words)], NULL);
      g_autofree char *rows = NULL, *plain = NULL;
      g_autoptr (AssayRowsAnswer) changes = NULL;
      g_autoptr (GString) matching = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      AssayRowsRequest *request;

      assay_order_query_set_text (query, text);
      assay_order_query_set_archived (query, i % 2 == 1);
      assay_order_query_set_account_id (query, i % 4 >= 2 ? "acc-2" : NULL);
      g_test_message ("“%s”, %u", text, i % 4);

      request = assay_rows_request_new (query);
      request->limit = 3;
      rows = read_rows (fixture, request);
      plain = read_plainly (fixture, query);
      g_assert_cmpstr (rows, ==, plain);

      assay_database_query_int64 (fixture->database, "PRAGMA schema_version", &request->schema,
                                  &error);
      g_assert_no_error (error);
      assay_rows_read_changes (fixture->database, request, (gpointer *) &changes, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (changes->changes->len, ==, 5 + N_MANY);
      for (guint j = 0; j < changes->changes->len; j++)
        {
          const AssayRowChange *change = &g_array_index (changes->changes, AssayRowChange, j);

          if (change->matches)
            g_string_append_printf (matching, "%" G_GINT64_FORMAT " ", change->row);
        }
      g_assert_cmpstr (matching->str, ==, plain);
      assay_rows_request_free (request);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/journal/order-plan/match", Fixture, NULL, set_up, test_match, tear_down);
  g_test_add ("/journal/order-plan/same-rows", Fixture, NULL, set_up, test_same_rows, tear_down);

  return g_test_run ();
}
