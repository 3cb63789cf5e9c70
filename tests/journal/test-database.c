/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "assay-database-error-private.h"
#include "assay-statement-private.h"
#include "journal-support.h"

static AssayDatabase *
open_database (const char *path, AssayDatabaseMode mode)
{
  g_autoptr (GError) error = NULL;
  AssayDatabase *database = assay_database_open (path, mode, &error);

  g_assert_no_error (error);

  return database;
}

/* What stands in the log is in the copy, and nobody's file is lost to it. */
static void
test_back_up (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *target = g_build_filename (folder, "copy.sqlite", NULL);
  g_autofree char *part = g_strconcat (target, ".part", NULL);
  g_autoptr (AssayDatabase) database = open_database (path, ASSAY_DATABASE_CREATE);
  g_autoptr (AssayDatabase) copy = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  journal_support_execute_on (
    database, "CREATE TABLE thing (id INTEGER PRIMARY KEY); INSERT INTO thing VALUES (7)");
  assay_database_back_up (database, target, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (target, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  copy = open_database (target, ASSAY_DATABASE_READ_ONLY);
  g_assert_cmpint (journal_support_query_on (copy, "SELECT id FROM thing"), ==, 7);

  g_assert_false (assay_database_back_up (database, target, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
}

static void
test_no_locks (void)
{
  static const int codes[] = {
    SQLITE_IOERR_SHMOPEN,
    SQLITE_IOERR_SHMMAP,
    SQLITE_IOERR_LOCK,
    SQLITE_PROTOCOL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = NULL;

      assay_database_set_error (&error, NULL, codes[i]);
      g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_IO);
      g_assert_nonnull (strstr (error->message, "on a disk of this machine"));
    }
}

/* Somebody's shell holds a transaction open; that is told, once. */
static void
test_log_cannot_be_moved (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (AssayDatabase) database = open_database (path, ASSAY_DATABASE_CREATE);
  g_autoptr (AssayDatabase) reader = NULL;

  journal_support_execute_on (database,
                              "PRAGMA synchronous = OFF; CREATE TABLE thing (bytes BLOB)");
  reader = open_database (path, ASSAY_DATABASE_READ_ONLY);
  journal_support_execute_on (reader, "BEGIN");
  g_assert_cmpint (journal_support_query_on (reader, "SELECT count(*) FROM thing"), ==, 0);

  g_test_expect_message ("assay-journal", G_LOG_LEVEL_WARNING, "*program has been reading it*");
  for (guint i = 0; i < 80; i++)
    journal_support_execute_on (database, "INSERT INTO thing VALUES (zeroblob (1048576))");
  g_test_assert_expected_messages ();

  journal_support_execute_on (reader, "COMMIT");
  journal_support_execute_on (database, "INSERT INTO thing VALUES (1)");
  journal_support_execute_on (database, "INSERT INTO thing VALUES (2)");
  g_assert_cmpint (journal_support_query_on (database, "SELECT count(*) FROM thing"), ==, 82);
}

static void
prepare_many (AssayDatabase *database, guint first, guint n_statements)
{
  for (guint i = first; i < first + n_statements; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %u AS number", i);
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayStatement) row = assay_database_prepare (database, sql, &error);
      gboolean has_row;

      g_assert_no_error (error);
      g_assert_true (assay_statement_next (row, &has_row, &error));
      g_assert_cmpint (assay_statement_get_int64 (row, "number"), ==, i);
    }
}

/* Each search may be a statement of its own; those in use stay. */
static void
test_forgets_statements (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (AssayDatabase) database = open_database (path, ASSAY_DATABASE_CREATE);
  g_autoptr (AssayStatement) held = NULL;
  g_autoptr (GError) error = NULL;
  gint64 used;
  gboolean has_row;

  held = assay_database_prepare (database, "SELECT 1 AS n UNION ALL SELECT 2 ORDER BY n", &error);
  g_assert_no_error (error);
  g_assert_true (assay_statement_next (held, &has_row, &error));
  prepare_many (database, 0, 200);
  used = sqlite3_memory_used ();
  prepare_many (database, 200, 2000);
  g_assert_cmpint (sqlite3_memory_used (), <, used + 128 * 1024);

  g_assert_cmpint (assay_statement_get_int64 (held, "n"), ==, 1);
  g_assert_true (assay_statement_next (held, &has_row, &error));
  g_assert_true (has_row);
  g_assert_cmpint (assay_statement_get_int64 (held, "n"), ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/database/back-up", test_back_up);
  g_test_add_func ("/journal/database/no-locks", test_no_locks);
  g_test_add_func ("/journal/database/log-cannot-be-moved", test_log_cannot_be_moved);
  g_test_add_func ("/journal/database/forgets-statements", test_forgets_statements);

  return g_test_run ();
}
