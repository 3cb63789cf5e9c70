/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-state-private.h"

#define DIGITS 24
#define ID_BYTES 18

static void
digest (AssaySimState *self, const char *what, guint number, guint8 bytes[32])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *text = g_strdup_printf ("%" G_GUINT32_FORMAT ":%s:%u", self->seed, what, number);
  gsize size = 32;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, bytes, &size);
}

/**
 * assay_sim_state_make_id:
 * @self: a state
 * @what: what the id is for
 * @number: the record's number among its like
 *
 * Makes an id that looks like StackOne's own: base64url with the prefix `c28xIQ`.
 *
 * Returns: (transfer full): the id
 */
char *
assay_sim_state_make_id (AssaySimState *self, const char *what, guint number)
{
  guint8 hash[32];
  g_autofree char *text = NULL;

  digest (self, what, number, hash);
  text = g_base64_encode (hash, ID_BYTES);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');

  return g_strconcat ("c28xIQ", text, NULL);
}

/**
 * assay_sim_state_make_remote_id:
 * @self: a state
 * @what: what the id is for
 * @number: the record's number among its like
 *
 * Makes an id that looks like SmartRecruiters' own.
 *
 * Returns: (transfer full): a UUID
 */
char *
assay_sim_state_make_remote_id (AssaySimState *self, const char *what, guint number)
{
  guint8 h[32];

  digest (self, what, number, h);

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-4%01x%02x-a%01x%02x-%02x%02x%02x%02x%02x%02x",
                          h[18], h[19], h[20], h[21], h[22], h[23], h[24] & 0xf, h[25], h[26] & 0xf,
                          h[27], h[28], h[29], h[30], h[31], h[16], h[17]);
}

/**
 * assay_sim_state_make_digits:
 * @self: a state
 * @what: what the id is for
 * @number: the record's number among its like
 *
 * Makes an id of 24 digits, which fits into no number type.
 *
 * Returns: (transfer full): the digits
 */
char *
assay_sim_state_make_digits (AssaySimState *self, const char *what, guint number)
{
  guint8 hash[32];
  char *text = g_malloc (DIGITS + 1);

  digest (self, what, number, hash);
  for (gsize i = 0; i < DIGITS; i++)
    text[i] = (char) ('1' + hash[i] % 9);
  text[DIGITS] = '\0';

  return text;
}
