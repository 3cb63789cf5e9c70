/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-whole-number.h"

#include <string.h>

/**
 * assay_whole_number_parse:
 * @text: (nullable): one part of a score
 * @number: (out): the number; unchanged unless the answer is %ASSAY_WHOLE_NUMBER_VALID
 *
 * Reads a plain whole number: an optional minus sign and decimal digits, nothing else. Leading
 * zeros are read over.
 *
 * Returns: whether @text is a whole number
 */
AssayWholeNumber
assay_whole_number_parse (const char *text, gint64 *number)
{
  const char *digits;
  guint64 limit, magnitude = 0;
  gboolean negative;

  g_return_val_if_fail (number != NULL, ASSAY_WHOLE_NUMBER_MALFORMED);

  if (text == NULL)
    return ASSAY_WHOLE_NUMBER_MALFORMED;

  negative = *text == '-';
  digits = negative ? text + 1 : text;
  if (*digits == '\0' || digits[strspn (digits, "0123456789")] != '\0')
    return ASSAY_WHOLE_NUMBER_MALFORMED;

  limit = (guint64) G_MAXINT64 + (negative ? 1 : 0);
  for (; *digits != '\0'; digits++)
    {
      guint64 digit = (guint64) (*digits - '0');

      if (magnitude > (limit - digit) / 10)
        return ASSAY_WHOLE_NUMBER_TOO_LARGE;
      magnitude = magnitude * 10 + digit;
    }

  /* The smallest number has no positive twin to negate. */
  if (negative && magnitude > 0)
    *number = -(gint64) (magnitude - 1) - 1;
  else
    *number = (gint64) magnitude;

  return ASSAY_WHOLE_NUMBER_VALID;
}
