/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-socket.h"

#define ASSAY_TYPE_HTTP_SOCKET_INPUT (assay_http_socket_input_get_type ())

G_DECLARE_FINAL_TYPE (AssayHttpSocketInput,
                      assay_http_socket_input,
                      ASSAY,
                      HTTP_SOCKET_INPUT,
                      GInputStream)

/**
 * AssayHttpSocket:
 *
 * The bytes of an accepted connection. Reading waits for an [struct@HttpPoller], which costs less
 * than the stream that GIO has for a socket; writing, which hardly ever waits, uses that one. Both
 * give up after the timeout of the socket.
 *
 * It belongs to the main context of its poller.
 */
struct _AssayHttpSocket
{
  GIOStream parent_instance;

  /* owned */
  GSocketConnection *connection;
  AssayHttpPoller *poller;
  AssayHttpSocketInput *input;
};

struct _AssayHttpSocketInput
{
  GInputStream parent_instance;

  /* owned */
  GSocket *socket;

  /* plain */
  AssayHttpReadiness readiness;
  gint64 waits_since; /* 0 while nobody waits */
};

/* Waits until something can be read. */
typedef struct
{
  GSource source;
  AssayHttpSocketInput *input;
} InputSource;

static void assay_http_socket_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE (AssayHttpSocket, assay_http_socket, G_TYPE_IO_STREAM)
G_DEFINE_FINAL_TYPE_WITH_CODE (AssayHttpSocketInput,
                               assay_http_socket_input,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      assay_http_socket_input_pollable_init))

/* In microseconds; 0 for none. */
static gint64
get_timeout (AssayHttpSocketInput *self)
{
  return g_socket_get_timeout (self->socket) * G_TIME_SPAN_SECOND;
}

static gssize
fail_to_read (AssayHttpSocketInput *self, GError **error)
{
  gint64 timeout = get_timeout (self);

  if (self->waits_since != 0 && timeout != 0 &&
      g_get_monotonic_time () - self->waits_since >= timeout)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "nothing arrived in time");
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "nothing to read");

  return -1;
}

static gssize
receive (AssayHttpSocketInput *self,
         void *buffer,
         gsize count,
         gboolean blocking,
         GCancellable *cancellable,
         GError **error)
{
  gssize n_read = g_socket_receive_with_blocking (self->socket, buffer, count, blocking,
                                                  cancellable, error);

  /* What did not fill the buffer was all there is; the poller tells when there is more. The end is
   * not told again. */
  if (n_read < (gssize) count && !self->readiness.ended)
    self->readiness.readable = FALSE;
  if (n_read >= 0)
    self->waits_since = 0;

  return n_read;
}

static gssize
assay_http_socket_input_read (GInputStream *stream,
                              void *buffer,
                              gsize count,
                              GCancellable *cancellable,
                              GError **error)
{
  return receive (ASSAY_HTTP_SOCKET_INPUT (stream), buffer, count, TRUE, cancellable, error);
}

static gssize
assay_http_socket_input_read_nonblocking (GPollableInputStream *stream,
                                          void *buffer,
                                          gsize count,
                                          GError **error)
{
  AssayHttpSocketInput *self = ASSAY_HTTP_SOCKET_INPUT (stream);
  g_autoptr (GError) problem = NULL;
  gssize n_read;

  if (!self->readiness.readable)
    return fail_to_read (self, error);

  n_read = receive (self, buffer, count, FALSE, NULL, &problem);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
    return fail_to_read (self, error);
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));

  return n_read;
}

static gboolean
assay_http_socket_input_is_readable (GPollableInputStream *stream)
{
  return ASSAY_HTTP_SOCKET_INPUT (stream)->readiness.readable;
}

static gboolean
source_prepare (GSource *source, int *timeout)
{
  *timeout = -1;

  return ((InputSource *) source)->input->readiness.readable;
}

static gboolean
source_check (GSource *source)
{
  return ((InputSource *) source)->input->readiness.readable;
}

static gboolean
source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  GPollableSourceFunc func = (GPollableSourceFunc) (void (*) (void)) callback;

  return func != NULL ? func (G_OBJECT (((InputSource *) source)->input), user_data)
                      : G_SOURCE_REMOVE;
}

/* How a closure is called, which is what a source inside another one has. */
static gboolean
source_closure_cb (GObject *stream, gpointer closure)
{
  GValue result = G_VALUE_INIT;
  GValue argument = G_VALUE_INIT;
  gboolean goes_on;

  g_value_init (&result, G_TYPE_BOOLEAN);
  g_value_init (&argument, G_TYPE_OBJECT);
  g_value_set_object (&argument, stream);
  g_closure_invoke (closure, &result, 1, &argument, NULL);
  goes_on = g_value_get_boolean (&result);
  g_value_unset (&argument);
  g_value_unset (&result);

  return goes_on;
}

static void
source_finalize (GSource *source)
{
  g_object_unref (((InputSource *) source)->input);
}

/* The time that a reader waits counts from its first source on. */
static GSource *
assay_http_socket_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  static GSourceFuncs funcs = {
    .prepare = source_prepare,
    .check = source_check,
    .dispatch = source_dispatch,
    .finalize = source_finalize,
    .closure_callback = (GSourceFunc) (void (*) (void)) source_closure_cb,
  };
  AssayHttpSocketInput *self = ASSAY_HTTP_SOCKET_INPUT (stream);
  gint64 timeout = get_timeout (self);
  g_autoptr (GSource) source = g_source_new (&funcs, sizeof (InputSource));

  ((InputSource *) source)->input = g_object_ref (self);
  if (self->waits_since == 0)
    self->waits_since = g_get_monotonic_time ();
  if (timeout != 0)
    g_source_set_ready_time (source, self->waits_since + timeout);

  return cancellable != NULL ? g_pollable_source_new_full (self, source, cancellable)
                             : g_steal_pointer (&source);
}

static void
assay_http_socket_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = assay_http_socket_input_is_readable;
  iface->create_source = assay_http_socket_input_create_source;
  iface->read_nonblocking = assay_http_socket_input_read_nonblocking;
}

static void
assay_http_socket_input_finalize (GObject *object)
{
  AssayHttpSocketInput *self = ASSAY_HTTP_SOCKET_INPUT (object);

  g_clear_object (&self->socket);

  G_OBJECT_CLASS (assay_http_socket_input_parent_class)->finalize (object);
}

static void
assay_http_socket_input_class_init (AssayHttpSocketInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_http_socket_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = assay_http_socket_input_read;
}

static void
assay_http_socket_input_init (AssayHttpSocketInput *self)
{
  self->readiness.readable = TRUE;
}

static GInputStream *
assay_http_socket_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (ASSAY_HTTP_SOCKET (stream)->input);
}

static GOutputStream *
assay_http_socket_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (G_IO_STREAM (ASSAY_HTTP_SOCKET (stream)->connection));
}

/* The number of a closed descriptor is soon that of another one. */
static void
forget (AssayHttpSocket *self)
{
  GSocket *socket = assay_http_socket_get_socket (self);

  if (self->poller != NULL && !g_socket_is_closed (socket))
    assay_http_poller_remove (self->poller, g_socket_get_fd (socket));
  g_clear_pointer (&self->poller, assay_http_poller_unref);
}

/* Whoever waits finds out. */
static gboolean
assay_http_socket_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  AssayHttpSocket *self = ASSAY_HTTP_SOCKET (stream);

  forget (self);
  self->input->readiness = (AssayHttpReadiness) { .readable = TRUE, .ended = TRUE };

  return g_io_stream_close (G_IO_STREAM (self->connection), cancellable, error);
}

static void
assay_http_socket_finalize (GObject *object)
{
  AssayHttpSocket *self = ASSAY_HTTP_SOCKET (object);

  forget (self);
  g_clear_object (&self->input);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (assay_http_socket_parent_class)->finalize (object);
}

static void
assay_http_socket_class_init (AssayHttpSocketClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = assay_http_socket_finalize;
  stream_class->get_input_stream = assay_http_socket_get_input_stream;
  stream_class->get_output_stream = assay_http_socket_get_output_stream;
  stream_class->close_fn = assay_http_socket_close;
}

static void
assay_http_socket_init (AssayHttpSocket *self)
{
  self->input = g_object_new (ASSAY_TYPE_HTTP_SOCKET_INPUT, NULL);
}

/**
 * assay_http_socket_new:
 * @connection: an accepted connection, which is closed with the stream
 * @poller: what watches it
 * @error: return location for a #GIOErrorEnum
 *
 * Returns: (transfer full): the stream, or %NULL with @error set when it cannot be watched
 */
AssayHttpSocket *
assay_http_socket_new (GSocketConnection *connection, AssayHttpPoller *poller, GError **error)
{
  g_autoptr (AssayHttpSocket) self = g_object_new (ASSAY_TYPE_HTTP_SOCKET, NULL);

  self->connection = g_object_ref (connection);
  self->input->socket = g_object_ref (g_socket_connection_get_socket (connection));
  if (!assay_http_poller_add (poller, g_socket_get_fd (self->input->socket),
                              &self->input->readiness, error))
    return NULL;

  self->poller = assay_http_poller_ref (poller);

  return g_steal_pointer (&self);
}

/**
 * assay_http_socket_get_socket:
 * @self: a stream
 *
 * Returns: (transfer none): what the bytes come through
 */
GSocket *
assay_http_socket_get_socket (AssayHttpSocket *self)
{
  return self->input->socket;
}
