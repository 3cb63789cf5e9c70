/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order.h"
#include "assay-stackone-call-private.h"

/**
 * assay_stackone_dup_result_path:
 * @kind: what was ordered
 * @order_id: the id of the order
 * @error: return location for an error
 *
 * Builds where the result of an order belongs (StackOne ATS OpenAPI).
 *
 * Returns: (transfer full): the path, or %NULL with %ASSAY_STACKONE_ERROR_INVALID_REQUEST when the
 *   id cannot be part of one
 */
char *
assay_stackone_dup_result_path (AssayOrderKind kind, const char *order_id, GError **error)
{
  g_autofree char *segment = assay_stackone_escape_segment ("order id", order_id, error);

  return segment != NULL ? g_strdup_printf ("/unified/ats/%s/orders/%s/result",
                                            assay_stackone_get_family (kind), segment)
                         : NULL;
}

/**
 * assay_stackone_client_update_result_async:
 * @self: a client
 * @kind: what was ordered
 * @account_id: the linked account of the order
 * @order_id: the order's id, as the webhook brought it or the provider's
 * @body: the exact bytes to send, a result as JSON
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when the answer is complete
 * @user_data: data for @callback
 *
 * Sends a result: `PATCH /unified/ats/{assessments,background_checks}/orders/{id}/result` (StackOne
 * ATS OpenAPI). An answer of 200 to 299 says that it is done, whatever its body holds.
 */
void
assay_stackone_client_update_result_async (AssayStackoneClient *self,
                                           AssayOrderKind kind,
                                           const char *account_id,
                                           const char *order_id,
                                           GBytes *body,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data)
{
  char *path;
  AssayStackoneCall *call;
  GError *error = NULL;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (body != NULL);

  path = assay_stackone_dup_result_path (kind, order_id, &error);
  if (path == NULL)
    {
      g_task_report_error (self, callback, user_data, assay_stackone_client_update_result_async,
                           error);
      return;
    }

  call = assay_stackone_call_new ("PATCH", path, account_id != NULL ? account_id : "");
  call->order_key = assay_order_build_key (account_id, order_id);
  call->body = g_bytes_ref (body);
  call->content = FALSE;
  assay_stackone_client_call_async (self, call, cancellable, callback, user_data);
}

/**
 * assay_stackone_client_update_result_finish:
 * @self: a client
 * @result: the result
 * @exchange: (out) (optional) (nullable) (transfer full): what was sent and answered, also when the
 *   call failed; %NULL when nothing was sent
 * @error: return location for an error
 *
 * Finishes [method@StackoneClient.update_result_async].
 *
 * Returns: (transfer full): the answer
 */
AssayStackoneReply *
assay_stackone_client_update_result_finish (AssayStackoneClient *self,
                                            GAsyncResult *result,
                                            AssayExchange **exchange,
                                            GError **error)
{
  return assay_stackone_client_call_finish (self, result, exchange, error);
}
