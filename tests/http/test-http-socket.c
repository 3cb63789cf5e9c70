/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "assay-http-socket.h"
#include "assay-support.h"

typedef struct
{
  GSocket *peer;
  AssayHttpPoller *poller;
  AssayHttpSocket *socket;
  GPollableInputStream *input;
  guint n_calls;
} Fixture;

static GSocket *
wrap_descriptor (int descriptor)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new_from_fd (descriptor, &error);

  g_assert_no_error (error);

  return socket;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
  fixture->peer = wrap_descriptor (ends[0]);
  socket = wrap_descriptor (ends[1]);
  connection = g_socket_connection_factory_create_connection (socket);
  fixture->poller = assay_http_poller_new (&error);
  g_assert_no_error (error);
  fixture->socket = assay_http_socket_new (connection, fixture->poller, &error);
  g_assert_no_error (error);
  fixture->input =
    G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (G_IO_STREAM (fixture->socket)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->socket != NULL)
    g_assert_finalize_object (fixture->socket);
  assay_http_poller_stop (fixture->poller);
  assay_http_poller_unref (fixture->poller);
  g_object_unref (fixture->peer);
}

static void
assert_reads (Fixture *fixture, gsize count, const char *text)
{
  char buffer[256];
  g_autoptr (GError) error = NULL;
  gssize n_read = g_pollable_input_stream_read_nonblocking (fixture->input, buffer, count, NULL,
                                                            &error);

  g_assert_no_error (error);
  g_assert_cmpmem (buffer, n_read, text, strlen (text));
}

static void
assert_fails (Fixture *fixture, gint code)
{
  char buffer[256];
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_pollable_input_stream_read_nonblocking (fixture->input, buffer, sizeof buffer,
                                                             NULL, &error),
                   ==, -1);
  g_assert_error (error, G_IO_ERROR, code);
}

static gboolean
readable_cb (GObject *stream, gpointer count)
{
  (*(guint *) count)++;

  return G_SOURCE_REMOVE;
}

static GSource *
wait_for (Fixture *fixture)
{
  GSource *source = g_pollable_input_stream_create_source (fixture->input, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (readable_cb), &fixture->n_calls, NULL);
  g_source_attach (source, NULL);

  return source;
}

static void
send_text (Fixture *fixture, const char *text)
{
  g_assert_cmpint (g_socket_send (fixture->peer, text, strlen (text), NULL, NULL), ==,
                   strlen (text));
}

/* Whoever waits is called once for what arrived, and not for what was read already. */
static void
test_wait (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSource) source = NULL;
  g_autoptr (GSource) idle = NULL;

  assert_fails (fixture, G_IO_ERROR_WOULD_BLOCK);
  source = wait_for (fixture);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (fixture->n_calls, ==, 0);

  send_text (fixture, "abcd");
  assay_wait_until (fixture->n_calls == 1);
  assert_reads (fixture, 2, "ab");
  g_assert_true (g_pollable_input_stream_is_readable (fixture->input));
  assert_reads (fixture, 3, "cd");
  g_assert_false (g_pollable_input_stream_is_readable (fixture->input));

  idle = wait_for (fixture);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (fixture->n_calls, ==, 1);
  g_source_destroy (idle);
}

/* The kernel tells the end once, be it together with the last bytes. */
static void
test_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSource) source = NULL;

  assert_fails (fixture, G_IO_ERROR_WOULD_BLOCK);
  send_text (fixture, "last");
  g_assert_true (g_socket_shutdown (fixture->peer, FALSE, TRUE, NULL));
  source = wait_for (fixture);
  assay_wait_until (fixture->n_calls == 1);
  assert_reads (fixture, 256, "last");
  assert_reads (fixture, 256, "");
  assert_reads (fixture, 256, "");
}

/* A read that filled its buffer exactly leaves open whether there is more. */
static void
test_full_buffer (Fixture *fixture, gconstpointer data)
{
  send_text (fixture, "abcd");
  assert_reads (fixture, 4, "abcd");
  g_assert_true (g_pollable_input_stream_is_readable (fixture->input));
  assert_fails (fixture, G_IO_ERROR_WOULD_BLOCK);
  g_assert_false (g_pollable_input_stream_is_readable (fixture->input));
}

static void
test_timeout (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSource) source = NULL;

  g_socket_set_timeout (assay_http_socket_get_socket (fixture->socket), 1);
  assert_fails (fixture, G_IO_ERROR_WOULD_BLOCK);
  source = wait_for (fixture);
  assay_wait_until (fixture->n_calls == 1);
  assert_fails (fixture, G_IO_ERROR_TIMED_OUT);

  send_text (fixture, "late");
  g_main_context_iteration (NULL, FALSE);
  assert_reads (fixture, 256, "late");
  assert_fails (fixture, G_IO_ERROR_WOULD_BLOCK);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSource) source = NULL;

  assert_fails (fixture, G_IO_ERROR_WOULD_BLOCK);
  source = g_pollable_input_stream_create_source (fixture->input, cancellable);
  g_source_set_callback (source, G_SOURCE_FUNC (readable_cb), &fixture->n_calls, NULL);
  g_source_attach (source, NULL);
  g_cancellable_cancel (cancellable);
  assay_wait_until (fixture->n_calls == 1);
}

/* A new descriptor of the same number is not taken for the one before, and whoever waits for what
 * is closed finds out. */
static void
test_close (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSource) source = NULL;
  char byte;

  assert_fails (fixture, G_IO_ERROR_WOULD_BLOCK);
  source = wait_for (fixture);
  g_assert_true (g_io_stream_close (G_IO_STREAM (fixture->socket), NULL, NULL));
  g_assert_true (g_socket_is_closed (assay_http_socket_get_socket (fixture->socket)));
  g_assert_cmpint (g_socket_receive (fixture->peer, &byte, 1, NULL, NULL), ==, 0);
  assay_wait_until (fixture->n_calls == 1);
  assert_fails (fixture, G_IO_ERROR_CLOSED);

  g_source_destroy (source);
  g_clear_pointer (&source, g_source_unref);
  g_assert_finalize_object (g_steal_pointer (&fixture->socket));
  g_object_unref (fixture->peer);
  set_up (fixture, data);
  send_text (fixture, "new");
  assert_reads (fixture, 256, "new");
}

static void
test_closed_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
  socket = wrap_descriptor (ends[1]);
  connection = g_socket_connection_factory_create_connection (socket);
  g_assert_true (g_io_stream_close (G_IO_STREAM (connection), NULL, NULL));
  g_assert_null (assay_http_socket_new (connection, fixture->poller, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "cannot watch a connection: Bad file descriptor");
  close (ends[0]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add ("/http/socket/" name, Fixture, NULL, set_up, func, tear_down)

  ADD ("wait", test_wait);
  ADD ("end", test_end);
  ADD ("full-buffer", test_full_buffer);
  ADD ("timeout", test_timeout);
  ADD ("cancel", test_cancel);
  ADD ("close", test_close);
  ADD ("closed-before", test_closed_before);

#undef ADD

  return g_test_run ();
}
