/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-call.h"

#include <string.h>

#include "assay-address.h"

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

static void
set_headers (AssayHttpRequest *request, AssaySimReply *reply)
{
  assay_http_request_set_answer_header (request, "Server", "assay-simulator");
  assay_http_request_set_answer_header (request, "Content-Type", "application/json; charset=utf-8");
  if (reply->allow != NULL)
    assay_http_request_set_answer_header (request, "Allow", reply->allow);
  if (reply->status == SOUP_STATUS_UNAUTHORIZED)
    assay_http_request_set_answer_header (request, "WWW-Authenticate", "Basic realm=\"StackOne\"");
  if (reply->retry_after >= 0)
    {
      g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, reply->retry_after);

      assay_http_request_set_answer_header (request, "Retry-After", seconds);
    }
}

static GBytes *
spoil_body (GBytes *body, AssaySimFault *fault)
{
  if (fault != NULL && fault->empty)
    return g_bytes_new_static ("", 0);
  if (fault != NULL && fault->malformed)
    return g_bytes_new_from_bytes (body, 0, g_bytes_get_size (body) / 2);

  return g_bytes_ref (body);
}

static void
write_answer (AssaySimCall *self, AssaySimReply *reply)
{
  g_autoptr (GBytes) body = spoil_body (reply->body, self->fault);

  if (self->entry != NULL)
    assay_sim_log_entry_set_status (self->entry, reply->status);

  set_headers (self->request, reply);
  assay_http_request_answer (self->request, reply->status, body);
}

static gboolean
delay_passed_cb (gpointer user_data)
{
  AssaySimCall *self = user_data;

  if (self->fault->reset)
    assay_http_request_reset (self->request);
  else
    write_answer (self, self->delayed);

  return G_SOURCE_REMOVE;
}

/* Timers of the simulator belong to the context that its sockets run in. */
static void
wait_before_answer (AssaySimCall *self, guint milliseconds)
{
  g_autoptr (GSource) source = g_timeout_source_new (milliseconds);

  g_source_set_callback (source, delay_passed_cb, assay_sim_call_ref (self),
                         (GDestroyNotify) assay_sim_call_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/**
 * assay_sim_call_new:
 * @request: a request that has arrived
 *
 * Creates a call.
 *
 * Returns: (transfer full): a new call
 */
AssaySimCall *
assay_sim_call_new (AssayHttpRequest *request)
{
  AssaySimCall *self = g_new0 (AssaySimCall, 1);

  g_ref_count_init (&self->references);
  self->request = g_object_ref (request);
  self->method = assay_http_request_get_method (request);
  self->path = assay_http_request_get_path (request);
  self->body = g_bytes_ref (assay_http_request_get_body (request));
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
  g_object_unref (self->request);
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
  GInetAddress *peer = assay_http_request_get_peer (self->request);

  return peer != NULL && g_inet_address_get_is_loopback (peer);
}

static gboolean
is_own_origin (const char *origin)
{
  g_autoptr (GUri) uri = g_uri_parse (origin, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL &&
         assay_address_is_loopback (g_uri_get_host (uri));
}

/**
 * assay_sim_call_find_foreign:
 * @self: a call
 *
 * Looks for the marks of a web page that was made elsewhere: a browser sends it from this machine,
 * but names in “Origin” whose page it is, and in “Host” the name by which it was found.
 *
 * Returns: (nullable): the header that names another machine
 */
const char *
assay_sim_call_find_foreign (AssaySimCall *self)
{
  const char *host = assay_sim_call_get_header (self, "Host");
  const char *origin = assay_sim_call_get_header (self, "Origin");
  g_autofree char *host_origin = g_strconcat ("http://", host, NULL);

  if (host == NULL || !is_own_origin (host_origin))
    return "Host";
  if (origin != NULL && !is_own_origin (origin))
    return "Origin";

  return NULL;
}

/**
 * assay_sim_call_carries_json:
 * @self: a call
 *
 * Tells whether the body says that it is JSON. A web page cannot say so to another machine without
 * asking first.
 *
 * Returns: whether “Content-Type” is `application/json`, with whatever parameters
 */
gboolean
assay_sim_call_carries_json (AssaySimCall *self)
{
  const char *type = assay_sim_call_get_header (self, "Content-Type");
  g_autofree char *essence = type != NULL ? g_strndup (type, strcspn (type, "; \t")) : NULL;

  return essence != NULL && g_ascii_strcasecmp (essence, "application/json") == 0;
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
assay_sim_call_get_header (AssaySimCall *self, const char *name)
{
  return assay_http_request_get_header (self->request, name);
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
  static const char *const single[] = { "authorization", "content-type", "x-account-id", "host" };
  SoupMessageHeadersIter iter;
  const char *name, *value;
  guint counts[G_N_ELEMENTS (single)] = { 0 };

  soup_message_headers_iter_init (&iter, assay_http_request_get_headers (self->request));
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
assay_sim_call_parse_query (AssaySimCall *self, GError **error)
{
  const char *query = assay_http_request_get_query (self->request);
  GUriParamsIter iter;
  g_autoptr (GError) local_error = NULL;
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
assay_sim_call_get_parameter (AssaySimCall *self, const char *name)
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
assay_sim_call_dup_parameters (AssaySimCall *self, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

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
assay_sim_call_answer (AssaySimCall *self, AssaySimReply *reply)
{
  g_autoptr (AssaySimReply) owned = reply;

  g_return_if_fail (!self->answered);

  self->answered = TRUE;
  /* A call that times out is never answered; its connection ends with its sender's patience. */
  if (self->fault != NULL && self->fault->timeout)
    return;

  if (self->fault != NULL && (self->fault->delay > 0 || self->fault->reset))
    {
      self->delayed = g_steal_pointer (&owned);
      wait_before_answer (self, self->fault->delay);
    }
  else
    {
      write_answer (self, owned);
    }
}
