/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "journal-support.h"

static char *
dup_finding (AssayJournalReport *report, guint index)
{
  const AssayJournalFinding *finding;

  g_assert_cmpuint (index, <, report->findings->len);
  finding = g_ptr_array_index (report->findings, index);

  return g_strdup_printf ("%s %s: %s", finding->part, finding->place, finding->message);
}

static void
test_sound (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayJournalReport) report = NULL;

  journal_support_receive (journal);
  journal_support_append_ok (journal, "q1", ASSAY_EVENT_RESULT_QUEUED,
                             "{\"revision\":\"r1\",\"body\":{\"result\":{\"value\":\"failed\"}}}");
  journal_support_append_ok (journal, "e1", ASSAY_EVENT_RESULT_DELIVERED,
                             "{\"revision\":\"r1\",\"status\":200}");
  journal_support_append_ok (journal, "x1", "order.praised", "{}");
  report = journal_support_verify (journal);
  g_assert_cmpuint (report->findings->len, ==, 0);
  g_assert_cmpint (report->n_events, ==, 4);
  g_assert_cmpint (report->n_orders, ==, 1);
  g_assert_false (report->damaged);
  g_clear_pointer (&report, assay_journal_report_free);

  /* The thread may hold the journal a moment longer. */
  g_object_run_dispose (G_OBJECT (journal));
  g_object_unref (journal);
}

/* The status follows from the mapping that the journal has now. */
static void
test_other_mapping (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayJournalReport) report = NULL;
  g_autofree char *finding = NULL;

  journal_support_receive (journal);
  journal_support_append_ok (journal, "q1", ASSAY_EVENT_RESULT_QUEUED,
                             "{\"revision\":\"r1\",\"body\":{\"result\":{\"value\":\"failed\"}}}");
  journal_support_append_ok (journal, "e1", ASSAY_EVENT_RESULT_DELIVERED,
                             "{\"revision\":\"r1\",\"status\":200}");
  assay_journal_set_status_func (journal, NULL, NULL, NULL);
  report = journal_support_verify (journal);
  g_assert_cmpuint (report->findings->len, ==, 1);
  finding = dup_finding (report, 0);
  g_assert_cmpstr (finding, ==,
                   "table orders " KEY ": it differs from what the events say in: status");
  g_object_run_dispose (G_OBJECT (journal));
  g_object_unref (journal);
}

/* Where everything is wrong the list ends somewhere, and says so. */
static void
test_many_findings (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayJournalReport) report = NULL;
  g_autofree char *last = NULL;

  journal_support_execute (path, "INSERT INTO counter WITH RECURSIVE n (i) AS"
                                 " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                                 " SELECT i, 'x', 1 FROM n");
  report = journal_support_verify (journal);
  g_assert_cmpuint (report->findings->len, ==, 1001);
  last = dup_finding (report, 1000);
  g_assert_true (g_str_has_suffix (last, ": from here on nothing more is listed"));
  g_object_run_dispose (G_OBJECT (journal));
  g_object_unref (journal);
}

static void
test_cancelled (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_cancellable_cancel (cancellable);
  assay_journal_verify_async (journal, cancellable, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_null (assay_journal_verify_finish (journal, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_object_run_dispose (G_OBJECT (journal));
  g_object_unref (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/verify/sound", test_sound);
  g_test_add_func ("/journal/verify/other-mapping", test_other_mapping);
  g_test_add_func ("/journal/verify/many-findings", test_many_findings);
  g_test_add_func ("/journal/verify/cancelled", test_cancelled);

  return g_test_run ();
}
