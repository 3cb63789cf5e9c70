/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-signature.h"

#include <string.h>

#include "assay-digest.h"
#include "assay-secret.h"

#define HEX_LENGTH 64
#define BASE64_LENGTH 43

typedef enum
{
  ENCODING_BASE64URL,
  ENCODING_STANDARD_BASE64,
  ENCODING_HEX,
  ENCODING_UNKNOWN,
} Encoding;

static void
make_url_safe (char *text)
{
  for (char *c = text; *c != '\0'; c++)
    {
      if (*c == '+')
        *c = '-';
      else if (*c == '/')
        *c = '_';
    }
}

static char *
encode_base64url (const guint8 digest[ASSAY_DIGEST_SIZE])
{
  char *text = g_base64_encode (digest, ASSAY_DIGEST_SIZE);

  make_url_safe (text);
  text[BASE64_LENGTH] = '\0';

  return text;
}

static void
compute_digest (const char *secret, GBytes *body, guint8 digest[ASSAY_DIGEST_SIZE])
{
  AssayDigestPart part;

  part.data = g_bytes_get_data (body, &part.size);
  assay_digest_sign (secret, &part, 1, digest);
}

/* Other services write what made the signature in front of it. */
static const char *
skip_prefix (const char *text)
{
  static const char *const prefixes[] = { "sha256=", "hmac-sha256=", "v1=", "v0=", "t1=" };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strncasecmp (text, prefixes[i], strlen (prefixes[i])) == 0)
      return text + strlen (prefixes[i]);

  return text;
}

/* Surrounding blanks and base64 padding carry nothing; both appear in the wild. */
static char *
normalise_value (const char *value)
{
  char *text = g_strstrip (g_strdup (value));
  gsize length = strlen (text);

  for (int i = 0; i < 2 && length > 0 && text[length - 1] == '='; i++)
    text[--length] = '\0';

  return text;
}

static Encoding
guess_encoding (const char *text)
{
  gsize length = strlen (text);
  gsize hex = strspn (text, "0123456789abcdefABCDEF");
  gsize url_safe = 0, standard = 0;

  if (length == HEX_LENGTH && hex == HEX_LENGTH)
    return ENCODING_HEX;

  for (gsize i = 0; i < length; i++)
    {
      if (g_ascii_isalnum (text[i]) || text[i] == '-' || text[i] == '_')
        url_safe++;
      else if (text[i] == '+' || text[i] == '/')
        standard++;
    }

  if (length != BASE64_LENGTH || url_safe + standard != length)
    return ENCODING_UNKNOWN;

  return standard > 0 ? ENCODING_STANDARD_BASE64 : ENCODING_BASE64URL;
}

/* Rewrites @text as base64url or lower-case hexadecimal, so that one comparison serves. */
static void
fold_encoding (char *text, Encoding encoding)
{
  if (encoding == ENCODING_STANDARD_BASE64)
    {
      make_url_safe (text);
    }
  else if (encoding == ENCODING_HEX)
    {
      for (char *c = text; *c != '\0'; c++)
        *c = g_ascii_tolower (*c);
    }
}

static gboolean
matches (const char *secret, GBytes *body, const char *folded, Encoding encoding)
{
  guint8 digest[ASSAY_DIGEST_SIZE];
  g_autofree char *expected = NULL;

  compute_digest (secret, body, digest);
  expected = encoding == ENCODING_HEX ? assay_digest_to_hex (digest) : encode_base64url (digest);

  return assay_secret_equal (expected, folded);
}

/* Every secret is tried even after a match, so that the time does not tell which one it was. */
static gboolean
find_match (const char *const *secrets,
            GBytes *body,
            const char *folded,
            Encoding encoding,
            guint *which)
{
  gboolean found = FALSE;

  for (guint i = 0; secrets != NULL && secrets[i] != NULL; i++)
    {
      if (secrets[i][0] == '\0' || !matches (secrets[i], body, folded, encoding))
        continue;

      if (!found && which != NULL)
        *which = i;
      found = TRUE;
    }

  return found;
}

/* A typographic quote is several bytes. */
static char *
dup_between_quotes (const char *secret)
{
  const char *first = g_utf8_next_char (secret);
  const char *last = g_utf8_prev_char (secret + strlen (secret));

  return g_strndup (first, (gsize) (last - first));
}

/* What came along when a secret was copied: quotes around it, the version in front of it. */
static char *
strip_secret (const char *secret, AssaySignatureVerdict *verdict)
{
  switch (assay_secret_get_form (secret))
    {
    case ASSAY_SECRET_QUOTED:
      *verdict = ASSAY_SIGNATURE_QUOTED_SECRET;
      return dup_between_quotes (secret);

    case ASSAY_SECRET_PREFIXED:
      *verdict = ASSAY_SIGNATURE_PREFIXED_SECRET;
      return g_strdup (secret + strlen ("v1,"));

    case ASSAY_SECRET_SOUND:
    case ASSAY_SECRET_PADDED:
    default:
      return NULL;
    }
}

static gboolean
find_stripped (const char *const *secrets,
               GBytes *body,
               const char *folded,
               Encoding encoding,
               AssaySignatureVerdict *verdict)
{
  for (guint i = 0; secrets != NULL && secrets[i] != NULL; i++)
    {
      AssaySignatureVerdict kind;
      g_autofree char *stripped = strip_secret (secrets[i], &kind);

      if (stripped != NULL && matches (stripped, body, folded, encoding))
        {
          *verdict = kind;
          return TRUE;
        }
    }

  return FALSE;
}

/* The verdict on one value of the header. */
static AssaySignatureVerdict
judge_value (const char *value,
             const char *const *secrets,
             const char *const *other_secrets,
             GBytes *body,
             guint *which)
{
  const char *bare = skip_prefix (value);
  g_autofree char *text = normalise_value (bare);
  Encoding encoding = guess_encoding (text);
  AssaySignatureVerdict verdict;

  if (*text == '\0')
    return ASSAY_SIGNATURE_MISSING;
  if (encoding == ENCODING_UNKNOWN)
    return ASSAY_SIGNATURE_MALFORMED;

  fold_encoding (text, encoding);
  if (find_match (secrets, body, text, encoding, which))
    {
      if (encoding == ENCODING_HEX)
        return ASSAY_SIGNATURE_HEX;
      if (encoding == ENCODING_STANDARD_BASE64)
        return ASSAY_SIGNATURE_STANDARD_BASE64;
      return bare != value ? ASSAY_SIGNATURE_PREFIXED : ASSAY_SIGNATURE_VALID;
    }

  if (find_match (other_secrets, body, text, encoding, which))
    return ASSAY_SIGNATURE_OTHER_SECRET;
  if (find_stripped (secrets, body, text, encoding, &verdict))
    return verdict;

  return ASSAY_SIGNATURE_WRONG;
}

/* How much a verdict explains. */
static guint
get_weight (AssaySignatureVerdict verdict)
{
  switch (verdict)
    {
    case ASSAY_SIGNATURE_VALID:
      return 4;
    case ASSAY_SIGNATURE_WRONG:
      return 2;
    case ASSAY_SIGNATURE_MALFORMED:
      return 1;
    case ASSAY_SIGNATURE_MISSING:
    case ASSAY_SIGNATURE_NO_SECRET:
      return 0;
    case ASSAY_SIGNATURE_HEX:
    case ASSAY_SIGNATURE_STANDARD_BASE64:
    case ASSAY_SIGNATURE_OTHER_SECRET:
    case ASSAY_SIGNATURE_PREFIXED:
    case ASSAY_SIGNATURE_QUOTED_SECRET:
    case ASSAY_SIGNATURE_PREFIXED_SECRET:
    default:
      return 3;
    }
}

static gboolean
has_secret (const char *const *secrets)
{
  for (guint i = 0; secrets != NULL && secrets[i] != NULL; i++)
    {
      if (secrets[i][0] != '\0')
        return TRUE;
    }

  return FALSE;
}

/**
 * assay_signature_sign:
 * @secret: the signing secret as StackOne's dashboard shows it
 * @body: the exact bytes of the request body
 *
 * Computes the signature of a request body: base64url without padding of HMAC-SHA256 over the raw
 * bytes, keyed with the UTF-8 bytes of the secret (StackOne webhook guide).
 *
 * Returns: (transfer full): the value of the `x-stackone-signature` header, 43 characters
 */
char *
assay_signature_sign (const char *secret, GBytes *body)
{
  guint8 digest[ASSAY_DIGEST_SIZE];

  g_return_val_if_fail (secret != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  compute_digest (secret, body, digest);

  return encode_base64url (digest);
}

/**
 * assay_signature_verify:
 * @secret: the signing secret
 * @body: the exact bytes of the request body, as read from the socket
 * @header: (nullable): the value of the `x-stackone-signature` header
 *
 * Checks a signature against one secret, in constant time. Base64 padding is accepted.
 *
 * Returns: whether @header is the signature of @body
 */
gboolean
assay_signature_verify (const char *secret, GBytes *body, const char *header)
{
  const char *secrets[] = { secret, NULL };

  g_return_val_if_fail (secret != NULL, FALSE);
  g_return_val_if_fail (body != NULL, FALSE);

  return assay_signature_check (secrets, body, header, NULL) == ASSAY_SIGNATURE_VALID;
}

/**
 * assay_signature_check:
 * @secrets: (nullable) (array zero-terminated=1): the secrets that may have been used; several are
 *   live while a secret is being rotated
 * @body: the exact bytes of the request body, as read from the socket
 * @header: (nullable): the value of the `x-stackone-signature` header
 * @which: (out) (optional): the index of the matching secret; unchanged when none matches
 *
 * Checks a signature against every secret and says what is wrong with one that does not pass.
 *
 * Returns: the verdict; never %ASSAY_SIGNATURE_OTHER_SECRET
 */
AssaySignatureVerdict
assay_signature_check (const char *const *secrets, GBytes *body, const char *header, guint *which)
{
  return assay_signature_diagnose (secrets, NULL, body, header, which);
}

/**
 * assay_signature_diagnose:
 * @secrets: (nullable) (array zero-terminated=1): the secrets that may have been used
 * @other_secrets: (nullable) (array zero-terminated=1): other secrets known here, such as the API
 *   key or the secret of the package list, that a sender may have confused with the right one
 * @body: the exact bytes of the request body, as read from the socket
 * @header: (nullable): the value of the `x-stackone-signature` header
 * @which: (out) (optional): the index of the matching secret, in @other_secrets when the verdict is
 *   %ASSAY_SIGNATURE_OTHER_SECRET; unchanged when none matches
 *
 * Checks like [func@signature_check] and recognises a signature made with the wrong one of several
 * known secrets.
 *
 * A header may hold several values with commas between, which is also what several headers of that
 * name come to: a sender that rotates its secret signs with both, and proxies join lines. Any one
 * right value counts, since nobody without a secret can make one; the first eight are looked at.
 *
 * Returns: the verdict
 */
AssaySignatureVerdict
assay_signature_diagnose (const char *const *secrets,
                          const char *const *other_secrets,
                          GBytes *body,
                          const char *header,
                          guint *which)
{
  AssaySignatureVerdict verdict = ASSAY_SIGNATURE_MISSING;
  g_auto (GStrv) values = NULL;

  g_return_val_if_fail (body != NULL, ASSAY_SIGNATURE_WRONG);

  if (!has_secret (secrets))
    return ASSAY_SIGNATURE_NO_SECRET;

  /* A signature holds no comma. */
  values = g_strsplit (header != NULL ? header : "", ",", ASSAY_SIGNATURE_MAX_VALUES + 1);
  for (guint i = 0; values[i] != NULL && i < ASSAY_SIGNATURE_MAX_VALUES; i++)
    {
      AssaySignatureVerdict found;
      guint index = G_MAXUINT;

      g_strstrip (values[i]);
      if (*values[i] == '\0')
        continue;

      found = judge_value (values[i], secrets, other_secrets, body, &index);
      if (get_weight (found) <= get_weight (verdict))
        continue;

      verdict = found;
      if (which != NULL && index != G_MAXUINT)
        *which = index;
    }

  return verdict;
}

/**
 * assay_signature_verdict_to_string:
 * @verdict: a verdict
 *
 * Gives the stable name of a verdict, as stored with an exchange and printed by `assayctl verify`.
 *
 * Returns: (transfer none): a lower-case word such as `valid` or `standard-base64`
 */
const char *
assay_signature_verdict_to_string (AssaySignatureVerdict verdict)
{
  switch (verdict)
    {
    case ASSAY_SIGNATURE_VALID:
      return "valid";
    case ASSAY_SIGNATURE_NO_SECRET:
      return "no-secret";
    case ASSAY_SIGNATURE_MISSING:
      return "missing";
    case ASSAY_SIGNATURE_MALFORMED:
      return "malformed";
    case ASSAY_SIGNATURE_WRONG:
      return "wrong";
    case ASSAY_SIGNATURE_HEX:
      return "hex";
    case ASSAY_SIGNATURE_STANDARD_BASE64:
      return "standard-base64";
    case ASSAY_SIGNATURE_OTHER_SECRET:
      return "other-secret";
    case ASSAY_SIGNATURE_PREFIXED:
      return "prefixed";
    case ASSAY_SIGNATURE_QUOTED_SECRET:
      return "quoted-secret";
    case ASSAY_SIGNATURE_PREFIXED_SECRET:
      return "prefixed-secret";
    default:
      g_return_val_if_reached ("wrong");
    }
}
