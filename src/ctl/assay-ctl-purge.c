/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-journal-purge.h"
#include "assay-json-writer.h"

/* A hundred years. */
#define MAX_DAYS 36500

static void
print_count (gint64 n_removed, gboolean json)
{
  g_autoptr (AssayJsonWriter) writer = NULL;
  g_autoptr (GBytes) line = NULL;

  if (!json)
    {
      g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, n_removed);

      /* Translators: %s is a number. */
      assay_ctl_print_line (_("Exchanges removed: %s"), count);
      return;
    }

  writer = assay_json_writer_new ();
  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "exchanges");
  assay_json_writer_int64 (writer, n_removed);
  assay_json_writer_end_object (writer);
  line = assay_json_writer_finish (writer);
  assay_ctl_print_bytes (line);
}

AssayCtlExit
assay_ctl_journal_purge (int argc, char **argv, AssayCtlCall *call)
{
  int days = -1;
  const GOptionEntry entries[] = {
    { "older-than", 0, 0, G_OPTION_ARG_INT, &days, N_("Age of exchanges in days"), "DAYS" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_removed;
  AssayJournal *journal;
  AssayDesk *desk;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, entries, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (days < 0 || days > MAX_DAYS)
    return assay_ctl_fail (ASSAY_CTL_USAGE, _("--older-than wants a number of days"));
  desk = assay_ctl_open_existing_desk (&options, &status);
  if (desk == NULL)
    return status;

  journal = assay_desk_get_journal (desk);
  assay_journal_purge_async (journal, g_get_real_time () - days * G_TIME_SPAN_DAY, 0, TRUE, NULL,
                             assay_ctl_arrived_cb, &result);
  status = ASSAY_CTL_DONE;
  if (assay_journal_purge_finish (journal, assay_ctl_await (&result), &n_removed, &error))
    print_count (n_removed, options.json);
  else
    status = assay_ctl_fail_with (error);
  assay_ctl_close_desk (desk);

  return status;
}
