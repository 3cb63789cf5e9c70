/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-time-id.h"

static void
test_form (void)
{
  gint64 before = g_get_real_time () / G_TIME_SPAN_MILLISECOND;
  g_autofree char *id = assay_time_id_new ();
  g_autofree char *other = assay_time_id_new ();
  gint64 after = g_get_real_time () / G_TIME_SPAN_MILLISECOND;
  g_autofree char *digits = g_strdup_printf ("%.8s%.4s", id, id + 9);
  gint64 at = (gint64) g_ascii_strtoull (digits, NULL, 16);

  g_assert_true (g_uuid_string_is_valid (id));
  g_assert_cmpint (id[14], ==, '7');
  g_assert_nonnull (strchr ("89ab", id[19]));
  g_assert_cmpint (at, >=, before);
  g_assert_cmpint (at, <=, after);
  g_assert_cmpstr (id, !=, other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/time-id/form", test_form);
  return g_test_run ();
}
