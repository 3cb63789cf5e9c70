/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-rows-private.h"
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/journal/rows/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/journal/rows/changes", Fixture, NULL, set_up, test_changes, tear_down);
  g_test_add ("/journal/rows/read-anew", Fixture, NULL, set_up, test_read_anew, tear_down);

  return g_test_run ();
}
