/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <stdio.h>

#include <gio/gunixinputstream.h>
#include <glib/gi18n.h>

#include "assay-secret-store.h"
#include "assay-signing-secrets.h"

/* Reads the options; a faulty command line has been reported when this returns %FALSE. */
gboolean
assay_ctl_parse (AssayCtlCall *call,
                 const GOptionEntry *entries,
                 AssayCtlOptions *options,
                 int *argc,
                 char ***argv)
{
  const GOptionEntry common[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Print JSON, one object a line"), NULL },
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->data_dir, N_("Folder of the profile"),
      "DIR" },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &options->profile, N_("Name of the profile"), "NAME" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  const char *arguments = call->command->arguments;
  g_auto (GStrv) expected = g_strsplit (arguments, " ", -1);
  int n_expected = *arguments != '\0' ? (int) g_strv_length (expected) : 0;

  g_option_context_add_main_entries (call->context, common, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (call->context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (call->context, argc, argv, &error))
    assay_ctl_fail (ASSAY_CTL_USAGE, "%s", error->message);
  else if (*argc - 1 != n_expected && !g_str_has_suffix (arguments, "…"))
    /* Translators: How to call the command, such as “assayctl sign FILE|-”. */
    assay_ctl_fail (ASSAY_CTL_USAGE, _("expected: %s %s"), g_get_prgname (), arguments);
  else
    return TRUE;

  return FALSE;
}

void
assay_ctl_options_clear (AssayCtlOptions *options)
{
  g_clear_pointer (&options->data_dir, g_free);
  g_clear_pointer (&options->profile, g_free);
}

/* The folder that the options name, %NULL when they name none. */
char *
assay_ctl_dup_folder (AssayCtlOptions *options)
{
  if (options->data_dir != NULL)
    return g_strdup (options->data_dir);
  if (options->profile != NULL)
    return assay_profile_dup_folder_for (options->profile);

  return NULL;
}

static gboolean
changes_the_terminal (gunichar character)
{
  GUnicodeType type = g_unichar_type (character);

  return type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT || type == G_UNICODE_SURROGATE ||
         type == G_UNICODE_LINE_SEPARATOR || type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/* What others wrote, for people at a terminal: on one line, without commands to the terminal and
 * without turning the text beside it around. */
char *
assay_ctl_dup_printable (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *printable = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (changes_the_terminal (character))
        g_string_append_printf (printable, "\\u%04x", character);
      else
        g_string_append_unichar (printable, character);
    }

  return g_string_free_and_steal (printable);
}

/* Prints one line for people; what others wrote in it cannot move the terminal. */
void
assay_ctl_print_line (const char *format, ...)
{
  g_autofree char *line = NULL;
  g_autofree char *printable = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  printable = assay_ctl_dup_printable (line);
  g_print ("%s\n", printable);
}

/* Reports a failure on stderr and hands its exit status back. */
AssayCtlExit
assay_ctl_fail (AssayCtlExit status, const char *format, ...)
{
  g_autofree char *message = NULL;
  g_autofree char *printable = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  printable = assay_ctl_dup_printable (message);
  g_printerr ("assayctl: %s\n", printable);

  return status;
}

/* Reads a file, or stdin for "-"; a failure has been reported when this returns %NULL. */
GBytes *
assay_ctl_read_file (const char *name)
{
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GOutputStream) output = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  if (g_str_equal (name, "-"))
    {
      input = g_unix_input_stream_new (fileno (stdin), FALSE);
    }
  else
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (name);

      input = G_INPUT_STREAM (g_file_read (file, NULL, &error));
    }

  if (input == NULL ||
      g_output_stream_splice (output, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error) < 0)
    {
      assay_ctl_fail (ASSAY_CTL_UNREADABLE, "%s: %s", name, error->message);
      return NULL;
    }

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (output));
}

/* Prints JSON as one line: a line break in it can only stand between values. */
void
assay_ctl_print_bytes (GBytes *json)
{
  gsize size;
  const char *data = g_bytes_get_data (json, &size);
  g_autofree char *line = g_strndup (data, size);

  g_strdelimit (line, "\r\n", ' ');
  fwrite (line, 1, size, stdout);
  fputc ('\n', stdout);
  fflush (stdout);
}

/* The tables of the profile that is meant, as its settings have them, or ours alone where none is.
 * Settings that cannot be read are told when the desk is opened; a check needs none. */
AssayProfileTables *
assay_ctl_open_tables (AssayCtlOptions *options)
{
  g_autofree char *folder = assay_ctl_dup_folder (options);
  g_autoptr (AssayProfile) profile = NULL;

  if (folder != NULL && g_file_test (folder, G_FILE_TEST_IS_DIR))
    profile = assay_profile_open (folder, NULL);
  if (profile != NULL)
    return g_object_ref (assay_profile_get_tables (profile));

  return assay_profile_tables_new (folder);
}

/* The webhook secrets of the environment, as the inbox takes them. */
char **
assay_ctl_dup_secrets (void)
{
  return assay_signing_secrets_split (g_getenv ("ASSAY_WEBHOOK_SECRETS"));
}
