/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "assay-presence.h"
#include "journal-support.h"

static void
test_others (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = g_build_filename (folder, "desk.lock", NULL);
  g_autoptr (AssayPresence) one = assay_presence_new (folder, TRUE);
  AssayPresence *two;
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_false (assay_presence_has_others (one));

  two = assay_presence_new (folder, TRUE);
  g_assert_true (assay_presence_has_others (one));
  g_assert_true (assay_presence_has_others (two));

  assay_presence_unref (two);
  g_assert_false (assay_presence_has_others (one));
}

/* Readers see who writes and are no others themselves. */
static void
test_reader (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayPresence *writer = assay_presence_new (folder, TRUE);
  g_autoptr (AssayPresence) reader = assay_presence_new (folder, FALSE);

  g_assert_false (assay_presence_has_others (writer));
  g_assert_true (assay_presence_has_others (reader));
  assay_presence_unref (writer);
  g_assert_false (assay_presence_has_others (reader));
}

static void
test_unknown (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayPresence) unknown = assay_presence_new_unknown ();
  g_autoptr (AssayPresence) reader = assay_presence_new (folder, FALSE);

  g_assert_true (assay_presence_has_others (unknown));
  g_assert_true (assay_presence_has_others (reader));
}

static void
test_monitor (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayPresence) one = assay_presence_new (folder, TRUE);
  g_autoptr (AssayPresence) two = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileMonitor) monitor = assay_presence_monitor (one, &error);
  guint n_signs = 0;

  g_assert_no_error (error);
  g_signal_connect_swapped (monitor, "changed", G_CALLBACK (assay_count_cb), &n_signs);
  two = assay_presence_new (folder, TRUE);
  assay_wait_until (n_signs > 0);
}

static void
keep_seq_cb (AssayJournal *journal, gint64 last_seq, gint64 *seen)
{
  *seen = last_seq;
}

/* A monitor tells of the end of writing two seconds later. */
static void
test_content_is_no_sign (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = g_build_filename (folder, "desk.lock", NULL);
  AssayJournal *journal = journal_support_open (folder);
  gint64 seen = -1;
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);

  g_assert_cmpint (fd, !=, -1);
  g_signal_connect (journal, "changed", G_CALLBACK (keep_seq_cb), &seen);
  assay_journal_set_watching (journal, TRUE);
  assay_wait_until (seen == 0);
  assay_wait_until_asleep ("journal-");

  g_assert_cmpint (write (fd, "1", 1), ==, 1);
  for (guint seconds = 0; seconds < 3; seconds++)
    g_assert_cmpint (assay_count_sleeps ("journal-"), ==, 0);

  g_assert_cmpint (futimens (fd, NULL), ==, 0);
  g_assert_cmpint (assay_count_sleeps ("journal-"), >, 0);
  g_clear_fd (&fd, NULL);
  journal_support_close (journal);
}

static void
test_alone_nobody_wakes (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  AssayJournal *other;
  gint64 seen = -1;

  g_signal_connect (journal, "changed", G_CALLBACK (keep_seq_cb), &seen);
  assay_journal_set_watching (journal, TRUE);
  assay_wait_until (seen == 0);
  assay_wait_until_asleep ("journal-");
  g_assert_cmpint (assay_count_sleeps ("journal-"), ==, 0);

  /* What it appends itself is no reason to look for others either. */
  journal_support_receive (journal);
  assay_wait_until (seen == 1);
  assay_wait_until_asleep ("journal-");
  g_assert_cmpint (assay_count_sleeps ("journal-"), ==, 0);

  other = journal_support_open (folder);
  journal_support_append_ok (other, "s1", ASSAY_EVENT_ORDER_SEEN, "{}");
  assay_wait_until (seen == 2);
  g_assert_cmpint (assay_count_sleeps ("journal-"), >=, 5);
  journal_support_close (other);

  assay_wait_until_asleep ("journal-");
  g_assert_cmpint (assay_count_sleeps ("journal-"), ==, 0);

  assay_journal_set_watching (journal, FALSE);
  other = journal_support_open (folder);
  journal_support_append_ok (other, "s2", ASSAY_EVENT_ORDER_SEEN, "{}");
  assay_wait_until_asleep ("journal-");
  g_assert_cmpint (assay_count_sleeps ("journal-"), ==, 0);
  g_assert_cmpint (seen, ==, 2);
  journal_support_close (other);
  journal_support_close (journal);
}

static void
woken (gpointer object)
{
  guint *n_calls = g_object_get_data (object, "n-calls");

  (*n_calls)++;
}

static gpointer
append_thread (gpointer journal)
{
  g_autoptr (GMainContext) context = g_main_context_new ();

  g_main_context_push_thread_default (context);
  journal_support_receive (journal);
  g_main_context_pop_thread_default (context);

  return NULL;
}

/* Who lives in another context than the journal is woken there, also when the journal's context
 * does not run. */
static void
test_wake (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GMainContext) context = g_main_context_new ();
  GObject *sleeper = g_object_new (G_TYPE_OBJECT, NULL);
  guint n_calls = 0;
  AssayWake *wake;
  GThread *thread;

  g_object_set_data (sleeper, "n-calls", &n_calls);
  g_main_context_push_thread_default (context);
  wake = assay_wake_new (sleeper, woken);
  assay_journal_add_wake (journal, wake);
  thread = g_thread_new ("append", append_thread, journal);
  assay_wait_until (n_calls == 1);
  g_thread_join (thread);

  assay_journal_remove_wake (journal, wake);
  journal_support_append_ok (journal, "s1", ASSAY_EVENT_ORDER_SEEN, "{}");
  g_assert_false (g_main_context_pending (context));

  assay_wake_ring (wake);
  assay_wake_ring (wake);
  assay_wait_until (n_calls == 2);
  assay_wake_ring (wake);
  g_assert_finalize_object (sleeper);
  while (g_main_context_iteration (context, FALSE))
    ;
  assay_wake_unref (wake);
  g_main_context_pop_thread_default (context);
  journal_support_close (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/presence/others", test_others);
  g_test_add_func ("/journal/presence/reader", test_reader);
  g_test_add_func ("/journal/presence/unknown", test_unknown);
  g_test_add_func ("/journal/presence/monitor", test_monitor);
  g_test_add_func ("/journal/presence/content-is-no-sign", test_content_is_no_sign);
  g_test_add_func ("/journal/presence/alone-nobody-wakes", test_alone_nobody_wakes);
  g_test_add_func ("/journal/presence/wake", test_wake);

  return g_test_run ();
}
