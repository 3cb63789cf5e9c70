/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-pause-banner.h"

#include <glib/gi18n.h>

/* A banner has three lines; at 360 pixels that is about 120 characters. */
static const char *
describe (AssayOutboxPause pause)
{
  switch (pause)
    {
    case ASSAY_OUTBOX_PAUSE_NETWORK:
      return _("There is no network. Results are sent once there is one.");

    case ASSAY_OUTBOX_PAUSE_TLS:
      return _("Results wait: there is no secure connection to StackOne. Check the clock and "
                "StackOne’s address.");

    case ASSAY_OUTBOX_PAUSE_ELSEWHERE:
      return _("Results wait: somebody else answers in StackOne’s place. Log in to the network, "
                "or check the address.");

    case ASSAY_OUTBOX_PAUSE_NONE:
    default:
      return NULL;
    }
}

/**
 * assay_pause_banner_show:
 * @banner: a banner
 * @pause: why results wait
 *
 * Says why results wait that StackOne has not refused, for as long as they do. Where a setting may
 * be the reason, it leads to the preferences.
 */
void
assay_pause_banner_show (AdwBanner *banner, AssayOutboxPause pause)
{
  const char *text = describe (pause);

  /* The text stays while the banner folds away. */
  if (text != NULL)
    {
      gboolean settings = pause != ASSAY_OUTBOX_PAUSE_NETWORK;

      adw_banner_set_title (banner, text);
      adw_banner_set_use_markup (banner, FALSE);
      adw_banner_set_button_label (banner, settings ? _("_Preferences") : NULL);
    }
  adw_banner_set_revealed (banner, text != NULL);
}
