/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "assay-inbox.h"
#include "assay-journal-read.h"
#include "assay-support.h"
#include "http-client.h"

#define N_ROUNDS 10
#define N_SENDERS 4
#define MIN_ANSWERS 20
#define MAX_ANSWERS 200

/* What the senders of one round share. */
typedef struct
{
  GSubprocess *child;
  GMutex mutex;
  GPtrArray *stored;
  guint16 port;
  guint round;
  guint limit;
  guint next;
} Round;

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  assay_inbox_start_finish (ASSAY_INBOX (source), result, &error);
  g_assert_no_error (error);
  g_print ("%s\n", assay_inbox_get_url (ASSAY_INBOX (source)));
}

/* The program that is killed: an inbox on a folder, until the end. */
static int
serve (const char *folder)
{
  static const AssayInboxSettings settings = {
    .limits = { 65536, 1024 * 1024, 15, 15, 100 },
    .signature = ASSAY_CHECK_OFF,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
    table = g_resources_lookup_data (RESOURCE_PATH "/tables/event-names.json", 0, NULL);
  g_autoptr (AssayEventNames) names = assay_event_names_new_from_bytes (table, &error);
  g_autoptr (AssayJournal) journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (AssayInbox) inbox = NULL;

  g_assert_no_error (error);
  inbox = assay_inbox_new (journal, names, &settings, NULL, NULL, assay_other_secrets_new ());
  assay_inbox_start_async (inbox, "127.0.0.1:0", NULL, started_cb, NULL);
  g_main_loop_run (loop);

  return 0;
}

static guint16
read_port (GSubprocess *child)
{
  g_autoptr (GDataInputStream)
    output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, NULL);

  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "http://127.0.0.1:"));

  return (guint16) g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
}

static char *
try_exchange (Round *round, const char *id)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection)
    connection = g_socket_client_connect_to_host (client, "127.0.0.1", round->port, NULL, NULL);
  g_autofree char *body = g_strdup_printf (
    "{\"account_id\":\"acc\",\"event\":\"ats_assessments.created\",\"record_id\":\"%s\"}", id);
  g_autofree char *request =
    g_strdup_printf ("POST /webhooks/stackone HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                     "Content-Length: %zu\r\n\r\n%s",
                     strlen (body), body);

  if (connection == NULL || !http_client_send (connection, request, -1))
    return g_strdup ("");

  return http_client_read_all (connection);
}

/* Sends one delivery after the other until nobody answers any more. */
static gpointer
sender_thread (gpointer data)
{
  Round *round = data;

  while (TRUE)
    {
      g_autofree char *id = NULL;
      g_autofree char *answer = NULL;

      g_mutex_lock (&round->mutex);
      id = g_strdup_printf ("ord-%u-%u", round->round, round->next++);
      g_mutex_unlock (&round->mutex);

      answer = try_exchange (round, id);
      if (http_client_status (answer) != 200)
        return NULL;

      g_mutex_lock (&round->mutex);
      g_ptr_array_add (round->stored, g_strconcat ("acc/", id, NULL));
      if (round->stored->len == round->limit)
        g_subprocess_force_exit (round->child);
      g_mutex_unlock (&round->mutex);
    }
}

static void
run_round (const char *folder, guint number, GPtrArray *stored)
{
  g_autoptr (GError) error = NULL;
  GThread *senders[N_SENDERS];
  Round round = { .round = number, .stored = stored };

  round.child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "/proc/self/exe",
                                  "--serve", folder, NULL);
  g_assert_no_error (error);
  round.port = read_port (round.child);
  round.limit = stored->len + (guint) g_test_rand_int_range (MIN_ANSWERS, MAX_ANSWERS);
  g_mutex_init (&round.mutex);

  for (guint i = 0; i < N_SENDERS; i++)
    senders[i] = g_thread_new ("sender", sender_thread, &round);
  for (guint i = 0; i < N_SENDERS; i++)
    g_thread_join (senders[i]);

  g_assert_cmpuint (stored->len, >=, round.limit);
  g_assert_true (g_subprocess_wait (round.child, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_term_sig (round.child), ==, SIGKILL);
  g_mutex_clear (&round.mutex);
  g_object_unref (round.child);
}

static guint
count_events (AssayJournal *journal, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_list_events_async (journal, key, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  events = assay_journal_list_finish (journal, result, &error);
  g_assert_no_error (error);

  return events->len;
}

static void
test_every_answer_is_kept (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (GPtrArray) stored = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AssayJournal) journal = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_ROUNDS; i++)
    run_round (folder, i, stored);

  journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < stored->len; i++)
    g_assert_cmpuint (count_events (journal, stored->pdata[i]), ==, 1);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--serve"))
    return serve (argv[2]);

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/inbox/crash/every-answer-is-kept", test_every_answer_is_kept);

  return g_test_run ();
}
