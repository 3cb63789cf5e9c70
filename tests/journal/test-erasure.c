/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-erasure-private.h"
#include "journal-support.h"

#define BODY(order, candidate) \
  "{\"kind\":\"assessment\",\"path\":\"\",\"entered_by_hand\":true,\"received\":{\"id\":\"" order \
  "\",\"package\":{\"name\":\"Logic\"},\"candidate\":" candidate "}}"
#define ZOE "{\"id\":\"c-123456\",\"first_name\":\"Zoë\",\"last_name\":\"Müller\"}"
#define ANN "{\"id\":\"1\",\"remote_id\":\"r1\"}"

static const AssayProjection no_mapping = { NULL, NULL };

static void
append (AssayJournal *journal, const char *key, const char *kind, const char *body)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_submit (journal, key, id, kind, body, &slot);
  journal_support_finish (journal, &slot, NULL, &error);
  g_assert_no_error (error);
}

static AssayDatabase *
open_file (const char *folder)
{
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (GError) error = NULL;
  AssayDatabase *database = assay_database_open (path, ASSAY_DATABASE_CREATE, &error);

  g_assert_no_error (error);

  return database;
}

static AssayJournal *
fill (const char *folder)
{
  AssayJournal *journal = journal_support_open (folder);

  append (journal, "a/1", ASSAY_EVENT_ORDER_RECEIVED, BODY ("1", ZOE));
  append (journal, "a/2", ASSAY_EVENT_ORDER_RECEIVED, BODY ("2", ANN));
  append (journal, "a/3", ASSAY_EVENT_ORDER_RECEIVED, BODY ("3", "{\"remote_id\":\"r1\"}"));
  append (journal, "b/2", ASSAY_EVENT_ORDER_RECEIVED, BODY ("2", ANN));

  return journal;
}

static void
expect (AssayDatabase *database, const char *id, const char *keys)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayErasure) erasure = assay_erasure_find (database, id, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (erasure->keys, NULL);
  found = g_strjoinv (" ", (GStrv) erasure->keys->pdata);
  g_assert_cmpstr (found, ==, keys);
}

static void
expect_error (AssayDatabase *database, const char *id, AssayJournalError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (assay_erasure_find (database, id, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, (int) code);
}

/* “1” is an order of one and the id of another. */
static void
test_who_is_meant (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = fill (folder);
  g_autoptr (AssayDatabase) database = open_file (folder);

  expect (database, "c-123456", "a/1");
  expect (database, "a/c-123456", "a/1");
  expect (database, "a/1", "a/1");
  expect (database, "a/2", "a/2 a/3");
  expect (database, "a/r1", "a/2 a/3");
  expect (database, "3", "a/3 a/2");
  expect (database, "b/1", "b/2");
  expect_error (database, "1", ASSAY_JOURNAL_ERROR_CONFLICT);
  expect_error (database, "r1", ASSAY_JOURNAL_ERROR_CONFLICT);
  expect_error (database, "2", ASSAY_JOURNAL_ERROR_CONFLICT);
  expect_error (database, "c-12345", ASSAY_JOURNAL_ERROR_NOT_FOUND);
  expect_error (database, "b/c-123456", ASSAY_JOURNAL_ERROR_NOT_FOUND);
  expect_error (database, "/", ASSAY_JOURNAL_ERROR_NOT_FOUND);
  g_clear_pointer (&database, assay_database_free);
  journal_support_close (journal);
}

static void
test_words (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = fill (folder);
  g_autoptr (AssayDatabase) database = open_file (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayErasure) erasure = assay_erasure_find (database, "a/1", &error);
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (erasure->words, NULL);
  words = g_strjoinv ("|", (GStrv) erasure->words->pdata);
  g_assert_cmpstr (words, ==, "Zoë Müller|Zo%C3%AB%20M%C3%BCller|Zo\\u00eb M\\u00fcller|c-123456");
  g_clear_pointer (&database, assay_database_free);
  journal_support_close (journal);
}

/* The label that went with the first result is kept by the second. */
static void
test_labels (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = fill (folder);
  g_autoptr (AssayDatabase) database = open_file (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayErasure) erasure = NULL;

  for (guint i = 1; i <= 2; i++)
    {
      g_autofree char *key = g_strdup_printf ("a/%u", i);
      g_autofree char *queued =
        g_strdup_printf ("{\"revision\":\"%u\",\"body\":{\"score\":{\"label\":\"Strong\"}}}", i);
      g_autofree char *delivered = g_strdup_printf ("{\"revision\":\"%u\",\"status\":200}", i);

      append (journal, key, ASSAY_EVENT_RESULT_QUEUED, queued);
      append (journal, key, ASSAY_EVENT_RESULT_DELIVERED, delivered);
    }
  g_assert_cmpint (journal_support_query (path, "SELECT seq FROM label"), ==, 6);

  erasure = assay_erasure_find (database, "a/1", &error);
  g_assert_no_error (error);
  assay_erasure_run (erasure, database, &no_mapping, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (erasure->n_events, ==, 2);
  g_assert_cmpint (journal_support_query (path, "SELECT seq FROM label"), ==, 8);
  g_clear_pointer (&database, assay_database_free);
  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

static void
test_what_waits (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = fill (folder);
  g_autoptr (AssayDatabase) database = open_file (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayErasure) erasure = NULL;

  append (journal, "a/1", ASSAY_EVENT_RESULT_QUEUED, "{\"revision\":\"1\",\"body\":{}}");
  erasure = assay_erasure_find (database, "a/1", &error);
  g_assert_no_error (error);
  g_assert_false (assay_erasure_run (erasure, database, &no_mapping, FALSE, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY);
  g_assert_false (assay_database_in_transaction (database));
  expect (database, "c-123456", "a/1");
  g_clear_pointer (&database, assay_database_free);
  journal_support_close (journal);
}

/* A page of the full text that began with the person's name does so no more. */
static void
test_search (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = fill (folder);
  g_autoptr (AssayDatabase) database = open_file (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayStatement) row = NULL;
  g_autoptr (AssayErasure) erasure = NULL;
  g_autofree char *beginning = NULL;
  g_autofree char *query = NULL;
  gboolean has_row;

  /* Every name but those of one beginning is another's, too. */
  assay_database_execute (database,
                          "WITH RECURSIVE n (i) AS"
                          " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)"
                          " INSERT INTO event (id, at, order_key, kind, actor, body)"
                          " SELECT 'n' || i, i, 'c/' || i, 'order.received', '',"
                          "  '{\"kind\":\"assessment\",\"path\":\"\",\"received\":{'"
                          "   || '\"candidate\":{\"first_name\":\"'"
                          "   || 'abcdefgh' || char(97 + i % 26, 97 + i / 26 % 26, 97 + i / 676)"
                          "   || '\"}}}' FROM n",
                          &error);
  g_assert_no_error (error);
  journal_support_rebuild (journal);

  row = assay_database_prepare (database,
                                "SELECT orders.key AS key, CAST(substr(term, 2) AS TEXT) AS word"
                                " FROM order_search_idx JOIN orders"
                                " ON substr(candidate, 1, length(term) - 1) ="
                                "  CAST(substr(term, 2) AS TEXT)"
                                " WHERE length(term) > 7"
                                " GROUP BY term HAVING count(*) = 1 LIMIT 1",
                                &error);
  g_assert_no_error (error);
  assay_statement_next (row, &has_row, &error);
  g_assert_no_error (error);
  g_assert_true (has_row);
  beginning = g_strdup (assay_statement_get_text (row, "word"));
  erasure = assay_erasure_find (database, assay_statement_get_text (row, "key"), &error);
  g_assert_no_error (error);
  assay_statement_reset (row);

  query = g_strdup_printf ("SELECT count(*) FROM order_search_idx"
                           " WHERE CAST(substr(term, 2) AS TEXT) = '%s'",
                           beginning);
  g_assert_cmpint (journal_support_query (path, query), ==, 1);
  assay_erasure_run (erasure, database, &no_mapping, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (journal_support_query (path, query), ==, 0);
  g_clear_pointer (&row, assay_statement_release);
  g_clear_pointer (&database, assay_database_free);
  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

/* The file must not look as if it lacked its log. */
static void
test_empty_log (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = fill (folder);
  g_autoptr (AssayDatabase) database = open_file (folder);
  g_autoptr (GError) error = NULL;
  gint64 id;

  assay_erasure_empty_log (database, &error);
  g_assert_no_error (error);
  g_assert_true (assay_database_lacks_log (database));
  assay_database_query_int64 (database, "PRAGMA application_id", &id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, ==, 0x41737379);
  g_clear_pointer (&database, assay_database_free);
  journal_support_close (journal);
}

static void
test_readers (void)
{
  g_autofree char *readers = assay_erasure_dup_readers ("/nonexistent/journal.sqlite");

  g_assert_cmpstr (readers, ==, "another program");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/erasure/who-is-meant", test_who_is_meant);
  g_test_add_func ("/journal/erasure/words", test_words);
  g_test_add_func ("/journal/erasure/labels", test_labels);
  g_test_add_func ("/journal/erasure/what-waits", test_what_waits);
  g_test_add_func ("/journal/erasure/search", test_search);
  g_test_add_func ("/journal/erasure/empty-log", test_empty_log);
  g_test_add_func ("/journal/erasure/readers", test_readers);

  return g_test_run ();
}
