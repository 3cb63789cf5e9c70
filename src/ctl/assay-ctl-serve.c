/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <signal.h>
#include <string.h>

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "assay-desk.h"
#include "assay-http-error.h"

/* Why a desk does not receive. */
static AssayCtlExit
fail_to_receive (const GError *error)
{
  gboolean usage = g_error_matches (error, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_ADDRESS) ||
                   g_error_matches (error, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_UNPROTECTED);

  return assay_ctl_fail (usage ? ASSAY_CTL_USAGE : ASSAY_CTL_UNREACHABLE, "%s", error->message);
}

/* What the signals say. */
typedef struct
{
  gboolean stopping;
  gboolean again;
} Signals;

static gboolean
stop_cb (gpointer user_data)
{
  Signals *signals = user_data;

  signals->stopping = TRUE;

  return G_SOURCE_CONTINUE;
}

static gboolean
hang_up_cb (gpointer user_data)
{
  Signals *signals = user_data;

  signals->again = TRUE;

  return G_SOURCE_CONTINUE;
}

/* A port that the system chose stays when the desk starts again, and so does its host; another
 * address may have been chosen in the settings meanwhile. */
static void
keep_port (char **listen, AssayProfile *profile, const char *url)
{
  g_autofree char *wanted = g_strdup (*listen);
  char *port;

  if (wanted == NULL)
    wanted = g_settings_get_string (assay_profile_get_settings (profile), "receiver-listen");
  port = strrchr (wanted, ':');
  if (port == NULL || !g_str_equal (port, ":0"))
    return;

  *port = '\0';
  g_free (*listen);
  *listen = g_strconcat (wanted, strrchr (url, ':'), NULL);
}

/* Reads settings and tables as they are now. Returns whether a desk can work with them; what works
 * goes on otherwise, and why has been reported. */
static gboolean
read_again (AssayCtlOptions *options, AssayProfile **profile)
{
  AssayCtlExit status;
  g_autoptr (AssayProfile) read = assay_ctl_open_profile (options, &status);
  g_autoptr (GError) error = NULL;
  AssayProfileTables *tables;

  if (read == NULL)
    return FALSE;

  tables = assay_profile_get_tables (read);
  if (assay_profile_tables_get_event_names (tables, &error) == NULL ||
      assay_profile_tables_get_mapping (tables, &error) == NULL)
    {
      assay_ctl_fail_with (error);
      return FALSE;
    }
  *profile = g_steal_pointer (&read);

  return TRUE;
}

/* Runs until a signal comes; the first time it says where it receives. */
static AssayCtlExit
run_desk (AssayCtlOptions *options,
          AssayDesk *desk,
          char **listen,
          const char *address,
          gboolean first,
          Signals *signals,
          AssayProfile **next)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assay_desk_start_async (desk, *listen, address, NULL, assay_ctl_arrived_cb, &result);
  if (!assay_desk_start_finish (desk, assay_ctl_await (&result), &error))
    return assay_ctl_fail_with (error);
  if (assay_desk_get_inbox_error (desk) != NULL)
    return fail_to_receive (assay_desk_get_inbox_error (desk));

  if (first)
    {
      assay_ctl_print_ready (assay_desk_get_inbox_url (desk));
      keep_port (listen, assay_desk_get_profile (desk), assay_desk_get_inbox_url (desk));
    }
  do
    {
      while (!signals->stopping && !signals->again)
        g_main_context_iteration (NULL, TRUE);
      signals->again = FALSE;
    }
  while (!signals->stopping && !read_again (options, next));

  return ASSAY_CTL_DONE;
}

/* @next: (out): the profile for the desk after this one, unless serving ends */
static AssayCtlExit
serve (AssayCtlOptions *options,
       AssayProfile *profile,
       char **listen,
       const char *address,
       gboolean first,
       Signals *signals,
       AssayProfile **next)
{
  g_autoptr (AssaySecretStore)
    secrets = assay_secret_store_new_default (assay_profile_get_id (profile));
  g_autoptr (AssayDesk) desk = assay_desk_new (profile, secrets);
  g_autoptr (GAsyncResult) result = NULL;
  AssayCtlExit status = run_desk (options, desk, listen, address, first, signals, next);

  assay_desk_stop_async (desk, assay_ctl_arrived_cb, &result);
  assay_desk_stop_finish (desk, assay_ctl_await (&result), NULL);

  return status;
}

AssayCtlExit
assay_ctl_serve (int argc, char **argv, AssayCtlCall *call)
{
  g_autofree char *listen = NULL;
  const GOptionEntry entries[] = {
    { "listen", 0, 0, G_OPTION_ARG_STRING, &listen, N_("Address to listen on"), "HOST:PORT" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (AssayCtlOptions) options = { 0 };
  Signals signals = { FALSE };
  const char *address;
  AssayProfile *next = NULL;
  gboolean first = TRUE;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, entries, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (!assay_ctl_read_address (&address))
    return ASSAY_CTL_USAGE;

  g_unix_signal_add (SIGTERM, stop_cb, &signals);
  g_unix_signal_add (SIGINT, stop_cb, &signals);
  g_unix_signal_add (SIGHUP, hang_up_cb, &signals);
  next = assay_ctl_open_profile (&options, &status);
  while (next != NULL)
    {
      g_autoptr (AssayProfile) profile = g_steal_pointer (&next);

      status = serve (&options, profile, &listen, address, first, &signals, &next);
      first = FALSE;
    }

  return status;
}
