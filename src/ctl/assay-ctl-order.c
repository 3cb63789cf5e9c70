/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-order-import.h"

#define DEFAULT_LIMIT 50
#define ACTOR "assayctl"

static void
print_order (AssayOrder *order, gboolean json)
{
  g_autoptr (GBytes) line = NULL;
  AssayCandidate *candidate = assay_order_get_candidate (order);
  AssayPackage *package = assay_order_get_package (order);
  g_autofree char *name = candidate != NULL ? assay_candidate_dup_full_name (candidate) : NULL;
  const char *package_name = package != NULL ? assay_package_get_name (package) : NULL;
  g_autofree char *printable_id = assay_ctl_dup_printable (assay_order_get_id (order));
  g_autofree char *printable_name = assay_ctl_dup_printable (name);
  g_autofree char *printable_package = assay_ctl_dup_printable (package_name);

  if (json)
    {
      line = assay_order_to_json (order, TRUE);
      assay_ctl_print_bytes (line);
      return;
    }

  g_print ("%s\t%s\t%s\t%s\n", printable_id,
           assay_order_status_to_string (assay_order_get_state (order)->status), printable_name,
           printable_package);
}

AssayCtlExit
assay_ctl_order_list (int argc, char **argv, AssayCtlCall *call)
{
  g_autofree char *status_name = NULL;
  g_autofree char *search = NULL;
  int limit = DEFAULT_LIMIT;
  const GOptionEntry entries[] = {
    { "status", 0, 0, G_OPTION_ARG_STRING, &status_name, N_("Only orders of this status"),
      "STATUS" },
    { "search", 0, 0, G_OPTION_ARG_STRING, &search, N_("Only orders with these words"), "WORDS" },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_("How many at most"), "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (AssayDesk) desk = NULL;
  g_autoptr (AssayOrderQuery) query = assay_order_query_new ();
  g_autoptr (GPtrArray) orders = NULL;
  AssayOrderStatus order_status;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, entries, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (limit < 1)
    return assay_ctl_fail (ASSAY_CTL_USAGE, _("--limit wants one or more"));
  if (status_name != NULL && !assay_order_status_from_string (status_name, &order_status))
    return assay_ctl_fail (ASSAY_CTL_USAGE, _("“%s” is no status"), status_name);

  if (status_name != NULL)
    assay_order_query_set_status (query, order_status);
  assay_order_query_set_text (query, search);
  desk = assay_ctl_open_desk (&options, ASSAY_JOURNAL_READ_ONLY, &status);
  if (desk == NULL)
    return status;

  orders = assay_ctl_list_orders (assay_desk_get_journal (desk), query, (guint) limit, &status);
  for (guint i = 0; orders != NULL && i < orders->len; i++)
    print_order (g_ptr_array_index (orders, i), options.json);

  return orders != NULL ? ASSAY_CTL_DONE : status;
}

AssayCtlExit
assay_ctl_order_show (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (AssayDesk) desk = NULL;
  g_autoptr (AssayOrder) order = NULL;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, NULL, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  desk = assay_ctl_open_desk (&options, ASSAY_JOURNAL_READ_ONLY, &status);
  if (desk == NULL)
    return status;

  order = assay_ctl_find_order (assay_desk_get_journal (desk), argv[1], FALSE, &status);
  if (order != NULL)
    print_order (order, options.json);

  return status;
}

/* Reads orders that are entered by hand; a failure has been reported when this returns %NULL. */
GPtrArray *
assay_ctl_read_orders (AssayCtlOptions *options,
                       GBytes *bytes,
                       const char *account_id,
                       const char *kind,
                       AssayCtlExit *status)
{
  g_autoptr (AssayProfileTables) tables = assay_ctl_open_tables (options);
  g_autoptr (GError) error = NULL;
  AssayEventNames *names = assay_profile_tables_get_event_names (tables, &error);
  g_autoptr (AssayOrderImport) import = NULL;
  GPtrArray *events = NULL;

  if (names != NULL)
    {
      import = assay_order_import_new (names, assay_clock_get_system (), ACTOR);
      assay_order_import_set_account_id (import, account_id);
      assay_order_import_set_kind (import, kind);
      events = assay_order_import_read (import, bytes, &error);
    }
  if (events == NULL)
    *status = assay_ctl_fail_with (error);

  return events;
}

/* Enters orders and tells whether they were; a failure has been reported otherwise. */
gboolean
assay_ctl_import (AssayDesk *desk, GPtrArray *events, AssayCtlExit *status)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assay_desk_import_async (desk, events, NULL, assay_ctl_arrived_cb, &result);
  if (assay_desk_command_finish (desk, assay_ctl_await (&result), &error))
    return TRUE;

  *status = assay_ctl_fail_with (error);

  return FALSE;
}

static AssayCtlExit
import_orders (AssayDesk *desk, GPtrArray *events, gboolean json)
{
  AssayCtlExit status = ASSAY_CTL_DONE;

  if (!assay_ctl_import (desk, events, &status))
    return status;

  for (guint i = 0; i < events->len && status == ASSAY_CTL_DONE; i++)
    {
      AssayEvent *event = g_ptr_array_index (events, i);
      g_autoptr (AssayOrder)
        order = assay_ctl_find_order (assay_desk_get_journal (desk),
                                      assay_event_get_order_key (event), FALSE, &status);

      if (order != NULL)
        print_order (order, json);
    }

  return status;
}

AssayCtlExit
assay_ctl_order_import (int argc, char **argv, AssayCtlCall *call)
{
  g_autofree char *account_id = NULL;
  g_autofree char *kind = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account_id, N_("Account of the order"), "ID" },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &kind, N_("assessment or background_check"), "KIND" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GPtrArray) events = NULL;
  AssayOrderKind known_kind;
  AssayDesk *desk;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, entries, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (kind != NULL && !assay_order_kind_from_string (kind, &known_kind))
    return assay_ctl_fail (ASSAY_CTL_USAGE, _("a kind is assessment or background_check"));

  bytes = assay_ctl_read_file (argv[1]);
  if (bytes == NULL)
    return ASSAY_CTL_UNREADABLE;
  events = assay_ctl_read_orders (&options, bytes, account_id, kind, &status);
  if (events == NULL)
    return status;
  if (events->len == 0)
    return assay_ctl_fail (ASSAY_CTL_USAGE, _("%s holds no order"), argv[1]);
  desk = assay_ctl_open_desk (&options, ASSAY_JOURNAL_READ_WRITE, &status);
  if (desk == NULL)
    return status;

  status = import_orders (desk, events, options.json);
  assay_ctl_close_desk (desk);

  return status;
}
