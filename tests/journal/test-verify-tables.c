/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-verify-private.h"
#include "journal-support.h"

static void
expect_count (AssayDatabase *database, const char *sql, gint64 count)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  assay_database_query_int64 (database, sql, &value, &error);
  g_assert_no_error (error);
  g_assert_cmpint (value, ==, count);
}

/* Beside the file tables of the same names are filled, and the file cannot be written. */
static void
test_scratch (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  const AssayProjection projection = { NULL };
  g_autoptr (AssayJournalReport) report = g_new0 (AssayJournalReport, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayDatabase) database = NULL;

  journal_support_receive (journal);
  journal_support_close (journal);
  report->findings = assay_verify_findings_new ();
  database = assay_database_open (path, ASSAY_DATABASE_SCRATCH, &error);
  g_assert_no_error (error);
  assay_verify_prepare (database, &error);
  g_assert_no_error (error);
  expect_count (database, "SELECT count(*) FROM orders", 0);
  expect_count (database, "SELECT count(*) FROM journal.orders", 1);
  g_assert_false (assay_database_execute (database, "DELETE FROM journal.orders", &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY);
  g_clear_error (&error);

  assay_database_execute (database, "BEGIN", &error);
  g_assert_no_error (error);
  assay_verify_tables (database, &projection, report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->findings->len, ==, 0);
  g_assert_cmpint (report->n_orders, ==, 1);
}

/* Of a file that is not there none is made. */
static void
test_absent (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (assay_database_open (path, ASSAY_DATABASE_SCRATCH, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/verify-tables/scratch", test_scratch);
  g_test_add_func ("/journal/verify-tables/absent", test_absent);

  return g_test_run ();
}
