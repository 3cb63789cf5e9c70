/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-reply.h"

#include "assay-json-writer.h"
#include "assay-json.h"

#include <libsoup/soup.h>

static void
write_envelope (AssayJsonWriter *writer, guint status, const char *message, gint64 now)
{
  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "statusCode");
  assay_json_writer_int64 (writer, status);
  assay_json_writer_member_string (writer, "message", message);
  assay_json_writer_member (writer, "timestamp");
  assay_json_writer_date_time (writer, now);
}

static AssaySimReply *
finish_envelope (AssayJsonWriter *writer, guint status)
{
  g_autoptr (GBytes) body = NULL;

  assay_json_writer_end_object (writer);
  body = assay_json_writer_finish (writer);

  return assay_sim_reply_new (status, body);
}

/* The provider's own answer, as SmartRecruiters shapes it, inside StackOne's. */
static void
write_provider_errors (AssayJsonWriter *writer, GPtrArray *problems, const char *provider_url)
{
  assay_json_writer_member (writer, "provider_errors");
  assay_json_writer_begin_array (writer);
  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "status");
  assay_json_writer_int64 (writer, SOUP_STATUS_BAD_REQUEST);
  assay_json_writer_member_string (writer, "url", provider_url);
  assay_json_writer_member (writer, "raw");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "message", "Bad Request");
  assay_json_writer_member (writer, "errors");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < problems->len; i++)
    {
      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "code", "VALIDATION_ERROR");
      assay_json_writer_member_string (writer, "message", g_ptr_array_index (problems, i));
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_array (writer);
  assay_json_writer_end_object (writer);
  assay_json_writer_end_object (writer);
  assay_json_writer_end_array (writer);
}

/**
 * assay_sim_reply_new:
 * @status: the HTTP status
 * @body: the JSON document
 *
 * Creates a reply.
 *
 * Returns: (transfer full): a new reply
 */
AssaySimReply *
assay_sim_reply_new (guint status, GBytes *body)
{
  AssaySimReply *self = g_new0 (AssaySimReply, 1);

  self->status = status;
  self->body = g_bytes_ref (body);
  self->retry_after = -1;

  return self;
}

/**
 * assay_sim_reply_new_error:
 * @status: the HTTP status
 * @now: the time to write, in microseconds since 1970
 * @error_code: (nullable): a documented `errorCode`
 * @format: printf() format of the message
 * @...: its arguments
 *
 * Creates an error with the three members that StackOne's error shape requires.
 *
 * Returns: (transfer full): a new reply
 */
AssaySimReply *
assay_sim_reply_new_error (guint status,
                           gint64 now,
                           const char *error_code,
                           const char *format,
                           ...)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autofree char *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  write_envelope (writer, status, message, now);
  assay_json_writer_member_string (writer, "errorCode", error_code);

  return finish_envelope (writer, status);
}

/**
 * assay_sim_reply_new_refusal:
 * @now: the time to write, in microseconds since 1970
 * @problems: (element-type utf8): why, each naming JSON path, expectation and value
 * @provider_url: (nullable): the address at SmartRecruiters if it was the one that refused
 *
 * Creates the 400 for a request whose content is wrong.
 *
 * Returns: (transfer full): a new reply
 */
AssaySimReply *
assay_sim_reply_new_refusal (gint64 now, GPtrArray *problems, const char *provider_url)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  write_envelope (writer, SOUP_STATUS_BAD_REQUEST, g_ptr_array_index (problems, 0), now);
  assay_json_writer_member_string (writer, "errorCode", "ValidationError");
  assay_json_writer_member (writer, "errors");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < problems->len; i++)
    assay_json_writer_string (writer, g_ptr_array_index (problems, i));
  assay_json_writer_end_array (writer);
  if (provider_url != NULL)
    write_provider_errors (writer, problems, provider_url);

  return finish_envelope (writer, SOUP_STATUS_BAD_REQUEST);
}

/**
 * assay_sim_reply_new_updated:
 * @now: the time to write, in microseconds since 1970
 * @warnings: (element-type utf8): what was accepted without having an effect
 *
 * Creates StackOne's UpdateResult.
 *
 * Returns: (transfer full): a new reply
 */
AssaySimReply *
assay_sim_reply_new_updated (gint64 now, GPtrArray *warnings)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  write_envelope (writer, SOUP_STATUS_OK, "Record updated successfully.", now);
  if (warnings->len > 0)
    {
      assay_json_writer_member (writer, "unified_warnings");
      assay_json_writer_begin_array (writer);
      for (guint i = 0; i < warnings->len; i++)
        {
          assay_json_writer_begin_object (writer);
          assay_json_writer_member_string (writer, "message", g_ptr_array_index (warnings, i));
          assay_json_writer_end_object (writer);
        }
      assay_json_writer_end_array (writer);
    }

  return finish_envelope (writer, SOUP_STATUS_OK);
}

/**
 * assay_sim_reply_free:
 * @self: (transfer full): a reply
 *
 * Frees @self.
 */
void
assay_sim_reply_free (AssaySimReply *self)
{
  g_bytes_unref (self->body);
  g_free (self->allow);
  g_free (self);
}

/**
 * assay_sim_reply_default_message:
 * @status: an HTTP status
 *
 * Gets what an error says that was asked for by a fault rule.
 *
 * Returns: the message
 */
const char *
assay_sim_reply_default_message (guint status)
{
  switch (status)
    {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden: the key lacks the scope for this operation";
    case 404:
      return "Not Found";
    case 408:
      return "The request took longer than 60 seconds";
    case 409:
      return "Conflict with the current state of the record";
    case 412:
      return "The account belongs to a disabled integration";
    case 422:
      return "Unprocessable Entity";
    case 429:
      return "Too many requests";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not implemented for this provider";
    case 502:
      return "The provider failed to answer";
    default:
      return soup_status_get_phrase (status);
    }
}
