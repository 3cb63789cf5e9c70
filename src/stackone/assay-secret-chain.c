/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-secret-chain.h"

#include "assay-stackone-error.h"

/**
 * AssaySecretChain:
 *
 * Two stores behind one: what the first offers goes before what the second keeps. Changes go to the
 * second and are refused for a secret that the first offers, because they would have no effect.
 */
struct _AssaySecretChain
{
  GObject parent_instance;

  /* owned */
  AssaySecretStore *override;
  AssaySecretStore *base;

  /* plain */
  gboolean base_optional;
};

static void secret_store_iface_init (AssaySecretStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssaySecretChain,
                               assay_secret_chain,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_SECRET_STORE,
                                                      secret_store_iface_init))

typedef struct
{
  char *name;  /* owned */
  char *value; /* owned; NULL for a clear */
} Change;

static void
change_free (Change *change)
{
  g_free (change->name);
  assay_secret_free (change->value);
  g_free (change);
}

static void
base_lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  AssaySecretChain *self = g_task_get_source_object (task);
  char *secret;

  secret = assay_secret_store_lookup_finish (ASSAY_SECRET_STORE (source), result, &error);
  if (self->base_optional &&
      g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_UNAVAILABLE))
    g_task_return_pointer (task, NULL, NULL);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) assay_secret_free);
}

static void
override_lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  AssaySecretChain *self = g_task_get_source_object (task);
  const char *name = g_task_get_task_data (task);
  char *secret;

  secret = assay_secret_store_lookup_finish (ASSAY_SECRET_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (secret != NULL)
    g_task_return_pointer (task, secret, (GDestroyNotify) assay_secret_free);
  else
    assay_secret_store_lookup_async (self->base, name, g_task_get_cancellable (task),
                                     base_lookup_cb, g_object_ref (task));
}

static void
assay_secret_chain_lookup_async (AssaySecretStore *store,
                                 const char *name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  AssaySecretChain *self = ASSAY_SECRET_CHAIN (store);
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_secret_chain_lookup_async);
  g_task_set_task_data (task, g_strdup (name), g_free);
  assay_secret_store_lookup_async (self->override, name, cancellable, override_lookup_cb, task);
}

static char *
assay_secret_chain_lookup_finish (AssaySecretStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
base_change_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  AssaySecretStore *base = ASSAY_SECRET_STORE (source);
  Change *change = g_task_get_task_data (task);
  gboolean done;

  if (change->value != NULL)
    done = assay_secret_store_store_finish (base, result, &error);
  else
    done = assay_secret_store_clear_finish (base, result, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
override_before_change_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  AssaySecretChain *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  Change *change = g_task_get_task_data (task);
  char *secret;

  secret = assay_secret_store_lookup_finish (ASSAY_SECRET_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (secret != NULL)
    g_task_return_new_error (task, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_READ_ONLY,
                             "%s comes from the environment and cannot be changed here",
                             change->name);
  else if (change->value != NULL)
    assay_secret_store_store_async (self->base, change->name, change->value, cancellable,
                                    base_change_cb, g_object_ref (task));
  else
    assay_secret_store_clear_async (self->base, change->name, cancellable, base_change_cb,
                                    g_object_ref (task));

  assay_secret_free (secret);
}

static void
assay_secret_chain_store_async (AssaySecretStore *store,
                                const char *name,
                                const char *value,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  AssaySecretChain *self = ASSAY_SECRET_CHAIN (store);
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Change *change = g_new0 (Change, 1);

  change->name = g_strdup (name);
  change->value = g_strdup (value);
  g_task_set_source_tag (task, assay_secret_chain_store_async);
  g_task_set_task_data (task, change, (GDestroyNotify) change_free);
  assay_secret_store_lookup_async (self->override, name, cancellable, override_before_change_cb,
                                   task);
}

static void
assay_secret_chain_clear_async (AssaySecretStore *store,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  assay_secret_chain_store_async (store, name, NULL, cancellable, callback, user_data);
}

static gboolean
assay_secret_chain_change_finish (AssaySecretStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
base_others_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  AssayOtherSecrets *others;

  others = assay_secret_store_list_others_finish (ASSAY_SECRET_STORE (source), result, &error);
  if (others == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, others, (GDestroyNotify) assay_other_secrets_free);
}

/* What the first store offers is of no profile. */
static void
assay_secret_chain_list_others_async (AssaySecretStore *store,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_secret_chain_list_others_async);
  assay_secret_store_list_others_async (ASSAY_SECRET_CHAIN (store)->base, cancellable,
                                        base_others_cb, task);
}

static AssayOtherSecrets *
assay_secret_chain_list_others_finish (AssaySecretStore *store,
                                       GAsyncResult *result,
                                       GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
secret_store_iface_init (AssaySecretStoreInterface *iface)
{
  iface->lookup_async = assay_secret_chain_lookup_async;
  iface->lookup_finish = assay_secret_chain_lookup_finish;
  iface->store_async = assay_secret_chain_store_async;
  iface->store_finish = assay_secret_chain_change_finish;
  iface->clear_async = assay_secret_chain_clear_async;
  iface->clear_finish = assay_secret_chain_change_finish;
  iface->list_others_async = assay_secret_chain_list_others_async;
  iface->list_others_finish = assay_secret_chain_list_others_finish;
}

static void
assay_secret_chain_dispose (GObject *object)
{
  AssaySecretChain *self = ASSAY_SECRET_CHAIN (object);

  g_clear_object (&self->override);
  g_clear_object (&self->base);

  G_OBJECT_CLASS (assay_secret_chain_parent_class)->dispose (object);
}

static void
assay_secret_chain_class_init (AssaySecretChainClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_secret_chain_dispose;
}

static void
assay_secret_chain_init (AssaySecretChain *self)
{
}

/**
 * assay_secret_chain_new:
 * @override: the store that goes first
 * @base: the store that keeps what is changed
 * @base_optional: whether a missing keyring in @base counts as having no secrets
 *
 * Makes a store of two.
 *
 * Returns: (transfer full): a new store
 */
AssaySecretStore *
assay_secret_chain_new (AssaySecretStore *override, AssaySecretStore *base, gboolean base_optional)
{
  AssaySecretChain *self;

  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (override), NULL);
  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (base), NULL);

  self = g_object_new (ASSAY_TYPE_SECRET_CHAIN, NULL);
  self->override = g_object_ref (override);
  self->base = g_object_ref (base);
  self->base_optional = base_optional;

  return ASSAY_SECRET_STORE (self);
}
