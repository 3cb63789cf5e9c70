/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-stream.h"

#include <string.h>

#include "assay-http-framing.h"

#define DRAIN_SIZE 8192

#define ASSAY_TYPE_HTTP_INPUT (assay_http_input_get_type ())

G_DECLARE_FINAL_TYPE (AssayHttpInput, assay_http_input, ASSAY, HTTP_INPUT, GInputStream)

/**
 * AssayHttpStream:
 *
 * What libsoup reads an accepted connection through. libsoup forgives much in the framing of
 * requests, so that it would take for the next request what another program takes for the body of
 * this one. It gets to see only what [struct@HttpFraming] finds clear, and never more than one
 * request at once.
 *
 * It belongs to the main context that accepted the connection.
 */
struct _AssayHttpStream
{
  GIOStream parent_instance;

  /* owned */
  GIOStream *base;
  GSocket *socket;
  AssayHttpInput *input;
};

struct _AssayHttpInput
{
  GInputStream parent_instance;

  /* owned */
  GPollableInputStream *source;
  AssayHttpFraming *framing;
  GByteArray *pending;

  /* borrowed */
  AssayHttpStream *stream;

  /* plain */
  guint draining : 1;
};

static guint malformed_signal;

static void assay_http_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE (AssayHttpStream, assay_http_stream, G_TYPE_IO_STREAM)
G_DEFINE_FINAL_TYPE_WITH_CODE (AssayHttpInput,
                               assay_http_input,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      assay_http_input_pollable_init))

/* The end of the stream inside a request is an error: libsoup would take it for the end of the
 * request. */
static gssize
end_stream (AssayHttpInput *self, GError **error)
{
  if (assay_http_framing_is_between (self->framing))
    return 0;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                       "the connection ended within a request");

  return -1;
}

/* Once refused, what the sender still sends is thrown away; only its end is of interest. */
static gssize
drain (AssayHttpInput *self, gboolean blocking, GCancellable *cancellable, GError **error)
{
  guint8 waste[DRAIN_SIZE];
  gssize n_read;

  do
    n_read = g_pollable_stream_read (G_INPUT_STREAM (self->source), waste, sizeof waste, blocking,
                                     cancellable, error);
  while (n_read > 0 && blocking);

  if (n_read > 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK, "nothing to read");
  else if (n_read == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "the request was refused");

  return -1;
}

static gssize
take_bytes (AssayHttpInput *self,
            guint8 *buffer,
            gsize count,
            gboolean blocking,
            GCancellable *cancellable,
            GError **error)
{
  gsize taken = MIN (count, self->pending->len);

  if (taken == 0)
    return g_pollable_stream_read (G_INPUT_STREAM (self->source), buffer, count, blocking,
                                   cancellable, error);

  memcpy (buffer, self->pending->data, taken);
  g_byte_array_remove_range (self->pending, 0, taken);

  return (gssize) taken;
}

static gssize
read_request (AssayHttpInput *self,
              guint8 *buffer,
              gsize count,
              gboolean blocking,
              GCancellable *cancellable,
              GError **error)
{
  gssize n_read;
  gsize taken;

  if (self->draining)
    return drain (self, blocking, cancellable, error);

  n_read = take_bytes (self, buffer, count, blocking, cancellable, error);
  if (n_read <= 0)
    return n_read < 0 ? -1 : end_stream (self, error);

  if (assay_http_framing_feed (self->framing, buffer, (gsize) n_read, &taken))
    {
      g_byte_array_prepend (self->pending, buffer + taken, (guint) ((gsize) n_read - taken));
      return (gssize) taken;
    }

  assay_http_stream_drain (self->stream);
  g_signal_emit (self->stream, malformed_signal, 0);

  return drain (self, blocking, cancellable, error);
}

static gssize
assay_http_input_read (GInputStream *stream,
                       void *buffer,
                       gsize count,
                       GCancellable *cancellable,
                       GError **error)
{
  return read_request (ASSAY_HTTP_INPUT (stream), buffer, count, TRUE, cancellable, error);
}

static gssize
assay_http_input_read_nonblocking (GPollableInputStream *stream,
                                   void *buffer,
                                   gsize count,
                                   GError **error)
{
  return read_request (ASSAY_HTTP_INPUT (stream), buffer, count, FALSE, NULL, error);
}

static gboolean
assay_http_input_is_readable (GPollableInputStream *stream)
{
  AssayHttpInput *self = ASSAY_HTTP_INPUT (stream);

  return self->pending->len > 0 || g_pollable_input_stream_is_readable (self->source);
}

static GSource *
assay_http_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  AssayHttpInput *self = ASSAY_HTTP_INPUT (stream);
  g_autoptr (GSource) at_once = NULL;

  /* libsoup reads through filters of its own and does not ask whose source it was given. */
  if (self->pending->len == 0)
    return g_pollable_input_stream_create_source (self->source, cancellable);

  at_once = g_timeout_source_new (0);

  return g_pollable_source_new_full (self, at_once, cancellable);
}

static void
assay_http_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = assay_http_input_is_readable;
  iface->create_source = assay_http_input_create_source;
  iface->read_nonblocking = assay_http_input_read_nonblocking;
}

static void
assay_http_input_finalize (GObject *object)
{
  AssayHttpInput *self = ASSAY_HTTP_INPUT (object);

  g_clear_object (&self->source);
  g_clear_pointer (&self->framing, assay_http_framing_free);
  g_clear_pointer (&self->pending, g_byte_array_unref);

  G_OBJECT_CLASS (assay_http_input_parent_class)->finalize (object);
}

static void
assay_http_input_class_init (AssayHttpInputClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  object_class->finalize = assay_http_input_finalize;
  stream_class->read_fn = assay_http_input_read;
}

static void
assay_http_input_init (AssayHttpInput *self)
{
  self->framing = assay_http_framing_new ();
  self->pending = g_byte_array_new ();
}

static GInputStream *
assay_http_stream_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (ASSAY_HTTP_STREAM (stream)->input);
}

static GOutputStream *
assay_http_stream_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (ASSAY_HTTP_STREAM (stream)->base);
}

/* TLS takes leave of the peer, which may not listen any more: nobody waits for that. */
static gboolean
assay_http_stream_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  AssayHttpStream *self = ASSAY_HTTP_STREAM (stream);

  if (!G_IS_TLS_CONNECTION (self->base))
    return g_io_stream_close (self->base, cancellable, error);

  g_io_stream_close_async (self->base, G_PRIORITY_DEFAULT, NULL, NULL, NULL);

  return TRUE;
}

static void
assay_http_stream_finalize (GObject *object)
{
  AssayHttpStream *self = ASSAY_HTTP_STREAM (object);

  self->input->stream = NULL;
  g_clear_object (&self->input);
  g_clear_object (&self->base);
  g_clear_object (&self->socket);

  G_OBJECT_CLASS (assay_http_stream_parent_class)->finalize (object);
}

static void
assay_http_stream_class_init (AssayHttpStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  object_class->finalize = assay_http_stream_finalize;
  stream_class->get_input_stream = assay_http_stream_get_input_stream;
  stream_class->get_output_stream = assay_http_stream_get_output_stream;
  stream_class->close_fn = assay_http_stream_close;

  /**
   * AssayHttpStream::malformed:
   *
   * Emitted once, when what arrives is no request of which every program on the way would see the
   * same end. From then on everything that arrives is thrown away.
   */
  malformed_signal = g_signal_new ("malformed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_http_stream_init (AssayHttpStream *self)
{
  self->input = g_object_new (ASSAY_TYPE_HTTP_INPUT, NULL);
  self->input->stream = self;
}

/**
 * assay_http_stream_new:
 * @base: an accepted connection, or TLS over it, which is closed with the stream; both its streams
 *   are pollable
 * @socket: what its bytes come through in the end
 *
 * Wraps a connection.
 *
 * Returns: (transfer full): the stream
 */
AssayHttpStream *
assay_http_stream_new (GIOStream *base, GSocket *socket)
{
  AssayHttpStream *self = g_object_new (ASSAY_TYPE_HTTP_STREAM, NULL);
  GInputStream *source = g_io_stream_get_input_stream (base);

  self->base = g_object_ref (base);
  self->socket = g_object_ref (socket);
  self->input->source = g_object_ref (G_POLLABLE_INPUT_STREAM (source));

  return self;
}

/**
 * assay_http_stream_get_socket:
 * @self: a stream
 *
 * Gets what the bytes come through.
 *
 * Returns: (transfer none): the socket
 */
GSocket *
assay_http_stream_get_socket (AssayHttpStream *self)
{
  return self->socket;
}

/**
 * assay_http_stream_get_target:
 * @self: a stream
 *
 * Gets what the request that is arriving, or has arrived last, asks for: exactly as it was sent.
 *
 * Returns: (transfer none) (nullable): the request target of RFC 9112 3.2
 */
const char *
assay_http_stream_get_target (AssayHttpStream *self)
{
  return assay_http_framing_get_target (self->input->framing);
}

/**
 * assay_http_stream_is_between:
 * @self: a stream
 *
 * Tells whether nothing has arrived of a request that has not arrived completely.
 *
 * Returns: whether no request is arriving
 */
gboolean
assay_http_stream_is_between (AssayHttpStream *self)
{
  return assay_http_framing_is_between (self->input->framing);
}

/**
 * assay_http_stream_drain:
 * @self: a stream
 *
 * Throws away everything that arrives from now on.
 */
void
assay_http_stream_drain (AssayHttpStream *self)
{
  self->input->draining = TRUE;
  g_byte_array_set_size (self->input->pending, 0);
}
