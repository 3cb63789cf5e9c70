/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-translate.h"

#include <glib/gi18n.h>

/**
 * assay_translate:
 * @singular: untranslated text
 * @plural: (nullable): its plural
 * @n: the number the text speaks of
 *
 * Looks up a text of core, which knows no translations itself.
 *
 * Returns: (transfer none): the text in the user's language
 */
const char *
assay_translate (const char *singular, const char *plural, gulong n)
{
  /* An empty text would be answered with the catalogue's header. */
  if (*singular == '\0')
    return singular;
  if (plural == NULL)
    return g_dgettext (GETTEXT_PACKAGE, singular);

  return g_dngettext (GETTEXT_PACKAGE, singular, plural, n);
}
