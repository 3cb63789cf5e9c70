/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-erase.h"
#include "journal-support.h"

static AssayEraseOutcome *
erase (AssayJournal *journal, const char *id, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_erase_async (journal, id, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);

  return assay_journal_erase_finish (journal, result, error);
}

static void
close_journal (AssayJournal *journal)
{
  g_object_run_dispose (G_OBJECT (journal));
  g_object_unref (journal);
}

static void
expect_nobody (AssayJournal *journal, const char *id)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (erase (journal, id, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND);
}

/* An order of the form of before says nothing more, and the other still does. */
static void
test_one_of_two (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayEraseOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  gint64 schema;

  journal_support_receive (journal);
  journal_support_receive_as (journal, "acc-1/2");
  schema = journal_support_query (path, "PRAGMA schema_version");
  outcome = erase (journal, "acc-1/2", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (outcome->account_id, ==, "acc-1");
  g_assert_null (outcome->candidate_id);
  g_assert_cmpuint (g_strv_length (outcome->keys), ==, 1);
  g_assert_cmpstr (outcome->keys[0], ==, "acc-1/2");
  g_assert_cmpint (outcome->n_events, ==, 1);
  g_assert_cmpint (outcome->n_exchanges, ==, 0);
  g_assert_cmpuint (outcome->n_backups, ==, 0);

  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM orders"
                                                " WHERE candidate = 'Zoë Müller'"),
                   ==, 1);
  g_assert_cmpint (journal_support_query (path, "PRAGMA schema_version"), >, schema);
  expect_nobody (journal, "acc-1/2");
  expect_nobody (journal, "acc-1/3");
  journal_support_expect_rebuilt (journal);
  close_journal (journal);
}

static void
test_who_reads (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *note = g_build_filename (folder, "erase.pending", NULL);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayEraseOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3 *reader;

  journal_support_receive (journal);
  reader = journal_support_keep_reading (path);
  g_assert_null (erase (journal, KEY, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY);
  g_assert_true (g_file_test (note, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  journal_support_unlock (reader);

  outcome = erase (journal, KEY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome->n_events, ==, 0);
  g_assert_false (g_file_test (note, G_FILE_TEST_EXISTS));
  expect_nobody (journal, KEY);
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
  g_assert_null (erase (journal, KEY, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY);
  close_journal (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/erase/one-of-two", test_one_of_two);
  g_test_add_func ("/journal/erase/who-reads", test_who_reads);
  g_test_add_func ("/journal/erase/read-only", test_read_only);

  return g_test_run ();
}
