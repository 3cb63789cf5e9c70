/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "assay-inbox.h"
#include "assay-journal-read.h"
#include "assay-signature.h"
#include "assay-support.h"
#include "assay-webhook.h"
#include "http-client.h"

#define SECRET "whsec_test_secret"
#define N_CONCURRENT 500
#define ENVELOPE \
  "\"project_id\":\"demo-1\",\"account_id\":\"acc-1\"," \
  "\"event_date\":\"2026-01-02T03:04:05.000Z\",\"record_type\":\"ats_assessments\""
#define ORDER \
  "{" ENVELOPE ",\"event\":\"ats_assessments.created\"," \
  "\"record_id\":3223323715753018140,\"event_data\":{\"candidate\":" \
  "{\"first_name\":\"Zoë\",\"last_name\":\"Müller\"},\"package\":{\"id\":\"p1\"," \
  "\"name\":\"Skills\"}}}"
#define KEY "acc-1/3223323715753018140"

static const AssayInboxSettings defaults = {
  .limits = {
    .max_body = 65536,
    .memory = 16 * 1024 * 1024,
    .idle_timeout = 15,
    .total_timeout = 15,
    .max_connections = 1024,
  },
  .signature = ASSAY_CHECK_ENFORCE,
  .packages_basic = ASSAY_CHECK_WARN,
  .packages_signature = ASSAY_CHECK_WARN,
  .packages_cors = TRUE,
};

static AssayInboxSettings strict_packages, lenient, unchecked, url_token;

typedef struct
{
  char *folder;
  AssayJournal *journal;
  AssayInbox *inbox;
  guint16 port;
  GPtrArray *deliveries;

  /* For client threads. */
  const char *request;
  gsize request_size;
  char *answer;
  guint n_ok;
} Fixture;

static void
delivery_cb (Fixture *fixture, gboolean accepted, AssayWebhook *webhook, const char *reason)
{
  g_ptr_array_add (fixture->deliveries,
                   g_strdup_printf ("%s %s %s", accepted ? "accepted" : "rejected",
                                    webhook != NULL ? assay_webhook_get_record_id (webhook) : "-",
                                    reason != NULL ? reason : "-"));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const secrets[] = { "another-secret", SECRET, NULL };
  static const char *const keys[] = { "v1.eu1.testkey", NULL };
  AssayOtherSecrets *others = assay_other_secrets_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
    table = g_resources_lookup_data (RESOURCE_PATH "/tables/event-names.json", 0, &error);
  g_autoptr (AssayEventNames) names = assay_event_names_new_from_bytes (table, &error);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  g_assert_no_error (error);
  fixture->deliveries = g_ptr_array_new_with_free_func (g_free);
  fixture->folder = assay_temp_dir_new ();
  fixture->journal = assay_journal_open (fixture->folder, ASSAY_JOURNAL_READ_WRITE, &error);
  g_assert_no_error (error);

  assay_other_secrets_add (others, ASSAY_SECRET_STACKONE_API_KEY, NULL, "v1.eu1.apikey");
  assay_other_secrets_add (others, ASSAY_SECRET_WEBHOOK_SECRETS, "production",
                           "whsec_old\nwhsec_new");
  fixture->inbox = assay_inbox_new (fixture->journal, names, data != NULL ? data : &defaults,
                                    secrets, keys, others);
  g_signal_connect_swapped (fixture->inbox, "delivery", G_CALLBACK (delivery_cb), fixture);
  assay_inbox_start_async (fixture->inbox, "127.0.0.1:0", NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_inbox_start_finish (fixture->inbox, result, &error);
  g_assert_no_error (error);
  fixture->port =
    (guint16) g_ascii_strtoull (strrchr (assay_inbox_get_url (fixture->inbox), ':') + 1, NULL, 10);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_inbox_stop (fixture->inbox);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->inbox);
  assay_journal_close_async (fixture->journal, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_journal_close_finish (fixture->journal, result, NULL));
  g_object_unref (fixture->journal);
  g_ptr_array_unref (fixture->deliveries);
  assay_temp_dir_remove (fixture->folder);
  g_free (fixture->answer);
}

static gpointer
exchange_thread (gpointer data)
{
  Fixture *fixture = data;

  fixture->answer = http_client_exchange (fixture->port, fixture->request, -1);

  return NULL;
}

static void
exchange (Fixture *fixture, const char *request)
{
  g_clear_pointer (&fixture->answer, g_free);
  fixture->request = request;
  http_client_run (exchange_thread, fixture);
}

static char *
signed_request (const char *path, const char *secret, const char *body)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));
  g_autofree char *signature = assay_signature_sign (secret, bytes);

  return g_strdup_printf ("POST %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                          "Content-Type: application/json\r\nx-stackone-signature: %s\r\n"
                          "Content-Length: %zu\r\n\r\n%s",
                          path, signature, strlen (body), body);
}

static void
send_signed (Fixture *fixture, const char *secret, const char *body)
{
  g_autofree char *request = signed_request ("/webhooks/stackone", secret, body);

  exchange (fixture, request);
}

static guint
count_exchanges (Fixture *fixture, const char *order_key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) exchanges = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_list_exchanges_async (fixture->journal, order_key, 10000, NULL,
                                      assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  exchanges = assay_journal_list_finish (fixture->journal, result, &error);
  g_assert_no_error (error);

  return exchanges->len;
}

static guint
count_events (Fixture *fixture, const char *order_key)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_list_events_async (fixture->journal, order_key, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  events = assay_journal_list_finish (fixture->journal, result, &error);
  g_assert_no_error (error);

  return events->len;
}

static void
assert_answer (Fixture *fixture, guint status, const char *message)
{
  g_autofree char *start = g_strdup_printf ("{\"statusCode\":%u,\"message\":\"%s", status, message);

  g_assert_cmpuint (http_client_status (fixture->answer), ==, status);
  g_assert_true (g_str_has_prefix (http_client_body (fixture->answer), start));
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  send_signed (fixture, SECRET, ORDER);
  assert_answer (fixture, 200, "stored\"");

  g_assert_cmpuint (count_events (fixture, KEY), ==, 1);
  g_assert_cmpuint (count_exchanges (fixture, KEY), ==, 1);
  g_assert_cmpuint (fixture->deliveries->len, ==, 1);
  g_assert_cmpstr (fixture->deliveries->pdata[0], ==, "accepted 3223323715753018140 -");
}

static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  send_signed (fixture, SECRET, ORDER);
  send_signed (fixture, SECRET, ORDER);
  assert_answer (fixture, 200, "stored before\"");

  g_assert_cmpuint (count_events (fixture, KEY), ==, 1);
  g_assert_cmpuint (count_exchanges (fixture, KEY), ==, 2);
  g_assert_cmpstr (fixture->deliveries->pdata[1], ==, "accepted - -");
}

/* What is taken in can be read again inside its event. */
static void
test_nested (Fixture *fixture, gconstpointer data)
{
  for (gsize n_inner = 61; n_inner <= 62; n_inner++)
    {
      g_autofree char *open = g_strnfill (n_inner, '[');
      g_autofree char *close = g_strnfill (n_inner, ']');
      g_autofree char *body =
        g_strdup_printf ("{\"event\":\"ats_assessments.created\",\"account_id\":\"acc-1\","
                         "\"record_id\":\"deep\",\"event_data\":{\"z\":%s%s}}",
                         open, close);

      send_signed (fixture, SECRET, body);
      if (n_inner == 61)
        assert_answer (fixture, 200, "stored");
      else
        assert_answer (fixture, 400, "verified; $: nested deeper than 63 levels");
    }
  g_assert_cmpuint (count_events (fixture, "acc-1/deep"), ==, 1);
}

static void
test_signature (Fixture *fixture, gconstpointer data)
{
  send_signed (fixture, "wrong", ORDER);
  assert_answer (fixture, 401, "the signature matches no live secret");
  exchange (fixture, "POST /webhooks/stackone HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                     "Content-Length: 2\r\n\r\n{x");
  assert_answer (fixture, 401, "the header x-stackone-signature is missing");
  send_signed (fixture, "another-secret", ORDER);
  assert_answer (fixture, 200, "stored");

  g_assert_cmpuint (count_events (fixture, KEY), ==, 1);
  g_assert_cmpuint (count_exchanges (fixture, NULL), ==, 3);
  g_assert_true (g_str_has_prefix (fixture->deliveries->pdata[0], "rejected - the signature"));
}

/* What a mismatch tells of its reason. */
static void
test_signature_reasons (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = signed_request ("/webhooks/stackone", SECRET, ORDER);
  char *line = strstr (first, "x-stackone-signature");
  g_autofree char *two_lines = NULL;

  send_signed (fixture, "v1.eu1.apikey", ORDER);
  assert_answer (fixture, 401,
                 "the signature was made with the API key instead of the signing secret");
  send_signed (fixture, "whsec_new", ORDER);
  assert_answer (fixture, 401,
                 "the signature was made with the signing secret of the profile "
                 "“production” instead of the signing secret");

  *line = '\0';
  two_lines = g_strconcat (first, "x-stackone-signature: wrong\r\nX", line + 1, NULL);
  exchange (fixture, two_lines);
  assert_answer (fixture, 200, "stored");
}

static void
send_plain (Fixture *fixture, const char *path)
{
  g_autofree char *request = g_strdup_printf ("POST %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                                              "Content-Length: %zu\r\n\r\n" ORDER,
                                              path, strlen (ORDER));

  exchange (fixture, request);
}

/* The secret in the address proves what comes without a signature, and is not kept. */
static void
test_url_token (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) exchanges = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  AssayExchange *kept;

  send_plain (fixture, "/webhooks/stackone?a=b&token=" SECRET);
  assert_answer (fixture, 200, "stored\"");
  g_assert_cmpstr (fixture->deliveries->pdata[0], ==,
                   "accepted 3223323715753018140 by the token in the address");
  send_plain (fixture, "/webhooks/stackone?%74oken=another%2dsecret");
  assert_answer (fixture, 200, "stored before\"");
  send_plain (fixture, "/webhooks/stackone?token=wrong");
  assert_answer (fixture, 401, "the header x-stackone-signature is missing");
  send_plain (fixture, "/webhooks/stackone?token=");
  assert_answer (fixture, 401, "the header x-stackone-signature is missing");
  send_plain (fixture, "/webhooks/stackone?token=%zz");
  assert_answer (fixture, 400, "the request is not valid HTTP");

  assay_journal_list_exchanges_async (fixture->journal, KEY, 10, NULL, assay_await_result_cb,
                                      &slot);
  result = assay_await_result (&slot);
  exchanges = assay_journal_list_finish (fixture->journal, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (exchanges->len, ==, 2);
  kept = g_ptr_array_index (exchanges, 1);
  g_assert_true (assay_exchange_get_verified (kept));
  g_assert_cmpstr (assay_exchange_get_verdict (kept), ==, "verified; by the token in the address");
  g_assert_cmpstr (assay_exchange_get_url (kept), ==, "http://h/webhooks/stackone?a=b&token=***");
  kept = g_ptr_array_index (exchanges, 0);
  g_assert_cmpstr (assay_exchange_get_url (kept), ==, "http://h/webhooks/stackone?%74oken=***");
}

/* A wrong signature is not made good by an address, and nobody asked for addresses by default. */
static void
test_url_token_is_not_enough (Fixture *fixture, gconstpointer data)
{
  g_autofree char *request = signed_request ("/webhooks/stackone?token=" SECRET, "wrong", ORDER);

  exchange (fixture, request);
  assert_answer (fixture, 401, "the signature matches no live secret");
}

static void
test_url_token_off (Fixture *fixture, gconstpointer data)
{
  send_plain (fixture, "/webhooks/stackone?token=" SECRET);
  assert_answer (fixture, 401, "the header x-stackone-signature is missing");
}

static GBytes *
compress (const char *text)
{
  g_autoptr (GConverter)
    compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  g_autofree guint8 *buffer = g_malloc (65536);
  gsize n_read, n_written;

  g_assert_cmpint (g_converter_convert (compressor, text, strlen (text), buffer, 65536,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL),
                   ==, G_CONVERTER_FINISHED);

  return g_bytes_new (buffer, n_written);
}

static gpointer
exchange_bytes_thread (gpointer data)
{
  Fixture *fixture = data;

  fixture->answer = http_client_exchange (fixture->port, fixture->request,
                                          (gssize) fixture->request_size);

  return NULL;
}

static void
send_gzip (Fixture *fixture, GBytes *body, GBytes *signed_bytes)
{
  g_autofree char *signature = assay_signature_sign (SECRET, signed_bytes);
  GString *request = g_string_new (NULL);

  g_string_printf (request,
                   "POST /webhooks/stackone HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                   "Content-Encoding: gzip\r\nx-stackone-signature: %s\r\n"
                   "Content-Length: %zu\r\n\r\n",
                   signature, g_bytes_get_size (body));
  g_string_append_len (request, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body));
  g_clear_pointer (&fixture->answer, g_free);
  fixture->request = request->str;
  fixture->request_size = request->len;
  http_client_run (exchange_bytes_thread, fixture);
  g_string_free (request, TRUE);
}

static void
test_encoded_bodies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *zeros = g_strnfill (10 * 1024 * 1024, '0');
  g_autoptr (GBytes) plain = g_bytes_new_static (ORDER, strlen (ORDER));
  g_autoptr (GBytes) body = compress (ORDER);
  g_autoptr (GBytes) bomb = compress (zeros);
  g_autoptr (GBytes) nonsense = g_bytes_new_static ("nonsense", 8);

  send_gzip (fixture, body, body);
  assert_answer (fixture, 415, "the body is encoded as “gzip”");
  send_gzip (fixture, body, plain);
  assert_answer (fixture, 401, "the signature was made over the plain body");
  send_gzip (fixture, bomb, plain);
  assert_answer (fixture, 401, "the signature matches no live secret");
  send_gzip (fixture, nonsense, plain);
  assert_answer (fixture, 401, "the signature matches no live secret");
  g_assert_cmpuint (count_events (fixture, KEY), ==, 0);
  g_assert_cmpuint (count_exchanges (fixture, NULL), ==, 4);
}

static void
test_warn (Fixture *fixture, gconstpointer data)
{
  send_signed (fixture, "wrong", ORDER);
  assert_answer (fixture, 200, "stored");

  g_assert_true (g_str_has_prefix (fixture->deliveries->pdata[0],
                                   "accepted 3223323715753018140 the signature matches no"));
}

static void
test_off (Fixture *fixture, gconstpointer data)
{
  exchange (fixture, "POST /webhooks/stackone HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                     "Content-Length: 12\r\n\r\n{\"event\":\"\"}");
  assert_answer (fixture, 200, "signatures are not checked; unknown event");
}

static void
test_bad_bodies (Fixture *fixture, gconstpointer data)
{
  g_autofree char *deep = g_strnfill (1000, '[');
  const char *bodies[] = {
    "",
    "{",
    "[]",
    "nonsense",
    "\"\xff\"",
    deep,
    "{\"event\":\"ats_assessments.created\",\"record_id\":\"1\"}",
    "{\"event\":\"ats_assessments.created\",\"account_id\":\"1\"}",
    "{\"event\":\"ats_assessments.created\",\"account_id\":\"1\",\"record_id\":{}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_test_message ("body %u", i);
      send_signed (fixture, SECRET, bodies[i]);
      assert_answer (fixture, 400, "");
    }
  g_assert_cmpuint (count_exchanges (fixture, NULL), ==, G_N_ELEMENTS (bodies));
  g_assert_cmpuint (fixture->deliveries->len, ==, G_N_ELEMENTS (bodies));
}

static void
test_other_events (Fixture *fixture, gconstpointer data)
{
  send_signed (fixture, SECRET, "{\"event\":\"something.new\"}");
  assert_answer (fixture, 200, "unknown event");
  send_signed (fixture, SECRET,
               "{" ENVELOPE ",\"event\":\"ats_jobs.updated\",\"record_id\":\"1\"}");
  assert_answer (fixture, 200, "not about orders");
  send_signed (fixture, SECRET,
               "{" ENVELOPE ",\"event\":\"account.created\","
               "\"record_id\":\"acc-1\",\"provider\":\"smartrecruiters\"}");
  assert_answer (fixture, 200, "stored");
  g_assert_cmpuint (count_exchanges (fixture, NULL), ==, 3);
  send_signed (fixture, SECRET, "{" ENVELOPE ",\"event\":\"request.failed\"}");
  assert_answer (fixture, 200, "StackOne reports a failed request");
}

static char *
dup_account_status (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_list_accounts_async (fixture->journal, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  accounts = assay_journal_list_finish (fixture->journal, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (accounts->len, ==, 1);

  return g_strdup (assay_account_get_status (accounts->pdata[0]));
}

static void
test_account_states (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[][2] = {
    { "account.created", "active" },  { "account.error", "error" },
    { "account.updated", "active" },  { "account.expired", "expired" },
    { "account.deleted", "deleted" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{" ENVELOPE
                                               ",\"event\":\"%s\",\"record_id\":\"acc-1\"}",
                                               cases[i][0]);
      g_autofree char *status = NULL;

      send_signed (fixture, SECRET, body);
      assert_answer (fixture, 200, "stored");
      status = dup_account_status (fixture);
      g_assert_cmpstr (status, ==, cases[i][1]);
    }
}

static void
test_order_of_checks (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = g_strnfill (70000, '{');

  send_signed (fixture, "wrong", body);
  g_assert_cmpuint (http_client_status (fixture->answer), ==, 413);
  send_signed (fixture, "wrong", "{");
  g_assert_cmpuint (http_client_status (fixture->answer), ==, 401);
}

/* A wrong address is noticed; spellings of the right one that come of joining are the right one. */
static void
test_paths (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = {
    "/webhook",
    "/x/../webhooks/stackone",
    "/webhooks/%73tackone",
  };
  static const char *const right[] = { "/webhooks/stackone/", "//webhooks/stackone" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *request = signed_request (wrong[i], SECRET, ORDER);

      exchange (fixture, request);
      assert_answer (fixture, 404,
                     "there is nothing at this path; "
                     "StackOne delivers to /webhooks/stackone");
    }
  g_assert_cmpuint (count_exchanges (fixture, NULL), ==, G_N_ELEMENTS (wrong));
  g_assert_cmpuint (count_events (fixture, KEY), ==, 0);
  g_assert_cmpstr (fixture->deliveries->pdata[0], ==,
                   "rejected - there is nothing at this path; "
                   "StackOne delivers to /webhooks/stackone");

  exchange (fixture, "GET /favicon.ico HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  assert_answer (fixture, 404, "there is nothing at this path\"");
  g_assert_cmpuint (count_exchanges (fixture, NULL), ==, G_N_ELEMENTS (wrong));

  for (guint i = 0; i < G_N_ELEMENTS (right); i++)
    {
      g_autofree char *request = signed_request (right[i], SECRET, ORDER);

      exchange (fixture, request);
      g_assert_cmpuint (http_client_status (fixture->answer), ==, 200);
    }
  g_assert_cmpuint (count_events (fixture, KEY), ==, 1);
}

static void
test_health (Fixture *fixture, gconstpointer data)
{
  exchange (fixture, "GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

  g_assert_cmpuint (http_client_status (fixture->answer), ==, 200);
  g_assert_cmpstr (http_client_body (fixture->answer), ==, "{\"status\":\"ok\"}");
  g_assert_cmpuint (count_exchanges (fixture, NULL), ==, 0);
}

static void
save_package (Fixture *fixture)
{
  static const char body[] =
    "{\"package\":{\"id\":\"p1\",\"name\":\"Skills\",\"assay\":{\"tags\":[\"it\"]}}}";
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, sizeof body - 1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (events, assay_event_new (NULL, 1, NULL, ASSAY_EVENT_PACKAGE_SAVED, "t", bytes));
  assay_journal_append_async (fixture->journal, events, NULL, -1, NULL, assay_await_result_cb,
                              &slot);
  result = assay_await_result (&slot);
  assay_journal_append_finish (fixture->journal, result, NULL, &error);
  g_assert_no_error (error);
}

static void
test_packages (Fixture *fixture, gconstpointer data)
{
  g_autofree char *request = signed_request ("/packages", "wrong", "{}");

  exchange (fixture, request);
  g_assert_cmpstr (http_client_body (fixture->answer), ==, "{\"data\":[],\"next\":null}");

  save_package (fixture);
  exchange (fixture, request);
  g_assert_cmpuint (http_client_status (fixture->answer), ==, 200);
  g_assert_cmpstr (http_client_body (fixture->answer), ==,
                   "{\"data\":[{\"id\":\"p1\",\"name\":\"Skills\"}],\"next\":null}");
  g_assert_nonnull (strstr (fixture->answer, "\r\nAccess-Control-Allow-Origin: *\r\n"));
}

/* What was asked and answered can be seen; deliveries are other exchanges. */
static void
test_packages_calls (Fixture *fixture, gconstpointer data)
{
  g_autofree char *request = signed_request ("/packages", SECRET, "{\"job_id\":\"j1\"}");
  g_autofree char *delivery = signed_request ("/webhooks/stackone", SECRET, "{}");
  g_autoptr (GPtrArray) calls = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  exchange (fixture, request);
  exchange (fixture, delivery);
  assay_wait_until (count_exchanges (fixture, NULL) == 2);
  assay_journal_list_package_calls_async (fixture->journal, 5, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  calls = assay_journal_list_finish (fixture->journal, result, NULL);
  g_assert_cmpuint (calls->len, ==, 1);
  g_assert_cmpuint (assay_exchange_get_status (calls->pdata[0]), ==, 200);
  assay_assert_bytes (assay_exchange_get_request_body (calls->pdata[0]), "{\"job_id\":\"j1\"}");
  assay_assert_bytes (assay_exchange_get_response_body (calls->pdata[0]),
                      "{\"data\":[],\"next\":null}");
}

/* Only the jobs that are named are offered a selection. */
static void
test_packages_by_job (Fixture *fixture, gconstpointer data)
{
  static const char *const all = "{\"data\":[{\"id\":\"p1\",\"name\":\"Skills\"}],\"next\":null}";
  static const char *const none = "{\"data\":[],\"next\":null}";
  const struct
  {
    const char *body;
    const char *answer;
  } cases[] = {
    { "{\"job_id\":\"j1\"}", all },
    { "{\"job_id\":\"j2\"}", none },
    { "{\"job_id\":17}", none },
    { "{\"job_id\":\"other\"}", all },
    { "{\"job_id\":null}", all },
    { "{\"job_id\":[\"j2\"]}", all },
    { "[\"j2\"]", all },
    { "{", all },
  };

  save_package (fixture);
  assay_inbox_select_packages (fixture->inbox,
                               g_variant_new_parsed ("{'j1': 'IT', 'j2': 'sales', '17': 'sales'}"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *request = signed_request ("/packages", SECRET, cases[i].body);

      exchange (fixture, request);
      g_assert_cmpuint (http_client_status (fixture->answer), ==, 200);
      g_assert_cmpstr (http_client_body (fixture->answer), ==, cases[i].answer);
    }
}

static void
test_packages_enforced (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *authorization;
    const char *secret;
    guint status;
  } cases[] = {
    { "Basic djEuZXUxLnRlc3RrZXk6", SECRET, 200 },
    { "Basic djEuZXUxLnRlc3RrZXk=", SECRET, 200 },
    { "basic djEuZXUxLnRlc3RrZXk=", SECRET, 200 },
    { "Basic djEuZXUxLnRlc3RrZXk6", "wrong", 401 },
    { "Basic AAAA", SECRET, 401 },
    { "Basic", SECRET, 401 },
    { "Bearer v1.eu1.testkey", SECRET, 401 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = signed_request ("/packages", cases[i].secret, "{}");
      g_autofree char *request =
        g_strdup_printf ("POST /packages HTTP/1.1\r\nAuthorization: %s\r\n%s",
                         cases[i].authorization, strstr (plain, "Host:"));

      g_test_message ("case %u", i);
      exchange (fixture, request);
      g_assert_cmpuint (http_client_status (fixture->answer), ==, cases[i].status);
    }
}

static void
test_packages_preflight (Fixture *fixture, gconstpointer data)
{
  exchange (fixture, "OPTIONS /packages HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

  g_assert_cmpuint (http_client_status (fixture->answer), ==, 204);
  g_assert_nonnull (strstr (fixture->answer,
                            "\r\nAccess-Control-Allow-Methods: POST, OPTIONS\r\n"));
  g_assert_cmpstr (http_client_body (fixture->answer), ==, "");
}

static gpointer
burst_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < N_CONCURRENT; i++)
    g_ptr_array_add (connections, http_client_connect (fixture->port));
  for (guint i = 0; i < N_CONCURRENT; i++)
    {
      g_autofree char *body =
        g_strdup_printf ("{" ENVELOPE ",\"event\":\"assessment.created\",\"record_id\":\"ord-%u\"}",
                         i);
      g_autofree char *request = signed_request ("/webhooks/stackone", SECRET, body);

      http_client_send (connections->pdata[i], request, -1);
    }
  for (guint i = 0; i < N_CONCURRENT; i++)
    {
      g_autofree char *answer = http_client_read_all (connections->pdata[i]);

      fixture->n_ok += http_client_status (answer) == 200 ? 1 : 0;
    }

  return NULL;
}

static void
test_burst (Fixture *fixture, gconstpointer data)
{
  http_client_run (burst_thread, fixture);

  g_assert_cmpuint (fixture->n_ok, ==, N_CONCURRENT);
  g_assert_cmpuint (count_exchanges (fixture, NULL), ==, N_CONCURRENT);
  for (guint i = 0; i < N_CONCURRENT; i++)
    {
      g_autofree char *key = g_strdup_printf ("acc-1/ord-%u", i);

      g_assert_cmpuint (count_events (fixture, key), ==, 1);
    }
}

/* A file that may not grow stands for a disk that is full. */
static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  struct rlimit before, full;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &before));
  full = (struct rlimit) { 1024, before.rlim_max };
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &full));

  g_test_expect_message ("assay-inbox", G_LOG_LEVEL_WARNING, "*could not be stored*");
  send_signed (fixture, SECRET, ORDER);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &before));
  g_test_assert_expected_messages ();
  assert_answer (fixture, 503, "the event cannot be stored at the moment\"");
  g_assert_nonnull (strstr (fixture->answer, "\r\nRetry-After: 30\r\n"));
  g_assert_cmpuint (fixture->deliveries->len, ==, 0);
  g_assert_cmpuint (count_events (fixture, KEY), ==, 0);

  send_signed (fixture, SECRET, ORDER);
  assert_answer (fixture, 200, "stored\"");
  g_assert_cmpuint (count_events (fixture, KEY), ==, 1);
}

#define ADD(name, settings, func) \
  g_test_add ("/inbox/inbox/" name, Fixture, settings, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  strict_packages = lenient = unchecked = url_token = defaults;
  url_token.url_token = TRUE;
  strict_packages.packages_basic = strict_packages.packages_signature = ASSAY_CHECK_ENFORCE;
  lenient.signature = ASSAY_CHECK_WARN;
  unchecked.signature = ASSAY_CHECK_OFF;

  ADD ("order", NULL, test_order);
  ADD ("duplicate", NULL, test_duplicate);
  ADD ("signature", NULL, test_signature);
  ADD ("url-token", &url_token, test_url_token);
  ADD ("url-token-is-not-enough", &url_token, test_url_token_is_not_enough);
  ADD ("url-token-off", NULL, test_url_token_off);
  ADD ("warn", &lenient, test_warn);
  ADD ("off", &unchecked, test_off);
  ADD ("bad-bodies", NULL, test_bad_bodies);
  ADD ("nested", NULL, test_nested);
  ADD ("other-events", NULL, test_other_events);
  ADD ("order-of-checks", NULL, test_order_of_checks);
  ADD ("paths", NULL, test_paths);
  ADD ("signature-reasons", NULL, test_signature_reasons);
  ADD ("encoded-bodies", NULL, test_encoded_bodies);
  ADD ("account-states", NULL, test_account_states);
  ADD ("health", NULL, test_health);
  ADD ("packages", NULL, test_packages);
  ADD ("packages-calls", NULL, test_packages_calls);
  ADD ("packages-by-job", NULL, test_packages_by_job);
  ADD ("packages-enforced", &strict_packages, test_packages_enforced);
  ADD ("packages-preflight", NULL, test_packages_preflight);
  ADD ("burst", NULL, test_burst);
  ADD ("full-disk", NULL, test_full_disk);

  return g_test_run ();
}
