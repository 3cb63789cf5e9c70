/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-stored-id-private.h"
#include "journal-support.h"

#define DIGEST "0123456789abcdef0123456789abcdef01234567"

static AssayDatabase *
open_table (const char *path)
{
  g_autoptr (GError) error = NULL;
  AssayDatabase *database = assay_database_open (path, ASSAY_DATABASE_CREATE, &error);

  g_assert_no_error (error);
  assay_database_execute (database, "CREATE TABLE stored (id ANY NOT NULL UNIQUE) STRICT", &error);
  g_assert_no_error (error);

  return database;
}

static void
store (AssayDatabase *database, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayStatement)
    statement = assay_database_prepare (database, "INSERT INTO stored VALUES (?1)", &error);

  g_assert_no_error (error);
  assay_stored_id_bind (statement, 1, id);
  assay_statement_run (statement, &error);
  g_assert_no_error (error);
}

/* Returns how many bytes the only id takes, and removes it. */
static gint64
take (AssayDatabase *database, char **id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayStatement) row = NULL;
  gboolean has_row;
  gint64 size;

  row = assay_database_prepare (database, "SELECT id, octet_length(id) AS size FROM stored",
                                &error);
  g_assert_no_error (error);
  g_assert_true (assay_statement_next (row, &has_row, &error) && has_row);
  *id = assay_stored_id_dup (row, "id");
  size = assay_statement_get_int64 (row, "size");
  g_clear_pointer (&row, assay_statement_release);
  assay_database_execute (database, "DELETE FROM stored", &error);
  g_assert_no_error (error);

  return size;
}

/* Whatever the id is, it comes back. */
static void
test_round_trip (void)
{
  static const struct
  {
    const char *id;
    gint64 size;
  } cases[] = {
    { "019728d4-5620-730f-88e6-0f967eca01bd", 16 },
    { "00000000-0000-0000-0000-000000000000", 16 },
    { "ffffffff-ffff-ffff-ffff-ffffffffffff", 16 },
    { "019728D4-5620-730f-88e6-0f967eca01bd", 36 },
    { "019728d4-5620-730f-88e6-0f967eca01b", 35 },
    { "019728d4-5620-730f-88e6-0f967eca01bg", 36 },
    { "019728d4-5620-730f-88e6x0f967eca01bd", 36 },
    { "webhook/2026-01-02T03%3A04%3A05.678Z/" DIGEST, 26 },
    { "webhook/1970-01-01T00%3A00%3A00.000Z/" DIGEST, 26 },
    { "webhook/9999-12-31T23%3A59%3A59.999Z/" DIGEST, 26 },
    { "webhook/1969-12-31T23%3A59%3A59.999Z/" DIGEST, 77 },
    { "webhook/2026-02-30T03%3A04%3A05.678Z/" DIGEST, 77 },
    { "webhook/2026-01-02T24%3A00%3A00.000Z/" DIGEST, 77 },
    { "webhook/2026-01-02T03%3a04%3A05.678Z/" DIGEST, 77 },
    { "webhook/2026-01-02T03%3A04%3A05.6789/" DIGEST, 77 },
    { "webhook/2026-01-02T03%3A04%3A05.678Z/0123456789ABCDEF0123456789abcdef01234567", 77 },
    { "webhook/2026-01-02T03%3A04%3A05Z/" DIGEST, 73 },
    { "webhook//" DIGEST, 49 },
    { "superseded:019728d4-5620-730f-88e6-0f967eca01bd", 47 },
    { "x", 1 },
    { "ünïcode", 9 },
    { "", 0 },
  };
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (AssayDatabase) database = open_table (path);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = NULL;

      store (database, cases[i].id);
      g_assert_cmpint (take (database, &id), ==, cases[i].size);
      g_assert_cmpstr (id, ==, cases[i].id);
    }
}

/* Bytes that no id has are no id. */
static void
test_strange_bytes (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (AssayDatabase) database = open_table (path);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  assay_database_execute (database, "INSERT INTO stored VALUES (x'0102')", &error);
  g_assert_no_error (error);
  take (database, &id);
  g_assert_cmpstr (id, ==, "");
}

/* The index over them grows at its end, whoever made them. */
static void
test_order_of_time (void)
{
  static const char *const ids[] = {
    "018cc820-0000-7000-8000-000000000000",
    "webhook/2026-01-02T03%3A04%3A05.678Z/" DIGEST,
    "webhook/2026-01-02T03%3A04%3A05.679Z/" DIGEST,
    "019e0000-0000-7000-8000-000000000000",
  };
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (AssayDatabase) database = open_table (path);
  g_autoptr (GError) error = NULL;
  gint64 sorted;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    store (database, ids[i]);
  g_assert_true (assay_database_query_int64 (database,
                                             "SELECT group_concat(rowid, '') FROM"
                                             " (SELECT rowid FROM stored ORDER BY id)",
                                             &sorted, &error));
  g_assert_cmpint (sorted, ==, 1234);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/stored-id/round-trip", test_round_trip);
  g_test_add_func ("/journal/stored-id/strange-bytes", test_strange_bytes);
  g_test_add_func ("/journal/stored-id/order-of-time", test_order_of_time);

  return g_test_run ();
}
