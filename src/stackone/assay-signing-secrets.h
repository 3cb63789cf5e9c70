/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ASSAY_SIGNING_SECRETS_MAX:
 *
 * How many signing secrets are live at most. StackOne documents two, while one takes the place of
 * the other.
 */
#define ASSAY_SIGNING_SECRETS_MAX 8

/**
 * AssaySigningSecret:
 * @secret: the secret
 * @label: what people call it, empty for nothing
 *
 * A secret with which StackOne signs.
 */
typedef struct
{
  char *secret;
  char *label;
} AssaySigningSecret;

AssaySigningSecret *assay_signing_secret_new (const char *secret,
                                              const char *label) G_GNUC_WARN_UNUSED_RESULT;
void assay_signing_secret_free (AssaySigningSecret *self);
GPtrArray *assay_signing_secrets_parse (const char *text) G_GNUC_WARN_UNUSED_RESULT;
GStrv assay_signing_secrets_split (const char *text) G_GNUC_WARN_UNUSED_RESULT;
char *assay_signing_secrets_format (GPtrArray *secrets) G_GNUC_WARN_UNUSED_RESULT;
char *assay_signing_secret_dup_fingerprint (const char *secret) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssaySigningSecret, assay_signing_secret_free)

G_END_DECLS
