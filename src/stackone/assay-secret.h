/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ASSAY_SECRET_STACKONE_API_KEY:
 *
 * The name under which the API key of a StackOne project is kept.
 */
#define ASSAY_SECRET_STACKONE_API_KEY "stackone-api-key"

/**
 * ASSAY_SECRET_WEBHOOK_SECRETS:
 *
 * The name under which the signing secrets of the webhook are kept, one a line, see
 * [func@signing_secrets_parse].
 */
#define ASSAY_SECRET_WEBHOOK_SECRETS "webhook-secrets"

/**
 * ASSAY_SECRET_PACKAGES_KEY:
 *
 * The name under which the key is kept that StackOne presents when it asks for the package list.
 */
#define ASSAY_SECRET_PACKAGES_KEY "packages-key"

/**
 * AssaySecretForm:
 * @ASSAY_SECRET_SOUND: nothing seems to be wrong with it
 * @ASSAY_SECRET_PADDED: something invisible surrounds it, which is left out
 * @ASSAY_SECRET_QUOTED: it has quotes around it
 * @ASSAY_SECRET_PREFIXED: it has “v1,” in front, as the signatures of other services have
 *
 * What copying does to a secret.
 */
typedef enum
{
  ASSAY_SECRET_SOUND,
  ASSAY_SECRET_PADDED,
  ASSAY_SECRET_QUOTED,
  ASSAY_SECRET_PREFIXED,
} AssaySecretForm;

void assay_secret_free (char *secret);
char *assay_secret_trim (char *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_secret_equal (const char *expected, const char *given);
AssaySecretForm assay_secret_get_form (const char *text);
void assay_secret_strv_free (GStrv secrets);

G_END_DECLS
