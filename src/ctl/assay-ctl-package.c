/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-package-sheet.h"

#define ACTOR "assayctl"

/* A failure has been reported when this returns %NULL. */
static GPtrArray *
list_packages (AssayDesk *desk, AssayCtlExit *status)
{
  AssayJournal *journal = assay_desk_get_journal (desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *packages;

  assay_journal_list_packages_async (journal, NULL, assay_ctl_arrived_cb, &result);
  packages = assay_journal_list_finish (journal, assay_ctl_await (&result), &error);
  *status = packages != NULL ? ASSAY_CTL_DONE : assay_ctl_fail_with (error);

  return packages;
}

static void
print_package (AssayPackage *package, gboolean json)
{
  g_autoptr (AssayJsonWriter) writer = NULL;
  g_autoptr (GBytes) line = NULL;
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  if (json)
    {
      writer = assay_json_writer_new ();
      assay_package_write_entry (package, writer);
      line = assay_json_writer_finish (writer);
      assay_ctl_print_bytes (line);
      return;
    }

  id = assay_ctl_dup_printable (assay_package_get_id (package));
  name = assay_ctl_dup_printable (assay_package_get_name (package));
  g_print ("%s\t%s\t%s\n", id, assay_order_kind_to_string (assay_package_get_kind (package)), name);
}

AssayCtlExit
assay_ctl_package_list (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (AssayDesk) desk = NULL;
  g_autoptr (GPtrArray) packages = NULL;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, NULL, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  desk = assay_ctl_open_desk (&options, ASSAY_JOURNAL_READ_ONLY, &status);
  if (desk == NULL)
    return status;

  packages = list_packages (desk, &status);
  for (guint i = 0; packages != NULL && i < packages->len; i++)
    print_package (packages->pdata[i], options.json);

  return status;
}

/* Waits for a change of the catalogue; a failure has been reported otherwise. */
static AssayCtlExit
finish (AssayDesk *desk, GAsyncResult **result)
{
  g_autoptr (GError) error = NULL;

  if (assay_desk_command_finish (desk, assay_ctl_await (result), &error))
    return ASSAY_CTL_DONE;

  return assay_ctl_fail_with (error);
}

static AssayCtlExit
import_packages (AssayDesk *desk, GBytes *bytes, gboolean json)
{
  AssayCtlExit status;
  g_autoptr (GPtrArray) known = list_packages (desk, &status);
  g_autoptr (GPtrArray) packages = NULL;
  g_auto (GStrv) unknown = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (known == NULL)
    return status;
  packages = assay_package_sheet_read (bytes, known, &unknown, &error);
  for (gsize i = 0; unknown != NULL && unknown[i] != NULL; i++)
    {
      g_autofree char *column = assay_ctl_dup_printable (unknown[i]);

      g_printerr (_("assayctl: the column %s is left out\n"), column);
    }
  if (packages == NULL)
    return assay_ctl_fail_with (error);

  assay_desk_save_packages_async (desk, packages, ACTOR, NULL, assay_ctl_arrived_cb, &result);
  status = finish (desk, &result);
  for (guint i = 0; status == ASSAY_CTL_DONE && i < packages->len; i++)
    print_package (packages->pdata[i], json);

  return status;
}

AssayCtlExit
assay_ctl_package_import (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (GBytes) bytes = NULL;
  AssayDesk *desk;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, NULL, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  bytes = assay_ctl_read_file (argv[1]);
  if (bytes == NULL)
    return ASSAY_CTL_UNREADABLE;
  desk = assay_ctl_open_desk (&options, ASSAY_JOURNAL_READ_WRITE, &status);
  if (desk == NULL)
    return status;

  status = import_packages (desk, bytes, options.json);
  assay_ctl_close_desk (desk);

  return status;
}

AssayCtlExit
assay_ctl_package_export (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (AssayDesk) desk = NULL;
  g_autoptr (GPtrArray) packages = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *table = NULL;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, NULL, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  desk = assay_ctl_open_desk (&options, ASSAY_JOURNAL_READ_ONLY, &status);
  if (desk == NULL)
    return status;
  packages = list_packages (desk, &status);
  if (packages == NULL)
    return status;

  table = assay_package_sheet_write (packages);
  if (g_str_equal (argv[1], "-"))
    g_print ("%s", table);
  else if (!g_file_set_contents (argv[1], table, -1, &error))
    return assay_ctl_fail (ASSAY_CTL_UNREACHABLE, "%s", error->message);

  return ASSAY_CTL_DONE;
}

AssayCtlExit
assay_ctl_package_remove (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (GPtrArray) packages = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  AssayDesk *desk;
  AssayCtlExit status;
  gboolean found = FALSE;

  if (!assay_ctl_parse (call, NULL, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  desk = assay_ctl_open_desk (&options, ASSAY_JOURNAL_READ_WRITE, &status);
  if (desk == NULL)
    return status;

  packages = list_packages (desk, &status);
  for (guint i = 0; packages != NULL && i < packages->len; i++)
    found = found || g_strcmp0 (assay_package_get_id (packages->pdata[i]), argv[1]) == 0;
  if (found)
    {
      assay_desk_remove_package_async (desk, argv[1], ACTOR, NULL, assay_ctl_arrived_cb, &result);
      status = finish (desk, &result);
    }
  else if (packages != NULL)
    {
      status = assay_ctl_fail (ASSAY_CTL_REFUSED, _("no package has the id “%s”"), argv[1]);
    }
  assay_ctl_close_desk (desk);

  return status;
}
