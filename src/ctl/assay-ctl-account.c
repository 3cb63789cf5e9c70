/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-account-refresh.h"

#define ACTOR "assayctl"

/* StackOne's default (StackOne SDK: expires_in), and what we take for a typing error beyond. */
#define MINUTES 30
#define MOST_MINUTES (7 * 24 * 60)
#define SECONDS_OF_A_MINUTE 60

static AssayCtlExit
refresh (AssayDesk *desk, AssayStackoneClient *client)
{
  AssayJournal *journal = assay_desk_get_journal (desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assay_account_refresh_async (journal, client, ACTOR, NULL, assay_ctl_arrived_cb, &result);
  if (assay_account_refresh_finish (journal, assay_ctl_await (&result), NULL, &error))
    return ASSAY_CTL_DONE;

  return assay_ctl_fail_with (error);
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

/* What the command line says; the strings are owned. */
typedef struct
{
  AssayCtlOptions options;
  char *owner_id;
  char *owner_name;
  int minutes;
  gboolean show_token;
} ConnectOptions;

static void
connect_options_clear (ConnectOptions *self)
{
  assay_ctl_options_clear (&self->options);
  g_free (self->owner_id);
  g_free (self->owner_name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ConnectOptions, connect_options_clear)

static gboolean
parse_connect (AssayCtlCall *call, ConnectOptions *connect, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "id", 0, 0, G_OPTION_ARG_STRING, &connect->owner_id, N_("Your own id of the customer"),
      "ID" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &connect->owner_name, N_("What the customer is called"),
      N_("NAME") },
    { "minutes", 0, 0, G_OPTION_ARG_INT, &connect->minutes, N_("For how long the link works"),
      "N" },
    { "show-token", 0, 0, G_OPTION_ARG_NONE, &connect->show_token,
      N_("Print the External Trigger Token, too, which is a secret"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  if (!assay_ctl_parse (call, entries, &connect->options, argc, argv))
    return FALSE;

  if (connect->owner_id == NULL || *connect->owner_id == '\0')
    assay_ctl_fail (ASSAY_CTL_USAGE, _("--id wants your own id of the customer"));
  else if (connect->owner_name == NULL || *connect->owner_name == '\0')
    assay_ctl_fail (ASSAY_CTL_USAGE, _("--name wants what the customer is called"));
  else if (connect->minutes < 1 || connect->minutes > MOST_MINUTES)
    assay_ctl_fail (ASSAY_CTL_USAGE, _("--minutes wants a number from 1 to %d"), MOST_MINUTES);
  else
    return TRUE;

  return FALSE;
}

static void
print_session (AssayConnectSession *session, const ConnectOptions *connect)
{
  const char *token = assay_connect_session_get_external_trigger_token (session);
  const char *url = assay_connect_session_get_auth_link_url (session);
  g_autofree char *printable_url = assay_ctl_dup_printable (url);
  g_autofree char *printable_token = NULL;

  if (token == NULL)
    g_printerr (_("assayctl: no External Trigger Token came; the authentication type is probably "
                   "not the one for assessments\n"));
  if (connect->options.json)
    {
      g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
      g_autoptr (GBytes) line = NULL;

      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "id", assay_connect_session_get_id (session));
      assay_json_writer_member_string (writer, "auth_link_url", url);
      assay_json_writer_member (writer, "has_external_trigger_token");
      assay_json_writer_boolean (writer, token != NULL);
      if (connect->show_token)
        assay_json_writer_member_string (writer, "external_trigger_token", token);
      assay_json_writer_end_object (writer);
      line = assay_json_writer_finish (writer);
      assay_ctl_print_bytes (line);
      return;
    }

  g_print ("%s\n", printable_url);
  if (!connect->show_token || token == NULL)
    return;
  printable_token = assay_ctl_dup_printable (token);
  g_print ("%s\n", printable_token);
}

AssayCtlExit
assay_ctl_account_connect (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (ConnectOptions) connect = { .minutes = MINUTES };
  g_autoptr (AssayStackoneClient) client = NULL;
  g_autoptr (AssayConnectSession) session = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const char *address;
  AssayCtlExit status;

  if (!parse_connect (call, &connect, &argc, &argv) || !assay_ctl_read_address (&address))
    return ASSAY_CTL_USAGE;
  client = assay_ctl_new_client (&connect.options, address, &status);
  if (client == NULL)
    return status;

  assay_stackone_client_connect_async (client, connect.owner_id, connect.owner_name,
                                       (guint) connect.minutes * SECONDS_OF_A_MINUTE, NULL,
                                       assay_ctl_arrived_cb, &result);
  session = assay_stackone_client_connect_finish (client, assay_ctl_await (&result), &error);
  if (session == NULL)
    return assay_ctl_fail_with (error);
  print_session (session, &connect);

  return ASSAY_CTL_DONE;
}
