/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-toast.h"

/**
 * assay_toast_add:
 * @widget: who has something to say
 * @toast: (transfer full): what is said
 *
 * Shows a toast in the overlay around a widget; without one nobody is told.
 */
void
assay_toast_add (GtkWidget *widget, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

/**
 * assay_toast_show:
 * @widget: who has something to say
 * @text: a translated sentence
 *
 * Says something in a toast.
 */
void
assay_toast_show (GtkWidget *widget, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  assay_toast_add (widget, toast);
}

/**
 * assay_toast_show_failure:
 * @widget: who tried something
 * @what: a translated sentence that says what failed
 * @error: why
 *
 * Says in a toast that something failed, unless somebody took it back.
 */
void
assay_toast_show_failure (GtkWidget *widget, const char *what, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_info ("%s: %s", what, error->message);
  assay_toast_show (widget, what);
}
