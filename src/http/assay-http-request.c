/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-request-private.h"

#include <string.h>
#include <sys/socket.h>

#include "assay-json-writer.h"

/**
 * AssayHttpRequest:
 *
 * One request while it arrives and until it is answered.
 *
 * The body is counted as it arrives and kept apart from libsoup, which would buffer all of it. A
 * request that breaks a limit is answered before it has arrived completely and then only drained.
 * It belongs to the main context of its server.
 */
struct _AssayHttpRequest
{
  GObject parent_instance;

  /* owned */
  SoupServerMessage *message;
  AssayHttpConnection *connection;
  AssayHttpShared *shared;
  GByteArray *arriving;
  GBytes *body;
  GPtrArray *answer_headers;
  char *target;
  char *path;

  /* borrowed */
  const AssayHttpRoute *route;
  const char *method;

  /* plain */
  gsize arrived;
  gsize held;
  gint64 started_at;
  guint refusal;
  guint refused : 1;
  guint paused : 1;
  guint answered : 1;
};

G_DEFINE_FINAL_TYPE (AssayHttpRequest, assay_http_request, G_TYPE_OBJECT)

static void
release_bytes (AssayHttpRequest *self)
{
  self->shared->bytes_held -= self->held;
  self->held = 0;
  g_clear_pointer (&self->arriving, g_byte_array_unref);
}

static gboolean
is_chunked (AssayHttpRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED;
}

/* Two lengths, a length beside chunks or a negative one are read differently by different programs
 * on the way; RFC 9112 6.3 demands that such a request is not served. */
static gboolean
has_clear_length (AssayHttpRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *length = soup_message_headers_get_list (headers, "Content-Length");

  if (length == NULL)
    return TRUE;

  return length[strspn (length, "0123456789")] == '\0' &&
         soup_message_headers_get_list (headers, "Transfer-Encoding") == NULL;
}

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
add_refusal_headers (AssayHttpRequest *self,
                     guint             status)
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

static void
refuse (AssayHttpRequest *self,
        guint             status)
{
  gboolean is_head = self->message != NULL &&
                     soup_server_message_get_method (self->message) == SOUP_METHOD_HEAD;
  g_autoptr(GBytes) answer = NULL;

  add_refusal_headers (self, status);
  answer = assay_http_dup_refusal (status, self->answer_headers, is_head);
  self->refused = TRUE;
  self->answered = TRUE;
  release_bytes (self);
  assay_http_connection_refuse (self->connection, answer);
}

/* libsoup answers by itself what it cannot parse, and tells nobody before it does; all it asks for
 * is a body that lies ready. Once the headers are there, the answer is ours to give. */
static void
prepare_answer_to_garbage (AssayHttpRequest *self)
{
  g_autoptr(GBytes) json =
    assay_http_message_to_json (SOUP_STATUS_BAD_REQUEST, refusal_message (SOUP_STATUS_BAD_REQUEST));

  soup_server_message_set_response (self->message, "application/json", SOUP_MEMORY_COPY,
                                    g_bytes_get_data (json, NULL), g_bytes_get_size (json));
}

static void
clear_prepared_answer (AssayHttpRequest *self)
{
  soup_message_body_truncate (soup_server_message_get_response_body (self->message));
  soup_message_headers_clear (soup_server_message_get_response_headers (self->message));
}

/* libsoup normalises what it parses; the sender's own spelling is on the connection. */
static void
keep_target (AssayHttpRequest *self)
{
  const char *target = assay_http_connection_get_target (self->connection);

  self->target = g_strdup (target != NULL ? target : "");
  if (self->target[0] != '/' && strstr (self->target, "://") != NULL)
    {
      const char *slash = strchr (strstr (self->target, "://") + strlen ("://"), '/');
      g_autofree char *origin_form = g_strdup (slash != NULL ? slash : "/");

      g_free (self->target);
      self->target = g_steal_pointer (&origin_form);
    }
  self->path = g_strndup (self->target, strcspn (self->target, "?"));
}

/* Doubled and trailing slashes are what comes of joining addresses by hand. */
static char *
dup_plain_path (const char *path)
{
  g_auto(GStrv) parts = g_strsplit (path, "/", -1);
  GString *plain = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    if (parts[i][0] != '\0')
      g_string_append_printf (plain, "/%s", parts[i]);

  return g_string_free_and_steal (plain);
}

static const AssayHttpRoute *
find_route (AssayHttpRequest *self)
{
  g_autofree char *path = dup_plain_path (self->path);
  const AssayHttpRoute *fallback = NULL;

  for (guint i = 0; i < self->shared->routes->len; i++)
    {
      const AssayHttpRoute *route = self->shared->routes->pdata[i];

      if (route->path == NULL)
        fallback = route;
      else if (strcmp (route->path, path) == 0)
        return route;
    }

  return fallback;
}

static void
got_headers_cb (AssayHttpRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  gboolean too_large;

  clear_prepared_answer (self);
  keep_target (self);
  self->method = soup_server_message_get_method (self->message);
  self->route = find_route (self);
  if (self->route == NULL)
    self->refusal = SOUP_STATUS_NOT_FOUND;
  else if (self->route->methods != NULL &&
           !g_strv_contains (self->route->methods, assay_http_request_get_method (self)))
    self->refusal = SOUP_STATUS_METHOD_NOT_ALLOWED;

  too_large = !is_chunked (self) &&
              soup_message_headers_get_content_length (headers) >
              (goffset) self->shared->limits.max_body;
  if (!has_clear_length (self))
    {
      refuse (self, SOUP_STATUS_BAD_REQUEST);
    }
  else if (soup_message_headers_get_expectations (headers) & SOUP_EXPECTATION_CONTINUE &&
           (too_large || self->refusal != 0))
    {
      /* The sender waits for our word, so the answer can be an ordinary one. */
      guint status = self->refusal != 0 ? self->refusal : SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;

      add_refusal_headers (self, status);
      assay_http_request_set_answer_header (self, "Connection", "close");
      assay_http_request_answer_message (self, status, refusal_message (status));
    }
  else if (too_large)
    {
      refuse (self, self->refusal != 0 ? self->refusal : SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
    }
}

static void
got_chunk_cb (AssayHttpRequest *self,
              GBytes           *chunk)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (chunk, &size);

  if (self->refused)
    return;

  self->arrived += size;
  if (self->arrived > self->shared->limits.max_body)
    refuse (self, self->refusal != 0 ? self->refusal : SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE);
  else if (self->refusal != 0)
    return;
  else if (self->shared->bytes_held + size > self->shared->limits.memory)
    refuse (self, SOUP_STATUS_SERVICE_UNAVAILABLE);
  else
    {
      self->shared->bytes_held += size;
      self->held += size;
      g_byte_array_append (self->arriving, data, size);
    }
}

/* The connection has refused it already, or its sender goes on sending after the answer. */
static void
malformed_cb (AssayHttpRequest *self)
{
  self->refused = TRUE;
  self->answered = TRUE;
  release_bytes (self);
}

static void
timed_out_cb (AssayHttpRequest *self)
{
  if (!self->answered && self->body == NULL)
    refuse (self, SOUP_STATUS_REQUEST_TIMEOUT);
}

/* Also runs when the sender went away before it had its answer. */
static void
finished_cb (AssayHttpRequest *self)
{
  g_autoptr(AssayHttpRequest) keep = g_object_ref (self);
  g_autoptr(SoupServerMessage) message = g_steal_pointer (&self->message);

  if (message == NULL)
    return;

  release_bytes (self);
  g_signal_handlers_disconnect_by_data (message, self);
  g_signal_handlers_disconnect_by_data (self->connection, self);
  assay_http_connection_rest (self->connection);
  g_object_set_data (G_OBJECT (message), "assay-http-request", NULL);
}

static void
assay_http_request_finalize (GObject *object)
{
  AssayHttpRequest *self = ASSAY_HTTP_REQUEST (object);

  release_bytes (self);
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
assay_http_request_new (SoupServerMessage   *message,
                        AssayHttpConnection *connection,
                        AssayHttpShared     *shared)
{
  AssayHttpRequest *self = g_object_new (ASSAY_TYPE_HTTP_REQUEST, NULL);

  self->message = g_object_ref (message);
  self->connection = g_object_ref (connection);
  self->shared = assay_http_shared_ref (shared);

  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  prepare_answer_to_garbage (self);
  g_object_set_data_full (G_OBJECT (message), "assay-http-request", g_object_ref (self),
                          g_object_unref);
  g_signal_connect_swapped (message, "got-headers", G_CALLBACK (got_headers_cb), self);
  g_signal_connect_swapped (message, "got-chunk", G_CALLBACK (got_chunk_cb), self);
  g_signal_connect_swapped (message, "finished", G_CALLBACK (finished_cb), self);
  g_signal_connect_swapped (message, "disconnected", G_CALLBACK (finished_cb), self);
  g_signal_connect_swapped (connection, "malformed", G_CALLBACK (malformed_cb), self);
  g_signal_connect_swapped (connection, "timed-out", G_CALLBACK (timed_out_cb), self);
  assay_http_connection_begin (connection);

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
      add_refusal_headers (self, self->refusal);
      assay_http_request_answer_message (self, self->refusal, refusal_message (self->refusal));
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
assay_http_dup_refusal (guint            status,
                        const GPtrArray *headers,
                        gboolean         head_only)
{
  g_autoptr(GBytes) json = assay_http_message_to_json (status, refusal_message (status));
  GString *answer = g_string_new (NULL);
  gsize size;
  const char *body = g_bytes_get_data (json, &size);

  g_string_append_printf (answer, "HTTP/1.1 %u %s\r\nContent-Type: application/json\r\n"
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
 * assay_http_message_to_json:
 * @status: the HTTP status
 * @message: what went wrong
 *
 * Writes an answer that carries no data, in the shape StackOne itself uses.
 *
 * Returns: (transfer full): the JSON
 */
GBytes *
assay_http_message_to_json (guint       status,
                            const char *message)
{
  g_autoptr(AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "statusCode");
  assay_json_writer_int64 (writer, status);
  assay_json_writer_member_string (writer, "message", message);
  assay_json_writer_member (writer, "timestamp");
  assay_json_writer_date_time (writer, g_get_real_time ());
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

/**
 * assay_http_request_get_method:
 * @self: a request
 *
 * Gets the method.
 *
 * Returns: (transfer none): the method, such as “POST”
 */
const char *
assay_http_request_get_method (AssayHttpRequest *self)
{
  g_return_val_if_fail (ASSAY_IS_HTTP_REQUEST (self), NULL);

  return self->method;
}

/**
 * assay_http_request_get_path:
 * @self: a request
 *
 * Gets the path as it was sent, still percent-encoded.
 *
 * Returns: (transfer none): the path
 */
const char *
assay_http_request_get_path (AssayHttpRequest *self)
{
  g_return_val_if_fail (ASSAY_IS_HTTP_REQUEST (self), NULL);

  return self->path;
}

/**
 * assay_http_request_dup_url:
 * @self: a request
 *
 * Gets the whole URL; path and query are as the sender wrote them.
 *
 * Returns: (transfer full): the URL
 */
char *
assay_http_request_dup_url (AssayHttpRequest *self)
{
  g_autoptr(GUri) origin = NULL;
  g_autofree char *text = NULL;
  GUri *uri;

  g_return_val_if_fail (ASSAY_IS_HTTP_REQUEST (self), NULL);
  g_return_val_if_fail (self->message != NULL, NULL);

  uri = soup_server_message_get_uri (self->message);
  origin = g_uri_build (G_URI_FLAGS_ENCODED, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                        g_uri_get_port (uri), "", NULL, NULL);
  text = g_uri_to_string (origin);

  return g_strconcat (text, self->target, NULL);
}

/**
 * assay_http_request_get_query:
 * @self: a request
 *
 * Gets the query as it was sent, still percent-encoded.
 *
 * Returns: (transfer none) (nullable): what follows the question mark, or %NULL if there is none
 */
const char *
assay_http_request_get_query (AssayHttpRequest *self)
{
  const char *mark;

  g_return_val_if_fail (ASSAY_IS_HTTP_REQUEST (self), NULL);

  mark = self->target != NULL ? strchr (self->target, '?') : NULL;

  return mark != NULL ? mark + 1 : NULL;
}

/**
 * assay_http_request_get_peer:
 * @self: a request
 *
 * Gets which machine sent the request.
 *
 * Returns: (transfer none) (nullable): its address, or %NULL when the sender has gone away
 */
GInetAddress *
assay_http_request_get_peer (AssayHttpRequest *self)
{
  GSocketAddress *remote = NULL;

  g_return_val_if_fail (ASSAY_IS_HTTP_REQUEST (self), NULL);

  if (self->message != NULL)
    remote = soup_server_message_get_remote_address (self->message);
  if (remote == NULL || !G_IS_INET_SOCKET_ADDRESS (remote))
    return NULL;

  return g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote));
}

/**
 * assay_http_request_get_headers:
 * @self: a request
 *
 * Gets all headers.
 *
 * Returns: (transfer none) (nullable): the headers, or %NULL when the sender has gone away
 */
SoupMessageHeaders *
assay_http_request_get_headers (AssayHttpRequest *self)
{
  g_return_val_if_fail (ASSAY_IS_HTTP_REQUEST (self), NULL);

  return self->message != NULL ? soup_server_message_get_request_headers (self->message) : NULL;
}

/**
 * assay_http_request_get_header:
 * @self: a request
 * @name: the name of a header, in any case
 *
 * Gets the value of a header that is sent once.
 *
 * Returns: (transfer none) (nullable): the value, or %NULL when it was not sent or the sender has
 *   gone away
 */
const char *
assay_http_request_get_header (AssayHttpRequest *self,
                               const char       *name)
{
  g_return_val_if_fail (ASSAY_IS_HTTP_REQUEST (self), NULL);

  if (self->message == NULL)
    return NULL;

  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message),
                                       name);
}

/**
 * assay_http_request_dup_headers:
 * @self: a request
 *
 * Writes out all headers in the order in which they were sent.
 *
 * Returns: (transfer full): lines of “Name: value”, each ended by CR LF
 */
char *
assay_http_request_dup_headers (AssayHttpRequest *self)
{
  GString *text = g_string_new (NULL);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  g_return_val_if_fail (ASSAY_IS_HTTP_REQUEST (self), NULL);
  g_return_val_if_fail (self->message != NULL, NULL);

  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (self->message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_string_append_printf (text, "%s: %s\r\n", name, value);

  return g_string_free_and_steal (text);
}

/**
 * assay_http_request_get_body:
 * @self: a request that has arrived completely
 *
 * Gets the body, byte for byte as it came off the socket (chunks joined).
 *
 * Returns: (transfer none): the body, possibly empty
 */
GBytes *
assay_http_request_get_body (AssayHttpRequest *self)
{
  g_return_val_if_fail (ASSAY_IS_HTTP_REQUEST (self), NULL);

  return self->body;
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

/**
 * assay_http_request_set_answer_header:
 * @self: a request that is not answered yet
 * @name: the name of a header
 * @value: its value
 *
 * Sets a header of the answer.
 */
void
assay_http_request_set_answer_header (AssayHttpRequest *self,
                                      const char       *name,
                                      const char       *value)
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
assay_http_request_answer (AssayHttpRequest *self,
                           guint             status,
                           GBytes           *body)
{
  SoupMessageHeaders *headers;

  g_return_if_fail (ASSAY_IS_HTTP_REQUEST (self));
  g_return_if_fail (!self->answered);

  self->answered = TRUE;
  release_bytes (self);
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
  g_autoptr(GIOStream) stream = NULL;

  g_return_if_fail (ASSAY_IS_HTTP_REQUEST (self));
  g_return_if_fail (!self->answered);

  self->answered = TRUE;
  release_bytes (self);
  if (self->message == NULL)
    return;

  stream = soup_server_message_steal_connection (self->message);
  setsockopt (g_socket_get_fd (assay_http_stream_get_socket (ASSAY_HTTP_STREAM (stream))),
              SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
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
assay_http_request_answer_message (AssayHttpRequest *self,
                                   guint             status,
                                   const char       *message)
{
  g_autoptr(GBytes) json = assay_http_message_to_json (status, message);

  assay_http_request_answer (self, status, json);
}
