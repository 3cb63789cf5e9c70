/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-appearance.h"

/* Each list is in the order of its enumeration. */
static const char *const appearances[] = { "guide", "card", "classic", NULL };
static const char *const icons[] = { "dots", "check", "cross", "clock", NULL };
static const char *const colours[] = { "grey", "yellow", "green", "red", NULL };

static gboolean
find_name (const char *const *names, const char *text, guint *index)
{
  for (guint i = 0; text != NULL && names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], text))
        {
          *index = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * assay_appearance_to_string:
 * @appearance: an appearance
 *
 * Gives the name used in tables, settings and on the command line.
 *
 * Returns: (transfer none): `guide`, `card` or `classic`
 */
const char *
assay_appearance_to_string (AssayAppearance appearance)
{
  g_return_val_if_fail ((guint) appearance < G_N_ELEMENTS (appearances) - 1, NULL);

  return appearances[appearance];
}

/**
 * assay_appearance_from_string:
 * @text: (nullable): a name
 * @appearance: (out): the appearance of that name; unchanged when there is none
 *
 * Finds an appearance by its name.
 *
 * Returns: whether @text names an appearance
 */
gboolean
assay_appearance_from_string (const char *text, AssayAppearance *appearance)
{
  guint index;

  g_return_val_if_fail (appearance != NULL, FALSE);

  if (!find_name (appearances, text, &index))
    return FALSE;

  *appearance = (AssayAppearance) index;

  return TRUE;
}

/**
 * assay_status_icon_to_string:
 * @icon: an icon
 *
 * Gives the name used in tables and JSON.
 *
 * Returns: (transfer none): `dots`, `check`, `cross` or `clock`
 */
const char *
assay_status_icon_to_string (AssayStatusIcon icon)
{
  g_return_val_if_fail ((guint) icon < G_N_ELEMENTS (icons) - 1, NULL);

  return icons[icon];
}

/**
 * assay_status_icon_from_string:
 * @text: (nullable): a name
 * @icon: (out): the icon of that name; unchanged when there is none
 *
 * Finds an icon by its name.
 *
 * Returns: whether @text names an icon
 */
gboolean
assay_status_icon_from_string (const char *text, AssayStatusIcon *icon)
{
  guint index;

  g_return_val_if_fail (icon != NULL, FALSE);

  if (!find_name (icons, text, &index))
    return FALSE;

  *icon = (AssayStatusIcon) index;

  return TRUE;
}

/**
 * assay_status_colour_to_string:
 * @colour: a colour
 *
 * Gives the name used in tables and JSON.
 *
 * Returns: (transfer none): `grey`, `yellow`, `green` or `red`
 */
const char *
assay_status_colour_to_string (AssayStatusColour colour)
{
  g_return_val_if_fail ((guint) colour < G_N_ELEMENTS (colours) - 1, NULL);

  return colours[colour];
}

/**
 * assay_status_colour_from_string:
 * @text: (nullable): a name
 * @colour: (out): the colour of that name; unchanged when there is none
 *
 * Finds a colour by its name.
 *
 * Returns: whether @text names a colour
 */
gboolean
assay_status_colour_from_string (const char *text, AssayStatusColour *colour)
{
  guint index;

  g_return_val_if_fail (colour != NULL, FALSE);

  if (!find_name (colours, text, &index))
    return FALSE;

  *colour = (AssayStatusColour) index;

  return TRUE;
}
