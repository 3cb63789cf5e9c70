/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-date-time.h"

#include <string.h>

#include "assay-error.h"

/* The years that ISO 8601 writes with four digits. */
#define FIRST_AT (G_GINT64_CONSTANT (-62135596800) * G_USEC_PER_SEC)
#define LAST_AT (G_GINT64_CONSTANT (253402300800) * G_USEC_PER_SEC - 1)

/* How many bytes of @text have the form of @pattern, in which 0 stands for a digit. */
static gsize
match (const char *text, const char *pattern)
{
  gsize i = 0;

  while (pattern[i] != '\0' &&
         (pattern[i] == '0' ? g_ascii_isdigit (text[i]) : text[i] == pattern[i]))
    i++;
  return pattern[i] == '\0' ? i : 0;
}

static gboolean
is_date_time (const char *text)
{
  gsize length = match (text, "0000-00-00T00:00:00");

  if (length == 0)
    return FALSE;
  text += length;
  if (match (text, ".0") > 0)
    {
      for (text++; g_ascii_isdigit (*text); text++)
        ;
    }
  if (g_str_equal (text, "Z"))
    return TRUE;
  length = match (text, "+00:00") + match (text, "-00:00");
  return length > 0 && text[length] == '\0';
}

static void
write_digits (char *to, int number, guint n_digits)
{
  for (guint i = n_digits; i > 0; number /= 10)
    to[--i] = (char) ('0' + number % 10);
}

/**
 * assay_format_iso8601:
 * @at: microseconds since 1970 in UTC
 *
 * Writes a point in time as StackOne's SDK does: `2026-01-02T03:04:05.678Z`. Times outside the
 * years 1 to 9999 are moved to the nearest one that can be written.
 *
 * Returns: (transfer full): the text
 */
char *
assay_format_iso8601 (gint64 at)
{
  g_autoptr (GDateTime)
    date_time = g_date_time_new_from_unix_utc_usec (CLAMP (at, FIRST_AT, LAST_AT));
  char *text = g_strdup ("0000-00-00T00:00:00.000Z");
  int year, month, day;

  g_date_time_get_ymd (date_time, &year, &month, &day);
  write_digits (text, year, 4);
  write_digits (text + strlen ("0000-"), month, 2);
  write_digits (text + strlen ("0000-00-"), day, 2);
  write_digits (text + strlen ("0000-00-00T"), g_date_time_get_hour (date_time), 2);
  write_digits (text + strlen ("0000-00-00T00:"), g_date_time_get_minute (date_time), 2);
  write_digits (text + strlen ("0000-00-00T00:00:"), g_date_time_get_second (date_time), 2);
  write_digits (text + strlen ("0000-00-00T00:00:00."),
                g_date_time_get_microsecond (date_time) / 1000, 3);

  return text;
}

/**
 * assay_format_minute:
 * @at: a moment, in µs since 1970 UTC
 *
 * Formats a moment for people, wherever they are.
 *
 * Returns: (transfer full): the minute in local time, for example `2026-01-15 22:30`; empty for a
 *   moment that no calendar has
 */
char *
assay_format_minute (gint64 at)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local_usec (at);

  return local != NULL ? g_date_time_format (local, "%Y-%m-%d %H:%M") : g_strdup ("");
}

/**
 * assay_parse_iso8601:
 * @text: a date-time with `T` and zone, for example `2026-01-02T03:04:05+01:00`
 * @at: (out): microseconds since 1970 in UTC
 * @error: return location for %ASSAY_CORE_ERROR_INVALID_VALUE
 *
 * Reads a date-time as strictly as StackOne's SDK: a bare date, a blank instead of `T` or a
 * missing zone is refused.
 *
 * Returns: whether @text is a date-time
 */
gboolean
assay_parse_iso8601 (const char *text, gint64 *at, GError **error)
{
  g_autoptr (GDateTime) date_time = NULL;

  if (is_date_time (text))
    date_time = g_date_time_new_from_iso8601 (text, NULL);
  if (date_time == NULL)
    {
      *at = 0;
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
                   "“%s” is not a date-time with T and zone", text);
      return FALSE;
    }
  *at = g_date_time_to_unix_usec (date_time);
  return TRUE;
}

/**
 * assay_normalise_iso8601:
 * @text: what was entered as a date-time
 *
 * Writes a date-time in the form that is sent.
 *
 * Returns: (transfer full): UTC with milliseconds when @text is a date-time, otherwise @text itself
 */
char *
assay_normalise_iso8601 (const char *text)
{
  gint64 at;

  return assay_parse_iso8601 (text, &at, NULL) ? assay_format_iso8601 (at) : g_strdup (text);
}
