/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-export.h"
#include "journal-support.h"

#define BEFORE_BODY \
  "{\"seq\":1,\"id\":\"d1\",\"at\":\"2023-11-14T22:13:20.000Z\",\"order_key\":\"" KEY "\"," \
  "\"kind\":\"order.received\",\"actor\":\"test\",\"body\":"

static char *export (AssayJournal *journal, AssayJournalExportFlags flags, GError **error)
{
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_export_async (journal, output, flags, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  if (!assay_journal_export_finish (journal, result, error))
    return NULL;

  g_assert_true (g_output_stream_write_all (output, "", 1, NULL, NULL, error));

  return g_strdup (g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (output)));
}

/* Exporting takes a thread, which may hold the journal a moment longer. */
static void
close_journal (AssayJournal *journal)
{
  g_object_run_dispose (G_OBJECT (journal));
  g_object_unref (journal);
}

static void
expect_export (const char *body, AssayJournalExportFlags flags, const char *exported)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autofree char *expected = g_strconcat (BEFORE_BODY, exported, "}\n", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  journal_support_append_ok (journal, "d1", ASSAY_EVENT_ORDER_RECEIVED, body);
  text = export (journal, flags, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
  close_journal (journal);
}

#define BODY \
  "{\"kind\":\"assessment\",\"path\":\"\",\"received\":{\"id\":1,\n\"candidate\":" \
  "{\"first_name\":\"Zoë\",\"email\":\"z@x.example\"},\"external_trigger_token\":\"t0p\"}}"

static void
test_redacted (void)
{
  expect_export (BODY, ASSAY_JOURNAL_EXPORT_NONE,
                 "{\"kind\":\"assessment\",\"path\":\"\",\"received\":{\"id\":1, \"candidate\":"
                 "{\"first_name\":\"***\",\"email\":\"***\"},\"external_trigger_token\":\"***\"}}");
}

/* Secrets are masked all the same. */
static void
test_unredacted (void)
{
  expect_export (BODY, ASSAY_JOURNAL_EXPORT_UNREDACTED,
                 "{\"kind\":\"assessment\",\"path\":\"\",\"received\":{\"id\":1, \"candidate\":"
                 "{\"first_name\":\"Zoë\",\"email\":\"z@x.example\"},"
                 "\"external_trigger_token\":\"***\"}}");
}

static void
test_not_json (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);

  journal_support_receive (journal);
  journal_support_execute (path, "UPDATE event SET body = 'Zoë said'");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = export (journal,
                                      i == 0 ? ASSAY_JOURNAL_EXPORT_NONE
                                             : ASSAY_JOURNAL_EXPORT_UNREDACTED,
                                      &error);

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, BEFORE_BODY "\"***\"}\n");
    }
  close_journal (journal);
}

static void
test_empty (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = export (journal, ASSAY_JOURNAL_EXPORT_NONE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "");
  close_journal (journal);
}

static void
test_output_closed (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_receive (journal);
  g_output_stream_close (output, NULL, &error);
  g_assert_no_error (error);
  assay_journal_export_async (journal, output, ASSAY_JOURNAL_EXPORT_NONE, NULL,
                              assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_false (assay_journal_export_finish (journal, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  close_journal (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/export/redacted", test_redacted);
  g_test_add_func ("/journal/export/unredacted", test_unredacted);
  g_test_add_func ("/journal/export/not-json", test_not_json);
  g_test_add_func ("/journal/export/empty", test_empty);
  g_test_add_func ("/journal/export/output-closed", test_output_closed);

  return g_test_run ();
}
