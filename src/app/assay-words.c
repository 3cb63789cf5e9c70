/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-words.h"

#include <string.h>

/**
 * assay_words_are_in:
 * @words: what is searched for, casefolded
 * @text: (nullable): where
 *
 * Returns: whether @text has @words in it, in whatever case
 */
gboolean
assay_words_are_in (const char *words, const char *text)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  g_return_val_if_fail (words != NULL, FALSE);

  return folded != NULL && strstr (folded, words) != NULL;
}
