/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-other-secrets.h"

#include "assay-secret.h"
#include "assay-signing-secrets.h"

/**
 * AssayOtherSecrets:
 *
 * Secrets that are known here and that somebody may have entered in place of a signing secret,
 * with what they are meant for.
 */
struct _AssayOtherSecrets
{
  GPtrArray *secrets; /* of text, NULL-terminated */
  GPtrArray *owners;  /* of Owner */
};

typedef struct
{
  char *name;
  char *profile;
} Owner;

static void
owner_free (gpointer data)
{
  Owner *self = data;

  g_free (self->name);
  g_free (self->profile);
  g_free (self);
}

/**
 * assay_other_secrets_new:
 *
 * Makes an empty list.
 *
 * Returns: (transfer full): the list
 */
AssayOtherSecrets *
assay_other_secrets_new (void)
{
  AssayOtherSecrets *self = g_new0 (AssayOtherSecrets, 1);

  self->secrets = g_ptr_array_new_null_terminated (0, (GDestroyNotify) assay_secret_free, TRUE);
  self->owners = g_ptr_array_new_with_free_func (owner_free);

  return self;
}

/**
 * assay_other_secrets_free:
 * @self: (transfer full) (nullable): a list
 *
 * Overwrites the secrets, then frees the list.
 */
void
assay_other_secrets_free (AssayOtherSecrets *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->secrets);
  g_ptr_array_unref (self->owners);
  g_free (self);
}

/**
 * assay_other_secrets_add:
 * @self: a list
 * @name: what the secret is, such as %ASSAY_SECRET_STACKONE_API_KEY
 * @profile: (nullable): id of the profile it belongs to; %NULL for the own one
 * @text: the secret, or several, one a line
 *
 * Adds secrets.
 */
void
assay_other_secrets_add (AssayOtherSecrets *self,
                         const char *name,
                         const char *profile,
                         const char *text)
{
  g_autofree GStrv lines = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (text != NULL);

  lines = assay_signing_secrets_split (text);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      Owner *owner = g_new0 (Owner, 1);

      owner->name = g_strdup (name);
      owner->profile = g_strdup (profile);
      g_ptr_array_add (self->owners, owner);
      g_ptr_array_add (self->secrets, lines[i]);
    }
}

/**
 * assay_other_secrets_take_all:
 * @self: a list
 * @added: (transfer full): another one
 *
 * Moves what @added holds to the end.
 */
void
assay_other_secrets_take_all (AssayOtherSecrets *self, AssayOtherSecrets *added)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (added != NULL);

  g_ptr_array_extend_and_steal (self->owners, g_steal_pointer (&added->owners));
  g_ptr_array_extend_and_steal (self->secrets, g_steal_pointer (&added->secrets));
  g_free (added);
}

/**
 * assay_other_secrets_get_secrets:
 * @self: a list
 *
 * Gets the secrets, as [func@signature_diagnose] takes them.
 *
 * Returns: (transfer none) (array zero-terminated=1): the secrets
 */
const char *const *
assay_other_secrets_get_secrets (AssayOtherSecrets *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *) self->secrets->pdata;
}

/**
 * assay_other_secrets_describe:
 * @self: a list
 * @which: index of a secret
 *
 * Says what a secret is meant for, without telling anything of it.
 *
 * Returns: (transfer full): for example “the API key of the profile “production””
 */
char *
assay_other_secrets_describe (AssayOtherSecrets *self, guint which)
{
  const Owner *owner;
  const char *what;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (which < self->owners->len, NULL);

  owner = self->owners->pdata[which];
  if (g_str_equal (owner->name, ASSAY_SECRET_STACKONE_API_KEY))
    what = "the API key";
  else if (g_str_equal (owner->name, ASSAY_SECRET_PACKAGES_KEY))
    what = "the key of the package list";
  else
    what = "the signing secret";

  return owner->profile != NULL ? g_strdup_printf ("%s of the profile “%s”", what, owner->profile)
                                : g_strdup (what);
}
