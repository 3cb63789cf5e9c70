/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-background.h"

#include <glib/gi18n.h>
#include <libportal/portal.h>

#include "assay-notify.h"

static void
granted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!xdp_portal_request_background_finish (XDP_PORTAL (source), result, &error))
    g_info ("Receiving in the background was not granted: %s",
            error != NULL ? error->message : "refused");
}

/* A sandbox without a window is ended unless the desktop has agreed. */
static void
request (void)
{
  g_autoptr (XdpPortal) portal = NULL;

  if (!xdp_portal_running_under_sandbox ())
    return;

  portal = xdp_portal_new ();
  /* Translators: The desktop shows this when it tells that Assay runs without a window. */
  xdp_portal_request_background (portal, NULL, _("Assay receives orders"), NULL,
                                 XDP_BACKGROUND_FLAG_NONE, NULL, granted_cb, NULL);
}

/**
 * assay_background_is_wanted:
 * @open_profile: a profile whose window is closed
 *
 * Tells whether the profile goes on receiving without a window: it receives now, somebody wants it
 * to, and it is more than a demo.
 *
 * Returns: whether it goes on
 */
gboolean
assay_background_is_wanted (AssayOpenProfile *open_profile)
{
  AssayProfile *profile;
  AssayDesk *desk;

  g_return_val_if_fail (ASSAY_IS_OPEN_PROFILE (open_profile), FALSE);

  profile = assay_open_profile_get_profile (open_profile);
  desk = assay_open_profile_get_desk (open_profile);

  return desk != NULL && assay_desk_get_inbox_url (desk) != NULL &&
         assay_profile_get_kind (profile) != ASSAY_PROFILE_KIND_DEMO &&
         g_settings_get_boolean (assay_profile_get_settings (profile), "receiver-background");
}

/**
 * assay_background_begin:
 * @application: the application
 * @profile: a profile that goes on receiving
 *
 * Tells people and the desktop that orders are received without a window.
 */
void
assay_background_begin (GApplication *application, AssayProfile *profile)
{
  g_return_if_fail (G_IS_APPLICATION (application));
  g_return_if_fail (ASSAY_IS_PROFILE (profile));

  request ();
  assay_notify_background (application, profile);
}
