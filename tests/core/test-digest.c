/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-digest.h"

#define NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
/* RFC 4231 4.3, test case 2 */
#define JEFE "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
/* The HMAC of nothing with an empty key. */
#define EMPTY "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"

static void
test_compute (void)
{
  static const AssayDigestPart parts[] = { { "a", 1 }, { NULL, 0 }, { "bc", 2 } };
  guint8 digest[ASSAY_DIGEST_SIZE];
  g_autofree char *nothing = NULL;
  g_autofree char *abc = NULL;

  assay_digest_compute (NULL, 0, digest);
  nothing = assay_digest_to_hex (digest);
  g_assert_cmpstr (nothing, ==, NOTHING);

  assay_digest_compute (parts, G_N_ELEMENTS (parts), digest);
  abc = assay_digest_to_hex (digest);
  g_assert_cmpstr (abc, ==, ABC);
}

static void
test_sign (void)
{
  static const AssayDigestPart parts[] = { { "what do ya want ", 16 }, { "for nothing?", 12 } };
  guint8 digest[ASSAY_DIGEST_SIZE];
  g_autofree char *signature = NULL;
  g_autofree char *empty = NULL;

  assay_digest_sign ("Jefe", parts, G_N_ELEMENTS (parts), digest);
  signature = assay_digest_to_hex (digest);
  g_assert_cmpstr (signature, ==, JEFE);

  assay_digest_sign ("", NULL, 0, digest);
  empty = assay_digest_to_hex (digest);
  g_assert_cmpstr (empty, ==, EMPTY);
}

/* What libgcrypt computes with the processor's own instructions is what GLib computes without. */
static void
test_every_length (void)
{
  guint8 bytes[300];

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) (i * 31 + 7);

  for (gsize size = 0; size <= sizeof bytes; size++)
    {
      const AssayDigestPart part = { bytes, size };
      guint8 digest[ASSAY_DIGEST_SIZE];
      g_autofree char *text = NULL;
      g_autofree char *key = g_strnfill (size, 'k');
      g_autofree char *signature = NULL;
      g_autofree char *expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, size);
      g_autofree char *expected_signature = g_compute_hmac_for_data (G_CHECKSUM_SHA256,
                                                                     (const guchar *) key, size,
                                                                     bytes, size);

      assay_digest_compute (&part, 1, digest);
      text = assay_digest_to_hex (digest);
      g_assert_cmpstr (text, ==, expected);
      assay_digest_sign (key, &part, 1, digest);
      signature = assay_digest_to_hex (digest);
      g_assert_cmpstr (signature, ==, expected_signature);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/digest/compute", test_compute);
  g_test_add_func ("/core/digest/sign", test_sign);
  g_test_add_func ("/core/digest/every-length", test_every_length);
  return g_test_run ();
}
