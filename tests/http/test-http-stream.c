/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-http-stream.h"
#include "assay-support.h"
#include "http-pair.h"

typedef struct
{
  HttpPair pair;
  AssayHttpStream *stream;
  GPollableInputStream *input;
  guint n_malformed;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  http_pair_init (&fixture->pair);
  fixture->stream =
    assay_http_stream_new (G_IO_STREAM (fixture->pair.accepted),
                           g_socket_connection_get_socket (fixture->pair.connection));
  fixture->input =
    G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (G_IO_STREAM (fixture->stream)));
  g_signal_connect_swapped (fixture->stream, "malformed", G_CALLBACK (assay_count_cb),
                            &fixture->n_malformed);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->stream);
  http_pair_clear (&fixture->pair);
}

/* What has arrived is noticed by the next turn of the main context. */
static void
send_text (Fixture *fixture, const char *text)
{
  http_pair_send (&fixture->pair, text);
  g_main_context_iteration (NULL, FALSE);
}

static void
end_sending (Fixture *fixture)
{
  g_assert_true (g_socket_shutdown (fixture->pair.peer, FALSE, TRUE, NULL));
  g_main_context_iteration (NULL, FALSE);
}

#define ONE "POST /a%2fb?c HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"
#define TWO "GET / HTTP/1.1\r\n\r\n"

static gboolean
readable_cb (GObject *stream, gpointer count)
{
  (*(guint *) count)++;

  return G_SOURCE_REMOVE;
}

/* Each read ends with a request; what came with it is there at once, without the socket. */
static void
test_one_at_a_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSource) source = NULL;
  guint n_calls = 0;

  http_pair_expect_failure (fixture->input, G_IO_ERROR_WOULD_BLOCK);
  g_assert_false (g_pollable_input_stream_is_readable (fixture->input));
  g_assert_null (assay_http_stream_get_target (fixture->stream));

  send_text (fixture, ONE TWO ONE);
  http_pair_expect (fixture->input, 256, ONE);
  g_assert_cmpstr (assay_http_stream_get_target (fixture->stream), ==, "/a%2fb?c");
  g_assert_true (g_pollable_input_stream_is_readable (fixture->input));
  source = g_pollable_input_stream_create_source (fixture->input, NULL);
  g_source_set_callback (source, G_SOURCE_FUNC (readable_cb), &n_calls, NULL);
  g_source_attach (source, NULL);
  assay_wait_until (n_calls == 1);

  http_pair_expect (fixture->input, 4, "GET ");
  http_pair_expect (fixture->input, 256, strchr (TWO, '/'));
  g_assert_cmpstr (assay_http_stream_get_target (fixture->stream), ==, "/");
  http_pair_expect (fixture->input, 256, ONE);
  http_pair_expect_failure (fixture->input, G_IO_ERROR_WOULD_BLOCK);

  end_sending (fixture);
  http_pair_expect (fixture->input, 256, "");
  g_assert_cmpuint (fixture->n_malformed, ==, 0);
}

static void
test_end_within (Fixture *fixture, gconstpointer data)
{
  send_text (fixture, "POST / HTTP/1.1\r\n");
  http_pair_expect (fixture->input, 256, "POST / HTTP/1.1\r\n");
  end_sending (fixture);
  http_pair_expect_failure (fixture->input, G_IO_ERROR_PARTIAL_INPUT);
}

static void
test_malformed (Fixture *fixture, gconstpointer data)
{
  send_text (fixture, TWO "NONSENSE\r\n" TWO);
  http_pair_expect (fixture->input, 256, TWO);
  http_pair_expect_failure (fixture->input, G_IO_ERROR_WOULD_BLOCK);
  g_assert_cmpuint (fixture->n_malformed, ==, 1);

  send_text (fixture, ONE);
  http_pair_expect_failure (fixture->input, G_IO_ERROR_WOULD_BLOCK);
  g_assert_false (g_pollable_input_stream_is_readable (fixture->input));
  end_sending (fixture);
  http_pair_expect_failure (fixture->input, G_IO_ERROR_PARTIAL_INPUT);
  g_assert_cmpuint (fixture->n_malformed, ==, 1);
}

static void
test_drain (Fixture *fixture, gconstpointer data)
{
  send_text (fixture, ONE TWO);
  http_pair_expect (fixture->input, 256, ONE);
  assay_http_stream_drain (fixture->stream);
  g_assert_false (g_pollable_input_stream_is_readable (fixture->input));
  http_pair_expect_failure (fixture->input, G_IO_ERROR_WOULD_BLOCK);
  g_assert_cmpuint (fixture->n_malformed, ==, 0);
}

static void
test_close (Fixture *fixture, gconstpointer data)
{
  char byte;

  g_assert_true (g_io_stream_close (G_IO_STREAM (fixture->stream), NULL, NULL));
  g_assert_true (g_socket_is_closed (assay_http_stream_get_socket (fixture->stream)));
  g_assert_cmpint (g_socket_receive (fixture->pair.peer, &byte, 1, NULL, NULL), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add ("/http/stream/" name, Fixture, NULL, set_up, func, tear_down)

  ADD ("one-at-a-time", test_one_at_a_time);
  ADD ("end-within", test_end_within);
  ADD ("malformed", test_malformed);
  ADD ("drain", test_drain);
  ADD ("close", test_close);

  return g_test_run ();
}
