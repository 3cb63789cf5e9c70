/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

/* Opens the profile that the options name; a failure has been reported when this returns %NULL. */
AssayProfile *
assay_ctl_open_profile (AssayCtlOptions *options,
                        AssayCtlExit    *status)
{
  g_autofree char *folder = assay_ctl_dup_folder (options);
  g_autoptr(GError) error = NULL;
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

/* Looks a secret up. What cannot be looked up is reported and counts as absent. */
char *
assay_ctl_lookup_secret (AssaySecretStore *store,
                         const char       *name)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *secret;

  assay_secret_store_lookup_async (store, name, NULL, assay_ctl_arrived_cb, &result);
  secret = assay_secret_store_lookup_finish (store, assay_ctl_await (&result), &error);
  if (error != NULL)
    g_printerr ("assayctl: %s: %s\n", name, error->message);

  return secret;
}

/* The first line of a program that others wait for. */
void
assay_ctl_print_ready (const char *url)
{
  g_autoptr(AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr(GBytes) line = NULL;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "event", "ready");
  assay_json_writer_member_string (writer, "url", url);
  assay_json_writer_end_object (writer);
  line = assay_json_writer_finish (writer);
  assay_ctl_print_bytes (line);
}
