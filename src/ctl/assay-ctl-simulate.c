/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <signal.h>

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "assay-simulator.h"

/* The simulator keeps the time of each request of a minute. */
#define MAX_RATE_LIMIT 1000000

typedef struct
{
  GMainLoop *loop;
  AssayCtlExit status;
} Simulation;

static gboolean
stop_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static AssayCtlExit
exit_for (const GError *error)
{
  if (g_error_matches (error, ASSAY_SIMULATOR_ERROR, ASSAY_SIMULATOR_ERROR_SETTINGS))
    return ASSAY_CTL_USAGE;
  if (g_error_matches (error, ASSAY_SIMULATOR_ERROR, ASSAY_SIMULATOR_ERROR_LISTEN) ||
      g_error_matches (error, ASSAY_SIMULATOR_ERROR, ASSAY_SIMULATOR_ERROR_BUSY))
    return ASSAY_CTL_UNREACHABLE;

  return ASSAY_CTL_UNREADABLE;
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Simulation *simulation = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = assay_simulator_start_finish (ASSAY_SIMULATOR (source), result, &error);

  if (url == NULL)
    {
      simulation->status = assay_ctl_fail (exit_for (error), "%s", error->message);
      g_main_loop_quit (simulation->loop);
      return;
    }

  assay_ctl_print_ready (url);
}

AssayCtlExit
assay_ctl_simulate (int argc, char **argv, AssayCtlCall *call)
{
  g_autoptr (AssaySimulatorSettings) settings = assay_simulator_settings_new ();
  g_autofree char *listen = NULL;
  int rate_limit = (int) settings->rate_limit;
  const GOptionEntry entries[] = {
    { "listen", 0, 0, G_OPTION_ARG_STRING, &listen, N_("Address to listen on"), "HOST:PORT" },
    { "webhook-url", 0, 0, G_OPTION_ARG_STRING, &settings->webhook_url,
      N_("Where to send webhooks"), "URL" },
    { "packages-url", 0, 0, G_OPTION_ARG_STRING, &settings->packages_url,
      N_("Where to ask for packages"), "URL" },
    { "state-dir", 0, 0, G_OPTION_ARG_FILENAME, &settings->state_dir,
      N_("Where to keep the state over a restart"), "DIR" },
    { "rate-limit", 0, 0, G_OPTION_ARG_INT, &rate_limit,
      N_("Requests answered in a minute, 0 for any number"), "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (AssayCtlOptions) options = { 0 };
  g_auto (GStrv) secrets = assay_ctl_dup_secrets ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (AssaySimulator) simulator = NULL;
  Simulation simulation = { loop, ASSAY_CTL_DONE };

  if (!assay_ctl_parse (call, entries, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (rate_limit < 0 || rate_limit > MAX_RATE_LIMIT)
    return assay_ctl_fail (ASSAY_CTL_USAGE, "--rate-limit: %d is not between 0 and %d", rate_limit,
                           MAX_RATE_LIMIT);

  settings->rate_limit = (guint) rate_limit;
  g_set_str (&settings->api_key, g_getenv ("ASSAY_STACKONE_API_KEY"));
  if (secrets[0] != NULL)
    g_set_str (&settings->webhook_secret, secrets[0]);

  simulator = assay_simulator_new (settings);
  g_unix_signal_add (SIGTERM, stop_cb, loop);
  g_unix_signal_add (SIGINT, stop_cb, loop);
  assay_simulator_start_async (simulator, listen != NULL ? listen : "127.0.0.1:0", NULL, started_cb,
                               &simulation);
  g_main_loop_run (loop);
  assay_simulator_stop (simulator);

  return simulation.status;
}
