/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-digest.h"

#include <string.h>

#include <gcrypt.h>

/* GLib's checksums are written in portable C; libgcrypt uses what the processor has for SHA-256,
 * several times as fast. Each delivery is digested twice. */

/* libsecret, which uses libgcrypt as well, takes it as it finds it. */
static void
ensure_libgcrypt (void)
{
  static gsize ready = 0;

  if (!g_once_init_enter (&ready))
    return;

  gcry_check_version (NULL);
  if (gcry_control (GCRYCTL_INITIALIZATION_FINISHED_P) == 0)
    gcry_control (GCRYCTL_INITIALIZATION_FINISHED, 0);
  g_once_init_leave (&ready, 1);
}

/* In FIPS mode libgcrypt refuses keys of fewer than 14 bytes. Whoever chose such a secret gets the
 * right answer all the same. */
static void
sign_with_glib (const char *key,
                const AssayDigestPart *parts,
                guint n_parts,
                guint8 digest[ASSAY_DIGEST_SIZE])
{
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) key, strlen (key));
  gsize size = ASSAY_DIGEST_SIZE;

  for (guint i = 0; i < n_parts; i++)
    {
      if (parts[i].size > 0)
        g_hmac_update (hmac, parts[i].data, (gssize) parts[i].size);
    }
  g_hmac_get_digest (hmac, digest, &size);
}

/* libgcrypt wants the key as the first piece. */
static gboolean
hash (const char *key,
      const AssayDigestPart *parts,
      guint n_parts,
      guint8 digest[ASSAY_DIGEST_SIZE])
{
  g_autofree gcry_buffer_t *buffers = g_new0 (gcry_buffer_t, n_parts + 1);
  guint n_buffers = 0;

  ensure_libgcrypt ();
  if (key != NULL)
    buffers[n_buffers++] = (gcry_buffer_t) { .data = (char *) key, .len = strlen (key) };
  for (guint i = 0; i < n_parts; i++)
    {
      buffers[n_buffers].data = (gpointer) parts[i].data;
      buffers[n_buffers++].len = parts[i].size;
    }

  return gcry_md_hash_buffers (GCRY_MD_SHA256, key != NULL ? GCRY_MD_FLAG_HMAC : 0, digest, buffers,
                               (int) n_buffers) == 0;
}

/**
 * assay_digest_compute:
 * @parts: (array length=n_parts): what is digested
 * @n_parts: how many pieces
 * @digest: (out caller-allocates) (array fixed-size=32): the SHA-256
 *
 * Computes the SHA-256 of pieces that lie one behind the other.
 */
void
assay_digest_compute (const AssayDigestPart *parts, guint n_parts, guint8 digest[ASSAY_DIGEST_SIZE])
{
  gboolean done = hash (NULL, parts, n_parts, digest);

  g_assert (done);
}

/**
 * assay_digest_sign:
 * @key: the key, all bytes up to its NUL
 * @parts: (array length=n_parts): what is signed
 * @n_parts: how many pieces
 * @digest: (out caller-allocates) (array fixed-size=32): the HMAC-SHA-256
 *
 * Computes the HMAC-SHA-256 (RFC 2104) of pieces that lie one behind the other.
 */
void
assay_digest_sign (const char *key,
                   const AssayDigestPart *parts,
                   guint n_parts,
                   guint8 digest[ASSAY_DIGEST_SIZE])
{
  if (!hash (key, parts, n_parts, digest))
    sign_with_glib (key, parts, n_parts, digest);
}

/**
 * assay_digest_to_hex:
 * @digest: (array fixed-size=32): a digest
 *
 * Returns: (transfer full): 64 digits in lower case
 */
char *
assay_digest_to_hex (const guint8 digest[ASSAY_DIGEST_SIZE])
{
  static const char digits[] = "0123456789abcdef";
  char *text = g_malloc (2 * ASSAY_DIGEST_SIZE + 1);

  for (gsize i = 0; i < ASSAY_DIGEST_SIZE; i++)
    {
      text[2 * i] = digits[digest[i] >> 4];
      text[2 * i + 1] = digits[digest[i] & 0xf];
    }
  text[2 * ASSAY_DIGEST_SIZE] = '\0';

  return text;
}
