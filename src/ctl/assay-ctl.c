/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>

#include <glib/gi18n.h>

static const AssayCtlCommand commands[] = {
  { "order", "list", "", N_("List orders, newest first"), assay_ctl_order_list },
  { "order", "show", "ID", N_("Show one order"), assay_ctl_order_show },
  { "order", "import", "FILE|-", N_("Enter an order by hand"), assay_ctl_order_import },
  { "journal", "verify", "", N_("Check the journal while it is in use"),
    assay_ctl_journal_verify },
  { "journal", "rebuild", "", N_("Compute anew what follows from the events"),
    assay_ctl_journal_rebuild },
  { "journal", "backup", "FILE", N_("Copy the journal while it is in use"),
    assay_ctl_journal_backup },
  { "journal", "export", "FILE|-", N_("Write every event, one JSON object a line"),
    assay_ctl_journal_export },
  { "journal", "purge", "", N_("Remove old exchanges, never events"), assay_ctl_journal_purge },
  { "journal", "erase-candidate", "ID", N_("Erase everything about a person"),
    assay_ctl_journal_erase_candidate },
  { "account", "list", "", N_("List the linked accounts"), assay_ctl_account_list },
  { "account", "connect", "", N_("Let a customer link an account"), assay_ctl_account_connect },
  { "package", "list", "", N_("List the packages of the catalogue"), assay_ctl_package_list },
  { "package", "import", "FILE|-", N_("Put packages into the catalogue, from CSV or JSON"),
    assay_ctl_package_import },
  { "package", "export", "FILE|-", N_("Write the catalogue as CSV"), assay_ctl_package_export },
  { "package", "remove", "ID", N_("Take a package out of the catalogue"),
    assay_ctl_package_remove },
  { "package", "test", "URL", N_("Call a package list as StackOne would, and grade it"),
    assay_ctl_package_test },
  { "package", "sync", "ID…", N_("Bring background checks at StackOne to what the catalogue says"),
    assay_ctl_package_sync },
  { "result", "lint", "FILE|-", N_("Check the body of a result update"), assay_ctl_result_lint },
  { "result", "preview", "FILE|-", N_("Show what the recruiter will see"),
    assay_ctl_result_preview },
  { "result", "send", "ORDER FILE|-", N_("Queue a result, or send it at once"),
    assay_ctl_result_send },
  { NULL, "sign", "FILE|-", N_("Compute the signature of a body"), assay_ctl_sign },
  { NULL, "verify", "FILE|- SIGNATURE", N_("Check the signature of a body"), assay_ctl_verify },
  { NULL, "serve", "", N_("Receive orders and send results"), assay_ctl_serve },
  { NULL, "simulate", "", N_("Stand where StackOne and the recruiter stand"), assay_ctl_simulate },
};

static void
print_help (void)
{
  g_print ("%s\n  assayctl COMMAND [OPTION…]\n\n%s\n", _("Usage:"), _("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *call = g_strjoin (" ", commands[i].group != NULL ? commands[i].group : "",
                                         commands[i].name, commands[i].arguments, NULL);

      g_print ("  %-28s %s\n", g_strstrip (call), _(commands[i].summary));
    }
}

static const AssayCtlCommand *
find_command (int argc, char **argv, int *n_words)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const AssayCtlCommand *command = &commands[i];

      *n_words = command->group != NULL ? 2 : 1;
      if (argc > *n_words && (command->group == NULL || g_str_equal (argv[1], command->group)) &&
          g_str_equal (argv[*n_words], command->name))
        return command;
    }

  return NULL;
}

static AssayCtlExit
run_command (const AssayCtlCommand *command, int argc, char **argv, int n_words)
{
  g_autoptr (GOptionContext) context = g_option_context_new (command->arguments);
  AssayCtlCall call = { command, context };
  g_autofree char *name = g_strjoin (" ", "assayctl",
                                     command->group != NULL ? command->group : command->name,
                                     command->group != NULL ? command->name : NULL, NULL);

  g_set_prgname (name);
  g_option_context_set_summary (context, _(command->summary));
  argv[n_words] = argv[0];

  return command->run (argc - n_words, argv + n_words, &call);
}

/* An answer that nobody got is no success. */
static AssayCtlExit
check_output (AssayCtlExit status)
{
  if (fflush (stdout) == 0 && ferror (stdout) == 0)
    return status;

  assay_ctl_fail (ASSAY_CTL_UNREACHABLE, _("cannot write the answer: %s"), g_strerror (errno));

  return status != ASSAY_CTL_DONE ? status : ASSAY_CTL_UNREACHABLE;
}

/**
 * assay_ctl_main:
 * @argc: the number of arguments
 * @argv: the arguments of the process
 *
 * Finds and runs a command.
 *
 * Returns: the exit status of the process
 */
int
assay_ctl_main (int argc, char **argv)
{
  const char *localedir = g_getenv ("ASSAY_LOCALEDIR");
  const AssayCtlCommand *command;
  AssayCtlExit status;
  int n_words;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, localedir != NULL ? localedir : LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc == 2 && g_str_equal (argv[1], "--version"))
    {
      g_print ("assayctl %s\n", PACKAGE_VERSION);
      return ASSAY_CTL_DONE;
    }
  if (argc == 2 && (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h")))
    {
      print_help ();
      return ASSAY_CTL_DONE;
    }

  command = find_command (argc, argv, &n_words);
  if (command == NULL)
    return assay_ctl_fail (ASSAY_CTL_USAGE, _("no such command; see assayctl --help"));

  /* Whoever reads our output may go away at any time; what is being stored must be finished. */
  signal (SIGPIPE, SIG_IGN);
  g_log_writer_default_set_use_stderr (TRUE);
  status = run_command (command, argc, argv, n_words);

  return check_output (status);
}
