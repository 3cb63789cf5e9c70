/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "assay-stackone-client.h"
#include "assay-support.h"

#define DONE \
  "{\"statusCode\":200,\"message\":\"Record updated successfully.\"," \
  "\"timestamp\":\"2026-01-02T03:04:05.000Z\"}"
#define N_DONE "98"

/* One call to a peer; gives the message of the answer. */
static char *
update (const char *url, GError **error)
{
  g_autoptr (AssayStackoneClient) client = assay_stackone_client_new (url);
  g_autoptr (AssayStackoneReply) reply = NULL;
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"summary\":\"ok\"}", 16);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  assay_stackone_client_set_api_key (client, "v1.eu1.testkey");
  assay_stackone_client_update_result_async (client, ASSAY_ORDER_KIND_ASSESSMENT, "acc-1", "ord-1",
                                             body, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  reply = assay_stackone_client_update_result_finish (client, result, NULL, error);

  return reply != NULL ? g_strdup (assay_stackone_reply_get_message (reply)) : NULL;
}

/* Reads the request to its end, says its piece and hangs up. */
static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  const char *answer = user_data;
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GString) request = g_string_new (NULL);
  char buffer[4096];
  gssize size;

  while (strstr (request->str, "{\"summary\":\"ok\"}") == NULL &&
         (size = g_input_stream_read (input, buffer, sizeof buffer, NULL, NULL)) > 0)
    g_string_append_len (request, buffer, size);
  g_output_stream_write_all (output, answer, strlen (answer), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return TRUE;
}

static char *
exchange (const char *answer, GError **error)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (2);
  g_autofree char *url = NULL;
  char *message;
  guint16 port;

  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, error);
  g_assert_no_error (*error);
  g_signal_connect (service, "run", G_CALLBACK (run_cb), (gpointer) answer);
  url = g_strdup_printf ("http://127.0.0.1:%u", port);
  message = update (url, error);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));

  return message;
}

static void
test_whole_answers (void)
{
  static const char *const answers[] = {
    "HTTP/1.1 200 OK\r\nContent-Length: " N_DONE "\r\n\r\n" DONE,
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"statusCode\":20\r\n"
    "1\r\n0\r\n51\r\n,\"message\":\"Record updated successfully.\","
    "\"timestamp\":\"2026-01-02T03:04:05.000Z\"}\r\n0\r\n\r\n",
    "HTTP/1.0 200 OK\r\n\r\n" DONE,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *message = exchange (answers[i], &error);

      g_test_message ("%s", answers[i]);
      g_assert_no_error (error);
      g_assert_cmpstr (message, ==, "Record updated successfully.");
    }
}

/* What arrived is no answer, though it may look like the beginning of a good one. */
static void
test_broken_answers (void)
{
  static const struct
  {
    const char *text;
    AssayStackoneError code;
  } answers[] = {
    { "", ASSAY_STACKONE_ERROR_CONNECTION },
    { "HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n" DONE, ASSAY_STACKONE_ERROR_CONNECTION },
    { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n{\"statusCode\":20\r\n",
      ASSAY_STACKONE_ERROR_CONNECTION },
    { "HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>",
      ASSAY_STACKONE_ERROR_UNEXPECTED_STATUS },
    { "220 mail.example ESMTP\r\n", ASSAY_STACKONE_ERROR_CONNECTION },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *message = exchange (answers[i].text, &error);

      g_test_message ("%s", answers[i].text);
      g_assert_null (message);
      g_assert_error (error, ASSAY_STACKONE_ERROR, (int) answers[i].code);
    }
}

/* The update may be in force already, which is said and not hidden. */
static void
test_may_have_arrived (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message = exchange ("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n{", &error);

  g_assert_null (message);
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_CONNECTION);
  g_assert_true (g_str_has_prefix (error->message, "everything was sent and may have arrived, "
                                                   "but there was no complete answer: "));
}

static void
refuse_request_cb (SoupServer *server,
                   SoupServerMessage *message,
                   const char *path,
                   GHashTable *query,
                   gpointer user_data)
{
  g_assert_not_reached ();
}

/* The key must not reach somebody whom nobody vouches for. */
static void
test_certificate_nobody_vouches_for (void)
{
  g_autofree char *file = g_test_build_filename (G_TEST_DIST, "data", "tls", "self-signed.pem",
                                                 NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (file, &error);
  g_autoptr (SoupServer) server = NULL;
  g_autofree char *url = NULL;
  g_autofree char *message = NULL;
  GSList *uris;

  g_assert_no_error (error);
  server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (server, NULL, refuse_request_cb, NULL, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_HTTPS | SOUP_SERVER_LISTEN_IPV4_ONLY,
                            &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  url = g_strdup_printf ("https://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  message = update (url, &error);
  g_assert_null (message);
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_TLS);
  soup_server_disconnect (server);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/stackone/wire/whole-answers", test_whole_answers);
  g_test_add_func ("/stackone/wire/broken-answers", test_broken_answers);
  g_test_add_func ("/stackone/wire/may-have-arrived", test_may_have_arrived);
  g_test_add_func ("/stackone/wire/certificate-nobody-vouches-for",
                   test_certificate_nobody_vouches_for);

  return g_test_run ();
}
