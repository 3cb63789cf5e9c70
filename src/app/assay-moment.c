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

/* Returns: (transfer none): the format for a day that is so many days ago, %NULL for none near */
static const char *
get_near_format (int days, gboolean within)
{
  switch (days)
    {
    case 0:
      /* Translators: a time of the present day, see g_date_time_format() */
      return within ? C_("within a sentence", "today %H:%M") : _("Today %H:%M");

    case 1:
      /* Translators: a time of the day before, see g_date_time_format() */
      return within ? C_("within a sentence", "yesterday %H:%M") : _("Yesterday %H:%M");

    case -1:
      /* Translators: a time of the next day, see g_date_time_format() */
      return within ? C_("within a sentence", "tomorrow %H:%M") : _("Tomorrow %H:%M");

    default:
      return NULL;
    }
}

static char *
dup_text (gint64 at, gint64 now, gboolean within)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local_usec (at);
  g_autoptr (GDateTime) local_now = g_date_time_new_from_unix_local_usec (now);
  const char *format;

  if (local == NULL || local_now == NULL)
    return g_strdup ("");

  format = get_near_format (count_days (local, local_now), within);
  if (format == NULL && g_date_time_get_year (local) == g_date_time_get_year (local_now))
    /* Translators: a day of this year and a time, see g_date_time_format() */
    format = _("%-e %b %H:%M");
  else if (format == NULL)
    /* Translators: a day of another year and a time, see g_date_time_format() */
    format = _("%-e %b %Y %H:%M");

  return g_strstrip (g_date_time_format (local, format));
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
  return dup_text (at, now, FALSE);
}

/**
 * assay_moment_dup_text_within:
 * @at: a moment, in µs since 1970 UTC
 * @now: the present one
 *
 * As [func@moment_dup_text], after other words: many languages write it in small letters there.
 *
 * Returns: (transfer full): for example `Today 22:30`
 */
char *
assay_moment_dup_text_within (gint64 at, gint64 now)
{
  return dup_text (at, now, TRUE);
}

/**
 * assay_moment_dup_day:
 * @at: a moment, in µs since 1970 UTC
 * @now: the present one
 *
 * Says on which day something happened, as short as a list wants it: with the year only where it is
 * another one.
 *
 * Returns: (transfer full): for example `30 Dec 2025`, in local time; empty for a moment that no
 *   calendar has
 */
char *
assay_moment_dup_day (gint64 at, gint64 now)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local_usec (at);
  g_autoptr (GDateTime) local_now = g_date_time_new_from_unix_local_usec (now);
  const char *format;

  if (local == NULL || local_now == NULL)
    return g_strdup ("");

  if (g_date_time_get_year (local) == g_date_time_get_year (local_now))
    /* Translators: a day of this year, as short as possible, see g_date_time_format()
     * xgettext:no-c-format */
    format = _("%-e %b");
  else
    /* Translators: a day of another year, as short as possible, see g_date_time_format()
     * xgettext:no-c-format */
    format = _("%-e %b %Y");

  return g_strstrip (g_date_time_format (local, format));
}
