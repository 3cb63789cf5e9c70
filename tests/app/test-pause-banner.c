/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-pause-banner.h"

static AdwBanner *
new_banner (void)
{
  return g_object_ref_sink (ADW_BANNER (adw_banner_new ("")));
}

static void
test_reasons (void)
{
  static const struct
  {
    AssayOutboxPause pause;
    const char *title;
    const char *button;
  } cases[] = {
    { ASSAY_OUTBOX_PAUSE_NETWORK, "There is no network. Results are sent once there is one.",
      NULL },
    { ASSAY_OUTBOX_PAUSE_TLS,
      "Results wait: there is no secure connection to StackOne. Check the clock and StackOne’s "
      "address.",
      "_Preferences" },
    { ASSAY_OUTBOX_PAUSE_ELSEWHERE,
      "Results wait: somebody else answers in StackOne’s place. Log in to the network, or check "
      "the address.",
      "_Preferences" },
  };
  g_autoptr (AdwBanner) banner = new_banner ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assay_pause_banner_show (banner, cases[i].pause);
      g_assert_true (adw_banner_get_revealed (banner));
      g_assert_false (adw_banner_get_use_markup (banner));
      g_assert_cmpstr (adw_banner_get_title (banner), ==, cases[i].title);
      g_assert_cmpstr (adw_banner_get_button_label (banner), ==, cases[i].button);
    }
}

/* The text stays while the banner folds away. */
static void
test_over (void)
{
  g_autoptr (AdwBanner) banner = new_banner ();
  g_autofree char *title = NULL;

  assay_pause_banner_show (banner, ASSAY_OUTBOX_PAUSE_TLS);
  title = g_strdup (adw_banner_get_title (banner));
  assay_pause_banner_show (banner, ASSAY_OUTBOX_PAUSE_NONE);
  g_assert_false (adw_banner_get_revealed (banner));
  g_assert_cmpstr (adw_banner_get_title (banner), ==, title);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/pause-banner/reasons", test_reasons);
  g_test_add_func ("/app/pause-banner/over", test_over);

  return g_test_run ();
}
