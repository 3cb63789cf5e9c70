/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk-private.h"

#include "assay-signing-secrets.h"

/* A missing keyring must not keep anybody from reading orders: without secrets nothing is sent and,
 * by policy, nothing unsigned is received. */
static gboolean
take_secret (AssayDesk *self, GObject *source, GAsyncResult *result, char **secret)
{
  g_autoptr (GError) error = NULL;

  *secret = assay_secret_store_lookup_finish (ASSAY_SECRET_STORE (source), result, &error);
  if (self->start_task == NULL)
    {
      g_clear_pointer (secret, assay_secret_free);
      return FALSE;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->secrets_func (self, error);
      return FALSE;
    }
  if (error != NULL)
    g_message ("cannot read a secret: %s", error->message);
  if (error != NULL && self->secrets_error == NULL)
    self->secrets_error = g_steal_pointer (&error);

  return TRUE;
}

static void
take_lines (char *secret, GStrv *lines)
{
  if (secret != NULL)
    *lines = assay_signing_secrets_split (secret);
  assay_secret_free (secret);
}

static void
others_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayDesk) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayOtherSecrets) others = NULL;

  others = assay_secret_store_list_others_finish (ASSAY_SECRET_STORE (source), result, &error);
  if (self->start_task == NULL)
    return;

  /* They only make a refusal clearer. */
  if (error != NULL)
    g_debug ("cannot read the secrets of other profiles: %s", error->message);
  self->settings->others = g_steal_pointer (&others);

  self->secrets_func (self, NULL);
}

static void
packages_key_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayDesk) self = user_data;
  char *key;

  if (!take_secret (self, source, result, &key))
    return;

  take_lines (key, &self->settings->keys);
  assay_secret_store_list_others_async (self->secrets, self->cancellable, others_cb,
                                        g_object_ref (self));
}

static void
webhook_secrets_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayDesk) self = user_data;
  char *secrets;

  if (!take_secret (self, source, result, &secrets))
    return;

  take_lines (secrets, &self->settings->secrets);
  self->verifying = self->settings->secrets != NULL && self->settings->secrets[0] != NULL;
  assay_secret_store_lookup_async (self->secrets, ASSAY_SECRET_PACKAGES_KEY, self->cancellable,
                                   packages_key_cb, g_object_ref (self));
}

static void
api_key_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayDesk) self = user_data;
  char *key;

  if (!take_secret (self, source, result, &key))
    return;

  self->settings->api_key = key;
  assay_secret_store_lookup_async (self->secrets, ASSAY_SECRET_WEBHOOK_SECRETS, self->cancellable,
                                   webhook_secrets_cb, g_object_ref (self));
}

/*
 * assay_desk_read_secrets:
 * @self: a desk that is being started
 * @func: called when they are in the settings; not when the start ends before
 *
 * Reads the secrets one after the other.
 */
void
assay_desk_read_secrets (AssayDesk *self, AssayDeskSecretsFunc func)
{
  self->secrets_func = func;
  assay_secret_store_lookup_async (self->secrets, ASSAY_SECRET_STACKONE_API_KEY, self->cancellable,
                                   api_key_cb, g_object_ref (self));
}

/**
 * assay_desk_get_secrets:
 * @self: a desk
 *
 * Gets where keys and signing secrets are read from.
 *
 * Returns: (transfer none): the place
 */
AssaySecretStore *
assay_desk_get_secrets (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return self->secrets;
}

/**
 * assay_desk_get_secrets_error:
 * @self: a desk
 *
 * Gets why keys and signing secrets could not be read.
 *
 * Returns: (transfer none) (nullable): an %ASSAY_STACKONE_ERROR; %NULL when they were
 */
const GError *
assay_desk_get_secrets_error (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), NULL);

  return self->secrets_error;
}

/**
 * assay_desk_get_verifying:
 * @self: a desk
 *
 * Tells whether webhooks can be verified.
 *
 * Returns: whether a signing secret is known
 */
gboolean
assay_desk_get_verifying (AssayDesk *self)
{
  g_return_val_if_fail (ASSAY_IS_DESK (self), FALSE);

  return self->verifying;
}
