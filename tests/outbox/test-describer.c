/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "assay-describer.h"
#include "assay-event-body.h"
#include "assay-journal-erase.h"
#include "assay-journal-read.h"
#include "assay-local-server.h"
#include "assay-support.h"

#define NOW G_GINT64_CONSTANT (1767323045000000)
#define FOLDER "/unified/ats/"
#define CANDIDATE \
  "{\"data\":{\"id\":\"c-1\",\"first_name\":\"Zoë\",\"last_name\":\"Müller\"," \
  "\"phone_numbers\":[{\"phone\":\"1\"}]}}"
#define JOB "{\"data\":{\"id\":\"j-1\",\"title\":\"Engineer\"}}"

/* What StackOne answers at a path, from the first time on; those that begin with the same path
 * follow each other. */
typedef struct
{
  const char *path;
  guint status;
  const char *body;
} Answer;

typedef struct
{
  char *folder;
  SoupServer *server;
  AssayJournal *journal;
  AssayStackoneClient *client;
  AssayFakeClock *clock;
  AssayDescriber *describer;
  const Answer *answers;
  GString *asked; /* paths below FOLDER with a blank between */
  guint n_asked;
  guint n_orders;
} Fixture;

static const Answer *
find_answer (Fixture *fixture, const char *path)
{
  static const Answer missing = { NULL, 404, "{\"statusCode\":404,\"message\":\"Not Found\"}" };
  const Answer *found = &missing;
  guint n_before = 0;
  g_auto (GStrv) asked = g_strsplit (fixture->asked->str, " ", -1);

  for (guint i = 0; asked[i] != NULL; i++)
    n_before += g_str_equal (asked[i], path);
  for (const Answer *answer = fixture->answers; answer->path != NULL; answer++)
    {
      if (!g_str_equal (answer->path, path))
        continue;
      found = answer;
      if (n_before-- == 0)
        break;
    }

  return found;
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const Answer *answer;

  g_assert_cmpstr (soup_server_message_get_method (message), ==, "GET");
  g_assert_true (g_str_has_prefix (path, FOLDER));
  g_assert_nonnull (soup_message_headers_get_one (headers, "x-account-id"));
  path += strlen (FOLDER);
  answer = find_answer (fixture, path);
  g_string_append_printf (fixture->asked, "%s%s", fixture->n_asked++ > 0 ? " " : "", path);
  soup_server_message_set_status (message, answer->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer->body,
                                    strlen (answer->body));
}

static void
set_up (Fixture *fixture, gconstpointer answers)
{
  g_autoptr (AssayRetryPolicy) policy = assay_retry_policy_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  fixture->folder = assay_temp_dir_new ();
  fixture->answers = answers;
  fixture->asked = g_string_new (NULL);
  fixture->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (fixture->server, NULL, handle_cb, fixture, NULL);
  url = assay_local_server_listen (fixture->server);
  fixture->journal = assay_journal_open (fixture->folder, ASSAY_JOURNAL_READ_WRITE, &error);
  g_assert_no_error (error);
  fixture->clock = assay_fake_clock_new (NOW);
  fixture->client = assay_stackone_client_new (url);
  assay_stackone_client_set_api_key (fixture->client, "key");
  assay_retry_policy_set_jitter (policy, 0);
  fixture->describer = assay_describer_new (fixture->journal, fixture->client,
                                            ASSAY_CLOCK (fixture->clock), policy);
}

static void
tear_down (Fixture *fixture, gconstpointer answers)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;
  gpointer describer = fixture->describer;

  assay_describer_stop (fixture->describer);
  g_object_add_weak_pointer (G_OBJECT (fixture->describer), &describer);
  g_object_unref (fixture->describer);
  assay_wait_until (describer == NULL);

  assay_journal_close_async (fixture->journal, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  g_assert_true (assay_journal_close_finish (fixture->journal, result, NULL));
  g_object_unref (fixture->journal);
  g_object_unref (fixture->client);
  g_object_unref (fixture->clock);
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->server);
  g_string_free (fixture->asked, TRUE);
  assay_temp_dir_remove (fixture->folder);
}

static void
append (Fixture *fixture, AssayEvent *event)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (events, event);
  assay_journal_append_async (fixture->journal, events, NULL, -1, NULL, assay_await_result_cb,
                              &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_journal_append_finish (fixture->journal, result, NULL, &error));
  g_assert_no_error (error);
}

/* An order that came with nothing but what is in @webhook. */
static void
receive (Fixture *fixture, const char *key, const char *webhook)
{
  g_autoptr (GBytes) bytes = g_bytes_new (webhook, strlen (webhook));
  const AssayEventBody body = { .kind = (char *) "assessment", .received = bytes, .position = -1 };

  append (fixture, assay_event_build (ASSAY_EVENT_ORDER_RECEIVED, NULL, NOW, key, "inbox", &body));
  fixture->n_orders++;
}

static guint
count_described (Fixture *fixture, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  GAsyncResult *slot = NULL;
  guint n_described = 0;

  assay_journal_list_events_async (fixture->journal, key, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  events = assay_journal_list_finish (fixture->journal, result, NULL);
  for (guint i = 0; i < events->len; i++)
    n_described += g_str_equal (assay_event_get_kind (g_ptr_array_index (events, i)),
                                ASSAY_EVENT_ORDER_DESCRIBED);

  return n_described;
}

static AssayOrder *
get_order (Fixture *fixture, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_get_order_async (fixture->journal, key, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);

  return assay_journal_get_order_finish (fixture->journal, result, NULL);
}

static guint
count_exchanges (Fixture *fixture, const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) exchanges = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_list_exchanges_async (fixture->journal, key, 10, NULL, assay_await_result_cb,
                                      &slot);
  result = assay_await_result (&slot);
  exchanges = assay_journal_list_finish (fixture->journal, result, NULL);

  return exchanges->len;
}

static const Answer all_there[] = {
  { "applications/app-1", 200,
    "{\"data\":{\"id\":\"app-1\",\"candidate_id\":\"c-1\",\"job_id\":\"j-1\"}}" },
  { "candidates/c-1", 200, CANDIDATE },
  { "jobs/j-1", 200, JOB },
  { NULL },
};

/* Orders that were there before, and one that comes while it works. */
static void
test_completes (Fixture *fixture, gconstpointer answers)
{
  g_autoptr (AssayOrder) order = NULL;
  g_autoptr (AssayOrder) other = NULL;

  receive (fixture, "acc-1/o-1", "{\"application_id\":\"app-1\"}");
  receive (fixture, "acc-1/nothing", "{\"record_id\":\"nothing\"}");
  assay_describer_start (fixture->describer);
  assay_wait_until (count_described (fixture, "acc-1/o-1") == 1);
  g_assert_cmpstr (fixture->asked->str, ==, "applications/app-1 candidates/c-1 jobs/j-1");

  order = get_order (fixture, "acc-1/o-1");
  g_assert_cmpstr (assay_candidate_get_first_name (assay_order_get_candidate (order)), ==, "Zoë");
  g_assert_cmpstr (assay_candidate_get_last_name (assay_order_get_candidate (order)), ==, "Müller");
  g_assert_cmpstr (assay_job_get_title (assay_order_get_job (order)), ==, "Engineer");
  g_assert_cmpuint (count_exchanges (fixture, "acc-1/o-1"), ==, 3);

  receive (fixture, "acc-2/o-2", "{\"raw_event\":{\"body\":{\"job_id\":\"j-1\"}}}");
  assay_wait_until (count_described (fixture, "acc-2/o-2") == 1);
  g_assert_cmpstr (fixture->asked->str, ==, "applications/app-1 candidates/c-1 jobs/j-1 jobs/j-1");
  other = get_order (fixture, "acc-2/o-2");
  g_assert_cmpstr (assay_job_get_title (assay_order_get_job (other)), ==, "Engineer");
  g_assert_cmpuint (count_described (fixture, "acc-1/nothing"), ==, 0);

  /* What has been asked is not asked again. */
  assay_describer_stop (fixture->describer);
  assay_describer_start (fixture->describer);
  receive (fixture, "acc-1/o-3", "{\"job_id\":\"j-1\"}");
  assay_wait_until (count_described (fixture, "acc-1/o-3") == 1);
  g_assert_cmpuint (fixture->n_asked, ==, 5);
}

static const Answer record_missing[] = {
  { "applications/app-1", 200, "{\"data\":{\"id\":\"app-1\",\"job_id\":\"j-1\"}}" },
  { "jobs/j-1", 200, "{\"data\":[]}" },
  { NULL },
};

/* 404 and nonsense concern the record. */
static void
test_record_missing (Fixture *fixture, gconstpointer answers)
{
  g_autoptr (AssayOrder) order = NULL;

  receive (fixture, "acc-1/o-1", "{\"application_id\":\"app-1\",\"candidate_id\":\"gone\"}");
  receive (fixture, "acc-1/o-2", "{\"candidate_id\":\"gone\"}");
  receive (fixture, "acc-1/o-3", "{\"candidate_id\":\"..\"}");
  assay_describer_start (fixture->describer);
  assay_wait_until (count_described (fixture, "acc-1/o-3") == 1);
  g_assert_cmpstr (fixture->asked->str, ==,
                   "applications/app-1 candidates/gone jobs/j-1 candidates/gone");
  g_assert_cmpuint (count_described (fixture, "acc-1/o-1"), ==, 1);
  g_assert_cmpuint (count_described (fixture, "acc-1/o-2"), ==, 1);
  order = get_order (fixture, "acc-1/o-1");
  g_assert_cmpstr (assay_job_get_id (assay_order_get_job (order)), ==, "j-1");
  g_assert_null (assay_job_get_title (assay_order_get_job (order)));
}

#define CLOSED(status) { "applications/app-1", status, "{\"message\":\"not for this account\"}" }
static const Answer closed[][3] = {
  { CLOSED (401), { "candidates/c-1", 200, CANDIDATE }, { NULL } },
  { CLOSED (403), { "candidates/c-1", 200, CANDIDATE }, { NULL } },
  { CLOSED (412), { "candidates/c-1", 200, CANDIDATE }, { NULL } },
  { CLOSED (422), { "candidates/c-1", 200, CANDIDATE }, { NULL } },
  { CLOSED (501), { "candidates/c-1", 200, CANDIDATE }, { NULL } },
};

/* One answer ends the reads for its account, and for no other. */
static void
test_account_closed (Fixture *fixture, gconstpointer answers)
{
  g_test_expect_message ("assay-outbox", G_LOG_LEVEL_MESSAGE, "orders of the account “acc-1” *");
  receive (fixture, "acc-1/o-1", "{\"application_id\":\"app-1\",\"candidate_id\":\"c-1\"}");
  receive (fixture, "acc-1/o-2", "{\"candidate_id\":\"c-1\"}");
  receive (fixture, "acc-2/o-3", "{\"candidate_id\":\"c-1\"}");
  assay_describer_start (fixture->describer);
  assay_wait_until (count_described (fixture, "acc-2/o-3") == 1);
  g_test_assert_expected_messages ();
  g_assert_cmpstr (fixture->asked->str, ==, "applications/app-1 candidates/c-1");

  receive (fixture, "acc-1/o-4", "{\"candidate_id\":\"c-1\"}");
  receive (fixture, "acc-2/o-5", "{\"candidate_id\":\"c-1\"}");
  assay_wait_until (count_described (fixture, "acc-2/o-5") == 1);
  g_assert_cmpuint (fixture->n_asked, ==, 3);
  g_assert_cmpuint (count_described (fixture, "acc-1/o-1"), ==, 0);
  g_assert_cmpuint (count_described (fixture, "acc-1/o-4"), ==, 0);
}

static const Answer closed_later[] = {
  { "applications/app-1", 200,
    "{\"data\":{\"id\":\"app-1\",\"candidate_id\":\"c-1\",\"candidate\":{\"name\":\"Zoë\"}}}" },
  { "candidates/c-1", 403, "{\"message\":\"no\"}" },
  { NULL },
};

/* What was read until then is kept. */
static void
test_closed_later (Fixture *fixture, gconstpointer answers)
{
  g_autoptr (AssayOrder) order = NULL;

  g_test_expect_message ("assay-outbox", G_LOG_LEVEL_MESSAGE, "orders of the account “acc-1” *");
  receive (fixture, "acc-1/o-1", "{\"application_id\":\"app-1\"}");
  assay_describer_start (fixture->describer);
  assay_wait_until (count_described (fixture, "acc-1/o-1") == 1);
  g_test_assert_expected_messages ();
  order = get_order (fixture, "acc-1/o-1");
  g_assert_cmpstr (assay_candidate_get_first_name (assay_order_get_candidate (order)), ==, "Zoë");
}

static const Answer busy[] = {
  { "candidates/c-1", 429, "{\"statusCode\":429,\"message\":\"Too many requests\"}" },
  { "candidates/c-1", 502, "{\"statusCode\":502,\"message\":\"Bad Gateway\"}" },
  { "candidates/c-1", 200, CANDIDATE },
  { NULL },
};

static void
test_tries_again (Fixture *fixture, gconstpointer answers)
{
  g_autoptr (AssayOrder) order = NULL;

  receive (fixture, "acc-1/o-1", "{\"candidate_id\":\"c-1\"}");
  assay_describer_start (fixture->describer);
  assay_wait_until (count_described (fixture, "acc-1/o-1") == 1);
  g_assert_cmpuint (fixture->n_asked, ==, 3);
  order = get_order (fixture, "acc-1/o-1");
  g_assert_cmpstr (assay_candidate_get_first_name (assay_order_get_candidate (order)), ==, "Zoë");
}

/* Whoever stops it finds nothing half done, and it begins anew. */
static void
test_stopped (Fixture *fixture, gconstpointer answers)
{
  receive (fixture, "acc-1/o-1", "{\"application_id\":\"app-1\"}");
  assay_describer_start (fixture->describer);
  assay_wait_until (fixture->n_asked == 1);
  assay_describer_stop (fixture->describer);
  g_assert_cmpuint (count_described (fixture, "acc-1/o-1"), ==, 0);

  assay_describer_start (fixture->describer);
  assay_wait_until (count_described (fixture, "acc-1/o-1") == 1);
  g_assert_cmpuint (fixture->n_asked, ==, 4);
}

static const Answer large[] = {
  { "candidates/c-1", 200, NULL },
  { "jobs/j-1", 200, JOB },
  { NULL },
};

/* What is kept for good is no place for megabytes. */
static void
test_large (Fixture *fixture, gconstpointer answers)
{
  g_autofree char *blanks = g_strnfill (300 * 1024, ' ');
  g_autofree char *body = g_strconcat ("{\"data\":{\"id\":\"c-1\",\"first_name\":\"Zoë\"}", blanks,
                                       "}", NULL);
  const Answer given[] = { { large[0].path, 200, body }, large[1], { NULL } };
  g_autoptr (AssayOrder) order = NULL;

  fixture->answers = given;
  receive (fixture, "acc-1/o-1", "{\"candidate_id\":\"c-1\",\"job_id\":\"j-1\"}");
  assay_describer_start (fixture->describer);
  assay_wait_until (count_described (fixture, "acc-1/o-1") == 1);
  g_assert_cmpuint (fixture->n_asked, ==, 2);
  order = get_order (fixture, "acc-1/o-1");
  g_assert_null (assay_candidate_get_first_name (assay_order_get_candidate (order)));
  g_assert_cmpstr (assay_job_get_title (assay_order_get_job (order)), ==, "Engineer");
}

/* Whoever stops it while an answer is on its way into the journal has it stopped. */
static void
test_stopped_late (Fixture *fixture, gconstpointer answers)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *key = g_strdup_printf ("acc-1/o-%u", i);

      receive (fixture, key, "{\"job_id\":\"j-1\"}");
    }
  for (guint turns = 1; count_described (fixture, "acc-1/o-19") == 0; turns++)
    {
      g_assert_cmpuint (turns, <, 1000);
      assay_describer_start (fixture->describer);
      for (guint i = 0; i < turns; i++)
        g_main_context_iteration (NULL, FALSE);
      assay_describer_stop (fixture->describer);
    }

  /* Nothing goes on by itself, and each order was described once. */
  assay_wait_until (G_OBJECT (fixture->describer)->ref_count == 1);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *key = g_strdup_printf ("acc-1/o-%u", i);

      g_assert_cmpuint (count_described (fixture, key), ==, 1);
    }
}

/* Whether any file of the desk holds @text. */
static gboolean
is_kept (Fixture *fixture, const char *text)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;
  gboolean found = FALSE;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *content = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &content, &length, NULL));
      found |= memmem (content, length, text, strlen (text)) != NULL;
    }

  return found;
}

/* What was read of somebody goes with all else. */
static void
test_erased (Fixture *fixture, gconstpointer answers)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AssayEraseOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  receive (fixture, "acc-1/o-1", "{\"application_id\":\"app-1\"}");
  assay_describer_start (fixture->describer);
  assay_wait_until (count_described (fixture, "acc-1/o-1") == 1);
  assay_describer_stop (fixture->describer);
  g_assert_true (is_kept (fixture, "Müller"));

  assay_journal_erase_async (fixture->journal, "c-1", NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  outcome = assay_journal_erase_finish (fixture->journal, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (outcome->keys), ==, 1);
  g_assert_cmpint (outcome->n_events, ==, 2);
  g_assert_cmpint (outcome->n_exchanges, ==, 3);
  g_assert_false (is_kept (fixture, "Müller"));
}

#define ADD(name, answers, func) \
  g_test_add ("/outbox/describer/" name, Fixture, answers, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("completes", all_there, test_completes);
  ADD ("record-missing", record_missing, test_record_missing);
  ADD ("closed-401", closed[0], test_account_closed);
  ADD ("closed-403", closed[1], test_account_closed);
  ADD ("closed-412", closed[2], test_account_closed);
  ADD ("closed-422", closed[3], test_account_closed);
  ADD ("closed-501", closed[4], test_account_closed);
  ADD ("closed-later", closed_later, test_closed_later);
  ADD ("tries-again", busy, test_tries_again);
  ADD ("stopped", all_there, test_stopped);
  ADD ("stopped-late", all_there, test_stopped_late);
  ADD ("large", large, test_large);
  ADD ("erased", all_there, test_erased);

  return g_test_run ();
}
