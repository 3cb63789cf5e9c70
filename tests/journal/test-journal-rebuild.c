/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-private.h"
#include "journal-support.h"

static void
test_outcome (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AssayRebuildOutcome outcome;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GAsyncResult *slot = NULL;

  journal_support_receive (journal);
  journal_support_receive_as (journal, "acc-1/2");
  journal_support_append_ok (journal, "n1", ASSAY_EVENT_ORDER_NOTED, "{\"note\":\"x\"}");
  before = journal_support_dump (path);
  journal_support_execute (path, "DELETE FROM order_event; DROP TABLE label");
  assay_journal_rebuild_async (journal, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_journal_rebuild_finish (journal, result, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome.n_events, ==, 3);
  g_assert_cmpint (outcome.n_orders, ==, 2);
  after = journal_support_dump (path);
  g_assert_cmpstr (after, ==, before);
  g_clear_object (&result);
  journal_support_close (journal);
}

/* In steps it comes to the same. */
static void
test_within (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  const AssayProjection projection = { NULL };
  g_autoptr (AssayDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *meanwhile = NULL;
  g_autofree char *after = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *key = g_strdup_printf ("acc-1/%u", i);

      journal_support_receive_as (journal, key);
    }
  journal_support_close (journal);
  before = journal_support_dump (path);
  database = assay_database_open (path, ASSAY_DATABASE_CREATE, &error);
  g_assert_no_error (error);

  assay_database_execute (database, "BEGIN IMMEDIATE", &error);
  g_assert_no_error (error);
  g_assert_false (assay_journal_rebuild_within (database, &projection, 0, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY);
  g_clear_error (&error);
  assay_database_roll_back (database);
  meanwhile = journal_support_dump (path);
  g_assert_cmpstr (meanwhile, ==, before);

  assay_database_execute (database, "BEGIN IMMEDIATE", &error);
  g_assert_no_error (error);
  assay_journal_rebuild_within (database, &projection, G_TIME_SPAN_MINUTE, &error);
  g_assert_no_error (error);
  assay_database_execute (database, "COMMIT", &error);
  g_assert_no_error (error);
  after = journal_support_dump (path);
  g_assert_cmpstr (after, ==, before);
}

static void
test_read_only (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_close (journal);
  journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_ONLY, &error);
  g_assert_no_error (error);
  assay_journal_rebuild_async (journal, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_false (assay_journal_rebuild_finish (journal, result, NULL, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY);
  g_clear_object (&result);
  journal_support_close (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/rebuild/outcome", test_outcome);
  g_test_add_func ("/journal/rebuild/within", test_within);
  g_test_add_func ("/journal/rebuild/read-only", test_read_only);

  return g_test_run ();
}
