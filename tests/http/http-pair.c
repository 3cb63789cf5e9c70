/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "http-pair.h"

#include <string.h>
#include <sys/socket.h>

static GSocket *
wrap_descriptor (int descriptor)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new_from_fd (descriptor, &error);

  g_assert_no_error (error);

  return socket;
}

void
http_pair_init (HttpPair *self)
{
  g_autoptr (GSocket) socket = NULL;
  g_autoptr (GError) error = NULL;
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, ends), ==, 0);
  self->peer = wrap_descriptor (ends[0]);
  socket = wrap_descriptor (ends[1]);
  self->connection = g_socket_connection_factory_create_connection (socket);
  self->poller = assay_http_poller_new (&error);
  g_assert_no_error (error);
  self->accepted = assay_http_socket_new (self->connection, self->poller, &error);
  g_assert_no_error (error);
}

/* Nobody else may hold what our end is read through. */
void
http_pair_clear (HttpPair *self)
{
  g_assert_finalize_object (g_steal_pointer (&self->accepted));
  assay_http_poller_stop (self->poller);
  g_clear_pointer (&self->poller, assay_http_poller_unref);
  g_clear_object (&self->connection);
  g_clear_object (&self->peer);
}

void
http_pair_send (HttpPair *self, const char *text)
{
  g_assert_cmpint (g_socket_send (self->peer, text, strlen (text), NULL, NULL), ==, strlen (text));
}

void
http_pair_expect (GPollableInputStream *input, gsize count, const char *text)
{
  char buffer[256];
  g_autoptr (GError) error = NULL;
  gssize n_read = g_pollable_input_stream_read_nonblocking (input, buffer, count, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (buffer, n_read, text, strlen (text));
}

void
http_pair_expect_failure (GPollableInputStream *input, gint code)
{
  char buffer[256];
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_pollable_input_stream_read_nonblocking (input, buffer, sizeof buffer, NULL,
                                                             &error),
                   ==, -1);
  g_assert_error (error, G_IO_ERROR, code);
}
