/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "assay-outbox-lock.h"
#include "assay-support.h"

#define ROUNDS 10

static void
assert_held (const char *folder)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (assay_outbox_lock_take (folder, &error));
  g_assert_error (error, ASSAY_OUTBOX_ERROR, ASSAY_OUTBOX_ERROR_HELD);
}

static AssayOutboxLock *
take (const char *folder)
{
  g_autoptr (GError) error = NULL;
  AssayOutboxLock *lock = assay_outbox_lock_take (folder, &error);

  g_assert_no_error (error);
  g_assert_nonnull (lock);

  return lock;
}

static void
test_one_holder (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = g_build_filename (folder, "outbox.lock", NULL);
  AssayOutboxLock *lock = take (folder);
  GStatBuf status;

  assert_held (folder);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  assay_outbox_lock_release (lock);
  assay_outbox_lock_release (take (folder));
}

static void
test_folders_are_apart (void)
{
  g_autoptr (AssayTempDir) one = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) two = assay_temp_dir_new ();
  g_autoptr (AssayOutboxLock) first = take (one);
  g_autoptr (AssayOutboxLock) second = take (two);

  assert_held (one);
  assert_held (two);
}

/* Starts a process that holds the lock until it is killed. */
static pid_t
start_holder (const char *folder)
{
  int ready[2];
  char byte;
  pid_t pid;

  g_assert_cmpint (pipe (ready), ==, 0);
  pid = fork ();
  g_assert_cmpint (pid, >=, 0);
  if (pid == 0)
    {
      close (ready[0]);
      if (assay_outbox_lock_take (folder, NULL) == NULL || write (ready[1], "x", 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }

  close (ready[1]);
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  close (ready[0]);

  return pid;
}

static void
test_killed_holder (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();

  for (guint i = 0; i < ROUNDS; i++)
    {
      pid_t pid = start_holder (folder);
      int status;

      assert_held (folder);
      g_assert_cmpint (kill (pid, SIGKILL), ==, 0);
      g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
      g_assert_true (WIFSIGNALED (status));
      assay_outbox_lock_release (take (folder));
    }
}

static void
test_missing_folder (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (assay_outbox_lock_take (missing, &error));
  g_assert_error (error, ASSAY_OUTBOX_ERROR, ASSAY_OUTBOX_ERROR_FAILED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/outbox/outbox-lock/one-holder", test_one_holder);
  g_test_add_func ("/outbox/outbox-lock/folders-are-apart", test_folders_are_apart);
  g_test_add_func ("/outbox/outbox-lock/killed-holder", test_killed_holder);
  g_test_add_func ("/outbox/outbox-lock/missing-folder", test_missing_folder);

  return g_test_run ();
}
