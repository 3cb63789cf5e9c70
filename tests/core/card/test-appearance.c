/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-appearance.h"

static void
test_words (void)
{
  AssayAppearance appearance = ASSAY_APPEARANCE_GUIDE;
  AssayStatusIcon icon = ASSAY_STATUS_ICON_DOTS;
  AssayStatusColour colour = ASSAY_STATUS_COLOUR_GREY;

  g_assert_cmpstr (assay_appearance_to_string (ASSAY_APPEARANCE_CLASSIC), ==, "classic");
  g_assert_true (assay_appearance_from_string ("card", &appearance));
  g_assert_cmpint (appearance, ==, ASSAY_APPEARANCE_CARD);
  g_assert_cmpstr (assay_status_icon_to_string (ASSAY_STATUS_ICON_CROSS), ==, "cross");
  g_assert_true (assay_status_icon_from_string ("clock", &icon));
  g_assert_cmpint (icon, ==, ASSAY_STATUS_ICON_CLOCK);
  g_assert_cmpstr (assay_status_colour_to_string (ASSAY_STATUS_COLOUR_YELLOW), ==, "yellow");
  g_assert_true (assay_status_colour_from_string ("red", &colour));
  g_assert_cmpint (colour, ==, ASSAY_STATUS_COLOUR_RED);
}

static void
test_unknown_words (void)
{
  AssayAppearance appearance = ASSAY_APPEARANCE_CARD;

  g_assert_false (assay_appearance_from_string ("Card", &appearance));
  g_assert_cmpint (appearance, ==, ASSAY_APPEARANCE_CARD);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/appearance/words", test_words);
  g_test_add_func ("/core/appearance/unknown-words", test_unknown_words);

  return g_test_run ();
}
