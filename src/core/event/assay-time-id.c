/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-time-id.h"

#define ID_LENGTH 36

static char *
write_hex (char *to, guint32 number, guint n_digits)
{
  static const char digits[] = "0123456789abcdef";

  for (guint i = n_digits; i > 0; number >>= 4)
    to[--i] = digits[number & 0xf];

  return to + n_digits;
}

/**
 * assay_time_id_new:
 *
 * Makes an id of our own: a UUID of version 7 (RFC 9562), which begins with the milliseconds since
 * 1970. Such ids grow with time, so that an index over them grows at its end only.
 *
 * Returns: (transfer full): 36 characters
 */
char *
assay_time_id_new (void)
{
  guint64 at = (guint64) g_get_real_time () / G_TIME_SPAN_MILLISECOND;
  guint32 low = g_random_int ();
  guint32 high = g_random_int ();
  char *id = g_malloc (ID_LENGTH + 1);
  char *end = write_hex (id, (guint32) (at >> 16), 8);

  *end++ = '-';
  end = write_hex (end, (guint32) at, 4);
  *end++ = '-';
  end = write_hex (end, 0x7000 | (low & 0xfff), 4);
  *end++ = '-';
  end = write_hex (end, 0x8000 | ((low >> 12) & 0x3fff), 4);
  *end++ = '-';
  end = write_hex (end, g_random_int (), 4);
  end = write_hex (end, high, 8);
  *end = '\0';

  return id;
}
