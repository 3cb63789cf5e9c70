/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "journal-support.h"

#include <string.h>

static AssayOrderStatus
map_status (const char *value, gpointer user_data)
{
  if (g_strcmp0 (value, "completed") == 0)
    return ASSAY_ORDER_STATUS_COMPLETED;

  return g_strcmp0 (value, "failed") == 0 ? ASSAY_ORDER_STATUS_REJECTED : ASSAY_ORDER_STATUS_NONE;
}

/* Opens a journal for writing that knows two result values, `completed` and `failed`. */
AssayJournal *
journal_support_open (const char *folder)
{
  g_autoptr (GError) error = NULL;
  AssayJournal *journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error);

  g_assert_no_error (error);
  assay_journal_set_status_func (journal, map_status, NULL, NULL);

  return journal;
}

/* The threads may hold the journal a moment longer than an answer takes; disposing waits for
 * them. */
void
journal_support_close (AssayJournal *journal)
{
  g_object_run_dispose (G_OBJECT (journal));
  /* What was answered last may still be on its way through the loop. */
  assay_wait_until (G_OBJECT (journal)->ref_count == 1);
  g_assert_finalize_object (journal);
}

char *
journal_support_dup_path (const char *folder)
{
  return g_build_filename (folder, "journal.sqlite", NULL);
}

static GPtrArray *
events_new (const char *key, const char *id, const char *kind, const char *body)
{
  GPtrArray *events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));

  g_ptr_array_add (events, assay_event_new (id, NOW, key, kind, "test", bytes));

  return events;
}

/* Begins to append one event; the answer goes to @slot. */
void
journal_support_submit (AssayJournal *journal,
                        const char *key,
                        const char *id,
                        const char *kind,
                        const char *body,
                        GAsyncResult **slot)
{
  g_autoptr (GPtrArray) events = events_new (key, id, kind, body);

  assay_journal_append_async (journal, events, NULL, -1, NULL, assay_await_result_cb, slot);
}

/* Waits for an append whose callback is assay_await_result_cb() with @slot. */
gboolean
journal_support_finish (AssayJournal *journal,
                        GAsyncResult **slot,
                        AssayAppendOutcome *outcome,
                        GError **error)
{
  g_autoptr (GAsyncResult) result = assay_await_result (slot);

  return assay_journal_append_finish (journal, result, outcome, error);
}

/* Appends one event of the order KEY and waits for the answer. */
gboolean
journal_support_append (AssayJournal *journal,
                        const char *id,
                        const char *kind,
                        const char *body,
                        gint64 version,
                        AssayAppendOutcome *outcome,
                        GError **error)
{
  g_autoptr (GPtrArray) events = events_new (KEY, id, kind, body);
  GAsyncResult *slot = NULL;

  assay_journal_append_async (journal, events, NULL, version, NULL, assay_await_result_cb, &slot);

  return journal_support_finish (journal, &slot, outcome, error);
}

void
journal_support_append_ok (AssayJournal *journal,
                           const char *id,
                           const char *kind,
                           const char *body)
{
  g_autoptr (GError) error = NULL;

  journal_support_append (journal, id, kind, body, -1, NULL, &error);
  g_assert_no_error (error);
}

void
journal_support_receive (AssayJournal *journal)
{
  journal_support_append_ok (journal, "d1", ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY);
}

/* Receives an order of another key; its delivery has the key as id. */
void
journal_support_receive_as (AssayJournal *journal, const char *key)
{
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  journal_support_submit (journal, key, key, ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY, &slot);
  journal_support_finish (journal, &slot, NULL, &error);
  g_assert_no_error (error);
}

void
journal_support_rebuild (AssayJournal *journal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_rebuild_async (journal, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_journal_rebuild_finish (journal, result, NULL, &error);
  g_assert_no_error (error);
}

AssayOrder *
journal_support_get_order (AssayJournal *journal)
{
  return journal_support_get_order_as (journal, KEY);
}

AssayOrder *
journal_support_get_order_as (AssayJournal *journal, const char *key)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  AssayOrder *order;

  assay_journal_get_order_async (journal, key, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  order = assay_journal_get_order_finish (journal, result, &error);
  g_assert_no_error (error);

  return order;
}

AssayOrderResults *
journal_support_get_results (AssayJournal *journal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  AssayOrderResults *results;

  assay_journal_get_results_async (journal, KEY, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  results = assay_journal_get_results_finish (journal, result, &error);
  g_assert_no_error (error);

  return results;
}

/* Waits for one of the calls that list; its callback is assay_await_result_cb() with @slot. */
GPtrArray *
journal_support_finish_list (AssayJournal *journal, GAsyncResult **slot)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = assay_await_result (slot);
  GPtrArray *elements = assay_journal_list_finish (journal, result, &error);

  g_assert_no_error (error);

  return elements;
}

/* Returns: the ids of the orders that a search finds, newest first, with blanks between. */
char *
journal_support_find (AssayJournal *journal, const char *text)
{
  g_autoptr (AssayOrderQuery) query = assay_order_query_new ();
  g_autoptr (GPtrArray) orders = NULL;
  GAsyncResult *slot = NULL;
  GString *ids = g_string_new (NULL);

  assay_order_query_set_text (query, text);
  assay_journal_list_orders_async (journal, query, 100, NULL, assay_await_result_cb, &slot);
  orders = journal_support_finish_list (journal, &slot);
  for (guint i = 0; i < orders->len; i++)
    {
      if (i > 0)
        g_string_append_c (ids, ' ');
      g_string_append (ids, assay_order_get_id (g_ptr_array_index (orders, i)));
    }

  return g_string_free_and_steal (ids);
}

static sqlite3 *
open_handle (const char *path)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  sqlite3_busy_timeout (handle, ASSAY_WAIT_MS);

  return handle;
}

/* Changes a file behind the back of the journal. */
void
journal_support_execute (const char *path, const char *sql)
{
  sqlite3 *handle = open_handle (path);

  sqlite3_exec (handle, sql, NULL, NULL, NULL);
  g_assert_cmpstr (sqlite3_errmsg (handle), ==, "not an error");
  sqlite3_close (handle);
}

/* Returns: the only value of a query. */
gint64
journal_support_query (const char *path, const char *sql)
{
  sqlite3 *handle = open_handle (path);
  sqlite3_stmt *row = NULL;
  gint64 value;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &row, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (row), ==, SQLITE_ROW);
  value = sqlite3_column_int64 (row, 0);
  sqlite3_finalize (row);
  sqlite3_close (handle);

  return value;
}

/* Keeps a transaction that has read the file as it is now, until journal_support_unlock(). */
sqlite3 *
journal_support_keep_reading (const char *path)
{
  sqlite3 *handle = open_handle (path);

  g_assert_cmpint (sqlite3_exec (handle, "BEGIN; SELECT count(*) FROM sqlite_schema", NULL, NULL,
                                 NULL),
                   ==, SQLITE_OK);

  return handle;
}

/* As journal_support_execute() on a connection that is open. */
void
journal_support_execute_on (AssayDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;

  assay_database_execute (database, sql, &error);
  g_assert_no_error (error);
}

gint64
journal_support_query_on (AssayDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value;

  assay_database_query_int64 (database, sql, &value, &error);
  g_assert_no_error (error);

  return value;
}

/* Holds a file against all other writers until journal_support_unlock(). */
sqlite3 *
journal_support_lock (const char *path)
{
  sqlite3 *handle = open_handle (path);

  g_assert_cmpint (sqlite3_exec (handle, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);

  return handle;
}

void
journal_support_unlock (sqlite3 *handle)
{
  g_assert_cmpint (sqlite3_exec (handle, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

/* Returns: what the projections hold, as text. */
char *
journal_support_dump (const char *path)
{
  static const char *const tables[] = {
    "orders",  "order_account", "result",      "package",   "account",
    "counter", "label",         "order_event", "projected",
  };
  GString *text = g_string_new (NULL);
  sqlite3 *handle = open_handle (path);

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT *, 0 FROM %s ORDER BY 1, 2", tables[i]);
      sqlite3_stmt *row = NULL;

      g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &row, NULL), ==, SQLITE_OK);
      while (sqlite3_step (row) == SQLITE_ROW)
        {
          for (int column = 0; column < sqlite3_column_count (row); column++)
            g_string_append_printf (text, "%s|", (const char *) sqlite3_column_text (row, column));
          g_string_append_c (text, '\n');
        }
      sqlite3_finalize (row);
    }
  sqlite3_close (handle);

  return g_string_free_and_steal (text);
}

AssayJournalReport *
journal_support_verify (AssayJournal *journal)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  AssayJournalReport *report;

  assay_journal_verify_async (journal, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  report = assay_journal_verify_finish (journal, result, &error);
  g_assert_no_error (error);

  return report;
}

/* What is computed anew from the events must be what is there, as verifying says, too. */
void
journal_support_expect_rebuilt (AssayJournal *journal)
{
  g_autofree char *path = journal_support_dup_path (assay_journal_get_folder (journal));
  g_autofree char *before = journal_support_dump (path);
  g_autofree char *after = NULL;
  g_autoptr (AssayJournalReport) report = journal_support_verify (journal);

  for (guint i = 0; i < report->findings->len; i++)
    {
      const AssayJournalFinding *finding = g_ptr_array_index (report->findings, i);

      /* Events that cannot be applied are left out both times. */
      if (!g_str_equal (finding->part, "event"))
        g_test_fail_printf ("%s %s: %s", finding->part, finding->place, finding->message);
    }
  journal_support_rebuild (journal);
  after = journal_support_dump (path);
  g_assert_cmpstr (after, ==, before);
}

/* Starts a process that appends @count events to the journal in @folder and tells of each. */
GSubprocess *
journal_support_spawn_writer (const char *folder, const char *prefix, const char *count)
{
  g_autofree char *writer = g_test_build_filename (G_TEST_BUILT, "journal", "journal-writer", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, writer, folder,
                                           prefix, count, NULL);

  g_assert_no_error (error);

  return process;
}
