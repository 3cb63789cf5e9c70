/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-simulator-private.h"

#include "assay-sim-schema.h"

#include <string.h>

#define CONTROL_PREFIX "/_simulator/"
#define UNIFIED_PREFIX "/unified/"
/* libsoup has no name for the status of RFC 6585. */
#define STATUS_TOO_MANY_REQUESTS 429
#define MINUTE G_TIME_SPAN_MINUTE

static gint64
now (AssaySimulator *self)
{
  return assay_clock_now (self->settings->clock);
}

/* Takes the path apart against an operation's, both at the slashes as they were sent: a slash
 * that is part of an id comes percent-encoded. */
static gboolean
match_path (const char *template, const char *path, char **id)
{
  g_auto (GStrv) wanted = g_strsplit (template, "/", -1);
  g_auto (GStrv) given = g_strsplit (path, "/", -1);
  const char *encoded_id = NULL;

  if (g_strv_length (wanted) != g_strv_length (given))
    return FALSE;

  for (gsize i = 0; wanted[i] != NULL; i++)
    {
      if (strcmp (wanted[i], "{id}") == 0 && given[i][0] != '\0')
        encoded_id = given[i];
      else if (strcmp (wanted[i], given[i]) != 0)
        return FALSE;
    }

  if (encoded_id != NULL)
    {
      g_free (*id);
      *id = g_uri_unescape_string (encoded_id, NULL);
    }

  /* A broken escape or a zero byte names no record. */
  if (encoded_id != NULL && (*id == NULL || !g_utf8_validate (*id, -1, NULL)))
    {
      g_free (*id);
      *id = g_strdup (encoded_id);
    }

  return TRUE;
}

static const AssaySimOperation *
find_operation (const AssaySimOperation *operations, AssaySimCall *call, GString *allowed)
{
  for (const AssaySimOperation *operation = operations; operation->method != NULL; operation++)
    {
      if (!match_path (operation->path, call->path, &call->id))
        continue;
      if (strcmp (operation->method, call->method) == 0)
        return operation;

      if (allowed->len > 0)
        g_string_append (allowed, ", ");
      g_string_append (allowed, operation->method);
    }

  return NULL;
}

static void
answer_no_operation (AssaySimulator *self, AssaySimCall *call, GString *allowed)
{
  AssaySimReply *reply;

  if (allowed->len == 0)
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_NOT_FOUND, NULL, "Cannot %s %s", call->method,
                              call->path);
      return;
    }

  reply = assay_sim_reply_new_error (SOUP_STATUS_METHOD_NOT_ALLOWED, now (self), NULL,
                                     "%s takes %s, not %s", call->path, allowed->str, call->method);
  reply->allow = g_strdup (allowed->str);
  assay_sim_call_answer (call, reply);
}

/* StackOne's API key travels as the user name of HTTP Basic, with an empty password. */
static const char *
check_credentials (AssaySimulator *self, AssaySimCall *call)
{
  const char *header = assay_sim_call_get_header (call, "Authorization");
  g_autofree guchar *decoded = NULL;
  g_autofree char *key = NULL;
  const char *colon;
  gsize size;

  if (header == NULL)
    return "no Authorization header";
  if (g_ascii_strncasecmp (header, "Basic ", 6) != 0)
    return "the Authorization header is not Basic";

  decoded = g_base64_decode (header + 6, &size);
  key = g_strndup ((const char *) decoded, size);
  colon = strchr (key, ':');
  if (colon == NULL && self->settings->colon_required)
    return "the colon after the key is missing in the Basic credentials";
  if (colon != NULL && colon[1] != '\0')
    return "the password in the Basic credentials is not empty";

  if (colon != NULL)
    key[colon - key] = '\0';
  if (key[0] == '\0')
    return "the key in the Basic credentials is empty";
  if (self->settings->api_key != NULL && strcmp (self->settings->api_key, key) != 0)
    return "the key is not known";

  return NULL;
}

/* Seconds until the window of a minute has room again, or 0 when the request may pass. */
static gint64
take_place_in_window (AssaySimulator *self)
{
  guint limit = self->settings->rate_limit;
  gint64 time = now (self);
  gint64 wait;

  if (limit == 0)
    return 0;

  while (self->n_requests > 0 && self->request_times[self->oldest_request] <= time - MINUTE)
    {
      self->oldest_request = (self->oldest_request + 1) % limit;
      self->n_requests--;
    }

  if (self->n_requests < limit)
    {
      self->request_times[(self->oldest_request + self->n_requests) % limit] = time;
      self->n_requests++;
      return 0;
    }

  wait = self->request_times[self->oldest_request] + MINUTE - time;

  return (wait + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC;
}

static void
answer_too_many (AssaySimulator *self, AssaySimCall *call, gint64 retry_after)
{
  AssaySimReply *reply = assay_sim_reply_new_error (STATUS_TOO_MANY_REQUESTS, now (self), NULL,
                                                    "More than %u requests in one minute",
                                                    self->settings->rate_limit);

  reply->retry_after = retry_after;
  assay_sim_call_answer (call, reply);
}

/* An account that cannot be used says why in the way StackOne documents for its kind of trouble. */
static gboolean
check_account_status (AssaySimulator *self, AssaySimCall *call)
{
  g_autofree char *status = assay_json_dup_member_text (call->account, "status");
  g_autofree char *id = assay_json_dup_member_text (call->account, "id");

  if (g_strcmp0 (status, "active") == 0)
    return TRUE;

  if (g_strcmp0 (status, "error") == 0)
    assay_sim_answer_error (self, call, SOUP_STATUS_UNAUTHORIZED, "AccountInvalidCredentialsError",
                            "SmartRecruiters refused the credentials of account %s", id);
  else if (g_strcmp0 (status, "expired") == 0)
    assay_sim_answer_error (self, call, SOUP_STATUS_UNAUTHORIZED, "AccountExpiredCredentialsError",
                            "The credentials of account %s have expired", id);
  else
    assay_sim_answer_error (self, call, SOUP_STATUS_PRECONDITION_FAILED,
                            "AccountIntegrationInactiveError",
                            "The integration of account %s is disabled", id);

  return FALSE;
}

static gboolean
check_account (AssaySimulator *self, AssaySimCall *call)
{
  const char *id = assay_sim_call_get_header (call, "x-account-id");
  AssayJson *account;

  if (!g_str_has_prefix (call->path, UNIFIED_PREFIX))
    return TRUE;

  if (id == NULL || id[0] == '\0')
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, "ValidationError",
                              "x-account-id: expected a header with an account id, found nothing");
      return FALSE;
    }

  account = assay_sim_state_find (self->state, ASSAY_SIM_TABLE_ACCOUNTS, id);
  if (account == NULL)
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_NOT_FOUND, NULL,
                              "x-account-id: expected a linked account, found “%s”", id);
      return FALSE;
    }

  call->account = assay_json_ref (account);

  return check_account_status (self, call);
}

static gboolean
check_form (AssaySimulator *self, AssaySimCall *call)
{
  const char *duplicate = assay_sim_call_find_duplicate (call);
  g_autoptr (GError) error = NULL;

  if (duplicate != NULL)
    assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, "ValidationError",
                            "%s: expected the header once, found it more often", duplicate);
  else if (!assay_sim_call_parse_query (call, &error))
    assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, "ValidationError",
                            "The query cannot be decoded: %s", error->message);
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_key_and_rate (AssaySimulator *self, AssaySimCall *call)
{
  const char *fault = check_credentials (self, call);
  gint64 retry_after;

  if (fault != NULL)
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_UNAUTHORIZED, NULL, "Unauthorized: %s",
                              fault);
      return FALSE;
    }

  retry_after = take_place_in_window (self);
  if (retry_after > 0)
    {
      answer_too_many (self, call, retry_after);
      return FALSE;
    }

  return TRUE;
}

static gboolean
answer_forced_status (AssaySimulator *self, AssaySimCall *call)
{
  AssaySimFault *fault = call->fault;
  AssaySimReply *reply;

  if (fault == NULL || fault->status == 0)
    return FALSE;

  reply = assay_sim_reply_new_error (fault->status, now (self), fault->error_code, "%s",
                                     fault->message != NULL
                                       ? fault->message
                                       : assay_sim_reply_default_message (fault->status));
  reply->retry_after = fault->retry_after;
  assay_sim_call_answer (call, reply);

  return TRUE;
}

static void
handle_api (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (GString) allowed = g_string_new (NULL);
  const AssaySimOperation *operation;

  call->fault = assay_sim_faults_take (self->faults, ASSAY_SIM_TARGET_API, call->method,
                                       call->path);
  if (answer_forced_status (self, call) || !check_form (self, call) ||
      !check_key_and_rate (self, call))
    return;

  operation = find_operation (assay_sim_api_operations, call, allowed);
  if (operation == NULL)
    answer_no_operation (self, call, allowed);
  else if (check_account (self, call))
    operation->handler (self, call);
}

/* Whoever controls the simulator sits at this machine, and no web page controls it for them. */
static gboolean
check_control (AssaySimulator *self, AssaySimCall *call)
{
  const char *foreign = assay_sim_call_find_foreign (call);

  if (!assay_sim_call_is_from_host (call))
    assay_sim_answer_error (self, call, SOUP_STATUS_FORBIDDEN, NULL,
                            "The simulator is controlled from its own machine only");
  else if (foreign != NULL)
    assay_sim_answer_error (self, call, SOUP_STATUS_FORBIDDEN, NULL,
                            "%s: expected this machine, such as localhost, found “%s”", foreign,
                            assay_sim_call_get_header (call, foreign));
  else if (strcmp (call->method, "GET") != 0 && !assay_sim_call_carries_json (call))
    assay_sim_answer_error (self, call, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, NULL,
                            "Content-Type: expected application/json");
  else
    return TRUE;

  return FALSE;
}

static void
handle_control (AssaySimulator *self, AssaySimCall *call)
{
  g_autoptr (GString) allowed = g_string_new (NULL);
  const AssaySimOperation *operation;

  if (!check_form (self, call) || !check_control (self, call))
    return;

  operation = find_operation (assay_sim_control_operations, call, allowed);
  if (operation == NULL)
    answer_no_operation (self, call, allowed);
  else
    operation->handler (self, call);
}

/**
 * assay_sim_router_handle:
 * @self: the simulator
 * @request: a request that has arrived
 *
 * Brings a request to its operation, past the checks that all operations share.
 */
void
assay_sim_router_handle (AssaySimulator *self, AssayHttpRequest *request)
{
  g_autoptr (AssaySimCall) call = assay_sim_call_new (request);

  if (g_str_has_prefix (call->path, CONTROL_PREFIX))
    {
      handle_control (self, call);
      return;
    }

  call->entry = assay_sim_log_add (self->log, now (self), request);
  handle_api (self, call);
}

/**
 * assay_sim_parse_body:
 * @self: the simulator
 * @call: a call
 *
 * Parses the body; where that fails the call is answered.
 *
 * Returns: (transfer full) (nullable): the body, or %NULL if the call was answered
 */
AssayJson *
assay_sim_parse_body (AssaySimulator *self, AssaySimCall *call)
{
  const char *type = assay_sim_call_get_header (call, "Content-Type");
  g_autoptr (GError) error = NULL;
  AssayJson *json;

  if (!assay_sim_call_carries_json (call))
    {
      assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, "ValidationError",
                              "Content-Type: expected application/json, found %s",
                              type != NULL ? type : "nothing");
      return NULL;
    }

  json = assay_json_parse (call->body, &error);
  if (json == NULL)
    assay_sim_answer_error (self, call, SOUP_STATUS_BAD_REQUEST, "ValidationError",
                            "The body is not JSON: %s", error->message);

  return json;
}

/**
 * assay_sim_answer_error:
 * @self: the simulator
 * @call: a call
 * @status: the HTTP status
 * @error_code: (nullable): a documented `errorCode`
 * @format: printf() format of the message
 * @...: its arguments
 *
 * Answers a call with an error in StackOne's shape.
 */
void
assay_sim_answer_error (AssaySimulator *self,
                        AssaySimCall *call,
                        guint status,
                        const char *error_code,
                        const char *format,
                        ...)
{
  g_autofree char *message = NULL;
  g_autofree char *valid = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  /* Headers and paths are the client's and need not be UTF-8. */
  valid = g_utf8_make_valid (message, -1);
  assay_sim_call_answer (call,
                         assay_sim_reply_new_error (status, now (self), error_code, "%s", valid));
}

/**
 * assay_sim_answer_json:
 * @call: a call
 * @status: the HTTP status
 * @writer: holds the whole answer
 *
 * Answers a call with what @writer holds.
 */
void
assay_sim_answer_json (AssaySimCall *call, guint status, AssayJsonWriter *writer)
{
  g_autoptr (GBytes) body = assay_json_writer_finish (writer);

  assay_sim_call_answer (call, assay_sim_reply_new (status, body));
}
