/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-quantity.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define KIB 1024
#define MIB (1024 * KIB)
#define GIB (1024 * MIB)

typedef struct
{
  AssayQuantity quantity;
  guint factor;
  const char *symbol;
} AssayUnit;

/* The largest first: a value is shown in the first one that divides it. */
static const AssayUnit units[] = {
  { ASSAY_QUANTITY_BYTES, GIB, "GiB" },     { ASSAY_QUANTITY_BYTES, MIB, "MiB" },
  { ASSAY_QUANTITY_BYTES, KIB, "KiB" },     { ASSAY_QUANTITY_BYTES, 1, "B" },
  { ASSAY_QUANTITY_MEBIBYTES, KIB, "GiB" }, { ASSAY_QUANTITY_MEBIBYTES, 1, "MiB" },
  { ASSAY_QUANTITY_SECONDS, 3600, "h" },    { ASSAY_QUANTITY_SECONDS, 60, "min" },
  { ASSAY_QUANTITY_SECONDS, 1, "s" },       { ASSAY_QUANTITY_DAYS, 1, "d" },
  { ASSAY_QUANTITY_HOURS, 1, "h" },
};

static char *
dup_in_unit (const AssayUnit *unit, guint number)
{
  if (unit->quantity == ASSAY_QUANTITY_DAYS)
    return g_strdup_printf (ngettext ("%u day", "%u days", number), number);
  if (unit->quantity == ASSAY_QUANTITY_HOURS || unit->factor == 3600)
    return g_strdup_printf (ngettext ("%u hour", "%u hours", number), number);
  if (unit->quantity != ASSAY_QUANTITY_SECONDS)
    return g_strdup_printf ("%u %s", number, unit->symbol);
  if (unit->factor == 60)
    return g_strdup_printf (ngettext ("%u minute", "%u minutes", number), number);

  return g_strdup_printf (ngettext ("%u second", "%u seconds", number), number);
}

/* The symbol, or the words in which the same number would be shown. */
static gboolean
is_unit (const AssayUnit *unit, double number, const char *word)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);
  g_autofree char *symbol = g_utf8_casefold (unit->symbol, -1);
  g_autofree char *text = NULL;
  g_autofree char *words = NULL;
  const char *words_only;

  if (g_str_equal (folded, symbol))
    return TRUE;
  if (number < 0 || number > G_MAXUINT)
    return FALSE;

  text = dup_in_unit (unit, (guint) number);
  words = g_utf8_casefold (text, -1);

  words_only = strchr (words, ' ');

  return words_only != NULL && g_str_equal (words_only + 1, folded);
}

/* What a number without a unit counts: the unit in which people see the value most. */
static double
get_plain_factor (AssayQuantity quantity)
{
  return quantity == ASSAY_QUANTITY_BYTES ? MIB : 1;
}

static double
find_factor (AssayQuantity quantity, double number, const char *word)
{
  if (*word == '\0')
    return get_plain_factor (quantity);

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (units[i].quantity == quantity && is_unit (&units[i], number, word))
        return units[i].factor;
    }

  return 0;
}

/**
 * assay_quantity_dup_text:
 * @quantity: what is counted
 * @value: how many
 *
 * Says a quantity with its unit, exactly, as people say it.
 *
 * Returns: (transfer full): for example `4 MiB` or `5 minutes`
 */
char *
assay_quantity_dup_text (AssayQuantity quantity, guint value)
{
  const AssayUnit *unit = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (units[i].quantity != quantity)
        continue;
      unit = &units[i];
      if (value > 0 && value % unit->factor == 0)
        break;
    }

  return unit != NULL ? dup_in_unit (unit, value / unit->factor) : g_strdup_printf ("%u", value);
}

/**
 * assay_quantity_parse:
 * @quantity: what is counted
 * @text: what somebody typed
 * @value: (out): how many
 *
 * Reads a quantity with its unit in words or as a symbol, or a bare number.
 *
 * Returns: whether @text was understood
 */
gboolean
assay_quantity_parse (AssayQuantity quantity, const char *text, guint *value)
{
  g_autofree char *unit = NULL;
  char *end = NULL;
  double number, factor, product;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  number = strtod (text, &end);
  if (end == text || !isfinite (number))
    return FALSE;

  unit = g_strstrip (g_strdup (end));
  factor = find_factor (quantity, number, unit);
  product = round (number * factor);
  if (factor < 1 || product < 0 || product > G_MAXUINT)
    return FALSE;

  *value = (guint) product;

  return TRUE;
}

/**
 * assay_quantity_get_step:
 * @quantity: what is counted
 *
 * Returns: by how much a button makes the value larger or smaller
 */
guint
assay_quantity_get_step (AssayQuantity quantity)
{
  return quantity == ASSAY_QUANTITY_BYTES ? MIB : 1;
}
