/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sheet-private.h"

#include <string.h>

#include "assay-error.h"

#define UTF8_MARK "\xef\xbb\xbf"

/* Spreadsheets write one of these; which one is told only by the first two of the bytes. */
static const char *
find_utf16 (const char *data, gsize size)
{
  if (size < 2 || size % 2 != 0)
    return NULL;
  if (memcmp (data, "\xff\xfe", 2) == 0)
    return "UTF-16LE";
  if (memcmp (data, "\xfe\xff", 2) == 0)
    return "UTF-16BE";

  /* A header begins with a letter or a quote, whose other byte is zero. */
  return data[0] != '\0' && data[1] == '\0'   ? "UTF-16LE"
         : data[0] == '\0' && data[1] != '\0' ? "UTF-16BE"
                                              : NULL;
}

static char *
convert (const char *data, gsize size, const char *encoding, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gsize length;
  g_autofree char *text = g_convert (data, (gssize) size, "UTF-8", encoding, NULL, &length,
                                     &local_error);

  if (text != NULL && strlen (text) == length)
    return g_steal_pointer (&text);

  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_UTF8,
               "the table is neither UTF-8 nor %s: %s; save it as UTF-8", encoding,
               local_error != NULL ? local_error->message : "it has a zero byte");

  return NULL;
}

/* Returns: (transfer full): the table as UTF-8 without a mark in front, or %NULL */
char *
assay_sheet_decode (GBytes *bytes, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *utf16 = find_utf16 (data, size);
  g_autofree char *text = NULL;

  if (utf16 != NULL)
    text = convert (data, size, utf16, error);
  else if (size == 0)
    text = g_strdup ("");
  else if (g_utf8_validate_len (data, size, NULL))
    text = g_strndup (data, size);
  else
    text = convert (data, size, "WINDOWS-1252", error);
  if (text == NULL)
    return NULL;

  if (g_str_has_prefix (text, UTF8_MARK))
    return g_strdup (text + strlen (UTF8_MARK));

  return g_steal_pointer (&text);
}
