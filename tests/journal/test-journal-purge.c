/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-purge.h"
#include "journal-support.h"

#define SQL_OF_EXCHANGES \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)" \
  " INSERT INTO exchange (id, direction, method, url, status, started_at, duration, redacted," \
  " rejected, request_body) SELECT i, 0, 'POST', '/', 200, i, 0, 0, 0, zeroblob (10000) FROM n"

static gboolean
purge_more (AssayJournal *journal,
            gint64 before,
            gint64 max_bytes,
            gboolean thoroughly,
            gint64 *n_removed,
            GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_purge_async (journal, before, max_bytes, thoroughly, NULL, assay_await_result_cb,
                             &slot);
  result = assay_await_result (&slot);

  return assay_journal_purge_finish (journal, result, n_removed, error);
}

static gboolean
purge (AssayJournal *journal, gint64 before, gint64 *n_removed, GError **error)
{
  return purge_more (journal, before, 0, TRUE, n_removed, error);
}

static void
close_journal (AssayJournal *journal)
{
  g_object_run_dispose (G_OBJECT (journal));
  g_object_unref (journal);
}

/* The newer ones stay, as do all events; of the place nothing stays free. */
static void
test_old_ones (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  gint64 n_removed, n_pages;

  journal_support_receive (journal);
  journal_support_execute (path, SQL_OF_EXCHANGES);
  n_pages = journal_support_query (path, "PRAGMA page_count");
  purge (journal, 241, &n_removed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_removed, ==, 240);
  g_assert_cmpint (journal_support_query (path, "SELECT min (seq) FROM exchange"), ==, 241);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM exchange"), ==, 10);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, 1);
  g_assert_cmpint (journal_support_query (path, "PRAGMA freelist_count"), ==, 0);
  g_assert_cmpint (journal_support_query (path, "PRAGMA page_count"), <, n_pages / 4);

  purge (journal, 241, &n_removed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_removed, ==, 0);
  journal_support_expect_rebuilt (journal);
  close_journal (journal);
}

/* An address and a body are 10001 bytes. */
static void
test_many (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  gint64 n_removed;

  journal_support_execute (path, SQL_OF_EXCHANGES);
  purge_more (journal, 101, 200 * 10001, TRUE, &n_removed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_removed, ==, 100);
  purge_more (journal, G_MININT64, 20 * 10001, TRUE, &n_removed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_removed, ==, 130);
  g_assert_cmpint (journal_support_query (path, "SELECT min (seq) FROM exchange"), ==, 231);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM exchange"), ==, 20);
  close_journal (journal);
}

/* A clock that was wrong for a while hides what is old behind it only from who looks no further. */
static void
test_oldest (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  gint64 n_removed;

  journal_support_execute (path,
                           "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
                           "   WHERE i < 3000)"
                           " INSERT INTO exchange (id, direction, method, url, status, started_at,"
                           "   duration, redacted, rejected)"
                           " SELECT i, 0, 'GET', '/', 200, iif (i BETWEEN 101 AND 1000"
                           "   OR i BETWEEN 1201 AND 2300, 9999, i), 0, 0, 0 FROM n");
  purge_more (journal, 5000, 1, FALSE, &n_removed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_removed, ==, 300);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM exchange"
                                                " WHERE started_at < 5000"),
                   ==, 700);
  purge (journal, 5000, &n_removed, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_removed, ==, 700);
  close_journal (journal);
}

static void
test_read_only (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (GError) error = NULL;
  AssayJournal *journal = journal_support_open (folder);

  journal_support_close (journal);
  journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_false (purge (journal, G_MAXINT64, NULL, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY);
  close_journal (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/purge/old-ones", test_old_ones);
  g_test_add_func ("/journal/purge/many", test_many);
  g_test_add_func ("/journal/purge/oldest", test_oldest);
  g_test_add_func ("/journal/purge/read-only", test_read_only);

  return g_test_run ();
}
