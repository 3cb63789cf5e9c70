/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "search-support.h"

static void
set_up (SearchSupport *fixture, gconstpointer data)
{
  search_support_set_up (fixture);
}

static void
tear_down (SearchSupport *fixture, gconstpointer data)
{
  search_support_tear_down (fixture);
}

static void
test_match (SearchSupport *fixture, gconstpointer data)
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

/* Of a long text only the first words are looked up. */
static void
test_match_long (SearchSupport *fixture, gconstpointer data)
{
  g_autoptr (AssayOrderPlan) plan = assay_order_plan_new ();
  g_autoptr (GString) expected = g_string_new ("(\"checker\")");
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i < 16; i++)
    g_string_append (expected, " AND (\"checker\")");
  for (guint i = 0; i < 18; i++)
    {
      g_autoptr (AssayOrderMatch) match = NULL;

      assay_order_plan_add_words (plan, NULL, "checke");
      match = assay_order_plan_match (plan, fixture->database, &error);
      g_assert_no_error (error);
      g_assert_cmpint (match->seeks, ==, i < 16);
      if (i >= 16)
        g_string_append (expected, " AND \"checke\" *");
      if (i >= 15)
        g_assert_cmpstr (match->expression, ==, expected->str);
    }
}

/* Whatever is read from which index, by pages or from the changes, the rows are the same. */
static void
test_same_rows (SearchSupport *fixture, gconstpointer data)
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
                                         "is:drafted",
                                         "claimed:ada",
                                         "status:none",
                                         "status:pending",
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
      g_autofree char *rows = NULL, *plain = NULL, *changes = NULL;
      AssayRowsRequest *request;

      assay_order_query_set_text (query, text);
      assay_order_query_set_archived (query, i % 2 == 1);
      assay_order_query_set_account_id (query, i % 4 >= 2 ? "acc-2" : NULL);
      g_test_message ("“%s”, %u", text, i % 4);

      request = assay_rows_request_new (query);
      request->limit = 3;
      rows = search_support_read_rows (fixture, request);
      plain = search_support_read_plainly (fixture, query);
      changes = search_support_read_changes (fixture, request);
      g_assert_cmpstr (rows, ==, plain);
      g_assert_cmpstr (changes, ==, plain);
      assay_rows_request_free (request);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/journal/order-plan/match", SearchSupport, NULL, set_up, test_match, tear_down);
  g_test_add ("/journal/order-plan/match-long", SearchSupport, NULL, set_up, test_match_long,
              tear_down);
  g_test_add ("/journal/order-plan/same-rows", SearchSupport, NULL, set_up, test_same_rows,
              tear_down);

  return g_test_run ();
}
