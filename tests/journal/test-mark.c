/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gstdio.h>

#include "assay-mark-private.h"
#include "assay-schema.h"
#include "assay-support.h"

static sqlite3 *
open_file (const char *folder, const char *sql)
{
  g_autofree char *path = g_build_filename (folder, "file.sqlite", NULL);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);

  return handle;
}

static void
execute (sqlite3 *handle, const char *sql)
{
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

#define SQL_OF_FILE \
  "PRAGMA journal_mode = WAL;" \
  "CREATE TABLE item (value);" \
  "PRAGMA application_id = " G_STRINGIFY (ASSAY_SCHEMA_APPLICATION_ID) ";"

/* The mark is in the file, the page without it in the log, until that is moved. */
static void
test_set (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  sqlite3 *handle = open_file (folder, SQL_OF_FILE);

  g_assert_false (assay_mark_is_set (handle));
  g_assert_true (assay_mark_set (handle));
  g_assert_false (assay_mark_set (handle));
  g_assert_true (assay_mark_is_set (handle));
  g_assert_false (assay_mark_is_seen (handle));

  execute (handle, "PRAGMA wal_checkpoint");
  g_assert_false (assay_mark_is_set (handle));
  sqlite3_close (handle);
}

/* Once the log is moved, the mark is what a reader sees, until it is taken back. */
static void
test_take_back (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  sqlite3 *handle = open_file (folder, SQL_OF_FILE "PRAGMA wal_checkpoint;");
  sqlite3 *other = NULL;

  g_assert_true (assay_mark_set (handle));
  other = open_file (folder, "");
  g_assert_true (assay_mark_is_seen (other));
  g_assert_true (assay_mark_take_back (handle));
  g_assert_false (assay_mark_is_seen (other));
  g_assert_true (assay_mark_is_set (other));

  execute (other, "PRAGMA wal_checkpoint");
  g_assert_false (assay_mark_is_set (other));
  sqlite3_close (other);
  sqlite3_close (handle);
}

static void
test_busy (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  sqlite3 *handle = open_file (folder, SQL_OF_FILE);
  sqlite3 *other = open_file (folder, "BEGIN IMMEDIATE");

  g_assert_true (assay_mark_set (handle));
  g_assert_false (assay_mark_take_back (handle));
  execute (other, "ROLLBACK");
  g_assert_true (assay_mark_take_back (handle));
  sqlite3_close (other);
  sqlite3_close (handle);
}

/* Nothing is written where there is no first page, nor without a file. */
static void
test_empty (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = g_build_filename (folder, "file.sqlite", NULL);
  sqlite3 *handle = open_file (folder, "");
  sqlite3 *memory = NULL;
  GStatBuf status;

  g_assert_false (assay_mark_set (handle));
  g_assert_false (assay_mark_is_set (handle));
  sqlite3_close (handle);
  g_assert_no_errno (g_stat (path, &status));
  g_assert_cmpint (status.st_size, ==, 0);

  g_assert_cmpint (sqlite3_open (":memory:", &memory), ==, SQLITE_OK);
  g_assert_false (assay_mark_set (memory));
  g_assert_false (assay_mark_is_set (memory));
  sqlite3_close (memory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/mark/set", test_set);
  g_test_add_func ("/journal/mark/take-back", test_take_back);
  g_test_add_func ("/journal/mark/busy", test_busy);
  g_test_add_func ("/journal/mark/empty", test_empty);

  return g_test_run ();
}
