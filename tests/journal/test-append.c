/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "journal-support.h"

#define N_APPENDERS 32
#define N_EACH 25

/* One of many that append at the same time, each waiting for its own answer before the next. */
typedef struct
{
  AssayJournal *journal;
  guint number;
  guint n_done;
} Appender;

static void append_next (Appender *appender);

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Appender *appender = user_data;
  g_autoptr (GError) error = NULL;
  AssayAppendOutcome outcome = { 0 };

  assay_journal_append_finish (appender->journal, result, &outcome, &error);
  g_assert_no_error (error);
  g_assert_false (outcome.duplicate);
  if (++appender->n_done < N_EACH)
    append_next (appender);
}

static void
append_next (Appender *appender)
{
  g_autofree char *key = g_strdup_printf ("acc-1/%u-%u", appender->number, appender->n_done);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) body = g_bytes_new_static (RECEIVED_BODY, sizeof RECEIVED_BODY - 1);

  g_ptr_array_add (events,
                   assay_event_new (key, NOW, key, ASSAY_EVENT_ORDER_RECEIVED, "test", body));
  assay_journal_append_async (appender->journal, events, NULL, 0, NULL, appended_cb, appender);
}

static gboolean
all_done (const Appender *appenders)
{
  for (guint i = 0; i < N_APPENDERS; i++)
    {
      if (appenders[i].n_done < N_EACH)
        return FALSE;
    }

  return TRUE;
}

static void
test_group_commit (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  Appender appenders[N_APPENDERS] = { { NULL } };

  for (guint i = 0; i < N_APPENDERS; i++)
    {
      appenders[i].journal = journal;
      appenders[i].number = i;
      append_next (&appenders[i]);
    }
  assay_wait_until (all_done (appenders));

  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==,
                   N_APPENDERS * N_EACH);
  g_assert_cmpint (journal_support_query (path, "SELECT max(seq) FROM event"), ==,
                   N_APPENDERS * N_EACH);
  g_assert_cmpint (journal_support_query (path, "SELECT count(DISTINCT key) FROM orders"), ==,
                   N_APPENDERS * N_EACH);
  journal_support_close (journal);
}

/* A bad append among good ones of the same transaction takes nothing with it. */
static void
test_bad_among_good (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autofree char *path = journal_support_dup_path (folder);
  static const struct
  {
    const char *key;
    const char *kind;
    const char *body;
    int code;
  } cases[] = {
    { "a/1", ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY, -1 },
    { "a/2", ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"a\"}", ASSAY_JOURNAL_ERROR_NOT_FOUND },
    { "a/3", ASSAY_EVENT_ORDER_RECEIVED, "{\"order\":7}", ASSAY_JOURNAL_ERROR_INVALID },
    { "a/4", ASSAY_EVENT_ORDER_RECEIVED, "{\"order\":", ASSAY_JOURNAL_ERROR_INVALID },
    { "a/b/c", ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY, ASSAY_JOURNAL_ERROR_INVALID },
    { NULL, ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY, ASSAY_JOURNAL_ERROR_INVALID },
    { "a/5", ASSAY_EVENT_ORDER_RECEIVED, "[]", ASSAY_JOURNAL_ERROR_INVALID },
    { "a/6", ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY, -1 },
  };
  GAsyncResult *slots[G_N_ELEMENTS (cases)] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = g_strdup_printf ("e%u", i);

      journal_support_submit (journal, cases[i].key, id, cases[i].kind, cases[i].body, &slots[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      journal_support_finish (journal, &slots[i], NULL, &error);
      if (cases[i].code == -1)
        g_assert_no_error (error);
      else
        g_assert_error (error, ASSAY_JOURNAL_ERROR, cases[i].code);
    }

  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, 2);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"
                                                " WHERE id IN ('e0', 'e7')"),
                   ==, 2);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM orders"), ==, 2);
  journal_support_close (journal);
}

/* All events of one append are there or none. */
static void
test_all_or_nothing (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) order = g_bytes_new_static (RECEIVED_BODY, sizeof RECEIVED_BODY - 1);
  g_autoptr (GBytes) broken = g_bytes_new_static ("{}", 2);
  g_autoptr (AssayExchange)
    exchange = assay_exchange_new ("x1", ASSAY_DIRECTION_IN, "POST", "/", NOW);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (events,
                   assay_event_new ("e1", NOW, KEY, ASSAY_EVENT_ORDER_RECEIVED, "test", order));
  g_ptr_array_add (events,
                   assay_event_new ("e2", NOW, KEY, ASSAY_EVENT_RESULT_QUEUED, "test", broken));
  assay_journal_append_async (journal, events, exchange, -1, NULL, assay_await_result_cb, &slot);
  g_assert_false (journal_support_finish (journal, &slot, NULL, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, 0);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM orders"), ==, 0);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM exchange"), ==, 0);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM counter"), ==, 0);
  journal_support_close (journal);
}

static void
test_duplicate (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  AssayAppendOutcome outcome = { 0 };

  journal_support_receive (journal);
  journal_support_append_ok (journal, "s1", ASSAY_EVENT_ORDER_SEEN, "{}");
  g_assert_true (journal_support_append (journal, "d1", ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY,
                                         0, &outcome, &error));
  g_assert_true (outcome.duplicate);
  g_assert_cmpint (outcome.seq, ==, 1);
  journal_support_close (journal);
}

static void
test_expected_version (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  AssayAppendOutcome outcome = { 0 };

  journal_support_receive (journal);
  g_assert_false (journal_support_append (journal, "c1", ASSAY_EVENT_ORDER_CLAIMED,
                                          "{\"by\":\"ada\"}", 7, NULL, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (journal_support_append (journal, "c1", ASSAY_EVENT_ORDER_CLAIMED,
                                         "{\"by\":\"ada\"}", 0, &outcome, &error));

  /* The same claim once more, as after a lost answer. */
  g_assert_true (journal_support_append (journal, "c1", ASSAY_EVENT_ORDER_CLAIMED,
                                         "{\"by\":\"ada\"}", 0, &outcome, &error));
  g_assert_true (outcome.duplicate);
  g_assert_cmpint (outcome.seq, ==, 2);
  journal_support_close (journal);
}

/* Who types, tries or archives does not stand in the way of who sends or claims. */
static void
test_families (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayOrder) order = NULL;

  journal_support_receive (journal);
  g_assert_true (journal_support_append (journal, "q1", ASSAY_EVENT_RESULT_QUEUED,
                                         "{\"revision\":\"r1\",\"body\":{}}", 0, NULL, &error));
  journal_support_append_ok (journal, "t1", ASSAY_EVENT_RESULT_DRAFTED, "{\"body\":{}}");
  journal_support_append_ok (journal, "a1", ASSAY_EVENT_RESULT_ATTEMPTED,
                             "{\"revision\":\"r1\",\"attempt\":1}");
  g_assert_true (journal_support_append (journal, "c1", ASSAY_EVENT_ORDER_CLAIMED,
                                         "{\"by\":\"ada\"}", 0, NULL, &error));
  order = journal_support_get_order (journal);
  g_assert_cmpint (assay_order_get_state (order)->version, ==, 5);
  g_assert_cmpint (assay_order_get_state (order)->claim_version, ==, 5);
  g_assert_cmpint (assay_order_get_state (order)->result_version, ==, 2);

  g_assert_false (journal_support_append (journal, "q2", ASSAY_EVENT_RESULT_QUEUED,
                                          "{\"revision\":\"r2\",\"body\":{}}", 0, NULL, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_true (journal_support_append (journal, "q3", ASSAY_EVENT_RESULT_QUEUED,
                                         "{\"revision\":\"r3\",\"body\":{}}", 2, NULL, &error));
  journal_support_close (journal);
}

static void
test_nothing (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_append_async (journal, events, NULL, -1, NULL, assay_await_result_cb, &slot);
  g_assert_false (journal_support_finish (journal, &slot, NULL, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID);
  journal_support_close (journal);
}

/* However far reading has come, whoever gave it up gets nothing. */
static void
test_cancelled_reading (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);

  for (guint turns = 0; turns < 20; turns++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) events = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *slot = NULL;

      assay_journal_list_events_async (journal, KEY, cancellable, assay_await_result_cb, &slot);
      for (guint i = 0; i < turns; i++)
        g_thread_yield ();
      g_cancellable_cancel (cancellable);
      result = assay_await_result (&slot);
      events = assay_journal_list_finish (journal, result, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_null (events);
    }
  journal_support_close (journal);
}

static void
test_cancelled (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) order = g_bytes_new_static (RECEIVED_BODY, sizeof RECEIVED_BODY - 1);
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_cancellable_cancel (cancellable);
  g_ptr_array_add (events,
                   assay_event_new ("e1", NOW, KEY, ASSAY_EVENT_ORDER_RECEIVED, "test", order));
  assay_journal_append_async (journal, events, NULL, -1, cancellable, assay_await_result_cb, &slot);
  g_assert_false (journal_support_finish (journal, &slot, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, 0);
  journal_support_close (journal);
}

/* While another process holds the file, appends pile up; beyond 64 MiB they are refused at once,
 * and those that were taken in are written when the file is free. */
static void
test_back_pressure (void)
{
  enum
  {
    N_TAKEN = 64,
    N_MORE = 3
  };
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal = journal_support_open (folder);
  g_autofree char *filling = g_strnfill (1024 * 1024, 'x');
  g_autofree char *body = g_strdup_printf ("{\"order\":{\"filling\":\"%s\"}}", filling);
  GAsyncResult *slots[N_TAKEN + N_MORE] = { NULL };
  sqlite3 *other = journal_support_lock (path);

  g_assert_false (assay_journal_is_congested (journal));
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    {
      g_autofree char *key = g_strdup_printf ("acc-1/%u", i);

      journal_support_submit (journal, key, key, ASSAY_EVENT_ORDER_RECEIVED, body, &slots[i]);
      g_assert_cmpint (assay_journal_is_congested (journal), ==, i >= N_TAKEN / 2 - 1);
    }

  for (guint i = N_TAKEN; i < G_N_ELEMENTS (slots); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (journal_support_finish (journal, &slots[i], NULL, &error));
      g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY);
    }

  journal_support_unlock (other);
  for (guint i = 0; i < N_TAKEN; i++)
    {
      g_autoptr (GError) error = NULL;

      journal_support_finish (journal, &slots[i], NULL, &error);
      g_assert_no_error (error);
    }
  g_assert_false (assay_journal_is_congested (journal));
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM orders"), ==, N_TAKEN);
  journal_support_close (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/append/group-commit", test_group_commit);
  g_test_add_func ("/journal/append/bad-among-good", test_bad_among_good);
  g_test_add_func ("/journal/append/all-or-nothing", test_all_or_nothing);
  g_test_add_func ("/journal/append/duplicate", test_duplicate);
  g_test_add_func ("/journal/append/expected-version", test_expected_version);
  g_test_add_func ("/journal/append/families", test_families);
  g_test_add_func ("/journal/append/nothing", test_nothing);
  g_test_add_func ("/journal/append/cancelled", test_cancelled);
  g_test_add_func ("/journal/append/cancelled-reading", test_cancelled_reading);
  g_test_add_func ("/journal/append/back-pressure", test_back_pressure);

  return g_test_run ();
}
