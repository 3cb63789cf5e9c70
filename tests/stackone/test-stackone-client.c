/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "assay-local-server.h"
#include "assay-stackone-client.h"
#include "assay-support.h"

#define NOW G_GINT64_CONSTANT (1767323045000000)
#define DONE \
  "{\"statusCode\":200,\"message\":\"Record updated successfully.\"," \
  "\"timestamp\":\"2026-01-02T03:04:05.000Z\"}"

#define ACCOUNT "{\"id\":\"acc-1\",\"provider\":\"smartrecruiters\",\"status\":\"active\"}"

/* StackOne's end: the answers are given in turn, the last one for good. */
typedef struct
{
  SoupServer *server;
  AssayFakeClock *clock;
  AssayStackoneClient *client;
  const char *const *answers;
  const char *retry_after;
  guint status;
  gboolean hang;
  guint n_requests;
  guint n_exchanges;
  AssayExchange *exchange;
  char *method;
  char *target;
  char *authorization;
  char *account_id;
  char *body;
  SoupServerMessage *hanging;
} Fixture;

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  GUri *uri = soup_server_message_get_uri (message);
  const char *answer = fixture->answers[0];

  if (fixture->answers[1] != NULL)
    fixture->answers++;
  fixture->n_requests++;
  g_set_str (&fixture->method, soup_server_message_get_method (message));
  g_free (fixture->target);
  fixture->target = g_uri_get_query (uri) != NULL
                      ? g_strconcat (g_uri_get_path (uri), "?", g_uri_get_query (uri), NULL)
                      : g_strdup (g_uri_get_path (uri));
  g_set_str (&fixture->authorization, soup_message_headers_get_one (headers, "Authorization"));
  g_set_str (&fixture->account_id, soup_message_headers_get_one (headers, "x-account-id"));
  g_free (fixture->body);
  fixture->body = g_strndup (body->data != NULL ? body->data : "", body->length);

  if (fixture->hang)
    {
      fixture->hanging = g_object_ref (message);
      soup_server_message_pause (message);
      return;
    }
  soup_server_message_set_status (message, fixture->status, NULL);
  if (fixture->retry_after != NULL)
    soup_message_headers_append (soup_server_message_get_response_headers (message), "Retry-After",
                                 fixture->retry_after);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer,
                                    strlen (answer));
}

static void
exchange_cb (AssayStackoneClient *client, AssayExchange *exchange, Fixture *fixture)
{
  fixture->n_exchanges++;
  g_set_object (&fixture->exchange, exchange);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const char *const done[] = { DONE, NULL };
  g_autofree char *url = NULL;

  fixture->answers = done;
  fixture->status = 200;
  fixture->server = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (fixture->server, NULL, handle_cb, fixture, NULL);
  url = assay_local_server_listen (fixture->server);

  fixture->clock = assay_fake_clock_new (NOW);
  fixture->client = assay_stackone_client_new (url);
  assay_stackone_client_set_clock (fixture->client, ASSAY_CLOCK (fixture->clock));
  assay_stackone_client_set_api_key (fixture->client, " v1.eu1.testkey\n");
  g_signal_connect (fixture->client, "exchange", G_CALLBACK (exchange_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->exchange);
  g_assert_finalize_object (fixture->client);
  if (fixture->hanging != NULL)
    soup_server_message_unpause (fixture->hanging);
  g_clear_object (&fixture->hanging);
  soup_server_disconnect (fixture->server);
  g_object_unref (fixture->server);
  g_object_unref (fixture->clock);
  g_free (fixture->method);
  g_free (fixture->target);
  g_free (fixture->authorization);
  g_free (fixture->account_id);
  g_free (fixture->body);
}

static AssayStackoneReply *
update (Fixture *fixture,
        const char *account_id,
        const char *order_id,
        GCancellable *cancellable,
        GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"summary\":\"ok\"}", 16);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  assay_stackone_client_update_result_async (fixture->client, ASSAY_ORDER_KIND_ASSESSMENT,
                                             account_id, order_id, body, cancellable,
                                             assay_await_result_cb, &pending);
  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
  result = assay_await_result (&pending);

  return assay_stackone_client_update_result_finish (fixture->client, result, NULL, error);
}

static void
test_update_result (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayStackoneReply) reply = update (fixture, "acc-1", "ord/1 é", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (assay_stackone_reply_get_status (reply), ==, 200);
  g_assert_cmpstr (assay_stackone_reply_get_message (reply), ==, "Record updated successfully.");
  assay_assert_bytes (assay_stackone_reply_get_body (reply), DONE);
  g_assert_cmpstr (fixture->method, ==, "PATCH");
  g_assert_cmpstr (fixture->target, ==, "/unified/ats/assessments/orders/ord%2F1%20%C3%A9/result");
  g_assert_cmpstr (fixture->authorization, ==, "Basic djEuZXUxLnRlc3RrZXk6");
  g_assert_cmpstr (fixture->account_id, ==, "acc-1");
  g_assert_cmpstr (fixture->body, ==, "{\"summary\":\"ok\"}");
}

static void
test_exchange (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayStackoneReply) reply = update (fixture, "acc-1", "ord-1", NULL, &error);
  const char *headers;

  g_assert_no_error (error);
  g_assert_nonnull (reply);
  g_assert_cmpuint (fixture->n_exchanges, ==, 1);
  g_assert_cmpstr (assay_exchange_get_method (fixture->exchange), ==, "PATCH");
  g_assert_cmpuint (assay_exchange_get_status (fixture->exchange), ==, 200);
  g_assert_cmpint (assay_exchange_get_started_at (fixture->exchange), ==, NOW);
  g_assert_cmpstr (assay_exchange_get_order_key (fixture->exchange), ==, "acc-1/ord-1");
  g_assert_true (assay_exchange_get_redacted (fixture->exchange));
  assay_assert_bytes (assay_exchange_get_request_body (fixture->exchange), "{\"summary\":\"ok\"}");
  assay_assert_bytes (assay_exchange_get_response_body (fixture->exchange), DONE);
  headers = assay_exchange_get_request_headers (fixture->exchange);
  g_assert_nonnull (strstr (headers, "x-account-id: acc-1\r\n"));
  g_assert_null (strstr (headers, "djEuZXUxLnRlc3RrZXk6"));
}

static void
test_leading_newlines (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = { "\n\n\r\n " DONE, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayStackoneReply) reply = NULL;

  fixture->answers = answers;
  reply = update (fixture, "acc-1", "ord-1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (assay_stackone_reply_get_message (reply), ==, "Record updated successfully.");
}

static void
test_documented_errors (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint status;
    AssayStackoneError code;
  } table[] = {
    { 302, ASSAY_STACKONE_ERROR_UNEXPECTED_STATUS },
    { 400, ASSAY_STACKONE_ERROR_BAD_REQUEST },
    { 401, ASSAY_STACKONE_ERROR_UNAUTHORIZED },
    { 403, ASSAY_STACKONE_ERROR_FORBIDDEN },
    { 404, ASSAY_STACKONE_ERROR_NOT_FOUND },
    { 408, ASSAY_STACKONE_ERROR_REQUEST_TIMEOUT },
    { 409, ASSAY_STACKONE_ERROR_CONFLICT },
    { 412, ASSAY_STACKONE_ERROR_PRECONDITION_FAILED },
    { 422, ASSAY_STACKONE_ERROR_UNPROCESSABLE_ENTITY },
    { 429, ASSAY_STACKONE_ERROR_TOO_MANY_REQUESTS },
    { 500, ASSAY_STACKONE_ERROR_INTERNAL_SERVER_ERROR },
    { 501, ASSAY_STACKONE_ERROR_NOT_IMPLEMENTED },
    { 502, ASSAY_STACKONE_ERROR_BAD_GATEWAY },
    { 503, ASSAY_STACKONE_ERROR_UNEXPECTED_STATUS },
  };
  static const char *const answers[] = {
    "{\"message\":\"no\",\"errorCode\":\"ValidationError\",\"errors\":[\"a\",\"b\"],"
    "\"provider_errors\":[{\"status\":418}]}",
    NULL
  };
  static const char *const errors[] = { "a", "b", NULL };

  fixture->answers = answers;
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *source = NULL;
      const AssayStackoneFailure *failure;

      fixture->status = table[i].status;
      g_assert_null (update (fixture, "acc-1", "ord-1", NULL, &error));
      g_assert_error (error, ASSAY_STACKONE_ERROR, (int) table[i].code);
      failure = assay_stackone_error_get_failure (error);
      g_assert_cmpuint (assay_stackone_failure_get_status (failure), ==, table[i].status);
      g_assert_cmpstr (assay_stackone_failure_get_message (failure), ==, "no");
      g_assert_cmpstr (assay_stackone_failure_get_error_code (failure), ==, "ValidationError");
      assay_assert_strv (assay_stackone_failure_get_errors (failure), errors);
      source = assay_json_dup_source (assay_stackone_failure_get_provider_errors (failure));
      g_assert_cmpstr (source, ==, "[{\"status\":418}]");
      g_assert_cmpint (assay_stackone_failure_get_retry_after (failure), ==, -1);
      g_assert_cmpint (assay_stackone_failure_get_limit (failure), ==,
                       table[i].status == 429 ? ASSAY_STACKONE_LIMIT_ACCOUNT
                                              : ASSAY_STACKONE_LIMIT_NONE);
    }
  g_assert_cmpuint (fixture->n_exchanges, ==, G_N_ELEMENTS (table));
}

static void
test_retry_after (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *header;
    gint64 seconds;
  } table[] = {
    { "7", 7 },
    { "0", 0 },
    { "-1", -1 },
    { "soon", -1 },
    { "99999999999", G_MAXINT32 },
    { "99999999999999999999", G_MAXINT32 },
    { "Fri, 31 Dec 9999 23:59:59 GMT", -1 },
    { "Fri, 02 Jan 2026 03:05:05 GMT", 60 },
    { "Fri, 02 Jan 2026 03:00:00 GMT", 0 },
  };

  fixture->status = 429;
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (AssayRateLimiter) limiter = assay_rate_limiter_new (1, NULL);
      g_autoptr (GError) error = NULL;
      const AssayStackoneFailure *failure;

      /* The last one makes everybody wait. */
      assay_stackone_client_set_rate_limiter (fixture->client, limiter);
      fixture->retry_after = table[i].header;
      g_assert_null (update (fixture, "acc-1", "ord-1", NULL, &error));
      g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_TOO_MANY_REQUESTS);
      failure = assay_stackone_error_get_failure (error);
      g_assert_cmpint (assay_stackone_failure_get_retry_after (failure), ==, table[i].seconds);
      g_assert_cmpint (assay_stackone_failure_get_limit (failure), ==, ASSAY_STACKONE_LIMIT_KEY);
    }
}

static void
assert_bad_answer (Fixture *fixture, const char *answer, AssayStackoneError code)
{
  const char *const answers[] = { answer, NULL };
  g_autoptr (GError) error = NULL;

  fixture->answers = answers;
  g_assert_null (update (fixture, "acc-1", "ord-1", NULL, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, (int) code);
}

static void
assert_done (Fixture *fixture, const char *answer)
{
  const char *const answers[] = { answer, NULL };
  g_autoptr (AssayStackoneReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  fixture->answers = answers;
  reply = update (fixture, "acc-1", "ord-1", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (assay_stackone_reply_get_status (reply), ==, 200);
}

/* The status of an update says that it is done, whatever the body holds. */
static void
test_done_whatever_is_said (Fixture *fixture, gconstpointer data)
{
  assert_done (fixture, "");
  assert_done (fixture, "{\"a\":");
  assert_done (fixture, "OK");
  assay_stackone_client_set_max_answer_size (fixture->client, 20);
  assert_done (fixture, DONE);
}

static void
test_bad_answers (Fixture *fixture, gconstpointer data)
{
  assert_bad_answer (fixture, "\n<html>portal</html>", ASSAY_STACKONE_ERROR_UNEXPECTED_STATUS);
  assert_bad_answer (fixture, "\n{\"statusCode\":502,\"message\":\"late\"}",
                     ASSAY_STACKONE_ERROR_BAD_GATEWAY);
}

static void
test_bad_requests (Fixture *fixture, gconstpointer data)
{
  static const char *const bad_accounts[] = { "", "a b", "a\r\nx: y", "zoë" };
  static const char *const bad_orders[] = { "", ".", ".." };
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad_accounts); i++)
    {
      g_assert_null (update (fixture, bad_accounts[i], "ord-1", NULL, &error));
      g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_REQUEST);
      g_clear_error (&error);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad_orders); i++)
    {
      g_assert_null (update (fixture, "acc-1", bad_orders[i], NULL, &error));
      g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_REQUEST);
      g_clear_error (&error);
    }

  assay_stackone_client_set_api_key (fixture->client, NULL);
  g_assert_null (update (fixture, "acc-1", "ord-1", NULL, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_NO_API_KEY);
  g_clear_error (&error);

  assay_stackone_client_set_api_key (fixture->client, "key");
  assay_stackone_client_set_base_url (fixture->client, "stackone");
  g_assert_null (update (fixture, "acc-1", "ord-1", NULL, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_ADDRESS);
  g_assert_cmpint (assay_stackone_error_get_obstacle (error), ==,
                   ASSAY_STACKONE_OBSTACLE_ELSEWHERE);
  g_assert_cmpuint (fixture->n_requests, ==, 0);
  g_assert_cmpuint (fixture->n_exchanges, ==, 0);
}

static void
test_addresses (void)
{
  static const char *const good[] = {
    "https://api.stackone.com",
    " http://127.0.0.1:1/ ",
    "http://[::1]:8080/base",
  };
  static const char *const bad[] = {
    "",
    "htps://api.stackone.com",
    "api.stackone.com",
    "https://",
    "file:///etc",
    "https://a?b",
    "https://a#b",
    "https://key:@a",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (assay_stackone_check_address (good[i], NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_false (assay_stackone_check_address (bad[i], &error));
      g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_ADDRESS);
    }
}

static void
test_timeout (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->hang = TRUE;
  assay_stackone_client_set_timeout (fixture->client, 100);
  g_assert_null (update (fixture, "acc-1", "ord-1", NULL, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_TIMED_OUT);
  g_assert_cmpuint (assay_exchange_get_status (fixture->exchange), ==, 0);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (update (fixture, "acc-1", "ord-1", cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_refused_connection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  soup_server_disconnect (fixture->server);
  g_assert_null (update (fixture, "acc-1", "ord-1", NULL, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_CONNECTION);
  g_assert_cmpuint (fixture->n_exchanges, ==, 1);
}

static void
test_list_ends_with_null (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = {
    "{\"next\":\"c\",\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}",
    "{\"next\":null,\"data\":null}",
    NULL,
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) packages = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;

  fixture->answers = answers;
  assay_stackone_client_list_packages_async (fixture->client, ASSAY_ORDER_KIND_ASSESSMENT, "acc-1",
                                             NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  packages = assay_stackone_client_list_packages_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (packages->len, ==, 1);
}

static void
test_list_packages (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = {
    "{\"next\":\"c/1\",\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}",
    "{\"next\":\"c2\",\"data\":[]}",
    "{\"next\":\"c/1\",\"data\":[{\"id\":\"b\",\"name\":\"B\"}]}",
    NULL,
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) packages = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;

  fixture->answers = answers;
  assay_stackone_client_list_packages_async (fixture->client, ASSAY_ORDER_KIND_BACKGROUND_CHECK,
                                             "acc-1", NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  packages = assay_stackone_client_list_packages_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (packages->len, ==, 2);
  g_assert_cmpstr (assay_package_get_id (packages->pdata[0]), ==, "a");
  g_assert_cmpstr (assay_package_get_id (packages->pdata[1]), ==, "b");
  g_assert_cmpuint (fixture->n_requests, ==, 3);
  g_assert_cmpstr (fixture->target, ==, "/unified/ats/background_checks/packages?next=c2");
}

static void
test_list_accounts (Fixture *fixture, gconstpointer data)
{
  static const char *const shapes[] = { "[" ACCOUNT "]", "{\"data\":[" ACCOUNT "]}" };

  for (gsize i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      const char *const answers[] = { shapes[i], NULL };
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) accounts = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *pending = NULL;

      fixture->answers = answers;
      assay_stackone_client_list_accounts_async (fixture->client, NULL, assay_await_result_cb,
                                                 &pending);
      result = assay_await_result (&pending);
      accounts = assay_stackone_client_list_accounts_finish (fixture->client, result, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (accounts->len, ==, 1);
      g_assert_cmpstr (assay_account_get_id (accounts->pdata[0]), ==, "acc-1");
      g_assert_cmpstr (fixture->target, ==, "/accounts");
      g_assert_null (fixture->account_id);
    }
}

static char *
write_accounts (guint first, guint n_accounts)
{
  GString *text = g_string_new ("[");

  for (guint i = first; i < first + n_accounts; i++)
    g_string_append_printf (text,
                            "%s{\"id\":\"acc-%u\",\"provider\":\"smartrecruiters\","
                            "\"status\":\"active\"}",
                            i > first ? "," : "", i);

  return g_string_free (g_string_append_c (text, ']'), FALSE);
}

/* The list has no cursor: a full page may be followed by another one. */
static void
test_list_accounts_page_by_page (Fixture *fixture, gconstpointer data)
{
  g_autofree char *full = write_accounts (0, 25);
  g_autofree char *last = write_accounts (25, 2);
  const char *const answers[] = { full, last, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;

  fixture->answers = answers;
  assay_stackone_client_list_accounts_async (fixture->client, NULL, assay_await_result_cb,
                                             &pending);
  result = assay_await_result (&pending);
  accounts = assay_stackone_client_list_accounts_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->n_requests, ==, 2);
  g_assert_cmpstr (fixture->target, ==, "/accounts?page=2");
  g_assert_cmpuint (accounts->len, ==, 27);
  g_assert_cmpstr (assay_account_get_id (accounts->pdata[26]), ==, "acc-26");
}

static void
test_get_package (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = { "{\"data\":{\"id\":\"p 1\",\"name\":\"P\"}}", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AssayPackage) package = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;

  fixture->answers = answers;
  assay_stackone_client_get_package_async (fixture->client, ASSAY_ORDER_KIND_ASSESSMENT, "acc-1",
                                           "p 1", NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  package = assay_stackone_client_get_package_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (assay_package_get_name (package), ==, "P");
  g_assert_cmpstr (fixture->target, ==, "/unified/ats/assessments/packages/p%201");
  g_assert_cmpstr (fixture->account_id, ==, "acc-1");
}

static void
test_get_package_of_wrong_type (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = { "{\"data\":[]}", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;

  fixture->answers = answers;
  assay_stackone_client_get_package_async (fixture->client, ASSAY_ORDER_KIND_ASSESSMENT, "acc-1",
                                           "p", NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  g_assert_null (assay_stackone_client_get_package_finish (fixture->client, result, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_ANSWER);
}

static char *
create_package (Fixture *fixture, const char *answer, GError **error)
{
  const char *const answers[] = { answer, NULL };
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"name\":\"P\"}", 12);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  fixture->answers = answers;
  fixture->status = 201;
  assay_stackone_client_create_package_async (fixture->client, "acc-1", body, NULL,
                                              assay_await_result_cb, &pending);
  result = assay_await_result (&pending);

  return assay_stackone_client_create_package_finish (fixture->client, result, error);
}

static void
test_create_package (Fixture *fixture, gconstpointer data)
{
  static const char *const useless[] = { "{}", "{\"data\":null}", "{\"data\":{\"id\":\"\"}}",
                                         "{\"data\":[]}", "[]" };
  g_autoptr (GError) error = NULL;
  g_autofree char *id = create_package (fixture, "{\"data\":{\"id\":\"p1\",\"remote_id\":\"r1\"}}",
                                        &error);
  g_autofree char *remote_id = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "p1");
  g_assert_cmpstr (fixture->method, ==, "POST");
  g_assert_cmpstr (fixture->target, ==, "/unified/ats/background_checks/packages");
  g_assert_cmpstr (fixture->account_id, ==, "acc-1");
  g_assert_cmpstr (fixture->body, ==, "{\"name\":\"P\"}");

  remote_id = create_package (fixture, "{\"data\":{\"id\":null,\"remote_id\":\"r1\"}}", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (remote_id, ==, "r1");
  for (gsize i = 0; i < G_N_ELEMENTS (useless); i++)
    {
      g_assert_null (create_package (fixture, useless[i], &error));
      g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_ANSWER);
      g_clear_error (&error);
    }
}

static AssayConnectSession *
make_session (Fixture *fixture, const char *answer, GError **error)
{
  const char *const answers[] = { answer, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  fixture->answers = answers;
  fixture->status = 201;
  assay_stackone_client_connect_async (fixture->client, "cust-1", "Globex “EU”", 900, NULL,
                                       assay_await_result_cb, &pending);
  result = assay_await_result (&pending);

  return assay_stackone_client_connect_finish (fixture->client, result, error);
}

static void
test_connect (Fixture *fixture, gconstpointer data)
{
  static const char *const useless[] = { "{}", "[]", "{\"auth_link_url\":\"\"}",
                                         "{\"auth_link_url\":5}" };
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnectSession)
    session = make_session (fixture,
                            "{\"id\":17,\"organization_id\":3,\"origin_owner_id\":\"cust-1\","
                            "\"token\":\"t\",\"auth_link_url\":\"https://connect.example/?t=1\","
                            "\"external_trigger_token\":\"djEuZX\"}",
                            &error);

  g_assert_no_error (error);
  g_assert_cmpstr (fixture->method, ==, "POST");
  g_assert_cmpstr (fixture->target, ==, "/connect_sessions");
  g_assert_null (fixture->account_id);
  g_assert_cmpstr (fixture->body, ==,
                   "{\"origin_owner_id\":\"cust-1\",\"origin_owner_name\":\"Globex “EU”\","
                   "\"provider\":\"smartrecruiters\",\"categories\":[\"ats\"],"
                   "\"expires_in\":900}");
  g_assert_cmpstr (assay_connect_session_get_id (session), ==, "17");
  g_assert_cmpstr (assay_connect_session_get_origin_owner_id (session), ==, "cust-1");
  g_assert_cmpstr (assay_connect_session_get_auth_link_url (session), ==,
                   "https://connect.example/?t=1");
  g_assert_cmpstr (assay_connect_session_get_external_trigger_token (session), ==, "djEuZX");

  for (gsize i = 0; i < G_N_ELEMENTS (useless); i++)
    {
      g_assert_null (make_session (fixture, useless[i], &error));
      g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_ANSWER);
      g_clear_error (&error);
    }
}

static void
test_change_package (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"name\":\"Q\"}", 12);
  g_autoptr (GAsyncResult) updated = NULL;
  g_autoptr (GAsyncResult) deleted = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;

  assay_stackone_client_update_package_async (fixture->client, "acc-1", "p/1", body, NULL,
                                              assay_await_result_cb, &pending);
  updated = assay_await_result (&pending);
  g_assert_true (assay_stackone_client_update_package_finish (fixture->client, updated, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->method, ==, "PATCH");
  g_assert_cmpstr (fixture->target, ==, "/unified/ats/background_checks/packages/p%2F1");
  g_assert_cmpstr (fixture->body, ==, "{\"name\":\"Q\"}");

  pending = NULL;
  fixture->status = 404;
  assay_stackone_client_delete_package_async (fixture->client, "acc-1", "p 1", NULL,
                                              assay_await_result_cb, &pending);
  deleted = assay_await_result (&pending);
  g_assert_false (assay_stackone_client_delete_package_finish (fixture->client, deleted, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_NOT_FOUND);
  g_assert_cmpstr (fixture->method, ==, "DELETE");
  g_assert_cmpstr (fixture->target, ==, "/unified/ats/background_checks/packages/p%201");
  g_clear_error (&error);

  pending = NULL;
  assay_stackone_client_delete_package_async (fixture->client, "acc-1", "..", NULL,
                                              assay_await_result_cb, &pending);
  refused = assay_await_result (&pending);
  g_assert_false (assay_stackone_client_delete_package_finish (fixture->client, refused, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_REQUEST);
  g_assert_cmpuint (fixture->n_requests, ==, 2);
}

static void
test_get_account (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = { ACCOUNT, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AssayAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;

  fixture->answers = answers;
  assay_stackone_client_get_account_async (fixture->client, "acc-1", NULL, assay_await_result_cb,
                                           &pending);
  result = assay_await_result (&pending);
  account = assay_stackone_client_get_account_finish (fixture->client, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (assay_account_get_provider (account), ==, "smartrecruiters");
  g_assert_cmpstr (fixture->target, ==, "/accounts/acc-1");
  g_assert_null (fixture->account_id);
}

static void
test_accounts_path (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *path;
    const char *target;
  } paths[] = {
    { "/v2/accounts", "/v2/accounts/1" },
    { "v2/accounts/", "/v2/accounts/1" },
    { "//", "/accounts/1" },
    { "", "/accounts/1" },
  };
  static const char *const answers[] = { "{\"id\":\"1\"}", "{\"id\":\"1\"}", "{\"id\":\"1\"}",
                                         "{\"id\":\"1\"}", NULL };

  fixture->answers = answers;
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (AssayAccount) account = NULL;
      g_autoptr (GError) error = NULL;
      GAsyncResult *pending = NULL;

      assay_stackone_client_set_accounts_path (fixture->client, paths[i].path);
      assay_stackone_client_get_account_async (fixture->client, "1", NULL, assay_await_result_cb,
                                               &pending);
      result = assay_await_result (&pending);
      account = assay_stackone_client_get_account_finish (fixture->client, result, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (fixture->target, ==, paths[i].target);
    }
}

static void
test_get_connector_meta (Fixture *fixture, gconstpointer data)
{
  static const char *const answers[] = { "{\"provider\":\"smartrecruiters\"}", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AssayStackoneReply) reply = NULL;
  g_autoptr (AssayExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *provider = NULL;
  GAsyncResult *pending = NULL;

  fixture->answers = answers;
  assay_stackone_client_get_connector_meta_async (fixture->client, "smartrecruiters", NULL,
                                                  assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  reply = assay_stackone_client_get_connector_meta_finish (fixture->client, result, &exchange,
                                                           &error);
  g_assert_no_error (error);
  g_assert_true (assay_json_read_string (assay_stackone_reply_get_json (reply), "provider",
                                         &provider, &error));
  g_assert_cmpstr (provider, ==, "smartrecruiters");
  g_assert_cmpstr (fixture->target, ==, "/connectors/meta/smartrecruiters");
  g_assert_nonnull (exchange);
  g_assert_null (fixture->account_id);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/stackone/client/update-result", test_update_result },
    { "/stackone/client/exchange", test_exchange },
    { "/stackone/client/leading-newlines", test_leading_newlines },
    { "/stackone/client/documented-errors", test_documented_errors },
    { "/stackone/client/retry-after", test_retry_after },
    { "/stackone/client/done-whatever-is-said", test_done_whatever_is_said },
    { "/stackone/client/bad-answers", test_bad_answers },
    { "/stackone/client/bad-requests", test_bad_requests },
    { "/stackone/client/timeout", test_timeout },
    { "/stackone/client/cancel", test_cancel },
    { "/stackone/client/refused-connection", test_refused_connection },
    { "/stackone/client/list-packages", test_list_packages },
    { "/stackone/client/list-ends-with-null", test_list_ends_with_null },
    { "/stackone/client/list-accounts", test_list_accounts },
    { "/stackone/client/list-accounts-page-by-page", test_list_accounts_page_by_page },
    { "/stackone/client/get-package", test_get_package },
    { "/stackone/client/get-package-of-wrong-type", test_get_package_of_wrong_type },
    { "/stackone/client/create-package", test_create_package },
    { "/stackone/client/connect", test_connect },
    { "/stackone/client/change-package", test_change_package },
    { "/stackone/client/get-account", test_get_account },
    { "/stackone/client/accounts-path", test_accounts_path },
    { "/stackone/client/get-connector-meta", test_get_connector_meta },
  };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);
  g_test_add_func ("/stackone/client/addresses", test_addresses);

  return g_test_run ();
}
