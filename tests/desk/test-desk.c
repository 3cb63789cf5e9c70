/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <libsoup/soup.h>

#include "assay-desk-commands.h"
#include "assay-http-error.h"
#include "assay-local-server.h"
#include "assay-memory-store.h"
#include "assay-signature.h"
#include "assay-signing-secrets.h"
#include "assay-support.h"

#define SECRET "whsec_test_secret"

static const char created[] =
  "{\"account_id\":\"acc-1\",\"event\":\"ats_assessments.created\","
  "\"event_date\":\"2026-01-02T03:04:05.000Z\",\"record_id\":\"ord-1\"}";

static AssayDesk *
new_desk (const char *folder)
{
  g_autoptr (AssaySecretStore) secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  profile = assay_profile_open (folder, &error);
  g_assert_no_error (error);
  assay_secret_store_store_async (secrets, ASSAY_SECRET_WEBHOOK_SECRETS, SECRET, NULL,
                                  assay_await_result_cb, &result);
  assay_wait_until (result != NULL);
  g_assert_true (assay_secret_store_store_finish (secrets, result, &error));
  g_assert_no_error (error);
  assay_secret_store_store_async (secrets, ASSAY_SECRET_STACKONE_API_KEY, "key", NULL, NULL, NULL);

  return assay_desk_new (profile, secrets);
}

static void
start_with (AssayDesk *desk, const char *listen, const char *base_url)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assay_desk_start_async (desk, listen, base_url, NULL, assay_await_result_cb, &result);
  assay_wait_until (result != NULL);
  g_assert_true (assay_desk_start_finish (desk, result, &error));
  g_assert_no_error (error);
}

static void
start_desk (AssayDesk *desk, const char *listen)
{
  start_with (desk, listen, NULL);
}

static void
start_desk_at (AssayDesk *desk, const char *base_url)
{
  start_with (desk, "127.0.0.1:0", base_url);
}

static guint
post_webhook (AssayDesk *desk, const char *body)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *signature = assay_signature_sign (SECRET, bytes);
  g_autofree char *url = g_strconcat (assay_desk_get_inbox_url (desk), "/webhooks/stackone", NULL);

  message = soup_message_new ("POST", url);
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  soup_message_headers_replace (soup_message_get_request_headers (message), ASSAY_SIGNATURE_HEADER,
                                signature);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL,
                                    assay_await_result_cb, &result);
  assay_wait_until (result != NULL);
  answer = soup_session_send_and_read_finish (session, result, &error);
  g_assert_no_error (error);

  return soup_message_get_status (message);
}

static void
received_cb (AssayDesk *desk, AssayOrder *order, char **id)
{
  g_assert_null (*id);
  *id = g_strdup (assay_order_get_id (order));
}

static void
test_receives (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayDesk) desk = new_desk (folder);
  g_autofree char *id = NULL;
  g_autofree char *fingerprint = assay_signing_secret_dup_fingerprint (SECRET);
  AssaySecretUses *uses = assay_profile_get_secret_uses (assay_desk_get_profile (desk));

  g_signal_connect (desk, "order-received", G_CALLBACK (received_cb), &id);
  start_desk (desk, "127.0.0.1:0");
  g_assert_null (assay_desk_get_inbox_error (desk));

  g_assert_cmpuint (post_webhook (desk, created), ==, 200);
  assay_wait_until (id != NULL);
  g_assert_cmpstr (id, ==, "ord-1");
  assay_wait_until (assay_desk_get_stats (desk)->verified == 1);
  assay_wait_until (assay_secret_uses_get (uses, fingerprint) != 0);
  g_assert_cmpint (assay_desk_get_stats (desk)->new_orders, ==, 1);
  g_assert_cmpint (assay_desk_get_stats (desk)->rejected, ==, 0);

  assay_desk_stop (desk);
  g_assert_null (assay_desk_get_journal (desk));
}

/* Somebody enters the secret in the preferences of a desk that runs. */
static void
test_starts_again_with_a_secret (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssaySecretStore) secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (folder, &error);
  g_autoptr (AssayDesk) desk = assay_desk_new (profile, secrets);
  AssayJournal *journal;

  start_desk (desk, "127.0.0.1:0");
  g_assert_false (assay_desk_get_verifying (desk));
  g_assert_null (assay_desk_get_secrets_error (desk));
  g_assert_cmpuint (post_webhook (desk, created), ==, 401);
  journal = assay_desk_get_journal (desk);

  assay_secret_store_store_async (secrets, ASSAY_SECRET_WEBHOOK_SECRETS, SECRET, NULL, NULL, NULL);
  start_desk (desk, "127.0.0.1:0");
  g_assert_true (assay_desk_get_verifying (desk));
  g_assert_true (assay_desk_get_journal (desk) == journal);
  g_assert_cmpuint (post_webhook (desk, created), ==, 200);
  assay_wait_until (assay_desk_get_stats (desk)->verified == 1);
  g_assert_cmpint (assay_desk_get_stats (desk)->rejected, ==, 1);
  assay_desk_stop (desk);
}

/* Returns whether the inbox of @url takes connections. */
static gboolean
takes_connections (const char *url)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_socket_client_connect_to_uri_async (client, url, 0, NULL, assay_await_result_cb, &result);
  assay_wait_until (result != NULL);
  connection = g_socket_client_connect_to_uri_finish (client, result, NULL);

  return connection != NULL;
}

static void
test_goes_on (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssaySecretStore) secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (folder, &error);
  g_autoptr (AssayDesk) desk = assay_desk_new (profile, secrets);
  g_autofree char *url = NULL;
  AssayJournal *journal;
  guint n_sending = 0;

  assay_secret_store_store_async (secrets, ASSAY_SECRET_WEBHOOK_SECRETS, SECRET, NULL, NULL, NULL);
  assay_secret_store_store_async (secrets, ASSAY_SECRET_STACKONE_API_KEY, "key", NULL, NULL, NULL);
  g_signal_connect_swapped (desk, "notify::sending", G_CALLBACK (assay_count_cb), &n_sending);
  start_desk (desk, "127.0.0.1:0");
  assay_wait_until (n_sending == 1);
  g_assert_true (assay_desk_get_sending (desk));
  url = g_strdup (assay_desk_get_inbox_url (desk));
  journal = assay_desk_get_journal (desk);

  /* The same address, and a port of the system's choice stays. */
  start_desk (desk, "127.0.0.1:0");
  g_assert_cmpstr (assay_desk_get_inbox_url (desk), ==, url);
  assay_wait_until (n_sending == 3);
  g_assert_true (assay_desk_get_sending (desk));
  g_assert_cmpuint (post_webhook (desk, created), ==, 200);

  /* Without a key nothing is sent, and without a secret nothing is believed. */
  assay_secret_store_clear_async (secrets, ASSAY_SECRET_WEBHOOK_SECRETS, NULL, NULL, NULL);
  assay_secret_store_clear_async (secrets, ASSAY_SECRET_STACKONE_API_KEY, NULL, NULL, NULL);
  start_desk (desk, "127.0.0.1:0");
  assay_wait_until (n_sending == 4);
  g_assert_false (assay_desk_get_sending (desk));
  g_assert_cmpstr (assay_desk_get_inbox_url (desk), ==, url);
  g_assert_cmpuint (post_webhook (desk, created), ==, 401);

  /* Another address takes the place of the first. */
  start_desk (desk, "localhost:0");
  g_assert_no_error (assay_desk_get_inbox_error (desk));
  g_assert_cmpstr (assay_desk_get_inbox_url (desk), !=, url);
  g_assert_true (takes_connections (assay_desk_get_inbox_url (desk)));
  g_assert_false (takes_connections (url));

  /* One that cannot be had leaves the desk without, until it has one again. */
  start_desk (desk, "127.0.0.1");
  g_assert_error (assay_desk_get_inbox_error (desk), ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_ADDRESS);
  g_assert_null (assay_desk_get_inbox_url (desk));
  start_desk (desk, "127.0.0.1:0");
  g_assert_no_error (assay_desk_get_inbox_error (desk));
  g_assert_cmpuint (post_webhook (desk, created), ==, 401);

  g_assert_true (assay_desk_get_journal (desk) == journal);
  assay_desk_stop (desk);
}

static void
test_port_in_use (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayTempDir) other_folder = assay_temp_dir_new ();
  g_autoptr (AssayDesk) desk = new_desk (folder);
  g_autoptr (AssayDesk) other = new_desk (other_folder);
  const char *address;

  start_desk (desk, "127.0.0.1:0");
  address = assay_desk_get_inbox_url (desk) + strlen ("http://");
  start_desk (other, address);

  g_assert_null (assay_desk_get_inbox_url (other));
  g_assert_error (assay_desk_get_inbox_error (other), ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_IN_USE);
  g_assert_nonnull (assay_desk_get_journal (other));
}

static void
test_damaged_journal (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayDesk) desk = new_desk (folder);
  g_autofree char *path = g_build_filename (folder, "journal.sqlite", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "this is no database, but long enough", -1, NULL));
  assay_desk_start_async (desk, "127.0.0.1:0", NULL, NULL, assay_await_result_cb, &result);
  assay_wait_until (result != NULL);
  g_assert_false (assay_desk_start_finish (desk, result, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CORRUPT);
}

/* What StackOne tells is known, so that nobody asks for it. */
static void
write_connector_meta (AssayProfile *profile)
{
  g_autofree char *path =
    assay_profile_tables_dup_connector_path (assay_profile_get_tables (profile));
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "{\"models\":{}}", -1, NULL));
}

static void
test_idle (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssaySecretStore) secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (folder, &error);
  g_autoptr (AssayDesk) desk = assay_desk_new (profile, secrets);
  g_autoptr (AssayDesk) beside = NULL;

  write_connector_meta (profile);
  assay_secret_store_store_async (secrets, ASSAY_SECRET_STACKONE_API_KEY, "key", NULL, NULL, NULL);
  start_desk (desk, "127.0.0.1:0");
  assay_wait_until (assay_desk_get_sending (desk));
  assay_wait_until_asleep ("journal-");
  assay_wait_until_asleep ("assay-engine");
  g_assert_cmpint (assay_count_sleeps ("journal-"), ==, 0);
  g_assert_cmpint (assay_count_sleeps ("assay-engine"), ==, 0);

  beside = new_desk (folder);
  start_desk (beside, "127.0.0.1:0");
  g_assert_cmpint (assay_count_sleeps ("journal-"), >=, 5);
  assay_desk_stop (beside);
}

static void
hold_cb (SoupServer *server,
         SoupServerMessage *message,
         const char *path,
         GHashTable *query,
         gpointer user_data)
{
  if (g_str_has_prefix (path, "/connectors/"))
    {
      soup_server_message_set_status (message, 404, NULL);
      return;
    }

  g_ptr_array_add (user_data, g_object_ref (message));
  soup_server_message_pause (message);
}

static void
queue_a_result (AssayDesk *desk)
{
  static const char order[] =
    "{\"account_id\":\"acc-1\",\"event\":\"ats_assessments.created\","
    "\"event_date\":\"2026-01-02T03:04:05.000Z\",\"record_id\":\"ord-1\"}";
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"summary\":\"x\"}", 15);

  g_assert_cmpuint (post_webhook (desk, order), ==, 200);
  assay_desk_queue_result_async (desk, "acc-1/ord-1", body, NULL, -1, "tester", NULL, NULL, NULL);
}

static gboolean
count_turn_cb (gpointer count)
{
  (*(guint *) count)++;

  return G_SOURCE_CONTINUE;
}

/* StackOne does not answer; nobody stands still for that, and nobody keeps the right to send. */
static void
test_stops_while_sending (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (SoupServer) stackone = soup_server_new (NULL, NULL);
  AssayDesk *desk = new_desk (folder);
  g_autoptr (AssayDesk) next = new_desk (folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  GAsyncResult *slot = NULL;
  guint n_turns = 0;
  guint ticks;

  soup_server_add_handler (stackone, NULL, hold_cb, held, NULL);
  url = assay_local_server_listen (stackone);

  start_desk_at (desk, url);
  queue_a_result (desk);
  assay_wait_until (held->len == 1);
  ticks = g_timeout_add (50, count_turn_cb, &n_turns);
  assay_desk_stop_async (desk, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_source_remove (ticks);
  g_assert_true (assay_desk_stop_finish (desk, result, NULL));
  g_assert_cmpuint (n_turns, >, 10);
  g_assert_null (assay_desk_get_journal (desk));
  g_clear_object (&result);
  assay_wait_until (G_OBJECT (desk)->ref_count == 1);
  g_assert_finalize_object (desk);

  start_desk_at (next, url);
  assay_wait_until (assay_desk_get_sending (next));
  assay_desk_stop (next);
}

/* Wherever a start has got to, stopping ends it and leaves nothing behind. */
static void
test_stops_while_starting (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  gboolean started = FALSE;

  for (guint turns = 0; !started; turns++)
    {
      AssayDesk *desk = new_desk (folder);
      g_autoptr (GAsyncResult) start = NULL;
      g_autoptr (GAsyncResult) stop = NULL;
      g_autoptr (GError) error = NULL;

      assay_desk_start_async (desk, "127.0.0.1:0", NULL, NULL, assay_await_result_cb, &start);
      for (guint i = 0; i < turns && start == NULL; i++)
        g_main_context_iteration (NULL, TRUE);
      assay_desk_stop_async (desk, assay_await_result_cb, &stop);
      assay_wait_until (start != NULL && stop != NULL);

      g_assert_true (assay_desk_stop_finish (desk, stop, NULL));
      started = assay_desk_start_finish (desk, start, &error);
      if (!started)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_null (assay_desk_get_journal (desk));
      g_clear_object (&start);
      g_clear_object (&stop);
      assay_wait_until (G_OBJECT (desk)->ref_count == 1);
      g_assert_finalize_object (desk);
      g_assert_cmpuint (turns, <, 1000);
    }
}

static AssayOrderStatus
deliver_result (AssayDesk *desk, const char *id, gint64 seq)
{
  g_autofree char *key = g_strconcat ("acc-1/", id, NULL);
  g_autofree char *order =
    g_strdup_printf ("{\"kind\":\"assessment\",\"account_id\":\"acc-1\",\"order\":{\"id\":\"%s\"}}",
                     id);
  const struct
  {
    const char *kind;
    const char *body;
  } steps[] = {
    { ASSAY_EVENT_ORDER_RECEIVED, order },
    { ASSAY_EVENT_RESULT_QUEUED,
      "{\"revision\":\"%s\",\"body\":{\"result\":{\"value\":\"cancelled\"}}}" },
    { ASSAY_EVENT_RESULT_DELIVERED, "{\"revision\":\"%s\",\"status\":200}" },
  };
  AssayJournal *journal = assay_desk_get_journal (desk);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) appended = NULL;
  g_autoptr (GAsyncResult) got = NULL;
  g_autoptr (AssayOrder) stored = NULL;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *event_id = g_strdup_printf ("%s-%" G_GSIZE_FORMAT, id, i);
      g_auto (GStrv) parts = g_strsplit (steps[i].body, "%s", -1);
      g_autofree char *text = g_strjoinv (id, parts);
      g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

      g_ptr_array_add (events, assay_event_new (event_id, seq + (gint64) i, key, steps[i].kind,
                                                "test", body));
    }
  assay_journal_append_async (journal, events, NULL, -1, NULL, assay_await_result_cb, &appended);
  assay_wait_until (appended != NULL);
  assay_journal_append_finish (journal, appended, NULL, &error);
  g_assert_no_error (error);
  assay_journal_get_order_async (journal, key, NULL, assay_await_result_cb, &got);
  assay_wait_until (got != NULL);
  stored = assay_journal_get_order_finish (journal, got, &error);
  g_assert_no_error (error);

  return assay_order_get_state (stored)->status;
}

/* What somebody decides on the page of the mapping counts from the next result on. */
static void
test_follows_the_mapping (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayDesk) desk = new_desk (folder);
  AssayProfileTables *tables = assay_profile_get_tables (assay_desk_get_profile (desk));
  g_autoptr (GError) error = NULL;
  AssayMapping *mapping;

  start_desk (desk, "127.0.0.1:0");
  g_assert_cmpint (deliver_result (desk, "ord-1", 1), ==, ASSAY_ORDER_STATUS_REJECTED);
  mapping = assay_profile_tables_get_mapping (tables, &error);
  g_assert_no_error (error);
  assay_mapping_set_status (mapping, "cancelled", ASSAY_ORDER_STATUS_EXPIRED);
  g_assert_cmpint (deliver_result (desk, "ord-2", 10), ==, ASSAY_ORDER_STATUS_EXPIRED);

  assay_wait_until (!assay_profile_tables_get_saving (tables));
  assay_desk_stop (desk);
}

/* Who started the desk may cancel the start, not the desk. */
static void
test_cancelled_after_the_start (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayDesk) desk = new_desk (folder);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assay_desk_start_async (desk, "127.0.0.1:0", NULL, cancellable, assay_await_result_cb, &result);
  assay_wait_until (result != NULL);
  assay_desk_start_finish (desk, result, &error);
  g_assert_no_error (error);

  g_cancellable_cancel (cancellable);
  g_assert_cmpuint (post_webhook (desk, created), ==, 200);
  assay_wait_until (assay_desk_get_stats (desk)->verified == 1);
  assay_desk_stop (desk);
}

static void
test_finalised (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayDesk *desk = new_desk (folder);

  start_desk (desk, "127.0.0.1:0");
  assay_desk_stop (desk);
  assay_wait_until (G_OBJECT (desk)->ref_count == 1);
  g_assert_finalize_object (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/desk/desk/receives", test_receives);
  g_test_add_func ("/desk/desk/starts-again-with-a-secret", test_starts_again_with_a_secret);
  g_test_add_func ("/desk/desk/goes-on", test_goes_on);
  g_test_add_func ("/desk/desk/port-in-use", test_port_in_use);
  g_test_add_func ("/desk/desk/damaged-journal", test_damaged_journal);
  g_test_add_func ("/desk/desk/idle", test_idle);
  g_test_add_func ("/desk/desk/stops-while-sending", test_stops_while_sending);
  g_test_add_func ("/desk/desk/stops-while-starting", test_stops_while_starting);
  g_test_add_func ("/desk/desk/cancelled-after-the-start", test_cancelled_after_the_start);
  g_test_add_func ("/desk/desk/follows-the-mapping", test_follows_the_mapping);
  g_test_add_func ("/desk/desk/finalised", test_finalised);

  return g_test_run ();
}
