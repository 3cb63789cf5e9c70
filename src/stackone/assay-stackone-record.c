/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-stackone-call-private.h"

/* A record is kept for good where it completes an order, and has a few hundred bytes of use. */
#define MAX_RECORD_SIZE (256 * 1024)

static const struct
{
  const char *folder;
  const char *what;
} records[] = {
  [ASSAY_STACKONE_RECORD_APPLICATION] = { "/unified/ats/applications/", "application id" },
  [ASSAY_STACKONE_RECORD_CANDIDATE] = { "/unified/ats/candidates/", "candidate id" },
  [ASSAY_STACKONE_RECORD_JOB] = { "/unified/ats/jobs/", "job id" },
};

/**
 * assay_stackone_client_read_record_async:
 * @self: a client
 * @record: what to read
 * @account_id: the linked account it belongs to
 * @id: its id, StackOne's or the provider's
 * @order_key: (nullable): the key of the order it is read for
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when the answer is complete
 * @user_data: data for @callback
 *
 * Reads a record: `GET /unified/ats/{applications,candidates,jobs}/{id}` (StackOne ATS OpenAPI).
 */
void
assay_stackone_client_read_record_async (AssayStackoneClient *self,
                                         AssayStackoneRecord record,
                                         const char *account_id,
                                         const char *id,
                                         const char *order_key,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  g_autofree char *segment = NULL;
  AssayStackoneCall *call;
  GError *error = NULL;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (record < G_N_ELEMENTS (records));
  g_return_if_fail (account_id != NULL);

  segment = assay_stackone_escape_segment (records[record].what, id, &error);
  if (segment == NULL)
    {
      g_task_report_error (self, callback, user_data, assay_stackone_client_read_record_async,
                           error);
      return;
    }

  call = assay_stackone_call_new ("GET", g_strconcat (records[record].folder, segment, NULL),
                                  account_id);
  call->order_key = g_strdup (order_key);
  call->max_answer = MAX_RECORD_SIZE;
  assay_stackone_client_call_async (self, call, cancellable, callback, user_data);
}

/**
 * assay_stackone_client_read_record_finish:
 * @self: a client
 * @result: the result
 * @exchange: (out) (optional) (nullable) (transfer full): what was sent and answered, also when the
 *   call failed; %NULL when nothing was sent
 * @error: return location for an error
 *
 * Finishes [method@StackoneClient.read_record_async].
 *
 * Returns: (transfer full): the record, as StackOne sent it
 */
AssayJson *
assay_stackone_client_read_record_finish (AssayStackoneClient *self,
                                          GAsyncResult *result,
                                          AssayExchange **exchange,
                                          GError **error)
{
  g_autoptr (AssayStackoneReply)
    reply = assay_stackone_client_call_finish (self, result, exchange, error);
  AssayJson *json;
  g_autoptr (AssayJson) data = NULL;

  if (reply == NULL)
    return NULL;

  json = assay_stackone_reply_get_json (reply);
  if (json != NULL && assay_json_get_kind (json) == ASSAY_JSON_OBJECT)
    data = assay_json_dup_member (json, "data");
  if (data == NULL || assay_json_get_kind (data) != ASSAY_JSON_OBJECT)
    {
      g_set_error_literal (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_ANSWER,
                           "StackOne's answer: $.data: expected an object");
      return NULL;
    }

  return g_steal_pointer (&data);
}
