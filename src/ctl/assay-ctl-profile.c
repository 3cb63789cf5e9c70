/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-desk-client.h"
#include "assay-secret-store.h"

/* Opens the profile that the options name; a failure has been reported when this returns %NULL. */
AssayProfile *
assay_ctl_open_profile (AssayCtlOptions *options, AssayCtlExit *status)
{
  g_autofree char *folder = assay_ctl_dup_folder (options);
  g_autoptr (GError) error = NULL;
  AssayProfile *profile;

  if (folder == NULL)
    {
      *status = assay_ctl_fail (ASSAY_CTL_USAGE, _("name a folder with --data-dir or --profile"));
      return NULL;
    }

  profile = assay_profile_open (folder, &error);
  if (profile == NULL)
    *status = assay_ctl_fail (ASSAY_CTL_UNREADABLE, "%s", error->message);

  return profile;
}

/* Gives the address of StackOne that the environment names in place of the settings', or %NULL.
 * Returns whether it can be called; otherwise that has been reported. */
gboolean
assay_ctl_read_address (const char **address)
{
  g_autoptr (GError) error = NULL;

  *address = g_getenv ("ASSAY_STACKONE_URL");
  if (*address == NULL || assay_stackone_check_address (*address, &error))
    return TRUE;

  assay_ctl_fail (ASSAY_CTL_USAGE, "ASSAY_STACKONE_URL: %s", error->message);

  return FALSE;
}

/* Makes the client with which a profile calls StackOne; without a key in environment or keyring it
 * has none. A failure has been reported when this returns %NULL. */
AssayStackoneClient *
assay_ctl_new_client (AssayCtlOptions *options, const char *address, AssayCtlExit *status)
{
  g_autoptr (AssayProfile) profile = assay_ctl_open_profile (options, status);
  g_autoptr (AssaySecretStore) secrets = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AssayStackoneClient *client;
  char *key;

  if (profile == NULL)
    return NULL;

  secrets = assay_secret_store_new_default (assay_profile_get_id (profile));
  assay_secret_store_lookup_async (secrets, ASSAY_SECRET_STACKONE_API_KEY, NULL,
                                   assay_ctl_arrived_cb, &result);
  key = assay_secret_store_lookup_finish (secrets, assay_ctl_await (&result), &error);
  if (error != NULL)
    g_printerr ("assayctl: %s\n", error->message);

  client = assay_desk_client_new (profile, address, key);
  assay_secret_free (key);

  return client;
}

/* The first line of a program that others wait for. */
void
assay_ctl_print_ready (const char *url)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) line = NULL;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "event", "ready");
  assay_json_writer_member_string (writer, "url", url);
  assay_json_writer_end_object (writer);
  line = assay_json_writer_finish (writer);
  assay_ctl_print_bytes (line);
}
