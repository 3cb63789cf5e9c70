/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "assay-order-list.h"

#define KEY "acc-1/3223323715753018140"

static void
store_result_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  *slot = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **slot)
{
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  while (*slot == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }

  return g_steal_pointer (slot);
}

static AssayEvent *
event_new (const char *id,
           const char *kind,
           const char *body)
{
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

  return assay_event_new (id, 1700000000000000, KEY, kind, "test", bytes);
}

static gboolean
append (AssayJournal        *journal,
        const char          *id,
        const char          *kind,
        const char          *body,
        gint64               version,
        AssayAppendOutcome  *outcome,
        GError             **error)
{
  g_autoptr(GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (events, event_new (id, kind, body));
  assay_journal_append_async (journal, events, NULL, version, NULL, store_result_cb, &slot);
  result = wait_for (&slot);

  return assay_journal_append_finish (journal, result, outcome, error);
}

static void
append_ok (AssayJournal *journal,
           const char   *id,
           const char   *kind,
           const char   *body)
{
  g_autoptr(GError) error = NULL;

  append (journal, id, kind, body, -1, NULL, &error);
  g_assert_no_error (error);
}

static AssayOrderStatus
map_status (const char *value,
            gpointer    user_data)
{
  return g_strcmp0 (value, "completed") == 0 ? ASSAY_ORDER_STATUS_COMPLETED
                                             : ASSAY_ORDER_STATUS_NONE;
}

static AssayJournal *
open_journal (const char *folder)
{
  g_autoptr(GError) error = NULL;
  AssayJournal *journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error);

  g_assert_no_error (error);
  assay_journal_set_status_func (journal, map_status, NULL, NULL);

  return journal;
}

/* The threads may hold the journal a moment longer than the answer takes; disposing waits for
 * them. */
static void
close_journal (AssayJournal *journal)
{
  g_object_run_dispose (G_OBJECT (journal));
  g_assert_finalize_object (journal);
}

static char *
make_folder (void)
{
  g_autofree char *base = g_dir_make_tmp ("assay-journal-XXXXXX", NULL);

  return g_build_filename (base, "profile", NULL);
}

static AssayOrder *
get_order (AssayJournal *journal)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  AssayOrder *order;

  assay_journal_get_order_async (journal, KEY, NULL, store_result_cb, &slot);
  result = wait_for (&slot);
  order = assay_journal_get_order_finish (journal, result, &error);
  g_assert_no_error (error);

  return order;
}

static guint
count_matches (AssayJournal *journal,
               const char   *text)
{
  g_autoptr(AssayOrderQuery) query = assay_order_query_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GPtrArray) orders = NULL;
  GAsyncResult *slot = NULL;

  assay_order_query_set_text (query, text);
  assay_journal_list_orders_async (journal, query, 10, NULL, store_result_cb, &slot);
  result = wait_for (&slot);
  orders = assay_journal_list_finish (journal, result, &error);
  g_assert_no_error (error);

  return orders->len;
}

static void
receive (AssayJournal *journal)
{
  append_ok (journal, "d1", ASSAY_EVENT_ORDER_RECEIVED,
             "{\"order\":{\"id\":3223323715753018140,\"candidate\":{\"first_name\":\"Zoë\","
             "\"last_name\":\"Müller\"},\"package\":{\"name\":\"Coding\"}},\"kind\":\"assessment\","
             "\"webhook\":{\"event_date\":\"2026-01-02T03:04:05.000Z\"}}");
}

static void
test_repeats (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "journal.sqlite", NULL);
  AssayJournal *journal = open_journal (folder);
  g_autoptr(GError) error = NULL;
  AssayAppendOutcome outcome = { 0 };
  GStatBuf info;

  receive (journal);
  g_assert_true (append (journal, "d1", ASSAY_EVENT_ORDER_RECEIVED, "{\"order\":{}}", -1, &outcome,
                         &error));
  g_assert_true (outcome.duplicate);
  g_assert_cmpint (outcome.seq, ==, 1);
  g_assert_cmpint (outcome.order_version, ==, 1);

  g_assert_false (append (journal, "c1", ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"a\"}", 7, NULL,
                          &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT);

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  close_journal (journal);
}

static void
test_stats (void)
{
  g_autofree char *folder = make_folder ();
  AssayJournal *journal = open_journal (folder);
  g_autoptr(GError) error = NULL;
  AssayJournalStats stats = { 0 };
  GAsyncResult *slot = NULL;
  GAsyncResult *result = NULL;

  receive (journal);
  append_ok (journal, "x1", ASSAY_EVENT_DELIVERY_REJECTED, "{\"reason\":\"wrong\"}");
  append_ok (journal, "q1", ASSAY_EVENT_RESULT_QUEUED, "{\"revision\":\"r1\",\"body\":{}}");
  assay_journal_get_stats_async (journal, 1700000000000000, NULL, store_result_cb, &slot);
  result = wait_for (&slot);
  g_assert_true (assay_journal_get_stats_finish (journal, result, &stats, &error));
  g_assert_cmpint (stats.new_orders, ==, 1);
  g_assert_cmpint (stats.verified, ==, 1);
  g_assert_cmpint (stats.rejected, ==, 1);
  g_assert_cmpint (stats.queued, ==, 1);
  g_object_unref (result);
  close_journal (journal);
}

static void
test_merge (void)
{
  g_autofree char *folder = make_folder ();
  AssayJournal *journal = open_journal (folder);
  g_autoptr(AssayOrder) order = NULL;

  receive (journal);
  append_ok (journal, "c1", ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}");
  append_ok (journal, "d2", ASSAY_EVENT_ORDER_RECEIVED,
             "{\"order\":{\"candidate\":{\"first_name\":null,\"last_name\":\"Maier\"},"
             "\"job\":{\"title\":\"Engineer\"}}}");

  order = get_order (journal);
  g_assert_cmpstr (assay_order_get_id (order), ==, "3223323715753018140");
  g_assert_cmpstr (assay_order_get_claimed_by (order), ==, "ada");
  g_assert_cmpstr (assay_candidate_get_first_name (assay_order_get_candidate (order)), ==, "Zoë");
  g_assert_cmpstr (assay_candidate_get_last_name (assay_order_get_candidate (order)), ==, "Maier");
  g_assert_cmpint (assay_order_get_version (order), ==, 3);
  g_assert_cmpuint (count_matches (journal, "mai"), ==, 1);
  g_assert_cmpuint (count_matches (journal, "zoe"), ==, 1);
  g_assert_cmpuint (count_matches (journal, "muller"), ==, 0);
  g_assert_cmpuint (count_matches (journal, "status:none engineer"), ==, 1);
  g_assert_cmpuint (count_matches (journal, "status:bogus"), ==, 0);
  g_assert_cmpuint (count_matches (journal, "\" ) OR * -"), ==, 0);
  g_assert_cmpuint (count_matches (journal, "*"), ==, 1);
  close_journal (journal);
}

/* What the projections hold, as text. */
static char *
dump (const char *folder)
{
  static const char * const tables[] = { "orders", "result", "package", "account", "counter" };
  g_autofree char *path = g_build_filename (folder, "journal.sqlite", NULL);
  GString *text = g_string_new (NULL);
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s ORDER BY 1", tables[i]);
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

static void
test_results (void)
{
  g_autofree char *folder = make_folder ();
  AssayJournal *journal = open_journal (folder);
  g_autoptr(GError) error = NULL;
  g_autoptr(AssayOrder) order = NULL;
  g_autoptr(AssayOrderResults) results = NULL;
  g_autoptr(GAsyncResult) read = NULL, rebuilt = NULL;
  g_autofree char *accumulated = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GAsyncResult *slot = NULL;

  receive (journal);
  append_ok (journal, "q1", ASSAY_EVENT_RESULT_QUEUED,
             "{\"revision\":\"r1\",\"body\":{\"summary\":\"old\"}}");
  append_ok (journal, "q2", ASSAY_EVENT_RESULT_QUEUED,
             "{\"revision\":\"r2\",\"body\":{\"result\":{\"value\":\"completed\"},"
             "\"score\":{\"value\":\"80\",\"min\":\"0\",\"max\":\"100\"}}}");
  append_ok (journal, "e2", ASSAY_EVENT_RESULT_DELIVERED, "{\"revision\":\"r2\",\"status\":200}");
  append_ok (journal, "q3", ASSAY_EVENT_RESULT_QUEUED,
             "{\"revision\":\"r3\",\"body\":{\"summary\":\"ok\"}}");
  append_ok (journal, "e3", ASSAY_EVENT_RESULT_DELIVERED, "{\"revision\":\"r3\",\"status\":200}");

  assay_journal_get_results_async (journal, KEY, NULL, store_result_cb, &slot);
  read = wait_for (&slot);
  results = assay_journal_get_results_finish (journal, read, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->revisions->len, ==, 3);
  g_assert_cmpstr (((AssayResultRevision *) results->revisions->pdata[0])->state, ==, "superseded");
  g_assert_cmpstr (results->last_delivered->revision, ==, "r3");
  g_assert_null (results->queued);
  accumulated = g_strndup (g_bytes_get_data (results->accumulated, NULL),
                           g_bytes_get_size (results->accumulated));
  g_assert_cmpstr (accumulated, ==,
                   "{\"result\":{\"value\":\"completed\"},"
                   "\"score\":{\"value\":\"80\",\"min\":\"0\","
                   "\"max\":\"100\"},\"summary\":\"ok\"}");

  order = get_order (journal);
  g_assert_cmpint (assay_order_get_status (order), ==, ASSAY_ORDER_STATUS_COMPLETED);
  g_assert_cmpint (assay_order_get_sending (order), ==, ASSAY_ORDER_SENDING_IDLE);
  g_assert_cmpstr (assay_order_get_score_text (order), ==, "80/100");
  g_assert_cmpuint (count_matches (journal, "score>79"), ==, 1);
  g_assert_cmpuint (count_matches (journal, "score>80"), ==, 0);

  before = dump (folder);
  assay_journal_rebuild_async (journal, NULL, store_result_cb, &slot);
  rebuilt = wait_for (&slot);
  g_assert_true (assay_journal_rebuild_finish (journal, rebuilt, &error));
  after = dump (folder);
  g_assert_cmpstr (after, ==, before);
  g_clear_object (&rebuilt);
  g_clear_object (&read);
  close_journal (journal);
}

static void
expect_refusal (const char        *sql,
                const char        *overwrite,
                AssayJournalError  code)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "journal.sqlite", NULL);
  g_autoptr(AssayJournal) journal = open_journal (folder);
  g_autoptr(GError) error = NULL;
  sqlite3 *handle = NULL;

  close_journal (g_steal_pointer (&journal));
  if (sql != NULL)
    {
      g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
      g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
      sqlite3_close (handle);
    }
  else if (overwrite != NULL)
    {
      g_assert_true (g_file_set_contents (path, overwrite, -1, NULL));
    }
  else
    {
      g_autofree char *content = NULL;
      gsize size;

      g_assert_true (g_file_get_contents (path, &content, &size, NULL));
      g_assert_true (g_file_set_contents (path, content, (gssize) size / 2, NULL));
    }

  g_assert_null (assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, (int) code);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_refused_files (void)
{
  expect_refusal ("PRAGMA user_version = 99", NULL, ASSAY_JOURNAL_ERROR_NEWER);
  expect_refusal (NULL, "this is no database, but a text that is long enough to look like one "
                  "when somebody reads the header of a file of one hundred bytes",
                  ASSAY_JOURNAL_ERROR_CORRUPT);
  expect_refusal (NULL, NULL, ASSAY_JOURNAL_ERROR_CORRUPT);
}

static void
wait_until_loaded (AssayOrderList *list)
{
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  while (assay_order_list_get_loading (list))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_list (void)
{
  g_autofree char *folder = make_folder ();
  AssayJournal *journal = open_journal (folder);
  AssayOrderList *list = NULL;
  g_autoptr(AssayOrder) order = NULL;
  g_autoptr(AssayOrder) again = NULL;
  gint64 end = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;

  receive (journal);
  list = assay_order_list_new (journal, NULL);
  wait_until_loaded (list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);

  order = g_list_model_get_item (G_LIST_MODEL (list), 0);
  append_ok (journal, "c1", ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}");
  while (g_strcmp0 (assay_order_get_claimed_by (order), "ada") != 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  again = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_true (again == order);
  g_assert_cmpstr (assay_order_get_id (order), ==, "3223323715753018140");

  append_ok (journal, "a1", ASSAY_EVENT_ORDER_ARCHIVED, "{}");
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) > 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }

  wait_until_loaded (list);
  g_object_run_dispose (G_OBJECT (list));
  g_object_run_dispose (G_OBJECT (journal));
  g_object_unref (list);
  g_object_unref (journal);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/journal/repeats", test_repeats);
  g_test_add_func ("/journal/journal/stats", test_stats);
  g_test_add_func ("/journal/journal/merge", test_merge);
  g_test_add_func ("/journal/journal/results", test_results);
  g_test_add_func ("/journal/journal/refused-files", test_refused_files);

  g_test_add_func ("/journal/order-list/follows", test_list);

  return g_test_run ();
}
