/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-digest.h"

#include <string.h>

#include <gcrypt.h>

#define BLOCK_SIZE 64

/* GLib's checksums are written in portable C; libgcrypt uses what the processor has for SHA-256,
 * several times as fast. Each delivery is digested twice.
 *
 * Its HMAC is not used: it makes an object for each signature, and in FIPS mode it refuses keys of
 * fewer than 14 bytes, while whoever chose such a secret gets the right answer here. */

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

/* @first: (nullable): what goes before the pieces */
static void
hash (const AssayDigestPart *first,
      const AssayDigestPart *parts,
      guint n_parts,
      guint8 digest[ASSAY_DIGEST_SIZE])
{
  g_autofree gcry_buffer_t *buffers = g_new0 (gcry_buffer_t, n_parts + 1);
  guint n_buffers = 0;
  gcry_error_t error;

  ensure_libgcrypt ();
  if (first != NULL)
    buffers[n_buffers++] = (gcry_buffer_t) { .data = (gpointer) first->data, .len = first->size };
  for (guint i = 0; i < n_parts; i++)
    {
      buffers[n_buffers].data = (gpointer) parts[i].data;
      buffers[n_buffers++].len = parts[i].size;
    }
  error = gcry_md_hash_buffers (GCRY_MD_SHA256, 0, digest, buffers, (int) n_buffers);

  g_assert (error == 0);
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
  hash (NULL, parts, n_parts, digest);
}

/* The key as RFC 2104 has it go before what is signed, each byte changed by @mask. */
static void
write_pad (const guint8 block[BLOCK_SIZE], guint8 mask, guint8 pad[BLOCK_SIZE])
{
  for (gsize i = 0; i < BLOCK_SIZE; i++)
    pad[i] = block[i] ^ mask;
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
  const AssayDigestPart whole = { key, strlen (key) };
  guint8 block[BLOCK_SIZE] = { 0 };
  guint8 pad[BLOCK_SIZE];
  guint8 inner[ASSAY_DIGEST_SIZE];

  if (whole.size > BLOCK_SIZE)
    hash (NULL, &whole, 1, block);
  else
    memcpy (block, key, whole.size);

  write_pad (block, 0x36, pad);
  hash (&(AssayDigestPart) { pad, sizeof pad }, parts, n_parts, inner);
  write_pad (block, 0x5c, pad);
  hash (&(AssayDigestPart) { pad, sizeof pad }, &(AssayDigestPart) { inner, sizeof inner }, 1,
        digest);
  explicit_bzero (block, sizeof block);
  explicit_bzero (pad, sizeof pad);
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
