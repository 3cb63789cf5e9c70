/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gstdio.h>
#include <linux/capability.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "journal-support.h"

static void
count_changed_cb (AssayJournal *journal, gint64 last_seq, gint64 *seen)
{
  *seen = last_seq;
}

static void
test_modes_of_files (void)
{
  g_autoptr (AssayTempDir) base = assay_temp_dir_new ();
  g_autofree char *folder = g_build_filename (base, "data", "profile", NULL);
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  AssayJournal *journal = journal_support_open (folder);
  GStatBuf info;

  journal_support_receive (journal);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (log, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpstr (assay_journal_get_folder (journal), ==, folder);
  g_assert_cmpint (assay_journal_get_mode (journal), ==, ASSAY_JOURNAL_READ_WRITE);
  journal_support_close (journal);
}

static void
test_open_async (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *nowhere = g_build_filename (folder, "nowhere", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) opened = NULL, refused = NULL, closed = NULL, late = NULL;
  GAsyncResult *slot = NULL;
  AssayJournal *journal;

  assay_journal_open_async (nowhere, ASSAY_JOURNAL_READ_ONLY, NULL, assay_await_result_cb, &slot);
  refused = assay_await_result (&slot);
  g_assert_null (assay_journal_open_finish (refused, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN);
  g_clear_error (&error);
  g_assert_false (g_file_test (nowhere, G_FILE_TEST_EXISTS));

  assay_journal_open_async (folder, ASSAY_JOURNAL_READ_WRITE, NULL, assay_await_result_cb, &slot);
  opened = assay_await_result (&slot);
  journal = assay_journal_open_finish (opened, &error);
  g_assert_no_error (error);
  journal_support_receive (journal);

  assay_journal_close_async (journal, NULL, assay_await_result_cb, &slot);
  closed = assay_await_result (&slot);
  g_assert_true (assay_journal_close_finish (journal, closed, &error));

  assay_journal_get_order_async (journal, KEY, NULL, assay_await_result_cb, &slot);
  late = assay_await_result (&slot);
  g_assert_null (assay_journal_get_order_finish (journal, late, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN);
  g_clear_error (&error);
  g_clear_object (&late);
  g_assert_false (journal_support_append (journal, "c1", ASSAY_EVENT_ORDER_SEEN, "{}", -1, NULL,
                                          &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN);
  g_object_unref (journal);
}

static void
test_changed_once_per_append (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  gint64 seen = 0;
  guint n_changes = 0;

  g_signal_connect (journal, "changed", G_CALLBACK (count_changed_cb), &seen);
  g_signal_connect_swapped (journal, "changed", G_CALLBACK (assay_count_cb), &n_changes);
  journal_support_receive (journal);
  assay_wait_until (n_changes == 1);
  g_assert_cmpint (seen, ==, 1);
  journal_support_append_ok (journal, "s1", ASSAY_EVENT_ORDER_SEEN, "{}");
  assay_wait_until (n_changes == 2);
  g_assert_cmpint (seen, ==, 2);
  journal_support_close (journal);
}

/* The other process appends while nobody here does anything but wait. */
static void
check_foreign_notice (AssayJournalMode mode)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *writer = g_test_build_filename (G_TEST_BUILT, "journal", "journal-writer", NULL);
  g_autoptr (AssayJournal) journal = journal_support_open (folder);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GAsyncResult) exited = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  gint64 seen = -1;
  guint n_notified = 0;

  if (mode == ASSAY_JOURNAL_READ_ONLY)
    {
      journal_support_close (g_steal_pointer (&journal));
      journal = assay_journal_open (folder, mode, &error);
      g_assert_no_error (error);
    }

  g_signal_connect (journal, "changed", G_CALLBACK (count_changed_cb), &seen);
  assay_count_notify (journal, "watching", &n_notified);
  assay_journal_set_watching (journal, TRUE);
  assay_journal_set_watching (journal, TRUE);
  g_assert_true (assay_journal_get_watching (journal));
  g_assert_cmpuint (n_notified, ==, 1);

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, writer, folder, "x", "3",
                              NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, assay_await_result_cb, &slot);
  exited = assay_await_result (&slot);
  g_assert_true (g_subprocess_wait_check_finish (process, exited, &error));
  assay_wait_until_ms (seen == 3, 5000);
  journal_support_close (g_steal_pointer (&journal));
}

static void
test_foreign_notice (void)
{
  check_foreign_notice (ASSAY_JOURNAL_READ_WRITE);
}

static void
test_foreign_notice_read_only (void)
{
  check_foreign_notice (ASSAY_JOURNAL_READ_ONLY);
}

static void
test_read_only (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayOrder) order = NULL;

  journal_support_receive (journal);
  journal_support_close (journal);

  journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (assay_journal_get_mode (journal), ==, ASSAY_JOURNAL_READ_ONLY);
  order = journal_support_get_order (journal);
  g_assert_cmpint (assay_order_get_state (order)->version, ==, 1);
  g_assert_false (journal_support_append (journal, "s1", ASSAY_EVENT_ORDER_SEEN, "{}", -1, NULL,
                                          &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY);
  g_assert_false (assay_journal_is_congested (journal));
  journal_support_close (journal);
}

/* Even the superuser then needs the permissions that the modes of files give. */
static void
drop_capabilities (void)
{
  struct __user_cap_header_struct header = { .version = _LINUX_CAPABILITY_VERSION_3 };
  struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = { { 0 } };

  g_assert_cmpint (syscall (SYS_capset, &header, none), ==, 0);
}

static void
test_folder_without_permission (void)
{
  g_autoptr (AssayTempDir) folder = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayOrder) order = NULL;
  AssayJournal *journal;

  if (!g_test_subprocess ())
    {
      g_auto (GStrv) environment = g_get_environ ();

      /* Without capabilities the leak checker cannot stop the other threads to look at them. */
      environment = g_environ_setenv (environment, "ASAN_OPTIONS", "detect_leaks=0", TRUE);
      g_test_trap_subprocess_with_envp (NULL, (const char *const *) environment, 0,
                                        G_TEST_SUBPROCESS_DEFAULT);
      g_test_trap_assert_passed ();
      return;
    }

  folder = assay_temp_dir_new ();
  path = journal_support_dup_path (folder);
  journal = journal_support_open (folder);
  journal_support_receive (journal);
  journal_support_close (journal);
  g_assert_cmpint (g_chmod (path, 0400), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0500), ==, 0);
  drop_capabilities ();

  g_assert_null (assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY);
  g_clear_error (&error);

  journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_ONLY, &error);
  g_assert_no_error (error);
  order = journal_support_get_order (journal);
  g_assert_cmpstr (assay_order_get_id (order), ==, "3223323715753018140");
  journal_support_close (journal);
  g_assert_cmpint (g_chmod (folder, 0700), ==, 0);
}

static void
test_stats (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  AssayJournalStats stats = { 0 };
  GAsyncResult *slot = NULL;

  journal_support_receive (journal);
  journal_support_append_ok (journal, "x1", ASSAY_EVENT_DELIVERY_REJECTED,
                             "{\"reason\":\"wrong\"}");
  journal_support_append_ok (journal, "q1", ASSAY_EVENT_RESULT_QUEUED,
                             "{\"revision\":\"r1\",\"body\":{}}");
  assay_journal_get_stats_async (journal, NOW, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_journal_get_stats_finish (journal, result, &stats, &error));
  g_assert_cmpint (stats.new_orders, ==, 1);
  g_assert_cmpint (stats.verified, ==, 1);
  g_assert_cmpint (stats.rejected, ==, 1);
  g_assert_cmpint (stats.queued, ==, 1);
  g_clear_object (&result);

  assay_journal_get_stats_async (journal, NOW + G_TIME_SPAN_HOUR, NULL, assay_await_result_cb,
                                 &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_journal_get_stats_finish (journal, result, &stats, &error));
  g_assert_cmpint (stats.verified, ==, 0);
  g_assert_cmpint (stats.rejected, ==, 0);
  g_assert_cmpint (stats.queued, ==, 1);
  g_clear_object (&result);
  journal_support_close (journal);
}

/* What is in the file must be refused and stay as it is. */
static void
expect_refusal (const char *path, AssayJournalError code)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize before_size, after_size;

  g_assert_true (g_file_get_contents (path, &before, &before_size, NULL));
  for (AssayJournalMode mode = ASSAY_JOURNAL_READ_WRITE; mode <= ASSAY_JOURNAL_READ_ONLY; mode++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (assay_journal_open (folder, mode, &error));
      g_assert_error (error, ASSAY_JOURNAL_ERROR, (int) code);
    }
  g_assert_true (g_file_get_contents (path, &after, &after_size, NULL));
  g_assert_cmpmem (after, after_size, before, before_size);
}

static void
test_newer_file (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);

  journal_support_close (journal_support_open (folder));
  journal_support_execute (path, "PRAGMA user_version = 99");
  expect_refusal (path, ASSAY_JOURNAL_ERROR_NEWER);
}

static void
test_foreign_database (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);

  journal_support_execute (path, "CREATE TABLE bookmark (url TEXT)");
  expect_refusal (path, ASSAY_JOURNAL_ERROR_CORRUPT);
}

static void
test_no_database (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *text = g_strnfill (5000, 'x');

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  expect_refusal (path, ASSAY_JOURNAL_ERROR_CORRUPT);
}

static void
test_truncated_file (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *content = NULL;
  gsize size;

  journal_support_close (journal_support_open (folder));
  g_assert_true (g_file_get_contents (path, &content, &size, NULL));
  g_assert_true (g_file_set_contents (path, content, (gssize) size / 2, NULL));
  expect_refusal (path, ASSAY_JOURNAL_ERROR_CORRUPT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/journal/modes-of-files", test_modes_of_files);
  g_test_add_func ("/journal/journal/open-async", test_open_async);
  g_test_add_func ("/journal/journal/changed-once-per-append", test_changed_once_per_append);
  g_test_add_func ("/journal/journal/foreign-notice", test_foreign_notice);
  g_test_add_func ("/journal/journal/foreign-notice-read-only", test_foreign_notice_read_only);
  g_test_add_func ("/journal/journal/read-only", test_read_only);
  g_test_add_func ("/journal/journal/folder-without-permission", test_folder_without_permission);
  g_test_add_func ("/journal/journal/stats", test_stats);
  g_test_add_func ("/journal/journal/newer-file", test_newer_file);
  g_test_add_func ("/journal/journal/foreign-database", test_foreign_database);
  g_test_add_func ("/journal/journal/no-database", test_no_database);
  g_test_add_func ("/journal/journal/truncated-file", test_truncated_file);

  return g_test_run ();
}
