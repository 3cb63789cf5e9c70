/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "assay-app-private.h"

int
main (int argc, char **argv)
{
  gint64 started_at = g_get_monotonic_time ();
  const char *localedir = g_getenv ("ASSAY_LOCALEDIR");
  g_autoptr (AssayApp) app = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  app = assay_app_new (started_at);
  g_signal_connect (app, "startup", G_CALLBACK (assay_app_install_actions), NULL);

  return g_application_run (G_APPLICATION (app), argc, argv);
}
