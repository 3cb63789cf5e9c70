/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-value-text.h"

#include <glib/gi18n.h>

static const struct
{
  const char *value;
  const char *word;
} words[] = {
  { "initiated", N_("Pending") },       { "pending", N_("Pending") },
  { "in_progress", N_("In Progress") }, { "completed", N_("Completed") },
  { "passed", N_("Passed") },           { "failed", N_("Failed") },
  { "cancelled", N_("Cancelled") },     { "expired", N_("Expired") },
};

/**
 * assay_value_text_get:
 * @value: a value of a result, as StackOne spells it
 *
 * Returns: the translated word for it; @value itself where there is none
 */
const char *
assay_value_text_get (const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_str_equal (words[i].value, value))
        return _(words[i].word);
    }

  return value;
}
