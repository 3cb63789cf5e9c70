/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-account-refresh.h"
#include "assay-stackone-error.h"

#define ACTOR "assayctl"

/* Of StackOne's failures those without its answer can be tried again as they are. */
static AssayCtlExit
fail (const GError *error)
{
  if (error->domain != ASSAY_STACKONE_ERROR)
    return assay_ctl_fail_with (error);

  return assay_ctl_fail (assay_stackone_error_get_obstacle (error) != ASSAY_STACKONE_OBSTACLE_NONE
                           ? ASSAY_CTL_UNREACHABLE
                           : ASSAY_CTL_REFUSED,
                         "%s", error->message);
}

static AssayCtlExit
refresh (AssayDesk *desk, AssayStackoneClient *client)
{
  AssayJournal *journal = assay_desk_get_journal (desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assay_account_refresh_async (journal, client, ACTOR, NULL, assay_ctl_arrived_cb, &result);
  if (assay_account_refresh_finish (journal, assay_ctl_await (&result), NULL, &error))
    return ASSAY_CTL_DONE;

  return fail (error);
}

static void
print_account (AssayAccount *account, gboolean json)
{
  const char *const *reasons = assay_account_get_status_reasons (account);
  const char *owner = assay_account_get_origin_owner_name (account);
  const char *provider = assay_account_get_provider (account);
  const char *status = assay_account_get_status (account);
  g_autofree char *joined = NULL;
  g_autofree char *printable_id = NULL;
  g_autofree char *printable_owner = NULL;
  g_autofree char *printable_reasons = NULL;

  if (json)
    {
      g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
      g_autoptr (GBytes) line = NULL;

      assay_account_write_json (account, writer);
      line = assay_json_writer_finish (writer);
      assay_ctl_print_bytes (line);
      return;
    }

  joined = reasons != NULL ? g_strjoinv ("; ", (GStrv) reasons) : g_strdup ("");
  printable_id = assay_ctl_dup_printable (assay_account_get_id (account));
  printable_owner = assay_ctl_dup_printable (owner != NULL ? owner : "");
  printable_reasons = assay_ctl_dup_printable (joined);
  g_print ("%s\t%s\t%s\t%s\t%s\n", printable_id, status != NULL ? status : "",
           provider != NULL ? provider : "", printable_owner, printable_reasons);
}

static AssayCtlExit
list_accounts (AssayDesk *desk, gboolean json)
{
  AssayJournal *journal = assay_desk_get_journal (desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;

  assay_journal_list_accounts_async (journal, NULL, assay_ctl_arrived_cb, &result);
  accounts = assay_journal_list_finish (journal, assay_ctl_await (&result), &error);
  if (accounts == NULL)
    return assay_ctl_fail_with (error);

  for (guint i = 0; i < accounts->len; i++)
    print_account (accounts->pdata[i], json);

  return ASSAY_CTL_DONE;
}

static AssayCtlExit
list_fresh (AssayCtlOptions *options)
{
  g_autoptr (AssayStackoneClient) client = NULL;
  AssayDesk *desk;
  const char *address;
  AssayCtlExit status;

  if (!assay_ctl_read_address (&address))
    return ASSAY_CTL_USAGE;
  desk = assay_ctl_open_desk (options, ASSAY_JOURNAL_READ_WRITE, &status);
  if (desk == NULL)
    return status;

  client = assay_ctl_new_client (options, address, &status);
  if (client != NULL)
    status = refresh (desk, client);
  if (client != NULL && status == ASSAY_CTL_DONE)
    status = list_accounts (desk, options->json);
  assay_ctl_close_desk (desk);

  return status;
}

AssayCtlExit
assay_ctl_account_list (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (AssayDesk) desk = NULL;
  gboolean fresh = FALSE;
  const GOptionEntry entries[] = {
    { "refresh", 0, 0, G_OPTION_ARG_NONE, &fresh, N_("Ask StackOne first"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  AssayCtlExit status;

  if (!assay_ctl_parse (call, entries, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (fresh)
    return list_fresh (&options);

  desk = assay_ctl_open_desk (&options, ASSAY_JOURNAL_READ_ONLY, &status);

  return desk != NULL ? list_accounts (desk, options.json) : status;
}
