/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-stackone-call-private.h"

/* Only packages of background checks can be written (StackOne ATS OpenAPI). */
#define FOLDER "/unified/ats/background_checks/packages"

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (AssayStackoneReply) reply = NULL;
  g_autoptr (AssayJson) data = NULL;
  AssayJson *json;
  GError *error = NULL;
  char *id = NULL;

  reply = assay_stackone_client_call_finish (ASSAY_STACKONE_CLIENT (source), result, NULL, &error);
  if (reply == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  json = assay_stackone_reply_get_json (reply);
  if (json != NULL && assay_json_get_kind (json) == ASSAY_JSON_OBJECT &&
      assay_json_read_object (json, "data", &data, NULL) && data != NULL &&
      (!assay_json_read_text (data, "id", &id, NULL) || id == NULL))
    assay_json_read_text (data, "remote_id", &id, NULL);

  if (id != NULL && *id != '\0')
    {
      g_task_return_pointer (task, id, g_free);
      return;
    }
  g_free (id);
  g_task_return_new_error_literal (task, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_ANSWER,
                                   "StackOne's answer: $.data.id: missing");
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (AssayStackoneReply) reply = NULL;
  GError *error = NULL;

  reply = assay_stackone_client_call_finish (ASSAY_STACKONE_CLIENT (source), result, NULL, &error);
  if (reply != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes @task over. Of a change only the status counts. */
static void
write_package (GTask *task,
               const char *method,
               const char *account_id,
               const char *package_id,
               GBytes *body)
{
  AssayStackoneCall *call;
  g_autofree char *segment = NULL;
  GError *error = NULL;

  segment = assay_stackone_escape_segment ("package id", package_id, &error);
  if (segment == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  call = assay_stackone_call_new (method, g_strconcat (FOLDER "/", segment, NULL), account_id);
  call->body = body != NULL ? g_bytes_ref (body) : NULL;
  call->content = FALSE;
  assay_stackone_client_call_async (g_task_get_source_object (task), call,
                                    g_task_get_cancellable (task), written_cb, task);
}

/**
 * assay_stackone_client_create_package_async:
 * @self: a client
 * @account_id: the linked account that gets the package
 * @body: the package as JSON, with `name`, `description` and `tests`
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when the answer is complete
 * @user_data: data for @callback
 *
 * Creates a package of background checks: `POST /unified/ats/background_checks/packages` (StackOne
 * ATS OpenAPI). This is not safe to repeat: without an answer there may be a package nevertheless.
 */
void
assay_stackone_client_create_package_async (AssayStackoneClient *self,
                                            const char *account_id,
                                            GBytes *body,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  AssayStackoneCall *call;
  GTask *task;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (account_id != NULL);
  g_return_if_fail (body != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_stackone_client_create_package_async);
  call = assay_stackone_call_new ("POST", g_strdup (FOLDER), account_id);
  call->body = g_bytes_ref (body);
  assay_stackone_client_call_async (self, call, cancellable, created_cb, task);
}

/**
 * assay_stackone_client_create_package_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@StackoneClient.create_package_async].
 *
 * Returns: (transfer full): the id that StackOne gave the package
 */
char *
assay_stackone_client_create_package_finish (AssayStackoneClient *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * assay_stackone_client_update_package_async:
 * @self: a client
 * @account_id: the linked account of the package
 * @package_id: the package's id, StackOne's or the provider's
 * @body: the members to change as JSON
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when the answer is complete
 * @user_data: data for @callback
 *
 * Changes a package of background checks: `PATCH /unified/ats/background_checks/packages/{id}`
 * (StackOne ATS OpenAPI).
 */
void
assay_stackone_client_update_package_async (AssayStackoneClient *self,
                                            const char *account_id,
                                            const char *package_id,
                                            GBytes *body,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (account_id != NULL);
  g_return_if_fail (body != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_stackone_client_update_package_async);
  write_package (task, "PATCH", account_id, package_id, body);
}

/**
 * assay_stackone_client_update_package_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@StackoneClient.update_package_async].
 *
 * Returns: whether the package was changed
 */
gboolean
assay_stackone_client_update_package_finish (AssayStackoneClient *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_stackone_client_delete_package_async:
 * @self: a client
 * @account_id: the linked account of the package
 * @package_id: the package's id, StackOne's or the provider's
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when the answer is complete
 * @user_data: data for @callback
 *
 * Deletes a package of background checks: `DELETE /unified/ats/background_checks/packages/{id}`
 * (StackOne ATS OpenAPI).
 */
void
assay_stackone_client_delete_package_async (AssayStackoneClient *self,
                                            const char *account_id,
                                            const char *package_id,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (account_id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_stackone_client_delete_package_async);
  write_package (task, "DELETE", account_id, package_id, NULL);
}

/**
 * assay_stackone_client_delete_package_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@StackoneClient.delete_package_async].
 *
 * Returns: whether the package was deleted
 */
gboolean
assay_stackone_client_delete_package_finish (AssayStackoneClient *self,
                                             GAsyncResult *result,
                                             GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
