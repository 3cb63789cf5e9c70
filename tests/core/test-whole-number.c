/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-whole-number.h"

static void
assert_number (const char *text, gint64 expected)
{
  gint64 number = 0;

  g_assert_cmpint (assay_whole_number_parse (text, &number), ==, ASSAY_WHOLE_NUMBER_VALID);
  g_assert_cmpint (number, ==, expected);
}

static void
assert_refused (const char *text, AssayWholeNumber expected)
{
  gint64 number = 42;

  g_assert_cmpint (assay_whole_number_parse (text, &number), ==, expected);
  g_assert_cmpint (number, ==, 42);
}

static void
test_valid (void)
{
  assert_number ("0", 0);
  assert_number ("-0", 0);
  assert_number ("0080", 80);
  assert_number ("9223372036854775807", G_MAXINT64);
  assert_number ("-9223372036854775808", G_MININT64);
}

static void
test_malformed (void)
{
  assert_refused (NULL, ASSAY_WHOLE_NUMBER_MALFORMED);
  assert_refused ("", ASSAY_WHOLE_NUMBER_MALFORMED);
  assert_refused ("-", ASSAY_WHOLE_NUMBER_MALFORMED);
  assert_refused ("8.5", ASSAY_WHOLE_NUMBER_MALFORMED);
  assert_refused (" 8", ASSAY_WHOLE_NUMBER_MALFORMED);
  assert_refused ("+8", ASSAY_WHOLE_NUMBER_MALFORMED);
}

static void
test_too_large (void)
{
  assert_refused ("9223372036854775808", ASSAY_WHOLE_NUMBER_TOO_LARGE);
  assert_refused ("-9223372036854775809", ASSAY_WHOLE_NUMBER_TOO_LARGE);
  assert_refused ("100000000000000000000", ASSAY_WHOLE_NUMBER_TOO_LARGE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/whole-number/valid", test_valid);
  g_test_add_func ("/core/whole-number/malformed", test_malformed);
  g_test_add_func ("/core/whole-number/too-large", test_too_large);

  return g_test_run ();
}
