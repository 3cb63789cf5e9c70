/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "assay-journal-export.h"

static AssayCtlExit
fail_to_write (const char *name)
{
  return assay_ctl_fail (ASSAY_CTL_UNREADABLE, "%s: %s", name, g_strerror (errno));
}

/* What went wrong with our output is no fault of the journal. */
static AssayCtlExit
export_to (AssayDesk *desk, int fd, AssayJournalExportFlags flags)
{
  AssayJournal *journal = assay_desk_get_journal (desk);
  g_autoptr (GOutputStream) output = g_unix_output_stream_new (fd, FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assay_journal_export_async (journal, output, flags, NULL, assay_ctl_arrived_cb, &result);
  if (assay_journal_export_finish (journal, assay_ctl_await (&result), &error))
    return ASSAY_CTL_DONE;
  if (error->domain == G_IO_ERROR)
    return assay_ctl_fail (ASSAY_CTL_UNREACHABLE, _("cannot write the answer: %s"),
                           error->message);

  return assay_ctl_fail_with (error);
}

/* Under its name stands either nothing or all of it; nothing that was there before is replaced. */
static AssayCtlExit
export_to_file (AssayDesk *desk, const char *name, AssayJournalExportFlags flags)
{
  g_autofree char *part = g_strconcat (name, ".part", NULL);
  g_autofd int fd = -1;
  AssayCtlExit status;

  if (g_access (name, F_OK) == 0)
    {
      errno = EEXIST;
      return fail_to_write (name);
    }
  fd = g_open (part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd == -1)
    return fail_to_write (part);

  status = fchmod (fd, 0600) == 0 ? export_to (desk, fd, flags) : fail_to_write (part);
  if (status == ASSAY_CTL_DONE && (fsync (fd) != 0 || link (part, name) != 0))
    status = fail_to_write (name);
  g_unlink (part);

  return status;
}

AssayCtlExit
assay_ctl_journal_export (int argc, char **argv, AssayCtlCall *call)
{
  gboolean unredacted = FALSE;
  const GOptionEntry entries[] = {
    { "unredacted", 0, 0, G_OPTION_ARG_NONE, &unredacted, N_("Tell who the candidates are"),
      NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (AssayCtlOptions) options = { 0 };
  AssayJournalExportFlags flags;
  AssayDesk *desk;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, entries, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  desk = assay_ctl_open_desk (&options, ASSAY_JOURNAL_READ_ONLY, &status);
  if (desk == NULL)
    return status;

  flags = unredacted ? ASSAY_JOURNAL_EXPORT_UNREDACTED : ASSAY_JOURNAL_EXPORT_NONE;
  status = g_str_equal (argv[1], "-") ? export_to (desk, STDOUT_FILENO, flags)
                                      : export_to_file (desk, argv[1], flags);
  assay_ctl_close_desk (desk);

  return status;
}
