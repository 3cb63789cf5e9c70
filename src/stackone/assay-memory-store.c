/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-memory-store.h"

/**
 * AssayMemoryStore:
 *
 * Secrets that live as long as the process: for the demo, whose two ends share a key made at start,
 * and for tests. It may be used from several threads.
 */
struct _AssayMemoryStore
{
  GObject parent_instance;

  /* owned */
  GHashTable *secrets; /* name → secret; guarded by the mutex */

  /* plain */
  GMutex mutex;
};

static void secret_store_iface_init (AssaySecretStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayMemoryStore,
                               assay_memory_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_SECRET_STORE,
                                                      secret_store_iface_init))

static void
assay_memory_store_lookup_async (AssaySecretStore *store,
                                 const char *name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  AssayMemoryStore *self = ASSAY_MEMORY_STORE (store);
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  char *secret;

  g_task_set_source_tag (task, assay_memory_store_lookup_async);

  g_mutex_lock (&self->mutex);
  secret = g_strdup (g_hash_table_lookup (self->secrets, name));
  g_mutex_unlock (&self->mutex);

  g_task_return_pointer (task, secret, (GDestroyNotify) assay_secret_free);
}

static char *
assay_memory_store_lookup_finish (AssaySecretStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
assay_memory_store_store_async (AssaySecretStore *store,
                                const char *name,
                                const char *value,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  AssayMemoryStore *self = ASSAY_MEMORY_STORE (store);
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_memory_store_store_async);

  if (g_task_return_error_if_cancelled (task))
    return;

  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->secrets, g_strdup (name), g_strdup (value));
  g_mutex_unlock (&self->mutex);

  g_task_return_boolean (task, TRUE);
}

static gboolean
assay_memory_store_change_finish (AssaySecretStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
assay_memory_store_clear_async (AssaySecretStore *store,
                                const char *name,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  AssayMemoryStore *self = ASSAY_MEMORY_STORE (store);
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_memory_store_clear_async);

  if (g_task_return_error_if_cancelled (task))
    return;

  g_mutex_lock (&self->mutex);
  g_hash_table_remove (self->secrets, name);
  g_mutex_unlock (&self->mutex);

  g_task_return_boolean (task, TRUE);
}

static void
secret_store_iface_init (AssaySecretStoreInterface *iface)
{
  iface->lookup_async = assay_memory_store_lookup_async;
  iface->lookup_finish = assay_memory_store_lookup_finish;
  iface->store_async = assay_memory_store_store_async;
  iface->store_finish = assay_memory_store_change_finish;
  iface->clear_async = assay_memory_store_clear_async;
  iface->clear_finish = assay_memory_store_change_finish;
}

static void
assay_memory_store_finalize (GObject *object)
{
  AssayMemoryStore *self = ASSAY_MEMORY_STORE (object);

  g_hash_table_unref (self->secrets);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (assay_memory_store_parent_class)->finalize (object);
}

static void
assay_memory_store_class_init (AssayMemoryStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_memory_store_finalize;
}

static void
assay_memory_store_init (AssayMemoryStore *self)
{
  g_mutex_init (&self->mutex);
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) assay_secret_free);
}

/**
 * assay_memory_store_new:
 *
 * Makes an empty store.
 *
 * Returns: (transfer full): a new store
 */
AssaySecretStore *
assay_memory_store_new (void)
{
  return g_object_new (ASSAY_TYPE_MEMORY_STORE, NULL);
}
