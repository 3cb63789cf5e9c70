/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-rows-private.h"
#include "assay-statement-private.h"
#include "assay-worker.h"
#include "journal-support.h"

typedef struct
{
  char *folder;
  AssayJournal *journal;
  AssayDatabase *database;
  AssayRowsRequest *request;
} Fixture;

/* Five orders; their row numbers are 1 to 5. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = assay_temp_dir_new ();
  fixture->journal = journal_support_open (fixture->folder);
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *key = g_strdup_printf ("acc-1/%u", i);

      journal_support_receive_as (fixture->journal, key);
    }

  path = journal_support_dup_path (fixture->folder);
  fixture->database = assay_database_open (path, ASSAY_DATABASE_QUERY, &error);
  g_assert_no_error (error);
  fixture->request = assay_rows_request_new (NULL);
  fixture->request->before = G_MAXINT64;
  fixture->request->limit = 100;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  assay_rows_request_free (fixture->request);
  assay_database_free (fixture->database);
  journal_support_close (fixture->journal);
  assay_temp_dir_remove (fixture->folder);
}

static AssayRowsAnswer *
read_rows (Fixture *fixture, AssayWorkFunc func)
{
  g_autoptr (GError) error = NULL;
  gpointer answer = NULL;

  func (fixture->database, fixture->request, &answer, &error);
  g_assert_no_error (error);

  return answer;
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  static const gint64 newest[] = { 5, 4, 3 };
  static const gint64 oldest[] = { 2, 1 };
  g_autoptr (AssayRowsAnswer) first = NULL, second = NULL, third = NULL;

  fixture->request->limit = 3;
  first = read_rows (fixture, assay_rows_read_page);
  g_assert_cmpmem (first->rows->data, first->rows->len * sizeof (gint64), newest, sizeof newest);
  g_assert_cmpint (first->seq, ==, 5);
  g_assert_null (first->changes);

  fixture->request->before = 3;
  second = read_rows (fixture, assay_rows_read_page);
  g_assert_cmpmem (second->rows->data, second->rows->len * sizeof (gint64), oldest, sizeof oldest);
  fixture->request->before = 1;
  third = read_rows (fixture, assay_rows_read_page);
  g_assert_cmpuint (third->rows->len, ==, 0);
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayRowsAnswer) page = read_rows (fixture, assay_rows_read_page);
  g_autoptr (AssayRowsAnswer) none = NULL, two = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  const AssayRowChange *change;

  fixture->request->seq = page->seq;
  fixture->request->schema = page->schema;
  none = read_rows (fixture, assay_rows_read_changes);
  g_assert_cmpuint (none->changes->len, ==, 0);

  journal_support_receive_as (fixture->journal, "acc-1/6");
  journal_support_submit (fixture->journal, "acc-1/2", "a", ASSAY_EVENT_ORDER_ARCHIVED, "{}",
                          &slot);
  journal_support_finish (fixture->journal, &slot, NULL, &error);
  g_assert_no_error (error);
  two = read_rows (fixture, assay_rows_read_changes);
  g_assert_cmpint (two->seq, ==, 7);
  g_assert_cmpuint (two->changes->len, ==, 2);
  change = &g_array_index (two->changes, AssayRowChange, 0);
  g_assert_cmpint (change->row, ==, 6);
  g_assert_true (change->matches);
  change = &g_array_index (two->changes, AssayRowChange, 1);
  g_assert_cmpint (change->row, ==, 2);
  g_assert_false (change->matches);
}

/* Tables made anew, an account and too much news each ask for reading everything again. */
static void
test_read_anew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayRowsAnswer) page = read_rows (fixture, assay_rows_read_page);
  g_autoptr (AssayRowsAnswer) rebuilt = NULL, named = NULL, many = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  fixture->request->seq = page->seq;
  fixture->request->schema = page->schema;
  journal_support_rebuild (fixture->journal);
  rebuilt = read_rows (fixture, assay_rows_read_changes);
  g_assert_null (rebuilt->changes);
  g_assert_cmpint (rebuilt->schema, !=, page->schema);

  fixture->request->schema = rebuilt->schema;
  journal_support_submit (fixture->journal, NULL, "a", ASSAY_EVENT_ACCOUNT_SEEN,
                          "{\"account\":{\"id\":\"acc-1\"}}", &slot);
  journal_support_finish (fixture->journal, &slot, NULL, &error);
  g_assert_no_error (error);
  named = read_rows (fixture, assay_rows_read_changes);
  g_assert_null (named->changes);

  fixture->request->seq = named->seq - 257;
  many = read_rows (fixture, assay_rows_read_changes);
  g_assert_null (many->changes);
}

/* 3000 orders more: every word is in another part of them. */
static void
add_many (Fixture *fixture)
{
  g_autofree char *path = journal_support_dup_path (fixture->folder);

  journal_support_execute (
    path, "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 3000)"
          " INSERT INTO orders (id, key, account, order_id, received_at, version, status,"
          "  sending, new, archived, entered_by_hand, candidate, email, package, job, ids, notes)"
          " SELECT 100 + n * 3, 'many/' || n, 7, n, 0, 1,"
          "  iif (n % 7 = 0, 'completed', 'none'), 'idle', 1, n % 10 = 0, 0,"
          "  'every' || iif (n <= 1200, ' early', '') || iif (n % 200 = 0, ' seldom', '')"
          "   || iif (n > 2300, ' late', '') || iif (n BETWEEN 1300 AND 1900, ' middle', ''),"
          "  '', '', iif (n % 3 = 0, 'third', 'other'), '', '' FROM n;"
          "INSERT INTO order_account (number, id) VALUES (7, 'many');"
          "INSERT INTO order_search (rowid, candidate, email, package, job, ids, notes)"
          " SELECT id, candidate, email, package, job, ids, notes FROM orders WHERE id > 100;"
          "UPDATE projected SET indexed = (SELECT max(id) FROM orders)");
}

static char *
list_rows (Fixture *fixture, const char *condition)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT group_concat(id) AS ids FROM (SELECT id FROM orders"
                     " NOT INDEXED WHERE %s ORDER BY id DESC)",
                     condition);
  g_autoptr (AssayStatement) row = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_row;

  row = assay_database_prepare (fixture->database, sql, &error);
  g_assert_no_error (error);
  g_assert_true (assay_statement_next (row, &has_row, &error));

  return g_strdup (assay_statement_get_text (row, "ids"));
}

static char *
page_through (Fixture *fixture, const char *text, guint limit)
{
  g_autoptr (AssayOrderQuery) query = assay_order_query_new ();
  AssayRowsRequest *request;
  GString *ids = g_string_new (NULL);
  gboolean more = TRUE;

  assay_order_query_set_text (query, text);
  request = assay_rows_request_new (query);
  request->limit = limit;
  request->before = G_MAXINT64;
  while (more)
    {
      g_autoptr (AssayRowsAnswer) answer = NULL;
      g_autoptr (GError) error = NULL;

      assay_rows_read_page (fixture->database, request, (gpointer *) &answer, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (answer->rows->len, <=, limit);
      more = answer->rows->len == limit;
      for (guint i = 0; i < answer->rows->len; i++)
        {
          request->before = g_array_index (answer->rows, gint64, i);
          g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, ids->len > 0 ? "," : "",
                                  request->before);
        }
    }
  assay_rows_request_free (request);

  return g_string_free_and_steal (ids);
}

/* Wherever in the journal the words are, and however many fit on a page. */
static void
test_words (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *condition;
  } cases[] = {
    { "e", "candidate LIKE 'e%' AND archived = 0" },
    { "every", "candidate LIKE '%every%' AND archived = 0" },
    { "early", "candidate LIKE '%early%' AND archived = 0" },
    { "seldom", "candidate LIKE '%seldom%' AND archived = 0" },
    { "late", "candidate LIKE '%late%' AND archived = 0" },
    { "middle", "candidate LIKE '%middle%' AND archived = 0" },
    { "job:thir every", "job = 'third' AND archived = 0" },
    { "thir early status:completed",
      "job = 'third' AND candidate LIKE '%early%' AND status = 'completed' AND archived = 0" },
    { "\"every early\" is:claimed", "0" },
  };
  static const guint limits[] = { 1, 7, 48, 600, 4000 };

  add_many (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (cases) * G_N_ELEMENTS (limits); i++)
    {
      const char *text = cases[i / G_N_ELEMENTS (limits)].text;
      g_autofree char *expected = list_rows (fixture, cases[i / G_N_ELEMENTS (limits)].condition);
      g_autofree char *rows = NULL;

      /* One by one takes long. */
      if (limits[i % G_N_ELEMENTS (limits)] == 1 && expected != NULL && strlen (expected) > 4000)
        continue;

      rows = page_through (fixture, text, limits[i % G_N_ELEMENTS (limits)]);
      g_assert_cmpstr (rows, ==, expected != NULL ? expected : "");
    }
}

/* The number is given only with the first page of all orders, and only where it can be right. */
static void
test_end (Fixture *fixture, gconstpointer data)
{
  static const gint64 oldest[] = { 2, 1 };
  g_autofree char *path = journal_support_dup_path (fixture->folder);
  g_autoptr (AssayRowsAnswer) page = NULL, whole = NULL, later = NULL, wrong = NULL;

  fixture->request->n_end = 2;
  whole = read_rows (fixture, assay_rows_read_page);
  g_assert_null (whole->end);

  fixture->request->limit = 2;
  page = read_rows (fixture, assay_rows_read_page);
  g_assert_cmpuint (page->n_rows, ==, 5);
  g_assert_cmpmem (page->end->data, page->end->len * sizeof (gint64), oldest, sizeof oldest);

  fixture->request->before = 5;
  later = read_rows (fixture, assay_rows_read_page);
  g_assert_null (later->end);

  fixture->request->before = G_MAXINT64;
  journal_support_execute (path, "UPDATE projected SET listed = 3");
  wrong = read_rows (fixture, assay_rows_read_page);
  g_assert_null (wrong->end);
  g_assert_cmpuint (wrong->rows->len, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/journal/rows/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/journal/rows/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/journal/rows/read-anew", Fixture, NULL, set_up, test_read_anew, tear_down);

  g_test_add ("/journal/rows/words", Fixture, NULL, set_up, test_words, tear_down);
  g_test_add ("/journal/rows/end", Fixture, NULL, set_up, test_end, tear_down);

  return g_test_run ();
}
