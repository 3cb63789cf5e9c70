/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-libsecret-store.h"

#include <libsecret/secret.h>

#include "assay-stackone-error.h"

/**
 * AssayLibsecretStore:
 *
 * Secrets in the keyring of the desktop, or in libsecret's encrypted file inside a sandbox. Entries
 * carry the attributes `profile` and `name`.
 *
 * A locked keyring makes libsecret ask for its password; when that is declined, or nobody can be
 * asked, the call ends with `SECRETS_LOCKED`.
 */
struct _AssayLibsecretStore
{
  GObject parent_instance;

  /* owned */
  char *profile;
};

static void secret_store_iface_init (AssaySecretStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayLibsecretStore,
                               assay_libsecret_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_SECRET_STORE,
                                                      secret_store_iface_init))

typedef enum
{
  PROP_PROFILE = 1,
} AssayLibsecretStoreProperty;

static GParamSpec *properties[PROP_PROFILE + 1];

static const SecretSchema schema = {
  .name = APPLICATION_ID,
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "name", SECRET_SCHEMA_ATTRIBUTE_STRING },
  },
};

static GHashTable *
build_attributes (AssayLibsecretStore *self, const char *name)
{
  return secret_attributes_build (&schema, "profile", self->profile, "name", name, NULL);
}

/* Anything but a locked keyring and a cancelled call means that no keyring could be reached: D-Bus
 * reports a missing bus, a service that is not installed and one that crashed in many ways. */
static GError *
translate_error (GError *error)
{
  g_autoptr (GError) owned = error;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&owned);

  g_dbus_error_strip_remote_error (owned);
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return g_error_new (ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_LOCKED,
                        "the keyring is locked: %s", owned->message);

  return g_error_new (ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_UNAVAILABLE,
                      "no keyring service: %s", owned->message);
}

static gboolean
contains_locked_item (GList *items)
{
  for (GList *link = items; link != NULL; link = link->next)
    {
      if (SECRET_IS_ITEM (link->data) && secret_item_get_locked (link->data))
        return TRUE;
    }

  return FALSE;
}

static void
search_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, translate_error (g_steal_pointer (&error)));
  else if (contains_locked_item (items))
    g_task_return_new_error_literal (task, ASSAY_STACKONE_ERROR,
                                     ASSAY_STACKONE_ERROR_SECRETS_LOCKED,
                                     "the keyring is locked and was not unlocked");
  else
    g_task_return_pointer (task, NULL, NULL);

  g_list_free_full (items, g_object_unref);
}

/* libsecret says nothing found both when there is no such secret and when it stayed locked. */
static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *secret = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, translate_error (g_steal_pointer (&error)));
  else if (secret != NULL)
    g_task_return_pointer (task, secret, (GDestroyNotify) assay_secret_free);
  else
    secret_password_searchv (&schema, g_task_get_task_data (task), SECRET_SEARCH_ALL,
                             g_task_get_cancellable (task), search_cb, g_object_ref (task));
}

static void
assay_libsecret_store_lookup_async (AssaySecretStore *store,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  GHashTable *attributes = build_attributes (ASSAY_LIBSECRET_STORE (store), name);

  g_task_set_source_tag (task, assay_libsecret_store_lookup_async);
  g_task_set_task_data (task, attributes, (GDestroyNotify) g_hash_table_unref);
  secret_password_lookupv (&schema, attributes, cancellable, lookup_cb, task);
}

static char *
assay_libsecret_store_lookup_finish (AssaySecretStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    g_task_return_error (task, translate_error (g_steal_pointer (&error)));
  else
    g_task_return_new_error_literal (task, ASSAY_STACKONE_ERROR,
                                     ASSAY_STACKONE_ERROR_SECRETS_LOCKED,
                                     "the keyring was not unlocked");
}

static void
assay_libsecret_store_store_async (AssaySecretStore *store,
                                   const char *name,
                                   const char *value,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  AssayLibsecretStore *self = ASSAY_LIBSECRET_STORE (store);
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = build_attributes (self, name);
  g_autofree char *label = g_strdup_printf ("Assay: %s (%s)", name, self->profile);

  g_task_set_source_tag (task, assay_libsecret_store_store_async);
  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, value, cancellable,
                          store_cb, task);
}

static void
clear_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* FALSE without an error means that there was nothing to remove, which is what was asked for. */
  secret_password_clear_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, translate_error (g_steal_pointer (&error)));
  else
    secret_password_searchv (&schema, g_task_get_task_data (task), SECRET_SEARCH_ALL,
                             g_task_get_cancellable (task), search_cb, g_object_ref (task));
}

static void
assay_libsecret_store_clear_async (AssaySecretStore *store,
                                   const char *name,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  GHashTable *attributes = build_attributes (ASSAY_LIBSECRET_STORE (store), name);

  g_task_set_source_tag (task, assay_libsecret_store_clear_async);
  g_task_set_task_data (task, attributes, (GDestroyNotify) g_hash_table_unref);
  secret_password_clearv (&schema, attributes, cancellable, clear_cb, task);
}

static gboolean
assay_libsecret_store_store_finish (AssaySecretStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
assay_libsecret_store_clear_finish (AssaySecretStore *store, GAsyncResult *result, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  g_task_propagate_pointer (G_TASK (result), &local_error);
  if (local_error == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

typedef struct
{
  GList *items;              /* owned: of SecretRetrievable, those that were not read yet */
  AssayOtherSecrets *others; /* owned */
} Listing;

static void
listing_free (Listing *self)
{
  g_list_free_full (self->items, g_object_unref);
  g_clear_pointer (&self->others, assay_other_secrets_free);
  g_free (self);
}

static void read_next (GTask *task);

/* One that cannot be read, because it is locked, is none that anybody could have copied. */
static void
retrieved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretValue) value = NULL;
  const char *name;
  const char *text = NULL;

  value = secret_retrievable_retrieve_secret_finish (SECRET_RETRIEVABLE (source), result, &error);
  attributes = secret_retrievable_get_attributes (SECRET_RETRIEVABLE (source));
  name = g_hash_table_lookup (attributes, "name");
  if (value != NULL)
    text = secret_value_get_text (value);
  if (name != NULL && text != NULL)
    assay_other_secrets_add (listing->others, name, g_hash_table_lookup (attributes, "profile"),
                             text);
  read_next (g_steal_pointer (&task));
}

static gboolean
is_of (SecretRetrievable *item, const char *profile)
{
  g_autoptr (GHashTable) attributes = secret_retrievable_get_attributes (item);
  const char *owner = g_hash_table_lookup (attributes, "profile");

  return owner == NULL || g_str_equal (owner, profile);
}

static void
read_next (GTask *owned)
{
  g_autoptr (GTask) task = owned;
  Listing *listing = g_task_get_task_data (task);
  AssayLibsecretStore *self = g_task_get_source_object (task);
  g_autoptr (SecretRetrievable) item = NULL;

  while (listing->items != NULL && is_of (listing->items->data, self->profile))
    {
      g_object_unref (listing->items->data);
      listing->items = g_list_delete_link (listing->items, listing->items);
    }
  if (listing->items == NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&listing->others),
                             (GDestroyNotify) assay_other_secrets_free);
      return;
    }

  item = listing->items->data;
  listing->items = g_list_delete_link (listing->items, listing->items);
  secret_retrievable_retrieve_secret (item, g_task_get_cancellable (task), retrieved_cb,
                                      g_object_ref (task));
}

static void
others_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Listing *listing = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  listing->items = secret_password_search_finish (result, &error);
  if (error != NULL)
    g_task_return_error (task, translate_error (g_steal_pointer (&error)));
  else
    read_next (g_steal_pointer (&task));
}

static void
assay_libsecret_store_list_others_async (AssaySecretStore *store,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  GTask *task = g_task_new (store, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  listing->others = assay_other_secrets_new ();
  g_task_set_source_tag (task, assay_libsecret_store_list_others_async);
  g_task_set_task_data (task, listing, (GDestroyNotify) listing_free);
  secret_password_search (&schema, SECRET_SEARCH_ALL, cancellable, others_found_cb, task, NULL);
}

static AssayOtherSecrets *
assay_libsecret_store_list_others_finish (AssaySecretStore *store,
                                          GAsyncResult *result,
                                          GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
secret_store_iface_init (AssaySecretStoreInterface *iface)
{
  iface->lookup_async = assay_libsecret_store_lookup_async;
  iface->lookup_finish = assay_libsecret_store_lookup_finish;
  iface->store_async = assay_libsecret_store_store_async;
  iface->store_finish = assay_libsecret_store_store_finish;
  iface->clear_async = assay_libsecret_store_clear_async;
  iface->clear_finish = assay_libsecret_store_clear_finish;
  iface->list_others_async = assay_libsecret_store_list_others_async;
  iface->list_others_finish = assay_libsecret_store_list_others_finish;
}

static void
assay_libsecret_store_finalize (GObject *object)
{
  g_free (ASSAY_LIBSECRET_STORE (object)->profile);

  G_OBJECT_CLASS (assay_libsecret_store_parent_class)->finalize (object);
}

static void
assay_libsecret_store_get_property (GObject *object,
                                    guint property_id,
                                    GValue *value,
                                    GParamSpec *pspec)
{
  AssayLibsecretStore *self = ASSAY_LIBSECRET_STORE (object);

  switch ((AssayLibsecretStoreProperty) property_id)
    {
    case PROP_PROFILE:
      g_value_set_string (value, self->profile);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_libsecret_store_set_property (GObject *object,
                                    guint property_id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  AssayLibsecretStore *self = ASSAY_LIBSECRET_STORE (object);

  switch ((AssayLibsecretStoreProperty) property_id)
    {
    case PROP_PROFILE:
      self->profile = g_value_dup_string (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_libsecret_store_class_init (AssayLibsecretStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_libsecret_store_finalize;
  object_class->get_property = assay_libsecret_store_get_property;
  object_class->set_property = assay_libsecret_store_set_property;

  /**
   * AssayLibsecretStore:profile:
   *
   * The id of the profile whose secrets are meant.
   */
  properties[PROP_PROFILE] = g_param_spec_string ("profile", NULL, NULL, NULL,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                    G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_libsecret_store_init (AssayLibsecretStore *self)
{
}

/**
 * assay_libsecret_store_new:
 * @profile: the id of a profile
 *
 * Makes a store for the secrets of one profile. The keyring is first contacted by the first call.
 *
 * Returns: (transfer full): a new store
 */
AssaySecretStore *
assay_libsecret_store_new (const char *profile)
{
  g_return_val_if_fail (profile != NULL, NULL);

  return g_object_new (ASSAY_TYPE_LIBSECRET_STORE, "profile", profile, NULL);
}

/**
 * assay_libsecret_store_get_profile:
 * @self: a libsecret store
 *
 * Gets the id of the profile whose secrets are meant.
 *
 * Returns: (transfer none): the profile
 */
const char *
assay_libsecret_store_get_profile (AssayLibsecretStore *self)
{
  g_return_val_if_fail (ASSAY_IS_LIBSECRET_STORE (self), NULL);

  return self->profile;
}
