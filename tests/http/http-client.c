/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "http-client.h"

#include <string.h>

#define CLIENT_TIMEOUT_SECONDS 20
#define RUN_TIMEOUT_SECONDS 60

typedef struct
{
  GThreadFunc func;
  gpointer data;
  GMainLoop *loop;
} Run;

GSocketConnection *
http_client_connect (guint16 port)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_set_timeout (client, CLIENT_TIMEOUT_SECONDS);
  connection = g_socket_client_connect_to_host (client, "127.0.0.1", port, NULL, &error);
  g_assert_no_error (error);

  return connection;
}

gboolean
http_client_send (GSocketConnection *connection, gconstpointer data, gssize size)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  return g_output_stream_write_all (output, data, size < 0 ? strlen (data) : (gsize) size, NULL,
                                    NULL, NULL);
}

/* Ends at the end of the stream; a reset counts as one. */
char *
http_client_read_all (GSocketConnection *connection)
{
  GInputStream *input = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GError) error = NULL;
  GString *answer = g_string_new (NULL);
  char buffer[4096];
  gssize size;

  while ((size = g_input_stream_read (input, buffer, sizeof buffer, NULL, &error)) > 0)
    g_string_append_len (answer, buffer, size);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED))
    g_assert_no_error (error);

  return g_string_free_and_steal (answer);
}

char *
http_client_exchange (guint16 port, const char *request, gssize size)
{
  g_autoptr (GSocketConnection) connection = http_client_connect (port);

  http_client_send (connection, request, size);

  return http_client_read_all (connection);
}

guint
http_client_status (const char *answer)
{
  /* What cannot be parsed has no version and is answered in the older one. */
  if (!g_str_has_prefix (answer, "HTTP/1.1 ") && !g_str_has_prefix (answer, "HTTP/1.0 "))
    return 0;

  return (guint) g_ascii_strtoull (answer + strlen ("HTTP/1.1 "), NULL, 10);
}

const char *
http_client_body (const char *answer)
{
  const char *end = strstr (answer, "\r\n\r\n");

  return end != NULL ? end + 4 : "";
}

/* Resident bytes of this process now. */
guint64
http_client_own_rss (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmRSS:");
  g_assert_nonnull (line);

  return g_ascii_strtoull (line + strlen ("VmRSS:"), NULL, 10) * 1024;
}

static gboolean
give_up_cb (gpointer data)
{
  g_assert_not_reached ();

  return G_SOURCE_REMOVE;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

static gpointer
run_thread (gpointer data)
{
  Run *run = data;
  gpointer result = run->func (run->data);

  g_idle_add (quit_cb, run->loop);

  return result;
}

void
http_client_run (GThreadFunc func, gpointer data)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Run run = { func, data, loop };
  guint watchdog = g_timeout_add_seconds (RUN_TIMEOUT_SECONDS, give_up_cb, NULL);
  GThread *thread = g_thread_new ("client", run_thread, &run);

  g_main_loop_run (loop);
  g_thread_join (thread);
  g_source_remove (watchdog);
}
