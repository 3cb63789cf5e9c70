/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

AssayCtlExit
assay_ctl_journal_rebuild (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AssayRebuildOutcome outcome;
  AssayJournal *journal;
  AssayDesk *desk;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, NULL, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  desk = assay_ctl_open_existing_desk (&options, &status);
  if (desk == NULL)
    return status;

  journal = assay_desk_get_journal (desk);
  assay_journal_rebuild_async (journal, NULL, assay_ctl_arrived_cb, &result);
  status = ASSAY_CTL_DONE;
  if (assay_journal_rebuild_finish (journal, assay_ctl_await (&result), &outcome, &error))
    assay_ctl_print_counts (outcome.n_events, outcome.n_orders, options.json);
  else
    status = assay_ctl_fail_with (error);
  assay_ctl_close_desk (desk);

  return status;
}
