/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-other-secrets.h"
#include "assay-secret.h"

G_BEGIN_DECLS

#define ASSAY_TYPE_SECRET_STORE (assay_secret_store_get_type ())

G_DECLARE_INTERFACE (AssaySecretStore, assay_secret_store, ASSAY, SECRET_STORE, GObject)

/**
 * AssaySecretStoreInterface:
 * @lookup_async: starts to look up a secret
 * @lookup_finish: gives the secret, or %NULL without an error when there is none
 * @store_async: starts to store a secret
 * @store_finish: tells whether it was stored
 * @clear_async: starts to forget a secret
 * @clear_finish: tells whether it is gone, also when there was none
 * @list_others_async: (nullable): starts to read what other profiles keep in the same place; %NULL
 *   where there are none
 * @list_others_finish: (nullable): gives what was found
 *
 * What a place for secrets implements.
 */
struct _AssaySecretStoreInterface
{
  GTypeInterface parent_interface;

  void (*lookup_async) (AssaySecretStore *store,
                        const char *name,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  char *(*lookup_finish) (AssaySecretStore *store, GAsyncResult *result, GError **error);
  void (*store_async) (AssaySecretStore *store,
                       const char *name,
                       const char *value,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*store_finish) (AssaySecretStore *store, GAsyncResult *result, GError **error);
  void (*clear_async) (AssaySecretStore *store,
                       const char *name,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*clear_finish) (AssaySecretStore *store, GAsyncResult *result, GError **error);

  void (*list_others_async) (AssaySecretStore *store,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
  AssayOtherSecrets *(*list_others_finish) (AssaySecretStore *store,
                                            GAsyncResult *result,
                                            GError **error);
};

AssaySecretStore *assay_secret_store_new_default (const char *profile);
void assay_secret_store_lookup_async (AssaySecretStore *store,
                                      const char *name,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
char *assay_secret_store_lookup_finish (AssaySecretStore *store,
                                        GAsyncResult *result,
                                        GError **error);
void assay_secret_store_store_async (AssaySecretStore *store,
                                     const char *name,
                                     const char *value,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean assay_secret_store_store_finish (AssaySecretStore *store,
                                          GAsyncResult *result,
                                          GError **error);
void assay_secret_store_clear_async (AssaySecretStore *store,
                                     const char *name,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean assay_secret_store_clear_finish (AssaySecretStore *store,
                                          GAsyncResult *result,
                                          GError **error);
void assay_secret_store_list_others_async (AssaySecretStore *store,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
AssayOtherSecrets *assay_secret_store_list_others_finish (AssaySecretStore *store,
                                                          GAsyncResult *result,
                                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
