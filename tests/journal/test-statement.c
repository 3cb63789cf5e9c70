/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-database.h"
#include "journal-support.h"

static AssayDatabase *
open_database (const char *folder)
{
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (GError) error = NULL;
  AssayDatabase *database = assay_database_open (path, ASSAY_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  assay_database_execute (database,
                          "CREATE TABLE thing (id INTEGER PRIMARY KEY, number REAL, text TEXT,"
                          " bytes BLOB)",
                          &error);
  g_assert_no_error (error);

  return database;
}

static void
test_values (void)
{
  static const guint8 raw[] = { 0, 255, 0 };
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayDatabase) database = open_database (folder);
  g_autoptr (GBytes) bytes = g_bytes_new_static (raw, sizeof raw);
  g_autoptr (GBytes) stored = NULL;
  g_autoptr (AssayStatement) insertion = NULL, row = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_row;

  insertion = assay_database_prepare (database, "INSERT INTO thing VALUES (?1, ?2, ?3, ?4)",
                                      &error);
  g_assert_no_error (error);
  assay_statement_bind_int64 (insertion, 1, G_MAXINT64);
  assay_statement_bind_double (insertion, 2, 0.5);
  assay_statement_bind_text (insertion, 3, "Zoë");
  assay_statement_bind_bytes (insertion, 4, bytes);
  g_assert_true (assay_statement_run (insertion, &error));
  g_assert_cmpint (assay_database_get_changes (database), ==, 1);

  row = assay_database_prepare (database,
                                "SELECT bytes, text, number, id, NULL AS absent"
                                " FROM thing",
                                &error);
  g_assert_no_error (error);
  g_assert_true (assay_statement_next (row, &has_row, &error));
  g_assert_true (has_row);
  g_assert_cmpint (assay_statement_get_int64 (row, "id"), ==, G_MAXINT64);
  g_assert_cmpfloat_with_epsilon (assay_statement_get_double (row, "number"), 0.5, 0.001);
  g_assert_cmpstr (assay_statement_get_text (row, "text"), ==, "Zoë");
  stored = assay_statement_dup_bytes (row, "bytes");
  g_assert_true (g_bytes_equal (stored, bytes));
  g_assert_true (assay_statement_is_null (row, "absent"));
  g_assert_false (assay_statement_is_null (row, "id"));
  g_assert_null (assay_statement_get_text (row, "absent"));
  g_assert_null (assay_statement_dup_bytes (row, "absent"));
  g_assert_true (assay_statement_next (row, &has_row, &error));
  g_assert_false (has_row);
}

/* Empty is not the same as absent. */
static void
test_empty_values (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayDatabase) database = open_database (folder);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (AssayStatement) insertion = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_found;

  insertion = assay_database_prepare (database, "INSERT INTO thing (text, bytes) VALUES (?1, ?2)",
                                      &error);
  g_assert_no_error (error);
  assay_statement_bind_json (insertion, 1, empty);
  assay_statement_bind_bytes (insertion, 2, empty);
  g_assert_true (assay_statement_run (insertion, &error));
  assay_statement_bind_json (insertion, 1, NULL);
  assay_statement_bind_bytes (insertion, 2, NULL);
  g_assert_true (assay_statement_run (insertion, &error));

  g_assert_true (assay_database_query_int64 (database,
                                             "SELECT count(*) FROM thing WHERE text = ''"
                                             " AND typeof (bytes) = 'blob'",
                                             &n_found, &error));
  g_assert_cmpint (n_found, ==, 1);
  g_assert_true (assay_database_query_int64 (database,
                                             "SELECT count(*) FROM thing WHERE text IS NULL"
                                             " AND bytes IS NULL",
                                             &n_found, &error));
  g_assert_cmpint (n_found, ==, 1);
}

static void
test_failures (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayDatabase) database = open_database (folder);
  g_autoptr (AssayStatement) insertion = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (assay_database_prepare (database, "SELECT nonsense FROM nowhere", &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_IO);
  g_clear_error (&error);

  /* A value too many is told by the step, and forgotten with it. */
  insertion = assay_database_prepare (database, "INSERT INTO thing (id) VALUES (?1)", &error);
  assay_statement_bind_int64 (insertion, 2, 1);
  g_assert_false (assay_statement_run (insertion, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_IO);
  g_clear_error (&error);
  assay_statement_bind_int64 (insertion, 1, 1);
  g_assert_true (assay_statement_run (insertion, &error));

  assay_statement_bind_int64 (insertion, 1, 1);
  g_assert_false (assay_statement_run (insertion, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_IO);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/statement/values", test_values);
  g_test_add_func ("/journal/statement/empty-values", test_empty_values);
  g_test_add_func ("/journal/statement/failures", test_failures);

  return g_test_run ();
}
