/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "assay-account-reader.h"
#include "assay-account-refresh.h"
#include "assay-local-server.h"
#include "assay-stackone-error.h"
#include "assay-support.h"

#define ACTIVE \
  "{\"id\":\"acc-1\",\"provider\":\"smartrecruiters\",\"status\":\"active\"," \
  "\"origin_owner_id\":\"o1\",\"origin_owner_name\":\"Globex\"," \
  "\"credentials\":{\"key\":\"hidden\"}}"
#define FAILED \
  "{\"id\":\"acc-1\",\"provider\":\"smartrecruiters\",\"status\":\"error\"," \
  "\"origin_owner_id\":\"o1\",\"origin_owner_name\":\"Globex\"," \
  "\"status_reasons\":[{\"code\":\"401\",\"description\":\"Credentials expired\"}]}"

typedef struct
{
  char *folder;
  SoupServer *server;
  AssayJournal *journal;
  AssayStackoneClient *client;
  const char *body;
  guint status;
  guint n_asked;
} Fixture;

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpstr (path, ==, "/accounts");
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
  fixture->status = 200;
  fixture->body = "[" ACTIVE "]";
  fixture->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (fixture->server, NULL, handle_cb, fixture, NULL);
  url = assay_local_server_listen (fixture->server);
  fixture->journal = assay_journal_open (fixture->folder, ASSAY_JOURNAL_READ_WRITE, &error);
  g_assert_no_error (error);
  fixture->client = assay_stackone_client_new (url);
  assay_stackone_client_set_api_key (fixture->client, "key");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  assay_journal_close_async (fixture->journal, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  assay_journal_close_finish (fixture->journal, result, NULL);
  g_object_unref (fixture->journal);
  g_object_unref (fixture->client);
  g_object_unref (fixture->server);
  assay_temp_dir_remove (fixture->folder);
}

/* Each account as “id status owner: reasons”, a line each */
static char *
dup_accounts (Fixture *fixture)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_list_accounts_async (fixture->journal, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  accounts = assay_journal_list_finish (fixture->journal, result, NULL);
  for (guint i = 0; i < accounts->len; i++)
    {
      AssayAccount *account = accounts->pdata[i];
      const char *const *reasons = assay_account_get_status_reasons (account);
      g_autofree char *joined = g_strjoinv (", ", (GStrv) reasons);

      g_string_append_printf (text, "%s %s %s: %s\n", assay_account_get_id (account),
                              assay_account_get_status (account),
                              assay_account_get_origin_owner_name (account), joined);
    }

  return g_string_free_and_steal (text);
}

static void
expect_accounts (Fixture *fixture, const char *expected)
{
  g_autofree char *actual = dup_accounts (fixture);

  g_assert_cmpstr (actual, ==, expected);
}

static guint
refresh (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;
  guint n_changed = G_MAXUINT;

  assay_account_refresh_async (fixture->journal, fixture->client, "tester", NULL,
                               assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_account_refresh_finish (fixture->journal, result, &n_changed, error);

  return n_changed;
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (refresh (fixture, &error), ==, 1);
  g_assert_no_error (error);
  expect_accounts (fixture, "acc-1 active Globex: \n");

  /* What says nothing new is not stored again; both shapes of the answer are taken. */
  fixture->body = "{\"data\":[" ACTIVE "]}";
  g_assert_cmpuint (refresh (fixture, &error), ==, 0);
  g_assert_no_error (error);

  fixture->body = "[" FAILED "]";
  g_assert_cmpuint (refresh (fixture, &error), ==, 1);
  expect_accounts (fixture, "acc-1 error Globex: 401: Credentials expired\n");

  /* Who recovers has no reasons left. */
  fixture->body = "[" ACTIVE ",{\"id\":\"acc-2\",\"status\":\"archived\","
                  "\"origin_owner_name\":\"Initech\"}]";
  g_assert_cmpuint (refresh (fixture, &error), ==, 2);
  expect_accounts (fixture, "acc-1 active Globex: \nacc-2 archived Initech: \n");

  fixture->body = "[]";
  g_assert_cmpuint (refresh (fixture, &error), ==, 0);
  expect_accounts (fixture, "acc-1 active Globex: \nacc-2 archived Initech: \n");
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) damaged = NULL;

  fixture->status = 401;
  fixture->body = "{\"message\":\"Unauthorized\"}";
  g_assert_cmpuint (refresh (fixture, &refused), ==, 0);
  g_assert_error (refused, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_UNAUTHORIZED);

  fixture->status = 200;
  fixture->body = "[{}]";
  g_assert_cmpuint (refresh (fixture, &damaged), ==, 0);
  g_assert_nonnull (damaged);
  expect_accounts (fixture, "");
}

static void
test_reader (Fixture *fixture, gconstpointer data)
{
  AssayAccountReader *reader = assay_account_reader_new (fixture->journal, fixture->client, 1);

  assay_account_reader_start (reader);
  assay_wait_until (fixture->n_asked == 1 && G_OBJECT (reader)->ref_count == 1);
  expect_accounts (fixture, "acc-1 active Globex: \n");
  assay_account_reader_start (reader);
  assay_account_reader_stop (reader);
  g_assert_finalize_object (reader);
}

/* Who is stopped before the first second has asked nobody. */
static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  AssayAccountReader *reader = assay_account_reader_new (fixture->journal, fixture->client, 1);

  assay_account_reader_start (reader);
  assay_account_reader_stop (reader);
  assay_run_for (1200);
  g_assert_cmpuint (fixture->n_asked, ==, 0);
  g_assert_finalize_object (reader);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) \
  g_test_add ("/outbox/account-reader/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("refresh", test_refresh);
  ADD ("failures", test_failures);
  ADD ("reader", test_reader);
  ADD ("stopped", test_stopped);
#undef ADD

  return g_test_run ();
}
