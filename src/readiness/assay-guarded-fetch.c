/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-guarded-fetch.h"

#include <libsoup/soup.h>

#include "assay-package-call-private.h"
#include "assay-readiness-error.h"
#include "assay-secret.h"
#include "assay-signature.h"

#define READ_SIZE (64 * 1024)
#define MAX_REDIRECTS 5
/* Some page of a partner's customer, to see who may read the answer. */
#define ORIGIN "https://www.smartrecruiters.com"

/* One call on its way, from hop to hop. */
typedef struct
{
  /* owned */
  AssayGuardedRequest *request;
  GUri *uri; /* of this hop */
  SoupSession *session;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *answer;
  GCancellable *inner; /* cancelled by the caller's cancellable and by the timer */
  GCancellable *outer;
  GSource *timer;

  /* plain */
  const char *method;
  gulong outer_id;
  gint64 started_at;
  guint n_redirects;
  gboolean timed_out;
  gboolean strange; /* a redirect led to somebody else, who gets no credentials */
} Fetch;

static void
leave_hop (Fetch *fetch)
{
  if (fetch->message != NULL)
    g_signal_handlers_disconnect_by_data (fetch->message, fetch);
  if (fetch->session != NULL)
    soup_session_abort (fetch->session);
  g_clear_object (&fetch->stream);
  g_clear_object (&fetch->message);
  g_clear_object (&fetch->session);
}

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_cancellable_disconnect (fetch->outer, fetch->outer_id);
  g_clear_object (&fetch->outer);
  g_source_destroy (fetch->timer);
  g_source_unref (fetch->timer);
  leave_hop (fetch);
  g_uri_unref (fetch->uri);
  g_byte_array_unref (fetch->answer);
  g_object_unref (fetch->inner);
  assay_guarded_request_free (fetch->request);
  g_free (fetch);
}

static GError *
translate_error (const Fetch *fetch, const AssayPackageCall *call, const GError *error)
{
  if (fetch->timed_out)
    return g_error_new (ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_TIMED_OUT,
                        "no complete answer within %u ms", fetch->request->timeout);
  if (error->domain == ASSAY_READINESS_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);
  if (error->domain == G_TLS_ERROR || call->tls_errors != G_TLS_CERTIFICATE_NO_FLAGS)
    return g_error_new (ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_TLS,
                        "no secure connection: %s", error->message);

  return g_error_new (ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_CONNECTION,
                      "no complete answer: %s", error->message);
}

static void
finish (GTask *task, const GError *error)
{
  AssayPackageCall *call = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);

  call->duration = g_get_monotonic_time () - fetch->started_at;
  g_bytes_unref (call->body);
  call->body = g_bytes_new (fetch->answer->data, fetch->answer->len);
  leave_hop (fetch);

  if (error != NULL)
    g_task_return_error (task, translate_error (fetch, call, error));
  else
    g_task_return_boolean (task, TRUE);
}

static const char *
name_protocol (GTlsProtocolVersion version)
{
  switch (version)
    {
    case G_TLS_PROTOCOL_VERSION_TLS_1_2:
      return "TLS 1.2";

    case G_TLS_PROTOCOL_VERSION_TLS_1_3:
      return "TLS 1.3";

    case G_TLS_PROTOCOL_VERSION_TLS_1_1:
      return "TLS 1.1";

    case G_TLS_PROTOCOL_VERSION_TLS_1_0:
      return "TLS 1.0";

    case G_TLS_PROTOCOL_VERSION_UNKNOWN:
    case G_TLS_PROTOCOL_VERSION_SSL_3_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_0:
    case G_TLS_PROTOCOL_VERSION_DTLS_1_2:
    default:
      return NULL;
    }
}

static void
read_head (AssayPackageCall *call, SoupMessage *message)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  GTlsCertificate *certificate = soup_message_get_tls_peer_certificate (message);

  call->status = soup_message_get_status (message);
  g_set_str (&call->content_type, soup_message_headers_get_one (headers, "Content-Type"));
  g_set_str (&call->origin, soup_message_headers_get_one (headers, "Access-Control-Allow-Origin"));
  if (certificate != NULL)
    {
      g_set_object (&call->certificate, certificate);
      g_set_str (&call->tls_protocol,
                 name_protocol (soup_message_get_tls_protocol_version (message)));
    }
}

static gboolean
is_redirect (guint status)
{
  return status == SOUP_STATUS_MOVED_PERMANENTLY || status == SOUP_STATUS_FOUND ||
         status == SOUP_STATUS_SEE_OTHER || status == SOUP_STATUS_TEMPORARY_REDIRECT ||
         status == SOUP_STATUS_PERMANENT_REDIRECT;
}

static gboolean
is_same_server (GUri *uri, GUri *other)
{
  return g_str_equal (g_uri_get_scheme (uri), g_uri_get_scheme (other)) &&
         g_ascii_strcasecmp (g_uri_get_host (uri), g_uri_get_host (other)) == 0 &&
         g_uri_get_port (uri) == g_uri_get_port (other);
}

/* Makes the next hop of a redirect. */
static gboolean
follow (Fetch *fetch, AssayPackageCall *call, GError **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (fetch->message);
  const char *location = soup_message_headers_get_one (headers, "Location");
  g_autoptr (GUri) target = NULL;
  g_autoptr (GUri) next = NULL;
  g_autofree char *text = NULL;

  if (location != NULL)
    target = g_uri_parse_relative (fetch->uri, location, SOUP_HTTP_URI_FLAGS, NULL);
  text = target != NULL ? g_uri_to_string (target) : NULL;
  next = text != NULL ? assay_link_guard_parse (text, NULL) : NULL;
  if (next == NULL)
    {
      g_set_error (error, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_REDIRECTS,
                   "the redirect with status %u leads nowhere", call->status);
      return FALSE;
    }
  if (++fetch->n_redirects > MAX_REDIRECTS)
    {
      g_set_error (error, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_REDIRECTS,
                   "there were more than %d redirects", MAX_REDIRECTS);
      return FALSE;
    }

  assay_package_call_add_redirect (call, text);
  fetch->strange = fetch->strange || !is_same_server (fetch->uri, next);
  if (call->status != SOUP_STATUS_TEMPORARY_REDIRECT &&
      call->status != SOUP_STATUS_PERMANENT_REDIRECT)
    fetch->method = SOUP_METHOD_GET;
  g_uri_unref (fetch->uri);
  fetch->uri = g_steal_pointer (&next);

  return TRUE;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes)
    chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (chunk != NULL && fetch->answer->len + g_bytes_get_size (chunk) > fetch->request->max_size)
    error = g_error_new (ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_TOO_LARGE,
                         "the answer is larger than %" G_GSIZE_FORMAT " bytes",
                         fetch->request->max_size);
  if (error != NULL || g_bytes_get_size (chunk) == 0)
    {
      finish (task, error);
      return;
    }

  g_byte_array_append (fetch->answer, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  g_input_stream_read_bytes_async (fetch->stream, READ_SIZE, G_PRIORITY_DEFAULT, fetch->inner,
                                   read_cb, g_object_ref (task));
}

static void start_hop (GTask *task);

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AssayPackageCall *call = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  fetch->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (fetch->stream == NULL)
    {
      finish (task, error);
      return;
    }

  read_head (call, fetch->message);
  if (!is_redirect (call->status))
    {
      g_input_stream_read_bytes_async (fetch->stream, READ_SIZE, G_PRIORITY_DEFAULT, fetch->inner,
                                       read_cb, g_object_ref (task));
    }
  else if (follow (fetch, call, &error))
    {
      leave_hop (fetch);
      start_hop (task);
    }
  else
    {
      finish (task, error);
    }
}

/* Called when the certificate is not trusted. Nobody would be told the key then. */
static gboolean
accept_certificate_cb (SoupMessage *message,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       AssayPackageCall *call)
{
  g_set_object (&call->certificate, certificate);
  call->tls_errors = errors;

  return FALSE;
}

static void
add_headers (Fetch *fetch)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (fetch->message);
  const AssayGuardedRequest *request = fetch->request;

  soup_message_headers_append (headers, "Accept", "application/json");
  if (g_str_equal (fetch->method, SOUP_METHOD_OPTIONS))
    {
      soup_message_headers_append (headers, "Access-Control-Request-Method", "POST");
      soup_message_headers_append (headers, "Origin", ORIGIN);
    }
  if (request->authorization != NULL && !fetch->strange)
    soup_message_headers_append (headers, "Authorization", request->authorization);
  if (request->signature != NULL && !fetch->strange)
    soup_message_headers_append (headers, ASSAY_SIGNATURE_HEADER, request->signature);
  if (request->body != NULL && g_str_equal (fetch->method, SOUP_METHOD_POST))
    soup_message_set_request_body_from_bytes (fetch->message, "application/json", request->body);
}

static void
resolved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AssayPackageCall *call = g_task_get_source_object (task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnectable) address = NULL;

  address = assay_link_guard_resolve_finish (ASSAY_LINK_GUARD (source), result, &error);
  if (address == NULL)
    {
      finish (task, error);
      return;
    }

  /* A session for each hop, which can connect to the addresses that were checked and nowhere else:
   * no proxy, no connection from before. */
  fetch->session = soup_session_new_with_options ("remote-connectable", address, "proxy-resolver",
                                                  NULL, "user-agent", "Assay/" PACKAGE_VERSION,
                                                  "timeout", 0, NULL);
  soup_session_remove_feature_by_type (fetch->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (fetch->session, SOUP_TYPE_CONTENT_DECODER);
  if (fetch->request->database != NULL)
    soup_session_set_tls_database (fetch->session, fetch->request->database);

  fetch->message = soup_message_new_from_uri (fetch->method, fetch->uri);
  soup_message_add_flags (fetch->message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect_object (fetch->message, "accept-certificate", G_CALLBACK (accept_certificate_cb),
                           call, 0);
  add_headers (fetch);
  soup_session_send_async (fetch->session, fetch->message, G_PRIORITY_DEFAULT, fetch->inner,
                           sent_cb, g_object_ref (task));
}

static void
start_hop (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  assay_link_guard_resolve_async (fetch->request->guard, fetch->uri, fetch->inner, resolved_cb,
                                  g_object_ref (task));
}

static gboolean
timer_cb (gpointer user_data)
{
  Fetch *fetch = user_data;

  fetch->timed_out = TRUE;
  g_cancellable_cancel (fetch->inner);

  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer, GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

/**
 * assay_guarded_request_free:
 * @self: (transfer full): a request
 *
 * Frees it and wipes the credentials.
 */
void
assay_guarded_request_free (AssayGuardedRequest *self)
{
  g_object_unref (self->guard);
  g_clear_object (&self->database);
  g_uri_unref (self->uri);
  g_clear_pointer (&self->body, g_bytes_unref);
  assay_secret_free (self->authorization);
  g_free (self->signature);
  g_free (self);
}

/**
 * assay_guarded_fetch_async:
 * @call: which method to use; what comes back is written into it
 * @request: (transfer full): what to ask
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when the answer is complete
 * @user_data: data for @callback
 *
 * Calls an address and follows redirects as far as the guard allows. Only the server that was named
 * gets the credentials.
 */
void
assay_guarded_fetch_async (AssayPackageCall *call,
                           AssayGuardedRequest *request,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (call, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  fetch->request = request;
  fetch->uri = g_uri_ref (request->uri);
  fetch->method = call->method;
  fetch->answer = g_byte_array_new ();
  fetch->inner = g_cancellable_new ();
  fetch->started_at = g_get_monotonic_time ();
  g_set_object (&fetch->outer, cancellable);
  g_task_set_source_tag (task, assay_guarded_fetch_async);
  g_task_set_task_data (task, fetch, fetch_free);

  fetch->timer = g_timeout_source_new (request->timeout);
  g_source_set_callback (fetch->timer, timer_cb, fetch, NULL);
  g_source_attach (fetch->timer, g_task_get_context (task));
  if (cancellable != NULL)
    fetch->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                             g_object_ref (fetch->inner), g_object_unref);

  start_hop (task);
}

/**
 * assay_guarded_fetch_finish:
 * @call: the call
 * @result: what the callback was given
 * @error: return location for an %ASSAY_READINESS_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Ends [func@guarded_fetch_async].
 *
 * Returns: whether there was a complete answer, whatever it says
 */
gboolean
assay_guarded_fetch_finish (AssayPackageCall *call, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, call), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_guarded_fetch_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
