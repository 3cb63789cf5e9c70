/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <signal.h>
#include <string.h>

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "assay-desk.h"
#include "assay-http-certificate.h"
#include "assay-http-error.h"

/* Why a desk does not receive. */
static AssayCtlExit
fail_to_receive (const GError *error)
{
  AssayCtlExit status = ASSAY_CTL_UNREACHABLE;

  if (g_error_matches (error, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_ADDRESS) ||
      g_error_matches (error, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_UNPROTECTED))
    status = ASSAY_CTL_USAGE;
  else if (g_error_matches (error, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_CERTIFICATE))
    status = ASSAY_CTL_UNREADABLE;

  return assay_ctl_fail (status, "%s", error->message);
}

/* What stays the same when settings are read again. */
typedef struct
{
  AssayCtlOptions options; /* owned */
  char *listen;            /* (nullable) (owned): HOST:PORT */
  char *last_listen;       /* (nullable) (owned): where it listened last */
  char *tls_certificate;   /* (nullable) (owned) */
  char *tls_key;           /* (nullable) (owned) */
  const char *address;     /* of StackOne */
} Serving;

static void
serving_clear (Serving *serving)
{
  assay_ctl_options_clear (&serving->options);
  g_free (serving->listen);
  g_free (serving->last_listen);
  g_free (serving->tls_certificate);
  g_free (serving->tls_key);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Serving, serving_clear)

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

/* Reads settings, tables and certificate as they are now. Returns whether a desk can work with
 * them; what works goes on otherwise, and why has been reported. */
static gboolean
read_again (Serving *serving, AssayProfile **profile)
{
  AssayCtlExit status;
  g_autoptr (AssayProfile) read = assay_ctl_open_profile (&serving->options, &status);
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GError) error = NULL;
  AssayProfileTables *tables;

  if (read == NULL)
    return FALSE;

  if (serving->tls_certificate != NULL)
    certificate = assay_http_certificate_load (serving->tls_certificate, serving->tls_key, &error);
  if (error != NULL)
    {
      fail_to_receive (error);
      return FALSE;
    }

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

/* Starts the desk, or has it go on with what its profile says now. */
static AssayCtlExit
start (Serving *serving, AssayDesk *desk, const char *listen)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assay_desk_set_tls_files (desk, serving->tls_certificate, serving->tls_key);
  assay_desk_start_async (desk, listen, serving->address, NULL, assay_ctl_arrived_cb, &result);
  if (!assay_desk_start_finish (desk, assay_ctl_await (&result), &error))
    return assay_ctl_fail_with (error);
  if (assay_desk_get_inbox_error (desk) != NULL)
    return fail_to_receive (assay_desk_get_inbox_error (desk));

  return ASSAY_CTL_DONE;
}

static void
note_listen (Serving *serving, AssayDesk *desk)
{
  GSettings *settings = assay_profile_get_settings (assay_desk_get_profile (desk));

  g_free (serving->last_listen);
  serving->last_listen = serving->listen != NULL
                           ? g_strdup (serving->listen)
                           : g_settings_get_string (settings, "receiver-listen");
}

/* An address that cannot be listened on leaves the one before in force. */
static AssayCtlExit
go_on (Serving *serving, AssayDesk *desk, AssayProfile *profile)
{
  AssayCtlExit status;

  assay_desk_set_profile (desk, profile);
  status = start (serving, desk, serving->listen);
  if (status != ASSAY_CTL_DONE)
    return start (serving, desk, serving->last_listen);

  note_listen (serving, desk);

  return status;
}

static AssayCtlExit
run_desk (Serving *serving, AssayDesk *desk, Signals *signals)
{
  AssayCtlExit status = start (serving, desk, serving->listen);

  if (status == ASSAY_CTL_DONE)
    {
      note_listen (serving, desk);
      assay_ctl_print_ready (assay_desk_get_inbox_url (desk));
    }
  while (status == ASSAY_CTL_DONE && !signals->stopping)
    {
      g_autoptr (AssayProfile) profile = NULL;

      while (!signals->stopping && !signals->again)
        g_main_context_iteration (NULL, TRUE);
      if (signals->stopping)
        break;

      signals->again = FALSE;
      if (read_again (serving, &profile))
        status = go_on (serving, desk, profile);
    }

  return status;
}

static AssayCtlExit
serve (Serving *serving, AssayProfile *profile, Signals *signals)
{
  g_autoptr (AssaySecretStore)
    secrets = assay_secret_store_new_default (assay_profile_get_id (profile));
  g_autoptr (AssayDesk) desk = assay_desk_new (profile, secrets);
  g_autoptr (GAsyncResult) result = NULL;
  AssayCtlExit status = run_desk (serving, desk, signals);

  assay_desk_stop_async (desk, assay_ctl_arrived_cb, &result);
  assay_desk_stop_finish (desk, assay_ctl_await (&result), NULL);

  return status;
}

AssayCtlExit
assay_ctl_serve (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (Serving) serving = { 0 };
  const GOptionEntry entries[] = {
    { "listen", 0, 0, G_OPTION_ARG_STRING, &serving.listen, N_("Address to listen on"),
      "HOST:PORT" },
    { "tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &serving.tls_certificate,
      N_("Certificate to speak TLS with, in PEM"), "FILE" },
    { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &serving.tls_key,
      N_("Private key of the certificate, in PEM"), "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  Signals signals = { FALSE };
  g_autoptr (AssayProfile) profile = NULL;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, entries, &serving.options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (!assay_ctl_read_address (&serving.address))
    return ASSAY_CTL_USAGE;
  if ((serving.tls_certificate == NULL) != (serving.tls_key == NULL))
    return assay_ctl_fail (ASSAY_CTL_USAGE, "--tls-certificate and --tls-key need each other");

  g_unix_signal_add (SIGTERM, stop_cb, &signals);
  g_unix_signal_add (SIGINT, stop_cb, &signals);
  g_unix_signal_add (SIGHUP, hang_up_cb, &signals);
  profile = assay_ctl_open_profile (&serving.options, &status);

  return profile != NULL ? serve (&serving, profile, &signals) : status;
}
