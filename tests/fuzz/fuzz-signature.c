/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-signature.h"
#include "fuzz.h"

#define SECRET "whsec_test_secret"

/* The first line is the header, the rest the body. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const secrets[] = { "rotated-secret-2", SECRET, NULL };
  const guint8 *newline = size > 0 ? memchr (data, '\n', size) : NULL;
  gsize length = newline != NULL ? (gsize) (newline - data) : size;
  g_autofree char *header = g_strndup ((const char *) data, length);
  g_autoptr (GBytes) body = newline != NULL ? g_bytes_new (newline + 1, size - length - 1)
                                            : g_bytes_new (NULL, 0);
  g_autofree char *signature = assay_signature_sign (SECRET, body);
  AssaySignatureVerdict verdict;
  guint which = G_MAXUINT;

  g_assert_cmpuint (strlen (signature), ==, 43);
  g_assert_true (assay_signature_verify (SECRET, body, signature));
  verdict = assay_signature_check (secrets, body, header, &which);
  if (verdict == ASSAY_SIGNATURE_VALID)
    g_assert_true (assay_signature_verify (secrets[which], body, header));
  else
    g_assert_false (assay_signature_verify (SECRET, body, header));
  verdict = assay_signature_diagnose (secrets, secrets, body, header, &which);
  g_assert_nonnull (assay_signature_verdict_to_string (verdict));
  return 0;
}
