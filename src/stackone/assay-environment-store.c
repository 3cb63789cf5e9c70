/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-environment-store.h"

#include <string.h>

#include "assay-stackone-error.h"

#define MAX_CREDENTIAL_SIZE (64 * 1024)

/**
 * AssayEnvironmentStore:
 *
 * Secrets given to a headless desk: the variables `ASSAY_STACKONE_API_KEY`, `ASSAY_WEBHOOK_SECRETS`
 * and `ASSAY_PACKAGES_KEY`, or systemd credentials of the same names in lower case, which are files
 * in `$CREDENTIALS_DIRECTORY`. A variable goes before a credential. Nothing can be stored here.
 */
struct _AssayEnvironmentStore
{
  GObject parent_instance;
};

static void secret_store_iface_init (AssaySecretStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayEnvironmentStore,
                               assay_environment_store,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_SECRET_STORE,
                                                      secret_store_iface_init))

static const char *const secret_names[] = {
  ASSAY_SECRET_STACKONE_API_KEY,
  ASSAY_SECRET_WEBHOOK_SECRETS,
  ASSAY_SECRET_PACKAGES_KEY,
};

static char *
dup_variable_name (const char *name)
{
  g_autofree char *lower = g_strconcat ("assay_", name, NULL);

  g_strdelimit (lower, "-", '_');

  return g_ascii_strup (lower, -1);
}

static const char *
get_variable (const char *name)
{
  g_autofree char *variable = dup_variable_name (name);
  const char *value = g_getenv (variable);

  return value != NULL && *value != '\0' ? value : NULL;
}

static GFile *
dup_credential_file (const char *name)
{
  const char *folder = g_getenv ("CREDENTIALS_DIRECTORY");
  g_autofree char *variable = NULL;
  g_autofree char *credential = NULL;

  if (folder == NULL || *folder == '\0')
    return NULL;

  variable = dup_variable_name (name);
  credential = g_ascii_strdown (variable, -1);

  return g_file_new_build_filename (folder, credential, NULL);
}

/* Editors and `echo` end a file with a newline that is not part of the secret. */
static gboolean
parse_credential (const char *contents,
                  gsize length,
                  const char *path,
                  char **secret,
                  GError **error)
{
  while (length > 0 && (contents[length - 1] == '\n' || contents[length - 1] == '\r'))
    length--;

  if (length > MAX_CREDENTIAL_SIZE)
    {
      g_set_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_INVALID,
                   "credential %s is larger than %d bytes", path, MAX_CREDENTIAL_SIZE);
      return FALSE;
    }

  if (!g_utf8_validate_len (contents, length, NULL))
    {
      g_set_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_INVALID,
                   "credential %s is not UTF-8 text", path);
      return FALSE;
    }

  *secret = length > 0 ? g_strndup (contents, length) : NULL;

  return TRUE;
}

static void
load_credential_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autofree char *path = g_file_get_path (G_FILE (source));
  char *secret = NULL;
  gsize length;

  if (!g_file_load_contents_finish (G_FILE (source), result, &contents, &length, NULL, &error))
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        g_task_return_pointer (task, NULL, NULL);
      else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_new_error (task, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_INVALID,
                                 "credential %s cannot be read: %s", path, error->message);
      return;
    }

  if (parse_credential (contents, length, path, &secret, &error))
    g_task_return_pointer (task, secret, (GDestroyNotify) assay_secret_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  explicit_bzero (contents, length);
}

static void
assay_environment_store_lookup_async (AssaySecretStore *store,
                                      const char *name,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  g_autoptr (GFile) file = NULL;
  const char *value = get_variable (name);

  g_task_set_source_tag (task, assay_environment_store_lookup_async);

  if (value != NULL && !g_utf8_validate (value, -1, NULL))
    {
      g_autofree char *variable = dup_variable_name (name);

      g_task_return_new_error (task, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_INVALID,
                               "environment variable %s is not UTF-8 text", variable);
      return;
    }

  if (value != NULL)
    {
      g_task_return_pointer (task, g_strdup (value), (GDestroyNotify) assay_secret_free);
      return;
    }

  file = dup_credential_file (name);
  if (file == NULL)
    g_task_return_pointer (task, NULL, NULL);
  else
    g_file_load_contents_async (file, cancellable, load_credential_cb, g_steal_pointer (&task));
}

static char *
assay_environment_store_lookup_finish (AssaySecretStore *store,
                                       GAsyncResult *result,
                                       GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
refuse_change (AssaySecretStore *store,
               const char *name,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data,
               gpointer source_tag)
{
  g_autofree char *variable = dup_variable_name (name);

  g_task_report_new_error (store, callback, user_data, source_tag, ASSAY_STACKONE_ERROR,
                           ASSAY_STACKONE_ERROR_SECRETS_READ_ONLY,
                           "%s comes from the environment variable %s and cannot be changed here",
                           name, variable);
}

static void
assay_environment_store_store_async (AssaySecretStore *store,
                                     const char *name,
                                     const char *value,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  refuse_change (store, name, cancellable, callback, user_data,
                 assay_environment_store_store_async);
}

static void
assay_environment_store_clear_async (AssaySecretStore *store,
                                     const char *name,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  refuse_change (store, name, cancellable, callback, user_data,
                 assay_environment_store_clear_async);
}

static gboolean
assay_environment_store_change_finish (AssaySecretStore *store,
                                       GAsyncResult *result,
                                       GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
secret_store_iface_init (AssaySecretStoreInterface *iface)
{
  iface->lookup_async = assay_environment_store_lookup_async;
  iface->lookup_finish = assay_environment_store_lookup_finish;
  iface->store_async = assay_environment_store_store_async;
  iface->store_finish = assay_environment_store_change_finish;
  iface->clear_async = assay_environment_store_clear_async;
  iface->clear_finish = assay_environment_store_change_finish;
}

static void
assay_environment_store_class_init (AssayEnvironmentStoreClass *klass)
{
}

static void
assay_environment_store_init (AssayEnvironmentStore *self)
{
}

/**
 * assay_environment_store_new:
 *
 * Makes a store that reads the environment at each look-up.
 *
 * Returns: (transfer full): a new store
 */
AssaySecretStore *
assay_environment_store_new (void)
{
  return g_object_new (ASSAY_TYPE_ENVIRONMENT_STORE, NULL);
}

/**
 * assay_environment_store_is_empty:
 * @self: an environment store
 *
 * Tells whether the environment offers no secret at all.
 *
 * Returns: whether none of the variables is set and no credential exists
 */
gboolean
assay_environment_store_is_empty (AssayEnvironmentStore *self)
{
  g_return_val_if_fail (ASSAY_IS_ENVIRONMENT_STORE (self), TRUE);

  for (gsize i = 0; i < G_N_ELEMENTS (secret_names); i++)
    {
      g_autoptr (GFile) file = dup_credential_file (secret_names[i]);

      if (get_variable (secret_names[i]) != NULL)
        return FALSE;
      if (file != NULL && g_file_query_exists (file, NULL))
        return FALSE;
    }

  return TRUE;
}
