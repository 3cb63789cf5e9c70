/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-request-private.h"

#include <string.h>

/*< private >
 * assay_http_request_is_chunked:
 * @self: a request whose headers have arrived
 *
 * Tells how the length of the body is given.
 *
 * Returns: whether it comes in chunks
 */
gboolean
assay_http_request_is_chunked (AssayHttpRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);

  return soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CHUNKED;
}

/*< private >
 * assay_http_request_has_clear_length:
 * @self: a request whose headers have arrived
 *
 * Two lengths, a length beside chunks or a negative one are read differently by different programs
 * on the way; RFC 9112 6.3 demands that such a request is not served.
 *
 * Returns: whether everybody finds the same end of the request
 */
gboolean
assay_http_request_has_clear_length (AssayHttpRequest *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *length = soup_message_headers_get_list (headers, "Content-Length");

  if (length == NULL)
    return TRUE;

  return length[strspn (length, "0123456789")] == '\0' &&
         soup_message_headers_get_list (headers, "Transfer-Encoding") == NULL;
}

/*< private >
 * assay_http_request_keep_target:
 * @self: a request whose headers have arrived
 *
 * Keeps path and query. libsoup normalises what it parses; the sender's own spelling is on the
 * connection.
 */
void
assay_http_request_keep_target (AssayHttpRequest *self)
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
 * Gets the whole URL; host, path and query are as the sender wrote them.
 *
 * Returns: (transfer full): the URL
 */
char *
assay_http_request_dup_url (AssayHttpRequest *self)
{
  const char *host;

  g_return_val_if_fail (ASSAY_IS_HTTP_REQUEST (self), NULL);
  g_return_val_if_fail (self->message != NULL, NULL);

  host = assay_http_request_get_header (self, "Host");
  if (host == NULL)
    host = g_uri_get_host (soup_server_message_get_uri (self->message));

  return g_strconcat (self->shared->scheme, "://", host, self->target, NULL);
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
assay_http_request_get_header (AssayHttpRequest *self, const char *name)
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
    {
      g_string_append (text, name);
      g_string_append (text, ": ");
      g_string_append (text, value);
      g_string_append (text, "\r\n");
    }

  return g_string_free_and_steal (text);
}
