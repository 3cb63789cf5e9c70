/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-json-writer.h"
#include "assay-signature.h"

static void
print_answer (gboolean json, const char *member, const char *text)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) line = NULL;

  if (!json)
    {
      g_print ("%s\n", text);
      return;
    }

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, member, text);
  assay_json_writer_end_object (writer);
  line = assay_json_writer_finish (writer);
  assay_ctl_print_bytes (line);
}

AssayCtlExit
assay_ctl_sign (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (AssayCtlOptions) options = { 0 };
  g_auto (GStrv) secrets = assay_ctl_dup_secrets ();
  g_autoptr (GBytes) body = NULL;
  g_autofree char *signature = NULL;

  if (!assay_ctl_parse (call, NULL, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (secrets[0] == NULL)
    return assay_ctl_fail (ASSAY_CTL_USAGE, _("set ASSAY_WEBHOOK_SECRETS, one secret a line"));

  body = assay_ctl_read_file (argv[1]);
  if (body == NULL)
    return ASSAY_CTL_UNREADABLE;

  signature = assay_signature_sign (secrets[0], body);
  print_answer (options.json, "signature", signature);

  return ASSAY_CTL_DONE;
}

AssayCtlExit
assay_ctl_verify (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (AssayCtlOptions) options = { 0 };
  g_auto (GStrv) secrets = assay_ctl_dup_secrets ();
  g_autoptr (GBytes) body = NULL;
  AssaySignatureVerdict verdict;

  if (!assay_ctl_parse (call, NULL, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (secrets[0] == NULL)
    return assay_ctl_fail (ASSAY_CTL_USAGE, _("set ASSAY_WEBHOOK_SECRETS, one secret a line"));

  body = assay_ctl_read_file (argv[1]);
  if (body == NULL)
    return ASSAY_CTL_UNREADABLE;

  verdict = assay_signature_check ((const char *const *) secrets, body, argv[2], NULL);
  print_answer (options.json, "verdict", assay_signature_verdict_to_string (verdict));

  return verdict == ASSAY_SIGNATURE_VALID ? ASSAY_CTL_DONE : ASSAY_CTL_REFUSED;
}
