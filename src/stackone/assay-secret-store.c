/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-secret-store.h"

/**
 * AssaySecretStore:
 *
 * A place where keys and signing secrets are kept, by name. Nothing but these stores ever holds a
 * secret for longer than a call needs it.
 *
 * Names are those of the macros [const@SECRET_STACKONE_API_KEY], [const@SECRET_WEBHOOK_SECRETS] and
 * [const@SECRET_PACKAGES_KEY]. Errors are of [error@StackoneError]: `SECRETS_UNAVAILABLE`,
 * `SECRETS_LOCKED`, `SECRETS_READ_ONLY` and `SECRETS_INVALID`.
 */

G_DEFINE_INTERFACE (AssaySecretStore, assay_secret_store, G_TYPE_OBJECT)

static void
assay_secret_store_default_init (AssaySecretStoreInterface *iface)
{
}

/**
 * assay_secret_store_lookup_async:
 * @store: a secret store
 * @name: the name of a secret
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when it is done
 * @user_data: data for @callback
 *
 * Looks up a secret. A locked keyring may ask the person at the desk to unlock it.
 */
void
assay_secret_store_lookup_async (AssaySecretStore *store,
                                 const char *name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (ASSAY_IS_SECRET_STORE (store));
  g_return_if_fail (name != NULL);

  ASSAY_SECRET_STORE_GET_IFACE (store)->lookup_async (store, name, cancellable, callback,
                                                      user_data);
}

/**
 * assay_secret_store_lookup_finish:
 * @store: a secret store
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@SecretStore.lookup_async].
 *
 * Returns: (transfer full) (nullable): the secret, to be freed with [func@secret_free]; %NULL
 *   without an error when no such secret is stored
 */
char *
assay_secret_store_lookup_finish (AssaySecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (store), NULL);

  return ASSAY_SECRET_STORE_GET_IFACE (store)->lookup_finish (store, result, error);
}

/**
 * assay_secret_store_store_async:
 * @store: a secret store
 * @name: the name of a secret
 * @value: the secret
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when it is done
 * @user_data: data for @callback
 *
 * Stores a secret in place of any of the same name.
 */
void
assay_secret_store_store_async (AssaySecretStore *store,
                                const char *name,
                                const char *value,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (ASSAY_IS_SECRET_STORE (store));
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  ASSAY_SECRET_STORE_GET_IFACE (store)->store_async (store, name, value, cancellable, callback,
                                                     user_data);
}

/**
 * assay_secret_store_store_finish:
 * @store: a secret store
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@SecretStore.store_async].
 *
 * Returns: whether the secret was stored
 */
gboolean
assay_secret_store_store_finish (AssaySecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (store), FALSE);

  return ASSAY_SECRET_STORE_GET_IFACE (store)->store_finish (store, result, error);
}

/**
 * assay_secret_store_clear_async:
 * @store: a secret store
 * @name: the name of a secret
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when it is done
 * @user_data: data for @callback
 *
 * Forgets a secret.
 */
void
assay_secret_store_clear_async (AssaySecretStore *store,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (ASSAY_IS_SECRET_STORE (store));
  g_return_if_fail (name != NULL);

  ASSAY_SECRET_STORE_GET_IFACE (store)->clear_async (store, name, cancellable, callback, user_data);
}

/**
 * assay_secret_store_clear_finish:
 * @store: a secret store
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@SecretStore.clear_async].
 *
 * Returns: whether no such secret is stored any more
 */
gboolean
assay_secret_store_clear_finish (AssaySecretStore *store, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (store), FALSE);

  return ASSAY_SECRET_STORE_GET_IFACE (store)->clear_finish (store, result, error);
}

/**
 * assay_secret_store_list_others_async:
 * @store: a secret store
 * @cancellable: (nullable): cancels the call
 * @callback: (scope async): called when it is done
 * @user_data: data for @callback
 *
 * Reads what other profiles keep in the same place, to recognise what was confused. Nobody is asked
 * to unlock anything for that.
 */
void
assay_secret_store_list_others_async (AssaySecretStore *store,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  AssaySecretStoreInterface *iface;
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ASSAY_IS_SECRET_STORE (store));

  iface = ASSAY_SECRET_STORE_GET_IFACE (store);
  if (iface->list_others_async != NULL)
    {
      iface->list_others_async (store, cancellable, callback, user_data);
      return;
    }

  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_secret_store_list_others_async);
  g_task_return_pointer (task, assay_other_secrets_new (),
                         (GDestroyNotify) assay_other_secrets_free);
}

/**
 * assay_secret_store_list_others_finish:
 * @store: a secret store
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [method@SecretStore.list_others_async].
 *
 * Returns: (transfer full): what was found, which may be nothing; or %NULL with an error
 */
AssayOtherSecrets *
assay_secret_store_list_others_finish (AssaySecretStore *store,
                                       GAsyncResult *result,
                                       GError **error)
{
  AssaySecretStoreInterface *iface;

  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (store), NULL);

  iface = ASSAY_SECRET_STORE_GET_IFACE (store);
  if (iface->list_others_finish != NULL)
    return iface->list_others_finish (store, result, error);

  return g_task_propagate_pointer (G_TASK (result), error);
}
