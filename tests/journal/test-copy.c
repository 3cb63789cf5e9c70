/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "assay-schema.h"
#include "journal-support.h"

#define N_ROUNDS 30
#define SQL_OF_MARK "PRAGMA application_id = " G_STRINGIFY (ASSAY_SCHEMA_APPLICATION_ID_MARKED)

/* By another process: reading the file ourselves would drop the locks of SQLite on it. */
static void
copy_file (const char *from, const char *to, const char *suffix)
{
  g_autofree char *source = g_strconcat (from, "/journal.sqlite", suffix, NULL);
  g_autofree char *target = g_strconcat (to, "/journal.sqlite", suffix, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess)
    process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "cp", source, target, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

static GBytes *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *bytes = NULL;
  gsize size;

  g_file_get_contents (path, &bytes, &size, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (bytes, size);
}

/* Refused in both modes, as often as it is tried, and left as it is. */
static void
expect_refused (const char *folder)
{
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (GBytes) before = read_file (path);
  g_autoptr (GBytes) after = NULL;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayJournal) journal = assay_journal_open (folder,
                                                             i % 2 == 0 ? ASSAY_JOURNAL_READ_WRITE
                                                                        : ASSAY_JOURNAL_READ_ONLY,
                                                             &error);

      g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CORRUPT);
      g_assert_true (g_str_has_prefix (error->message, "“"));
      g_assert_nonnull (strstr (error->message, path));
      g_assert_nonnull (strstr (error->message, "was copied while it was in use, without its log"));
      g_assert_nonnull (strstr (error->message, "assayctl journal backup FILE"));
      g_assert_null (journal);
    }

  after = read_file (path);
  g_assert_true (g_bytes_equal (after, before));
}

static void
expect_orders (const char *folder, gint64 n_orders)
{
  g_autofree char *path = journal_support_dup_path (folder);

  journal_support_close (journal_support_open (folder));
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, n_orders);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM orders"), ==, n_orders);
}

static void
receive_much (AssayJournal *journal)
{
  g_autofree char *filling = g_strnfill (6 * 1024 * 1024, 'x');
  g_autofree char *note = g_strdup_printf ("{\"text\":\"%s\"}", filling);

  journal_support_receive (journal);
  journal_support_append_ok (journal, "n1", ASSAY_EVENT_ORDER_NOTED, note);
  journal_support_append_ok (journal, "n2", ASSAY_EVENT_ORDER_NOTED, "{\"text\":\"last\"}");
}

static void
test_in_use (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) first = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) second = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) whole = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) closed = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);

  journal_support_receive_as (journal, "acc-1/1");
  copy_file (folder, first, "");
  journal_support_receive_as (journal, "acc-1/2");
  copy_file (folder, second, "");
  copy_file (folder, whole, "");
  copy_file (folder, whole, "-wal");
  journal_support_close (journal);
  copy_file (folder, closed, "");

  expect_refused (first);
  expect_refused (second);
  expect_orders (whole, 2);
  expect_orders (closed, 2);
  expect_orders (folder, 2);
}

/* When so much was written that the log was moved into the file meanwhile. */
static void
test_log_moved_into_file (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) copy = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);

  receive_much (journal);
  copy_file (folder, copy, "");
  journal_support_close (journal);

  expect_refused (copy);
  journal_support_close (journal_support_open (folder));
}

/* Any program that moves the log into the file makes it whole again. */
static void
test_killed (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) copy = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) touched = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (touched);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (GSubprocess) process = journal_support_spawn_writer (folder, "k", "1000000");
  g_autoptr (GDataInputStream)
    output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);
  gint64 n_events;

  g_assert_nonnull (line);
  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
  copy_file (folder, copy, "");
  copy_file (folder, touched, "");
  copy_file (folder, touched, "-wal");

  expect_refused (copy);
  n_events = journal_support_query (path, "SELECT count(*) FROM event");
  g_assert_cmpint (n_events, >, 0);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  expect_orders (touched, n_events);
  expect_orders (folder, n_events);
}

/* As if a process had been killed between setting the mark and taking it back. */
static void
test_killed_while_marking (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) killed = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) backup = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *path_of_killed = journal_support_dup_path (killed);
  g_autofree char *target = journal_support_dup_path (backup);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  AssayJournal *journal = journal_support_open (folder);

  journal_support_receive (journal);
  journal_support_execute (path, SQL_OF_MARK);
  copy_file (folder, killed, "");
  copy_file (folder, killed, "-wal");
  journal_support_close (journal);
  expect_orders (folder, 1);

  journal = assay_journal_open (killed, ASSAY_JOURNAL_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (journal_support_query (path_of_killed, "PRAGMA application_id"), ==,
                   ASSAY_SCHEMA_APPLICATION_ID_MARKED);
  assay_journal_back_up_async (journal, target, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_journal_back_up_finish (journal, result, &error);
  g_assert_no_error (error);

  /* The thread of the backup may hold the journal a moment longer. */
  g_object_run_dispose (G_OBJECT (journal));
  g_object_unref (journal);

  expect_orders (backup, 1);
  expect_orders (killed, 1);
}

/* Whatever others are doing just then, nobody is ever refused. */
static void
test_opened_and_closed_together (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autofree char *one = g_strdup_printf ("a%u", round);
      g_autofree char *other = g_strdup_printf ("b%u", round);
      g_autoptr (GSubprocess) a = journal_support_spawn_writer (folder, one, "2");
      g_autoptr (GSubprocess) b = journal_support_spawn_writer (folder, other, "2");
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 8; i++)
        {
          g_autoptr (AssayJournal)
            journal = assay_journal_open (folder,
                                          i % 2 == 0 ? ASSAY_JOURNAL_READ_WRITE
                                                     : ASSAY_JOURNAL_READ_ONLY,
                                          &error);

          /* At first there is nothing to read yet. */
          if (round > 0 || i % 2 == 0)
            g_assert_no_error (error);
          g_clear_error (&error);
        }

      g_subprocess_wait_check (a, NULL, &error);
      g_assert_no_error (error);
      g_subprocess_wait_check (b, NULL, &error);
      g_assert_no_error (error);
    }

  expect_orders (folder, 4 * N_ROUNDS);
}

/* A journal of before marks were made opens as always, and is marked from then on. */
static void
test_of_before (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) copy = assay_temp_dir_new ();
  g_autofree char *frozen = g_test_build_filename (G_TEST_DIST, "data", "db", "v1.sqlite", NULL);
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (GBytes) bytes = read_file (frozen);
  g_autoptr (GError) error = NULL;
  AssayJournal *journal;

  g_file_set_contents (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                       &error);
  g_assert_no_error (error);
  journal = journal_support_open (folder);
  journal_support_receive_as (journal, "acc-1/of-now");
  copy_file (folder, copy, "");
  journal_support_close (journal);

  expect_refused (copy);
  journal_support_close (journal_support_open (folder));
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM orders"
                                                " WHERE key = 'acc-1/of-now'"),
                   ==, 1);
}

/* What the file says of itself, by another process, as the log says something else. */
static gboolean
is_marked (const char *folder)
{
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "od",
                                                      "-An", "-tx1", "-j68", "-N4", path, NULL);
  g_autofree char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);

  return g_str_equal (g_strstrip (output), "41 73 73 7a");
}

static gboolean
tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Another program commits and moves the log into the file, and with it the mark away; perhaps only
 * after the commit was looked at. Nobody is told of the mark, so the file is looked at often. */
static void
test_log_moved_by_another (void)
{
  guint tick = g_timeout_add (20, tick_cb, NULL);
  guint n_changes = 0;
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) copy = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  AssayJournal *other = journal_support_open (folder);

  assay_journal_set_watching (journal, TRUE);
  journal_support_receive (journal);
  g_assert_true (is_marked (folder));
  journal_support_execute (path, "UPDATE orders SET key = key; PRAGMA wal_checkpoint");
  assay_wait_until (is_marked (folder));
  g_signal_connect_swapped (journal, "changed", G_CALLBACK (assay_count_cb), &n_changes);
  journal_support_execute (path, "UPDATE orders SET key = key");
  assay_wait_until (n_changes > 0);
  journal_support_execute (path, "PRAGMA wal_checkpoint");
  assay_wait_until (is_marked (folder));
  g_source_remove (tick);
  copy_file (folder, copy, "");
  journal_support_close (other);
  journal_support_close (journal);

  expect_refused (copy);
  expect_orders (folder, 1);
}

/* Whoever reads for long keeps what is stored later out of the file, but not the mark: whether that
 * began while the journal was open or before. */
static void
test_reader_of_before (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) copy = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal;
  sqlite3 *reader;

  journal_support_close (journal_support_open (folder));
  reader = journal_support_keep_reading (path);
  journal = journal_support_open (folder);
  receive_much (journal);
  copy_file (folder, copy, "");
  journal_support_close (journal);
  journal_support_unlock (reader);

  expect_refused (copy);
  g_assert_false (is_marked (folder));
  journal_support_close (journal_support_open (folder));
}

static void
test_reader_meanwhile (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) copy = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) whole = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  sqlite3 *reader;

  journal_support_receive_as (journal, "acc-1/first");
  reader = journal_support_keep_reading (path);
  receive_much (journal);
  copy_file (folder, copy, "");
  copy_file (folder, whole, "");
  copy_file (folder, whole, "-wal");
  journal_support_unlock (reader);
  journal_support_close (journal);

  expect_refused (copy);
  g_assert_false (is_marked (folder));
  journal_support_close (journal_support_open (whole));
}

/* A mark that was left in the log, such as by a process that was killed, goes with the next commit:
 * no other program must find it there and move it into the file for good. */
static void
test_mark_left_in_log (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);

  journal_support_receive_as (journal, "acc-1/1");
  journal_support_execute (path, SQL_OF_MARK "; PRAGMA wal_checkpoint");
  g_assert_true (is_marked (folder));
  journal_support_receive_as (journal, "acc-1/2");

  /* What follows the commit is done before the next job. */
  journal_support_receive_as (journal, "acc-1/3");
  g_assert_cmpint (journal_support_query (path, "PRAGMA application_id"), ==,
                   ASSAY_SCHEMA_APPLICATION_ID);
  g_assert_true (is_marked (folder));
  journal_support_close (journal);

  expect_orders (folder, 3);
}

/* Killed between setting the mark and taking it back; then another program moved the log. */
static void
test_mark_moved_by_another (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) copy = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  AssayJournal *journal = journal_support_open (folder);

  journal_support_receive (journal);
  journal_support_close (journal);
  journal_support_execute (path, SQL_OF_MARK);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_true (is_marked (folder));
  copy_file (folder, copy, "");

  expect_refused (copy);
  expect_orders (folder, 1);
  g_assert_false (is_marked (folder));
}

/* Of a copy made while the file was being written only the reason differs. */
static void
test_torn (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJournal) journal = journal_support_open (folder);

  journal_support_receive (journal);
  journal_support_close (g_steal_pointer (&journal));
  g_assert_no_errno (truncate (path, 8192));
  journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error);

  g_assert_null (journal);
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, "assayctl journal backup FILE"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/copy/in-use", test_in_use);
  g_test_add_func ("/journal/copy/log-moved-into-file", test_log_moved_into_file);
  g_test_add_func ("/journal/copy/killed", test_killed);
  g_test_add_func ("/journal/copy/killed-while-marking", test_killed_while_marking);
  g_test_add_func ("/journal/copy/opened-and-closed-together", test_opened_and_closed_together);
  g_test_add_func ("/journal/copy/of-before", test_of_before);
  g_test_add_func ("/journal/copy/log-moved-by-another", test_log_moved_by_another);
  g_test_add_func ("/journal/copy/reader-of-before", test_reader_of_before);
  g_test_add_func ("/journal/copy/reader-meanwhile", test_reader_meanwhile);
  g_test_add_func ("/journal/copy/mark-left-in-log", test_mark_left_in_log);
  g_test_add_func ("/journal/copy/mark-moved-by-another", test_mark_moved_by_another);
  g_test_add_func ("/journal/copy/torn", test_torn);

  return g_test_run ();
}
