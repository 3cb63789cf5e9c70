/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-moment.h"
#include "assay-support.h"

/* 2026-01-01T12:00:00Z; tests run in UTC. */
#define NOW G_GINT64_CONSTANT (1767268800000000)
#define HOUR G_TIME_SPAN_HOUR

static void
test_text (void)
{
  static const struct
  {
    gint64 at;
    const char *text;
    const char *within;
    const char *day;
  } cases[] = {
    { NOW, "Today 12:00", "today 12:00", "1 Jan" },
    { NOW - 12 * HOUR, "Today 00:00", "today 00:00", "1 Jan" },
    { NOW - 12 * HOUR - 1, "Yesterday 23:59", "yesterday 23:59", "31 Dec 2025" },
    { NOW + 12 * HOUR - 1, "Today 23:59", "today 23:59", "1 Jan" },
    { NOW + 12 * HOUR, "Tomorrow 00:00", "tomorrow 00:00", "2 Jan" },
    { NOW + 48 * HOUR, "3 Jan 12:00", "3 Jan 12:00", "3 Jan" },
    { NOW - 48 * HOUR, "30 Dec 2025 12:00", "30 Dec 2025 12:00", "30 Dec 2025" },
    { G_MAXINT64, "", "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = assay_moment_dup_text (cases[i].at, NOW);
      g_autofree char *within = assay_moment_dup_text_within (cases[i].at, NOW);
      g_autofree char *day = assay_moment_dup_day (cases[i].at, NOW);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (within, ==, cases[i].within);
      g_assert_cmpstr (day, ==, cases[i].day);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/app/moment/text", test_text);

  return g_test_run ();
}
