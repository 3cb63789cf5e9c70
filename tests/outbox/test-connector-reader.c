/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>
#include <utime.h>

#include "assay-connector-reader.h"
#include "assay-local-server.h"
#include "assay-support.h"

#define META "{\"provider\":\"smartrecruiters\",\"models\":{}}"
#define HOURS 24
#define SECONDS_OF_AN_HOUR 3600

typedef struct
{
  char *folder;
  char *path;
  SoupServer *server;
  AssayJournal *journal;
  AssayStackoneClient *client;
  AssayConnectorReader *reader;
  const char *body;
  guint status;
  guint n_asked;
  guint n_read;
} Fixture;

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpstr (path, ==, "/connectors/meta/smartrecruiters");
  g_assert_null (soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                               "x-account-id"));
  fixture->n_asked++;
  soup_server_message_set_status (message, fixture->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, fixture->body,
                                    strlen (fixture->body));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  fixture->folder = assay_temp_dir_new ();
  fixture->path = g_build_filename (fixture->folder, "connectors", "smartrecruiters.json", NULL);
  fixture->body = META;
  fixture->status = 200;
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handle_cb, fixture, NULL);
  url = assay_local_server_listen (fixture->server);
  fixture->journal = assay_journal_open (fixture->folder, ASSAY_JOURNAL_READ_WRITE, &error);
  g_assert_no_error (error);
  fixture->client = assay_stackone_client_new (url);
  assay_stackone_client_set_api_key (fixture->client, "key");
  fixture->reader = assay_connector_reader_new (fixture->journal, fixture->client,
                                                assay_clock_get_system (), fixture->path, HOURS);
  g_signal_connect_swapped (fixture->reader, "read", G_CALLBACK (assay_count_cb), &fixture->n_read);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  assay_connector_reader_stop (fixture->reader);
  assay_wait_until (G_OBJECT (fixture->reader)->ref_count == 1);
  g_assert_finalize_object (fixture->reader);
  assay_journal_close_async (fixture->journal, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  assay_journal_close_finish (fixture->journal, result, NULL);
  g_object_unref (fixture->journal);
  g_object_unref (fixture->client);
  g_object_unref (fixture->server);
  g_free (fixture->path);
  assay_temp_dir_remove (fixture->folder);
}

static void
write_file (Fixture *fixture, gint64 age)
{
  g_autofree char *folder = g_path_get_dirname (fixture->path);
  struct utimbuf times;

  times.actime = times.modtime = (time_t) (g_get_real_time () / G_USEC_PER_SEC - age);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (fixture->path, "{}", -1, NULL));
  g_assert_cmpint (g_utime (fixture->path, &times), ==, 0);
}

static void
assert_file (Fixture *fixture, const char *expected)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (fixture->path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  GStatBuf status;

  assay_connector_reader_start (fixture->reader);
  assay_wait_until (fixture->n_read == 1);
  assert_file (fixture, META);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);

  /* It is fresh now. */
  assay_connector_reader_stop (fixture->reader);
  assay_connector_reader_start (fixture->reader);
  assay_run_for (2100);
  g_assert_cmpuint (fixture->n_asked, ==, 1);
}

static void
test_old (Fixture *fixture, gconstpointer data)
{
  write_file (fixture, HOURS * SECONDS_OF_AN_HOUR + 1);
  assay_connector_reader_start (fixture->reader);
  assay_wait_until (fixture->n_read == 1);
  assert_file (fixture, META);
}

static void
test_fresh (Fixture *fixture, gconstpointer data)
{
  write_file (fixture, HOURS * SECONDS_OF_AN_HOUR - SECONDS_OF_AN_HOUR);
  assay_connector_reader_start (fixture->reader);
  assay_run_for (2100);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
  assert_file (fixture, "{}");
}

static void
test_from_the_future (Fixture *fixture, gconstpointer data)
{
  write_file (fixture, -SECONDS_OF_AN_HOUR);
  assay_connector_reader_start (fixture->reader);
  assay_wait_until (fixture->n_read == 1);
}

/* What is no answer about a provider leaves the file as it is. */
static void
test_faults (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
  } answers[] = {
    { 404, "{\"statusCode\":404}" },
    { 200, "[]" },
    { 200, "{\"provider\":\"smartrecruiters\"}" },
    { 200, "no JSON" },
  };

  write_file (fixture, 2 * HOURS * SECONDS_OF_AN_HOUR);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      fixture->status = answers[i].status;
      fixture->body = answers[i].body;
      assay_connector_reader_start (fixture->reader);
      assay_wait_until (fixture->n_asked == i + 1);
      assay_wait_until (G_OBJECT (fixture->reader)->ref_count == 1);
      assert_file (fixture, "{}");
      assay_connector_reader_stop (fixture->reader);
    }
  g_assert_cmpuint (fixture->n_read, ==, 0);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/outbox/connector-reader/missing", test_missing },
    { "/outbox/connector-reader/old", test_old },
    { "/outbox/connector-reader/fresh", test_fresh },
    { "/outbox/connector-reader/from-the-future", test_from_the_future },
    { "/outbox/connector-reader/faults", test_faults },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
