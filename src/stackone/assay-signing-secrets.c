/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-signing-secrets.h"

#include <string.h>

#include "assay-digest.h"
#include "assay-secret.h"

#define FINGERPRINT_LENGTH 16

/**
 * assay_signing_secret_new:
 * @secret: a secret, as it was entered
 * @label: (nullable): what people call it
 *
 * Makes a signing secret of what somebody entered: both are trimmed, and what would end a line or
 * the secret in the list becomes a blank in @label.
 *
 * Returns: (transfer full): the secret with its label
 */
AssaySigningSecret *
assay_signing_secret_new (const char *secret, const char *label)
{
  AssaySigningSecret *self = g_new0 (AssaySigningSecret, 1);

  self->secret = assay_secret_trim (g_strdup (secret));
  self->label = assay_secret_trim (g_strdelimit (g_strdup (label != NULL ? label : ""), "\t\r\n",
                                                 ' '));

  return self;
}

/**
 * assay_signing_secret_free:
 * @self: (transfer full) (nullable): a secret
 *
 * Overwrites the secret, then frees it.
 */
void
assay_signing_secret_free (AssaySigningSecret *self)
{
  if (self == NULL)
    return;

  assay_secret_free (self->secret);
  g_free (self->label);
  g_free (self);
}

/**
 * assay_signing_secrets_parse:
 * @text: (nullable): secrets, one a line; a label follows its secret behind a tab
 *
 * Reads a list of secrets as it is kept. Empty lines are skipped, and at most
 * %ASSAY_SIGNING_SECRETS_MAX secrets taken.
 *
 * Returns: (transfer full) (element-type AssaySigningSecret): the secrets
 */
GPtrArray *
assay_signing_secrets_parse (const char *text)
{
  GPtrArray *secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_signing_secret_free);

  while (text != NULL && *text != '\0' && secrets->len < ASSAY_SIGNING_SECRETS_MAX)
    {
      gsize length = strcspn (text, "\r\n");
      char *line = assay_secret_trim (g_strndup (text, length));
      char *tab = strchr (line, '\t');

      if (tab != NULL)
        *tab = '\0';
      if (*line != '\0')
        g_ptr_array_add (secrets, assay_signing_secret_new (line, tab != NULL ? tab + 1 : NULL));
      if (tab != NULL)
        *tab = '\t';
      assay_secret_free (line);
      text += length;
      text += strspn (text, "\r\n");
    }

  return secrets;
}

/**
 * assay_signing_secrets_split:
 * @text: (nullable): secrets, as [func@signing_secrets_parse] reads them
 *
 * Reads a list of secrets for those who need no labels.
 *
 * Returns: (transfer full): the secrets, to be freed with [func@secret_strv_free]
 */
GStrv
assay_signing_secrets_split (const char *text)
{
  g_autoptr (GPtrArray) secrets = assay_signing_secrets_parse (text);
  GStrv lines = g_new0 (char *, secrets->len + 1);

  for (guint i = 0; i < secrets->len; i++)
    {
      AssaySigningSecret *each = g_ptr_array_index (secrets, i);

      lines[i] = g_steal_pointer (&each->secret);
    }

  return lines;
}

/**
 * assay_signing_secrets_format:
 * @secrets: (element-type AssaySigningSecret): secrets
 *
 * Writes a list of secrets as it is kept.
 *
 * Returns: (transfer full): the text, to be freed with [func@secret_free]
 */
char *
assay_signing_secrets_format (GPtrArray *secrets)
{
  gsize length = 0;
  char *text;
  char *end;

  for (guint i = 0; i < secrets->len; i++)
    {
      const AssaySigningSecret *each = g_ptr_array_index (secrets, i);

      length += strlen (each->secret) + strlen (each->label) + strlen ("\t\n");
    }

  /* Made at once: what grows leaves copies behind. */
  text = end = g_malloc (length + 1);
  for (guint i = 0; i < secrets->len; i++)
    {
      const AssaySigningSecret *each = g_ptr_array_index (secrets, i);

      end = g_stpcpy (end, each->secret);
      if (*each->label != '\0')
        end = g_stpcpy (g_stpcpy (end, "\t"), each->label);
      end = g_stpcpy (end, "\n");
    }
  *end = '\0';

  return text;
}

/**
 * assay_signing_secret_dup_fingerprint:
 * @secret: a secret
 *
 * Gets what tells a secret from others without giving it away.
 *
 * Returns: (transfer full): 16 hexadecimal digits
 */
char *
assay_signing_secret_dup_fingerprint (const char *secret)
{
  guint8 digest[ASSAY_DIGEST_SIZE];
  char *hex;

  assay_digest_compute (&(AssayDigestPart) { secret, strlen (secret) }, 1, digest);
  hex = assay_digest_to_hex (digest);
  hex[FINGERPRINT_LENGTH] = '\0';

  return hex;
}
