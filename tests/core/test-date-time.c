/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib.h>

#include "assay-date-time.h"
#include "assay-error.h"

static void
test_format (void)
{
  static const struct
  {
    gint64 at;
    const char *text;
  } cases[] = {
    { 0, "1970-01-01T00:00:00.000Z" },
    { G_GINT64_CONSTANT (1767323045678901), "2026-01-02T03:04:05.678Z" },
    { -1, "1969-12-31T23:59:59.999Z" },
    { G_MAXINT64, "9999-12-31T23:59:59.999Z" },
    { G_MININT64, "0001-01-01T00:00:00.000Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = assay_format_iso8601 (cases[i].at);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gint64 at;
  } cases[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "2026-01-02T03:04:05Z", G_GINT64_CONSTANT (1767323045000000) },
    { "2026-01-02T03:04:05.678Z", G_GINT64_CONSTANT (1767323045678000) },
    { "2026-01-02T03:04:05.678901Z", G_GINT64_CONSTANT (1767323045678901) },
    { "2026-01-02T04:04:05.678+01:00", G_GINT64_CONSTANT (1767323045678000) },
    { "2026-01-01T21:34:05-05:30", G_GINT64_CONSTANT (1767323045000000) },
    { "1969-12-31T23:59:59Z", -1000000 },
    { "2024-02-29T00:00:00Z", G_GINT64_CONSTANT (1709164800000000) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 at = 7;

      g_assert_true (assay_parse_iso8601 (cases[i].text, &at, &error));
      g_assert_no_error (error);
      g_assert_cmpint (at, ==, cases[i].at);
    }
}

static void
test_refusals (void)
{
  static const char *const cases[] = {
    "",
    "2026-01-02",
    "2026-01-02 03:04:05Z",
    "2026-01-02T03:04:05",
    "2026-01-02T03:04Z",
    "20260102T030405Z",
    "2026-02-30T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-01-02T25:00:00Z",
    "2026-01-02T03:04:05.Z",
    "2026-01-02T03:04:05+0100",
    "2026-01-02T03:04:05+01",
    "today",
    "2026-01-02T03:04:05Z ",
    " 2026-01-02T03:04:05Z",
    "2026-01-02t03:04:05z",
    "2026-W01-5T03:04:05Z",
    "2026-01-02T03:04:05+99:00",
    "2026-01-02T03:04:05Zü",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *message = g_strdup_printf ("“%s” is not a date-time with T and zone",
                                                  cases[i]);
      g_autofree char *normalised = assay_normalise_iso8601 (cases[i]);
      gint64 at = 7;

      g_assert_false (assay_parse_iso8601 (cases[i], &at, &error));
      g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE);
      g_assert_cmpstr (error->message, ==, message);
      g_assert_cmpint (at, ==, 0);
      g_assert_cmpstr (normalised, ==, cases[i]);
    }
}

static void
test_normalise (void)
{
  g_autofree char *text = assay_normalise_iso8601 ("2026-01-02T04:04:05+01:00");

  g_assert_cmpstr (text, ==, "2026-01-02T03:04:05.000Z");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/date-time/format", test_format);
  g_test_add_func ("/core/date-time/parse", test_parse);
  g_test_add_func ("/core/date-time/refusals", test_refusals);
  g_test_add_func ("/core/date-time/normalise", test_normalise);
  return g_test_run ();
}
