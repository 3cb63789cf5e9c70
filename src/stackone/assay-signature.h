/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ASSAY_SIGNATURE_HEADER:
 *
 * The header that carries the signature of a webhook and of a package list call
 * (StackOne webhook guide).
 */
#define ASSAY_SIGNATURE_HEADER "x-stackone-signature"

/**
 * AssaySignatureVerdict:
 * @ASSAY_SIGNATURE_VALID: the signature belongs to the body and to one of the secrets
 * @ASSAY_SIGNATURE_NO_SECRET: no secret is known, so nothing could be checked
 * @ASSAY_SIGNATURE_MISSING: the header is absent or empty
 * @ASSAY_SIGNATURE_MALFORMED: the header is no encoding of 32 bytes that could be a signature
 * @ASSAY_SIGNATURE_WRONG: the header looks like a signature but matches none of the secrets
 * @ASSAY_SIGNATURE_HEX: the right signature, written in hexadecimal instead of base64url
 * @ASSAY_SIGNATURE_STANDARD_BASE64: the right signature, in the standard base64 alphabet
 * @ASSAY_SIGNATURE_OTHER_SECRET: the right signature, made with a secret meant for something else
 * @ASSAY_SIGNATURE_PREFIXED: the right signature, behind a prefix such as “sha256=”
 * @ASSAY_SIGNATURE_QUOTED_SECRET: the right signature, but our secret is stored with quotes
 *   around it
 * @ASSAY_SIGNATURE_PREFIXED_SECRET: the right signature, but our secret is stored behind “v1,”
 *
 * What checking a signature found. Only %ASSAY_SIGNATURE_VALID is to be trusted; the others say
 * what to mend at the sender or in the settings.
 */
typedef enum
{
  ASSAY_SIGNATURE_VALID,
  ASSAY_SIGNATURE_NO_SECRET,
  ASSAY_SIGNATURE_MISSING,
  ASSAY_SIGNATURE_MALFORMED,
  ASSAY_SIGNATURE_WRONG,
  ASSAY_SIGNATURE_HEX,
  ASSAY_SIGNATURE_STANDARD_BASE64,
  ASSAY_SIGNATURE_OTHER_SECRET,
  ASSAY_SIGNATURE_PREFIXED,
  ASSAY_SIGNATURE_QUOTED_SECRET,
  ASSAY_SIGNATURE_PREFIXED_SECRET,
} AssaySignatureVerdict;

/**
 * ASSAY_SIGNATURE_MAX_VALUES:
 *
 * How many signatures of one request are looked at.
 */
#define ASSAY_SIGNATURE_MAX_VALUES 8

char *assay_signature_sign (const char *secret, GBytes *body);
gboolean assay_signature_verify (const char *secret, GBytes *body, const char *header);
AssaySignatureVerdict assay_signature_check (const char *const *secrets,
                                             GBytes *body,
                                             const char *header,
                                             guint *which);
AssaySignatureVerdict assay_signature_diagnose (const char *const *secrets,
                                                const char *const *other_secrets,
                                                GBytes *body,
                                                const char *header,
                                                guint *which);
const char *assay_signature_verdict_to_string (AssaySignatureVerdict verdict);

G_END_DECLS
