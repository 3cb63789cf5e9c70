/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-journal-verify.h"
#include "assay-json-writer.h"

static AssayOrderStatus
lookup_status (const char *result_value, gpointer user_data)
{
  return assay_mapping_lookup_status (user_data, result_value);
}

/* What is only read needs no mapping, but statuses can only be compared with one. */
static gboolean
give_mapping (AssayDesk *desk, GError **error)
{
  AssayProfileTables *tables = assay_profile_get_tables (assay_desk_get_profile (desk));
  AssayMapping *mapping = assay_profile_tables_dup_mapping (tables, error);

  if (mapping == NULL)
    return FALSE;

  assay_journal_set_status_func (assay_desk_get_journal (desk), lookup_status, mapping,
                                 g_object_unref);

  return TRUE;
}

static void
print_json (AssayJsonWriter *writer)
{
  g_autoptr (GBytes) line = NULL;

  assay_json_writer_end_object (writer);
  line = assay_json_writer_finish (writer);
  assay_ctl_print_bytes (line);
}

static void
print_finding (const AssayJournalFinding *finding, gboolean json)
{
  g_autoptr (AssayJsonWriter) writer = NULL;

  if (!json)
    {
      assay_ctl_print_line ("%s %s: %s", finding->part, finding->place, finding->message);
      return;
    }

  writer = assay_json_writer_new ();
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "part", finding->part);
  assay_json_writer_member_string (writer, "place", finding->place);
  assay_json_writer_member_string (writer, "message", finding->message);
  print_json (writer);
}

static AssayCtlExit
print_report (const AssayJournalReport *report, gboolean json)
{
  for (guint i = 0; i < report->findings->len; i++)
    print_finding (g_ptr_array_index (report->findings, i), json);

  if (report->damaged)
    return assay_ctl_fail (ASSAY_CTL_UNREADABLE,
                           _("the journal is damaged; put a backup in its place"));
  if (report->findings->len > 0)
    return ASSAY_CTL_REFUSED;

  assay_ctl_print_counts (report->n_events, report->n_orders, json);

  return ASSAY_CTL_DONE;
}

/* Tells how much there is of what was gone through. */
void
assay_ctl_print_counts (gint64 n_events, gint64 n_orders, gboolean json)
{
  g_autoptr (AssayJsonWriter) writer = NULL;

  if (!json)
    {
      g_autofree char *events = g_strdup_printf ("%" G_GINT64_FORMAT, n_events);
      g_autofree char *orders = g_strdup_printf ("%" G_GINT64_FORMAT, n_orders);

      /* Translators: Both %s are numbers. */
      assay_ctl_print_line (_("Events: %s, orders: %s"), events, orders);
      return;
    }

  writer = assay_json_writer_new ();
  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "events");
  assay_json_writer_int64 (writer, n_events);
  assay_json_writer_member (writer, "orders");
  assay_json_writer_int64 (writer, n_orders);
  print_json (writer);
}

AssayCtlExit
assay_ctl_journal_verify (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (AssayJournalReport) report = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AssayJournal *journal;
  AssayDesk *desk;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, NULL, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  desk = assay_ctl_open_desk (&options, ASSAY_JOURNAL_READ_ONLY, &status);
  if (desk == NULL)
    return status;

  journal = assay_desk_get_journal (desk);
  if (give_mapping (desk, &error))
    {
      assay_journal_verify_async (journal, NULL, assay_ctl_arrived_cb, &result);
      report = assay_journal_verify_finish (journal, assay_ctl_await (&result), &error);
    }
  status = report != NULL ? print_report (report, options.json)
                          : assay_ctl_fail (ASSAY_CTL_UNREADABLE, "%s", error->message);
  assay_ctl_close_desk (desk);

  return status;
}
