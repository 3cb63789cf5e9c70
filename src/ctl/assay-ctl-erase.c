/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-journal-erase.h"
#include "assay-json-writer.h"

static void
write_count (AssayJsonWriter *writer, const char *name, gint64 count)
{
  assay_json_writer_member (writer, name);
  assay_json_writer_int64 (writer, count);
}

static void
print_json (const AssayEraseOutcome *outcome)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) line = NULL;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "account_id", outcome->account_id);
  assay_json_writer_member_string (writer, "candidate_id", outcome->candidate_id);
  assay_json_writer_member (writer, "orders");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; outcome->keys != NULL && outcome->keys[i] != NULL; i++)
    assay_json_writer_string (writer, outcome->keys[i]);
  assay_json_writer_end_array (writer);
  write_count (writer, "events", outcome->n_events);
  write_count (writer, "exchanges", outcome->n_exchanges);
  write_count (writer, "backups", outcome->n_backups);
  assay_json_writer_end_object (writer);
  line = assay_json_writer_finish (writer);
  assay_ctl_print_bytes (line);
}

static void
print_person (const AssayEraseOutcome *outcome)
{
  guint n_keys = g_strv_length (outcome->keys);
  g_autofree char *events = g_strdup_printf ("%" G_GINT64_FORMAT, outcome->n_events);
  g_autofree char *exchanges = g_strdup_printf ("%" G_GINT64_FORMAT, outcome->n_exchanges);

  if (outcome->candidate_id != NULL)
    /* Translators: %1$u is the number of orders, %2$s and %3$s are ids. */
    assay_ctl_print_line (ngettext ("Erased candidate %2$s of account %3$s from %1$u order:",
                                    "Erased candidate %2$s of account %3$s from %1$u orders:",
                                    n_keys),
                          n_keys, outcome->candidate_id, outcome->account_id);
  else
    assay_ctl_print_line ("%s", _("Erased the candidate of one order that gives no id of it:"));
  for (guint i = 0; i < n_keys; i++)
    assay_ctl_print_line ("  %s", outcome->keys[i]);

  /* Translators: Each %s is a number. */
  assay_ctl_print_line (_("Events: %s, exchanges: %s"), events, exchanges);
  if (outcome->n_backups > 0)
    {
      g_autofree char *backups = g_strdup_printf ("%u", outcome->n_backups);

      /* Translators: %s is a number. */
      assay_ctl_print_line (_("Backups in the folder: %s"), backups);
    }
}

static void
print_outcome (const AssayEraseOutcome *outcome, gboolean json)
{
  if (json)
    {
      print_json (outcome);
      return;
    }

  if (outcome->keys != NULL)
    print_person (outcome);
  else
    assay_ctl_print_line ("%s", _("There is nobody of that id; what an earlier call had left is "
                                   "erased now."));
  assay_ctl_print_line ("%s", _("Copies elsewhere, such as those of “assayctl journal backup” and "
                                 "“export”, are not known here and still hold what they held."));
}

AssayCtlExit
assay_ctl_journal_erase_candidate (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AssayEraseOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;
  AssayJournal *journal;
  AssayDesk *desk;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, NULL, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (*argv[1] == '\0' || !g_utf8_validate (argv[1], -1, NULL))
    return assay_ctl_fail (ASSAY_CTL_USAGE, _("an id is missing"));
  desk = assay_ctl_open_existing_desk (&options, &status);
  if (desk == NULL)
    return status;

  journal = assay_desk_get_journal (desk);
  assay_journal_erase_async (journal, argv[1], NULL, assay_ctl_arrived_cb, &result);
  outcome = assay_journal_erase_finish (journal, assay_ctl_await (&result), &error);
  if (outcome != NULL)
    print_outcome (outcome, options.json);
  else
    status = assay_ctl_fail_with (error);
  assay_ctl_close_desk (desk);

  return outcome != NULL ? ASSAY_CTL_DONE : status;
}
