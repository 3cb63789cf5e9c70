/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "assay-faulty-vfs.h"
#include "journal-support.h"

#define N_KILLS 10

/* Of the writes of a run, so many are one fault apart; each one with -m slow. */
#define RUN_STEP 11

/* Atomic: how often the writer told of a connection that it renewed */
static int n_renewed;

static void
count_renewed_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
  if (g_str_has_prefix (message, "the journal could not be written; it was opened again"))
    g_atomic_int_inc (&n_renewed);
}

static void
expect_sound (const char *folder)
{
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);

  g_assert_cmpint (journal_support_query (path, "SELECT integrity_check = 'ok'"
                                                " FROM pragma_integrity_check"),
                   ==, 1);
  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

/* Each acknowledged append must be there, with its order; that ids are unique, the file ensures. */
static void
expect_acknowledged (const char *path, const char *prefix, GArray *acknowledged)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count(*) FROM event AS e JOIN orders AS o"
                                          " ON o.id = e.seq WHERE e.id IN (''");

  for (guint i = 0; i < acknowledged->len; i++)
    g_string_append_printf (sql, ",'acc-1/%s-%" G_GINT64_FORMAT "'", prefix,
                            g_array_index (acknowledged, gint64, i));
  g_string_append_c (sql, ')');
  g_assert_cmpint (journal_support_query (path, sql->str), ==, acknowledged->len);
}

/* Reads what a writer acknowledges, kills it after some lines, and reads what is left. */
static GArray *
kill_while_writing (GSubprocess *process, guint n_lines)
{
  GArray *acknowledged = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GDataInputStream)
    output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr (GError) error = NULL;

  while (TRUE)
    {
      g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, &error);
      gint64 number;

      g_assert_no_error (error);
      if (line == NULL)
        return acknowledged;

      number = g_ascii_strtoll (line, NULL, 10);
      g_array_append_val (acknowledged, number);
      if (acknowledged->len == n_lines)
        g_subprocess_send_signal (process, SIGKILL);
    }
}

static void
test_killed (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);

  for (guint round = 0; round < N_KILLS; round++)
    {
      g_autofree char *prefix = g_strdup_printf ("r%u", round);
      g_autoptr (GSubprocess) process = journal_support_spawn_writer (folder, prefix, "1000000");
      guint n_lines = (guint) g_test_rand_int_range (1, 400);
      g_autoptr (GArray) acknowledged = kill_while_writing (process, n_lines);

      g_assert_true (g_subprocess_wait (process, NULL, NULL));
      g_assert_true (g_subprocess_get_if_signaled (process));
      g_assert_cmpuint (acknowledged->len, >=, n_lines);
      expect_sound (folder);
      expect_acknowledged (path, prefix, acknowledged);
    }
}

static void
test_two_processes (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (GSubprocess) a = journal_support_spawn_writer (folder, "a", "300");
  g_autoptr (GSubprocess) b = journal_support_spawn_writer (folder, "b", "300");
  g_autoptr (GArray) of_a = kill_while_writing (a, G_MAXUINT);
  g_autoptr (GArray) of_b = kill_while_writing (b, G_MAXUINT);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_subprocess_wait_check (a, NULL, &error));
  g_assert_true (g_subprocess_wait_check (b, NULL, &error));
  g_assert_cmpuint (of_a->len, ==, 300);
  g_assert_cmpuint (of_b->len, ==, 300);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, 600);
  g_assert_cmpint (journal_support_query (path, "SELECT max(seq) FROM event"), ==, 600);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM orders"
                                                " WHERE key LIKE 'acc-1/a-%'"),
                   ==, 300);
  expect_sound (folder);
}

static void
expect_no_deleted_file (void)
{
  g_autoptr (GDir) descriptors = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (descriptors)) != NULL)
    {
      g_autofree char *link = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (link, NULL);

      if (target != NULL && strstr (target, "journal.sqlite") != NULL)
        g_assert_false (g_str_has_suffix (target, " (deleted)"));
    }
}

/* A process that opens the file a second time, or closes it, keeps the locks of its other
 * connections: whoever closes the file elsewhere must leave the log where it is. */
static void
test_opened_twice (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  AssayJournal *second = journal_support_open (folder);

  for (guint round = 0; round < 2; round++)
    {
      g_autofree char *prefix = g_strdup_printf ("w%u", round);
      g_autoptr (GSubprocess) writer = journal_support_spawn_writer (folder, prefix, "10");
      g_autoptr (GArray) acknowledged = kill_while_writing (writer, G_MAXUINT);
      g_autoptr (GError) error = NULL;

      g_assert_true (g_subprocess_wait_check (writer, NULL, &error));
      g_assert_no_error (error);
      expect_no_deleted_file ();
      expect_acknowledged (path, prefix, acknowledged);
      if (second != NULL)
        journal_support_close (g_steal_pointer (&second));
    }

  journal_support_close (journal);
  expect_sound (folder);
}

/* At first nothing is in the place of the file or its log, then something else. */
static void
test_moved (gconstpointer what)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *name = g_strconcat ("journal.sqlite", what, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *away = g_strconcat (path, ".away", NULL);
  AssayJournal *journal = journal_support_open (folder);
  AssayAppendOutcome outcome = { 0 };
  g_autoptr (GError) error = NULL;

  journal_support_receive (journal);
  g_assert_cmpint (g_rename (path, away), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (journal_support_append (journal, i == 0 ? "s1" : "s2", ASSAY_EVENT_ORDER_SEEN,
                                              "{}", -1, &outcome, &error));
      g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_MOVED);
      g_clear_error (&error);
      g_assert_true (g_file_set_contents (path, "another", -1, NULL));
    }
  g_assert_cmpint (g_rename (away, path), ==, 0);
  journal_support_close (journal);
}

static void
expect_disk_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == ASSAY_JOURNAL_ERROR);
  if (error->code != ASSAY_JOURNAL_ERROR_FULL)
    g_assert_cmpint (error->code, ==, ASSAY_JOURNAL_ERROR_IO);
}

/* An order and its result in one append. */
static gboolean
append_both (AssayJournal *journal, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) order = g_bytes_new_static (RECEIVED_BODY, sizeof RECEIVED_BODY - 1);
  g_autofree char *filling = g_strnfill (20000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"revision\":\"r1\",\"body\":{\"summary\":\"%s\"}}",
                                           filling);
  g_autoptr (GBytes) result = g_bytes_new (text, strlen (text));
  GAsyncResult *slot = NULL;

  g_ptr_array_add (events,
                   assay_event_new ("e1", NOW, KEY, ASSAY_EVENT_ORDER_RECEIVED, "test", order));
  g_ptr_array_add (events,
                   assay_event_new ("e2", NOW, KEY, ASSAY_EVENT_RESULT_QUEUED, "test", result));
  assay_journal_append_async (journal, events, NULL, -1, NULL, assay_await_result_cb, &slot);

  return journal_support_finish (journal, &slot, NULL, error);
}

/* Lets each write of an append fail in turn. Returns: whether the fault came. */
static gboolean
fail_append (AssayFault fault, guint n_writes)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  gboolean succeeded, fired;

  journal_support_receive_as (journal, "acc-1/before");
  g_atomic_int_set (&n_renewed, 0);
  assay_faulty_vfs_arm (fault, n_writes);
  succeeded = append_both (journal, &error);
  fired = assay_faulty_vfs_fired ();
  assay_faulty_vfs_arm (ASSAY_FAULT_NONE, 0);

  if (!succeeded)
    {
      g_assert_true (fired);
      expect_disk_error (error);
      g_clear_error (&error);
      g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, 1);
      g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM orders"), ==, 1);
      g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM result"), ==, 0);
      append_both (journal, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (g_atomic_int_get (&n_renewed), ==,
                   !succeeded && fault != ASSAY_FAULT_FULL ? 1 : 0);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, 3);
  journal_support_close (journal);
  expect_sound (folder);

  return fired;
}

static void
test_disk_faults (gconstpointer data)
{
  AssayFault fault = (AssayFault) GPOINTER_TO_INT (data);
  guint n_writes = 0;

  while (fail_append (fault, n_writes))
    n_writes++;

  /* Header and frames of the log, and its sync */
  g_assert_cmpuint (n_writes, >, fault == ASSAY_FAULT_SYNC ? 0 : 5);
}

/* Lets each write of a run fail in turn, the moving of the log at its end among them; what failed
 * is told and tried again. Returns: whether the fault came. */
static gboolean
fail_run (AssayFault fault, guint n_writes)
{
  static const struct
  {
    const char *id;
    const char *kind;
    const char *body;
  } steps[] = {
    { "e1", ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY },
    { "c1", ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}" },
    { "q1", ASSAY_EVENT_RESULT_QUEUED, "{\"revision\":\"r1\",\"body\":{}}" },
    { "d1", ASSAY_EVENT_RESULT_DELIVERED, "{\"revision\":\"r1\",\"status\":200}" },
  };
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  AssayAppendOutcome outcome = { 0 };
  gboolean fired;

  assay_faulty_vfs_arm (fault, n_writes);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!journal_support_append (journal, steps[i].id, steps[i].kind, steps[i].body, -1, &outcome,
                                   &error))
        {
          g_assert_true (assay_faulty_vfs_fired ());
          expect_disk_error (error);
          assay_faulty_vfs_heal ();
          g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, i);
          journal_support_append_ok (journal, steps[i].id, steps[i].kind, steps[i].body);
        }
    }
  journal_support_close (journal);
  fired = assay_faulty_vfs_fired ();
  assay_faulty_vfs_heal ();

  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==,
                   G_N_ELEMENTS (steps));
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM orders"
                                                " WHERE claimed_by = 'ada' AND sending = 'idle'"),
                   ==, 1);
  expect_sound (folder);

  return fired;
}

static void
test_disk_faults_of_a_run (gconstpointer data)
{
  AssayFault fault = (AssayFault) GPOINTER_TO_INT (data);
  guint step = fault == ASSAY_FAULT_SYNC || g_test_slow () ? 1 : RUN_STEP;
  guint n_writes = 0;

  while (fail_run (fault, n_writes))
    n_writes += step;
  g_assert_cmpuint (n_writes, >, fault == ASSAY_FAULT_SYNC ? 3 : 20);
}

static void
expect_append_error (AssayJournal *journal, AssayJournalError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (append_both (journal, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, (int) code);
  g_assert_cmpint (g_atomic_int_get (&n_renewed), ==, 0);
}

static void
expect_renewed (AssayJournal *journal, const char *folder)
{
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (GError) error = NULL;

  append_both (journal, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_atomic_int_get (&n_renewed), ==, 1);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, 3);
  journal_support_append_ok (journal, "s1", ASSAY_EVENT_ORDER_SEEN, "{}");
  g_assert_cmpint (g_atomic_int_get (&n_renewed), ==, 1);
  journal_support_close (journal);
  expect_sound (folder);
}

/* Nothing is made in the place of a file that is gone, nothing stored in another's. */
static void
test_disk_fault_and_moved (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *away = g_strconcat (path, ".away", NULL);
  AssayJournal *journal = journal_support_open (folder);

  journal_support_receive_as (journal, "acc-1/before");
  g_atomic_int_set (&n_renewed, 0);
  g_assert_cmpint (g_rename (path, away), ==, 0);
  assay_faulty_vfs_arm (ASSAY_FAULT_IO, 0);
  expect_append_error (journal, ASSAY_JOURNAL_ERROR_IO);
  expect_append_error (journal, ASSAY_JOURNAL_ERROR_MOVED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_set_contents (path, "another", -1, NULL));
  expect_append_error (journal, ASSAY_JOURNAL_ERROR_MOVED);

  g_assert_cmpint (g_rename (away, path), ==, 0);
  expect_renewed (journal, folder);
}

/* By another process, which leaves the locks of this one alone. */
static void
copy_page (const char *from, const char *to, const char *where)
{
  g_autofree char *input = g_strconcat ("if=", from, NULL);
  g_autofree char *output = g_strconcat ("of=", to, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess)
    process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error, "dd", input, output,
                                where, "bs=4096", "count=1", "conv=notrunc", NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* Nothing is stored in a file that the failure has left damaged. */
static void
test_disk_fault_and_damage (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *page = g_build_filename (folder, "page", NULL);
  AssayJournal *journal = journal_support_open (folder);

  journal_support_receive_as (journal, "acc-1/before");
  journal_support_execute (path, "PRAGMA wal_checkpoint");
  g_atomic_int_set (&n_renewed, 0);
  copy_page (path, page, "skip=3");
  copy_page ("/dev/zero", path, "seek=3");
  assay_faulty_vfs_arm (ASSAY_FAULT_IO, 0);
  expect_append_error (journal, ASSAY_JOURNAL_ERROR_IO);
  expect_append_error (journal, ASSAY_JOURNAL_ERROR_CORRUPT);
  expect_append_error (journal, ASSAY_JOURNAL_ERROR_CORRUPT);

  copy_page (page, path, "seek=3");
  expect_renewed (journal, folder);
}

/* Lets each write of making a new journal fail in turn. Returns: whether the fault came. */
static gboolean
fail_making (AssayFault fault, guint n_writes)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayJournal) journal = NULL;
  g_autoptr (GError) error = NULL;
  gboolean fired;

  assay_faulty_vfs_arm (fault, n_writes);
  journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error);
  fired = assay_faulty_vfs_fired ();
  assay_faulty_vfs_arm (ASSAY_FAULT_NONE, 0);

  if (journal != NULL)
    journal_support_close (g_steal_pointer (&journal));
  else
    expect_disk_error (error);

  journal = journal_support_open (folder);
  journal_support_receive (journal);
  journal_support_close (g_steal_pointer (&journal));
  expect_sound (folder);

  return fired;
}

static void
test_disk_faults_at_first (gconstpointer data)
{
  AssayFault fault = (AssayFault) GPOINTER_TO_INT (data);
  guint n_writes = 0;

  while (fail_making (fault, n_writes))
    n_writes++;
  g_assert_cmpuint (n_writes, >, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/durability/killed", test_killed);
  g_test_add_func ("/journal/durability/two-processes", test_two_processes);
  g_test_add_func ("/journal/durability/opened-twice", test_opened_twice);
  g_test_add_data_func ("/journal/durability/file-moved", "", test_moved);
  g_test_add_data_func ("/journal/durability/log-moved", "-wal", test_moved);

  g_log_set_handler ("assay-journal", G_LOG_LEVEL_MESSAGE, count_renewed_cb, NULL);
  assay_faulty_vfs_install ();
  g_test_add_data_func ("/journal/durability/write-fails", GINT_TO_POINTER (ASSAY_FAULT_IO),
                        test_disk_faults);
  g_test_add_data_func ("/journal/durability/disk-full", GINT_TO_POINTER (ASSAY_FAULT_FULL),
                        test_disk_faults);
  g_test_add_data_func ("/journal/durability/sync-fails", GINT_TO_POINTER (ASSAY_FAULT_SYNC),
                        test_disk_faults);
  g_test_add_data_func ("/journal/durability/write-of-a-run-fails",
                        GINT_TO_POINTER (ASSAY_FAULT_IO), test_disk_faults_of_a_run);
  g_test_add_data_func ("/journal/durability/disk-full-in-a-run",
                        GINT_TO_POINTER (ASSAY_FAULT_FULL), test_disk_faults_of_a_run);
  g_test_add_data_func ("/journal/durability/sync-of-a-run-fails",
                        GINT_TO_POINTER (ASSAY_FAULT_SYNC), test_disk_faults_of_a_run);
  g_test_add_func ("/journal/durability/write-fails-and-moved", test_disk_fault_and_moved);
  g_test_add_func ("/journal/durability/write-fails-and-damage", test_disk_fault_and_damage);
  g_test_add_data_func ("/journal/durability/first-write-fails", GINT_TO_POINTER (ASSAY_FAULT_IO),
                        test_disk_faults_at_first);
  g_test_add_data_func ("/journal/durability/first-disk-full", GINT_TO_POINTER (ASSAY_FAULT_FULL),
                        test_disk_faults_at_first);

  return g_test_run ();
}
