/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-event-body.h"
#include "assay-exchange.h"
#include "assay-faulty-vfs.h"
#include "assay-order-list.h"
#include "journal-support.h"

#define N_ORDERS 1500

#define SINCE_KILLED \
  "DELETE FROM orders; DELETE FROM order_event; DELETE FROM counter;" \
  "UPDATE projected SET seq = 0, indexed = 0"

/* Fails where the index does not say what the orders do. */
#define CHECK_SEARCH "INSERT INTO order_search (order_search, rank) VALUES ('integrity-check', 1)"

/* Counts what is told of a journal. */
typedef struct
{
  guint n_changes;
  gint64 last_seq;
} Listener;

static void
changed_cb (AssayJournal *journal, gint64 last_seq, gpointer user_data)
{
  Listener *listener = user_data;

  listener->n_changes++;
  listener->last_seq = last_seq;
}

/* Begins to receive an order. */
static void
submit (AssayJournal *journal,
        const char *id,
        const char *key,
        const char *last_name,
        GAsyncResult **slot)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AssayExchange)
    exchange = assay_exchange_new (NULL, ASSAY_DIRECTION_IN, "POST", "/webhooks/stackone", NOW);
  g_autofree char *text = g_strdup_printf ("{\"event_data\":{\"id\":\"%s\",\"candidate\":{"
                                           "\"last_name\":\"%s\"}}}",
                                           key + (g_str_has_prefix (key, "acc-") ? 6 : 0),
                                           last_name);
  g_autoptr (GBytes) received = g_bytes_new (text, strlen (text));
  AssayEventBody body = {
    .kind = (char *) "assessment",
    .path = (char *) "event_data",
    .received = received,
  };

  assay_exchange_set_request_body (exchange, received);
  assay_exchange_set_verified (exchange, TRUE);
  g_ptr_array_add (events,
                   assay_event_build (ASSAY_EVENT_ORDER_RECEIVED, id, NOW, key, "test", &body));
  assay_journal_receive_async (journal, events, exchange, NULL, assay_await_result_cb, slot);
}

/* Receives an order whose delivery has the key as id. */
static gboolean
receive (AssayJournal *journal, const char *key, AssayAppendOutcome *outcome, GError **error)
{
  GAsyncResult *slot = NULL;

  submit (journal, key, key, "Byron", &slot);

  return journal_support_finish (journal, &slot, outcome, error);
}

static void
receive_ok (AssayJournal *journal, const char *key, AssayAppendOutcome *outcome)
{
  g_autoptr (GError) error = NULL;

  receive (journal, key, outcome, &error);
  g_assert_no_error (error);
}

/* Whoever asks gets what was stored just now. */
static void
test_read_at_once (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) exchanges = NULL;
  g_autoptr (AssayOrder) order = NULL;
  g_autofree char *found = NULL;
  AssayAppendOutcome outcome = { 0 };
  GAsyncResult *slot = NULL;

  receive_ok (journal, KEY, &outcome);
  g_assert_false (outcome.duplicate);
  g_assert_cmpint (outcome.seq, ==, 1);
  order = journal_support_get_order (journal);
  g_assert_cmpint (assay_order_get_state (order)->version, ==, 1);
  g_assert_true (assay_order_get_state (order)->new);

  receive_ok (journal, "acc-1/two", &outcome);
  found = journal_support_find (journal, "byr");
  g_assert_cmpstr (found, ==, "two 3223323715753018140");

  receive_ok (journal, KEY, &outcome);
  g_assert_true (outcome.duplicate);
  g_assert_cmpint (outcome.seq, ==, 1);
  assay_journal_list_events_async (journal, KEY, NULL, assay_await_result_cb, &slot);
  events = journal_support_finish_list (journal, &slot);
  g_assert_cmpuint (events->len, ==, 1);
  assay_journal_list_exchanges_async (journal, KEY, 9, NULL, assay_await_result_cb, &slot);
  exchanges = journal_support_finish_list (journal, &slot);
  g_assert_cmpuint (exchanges->len, ==, 2);
  journal_support_close (journal);
}

/* Who decides about an order decides about all that came in before. */
static void
test_guard (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  GAsyncResult *received = NULL;
  GAsyncResult *claimed = NULL;
  AssayAppendOutcome outcome = { 0 };

  submit (journal, KEY, KEY, "Byron", &received);
  journal_support_submit (journal, KEY, "c1", ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}",
                          &claimed);
  journal_support_finish (journal, &claimed, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome.seq, ==, 2);
  g_assert_cmpint (journal_support_query (path, "SELECT seq FROM projected"), ==, 2);
  g_assert_cmpint (journal_support_query (path, "SELECT claim_seq FROM orders"), ==, 2);

  journal_support_finish (journal, &received, &outcome, &error);
  g_assert_no_error (error);
  g_assert_false (journal_support_append (journal, "c2", ASSAY_EVENT_ORDER_CLAIMED,
                                          "{\"by\":\"eve\"}", 0, NULL, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT);
  journal_support_close (journal);
}

/* What changed before it was in the full text is found by what it is, not by what it was. */
static void
test_changed_early (void)
{
  static const char *const names[] = { "Lovelace", "Byron" };
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autofree char *before = NULL, *after = NULL;
  GAsyncResult *slots[2] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    submit (journal, names[i], KEY, names[i], &slots[i]);
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autoptr (GError) error = NULL;

      journal_support_finish (journal, &slots[i], NULL, &error);
      g_assert_no_error (error);
    }
  before = journal_support_find (journal, "lov");
  g_assert_cmpstr (before, ==, "");
  after = journal_support_find (journal, "b");
  g_assert_cmpstr (after, ==, "3223323715753018140");
  journal_support_execute (path, CHECK_SEARCH);
  journal_support_close (journal);
}

/* What cannot be understood keeps nothing else back, neither now nor when all is computed anew. */
static void
test_not_understood (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autofree char *found = NULL;

  receive_ok (journal, "acc-1/one", NULL);
  receive_ok (journal, "no key", NULL);
  receive_ok (journal, "acc-1/two", NULL);
  found = journal_support_find (journal, "");
  g_assert_cmpstr (found, ==, "two one");
  receive_ok (journal, KEY, NULL);
  journal_support_append_ok (journal, "s1", ASSAY_EVENT_ORDER_SEEN, "{}");
  g_assert_cmpint (journal_support_query (path, "SELECT seq FROM projected"), ==, 5);

  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

/* Changes are told of when they can be seen, a few times for many; nothing else is missing then. */
static void
test_flood (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrderList) list = assay_order_list_new (journal, NULL);
  GAsyncResult *slots[N_ORDERS] = { NULL };
  Listener listener = { 0 };

  g_signal_connect (journal, "changed", G_CALLBACK (changed_cb), &listener);
  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autofree char *key = g_strdup_printf ("acc-%u/%u", i % 3, N_ORDERS - i);

      submit (journal, key, key, "Byron", &slots[i]);
    }
  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autoptr (GError) error = NULL;

      journal_support_finish (journal, &slots[i], NULL, &error);
      g_assert_no_error (error);
    }
  assay_wait_until (listener.last_seq == N_ORDERS);
  g_assert_cmpuint (listener.n_changes, <=, N_ORDERS / 50);
  assay_wait_until (g_list_model_get_n_items (G_LIST_MODEL (list)) == N_ORDERS);

  journal_support_execute (path, CHECK_SEARCH);
  journal_support_expect_rebuilt (journal);
  journal_support_execute (path, CHECK_SEARCH);
  g_object_run_dispose (G_OBJECT (list));
  journal_support_close (journal);
}

/* Who ends does not wait until all has followed; who opens next does that. */
static void
test_ended (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  GAsyncResult *slots[N_ORDERS] = { NULL };
  g_autofree char *found = NULL;

  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autofree char *id = g_strdup_printf ("again-%u", i);
      g_autofree char *name = g_strdup_printf ("Byron%u", i);

      submit (journal, id, KEY, name, &slots[i]);
    }
  for (guint i = 0; i < N_ORDERS; i++)
    {
      g_autoptr (GError) error = NULL;

      journal_support_finish (journal, &slots[i], NULL, &error);
      g_assert_no_error (error);
    }
  journal_support_close (journal);

  journal = journal_support_open (folder);
  found = journal_support_find (journal, "byron1499");
  g_assert_cmpstr (found, ==, "3223323715753018140");
  g_assert_cmpint (journal_support_query (path, "SELECT seq FROM projected"), ==, N_ORDERS);
  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

/* Whoever was killed has stored what came in, but not computed all; whoever opens does that, also
 * who only wants to read. */
static void
test_killed (gconstpointer mode)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayOrder) order = NULL;
  g_autofree char *before = NULL, *after = NULL;

  receive_ok (journal, KEY, NULL);
  receive_ok (journal, "acc-1/two", NULL);
  journal_support_close (journal);
  before = journal_support_dump (path);
  journal_support_execute (path, SINCE_KILLED);

  journal = assay_journal_open (folder, (AssayJournalMode) GPOINTER_TO_INT (mode), &error);
  g_assert_no_error (error);
  order = journal_support_get_order (journal);
  g_assert_nonnull (order);
  journal_support_close (journal);
  after = journal_support_dump (path);
  g_assert_cmpstr (after, ==, before);
}

/* What was answered is there, whichever write of it or of what follows fails. Returns: whether the
 * fault came. */
static gboolean
fail_write (AssayFault fault, guint n_writes)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AssayOrder) order = NULL;
  GAsyncResult *slot = NULL;
  gboolean stored, fired;

  assay_faulty_vfs_arm (fault, n_writes);
  stored = receive (journal, KEY, NULL, &error);
  g_clear_error (&error);
  assay_journal_get_order_async (journal, KEY, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  order = assay_journal_get_order_finish (journal, result, NULL);
  g_clear_object (&result);
  fired = assay_faulty_vfs_fired ();
  assay_faulty_vfs_arm (ASSAY_FAULT_NONE, 0);

  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, stored);
  if (!stored)
    receive_ok (journal, KEY, NULL);
  journal_support_append_ok (journal, "s1", ASSAY_EVENT_ORDER_SEEN, "{}");
  g_assert_cmpint (journal_support_query (path, "SELECT seq FROM projected"), ==, 2);
  g_assert_cmpint (journal_support_query (path, "SELECT version FROM orders"), ==, 2);
  journal_support_close (journal);

  return fired;
}

static void
test_disk_faults (gconstpointer data)
{
  guint n_writes = 0;

  while (fail_write ((AssayFault) GPOINTER_TO_INT (data), n_writes))
    n_writes++;

  /* Of the delivery, and of what follows */
  g_assert_cmpuint (n_writes, >, 10);
}

static void
ignore_cb (const char *domain, GLogLevelFlags level, const char *message, gpointer user_data)
{
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/progress/read-at-once", test_read_at_once);
  g_test_add_func ("/journal/progress/guard", test_guard);
  g_test_add_func ("/journal/progress/changed-early", test_changed_early);
  g_test_add_func ("/journal/progress/flood", test_flood);
  g_test_add_func ("/journal/progress/ended", test_ended);
  g_test_add_data_func ("/journal/progress/reopened", GINT_TO_POINTER (ASSAY_JOURNAL_READ_WRITE),
                        test_killed);
  g_test_add_data_func ("/journal/progress/read-only", GINT_TO_POINTER (ASSAY_JOURNAL_READ_ONLY),
                        test_killed);

  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_log_set_handler ("assay-journal", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_MESSAGE, ignore_cb, NULL);
  g_test_add_func ("/journal/progress/not-understood", test_not_understood);
  assay_faulty_vfs_install ();
  g_test_add_data_func ("/journal/progress/write-fails", GINT_TO_POINTER (ASSAY_FAULT_IO),
                        test_disk_faults);
  g_test_add_data_func ("/journal/progress/disk-full", GINT_TO_POINTER (ASSAY_FAULT_FULL),
                        test_disk_faults);

  return g_test_run ();
}
