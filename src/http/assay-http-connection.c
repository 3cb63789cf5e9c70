/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-connection.h"

/* How long a refused sender may go on sending before it is cut off. Closing at once would make the
 * kernel reset the connection and throw the answer away before the sender has read it. */
#define LINGER_SECONDS 10

/**
 * AssayHttpConnection:
 *
 * One accepted connection, with the clock that bounds how long a request may take to arrive and a
 * way to answer before it has arrived.
 *
 * libsoup owns the stream and closes it; this object only knows it weakly and lives as long as the
 * stream does. It belongs to the main context that accepted the connection.
 */
struct _AssayHttpConnection
{
  GObject parent_instance;

  /* owned */
  GSource *timer;

  /* borrowed */
  AssayHttpStream *stream;
  const AssayHttpConnectionListener *listener; /* NULL while no request arrives */
  gpointer listener_data;

  /* plain */
  gint64 due_at;
  gint64 silent_since;
  guint total_timeout;
  guint request_begun : 1;
  guint refused : 1;
};

G_DEFINE_FINAL_TYPE (AssayHttpConnection, assay_http_connection, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_MALFORMED,
  SIGNAL_SILENT,
  SIGNAL_CLOSED,
} AssayHttpConnectionSignal;

static guint signals[SIGNAL_CLOSED + 1];

static void
remove_timer (AssayHttpConnection *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
stop_timer (AssayHttpConnection *self)
{
  self->due_at = G_MAXINT64;
}

static gboolean timer_cb (gpointer data);

/* Every request sets the time anew, most often before it was up: a timer that is on its way wakes
 * at its own time and goes on from there. */
static void
ensure_timer (AssayHttpConnection *self)
{
  gint64 left = (self->due_at - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND;

  if (self->timer != NULL && g_source_get_ready_time (self->timer) <= self->due_at)
    return;

  remove_timer (self);
  self->timer = g_timeout_source_new ((guint) MAX (left + 1, 0));
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
start_timer (AssayHttpConnection *self, guint seconds)
{
  self->due_at = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;
  ensure_timer (self);
}

static gboolean
timer_cb (gpointer data)
{
  g_autoptr (AssayHttpConnection) self = g_object_ref (data);

  remove_timer (self);
  if (self->due_at > g_get_monotonic_time ())
    {
      if (self->due_at != G_MAXINT64)
        ensure_timer (self);
      return G_SOURCE_REMOVE;
    }

  if (self->request_begun && !self->refused && self->listener != NULL)
    self->listener->timed_out (self->listener_data);
  else
    assay_http_connection_close (self);

  return G_SOURCE_REMOVE;
}

static void
malformed_cb (AssayHttpConnection *self)
{
  g_signal_emit (self, signals[SIGNAL_MALFORMED], 0);
  if (self->listener != NULL)
    self->listener->malformed (self->listener_data);
}

static void
stream_gone_cb (gpointer data, GObject *stream)
{
  g_autoptr (AssayHttpConnection) self = data;

  self->stream = NULL;
  remove_timer (self);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static void
assay_http_connection_dispose (GObject *object)
{
  AssayHttpConnection *self = ASSAY_HTTP_CONNECTION (object);

  remove_timer (self);

  G_OBJECT_CLASS (assay_http_connection_parent_class)->dispose (object);
}

static void
assay_http_connection_class_init (AssayHttpConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_http_connection_dispose;

  /**
   * AssayHttpConnection::malformed:
   *
   * Emitted once, when what arrives is not clear HTTP; the connection waits to be refused.
   */
  signals[SIGNAL_MALFORMED] = g_signal_new ("malformed", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AssayHttpConnection::silent:
   *
   * Emitted when a request is answered and none other has begun.
   */
  signals[SIGNAL_SILENT] = g_signal_new ("silent", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AssayHttpConnection::closed:
   *
   * Emitted once, when the stream has been closed and freed.
   */
  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_http_connection_init (AssayHttpConnection *self)
{
}

/**
 * assay_http_connection_new:
 * @stream: what the accepted connection is read through
 * @total_timeout: seconds within which each request must have arrived
 *
 * Starts to watch over a connection. The object stays alive as long as @stream does, whether or not
 * the caller keeps the returned reference.
 *
 * Returns: (transfer full): the watch
 */
AssayHttpConnection *
assay_http_connection_new (AssayHttpStream *stream, guint total_timeout)
{
  AssayHttpConnection *self = g_object_new (ASSAY_TYPE_HTTP_CONNECTION, NULL);

  self->stream = stream;
  self->total_timeout = total_timeout;
  self->silent_since = g_get_monotonic_time ();
  g_object_weak_ref (G_OBJECT (stream), stream_gone_cb, g_object_ref (self));
  g_signal_connect_object (stream, "malformed", G_CALLBACK (malformed_cb), self, G_CONNECT_SWAPPED);
  start_timer (self, total_timeout);

  return self;
}

/**
 * assay_http_connection_get_target:
 * @self: a connection
 *
 * Gets what the request that arrives, or has arrived last, asks for: exactly as it was sent.
 *
 * Returns: (transfer none) (nullable): the request target
 */
const char *
assay_http_connection_get_target (AssayHttpConnection *self)
{
  return self->stream != NULL ? assay_http_stream_get_target (self->stream) : NULL;
}

/**
 * assay_http_connection_get_silent_since:
 * @self: a connection
 *
 * Tells since when nothing is asked for.
 *
 * Returns: a monotonic time in microseconds, or 0 while a request arrives or is worked on
 */
gint64
assay_http_connection_get_silent_since (AssayHttpConnection *self)
{
  /* What has arrived may not have been read yet. */
  if (self->stream == NULL || !assay_http_stream_is_between (self->stream) ||
      g_socket_get_available_bytes (assay_http_stream_get_socket (self->stream)) > 0)
    return 0;

  return self->silent_since;
}

/**
 * assay_http_connection_begin:
 * @self: a connection
 * @listener: who is told what becomes of the request
 * @user_data: data for @listener
 *
 * Tells that the first byte of a request has arrived. The clock goes on from where it was, so that
 * silence before the request counts as well. @listener hears of it until
 * [method@HttpConnection.rest].
 */
void
assay_http_connection_begin (AssayHttpConnection *self,
                             const AssayHttpConnectionListener *listener,
                             gpointer user_data)
{
  self->request_begun = TRUE;
  self->listener = listener;
  self->listener_data = user_data;
}

/**
 * assay_http_connection_hold:
 * @self: a connection
 *
 * Tells that the request has arrived; what it takes us to answer is not the sender's fault.
 */
void
assay_http_connection_hold (AssayHttpConnection *self)
{
  self->silent_since = 0;
  if (!self->refused)
    stop_timer (self);
}

/**
 * assay_http_connection_await:
 * @self: a connection
 *
 * Tells that the answer is being given; it must be taken, and the next request must have arrived,
 * within the total time.
 */
void
assay_http_connection_await (AssayHttpConnection *self)
{
  self->request_begun = FALSE;
  if (!self->refused && self->stream != NULL)
    start_timer (self, self->total_timeout);
}

/**
 * assay_http_connection_rest:
 * @self: a connection
 *
 * Tells that the answer is given, so that nothing goes on here until the next request begins.
 */
void
assay_http_connection_rest (AssayHttpConnection *self)
{
  self->listener = NULL;
  assay_http_connection_await (self);
  self->silent_since = g_get_monotonic_time ();
  g_signal_emit (self, signals[SIGNAL_SILENT], 0);
}

/**
 * assay_http_connection_refuse:
 * @self: a connection
 * @answer: a whole HTTP answer, small enough for a socket's buffer
 *
 * Answers at once, although the request has not arrived completely, and lets the sender go on for a
 * moment before the connection is closed. What it still sends is read and thrown away.
 */
void
assay_http_connection_refuse (AssayHttpConnection *self, GBytes *answer)
{
  GOutputStream *output;
  gconstpointer data;
  gsize size;

  if (self->refused || self->stream == NULL)
    return;

  self->refused = TRUE;
  assay_http_stream_drain (self->stream);
  output = g_io_stream_get_output_stream (G_IO_STREAM (self->stream));
  data = g_bytes_get_data (answer, &size);

  /* A sender whose buffer has no room for the answer does not read answers. */
  g_pollable_output_stream_write_nonblocking (G_POLLABLE_OUTPUT_STREAM (output), data, size, NULL,
                                              NULL);
  g_socket_shutdown (assay_http_stream_get_socket (self->stream), FALSE, TRUE, NULL);
  start_timer (self, LINGER_SECONDS);
}

/**
 * assay_http_connection_close:
 * @self: a connection
 *
 * Cuts the connection off. libsoup sees the end of the stream and frees it.
 */
void
assay_http_connection_close (AssayHttpConnection *self)
{
  remove_timer (self);
  if (self->stream != NULL)
    g_socket_shutdown (assay_http_stream_get_socket (self->stream), TRUE, TRUE, NULL);
}
