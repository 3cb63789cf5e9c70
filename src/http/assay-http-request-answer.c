/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-request-private.h"

#include <sys/socket.h>

#include "assay-json-writer.h"

static const char *
refusal_message (guint status)
{
  switch (status)
    {
    case SOUP_STATUS_NOT_FOUND:
      return "there is nothing at this path";
    case SOUP_STATUS_METHOD_NOT_ALLOWED:
      return "this method is not offered at this path";
    case SOUP_STATUS_REQUEST_TIMEOUT:
      return "the request did not arrive in time";
    case SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE:
      return "the body is too large";
    case SOUP_STATUS_SERVICE_UNAVAILABLE:
      return "too much is being received at the moment";
    case SOUP_STATUS_NOT_IMPLEMENTED:
      return "this transfer encoding is not offered";
    default:
      return "the request is not valid HTTP";
    }
}

static void
add_refusal_headers (AssayHttpRequest *self, guint status)
{
  if (status == SOUP_STATUS_METHOD_NOT_ALLOWED)
    {
      g_autofree char *allow = g_strjoinv (", ", (char **) self->route->methods);

      assay_http_request_set_answer_header (self, "Allow", allow);
    }
  else if (status == SOUP_STATUS_SERVICE_UNAVAILABLE)
    {
      assay_http_request_set_answer_header (self, "Retry-After", "1");
    }
}

/*< private >
 * assay_http_message_to_json:
 * @status: the HTTP status
 * @message: what went wrong
 *
 * Writes an answer that carries no data, in the shape StackOne itself uses.
 *
 * Returns: (transfer full): the JSON
 */
GBytes *
assay_http_message_to_json (guint status, const char *message)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "statusCode");
  assay_json_writer_int64 (writer, status);
  assay_json_writer_member_string (writer, "message", message);
  assay_json_writer_member (writer, "timestamp");
  assay_json_writer_date_time (writer, g_get_real_time ());
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

/*< private >
 * assay_http_dup_refusal:
 * @status: the HTTP status
 * @headers: (nullable) (element-type utf8): names and values of further headers, in turn
 * @head_only: whether HEAD was asked
 *
 * Writes a whole answer to a request that has not arrived completely; libsoup answers none before.
 *
 * Returns: (transfer full): status line, headers and body
 */
GBytes *
assay_http_dup_refusal (guint status, const GPtrArray *headers, gboolean head_only)
{
  g_autoptr (GBytes) json = assay_http_message_to_json (status, refusal_message (status));
  GString *answer = g_string_new (NULL);
  gsize size;
  const char *body = g_bytes_get_data (json, &size);

  g_string_append_printf (answer,
                          "HTTP/1.1 %u %s\r\nContent-Type: application/json\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n",
                          status, soup_status_get_phrase (status), size);
  for (guint i = 0; headers != NULL && i + 1 < headers->len; i += 2)
    g_string_append_printf (answer, "%s: %s\r\n", (char *) headers->pdata[i],
                            (char *) headers->pdata[i + 1]);
  g_string_append (answer, "\r\n");
  if (!head_only)
    g_string_append_len (answer, body, (gssize) size);

  return g_string_free_to_bytes (answer);
}

/*< private >
 * assay_http_request_refuse:
 * @self: a request that has not arrived completely
 * @status: the HTTP status
 *
 * Answers the request at once; what still arrives of it is drained.
 */
void
assay_http_request_refuse (AssayHttpRequest *self, guint status)
{
  gboolean is_head = self->message != NULL &&
                     soup_server_message_get_method (self->message) == SOUP_METHOD_HEAD;
  g_autoptr (GBytes) answer = NULL;

  add_refusal_headers (self, status);
  answer = assay_http_dup_refusal (status, self->answer_headers, is_head);
  self->refused = TRUE;
  self->answered = TRUE;
  assay_http_request_release_body (self);
  assay_http_connection_refuse (self->connection, answer);
}

/*< private >
 * assay_http_request_answer_refusal:
 * @self: a request that has arrived, or whose sender waits for our word
 * @status: the HTTP status
 * @close: whether the connection ends with the answer
 *
 * Answers the request with what was decided while it arrived.
 */
void
assay_http_request_answer_refusal (AssayHttpRequest *self, guint status, gboolean close)
{
  add_refusal_headers (self, status);
  if (close)
    assay_http_request_set_answer_header (self, "Connection", "close");
  assay_http_request_answer_message (self, status, refusal_message (status));
}

/*< private >
 * assay_http_request_prepare_answer_to_garbage:
 * @self: a request of which the first byte has arrived
 *
 * libsoup answers by itself what it cannot parse, and tells nobody before it does; all it asks for
 * is a body that lies ready. Once the headers are there, the answer is ours to give. Hardly any
 * request needs it, so that one is written for all of a second.
 */
void
assay_http_request_prepare_answer_to_garbage (AssayHttpRequest *self)
{
  AssayHttpShared *shared = self->shared;
  gconstpointer data;
  gsize size;

  if (shared->answer_to_garbage == NULL ||
      ABS (self->started_at - shared->garbage_at) >= G_TIME_SPAN_SECOND)
    {
      g_clear_pointer (&shared->answer_to_garbage, g_bytes_unref);
      shared->answer_to_garbage =
        assay_http_message_to_json (SOUP_STATUS_BAD_REQUEST,
                                    refusal_message (SOUP_STATUS_BAD_REQUEST));
      shared->garbage_at = self->started_at;
    }

  data = g_bytes_get_data (shared->answer_to_garbage, &size);
  soup_server_message_set_response (self->message, "application/json", SOUP_MEMORY_COPY, data,
                                    size);
}

/*< private >
 * assay_http_request_clear_prepared_answer:
 * @self: a request whose headers have arrived
 *
 * Takes back what was prepared for garbage.
 */
void
assay_http_request_clear_prepared_answer (AssayHttpRequest *self)
{
  soup_message_body_truncate (soup_server_message_get_response_body (self->message));
  soup_message_headers_clear (soup_server_message_get_response_headers (self->message));
}

/**
 * assay_http_request_set_answer_header:
 * @self: a request that is not answered yet
 * @name: the name of a header
 * @value: its value
 *
 * Sets a header of the answer.
 */
void
assay_http_request_set_answer_header (AssayHttpRequest *self, const char *name, const char *value)
{
  g_return_if_fail (ASSAY_IS_HTTP_REQUEST (self));

  g_ptr_array_add (self->answer_headers, g_strdup (name));
  g_ptr_array_add (self->answer_headers, g_strdup (value));
}

/**
 * assay_http_request_answer:
 * @self: a request that is not answered yet
 * @status: the HTTP status
 * @body: (nullable): the body; JSON unless an answer header “Content-Type” says otherwise
 *
 * Answers the request. It does no harm when the sender has gone away meanwhile.
 */
void
assay_http_request_answer (AssayHttpRequest *self, guint status, GBytes *body)
{
  SoupMessageHeaders *headers;

  g_return_if_fail (ASSAY_IS_HTTP_REQUEST (self));
  g_return_if_fail (!self->answered);

  self->answered = TRUE;
  assay_http_request_release_body (self);
  if (self->message == NULL)
    return;

  if (body != NULL)
    {
      gsize size;
      const char *data = g_bytes_get_data (body, &size);

      soup_server_message_set_response (self->message, "application/json", SOUP_MEMORY_COPY,
                                        data != NULL ? data : "", size);
    }
  headers = soup_server_message_get_response_headers (self->message);
  for (guint i = 0; i + 1 < self->answer_headers->len; i += 2)
    soup_message_headers_replace (headers, self->answer_headers->pdata[i],
                                  self->answer_headers->pdata[i + 1]);

  /* libsoup has no phrase for the status of RFC 6585. */
  soup_server_message_set_status (self->message, status,
                                  status == 429 ? "Too Many Requests" : NULL);

  assay_http_connection_await (self->connection);
  if (self->paused)
    soup_server_message_unpause (self->message);
}

/**
 * assay_http_request_reset:
 * @self: a request that is not answered yet
 *
 * Breaks the connection off instead of answering, so that the sender sees a reset and not an empty
 * answer.
 */
void
assay_http_request_reset (AssayHttpRequest *self)
{
  struct linger at_once = { .l_onoff = 1, .l_linger = 0 };
  g_autoptr (GIOStream) stream = NULL;

  g_return_if_fail (ASSAY_IS_HTTP_REQUEST (self));
  g_return_if_fail (!self->answered);

  self->answered = TRUE;
  assay_http_request_release_body (self);
  if (self->message == NULL)
    return;

  stream = soup_server_message_steal_connection (self->message);
  setsockopt (g_socket_get_fd (assay_http_stream_get_socket (ASSAY_HTTP_STREAM (stream))),
              SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  g_socket_close (assay_http_stream_get_socket (ASSAY_HTTP_STREAM (stream)), NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/**
 * assay_http_request_answer_message:
 * @self: a request that is not answered yet
 * @status: the HTTP status
 * @message: what to tell the sender
 *
 * Answers the request with a message in StackOne's shape: status, message and time.
 */
void
assay_http_request_answer_message (AssayHttpRequest *self, guint status, const char *message)
{
  g_autoptr (GBytes) json = assay_http_message_to_json (status, message);

  assay_http_request_answer (self, status, json);
}
