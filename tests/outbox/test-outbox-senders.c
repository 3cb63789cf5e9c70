/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <signal.h>

#include "assay-outbox-fixture.h"

#define N_ROUNDS 10
#define N_NEW 10
#define N_BUSY 3

static void
say_sending_cb (AssayOutbox *outbox)
{
  g_print ("%s\n", assay_outbox_get_sending (outbox) ? "sending" : "stopped");
}

/* What the other process does: it sends until it is killed. */
static int
run_sender (const char *folder, const char *url)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (AssayJournal) journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, NULL);
  g_autoptr (AssayStackoneClient) client = assay_stackone_client_new (url);
  g_autoptr (AssayRetryPolicy) policy = assay_retry_policy_new ();
  g_autoptr (AssayOutbox) outbox = NULL;

  assay_stackone_client_set_api_key (client, OUTBOX_KEY);
  outbox = assay_outbox_new (journal, client, assay_clock_get_system (), policy);
  g_signal_connect (outbox, "notify::sending", G_CALLBACK (say_sending_cb), NULL);
  assay_outbox_start (outbox);
  g_main_loop_run (loop);

  return 0;
}

/* Starts another process and waits until it sends. */
static GSubprocess *
start_sender (OutboxFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GDataInputStream) output = NULL;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe", "--send",
                              fixture->folder, fixture->stackone->url, NULL);
  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, "sending");

  return g_steal_pointer (&process);
}

static void
kill_sender (GSubprocess *process)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_force_exit (process);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
}

static void
test_take_over (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) process = start_sender (fixture);
  g_autofree char *revision = NULL;
  g_autofree char *states = NULL;

  assay_outbox_start (fixture->outbox);
  g_assert_false (assay_outbox_get_sending (fixture->outbox));

  /* The other one sends what this process queues. */
  outbox_fixture_receive (fixture, "ord-1");
  revision = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"a\"}");
  assay_wait_until (fixture->stackone->requests->len == 1);
  g_assert_cmpuint (fixture->delivered->len, ==, 0);
  g_assert_false (assay_outbox_get_sending (fixture->outbox));

  kill_sender (process);
  assay_wait_until (assay_outbox_get_sending (fixture->outbox));
}

static void
queue_round (OutboxFixture *fixture, guint round)
{
  for (guint i = 0; i < N_NEW; i++)
    {
      g_autofree char *order_id = g_strdup_printf ("new-%u-%u", round, i);
      g_autofree char *revision = NULL;

      outbox_fixture_receive (fixture, order_id);
      revision = outbox_fixture_queue (fixture, order_id, "{\"summary\":\"n\"}");
    }

  for (guint i = 0; i < N_BUSY; i++)
    {
      g_autofree char *order_id = g_strdup_printf ("busy-%u", i);
      g_autofree char *body = g_strdup_printf ("{\"summary\":\"%02u\"}", round);
      g_autofree char *revision = NULL;

      if (round == 0)
        outbox_fixture_receive (fixture, order_id);
      revision = outbox_fixture_queue (fixture, order_id, body);
    }
}

static gboolean
has_queue (OutboxFixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) queue = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;

  assay_journal_list_queue_async (fixture->journal, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  queue = assay_journal_list_finish (fixture->journal, result, &error);
  g_assert_no_error (error);

  return queue->len > 0;
}

/* Every result of a new order was seen, and those of a busy order in their order up to the last. */
static void
check_seen (OutboxFixture *fixture)
{
  g_autoptr (GHashTable) last = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *requests = fixture->stackone->requests;

  for (guint i = 0; i < requests->len; i++)
    {
      AssayMockRequest *request = g_ptr_array_index (requests, i);
      const char *before = g_hash_table_lookup (last, request->order_id);

      if (before != NULL)
        g_assert_cmpstr (before, <=, request->body);
      g_hash_table_replace (last, request->order_id, request->body);
    }

  g_assert_cmpuint (g_hash_table_size (last), ==, N_ROUNDS * N_NEW + N_BUSY);
  for (guint i = 0; i < N_BUSY; i++)
    {
      g_autofree char *order_id = g_strdup_printf ("busy-%u", i);

      g_assert_cmpstr (g_hash_table_lookup (last, order_id), ==, "{\"summary\":\"09\"}");
    }
}

static void
check_delivered (OutboxFixture *fixture)
{
  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < N_NEW; i++)
      {
        g_autofree char *order_id = g_strdup_printf ("new-%u-%u", round, i);
        g_autofree char *states = outbox_fixture_states (fixture, order_id);

        g_assert_cmpstr (states, ==, "delivered");
      }
}

static void
test_kill_under_load (OutboxFixture *fixture, gconstpointer data)
{
  /* The others date what they do by the real time. */
  assay_fake_clock_set (fixture->clock, g_get_real_time ());

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GSubprocess) process = NULL;
      guint n_before = fixture->stackone->requests->len;

      queue_round (fixture, round);
      process = start_sender (fixture);
      assay_wait_until (fixture->stackone->requests->len > n_before + round / 2);
      kill_sender (process);
    }

  assay_outbox_start (fixture->outbox);
  assay_wait_until (!has_queue (fixture));
  g_assert_cmpuint (fixture->refused->len, ==, 0);
  check_seen (fixture);
  check_delivered (fixture);
}

#define ADD(path, func) \
  g_test_add ("/outbox/outbox-senders/" path, OutboxFixture, NULL, outbox_fixture_set_up, func, \
              outbox_fixture_tear_down)

int
main (int argc, char *argv[])
{
  if (argc == 4 && g_str_equal (argv[1], "--send"))
    return run_sender (argv[2], argv[3]);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("take-over", test_take_over);
  ADD ("kill-under-load", test_kill_under_load);

  return g_test_run ();
}
