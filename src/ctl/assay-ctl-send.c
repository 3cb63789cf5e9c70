/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

/* Stands for an option that was not given. */
#define NO_WAIT -G_MAXDOUBLE
#define MAX_WAIT (365.0 * 24 * 60 * 60)
#define ACTOR "assayctl"

/* What the command line of `result send` says; the strings are owned. */
typedef struct
{
  AssayCtlOptions options;
  char *account_id;
  char *kind;
  char *override_reason;
  double wait;
} SendOptions;

static void
send_options_clear (SendOptions *self)
{
  assay_ctl_options_clear (&self->options);
  g_free (self->account_id);
  g_free (self->kind);
  g_free (self->override_reason);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SendOptions, send_options_clear)

/* Not a number is neither less nor more than anything. */
static gboolean
is_wait (double seconds)
{
  return seconds <= NO_WAIT || (seconds >= 0.0 && seconds <= MAX_WAIT);
}

static gboolean
parse (AssayCtlCall *call, SendOptions *send, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "wait", 0, 0, G_OPTION_ARG_DOUBLE, &send->wait,
      N_("Send, and wait that long for the answer"), "SECONDS" },
    { "override", 0, 0, G_OPTION_ARG_STRING, &send->override_reason,
      N_("Send in spite of errors, for this reason"), "REASON" },
    { "account", 0, 0, G_OPTION_ARG_STRING, &send->account_id, N_("Account of the order"), "ID" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &send->kind, N_("assessment or background_check"),
      "KIND" },
    G_OPTION_ENTRY_NULL,
  };
  AssayOrderKind kind;

  send->wait = NO_WAIT;
  if (!assay_ctl_parse (call, entries, &send->options, argc, argv))
    return FALSE;

  if (!is_wait (send->wait))
    assay_ctl_fail (ASSAY_CTL_USAGE, _("--wait wants a number of seconds"));
  else if (send->override_reason != NULL && *send->override_reason == '\0')
    assay_ctl_fail (ASSAY_CTL_USAGE, _("--override wants a reason"));
  else if (send->kind != NULL && !assay_order_kind_from_string (send->kind, &kind))
    assay_ctl_fail (ASSAY_CTL_USAGE, _("a kind is assessment or background_check"));
  else
    return TRUE;

  return FALSE;
}

/* An order that never arrived is entered by hand with what is known of it. */
static AssayOrder *
enter_order (AssayDesk *desk,
             SendOptions *send,
             const char *id,
             const char *key,
             AssayCtlExit *status)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) events = NULL;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", id);
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);
  events = assay_ctl_read_orders (&send->options, bytes, send->account_id, send->kind, status);
  if (events == NULL || !assay_ctl_import (desk, events, status))
    return NULL;

  return assay_ctl_find_order (assay_desk_get_journal (desk), key, FALSE, status);
}

/* Finds the order to send for; a failure has been reported when this returns %NULL. */
static AssayOrder *
prepare_order (AssayDesk *desk, SendOptions *send, const char *name, AssayCtlExit *status)
{
  AssayJournal *journal = assay_desk_get_journal (desk);
  g_autofree char *key = assay_order_build_key (send->account_id, name);
  AssayOrder *order;

  if (send->account_id == NULL)
    return assay_ctl_find_order (journal, name, FALSE, status);

  order = assay_ctl_find_order (journal, key, send->kind != NULL, status);
  if (order == NULL && *status == ASSAY_CTL_DONE)
    order = enter_order (desk, send, name, key, status);

  return order;
}

/* Tells the lints what was delivered before and by which account; a failure has been reported
 * otherwise. */
static gboolean
add_delivered (AssayLintContext *context,
               AssayJournal *journal,
               const char *key,
               AssayCtlExit *status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AssayOrderResults) results = NULL;
  g_autoptr (GError) error = NULL;

  assay_journal_get_results_async (journal, key, NULL, assay_ctl_arrived_cb, &result);
  results = assay_journal_get_results_finish (journal, assay_ctl_await (&result), &error);
  if (results == NULL)
    {
      *status = assay_ctl_fail_with (error);
      return FALSE;
    }
  assay_order_results_fill_context (results, context);

  return TRUE;
}

/* Prints errors and warnings. Returns whether there were errors. */
static gboolean
print_findings (GPtrArray *findings, gboolean json)
{
  gboolean has_errors = FALSE;

  for (guint i = 0; i < findings->len; i++)
    {
      AssayFinding *finding = g_ptr_array_index (findings, i);

      if (assay_finding_get_severity (finding) <= ASSAY_SEVERITY_WARNING)
        assay_ctl_print_finding (finding, json);
      has_errors |= assay_finding_get_severity (finding) == ASSAY_SEVERITY_ERROR;
    }

  return has_errors;
}

/* Checks a body as the window does before it sends. */
static AssayCtlExit
check (AssayJournal *journal, AssayOrder *order, GBytes *body, SendOptions *send)
{
  g_autoptr (AssayProfileTables) tables = assay_ctl_open_tables (&send->options);
  g_autoptr (AssayLintContext) context = assay_lint_context_new ();
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *key = assay_order_dup_key (order);
  AssayOrderKind kind = assay_order_get_kind (order);
  AssayCtlExit status = ASSAY_CTL_UNREADABLE;

  if (send->kind != NULL)
    assay_order_kind_from_string (send->kind, &kind);
  assay_lint_context_set_order (context, order);
  assay_lint_context_set_operation (context, kind);
  if (!add_delivered (context, journal, key, &status))
    return status;

  findings = assay_ctl_check_body (tables, body, context);
  if (findings == NULL)
    return ASSAY_CTL_UNREADABLE;
  if (!print_findings (findings, send->options.json))
    {
      g_clear_pointer (&send->override_reason, g_free);
      return ASSAY_CTL_DONE;
    }
  if (send->override_reason != NULL)
    return ASSAY_CTL_DONE;

  return assay_ctl_fail (ASSAY_CTL_REFUSED,
                         _("not sent; --override with a reason sends it all the same"));
}

/* Queues a result; a failure has been reported when this returns %NULL. */
static char *
queue (AssayDesk *desk,
       AssayOrder *order,
       GBytes *body,
       const char *override_reason,
       AssayCtlExit *status)
{
  g_autofree char *key = assay_order_dup_key (order);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *revision;

  assay_desk_queue_result_async (desk, key, body, override_reason,
                                 assay_order_get_state (order)->result_version, ACTOR, NULL,
                                 assay_ctl_arrived_cb, &result);
  revision = assay_desk_queue_result_finish (desk, assay_ctl_await (&result), &error);
  if (revision == NULL)
    *status = assay_ctl_fail_with (error);

  return revision;
}

/* Client may be %NULL when nothing is to be sent here. */
static AssayCtlExit
send_result (AssayDesk *desk,
             AssayStackoneClient *client,
             SendOptions *send,
             const char *name,
             GBytes *body)
{
  AssayJournal *journal = assay_desk_get_journal (desk);
  g_autoptr (AssayOrder) order = NULL;
  g_autofree char *key = NULL;
  g_autofree char *revision = NULL;
  AssayCtlExit status = ASSAY_CTL_DONE;

  order = prepare_order (desk, send, name, &status);
  if (order == NULL)
    return status;

  status = check (journal, order, body, send);
  if (status != ASSAY_CTL_DONE)
    return status;

  revision = queue (desk, order, body, send->override_reason, &status);
  if (revision == NULL)
    return status;

  key = assay_order_dup_key (order);

  return assay_ctl_deliver (journal, client, key, revision, send->wait);
}

AssayCtlExit
assay_ctl_result_send (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (SendOptions) send = { 0 };
  g_autoptr (GBytes) body = NULL;
  g_autoptr (AssayStackoneClient) client = NULL;
  const char *address;
  AssayDesk *desk;
  AssayCtlExit status;

  if (!parse (call, &send, &argc, &argv) || !assay_ctl_read_address (&address))
    return ASSAY_CTL_USAGE;

  body = assay_ctl_read_file (argv[2]);
  if (body == NULL)
    return ASSAY_CTL_UNREADABLE;
  if (send.wait >= 0.0)
    {
      client = assay_ctl_new_client (&send.options, address, &status);
      if (client == NULL)
        return status;
    }
  desk = assay_ctl_open_desk (&send.options, ASSAY_JOURNAL_READ_WRITE, &status);
  if (desk == NULL)
    return status;

  status = send_result (desk, client, &send, argv[1], body);
  assay_ctl_close_desk (desk);

  return status;
}
