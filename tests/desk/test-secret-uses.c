/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-secret-uses.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "assay-support.h"

#define NOON G_GINT64_CONSTANT (1767355200000000)

static gboolean
note (AssaySecretUses *uses, const char *fingerprint, gint64 at, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_secret_uses_note_async (uses, fingerprint, at, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);

  return assay_secret_uses_note_finish (uses, result, error);
}

static void
test_noted (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = g_build_filename (folder, "secret-uses.ini", NULL);
  g_autoptr (AssaySecretUses) one = assay_secret_uses_new (folder);
  g_autoptr (AssaySecretUses) two = assay_secret_uses_new (folder);
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_cmpint (assay_secret_uses_get (one, "aa"), ==, 0);
  note (one, "aa", NOON + 999999, &error);
  g_assert_no_error (error);
  note (two, "bb", NOON + G_TIME_SPAN_MINUTE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (assay_secret_uses_get (one, "aa"), ==, NOON);
  g_assert_cmpint (assay_secret_uses_get (one, "bb"), ==, 0);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  /* Each sees what the other has noted, and an earlier time takes nothing back. */
  assay_secret_uses_reload (one);
  assay_secret_uses_reload (two);
  g_assert_cmpint (assay_secret_uses_get (one, "bb"), ==, NOON + G_TIME_SPAN_MINUTE);
  g_assert_cmpint (assay_secret_uses_get (two, "aa"), ==, NOON);
  note (two, "aa", NOON - G_TIME_SPAN_HOUR, &error);
  g_assert_no_error (error);
  assay_secret_uses_reload (one);
  g_assert_cmpint (assay_secret_uses_get (one, "aa"), ==, NOON);
  g_assert_cmpint (assay_secret_uses_get (two, "aa"), ==, NOON);
}

static void
test_damaged (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = g_build_filename (folder, "secret-uses.ini", NULL);
  g_autoptr (AssaySecretUses) uses = NULL;
  g_autoptr (AssaySecretUses) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "[Signing Secrets]\naa=soon\nbb=-7\ncc", -1, NULL));
  uses = assay_secret_uses_new (folder);
  g_assert_cmpint (assay_secret_uses_get (uses, "aa"), ==, 0);
  g_assert_cmpint (assay_secret_uses_get (uses, "bb"), ==, 0);
  note (uses, "aa", NOON, &error);
  g_assert_no_error (error);
  again = assay_secret_uses_new (folder);
  g_assert_cmpint (assay_secret_uses_get (again, "aa"), ==, NOON);
}

/* Nobody ever writes into it. */
static void
test_pipe (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = g_build_filename (folder, "secret-uses.ini", NULL);
  g_autoptr (AssaySecretUses) uses = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  uses = assay_secret_uses_new (folder);
  note (uses, "aa", NOON, &error);
  g_assert_no_error (error);
  assay_secret_uses_reload (uses);
  g_assert_cmpint (assay_secret_uses_get (uses, "aa"), ==, NOON);
}

/* It is still known here, and told why others will not know. */
static void
test_cannot_be_written (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *nowhere = g_build_filename (folder, "missing", NULL);
  g_autoptr (AssaySecretUses) uses = assay_secret_uses_new (nowhere);
  g_autoptr (GError) error = NULL;

  g_assert_false (note (uses, "aa", NOON, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_cmpint (assay_secret_uses_get (uses, "aa"), ==, NOON);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/desk/secret-uses/noted", test_noted);
  g_test_add_func ("/desk/secret-uses/damaged", test_damaged);
  g_test_add_func ("/desk/secret-uses/pipe", test_pipe);
  g_test_add_func ("/desk/secret-uses/cannot-be-written", test_cannot_be_written);

  return g_test_run ();
}
