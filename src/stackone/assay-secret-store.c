/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-secret-store.h"

#include <libsecret/secret.h>
#include <string.h>

#include "assay-environment-store.h"
#include "assay-libsecret-store.h"
#include "assay-secret-chain.h"

/* StackOne does not say how many secrets are live while one is rotated; this is plenty. */
#define MAX_SECRETS 8

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
 * assay_secret_store_new_default:
 * @profile: the id of the profile whose secrets are meant
 *
 * Makes the store of a desk: the environment and systemd's credentials first, then the keyring.
 * When the environment offers any secret, a machine without a keyring is no error.
 *
 * Returns: (transfer full): a new store
 */
AssaySecretStore *
assay_secret_store_new_default (const char *profile)
{
  g_autoptr(AssaySecretStore) environment = assay_environment_store_new ();
  g_autoptr(AssaySecretStore) keyring = NULL;
  gboolean keyring_optional;

  g_return_val_if_fail (profile != NULL, NULL);

  keyring = assay_libsecret_store_new (profile);
  keyring_optional = !assay_environment_store_is_empty (ASSAY_ENVIRONMENT_STORE (environment));

  return assay_secret_chain_new (environment, keyring, keyring_optional);
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
assay_secret_store_lookup_async (AssaySecretStore    *store,
                                 const char          *name,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
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
assay_secret_store_lookup_finish (AssaySecretStore  *store,
                                  GAsyncResult      *result,
                                  GError           **error)
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
assay_secret_store_store_async (AssaySecretStore    *store,
                                const char          *name,
                                const char          *value,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
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
assay_secret_store_store_finish (AssaySecretStore  *store,
                                 GAsyncResult      *result,
                                 GError           **error)
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
assay_secret_store_clear_async (AssaySecretStore    *store,
                                const char          *name,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
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
assay_secret_store_clear_finish (AssaySecretStore  *store,
                                 GAsyncResult      *result,
                                 GError           **error)
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
assay_secret_store_list_others_async (AssaySecretStore    *store,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  AssaySecretStoreInterface *iface;
  g_autoptr(GTask) task = NULL;

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
assay_secret_store_list_others_finish (AssaySecretStore  *store,
                                       GAsyncResult      *result,
                                       GError           **error)
{
  AssaySecretStoreInterface *iface;

  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (store), NULL);

  iface = ASSAY_SECRET_STORE_GET_IFACE (store);
  if (iface->list_others_finish != NULL)
    return iface->list_others_finish (store, result, error);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * assay_secret_free:
 * @secret: (transfer full) (nullable): a secret
 *
 * Overwrites a secret, then frees it.
 */
void
assay_secret_free (char *secret)
{
  secret_password_free (secret);
}

/* What nobody sees and nobody means, but copying brings along. */
static gboolean
is_invisible (gunichar character)
{
  return g_unichar_isspace (character) || g_unichar_iszerowidth (character) ||
         character == 0xFEFF || character == 0x00A0;
}

/**
 * assay_secret_trim:
 * @text: (transfer full): a secret as it was entered
 *
 * Drops what surrounds a secret without being seen: blanks, tabs, line ends, no-break spaces, byte
 * order marks and other characters without width. Everything that is seen belongs to it.
 *
 * Returns: (transfer full): @text, changed
 */
char *
assay_secret_trim (char *text)
{
  const char *begin = text;
  const char *end;

  if (!g_utf8_validate (text, -1, NULL))
    return g_strstrip (text);

  while (*begin != '\0' && is_invisible (g_utf8_get_char (begin)))
    begin = g_utf8_next_char (begin);
  for (end = begin + strlen (begin); end > begin; )
    {
      const char *last = g_utf8_prev_char (end);

      if (!is_invisible (g_utf8_get_char (last)))
        break;
      end = last;
    }
  memmove (text, begin, (gsize) (end - begin));
  text[end - begin] = '\0';

  return text;
}

/**
 * assay_secret_equal:
 * @expected: a secret
 * @given: what somebody presented for it
 *
 * Compares in a time that does not depend on how much of @given is right; only its length shows.
 *
 * Returns: whether they are the same
 */
gboolean
assay_secret_equal (const char *expected,
                    const char *given)
{
  gsize length;
  volatile guint8 difference = 0;

  g_return_val_if_fail (expected != NULL, FALSE);
  g_return_val_if_fail (given != NULL, FALSE);

  length = strlen (expected);
  if (strlen (given) != length)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    difference |= (guint8) (expected[i] ^ given[i]);

  return difference == 0;
}

/* Returns: (transfer full) (nullable): the next line, after which @text points; %NULL at the end */
static char *
take_line (const char **text)
{
  gsize length;
  char *line;

  if (*text == NULL || **text == '\0')
    return NULL;

  length = strcspn (*text, "\r\n");
  line = g_strndup (*text, length);
  *text += length;
  *text += strspn (*text, "\r\n");

  return line;
}

/* Trims @line. */
static AssaySecretForm
find_form (char *line)
{
  gsize length = strlen (line);
  gsize left = strlen (assay_secret_trim (line));

  if (left > 2 && (line[0] == '"' || line[0] == '\'') && line[left - 1] == line[0])
    return ASSAY_SECRET_QUOTED;
  if (g_str_has_prefix (line, "v1,"))
    return ASSAY_SECRET_PREFIXED;

  return left < length ? ASSAY_SECRET_PADDED : ASSAY_SECRET_SOUND;
}

/**
 * assay_secret_get_form:
 * @text: (nullable): secrets, one a line
 *
 * Looks for what copying may have brought along. Quotes and “v1,” are told and kept, because they
 * may belong to the secret.
 *
 * Returns: what is the matter with the first secret that is not sound
 */
AssaySecretForm
assay_secret_get_form (const char *text)
{
  AssaySecretForm form = ASSAY_SECRET_SOUND;
  char *line;

  while (form == ASSAY_SECRET_SOUND && (line = take_line (&text)) != NULL)
    {
      form = find_form (line);
      assay_secret_free (line);
    }

  return form;
}

/**
 * assay_secret_split_lines:
 * @text: (nullable): secrets, one a line
 *
 * Splits a list of secrets: each is trimmed, see [func@secret_trim], empty lines are skipped, and
 * at most eight secrets taken.
 *
 * Returns: (transfer full): the secrets, to be freed with [func@secret_strv_free]
 */
GStrv
assay_secret_split_lines (const char *text)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  guint n_secrets = 0;
  char *line;

  while (n_secrets < MAX_SECRETS && (line = take_line (&text)) != NULL)
    {
      line = assay_secret_trim (line);
      if (*line != '\0')
        {
          g_strv_builder_take (builder, line);
          n_secrets++;
        }
      else
        {
          g_free (line);
        }
    }

  return g_strv_builder_end (builder);
}

/**
 * assay_secret_strv_free:
 * @secrets: (transfer full) (nullable) (array zero-terminated=1): secrets
 *
 * Overwrites each secret, then frees the list.
 */
void
assay_secret_strv_free (GStrv secrets)
{
  for (guint i = 0; secrets != NULL && secrets[i] != NULL; i++)
    secret_password_free (secrets[i]);

  g_free (secrets);
}
