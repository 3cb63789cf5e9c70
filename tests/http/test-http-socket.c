/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-support.h"
#include "http-pair.h"

typedef struct
{
  HttpPair pair;
  GPollableInputStream *input;
  guint n_calls;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  http_pair_init (&fixture->pair);
  fixture->input =
    G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (G_IO_STREAM (fixture->pair.accepted)));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  http_pair_clear (&fixture->pair);
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

/* Whoever waits is called once for what arrived, and not for what was read already. */
static void
test_wait (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSource) source = NULL;
  g_autoptr (GSource) idle = NULL;

  http_pair_expect_failure (fixture->input, G_IO_ERROR_WOULD_BLOCK);
  source = wait_for (fixture);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (fixture->n_calls, ==, 0);

  http_pair_send (&fixture->pair, "abcd");
  assay_wait_until (fixture->n_calls == 1);
  http_pair_expect (fixture->input, 2, "ab");
  g_assert_true (g_pollable_input_stream_is_readable (fixture->input));
  http_pair_expect (fixture->input, 3, "cd");
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

  http_pair_expect_failure (fixture->input, G_IO_ERROR_WOULD_BLOCK);
  http_pair_send (&fixture->pair, "last");
  g_assert_true (g_socket_shutdown (fixture->pair.peer, FALSE, TRUE, NULL));
  source = wait_for (fixture);
  assay_wait_until (fixture->n_calls == 1);
  http_pair_expect (fixture->input, 256, "last");
  http_pair_expect (fixture->input, 256, "");
  http_pair_expect (fixture->input, 256, "");
}

/* A read that filled its buffer exactly leaves open whether there is more. */
static void
test_full_buffer (Fixture *fixture, gconstpointer data)
{
  http_pair_send (&fixture->pair, "abcd");
  http_pair_expect (fixture->input, 4, "abcd");
  g_assert_true (g_pollable_input_stream_is_readable (fixture->input));
  http_pair_expect_failure (fixture->input, G_IO_ERROR_WOULD_BLOCK);
  g_assert_false (g_pollable_input_stream_is_readable (fixture->input));
}

static void
test_timeout (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSource) source = NULL;

  g_socket_set_timeout (assay_http_socket_get_socket (fixture->pair.accepted), 1);
  http_pair_expect_failure (fixture->input, G_IO_ERROR_WOULD_BLOCK);
  source = wait_for (fixture);
  assay_wait_until (fixture->n_calls == 1);
  http_pair_expect_failure (fixture->input, G_IO_ERROR_TIMED_OUT);

  http_pair_send (&fixture->pair, "late");
  g_main_context_iteration (NULL, FALSE);
  http_pair_expect (fixture->input, 256, "late");
  http_pair_expect_failure (fixture->input, G_IO_ERROR_WOULD_BLOCK);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GSource) source = NULL;

  http_pair_expect_failure (fixture->input, G_IO_ERROR_WOULD_BLOCK);
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

  http_pair_expect_failure (fixture->input, G_IO_ERROR_WOULD_BLOCK);
  source = wait_for (fixture);
  g_assert_true (g_io_stream_close (G_IO_STREAM (fixture->pair.accepted), NULL, NULL));
  g_assert_true (g_socket_is_closed (assay_http_socket_get_socket (fixture->pair.accepted)));
  g_assert_cmpint (g_socket_receive (fixture->pair.peer, &byte, 1, NULL, NULL), ==, 0);
  assay_wait_until (fixture->n_calls == 1);
  http_pair_expect_failure (fixture->input, G_IO_ERROR_CLOSED);

  g_source_destroy (source);
  g_clear_pointer (&source, g_source_unref);
  tear_down (fixture, data);
  set_up (fixture, data);
  http_pair_send (&fixture->pair, "new");
  http_pair_expect (fixture->input, 256, "new");
}

static void
test_closed_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_io_stream_close (G_IO_STREAM (fixture->pair.connection), NULL, NULL));
  g_assert_null (assay_http_socket_new (fixture->pair.connection, fixture->pair.poller, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "cannot watch a connection: Bad file descriptor");
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
