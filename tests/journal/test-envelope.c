/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-envelope-private.h"
#include "assay-schema.h"
#include "journal-support.h"

static AssayDatabase *
open_journal (const char *path)
{
  g_autoptr (GError) error = NULL;
  AssayDatabase *database = assay_database_open (path, ASSAY_DATABASE_CREATE, &error);
  guint n_migrations;
  const AssayMigration *migrations = assay_schema_get_migrations (&n_migrations);

  g_assert_no_error (error);
  assay_schema_migrate (database, path, migrations, n_migrations, &error);
  g_assert_no_error (error);

  return database;
}

static gint64
store (AssayDatabase *database, const char *url, const char *headers, const char *verdict)
{
  const AssayEnvelope envelope = { "POST", url, headers, verdict };
  g_autoptr (GError) error = NULL;
  g_autofree char *signature = NULL;
  gint64 id;

  assay_envelope_store (database, &envelope, &id, &signature, &error);
  g_assert_no_error (error);

  return id;
}

static void
test_kept_once (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (AssayDatabase) database = open_journal (path);
  gint64 first = store (database, "/a", "Host: h\r\n", "verified");

  g_assert_cmpint (store (database, "/a", "Host: h\r\n", "verified"), ==, first);
  g_assert_cmpint (store (database, "/b", "Host: h\r\n", "verified"), !=, first);
  g_assert_cmpint (store (database, "/a", "Host: i\r\n", "verified"), !=, first);
  g_assert_cmpint (store (database, "/a", "Host: h\r\n", NULL), !=, first);
  g_assert_cmpint (store (database, "/a", NULL, "verified"), !=, first);
  g_assert_cmpint (store (database, "/a", NULL, "verified"), ==,
                   store (database, "/a", NULL, "verified"));
  g_assert_cmpint (journal_support_query_on (database, "SELECT count(*) FROM envelope"), ==, 5);
}

/* Who sends another header each time is no burden. */
static void
test_too_many (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (AssayDatabase) database = open_journal (path);

  journal_support_execute_on (database, "BEGIN IMMEDIATE");
  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *url = g_strdup_printf ("/%u", i);

      g_assert_cmpint (store (database, url, NULL, NULL), !=, 0);
    }
  g_assert_cmpint (store (database, "/more", NULL, NULL), ==, 0);
  g_assert_cmpint (store (database, "/7", NULL, NULL), !=, 0);
  journal_support_execute_on (database, "COMMIT");
}

static void
test_remove_unused (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (AssayDatabase) database = open_journal (path);
  g_autoptr (GError) error = NULL;
  gint64 used;

  store (database, "/a", NULL, NULL);
  used = store (database, "/b", NULL, NULL);
  store (database, "/c", NULL, NULL);
  journal_support_execute_on (
    database, "INSERT INTO exchange (id, direction, status, started_at, duration, redacted,"
              " rejected, envelope) SELECT 'x', 0, 200, 0, 0, 0, 0, id FROM envelope"
              " WHERE url = '/b'");

  g_assert_true (assay_envelope_remove_unused (database, &error));
  g_assert_no_error (error);
  g_assert_cmpint (journal_support_query_on (database, "SELECT count(*) FROM envelope"), ==, 1);
  g_assert_cmpint (journal_support_query_on (database, "SELECT id FROM envelope"), ==, used);

  journal_support_execute_on (database, "DELETE FROM exchange");
  g_assert_true (assay_envelope_remove_unused (database, &error));
  g_assert_cmpint (journal_support_query_on (database, "SELECT count(*) FROM envelope"), ==, 0);
}

static void
deliver (AssayJournal *journal, const char *id, const char *headers)
{
  g_autoptr (GBytes) received = g_bytes_new_static ("{\"n\":1}", 7);
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"received\":{\"n\":1}}", 20);
  g_autoptr (AssayExchange)
    exchange = assay_exchange_new (id, ASSAY_DIRECTION_IN, "POST", "/webhooks", NOW);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (events, assay_event_new (id, NOW, KEY, ASSAY_EVENT_ORDER_RECEIVED, "", body));
  assay_exchange_set_request_headers (exchange, headers);
  assay_exchange_set_request_body (exchange, received);
  assay_exchange_set_verdict (exchange, "verified");
  assay_exchange_set_verified (exchange, TRUE);
  assay_journal_append_async (journal, events, exchange, -1, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_journal_append_finish (journal, result, NULL, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list_exchanges (AssayJournal *journal)
{
  GAsyncResult *slot = NULL;

  assay_journal_list_exchanges_async (journal, KEY, 99, NULL, assay_await_result_cb, &slot);

  return journal_support_finish_list (journal, &slot);
}

/* An exchange is read as it was, whatever is like another. */
static void
test_read (void)
{
  static const char *const headers[] = {
    "Host: h\r\nX-StackOne-Signature: abc\r\nAccept: x\r\n",
    "Host: h\r\nX-StackOne-Signature: defgh\r\nAccept: x\r\n",
    "Host: h\r\nX-StackOne-Signature: \r\nAccept: x\r\n",
    "Host: h\r\nX-STACKONE-SIGNATURE: abc\r\n",
    "Host: h\r\nX-StackOne-Signature: abc",
    "Näme: ö\r\nX-Signature: ü\r\nX-Signature: z\r\n",
    "-signature: a\r\n",
    "Signature: a\r\n",
    "x-signature:\r\n",
    "x-signature:",
    "x-signature",
    "",
    NULL,
  };
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GPtrArray) exchanges = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    {
      g_autofree char *id = g_strdup_printf ("x%u", i);

      deliver (journal, id, headers[i]);
    }
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM exchange WHERE url IS NULL"),
                   ==, G_N_ELEMENTS (headers));
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM envelope"), ==,
                   G_N_ELEMENTS (headers) - 1);

  exchanges = list_exchanges (journal);
  g_assert_cmpuint (exchanges->len, ==, G_N_ELEMENTS (headers));
  for (guint i = 0; i < exchanges->len; i++)
    {
      AssayExchange *exchange = g_ptr_array_index (exchanges, exchanges->len - 1 - i);

      g_assert_cmpstr (assay_exchange_get_method (exchange), ==, "POST");
      g_assert_cmpstr (assay_exchange_get_url (exchange), ==, "/webhooks");
      g_assert_cmpstr (assay_exchange_get_request_headers (exchange), ==, headers[i]);
      g_assert_cmpstr (assay_exchange_get_verdict (exchange), ==, "verified");
    }
  journal_support_close (journal);
}

/* An exchange that lost its envelope is found. */
static void
test_lost (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayJournalReport) whole = NULL;
  g_autoptr (AssayJournalReport) broken = NULL;
  AssayJournalFinding *finding;

  deliver (journal, "x", "Host: h\r\n");
  whole = journal_support_verify (journal);
  g_assert_cmpuint (whole->findings->len, ==, 0);

  journal_support_execute (path, "DELETE FROM envelope");
  broken = journal_support_verify (journal);
  g_assert_cmpuint (broken->findings->len, ==, 1);
  finding = g_ptr_array_index (broken->findings, 0);
  g_assert_cmpstr (finding->message, ==, "what it came with is not there");
  journal_support_close (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/envelope/kept-once", test_kept_once);
  g_test_add_func ("/journal/envelope/too-many", test_too_many);
  g_test_add_func ("/journal/envelope/remove-unused", test_remove_unused);
  g_test_add_func ("/journal/envelope/read", test_read);
  g_test_add_func ("/journal/envelope/lost", test_lost);

  return g_test_run ();
}
