/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-time-id.h"

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

  return g_strdup_printf ("%08x-%04x-7%03x-%04x-%04x%08x", (guint) (at >> 16),
                          (guint) (at & 0xffff), low & 0xfff, 0x8000 | ((low >> 12) & 0x3fff),
                          g_random_int () & 0xffff, high);
}
