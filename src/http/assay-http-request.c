/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-request-private.h"

/**
 * AssayHttpRequest:
 *
 * One request while it arrives and until it is answered.
 *
 * The body is counted as it arrives and kept apart from libsoup, which would buffer all of it. A
 * request that breaks a limit is answered before it has arrived completely and then only drained.
 * It belongs to the main context of its server.
 */
G_DEFINE_FINAL_TYPE (AssayHttpRequest, assay_http_request, G_TYPE_OBJECT)

static void
got_headers_cb (AssayHttpRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  gboolean too_large;

  assay_http_request_clear_prepared_answer (self);
  assay_http_request_keep_target (self);
  self->method = soup_server_message_get_method (self->message);
  self->route = assay_http_shared_find_route (self->shared, self->path);
  if (self->route == NULL)
    self->refusal = SOUP_STATUS_NOT_FOUND;
  else if (self->route->methods != NULL &&
           !g_strv_contains (self->route->methods, assay_http_request_get_method (self)))
    self->refusal = SOUP_STATUS_METHOD_NOT_ALLOWED;

  too_large = !assay_http_request_is_chunked (self) &&
              soup_message_headers_get_content_length (headers) >
                (goffset) self->shared->limits.max_body;
  if (!assay_http_request_has_clear_length (self))
    {
      assay_http_request_refuse (self, SOUP_STATUS_BAD_REQUEST);
    }
  else if (soup_message_headers_get_expectations (headers) & SOUP_EXPECTATION_CONTINUE &&
           (too_large || self->refusal != 0))
    {
      /* The sender waits for our word, so the answer can be an ordinary one. */
      guint status = self->refusal != 0 ? self->refusal : SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;

      assay_http_request_answer_refusal (self, status, TRUE);
    }
  else if (too_large)
    {
      assay_http_request_refuse (self, self->refusal != 0 ? self->refusal
                                                          : SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
    }
}

static void
got_chunk_cb (AssayHttpRequest *self, GBytes *chunk)
{
  guint status;

  if (self->refused)
    return;

  status = assay_http_request_collect (self, chunk);
  if (status != 0)
    assay_http_request_refuse (self, status);
}

/* The connection has refused it already, or its sender goes on sending after the answer. */
static void
malformed_cb (gpointer user_data)
{
  AssayHttpRequest *self = user_data;

  self->refused = TRUE;
  self->answered = TRUE;
  assay_http_request_release_body (self);
}

static void
timed_out_cb (gpointer user_data)
{
  AssayHttpRequest *self = user_data;

  if (!self->answered && self->body == NULL)
    assay_http_request_refuse (self, SOUP_STATUS_REQUEST_TIMEOUT);
}

static const AssayHttpConnectionListener listener = {
  .malformed = malformed_cb,
  .timed_out = timed_out_cb,
};

static void
assay_http_request_finalize (GObject *object)
{
  AssayHttpRequest *self = ASSAY_HTTP_REQUEST (object);

  assay_http_request_release_body (self);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->answer_headers, g_ptr_array_unref);
  g_free (self->target);
  g_free (self->path);
  g_clear_object (&self->connection);
  g_clear_object (&self->message);
  g_clear_pointer (&self->shared, assay_http_shared_unref);

  G_OBJECT_CLASS (assay_http_request_parent_class)->finalize (object);
}

static void
assay_http_request_class_init (AssayHttpRequestClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_http_request_finalize;
}

static void
assay_http_request_init (AssayHttpRequest *self)
{
  self->arriving = g_byte_array_new ();
  self->answer_headers = g_ptr_array_new_with_free_func (g_free);
  self->started_at = g_get_real_time ();
}

/*< private >
 * assay_http_request_finish:
 * @self: a request
 *
 * Ends the request: it is answered, or the sender went away before. The message keeps it, and with
 * it the data of the handlers, until it is freed itself.
 */
void
assay_http_request_finish (AssayHttpRequest *self)
{
  g_autoptr (SoupServerMessage) message = g_steal_pointer (&self->message);

  if (message == NULL)
    return;

  assay_http_request_release_body (self);
  assay_http_connection_rest (self->connection);
}

/*< private >
 * assay_http_request_new:
 * @message: what libsoup reads into
 * @connection: the connection it arrives on
 * @shared: what belongs to the server
 *
 * Starts to follow a request of which the first byte has arrived. The request lives as long as
 * @message does; the caller need not keep the reference.
 *
 * Returns: (transfer full): the request
 */
AssayHttpRequest *
assay_http_request_new (SoupServerMessage *message,
                        AssayHttpConnection *connection,
                        AssayHttpShared *shared)
{
  AssayHttpRequest *self = g_object_new (ASSAY_TYPE_HTTP_REQUEST, NULL);

  self->message = g_object_ref (message);
  self->connection = g_object_ref (connection);
  self->shared = assay_http_shared_ref (shared);

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  assay_http_request_prepare_answer_to_garbage (self);
  g_object_set_data_full (G_OBJECT (message), "assay-http-request", g_object_ref (self),
                          g_object_unref);
  g_signal_connect_swapped (message, "got-headers", G_CALLBACK (got_headers_cb), self);
  g_signal_connect_swapped (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
  g_signal_connect_swapped (message, "disconnected", G_CALLBACK (assay_http_request_finish), self);
  assay_http_connection_begin (connection, &listener, self);

  return self;
}

/*< private >
 * assay_http_request_dispatch:
 * @self: a request that has arrived completely
 *
 * Hands the request to the handler of its route, or answers what was decided while it arrived.
 */
void
assay_http_request_dispatch (AssayHttpRequest *self)
{
  if (self->answered)
    return;

  assay_http_connection_hold (self->connection);
  if (self->refusal != 0)
    {
      assay_http_request_answer_refusal (self, self->refusal, FALSE);
      return;
    }

  self->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->arriving));
  self->route->handler (self, self->route->user_data);
  if (!self->answered)
    {
      self->paused = TRUE;
      soup_server_message_pause (self->message);
    }
}

/**
 * assay_http_request_get_started_at:
 * @self: a request
 *
 * Gets when its first byte arrived.
 *
 * Returns: microseconds since 1970 in UTC
 */
gint64
assay_http_request_get_started_at (AssayHttpRequest *self)
{
  g_return_val_if_fail (ASSAY_IS_HTTP_REQUEST (self), 0);

  return self->started_at;
}
