/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-slug.h"

/**
 * assay_slug_new:
 * @name: what people call something
 *
 * Suggests an id: “Verbal Reasoning (EN)” becomes “verbal-reasoning-en”.
 *
 * Returns: (transfer full): lower case letters, digits and hyphens; empty where @name has neither
 */
char *
assay_slug_new (const char *name)
{
  g_autofree char *ascii = NULL;
  g_autofree char *lower = NULL;
  GString *id = g_string_new (NULL);

  g_return_val_if_fail (name != NULL, NULL);

  ascii = g_str_to_ascii (name, NULL);
  lower = g_ascii_strdown (ascii, -1);
  for (const char *at = lower; *at != '\0'; at++)
    {
      if (g_ascii_isalnum (*at))
        g_string_append_c (id, *at);
      else if (id->len > 0 && id->str[id->len - 1] != '-')
        g_string_append_c (id, '-');
    }
  if (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate (id, id->len - 1);

  return g_string_free_and_steal (id);
}
