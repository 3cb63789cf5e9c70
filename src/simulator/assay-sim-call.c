/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-call.h"

#include <string.h>
#include <sys/socket.h>

typedef struct
{
  char *name;
  char *value;
} Parameter;

static void
parameter_free (gpointer data)
{
  Parameter *parameter = data;

  g_free (parameter->name);
  g_free (parameter->value);
  g_free (parameter);
}

/* A reset instead of an orderly end: the peer sees the connection break, not an empty answer. */
static void
reset_connection (SoupServerMessage *message)
{
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);
  struct linger at_once = { .l_onoff = 1, .l_linger = 0 };

  if (stream != NULL && G_IS_SOCKET_CONNECTION (stream))
    {
      GSocket *socket = g_socket_connection_get_socket (G_SOCKET_CONNECTION (stream));

      setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    }
  if (stream != NULL)
    g_io_stream_close (stream, NULL, NULL);
}

static void
set_headers (SoupServerMessage *message,
             AssaySimReply     *reply)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  if (reply->allow != NULL)
    soup_message_headers_replace (headers, "Allow", reply->allow);
  if (reply->status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Basic realm=\"StackOne\"");
  if (reply->retry_after >= 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, reply->retry_after);

      soup_message_headers_replace (headers, "Retry-After", seconds);
    }
}

static GBytes *
spoil_body (GBytes        *body,
            AssaySimFault *fault)
{
  if (fault != NULL && fault->empty)
    return g_bytes_new_static ("", 0);
  if (fault != NULL && fault->malformed)
    return g_bytes_new_from_bytes (body, 0, g_bytes_get_size (body) / 2);

  return g_bytes_ref (body);
}

static void
write_answer (AssaySimCall  *self,
              AssaySimReply *reply)
{
  g_autoptr(GBytes) body = spoil_body (reply->body, self->fault);
  gsize size;
  const char *data = g_bytes_get_data (body, &size);

  if (self->entry != NULL)
    assay_sim_log_entry_set_status (self->entry, reply->status);

  /* libsoup has no phrase for the status of RFC 6585. */
  soup_server_message_set_status (self->message, reply->status,
                                  reply->status == 429 ? "Too Many Requests" : NULL);
  set_headers (self->message, reply);
  soup_server_message_set_response (self->message, "application/json; charset=utf-8",
                                    SOUP_MEMORY_COPY, data != NULL ? data : "", size);
}

static void
resume (AssaySimCall *self)
{
  if (!self->paused)
    return;

  self->paused = FALSE;
  soup_server_message_unpause (self->message);
}

static gboolean
delay_passed_cb (gpointer user_data)
{
  AssaySimCall *self = user_data;

  if (self->fault->reset)
    {
      reset_connection (self->message);
      return G_SOURCE_REMOVE;
    }

  write_answer (self, self->delayed);
  resume (self);

  return G_SOURCE_REMOVE;
}

/* Timers of the simulator belong to the context that its sockets run in. */
static void
wait_before_answer (AssaySimCall *self,
                    guint         milliseconds)
{
  g_autoptr(GSource) source = g_timeout_source_new (milliseconds);

  g_source_set_callback (source, delay_passed_cb, assay_sim_call_ref (self),
                         (GDestroyNotify) assay_sim_call_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/**
 * assay_sim_call_new:
 * @message: the request
 * @body: its whole body
 *
 * Creates a call.
 *
 * Returns: (transfer full): a new call
 */
AssaySimCall *
assay_sim_call_new (SoupServerMessage *message,
                    GBytes            *body)
{
  AssaySimCall *self = g_new0 (AssaySimCall, 1);

  g_ref_count_init (&self->references);
  self->message = g_object_ref (message);
  self->method = soup_server_message_get_method (message);
  self->path = g_uri_get_path (soup_server_message_get_uri (message));
  self->body = g_bytes_ref (body);
  self->parameters = g_ptr_array_new_with_free_func (parameter_free);

  return self;
}

/**
 * assay_sim_call_ref:
 * @self: a call
 *
 * Takes a reference.
 *
 * Returns: (transfer full): @self
 */
AssaySimCall *
assay_sim_call_ref (AssaySimCall *self)
{
  g_ref_count_inc (&self->references);

  return self;
}

/**
 * assay_sim_call_unref:
 * @self: (transfer full): a call
 *
 * Drops a reference and frees @self with the last one.
 */
void
assay_sim_call_unref (AssaySimCall *self)
{
  if (!g_ref_count_dec (&self->references))
    return;

  g_bytes_unref (self->body);
  g_free (self->id);
  g_clear_pointer (&self->account, assay_json_unref);
  g_clear_pointer (&self->fault, assay_sim_fault_unref);
  g_clear_pointer (&self->entry, assay_sim_log_entry_unref);
  g_clear_pointer (&self->delayed, assay_sim_reply_free);
  g_ptr_array_unref (self->parameters);
  g_object_unref (self->message);
  g_free (self);
}

/**
 * assay_sim_call_is_from_host:
 * @self: a call
 *
 * Tells whether the request came from this machine.
 *
 * Returns: %TRUE for a loopback address
 */
gboolean
assay_sim_call_is_from_host (AssaySimCall *self)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (self->message);

  if (!G_IS_INET_SOCKET_ADDRESS (remote))
    return FALSE;

  return g_inet_address_get_is_loopback (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
}

/**
 * assay_sim_call_get_header:
 * @self: a call
 * @name: a header's name
 *
 * Gets a request header.
 *
 * Returns: (nullable): its value
 */
const char *
assay_sim_call_get_header (AssaySimCall *self,
                           const char   *name)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (self->message),
                                       name);
}

/**
 * assay_sim_call_find_duplicate:
 * @self: a call
 *
 * Looks for a header that may come only once and came twice: with two accounts or two keys nobody
 * could say which is meant.
 *
 * Returns: (nullable): the header's name
 */
const char *
assay_sim_call_find_duplicate (AssaySimCall *self)
{
  static const char * const single[] = { "authorization", "content-type", "x-account-id", "host" };
  SoupMessageHeadersIter iter;
  const char *name, *value;
  guint counts[G_N_ELEMENTS (single)] = { 0 };

  soup_message_headers_iter_init (&iter, soup_server_message_get_request_headers (self->message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    for (gsize i = 0; i < G_N_ELEMENTS (single); i++)
      if (g_ascii_strcasecmp (name, single[i]) == 0 && ++counts[i] > 1)
        return single[i];

  return NULL;
}

/**
 * assay_sim_call_parse_query:
 * @self: a call
 * @error: return location for an error
 *
 * Decodes the query.
 *
 * Returns: whether it could be decoded
 */
gboolean
assay_sim_call_parse_query (AssaySimCall  *self,
                            GError       **error)
{
  const char *query = g_uri_get_query (soup_server_message_get_uri (self->message));
  GUriParamsIter iter;
  g_autoptr(GError) local_error = NULL;
  Parameter parameter;

  if (query == NULL)
    return TRUE;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_WWW_FORM);
  while (g_uri_params_iter_next (&iter, &parameter.name, &parameter.value, &local_error))
    g_ptr_array_add (self->parameters, g_memdup2 (&parameter, sizeof parameter));

  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

/**
 * assay_sim_call_get_parameter:
 * @self: a call
 * @name: a parameter's name
 *
 * Gets a decoded query parameter.
 *
 * Returns: (nullable): its first value
 */
const char *
assay_sim_call_get_parameter (AssaySimCall *self,
                              const char   *name)
{
  for (guint i = 0; i < self->parameters->len; i++)
    {
      Parameter *parameter = g_ptr_array_index (self->parameters, i);

      if (strcmp (parameter->name, name) == 0)
        return parameter->value;
    }

  return NULL;
}

/**
 * assay_sim_call_dup_parameters:
 * @self: a call
 * @name: a parameter's name
 *
 * Gets every value of a parameter that may be repeated.
 *
 * Returns: (transfer full): the values
 */
GStrv
assay_sim_call_dup_parameters (AssaySimCall *self,
                               const char   *name)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->parameters->len; i++)
    {
      Parameter *parameter = g_ptr_array_index (self->parameters, i);

      if (strcmp (parameter->name, name) == 0)
        g_strv_builder_add (builder, parameter->value);
    }

  return g_strv_builder_end (builder);
}

/**
 * assay_sim_call_answer:
 * @self: a call
 * @reply: (transfer full): the answer
 *
 * Answers the call, after the delay and with the damage that its fault asks for.
 */
void
assay_sim_call_answer (AssaySimCall  *self,
                       AssaySimReply *reply)
{
  g_autoptr(AssaySimReply) owned = reply;

  g_return_if_fail (!self->answered);

  self->answered = TRUE;
  if (self->fault != NULL && self->fault->timeout)
    {
      assay_sim_call_finish (self);
    }
  else if (self->fault != NULL && (self->fault->delay > 0 || self->fault->reset))
    {
      self->delayed = g_steal_pointer (&owned);
      assay_sim_call_finish (self);
      wait_before_answer (self, self->fault->delay);
    }
  else
    {
      write_answer (self, owned);
      resume (self);
    }
}

/**
 * assay_sim_call_finish:
 * @self: a call
 *
 * Holds the connection where nothing was written yet. Called at the end of handling a request.
 */
void
assay_sim_call_finish (AssaySimCall *self)
{
  if (self->paused || soup_server_message_get_status (self->message) != 0)
    return;

  self->paused = TRUE;
  soup_server_message_pause (self->message);
}
