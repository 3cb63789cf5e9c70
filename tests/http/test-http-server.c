/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <string.h>

#include "assay-http-server.h"
#include "http-client.h"

#define MAX_BODY 65536
#define HUGE_BODY (100 * 1024 * 1024)
#define FLAT_GROWTH (8 * 1024 * 1024)
#define N_CONCURRENT 500

static const AssayHttpLimits limits = {
  .max_body = MAX_BODY,
  .memory = 1024 * 1024,
  .idle_timeout = 10,
  .total_timeout = 10,
  .max_connections = 600,
};

static const char *const hook_methods[] = { "POST", NULL };
static const char *const health_methods[] = { "GET", "HEAD", NULL };

typedef struct
{
  AssayHttpServer *server;
  guint16 port;
  GPtrArray *bodies;
  GPtrArray *waiting;
  gboolean answer_later;

  /* What a client thread is to send, and what it was answered. */
  const char *request;
  gssize request_size;
  char *answer;
  guint count;
  guint n_ok;
} Fixture;

static void
answer_request (AssayHttpRequest *request)
{
  g_autofree char *text =
    g_strdup_printf ("{\"size\":%zu}", g_bytes_get_size (assay_http_request_get_body (request)));
  g_autoptr (GBytes) json = g_bytes_new (text, strlen (text));

  assay_http_request_answer (request, 200, json);
}

static void
hook_cb (AssayHttpRequest *request, gpointer data)
{
  Fixture *fixture = data;

  g_ptr_array_add (fixture->bodies, g_bytes_ref (assay_http_request_get_body (request)));
  if (fixture->answer_later)
    g_ptr_array_add (fixture->waiting, g_object_ref (request));
  else
    answer_request (request);
}

static void
health_cb (AssayHttpRequest *request, gpointer data)
{
  g_autoptr (GBytes) json = g_bytes_new_static ("{}", 2);

  assay_http_request_answer (request, 200, json);
}

static void
store_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
listen_on (AssayHttpServer *server, const char *address, gboolean loopback_only, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  assay_http_server_listen_async (server, address, loopback_only, NULL, store_result_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return assay_http_server_listen_finish (server, result, error);
}

static guint16
port_of (AssayHttpServer *server)
{
  const char *url = assay_http_server_get_url (server);

  g_assert_true (g_str_has_prefix (url, "http://127.0.0.1:"));

  return (guint16) g_ascii_strtoull (strrchr (url, ':') + 1, NULL, 10);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const AssayHttpLimits *wanted = data != NULL ? data : &limits;
  g_autoptr (GError) error = NULL;

  fixture->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  fixture->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->server = assay_http_server_new (wanted);
  assay_http_server_add_route (fixture->server, "/hook", hook_methods, hook_cb, fixture);
  assay_http_server_add_route (fixture->server, "/health", health_methods, health_cb, fixture);
  listen_on (fixture->server, "127.0.0.1:0", TRUE, &error);
  g_assert_no_error (error);
  fixture->port = port_of (fixture->server);
}

static void
wait_for_connections (Fixture *fixture, guint n)
{
  gint64 deadline = g_get_monotonic_time () + 20 * G_TIME_SPAN_SECOND;
  g_autoptr (GSource) tick = g_timeout_source_new (20);

  g_source_set_callback (tick, G_SOURCE_FUNC (g_main_context_wakeup), NULL, NULL);
  g_source_attach (tick, NULL);
  while (assay_http_server_get_n_connections (fixture->server) != n)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_destroy (tick);
}

/* Whatever a client did, nothing of it may stay behind. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  wait_for_connections (fixture, 0);
  g_assert_cmpuint (assay_http_server_get_bytes_held (fixture->server), ==, 0);

  assay_http_server_stop (fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->server);
  g_ptr_array_unref (fixture->bodies);
  g_ptr_array_unref (fixture->waiting);
  g_free (fixture->answer);
}

static gpointer
exchange_thread (gpointer data)
{
  Fixture *fixture = data;

  fixture->answer = http_client_exchange (fixture->port, fixture->request, fixture->request_size);

  return NULL;
}

static void
exchange (Fixture *fixture, const char *request, gssize size)
{
  g_clear_pointer (&fixture->answer, g_free);
  fixture->request = request;
  fixture->request_size = size;
  http_client_run (exchange_thread, fixture);
}

static void
assert_body (Fixture *fixture, guint index, gconstpointer data, gsize size)
{
  GBytes *body;

  g_assert_cmpuint (fixture->bodies->len, >, index);
  body = fixture->bodies->pdata[index];
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), data, size);
}

/* A refusal has StackOne's shape: {"statusCode":n,"message":…,"timestamp":…}. */
static void
assert_refusal (Fixture *fixture, guint status)
{
  g_autofree char *start = g_strdup_printf ("{\"statusCode\":%u,\"message\":\"", status);

  g_assert_cmpuint (http_client_status (fixture->answer), ==, status);
  g_assert_nonnull (strstr (fixture->answer, "\r\nContent-Type: application/json\r\n"));
  g_assert_true (g_str_has_prefix (http_client_body (fixture->answer), start));
  g_assert_nonnull (strstr (http_client_body (fixture->answer), "\",\"timestamp\":\"2"));
  g_assert_cmpuint (fixture->bodies->len, ==, 0);
}

static void
test_exact_bytes (Fixture *fixture, gconstpointer data)
{
  static const char body[] = "{\"a\":\0\xff\xfe\r\n}";
  static const char request[] = "POST /hook?x=1 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
                                "Content-Length: 11\r\n\r\n{\"a\":\0\xff\xfe\r\n}";

  exchange (fixture, request, sizeof request - 1);

  g_assert_cmpuint (http_client_status (fixture->answer), ==, 200);
  g_assert_cmpstr (http_client_body (fixture->answer), ==, "{\"size\":11}");
  assert_body (fixture, 0, body, 11);
}

static void
test_chunked (Fixture *fixture, gconstpointer data)
{
  exchange (fixture,
            "POST /hook HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n"
            "\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n",
            -1);

  g_assert_cmpuint (http_client_status (fixture->answer), ==, 200);
  assert_body (fixture, 0, "abcde", 5);
}

static gpointer
keep_alive_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GSocketConnection) connection = http_client_connect (fixture->port);
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GString) answer = g_string_new (NULL);
      char byte;

      http_client_send (connection, fixture->request, -1);
      while (!g_str_has_suffix (answer->str, "}") &&
             g_input_stream_read (input, &byte, 1, NULL, NULL) == 1)
        g_string_append_c (answer, byte);
      fixture->n_ok += http_client_status (answer->str) == 200 ? 1 : 0;
    }

  return NULL;
}

static void
test_keep_alive (Fixture *fixture, gconstpointer data)
{
  fixture->request = "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}";
  http_client_run (keep_alive_thread, fixture);

  g_assert_cmpuint (fixture->n_ok, ==, 3);
  g_assert_cmpuint (fixture->bodies->len, ==, 3);
}

/* A server may close the connection before it has served what was sent ahead (RFC 9112 9.3.2), but
 * it must answer what it took. */
static void
test_pipelining (Fixture *fixture, gconstpointer data)
{
  guint n_answers = 0;

  exchange (fixture,
            "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na"
            "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nbb"
            "POST /hook HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 3\r\n\r\nccc",
            -1);

  for (const char *p = fixture->answer; (p = strstr (p, "HTTP/1.1 200 OK")) != NULL; p++)
    n_answers++;
  g_assert_cmpuint (n_answers, >=, 1);
  g_assert_cmpuint (fixture->bodies->len, ==, n_answers);
  assert_body (fixture, 0, "a", 1);
}

static void
test_head (Fixture *fixture, gconstpointer data)
{
  exchange (fixture, "HEAD /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", -1);
  g_assert_cmpuint (http_client_status (fixture->answer), ==, 200);
  g_assert_cmpstr (http_client_body (fixture->answer), ==, "");

  exchange (fixture, "HEAD /hook HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", -1);
  g_assert_cmpuint (http_client_status (fixture->answer), ==, 405);
  g_assert_cmpstr (http_client_body (fixture->answer), ==, "");
}

static void
test_method_not_allowed (Fixture *fixture, gconstpointer data)
{
  static const char *const methods[] = { "GET", "PUT", "DELETE", "PATCH", "OPTIONS", "FOO" };

  for (guint i = 0; i < G_N_ELEMENTS (methods); i++)
    {
      g_autofree char *request = g_strdup_printf (
        "%s /hook HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
        methods[i]);

      exchange (fixture, request, -1);
      assert_refusal (fixture, 405);
      g_assert_nonnull (strstr (fixture->answer, "\r\nAllow: POST\r\n"));
    }

  exchange (fixture, "POST /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n", -1);
  assert_refusal (fixture, 405);
  g_assert_nonnull (strstr (fixture->answer, "\r\nAllow: GET, HEAD\r\n"));
}

static void
test_not_found (Fixture *fixture, gconstpointer data)
{
  static const char *const paths[] = {
    "/",          "/hook/x",  "/hook%00",
    "/HOOK",      "/hook;a",  "/%68ook",
    "/x/../hook", "/./hook",  "/%2e%2e/%2e%2e/etc/passwd",
    "/%2e/hook",  "/hook%2f", "http://elsewhere/other",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *request = g_strdup_printf (
        "POST %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
        paths[i]);

      g_test_message ("path %s", paths[i]);
      exchange (fixture, request, -1);
      assert_refusal (fixture, 404);
    }
}

static void
test_bad_requests (Fixture *fixture, gconstpointer data)
{
  static const char *const requests[] = {
    "GARBAGE\r\n\r\n",
    "POST /hook\r\n\r\n",
    "POST /hook HTTP/1.1\r\n\r\n",
    "POST hook HTTP/1.1\r\nHost: h\r\n\r\n",
    "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n{}",
    "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n{}",
    "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n"
    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_test_message ("request %u", i);
      exchange (fixture, requests[i], -1);
      assert_refusal (fixture, 400);
    }
  g_assert_cmpuint (fixture->bodies->len, ==, 0);
}

/* Each hides a second request in the body of the first from those who read the length otherwise. */
static void
test_smuggling (Fixture *fixture, gconstpointer data)
{
  static const char *const framings[] = {
    "Content-Length : 2\r\n\r\n{}",
    "Content-Length 2\r\n\r\n{}",
    "Content-Length:\r\n\r\n",
    "Content-Length: 99999999999999999999\r\n\r\n",
    "Content-Length: 9223372036854775808\r\n\r\n",
    "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "Transfer-Encoding: gzip\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n8000000000000000\r\n",
    "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
    "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
    "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n",
    "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n",
    "Transfer-Encoding: chunked\r\n\r\n2\r\n{}junk\r\n0\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (framings); i++)
    {
      g_autofree char *request =
        g_strconcat ("POST /hook HTTP/1.1\r\nHost: h\r\n", framings[i],
                     "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n[]", NULL);

      g_test_message ("framing %u", i);
      exchange (fixture, request, -1);
      assert_refusal (fixture, 400);
      g_assert_null (strstr (fixture->answer + 1, "HTTP/1.1"));
    }
  g_assert_cmpuint (fixture->bodies->len, ==, 0);
}

/* What was clear before is answered first. */
static void
test_malformed_after_good (Fixture *fixture, gconstpointer data)
{
  const char *second;

  exchange (fixture, "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}GARBAGE\r\n\r\n",
            -1);
  g_assert_cmpuint (http_client_status (fixture->answer), ==, 200);
  second = strstr (fixture->answer + 1, "HTTP/1.1 ");
  g_assert_true (g_str_has_prefix (second, "HTTP/1.1 400 Bad Request\r\n"));
  g_assert_cmpuint (fixture->bodies->len, ==, 1);
  assert_body (fixture, 0, "{}", 2);
}

static void
test_same_path (Fixture *fixture, gconstpointer data)
{
  static const char *const targets[] = {
    "/hook", "/hook/", "//hook", "///hook//", "/hook?a=/b", "http://elsewhere/hook",
  };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *request = g_strdup_printf (
        "POST %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
        targets[i]);

      g_test_message ("target %s", targets[i]);
      exchange (fixture, request, -1);
      g_assert_cmpuint (http_client_status (fixture->answer), ==, 200);
    }
}

static void
test_continue (Fixture *fixture, gconstpointer data)
{
  exchange (fixture,
            "POST /hook HTTP/1.1\r\nHost: h\r\nConnection: close\r\nExpect: 100-continue\r\n"
            "Content-Length: 2\r\n\r\n{}",
            -1);
  g_assert_true (g_str_has_prefix (fixture->answer, "HTTP/1.1 100 Continue\r\n"));
  g_assert_nonnull (strstr (fixture->answer, "\r\n\r\nHTTP/1.1 200 OK\r\n"));
  assert_body (fixture, 0, "{}", 2);

  g_ptr_array_set_size (fixture->bodies, 0);
  exchange (fixture,
            "POST /hook HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
            "Content-Length: 70000\r\n\r\n",
            -1);
  assert_refusal (fixture, 413);
}

static void
test_announced_too_large (Fixture *fixture, gconstpointer data)
{
  exchange (fixture, "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 104857600\r\n\r\n{", -1);
  assert_refusal (fixture, 413);

  exchange (fixture, "POST /none HTTP/1.1\r\nHost: h\r\nContent-Length: 104857600\r\n\r\n{", -1);
  assert_refusal (fixture, 404);
}

static gpointer
huge_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GSocketConnection) connection = http_client_connect (fixture->port);
  g_autofree char *block = g_malloc0 (MAX_BODY);
  gboolean chunked = g_str_has_suffix (fixture->request, "chunked\r\n\r\n");

  http_client_send (connection, fixture->request, -1);
  for (gsize sent = 0; sent < HUGE_BODY; sent += MAX_BODY)
    {
      g_assert_true (!chunked || http_client_send (connection, "10000\r\n", -1));
      g_assert_true (http_client_send (connection, block, MAX_BODY));
      g_assert_true (!chunked || http_client_send (connection, "\r\n", -1));
    }
  if (chunked)
    http_client_send (connection, "0\r\n\r\n", -1);
  fixture->answer = http_client_read_all (connection);

  return NULL;
}

static void
send_huge (Fixture *fixture, const char *request)
{
  guint64 before = http_client_own_rss ();

  fixture->request = request;
  http_client_run (huge_thread, fixture);

  assert_refusal (fixture, 413);
  /* AddressSanitizer keeps freed memory back, so that its resident size says nothing about ours. */
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpuint (http_client_own_rss (), <, before + FLAT_GROWTH);
#else
  (void) before;
#endif
}

static void
test_huge_body (Fixture *fixture, gconstpointer data)
{
  send_huge (fixture, "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 104857600\r\n\r\n");
}

static void
test_huge_chunked_body (Fixture *fixture, gconstpointer data)
{
  send_huge (fixture, "POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
}

/* Goes on sending until it is cut off, and reads what it was told meanwhile. */
static gpointer
endless_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GSocketConnection) connection = http_client_connect (fixture->port);
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  char buffer[1024];
  gssize size = 0;

  http_client_send (connection, fixture->request, -1);
  while (size <= 0)
    {
      if (!http_client_send (connection, "5\r\nabcde\r\n", -1))
        break;
      size = g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (input), buffer,
                                                       sizeof buffer, NULL, NULL);
    }
  g_assert_cmpint (size, >, 0);
  fixture->answer = g_strndup (buffer, size);

  return NULL;
}

static void
test_endless_body (Fixture *fixture, gconstpointer data)
{
  fixture->request = "POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  http_client_run (endless_thread, fixture);

  assert_refusal (fixture, 413);
}

static const AssayHttpLimits hurried = {
  .max_body = MAX_BODY,
  .memory = 1024 * 1024,
  .idle_timeout = 1,
  .total_timeout = 2,
  .max_connections = 600,
};

/* Sends a byte often enough not to be idle. */
static gpointer
drip_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GSocketConnection) connection = http_client_connect (fixture->port);
  GSocket *socket = g_socket_connection_get_socket (connection);
  const char *rest = fixture->request;

  while (*rest != '\0' && http_client_send (connection, rest++, 1) &&
         !g_socket_condition_timed_wait (socket, G_IO_IN, 100 * G_TIME_SPAN_MILLISECOND, NULL,
                                         NULL))
    ;
  g_assert_true (*rest != '\0');
  fixture->answer = http_client_read_all (connection);

  return NULL;
}

static void
test_slow_sender (Fixture *fixture, gconstpointer data)
{
  fixture->request = "POST /hook HTTP/1.1\r\nHost: slow.example\r\n"
                     "X-A: aaaaaaaaaaaaaaaaaaaaaaaaaa\r\n";
  http_client_run (drip_thread, fixture);
  assert_refusal (fixture, 408);

  g_clear_pointer (&fixture->answer, g_free);
  fixture->request = "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n"
                     "{\"a\":1,\"bbbbbb\"";
  http_client_run (drip_thread, fixture);
  assert_refusal (fixture, 408);
}

static void
test_silent_sender (Fixture *fixture, gconstpointer data)
{
  exchange (fixture, "", -1);
  g_assert_cmpstr (fixture->answer, ==, "");

  exchange (fixture, "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n{", -1);
  g_assert_cmpuint (fixture->bodies->len, ==, 0);
}

static gpointer
half_thread (gpointer data)
{
  Fixture *fixture = data;
  static const char request[] = "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n{\"a\"";

  for (gsize size = 0; size < sizeof request; size++)
    {
      g_autoptr (GSocketConnection) connection = http_client_connect (fixture->port);

      g_assert_true (http_client_send (connection, request, size));
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    }

  return NULL;
}

static void
test_half_requests (Fixture *fixture, gconstpointer data)
{
  http_client_run (half_thread, fixture);
  wait_for_connections (fixture, 0);

  g_assert_cmpuint (fixture->bodies->len, ==, 0);
}

/* The sender hangs up while its answer is being worked on. */
static gpointer
impatient_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GSocketConnection) connection = http_client_connect (fixture->port);

  http_client_send (connection, "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}",
                    -1);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return NULL;
}

static void
test_sender_goes_away (Fixture *fixture, gconstpointer data)
{
  fixture->answer_later = TRUE;
  http_client_run (impatient_thread, fixture);
  while (fixture->waiting->len == 0)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpuint (assay_http_server_get_bytes_held (fixture->server), ==, 2);
  answer_request (fixture->waiting->pdata[0]);
  g_ptr_array_set_size (fixture->waiting, 0);
  wait_for_connections (fixture, 0);
}

static void
test_stop_while_waiting (Fixture *fixture, gconstpointer data)
{
  fixture->answer_later = TRUE;
  http_client_run (impatient_thread, fixture);
  while (fixture->waiting->len == 0)
    g_main_context_iteration (NULL, TRUE);

  assay_http_server_stop (fixture->server);
  answer_request (fixture->waiting->pdata[0]);
  g_ptr_array_set_size (fixture->waiting, 0);
}

static const AssayHttpLimits cramped = {
  .max_body = MAX_BODY,
  .memory = 1000,
  .idle_timeout = 10,
  .total_timeout = 10,
  .max_connections = 2,
};

static void
test_memory_limit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *body = g_strnfill (1001, 'x');
  g_autofree char *request = g_strdup_printf (
    "POST /hook HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 1001\r\n\r\n%s", body);

  exchange (fixture, request, -1);

  assert_refusal (fixture, 503);
  g_assert_nonnull (strstr (fixture->answer, "\r\nRetry-After: 1\r\n"));
}

static gpointer
queue_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GSocketConnection) first = http_client_connect (fixture->port);
  g_autoptr (GSocketConnection) second = NULL;
  g_autoptr (GSocketConnection) third = NULL;

  http_client_send (first, "GET /", -1);
  second = http_client_connect (fixture->port);
  http_client_send (second, "GET /", -1);
  third = http_client_connect (fixture->port);
  http_client_send (third, fixture->request, -1);
  g_assert_false (g_socket_condition_timed_wait (g_socket_connection_get_socket (third), G_IO_IN,
                                                 300 * G_TIME_SPAN_MILLISECOND, NULL, NULL));
  g_io_stream_close (G_IO_STREAM (first), NULL, NULL);
  fixture->answer = http_client_read_all (third);

  return NULL;
}

static void
test_connection_limit (Fixture *fixture, gconstpointer data)
{
  fixture->request = "GET /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  http_client_run (queue_thread, fixture);

  g_assert_cmpuint (http_client_status (fixture->answer), ==, 200);
}

/* More silent ones than there are places; each comes before the one that has something to say. */
static gpointer
silent_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) silent = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocketConnection) speaker = NULL;

  for (guint i = 0; i < 10; i++)
    g_ptr_array_add (silent, http_client_connect (fixture->port));
  speaker = http_client_connect (fixture->port);
  http_client_send (speaker, fixture->request, -1);
  fixture->answer = http_client_read_all (speaker);

  return NULL;
}

static void
test_silent_give_way (Fixture *fixture, gconstpointer data)
{
  gint64 begin = g_get_monotonic_time ();

  fixture->request = "GET /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  http_client_run (silent_thread, fixture);

  g_assert_cmpuint (http_client_status (fixture->answer), ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - begin, <, cramped.idle_timeout * G_TIME_SPAN_SECOND);
}

/* Two places: one is taken, and whoever had the other and was answered gives way. */
static gpointer
answered_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GSocketConnection) busy = http_client_connect (fixture->port);
  g_autoptr (GSocketConnection) kept = NULL;
  g_autofree char *first = NULL;

  http_client_send (busy, "GET /", -1);
  kept = http_client_connect (fixture->port);
  http_client_send (kept, "GET /health HTTP/1.1\r\nHost: h\r\n\r\n", -1);
  fixture->answer = http_client_exchange (fixture->port, fixture->request, -1);
  first = http_client_read_all (kept);
  g_assert_cmpuint (http_client_status (first), ==, 200);

  return NULL;
}

static void
test_answered_give_way (Fixture *fixture, gconstpointer data)
{
  fixture->request = "GET /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  http_client_run (answered_thread, fixture);

  g_assert_cmpuint (http_client_status (fixture->answer), ==, 200);
}

/* “localhost” is the machine by both families; the one that is told is the one everybody has. */
static void
test_localhost (void)
{
  g_autoptr (AssayHttpServer) server = assay_http_server_new (&limits);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GInetAddress) address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV6);
  g_autoptr (GSocketAddress) v6 = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  listen_on (server, "localhost:0", TRUE, &error);
  g_assert_no_error (error);
  v6 = g_inet_socket_address_new (address, port_of (server));
  connection = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (v6), NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED))
    g_test_skip ("this machine has no IPv6");
  else
    g_assert_no_error (error);
  assay_http_server_stop (server);
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
      g_autofree char *request = g_strdup_printf (
        "POST /hook HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 3\r\n\r\n%03u", i);

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
  g_assert_cmpuint (fixture->bodies->len, ==, N_CONCURRENT);
}

static void
test_port_in_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayHttpServer) other = assay_http_server_new (&limits);
  g_autofree char *address = g_strdup_printf ("127.0.0.1:%u", fixture->port);
  g_autofree char *expected = g_strdup_printf (
    "cannot listen on %s: another program listens there; stop it or choose another address",
    address);
  g_autoptr (GError) error = NULL;

  g_assert_false (listen_on (other, address, TRUE, &error));
  g_assert_error (error, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_IN_USE);
  g_assert_cmpstr (error->message, ==, expected);
  g_assert_null (assay_http_server_get_url (other));
}

static void
test_bad_addresses (void)
{
  static const struct
  {
    const char *address;
    AssayHttpError code;
  } cases[] = {
    { "", ASSAY_HTTP_ERROR_ADDRESS },
    { "127.0.0.1", ASSAY_HTTP_ERROR_ADDRESS },
    { "127.0.0.1:", ASSAY_HTTP_ERROR_ADDRESS },
    { "127.0.0.1:x", ASSAY_HTTP_ERROR_ADDRESS },
    { "127.0.0.1:99999", ASSAY_HTTP_ERROR_ADDRESS },
    { "0.0.0.0:0", ASSAY_HTTP_ERROR_UNPROTECTED },
    { "[::]:0", ASSAY_HTTP_ERROR_UNPROTECTED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayHttpServer) server = assay_http_server_new (&limits);
      g_autoptr (GError) error = NULL;

      g_test_message ("address “%s”", cases[i].address);
      g_assert_false (listen_on (server, cases[i].address, TRUE, &error));
      g_assert_error (error, ASSAY_HTTP_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].address));
      g_assert_finalize_object (g_steal_pointer (&server));
    }
}

#define ADD(name, limits, func) \
  g_test_add ("/http/server/" name, Fixture, limits, set_up, func, tear_down)

/* Returns: (transfer full) (nullable): an address of this machine that is none of loopback */
static char *
dup_own_address (void)
{
  struct ifaddrs *list = NULL;
  char *own = NULL;

  if (getifaddrs (&list) != 0)
    return NULL;

  for (struct ifaddrs *item = list; item != NULL && own == NULL; item = item->ifa_next)
    {
      g_autoptr (GInetAddress) address = NULL;

      if (item->ifa_addr == NULL || item->ifa_addr->sa_family != AF_INET ||
          (item->ifa_flags & IFF_LOOPBACK) != 0 || (item->ifa_flags & IFF_UP) == 0)
        continue;

      address = g_inet_address_new_from_bytes (
        (const guint8 *) &((struct sockaddr_in *) item->ifa_addr)->sin_addr, G_SOCKET_FAMILY_IPV4);
      own = g_inet_address_to_string (address);
    }
  freeifaddrs (list);

  return own;
}

typedef struct
{
  Fixture fixture;
  char *own;
} Crowd;

static GSocketConnection *
connect_from (const char *own, guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, 20);
  connection = g_socket_client_connect_to_host (client, own, port, NULL, &error);
  g_assert_no_error (error);

  return connection;
}

/* One peer takes its two places; a third connection of its own is closed, another peer's is not;
 * and whoever says nothing gives way. */
static gpointer
crowd_thread (gpointer data)
{
  Crowd *crowd = data;
  guint16 port = crowd->fixture.port;
  const char *request = "GET /health HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  g_autoptr (GSocketConnection) first = connect_from (crowd->own, port);
  g_autoptr (GSocketConnection) second = NULL;
  g_autoptr (GSocketConnection) third = NULL;
  g_autoptr (GSocketConnection) silent = NULL;
  g_autoptr (GSocketConnection) fourth = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *answer = NULL;

  http_client_send (first, "GET /", -1);
  second = connect_from (crowd->own, port);
  http_client_send (second, "GET /", -1);
  third = connect_from (crowd->own, port);
  refused = http_client_read_all (third);
  g_assert_cmpstr (refused, ==, "");

  crowd->fixture.answer = http_client_exchange (port, request, -1);
  g_assert_cmpuint (http_client_status (crowd->fixture.answer), ==, 200);

  g_io_stream_close (G_IO_STREAM (second), NULL, NULL);
  http_client_send (first, "health HTTP/1.1\r\nHost: h\r\n\r\n", -1);
  silent = connect_from (crowd->own, port);
  do
    {
      g_clear_object (&fourth);
      g_clear_pointer (&answer, g_free);
      fourth = connect_from (crowd->own, port);
      http_client_send (fourth, request, -1);
      answer = http_client_read_all (fourth);
    }
  while (*answer == '\0');
  g_assert_cmpuint (http_client_status (answer), ==, 200);
  gone = http_client_read_all (first);
  g_assert_cmpuint (http_client_status (gone), ==, 200);

  return NULL;
}

static void
test_address_limit (void)
{
  AssayHttpLimits few = limits;
  Crowd crowd = { .own = dup_own_address () };
  Fixture *fixture = &crowd.fixture;
  g_autoptr (GError) error = NULL;

  if (crowd.own == NULL)
    {
      g_test_skip ("this machine has loopback addresses only");
      return;
    }

  few.max_per_address = 2;
  fixture->server = assay_http_server_new (&few);
  assay_http_server_add_route (fixture->server, "/health", health_methods, health_cb, fixture);
  listen_on (fixture->server, "0.0.0.0:0", FALSE, &error);
  g_assert_no_error (error);
  fixture->port = (guint16)
    g_ascii_strtoull (strrchr (assay_http_server_get_url (fixture->server), ':') + 1, NULL, 10);
  http_client_run (crowd_thread, &crowd);

  assay_http_server_stop (fixture->server);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->server);
  g_free (fixture->answer);
  g_free (crowd.own);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("exact-bytes", NULL, test_exact_bytes);
  ADD ("chunked", NULL, test_chunked);
  ADD ("keep-alive", NULL, test_keep_alive);
  ADD ("pipelining", NULL, test_pipelining);
  ADD ("head", NULL, test_head);
  ADD ("method-not-allowed", NULL, test_method_not_allowed);
  ADD ("not-found", NULL, test_not_found);
  ADD ("same-path", NULL, test_same_path);
  ADD ("bad-requests", NULL, test_bad_requests);
  ADD ("smuggling", NULL, test_smuggling);
  ADD ("malformed-after-good", NULL, test_malformed_after_good);
  ADD ("continue", NULL, test_continue);
  ADD ("announced-too-large", NULL, test_announced_too_large);
  ADD ("huge-body", NULL, test_huge_body);
  ADD ("huge-chunked-body", NULL, test_huge_chunked_body);
  ADD ("endless-body", NULL, test_endless_body);
  ADD ("slow-sender", &hurried, test_slow_sender);
  ADD ("silent-sender", &hurried, test_silent_sender);
  ADD ("half-requests", NULL, test_half_requests);
  ADD ("sender-goes-away", NULL, test_sender_goes_away);
  ADD ("stop-while-waiting", NULL, test_stop_while_waiting);
  ADD ("memory-limit", &cramped, test_memory_limit);
  ADD ("connection-limit", &cramped, test_connection_limit);
  ADD ("silent-give-way", &cramped, test_silent_give_way);
  ADD ("answered-give-way", &cramped, test_answered_give_way);
  ADD ("burst", NULL, test_burst);
  ADD ("port-in-use", NULL, test_port_in_use);
  g_test_add_func ("/http/server/bad-addresses", test_bad_addresses);
  g_test_add_func ("/http/server/localhost", test_localhost);
  g_test_add_func ("/http/server/address-limit", test_address_limit);

  return g_test_run ();
}
