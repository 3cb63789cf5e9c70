/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-simulator.h"

#include <glib-unix.h>

/* Runs a simulator until it is told to end: runner LISTEN [WEBHOOK-URL [STATE-DIR]]. Key and secret
 * come from the environment. For tests that drive it from another process. */

static void
started_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *url = assay_simulator_start_finish (ASSAY_SIMULATOR (object), result, &error);

  if (url == NULL)
    {
      g_printerr ("%s\n", error->message);
      g_main_loop_quit (user_data);
      return;
    }

  g_print ("{\"event\":\"ready\",\"url\":\"%s\"}\n", url);
}

static gboolean
end_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
is_given (int    argc,
          char **argv,
          int    position)
{
  return argc > position && argv[position][0] != '\0';
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AssaySimulatorSettings) settings = assay_simulator_settings_new ();
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(AssaySimulator) simulator = NULL;

  settings->api_key = g_strdup (g_getenv ("ASSAY_STACKONE_API_KEY"));
  settings->webhook_secret = g_strdup (g_getenv ("ASSAY_WEBHOOK_SECRETS"));
  if (is_given (argc, argv, 2))
    settings->webhook_url = g_strdup (argv[2]);
  if (is_given (argc, argv, 3))
    settings->state_dir = g_strdup (argv[3]);

  g_unix_signal_add (SIGTERM, end_cb, loop);
  g_unix_signal_add (SIGINT, end_cb, loop);
  simulator = assay_simulator_new (settings);
  assay_simulator_start_async (simulator, argc > 1 ? argv[1] : "127.0.0.1:0", NULL,
                               started_cb, loop);
  g_main_loop_run (loop);
  assay_simulator_stop (simulator);

  return 0;
}
