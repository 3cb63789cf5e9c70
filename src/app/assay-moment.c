/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-moment.h"

#include <glib/gi18n.h>

static int
count_days (GDateTime *from, GDateTime *to)
{
  GDate dates[2];
  GDateTime *times[] = { from, to };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      int year, month, day;

      g_date_time_get_ymd (times[i], &year, &month, &day);
      g_date_clear (&dates[i], 1);
      g_date_set_dmy (&dates[i], (GDateDay) day, (GDateMonth) month, (GDateYear) year);
    }

  return g_date_days_between (&dates[0], &dates[1]);
}

/**
 * assay_moment_dup_text:
 * @at: a moment, in µs since 1970 UTC
 * @now: the present one
 *
 * Says when something happened, or will, as people say it: with the day only where it is another
 * one, and with the year only where it is another one.
 *
 * Returns: (transfer full): for example `Today 22:30`, in local time; empty for a moment that no
 *   calendar has
 */
char *
assay_moment_dup_text (gint64 at, gint64 now)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local_usec (at);
  g_autoptr (GDateTime) local_now = g_date_time_new_from_unix_local_usec (now);
  const char *format;
  int days;

  if (local == NULL || local_now == NULL)
    return g_strdup ("");

  days = count_days (local, local_now);
  if (days == 0)
    /* Translators: a time of the present day, see g_date_time_format() */
    format = _("Today %H:%M");
  else if (days == 1)
    /* Translators: a time of the day before, see g_date_time_format() */
    format = _("Yesterday %H:%M");
  else if (days == -1)
    /* Translators: a time of the next day, see g_date_time_format() */
    format = _("Tomorrow %H:%M");
  else if (g_date_time_get_year (local) == g_date_time_get_year (local_now))
    /* Translators: a day of this year and a time, see g_date_time_format() */
    format = _("%-e %b %H:%M");
  else
    /* Translators: a day of another year and a time, see g_date_time_format() */
    format = _("%-e %b %Y %H:%M");

  return g_strstrip (g_date_time_format (local, format));
}
