/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk-client.h"

#include "assay-desk-private.h"

static void
key_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AssayDesk *self = g_task_get_source_object (task);
  GError *error = NULL;
  char *key = assay_secret_store_lookup_finish (ASSAY_SECRET_STORE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, assay_desk_client_new (self->profile, self->base_url, key),
                           g_object_unref);
  assay_secret_free (key);
}

/**
 * assay_desk_client_new:
 * @profile: whose settings hold
 * @base_url: (nullable): address of StackOne instead of the profile's
 * @api_key: (nullable): the key; without it every call fails
 *
 * Creates a client for what people ask of StackOne, beside what the desk itself sends.
 *
 * Returns: (transfer full): a client
 */
AssayStackoneClient *
assay_desk_client_new (AssayProfile *profile, const char *base_url, const char *api_key)
{
  g_autoptr (AssayRateLimiter) limiter = NULL;
  g_autofree char *set = NULL;
  AssayStackoneClient *client;
  GSettings *settings;

  g_return_val_if_fail (ASSAY_IS_PROFILE (profile), NULL);

  settings = assay_profile_get_settings (profile);
  set = g_settings_get_string (settings, "api-base-url");
  limiter = assay_rate_limiter_new (g_settings_get_uint (settings, "api-rate-limit"),
                                    assay_clock_get_system ());
  client = assay_stackone_client_new (base_url != NULL ? base_url : set);
  assay_stackone_client_set_rate_limiter (client, limiter);
  assay_stackone_client_set_api_key (client, api_key);

  return client;
}

/**
 * assay_desk_create_client_async:
 * @self: a desk
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when the key has been read
 * @user_data: data for @callback
 *
 * Creates a client for the address at which this desk has StackOne and with the key of its profile.
 */
void
assay_desk_create_client_async (AssayDesk *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_DESK (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_desk_create_client_async);
  assay_secret_store_lookup_async (self->secrets, ASSAY_SECRET_STACKONE_API_KEY, cancellable,
                                   key_cb, task);
}

/**
 * assay_desk_create_client_finish:
 * @self: a desk
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Finishes assay_desk_create_client_async().
 *
 * Returns: (transfer full) (nullable): a client, which has no key where none is stored; %NULL when
 *   the keyring could not be read
 */
AssayStackoneClient *
assay_desk_create_client_finish (AssayDesk *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
