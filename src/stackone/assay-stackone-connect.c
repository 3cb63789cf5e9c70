/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json-writer.h"
#include "assay-stackone-call-private.h"

#define PROVIDER "smartrecruiters"
#define CATEGORY "ats"

static void
created_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (AssayStackoneReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  AssayConnectSession *session = NULL;
  AssayJson *json;

  reply = assay_stackone_client_call_finish (ASSAY_STACKONE_CLIENT (source), result, NULL, &error);
  if (reply == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  json = assay_stackone_reply_get_json (reply);
  if (json != NULL && assay_json_check_kind (json, ASSAY_JSON_OBJECT, &error))
    session = assay_connect_session_new_from_json (json, &error);
  if (session != NULL)
    g_task_return_pointer (task, session, g_object_unref);
  else
    g_task_return_new_error (task, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_INVALID_ANSWER,
                             "StackOne's answer: %s", error != NULL ? error->message : "no JSON");
}

static GBytes *
write_body (const char *owner_id, const char *owner_name, guint expires_in)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "origin_owner_id", owner_id);
  assay_json_writer_member_string (writer, "origin_owner_name", owner_name);
  assay_json_writer_member_string (writer, "provider", PROVIDER);
  assay_json_writer_member (writer, "categories");
  assay_json_writer_begin_array (writer);
  assay_json_writer_string (writer, CATEGORY);
  assay_json_writer_end_array (writer);
  assay_json_writer_member (writer, "expires_in");
  assay_json_writer_int64 (writer, expires_in);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

/**
 * assay_stackone_client_connect_async:
 * @self: a client
 * @owner_id: our id of the customer
 * @owner_name: what the customer is called
 * @expires_in: for how long the link works, in seconds; StackOne's default is 1800
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when the answer is complete
 * @user_data: data for @callback
 *
 * Lets a customer link a SmartRecruiters account: `POST /connect_sessions` (StackOne SDK). It is
 * not safe to repeat, but a session that nobody uses expires.
 */
void
assay_stackone_client_connect_async (AssayStackoneClient *self,
                                     const char *owner_id,
                                     const char *owner_name,
                                     guint expires_in,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  AssayStackoneCall *call;
  GTask *task;

  g_return_if_fail (ASSAY_IS_STACKONE_CLIENT (self));
  g_return_if_fail (owner_id != NULL);
  g_return_if_fail (owner_name != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_stackone_client_connect_async);
  call = assay_stackone_call_new ("POST", g_strdup ("/connect_sessions"), NULL);
  call->body = write_body (owner_id, owner_name, expires_in);
  assay_stackone_client_call_async (self, call, cancellable, created_cb, task);
}

/**
 * assay_stackone_client_connect_finish:
 * @self: a client
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@StackoneClient.connect_async].
 *
 * Returns: (transfer full): the session, with the link for the customer
 */
AssayConnectSession *
assay_stackone_client_connect_finish (AssayStackoneClient *self,
                                      GAsyncResult *result,
                                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
