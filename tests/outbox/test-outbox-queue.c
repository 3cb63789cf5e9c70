/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-error.h"
#include "assay-journal-read.h"
#include "assay-outbox-queue.h"
#include "assay-support.h"

#define KEY "acc-1/ord-1"

static AssayJournal *
open_journal (const char *folder)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"order\":{\"id\":\"ord-1\"},"
                                                "\"kind\":\"assessment\",\"account_id\":\"acc-1\"}",
                                                strlen ("{\"order\":{\"id\":\"ord-1\"},"
                                                        "\"kind\":\"assessment\","
                                                        "\"account_id\":\"acc-1\"}"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;
  AssayJournal *journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error);

  g_assert_no_error (error);
  g_ptr_array_add (events,
                   assay_event_new (NULL, 1, KEY, ASSAY_EVENT_ORDER_RECEIVED, "test", body));
  assay_journal_append_async (journal, events, NULL, -1, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  g_assert_true (assay_journal_append_finish (journal, result, NULL, &error));
  g_assert_no_error (error);

  return journal;
}

static char *
queue (AssayJournal *journal,
       const char *text,
       gint64 expected_version,
       AssayAppendOutcome *outcome,
       GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  assay_outbox_queue_result_async (journal, assay_clock_get_system (), KEY, body, NULL, "test",
                                   expected_version, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);

  return assay_outbox_queue_result_finish (journal, result, outcome, error);
}

static void
test_queue (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayJournal) journal = open_journal (folder);
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  AssayAppendOutcome outcome = { 0 };
  gint64 version;

  first = queue (journal, "{\"summary\":\"a\"}", -1, &outcome, &error);
  g_assert_no_error (error);
  g_assert_true (g_uuid_string_is_valid (first));
  g_assert_false (outcome.duplicate);
  version = outcome.seq;

  second = queue (journal, "{\"summary\":\"b\"}", version, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, !=, first);
  g_assert_null (queue (journal, "{\"summary\":\"c\"}", version, &outcome, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT);
}

static void
test_bad_bodies (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayJournal) journal = open_journal (folder);
  g_autoptr (GError) error = NULL;

  g_assert_null (queue (journal, "{\"summary\":", -1, NULL, &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_JSON);
  g_clear_error (&error);
  g_assert_null (queue (journal, "[]", -1, NULL, &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_WRONG_TYPE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/outbox/outbox-queue/queue", test_queue);
  g_test_add_func ("/outbox/outbox-queue/bad-bodies", test_bad_bodies);

  return g_test_run ();
}
