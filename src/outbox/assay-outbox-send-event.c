/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-send-event-private.h"

#include "assay-json-writer.h"
#include "assay-stackone-error.h"

static AssayJsonWriter *
begin_body (const char *revision)
{
  AssayJsonWriter *writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "revision", revision);

  return writer;
}

static GBytes *
end_body (AssayJsonWriter *writer)
{
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

static void
write_number (AssayJsonWriter *writer,
              const char      *name,
              gint64           number)
{
  assay_json_writer_member (writer, name);
  assay_json_writer_int64 (writer, number);
}

/* StackOne's own words where it said something. */
static const char *
get_message (const GError *error)
{
  const AssayStackoneFailure *failure = assay_stackone_error_get_failure (error);
  const char *message = failure != NULL ? assay_stackone_failure_get_message (failure) : NULL;

  return message != NULL ? message : error->message;
}

/*
 * assay_outbox_write_attempt:
 * @revision: the revision that is about to be sent
 * @attempt: the number of the attempt, from 1
 *
 * Writes the body of a `result.attempted` that stands before a call, so that a call whose end
 * nobody saw is on record.
 *
 * Returns: (transfer full): the body
 */
GBytes *
assay_outbox_write_attempt (const char *revision,
                            gint64      attempt)
{
  g_autoptr(AssayJsonWriter) writer = begin_body (revision);

  write_number (writer, "attempt", attempt);

  return end_body (writer);
}

/*
 * assay_outbox_write_failure:
 * @revision: the revision that was sent
 * @attempt: the number of the attempt, from 1
 * @status: the HTTP status, 0 without an answer
 * @retry_at: when it is sent again, in µs since 1970 UTC
 * @error: what went wrong
 *
 * Writes the body of a `result.attempted` that stands behind a call which failed for now.
 *
 * Returns: (transfer full): the body
 */
GBytes *
assay_outbox_write_failure (const char   *revision,
                            gint64        attempt,
                            guint         status,
                            gint64        retry_at,
                            const GError *error)
{
  g_autoptr(AssayJsonWriter) writer = begin_body (revision);

  write_number (writer, "attempt", attempt);
  write_number (writer, "status", status);
  write_number (writer, "retry_at", retry_at);
  assay_json_writer_member_string (writer, "error", get_message (error));

  return end_body (writer);
}

/*
 * assay_outbox_write_delivered:
 * @revision: the revision that was sent
 * @reply: what StackOne answered
 *
 * Writes the body of a `result.delivered`.
 *
 * Returns: (transfer full): the body
 */
GBytes *
assay_outbox_write_delivered (const char         *revision,
                              AssayStackoneReply *reply)
{
  g_autoptr(AssayJsonWriter) writer = begin_body (revision);

  write_number (writer, "status", assay_stackone_reply_get_status (reply));
  assay_json_writer_member_value (writer, "answer", assay_stackone_reply_get_json (reply));

  return end_body (writer);
}

/*
 * assay_outbox_write_refused:
 * @revision: the revision that was sent
 * @status: the HTTP status, 0 without an answer
 * @exhausted: whether it was given up although the failure may pass
 * @error: what went wrong
 *
 * Writes the body of a `result.refused`.
 *
 * Returns: (transfer full): the body
 */
GBytes *
assay_outbox_write_refused (const char   *revision,
                            guint         status,
                            gboolean      exhausted,
                            const GError *error)
{
  const AssayStackoneFailure *failure = assay_stackone_error_get_failure (error);
  g_autoptr(AssayJsonWriter) writer = begin_body (revision);

  write_number (writer, "status", status);
  if (failure != NULL)
    assay_json_writer_member_string (writer, "error_code",
                                     assay_stackone_failure_get_error_code (failure));
  assay_json_writer_member_string (writer, "message", get_message (error));
  if (failure != NULL)
    {
      AssayJson *provider_errors = assay_stackone_failure_get_provider_errors (failure);

      assay_json_writer_member_strv (writer, "errors", assay_stackone_failure_get_errors (failure));
      if (provider_errors != NULL)
        assay_json_writer_member_value (writer, "provider_errors", provider_errors);
    }
  if (exhausted)
    {
      assay_json_writer_member (writer, "exhausted");
      assay_json_writer_boolean (writer, TRUE);
    }

  return end_body (writer);
}
