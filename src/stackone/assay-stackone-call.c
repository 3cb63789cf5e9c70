/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-stackone-call-private.h"

#include <string.h>

#define READ_SIZE (64 * 1024)
/* A server that asks to wait longer, in seconds, is asked again after this. */
#define MAX_PAUSE 60
#define MAX_RETRY_AFTER_TEXT 64

/* What is under way between starting and finishing a call. */
typedef struct
{
  /* owned */
  AssayStackoneCall *call;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *answer;
  GCancellable *inner; /* cancelled by the caller's cancellable and by the timer */
  GSource *timer;
  AssayExchange *exchange;
  GCancellable *outer; /* the caller's; the task lets go of its own reference before its data */
  AssayRateLimiter *limiter; /* of which there is a turn to be given back */

  /* plain */
  gulong outer_id;
  gint64 started_at;
  gint64 started_monotonic;
  gboolean timed_out;
  gboolean sent; /* everything; whether it arrived is another question */
} Flight;

static void
flight_free (Flight *flight)
{
  g_cancellable_disconnect (flight->outer, flight->outer_id);
  g_clear_object (&flight->outer);
  if (flight->timer != NULL)
    g_source_destroy (flight->timer);
  g_clear_pointer (&flight->timer, g_source_unref);
  assay_stackone_call_free (flight->call);
  if (flight->message != NULL)
    g_signal_handlers_disconnect_by_data (flight->message, flight);
  g_clear_object (&flight->message);
  g_clear_object (&flight->stream);
  g_byte_array_unref (flight->answer);
  g_object_unref (flight->inner);
  if (flight->limiter != NULL)
    assay_rate_limiter_release (flight->limiter);
  g_clear_object (&flight->limiter);
  g_clear_object (&flight->exchange);
  g_free (flight);
}

static char *
dup_header_lines (SoupMessageHeaders *headers)
{
  GString *lines = g_string_new (NULL);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    g_string_append_printf (lines, "%s: %s\r\n", name, value);

  return g_string_free_and_steal (lines);
}

/* Seconds, or the date from which on it may be tried again (RFC 9110, 10.2.3). */
static gint64
parse_retry_after (const char *text, gint64 now)
{
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;
  gint64 wait;

  if (text == NULL || strlen (text) > MAX_RETRY_AFTER_TEXT)
    return -1;

  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &seconds, NULL))
    return (gint64) seconds;
  if (strspn (text, "0123456789") == strlen (text) && *text != '\0')
    return G_MAXINT32;

  date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return -1;

  wait = g_date_time_to_unix (date) - now / G_TIME_SPAN_SECOND;

  return CLAMP (wait, 0, G_MAXINT32);
}

/* What changes something may have done so, although nobody heard of it. */
static GError *
add_doubt (GError *error, const Flight *flight)
{
  if (flight->sent && flight->call->body != NULL)
    g_prefix_error_literal (&error, "everything was sent and may have arrived, but there was ");

  return error;
}

/* libsoup and GIO have many ways to say that there was no complete answer. */
static GError *
translate_error (const GError *error, const Flight *flight, guint timeout)
{
  if (flight->timed_out)
    return add_doubt (g_error_new (ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_TIMED_OUT,
                                   "no complete answer within %u ms", timeout),
                      flight);

  if (error->domain == ASSAY_STACKONE_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);

  if (error->domain == G_TLS_ERROR && !flight->sent)
    return g_error_new (ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_TLS, "no secure connection: %s",
                        error->message);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return add_doubt (g_error_new (ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_TIMED_OUT,
                                   "no answer in time: %s", error->message),
                      flight);

  return add_doubt (g_error_new (ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_CONNECTION,
                                 "no complete answer: %s", error->message),
                    flight);
}

static void
report_exchange (AssayStackoneClient *self, Flight *flight, GBytes *answer)
{
  SoupMessage *message = flight->message;
  g_autofree char *url = g_uri_to_string (soup_message_get_uri (message));
  g_autofree char *request_headers = dup_header_lines (soup_message_get_request_headers (message));
  g_autofree char *response_headers =
    dup_header_lines (soup_message_get_response_headers (message));
  g_autoptr (AssayExchange) exchange = NULL;

  exchange = assay_exchange_new (NULL, ASSAY_DIRECTION_OUT, flight->call->method, url,
                                 flight->started_at);
  assay_exchange_set_request_headers (exchange, request_headers);
  assay_exchange_set_request_body (exchange, flight->call->body);
  assay_exchange_set_status (exchange, soup_message_get_status (message));
  assay_exchange_set_response_headers (exchange, response_headers);
  assay_exchange_set_response_body (exchange, answer);
  assay_exchange_set_duration (exchange, g_get_monotonic_time () - flight->started_monotonic);
  assay_exchange_set_order_key (exchange, flight->call->order_key);
  flight->exchange = assay_exchange_redact (exchange);

  assay_stackone_client_report (self, flight->exchange);
}

/* Of an update only the status counts, not how much is said to it. */
static gboolean
is_done (const Flight *flight, const GError *error)
{
  return !flight->call->content &&
         SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (flight->message)) &&
         g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_TOO_LARGE);
}

static void
finish_flight (GTask *task, const GError *transport_error)
{
  AssayStackoneClient *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);
  guint status = soup_message_get_status (flight->message);
  g_autoptr (GBytes) answer = g_bytes_new (flight->answer->data, flight->answer->len);
  g_autoptr (GError) error = NULL;
  AssayStackoneReply *reply = NULL;

  report_exchange (self, flight, answer);

  if (transport_error != NULL && !is_done (flight, transport_error))
    {
      error = translate_error (transport_error, flight, assay_stackone_client_get_timeout (self));
    }
  else if (SOUP_STATUS_IS_SUCCESSFUL (status))
    {
      reply = assay_stackone_reply_new (status, answer, flight->call->content, &error);
    }
  else
    {
      SoupMessageHeaders *headers = soup_message_get_response_headers (flight->message);
      const char *text = soup_message_headers_get_one (headers, "Retry-After");
      gint64 now = assay_clock_now (assay_stackone_client_get_clock (self));
      gint64 retry_after = parse_retry_after (text, now);
      AssayStackoneFailure *failure = assay_stackone_failure_new (status, retry_after, answer);

      if (assay_stackone_failure_get_limit (failure) == ASSAY_STACKONE_LIMIT_KEY && retry_after > 0)
        assay_rate_limiter_pause (assay_stackone_client_get_rate_limiter (self),
                                  MIN (retry_after, MAX_PAUSE) * G_TIME_SPAN_SECOND);
      error = assay_stackone_error_new_from_failure (failure);
    }

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, reply, (GDestroyNotify) assay_stackone_reply_unref);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  AssayStackoneClient *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);
  gsize limit = assay_stackone_client_get_max_answer_size (self);
  g_autoptr (GBytes) chunk = NULL;

  if (flight->call->max_answer > 0)
    limit = MIN (limit, flight->call->max_answer);
  chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk == NULL || g_bytes_get_size (chunk) == 0)
    {
      finish_flight (task, error);
      return;
    }

  if (flight->answer->len + g_bytes_get_size (chunk) > limit)
    {
      error = g_error_new (ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_TOO_LARGE,
                           "the answer is larger than %" G_GSIZE_FORMAT " bytes", limit);
      finish_flight (task, error);
      return;
    }

  g_byte_array_append (flight->answer, g_bytes_get_data (chunk, NULL),
                       (guint) g_bytes_get_size (chunk));
  g_input_stream_read_bytes_async (flight->stream, READ_SIZE, G_PRIORITY_DEFAULT, flight->inner,
                                   read_cb, g_object_ref (task));
}

static void
send_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Flight *flight = g_task_get_task_data (task);

  flight->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (flight->stream == NULL)
    finish_flight (task, error);
  else
    g_input_stream_read_bytes_async (flight->stream, READ_SIZE, G_PRIORITY_DEFAULT, flight->inner,
                                     read_cb, g_object_ref (task));
}

static void
wrote_body_cb (Flight *flight)
{
  flight->sent = TRUE;
}

static gboolean
timer_cb (gpointer user_data)
{
  Flight *flight = user_data;

  flight->timed_out = TRUE;
  g_cancellable_cancel (flight->inner);

  return G_SOURCE_REMOVE;
}

static void
outer_cancelled_cb (GCancellable *outer, GCancellable *inner)
{
  g_cancellable_cancel (inner);
}

static void
turn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  AssayStackoneClient *self = g_task_get_source_object (task);
  Flight *flight = g_task_get_task_data (task);

  if (!assay_rate_limiter_acquire_finish (ASSAY_RATE_LIMITER (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  flight->limiter = g_object_ref (ASSAY_RATE_LIMITER (source));
  g_signal_connect_swapped (flight->message, "wrote-body", G_CALLBACK (wrote_body_cb), flight);
  flight->started_at = assay_clock_now (assay_stackone_client_get_clock (self));
  flight->started_monotonic = g_get_monotonic_time ();
  flight->timer = g_timeout_source_new (assay_stackone_client_get_timeout (self));
  g_source_set_callback (flight->timer, timer_cb, flight, NULL);
  g_source_attach (flight->timer, g_task_get_context (task));

  soup_session_send_async (assay_stackone_client_get_session (self), flight->message,
                           G_PRIORITY_DEFAULT, flight->inner, send_cb, g_object_ref (task));
}

/* Ids come from webhooks: none may smuggle a second header into the request. */
static gboolean
check_account_id (const char *account_id, GError **error)
{
  gboolean valid = account_id != NULL && *account_id != '\0';

  for (const char *c = account_id; valid && *c != '\0'; c++)
    valid = g_ascii_isgraph (*c);

  if (!valid)
    g_set_error_literal (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_REQUEST,
                         "account id: expected visible ASCII characters without blanks");

  return valid;
}

static SoupMessage *
create_message (AssayStackoneClient *self, AssayStackoneCall *call, GError **error)
{
  const char *base_url = assay_stackone_client_get_base_url (self);
  g_autofree char *url = g_strconcat (base_url, call->path, NULL);
  g_autofree char *authorization = NULL;
  g_autoptr (SoupMessage) message = NULL;
  SoupMessageHeaders *headers;

  if (!assay_stackone_check_address (base_url, error) ||
      (call->account_id != NULL && !check_account_id (call->account_id, error)))
    return NULL;

  authorization = assay_stackone_client_dup_auth (self, error);
  if (authorization == NULL)
    return NULL;

  message = soup_message_new (call->method, url);
  if (message == NULL)
    {
      g_set_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_REQUEST,
                   "“%s” is no address that can be called", url);
      return NULL;
    }

  /* Following a redirect would hand the API key to whoever stands behind it. */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_append (headers, "Authorization", authorization);
  soup_message_headers_append (headers, "Accept", "application/json");
  if (call->account_id != NULL)
    soup_message_headers_append (headers, "x-account-id", call->account_id);
  if (call->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", call->body);
  explicit_bzero (authorization, strlen (authorization));

  return g_steal_pointer (&message);
}

/*
 * assay_stackone_call_new:
 * @method: (transfer none): the HTTP method, a literal
 * @path: (transfer full): the path and query behind the base URL
 * @account_id: (nullable): the account the call is about
 *
 * Describes a call.
 */
AssayStackoneCall *
assay_stackone_call_new (const char *method, char *path, const char *account_id)
{
  AssayStackoneCall *call = g_new0 (AssayStackoneCall, 1);

  call->method = method;
  call->path = path;
  call->account_id = g_strdup (account_id);
  call->content = TRUE;

  return call;
}

/*
 * assay_stackone_call_free:
 * @call: (transfer full): a call
 *
 * Frees a call.
 */
void
assay_stackone_call_free (AssayStackoneCall *call)
{
  g_free (call->path);
  g_free (call->account_id);
  g_free (call->order_key);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_free (call);
}

/*
 * assay_stackone_escape_segment:
 * @what: what the id stands for, for the message of the error
 * @id: an id as StackOne or a person gave it
 * @error: return location for an error
 *
 * Makes one segment of a path of an id: every byte outside the unreserved characters is
 * percent-encoded. An id that a server would take for a step in the path is refused.
 *
 * Returns: (transfer full): the segment
 */
char *
assay_stackone_escape_segment (const char *what, const char *id, GError **error)
{
  if (id == NULL || *id == '\0' || strcmp (id, ".") == 0 || strcmp (id, "..") == 0)
    {
      g_set_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_REQUEST,
                   "%s: “%s” cannot be part of an address", what, id != NULL ? id : "");
      return NULL;
    }

  return g_uri_escape_string (id, NULL, FALSE);
}

/*
 * assay_stackone_get_family:
 * @kind: what is ordered
 *
 * Gets the part of a path that tells assessments from background checks.
 *
 * Returns: (transfer none): the segment
 */
const char *
assay_stackone_get_family (AssayOrderKind kind)
{
  return kind == ASSAY_ORDER_KIND_BACKGROUND_CHECK ? "background_checks" : "assessments";
}

/*
 * assay_stackone_client_call_async:
 * @self: a client
 * @call: (transfer full): what to ask
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when the answer is complete
 * @user_data: data for @callback
 *
 * Waits for a turn, makes one attempt and reports the exchange.
 */
void
assay_stackone_client_call_async (AssayStackoneClient *self,
                                  AssayStackoneCall *call,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Flight *flight = g_new0 (Flight, 1);
  GError *error = NULL;

  flight->call = call;
  flight->answer = g_byte_array_new ();
  flight->inner = g_cancellable_new ();
  g_set_object (&flight->outer, cancellable);
  g_task_set_source_tag (task, assay_stackone_client_call_async);
  g_task_set_task_data (task, flight, (GDestroyNotify) flight_free);

  flight->message = create_message (self, call, &error);
  if (flight->message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  if (cancellable != NULL)
    flight->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (outer_cancelled_cb),
                                              g_object_ref (flight->inner), g_object_unref);
  assay_rate_limiter_acquire_async (assay_stackone_client_get_rate_limiter (self), flight->inner,
                                    turn_cb, g_object_ref (task));
}

/*
 * assay_stackone_client_call_finish:
 * @self: a client
 * @result: the result
 * @exchange: (out) (optional) (nullable) (transfer full): the exchange, also when the call failed;
 *   %NULL when nothing was sent
 * @error: return location for an error
 *
 * Finishes a call.
 *
 * Returns: (transfer full): the answer
 */
AssayStackoneReply *
assay_stackone_client_call_finish (AssayStackoneClient *self,
                                   GAsyncResult *result,
                                   AssayExchange **exchange,
                                   GError **error)
{
  Flight *flight;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  /* A call that was refused before it was made has no flight. */
  flight = g_task_get_task_data (G_TASK (result));
  if (exchange != NULL)
    *exchange = flight != NULL ? g_steal_pointer (&flight->exchange) : NULL;

  return g_task_propagate_pointer (G_TASK (result), error);
}
