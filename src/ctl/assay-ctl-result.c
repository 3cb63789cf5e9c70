/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-card.h"
#include "assay-lint.h"

static const char *
translate (const char *singular, const char *plural, gulong n)
{
  return plural != NULL ? dngettext (GETTEXT_PACKAGE, singular, plural, n)
                        : dgettext (GETTEXT_PACKAGE, singular);
}

/* Checks a body; a failure has been reported when this returns %NULL. */
GPtrArray *
assay_ctl_check_body (AssayProfileTables *tables, GBytes *body, AssayLintContext *context)
{
  g_autoptr (GError) error = NULL;
  AssayLint *lint = assay_profile_tables_get_lint (tables, &error);
  GPtrArray *findings = NULL;

  assay_lint_context_set_connector_meta (context, assay_profile_tables_get_connector_meta (tables));
  if (lint != NULL)
    findings = assay_lint_check_result (lint, body, context, &error);
  if (findings == NULL)
    assay_ctl_fail (ASSAY_CTL_UNREADABLE, "%s", error->message);

  return findings;
}

static GPtrArray *
check_appearance (AssayProfileTables *tables, GBytes *body, AssayAppearance appearance)
{
  g_autoptr (AssayLintContext) context = assay_lint_context_new ();

  assay_lint_context_set_appearance (context, appearance);

  return assay_ctl_check_body (tables, body, context);
}

void
assay_ctl_print_finding (AssayFinding *finding, gboolean json)
{
  g_autofree char *message = assay_finding_dup_message (finding, translate);
  g_autofree char *fix = assay_finding_dup_fix (finding, translate);

  if (json)
    {
      g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
      g_autoptr (GBytes) line = NULL;

      assay_finding_write_json (finding, writer);
      line = assay_json_writer_finish (writer);
      assay_ctl_print_bytes (line);
      return;
    }

  assay_ctl_print_line ("%s %s %s: %s%s%s%s", assay_finding_get_id (finding),
                        assay_severity_to_string (assay_finding_get_severity (finding)),
                        assay_finding_get_path (finding), message, fix != NULL ? " (" : "",
                        fix != NULL ? fix : "", fix != NULL ? ")" : "");
}

/* Reads the one file argument and finds the tables; returns whether it could. */
static gboolean
prepare (char **argv,
         AssayCtlOptions *options,
         GBytes **body,
         AssayProfileTables **tables,
         AssayCtlExit *status)
{
  *status = ASSAY_CTL_UNREADABLE;
  *tables = assay_ctl_open_tables (options);
  *body = assay_ctl_read_file (argv[1]);

  return *body != NULL;
}

static gboolean
parse_appearance (const char *name, AssayAppearance *appearance)
{
  *appearance = ASSAY_APPEARANCE_GUIDE;
  if (name == NULL || assay_appearance_from_string (name, appearance))
    return TRUE;

  assay_ctl_fail (ASSAY_CTL_USAGE, _("an appearance is guide, card or classic"));

  return FALSE;
}

AssayCtlExit
assay_ctl_result_lint (int argc, char **argv, AssayCtlCall *call)
{
  gboolean strict = FALSE;
  const GOptionEntry entries[] = {
    { "strict", 0, 0, G_OPTION_ARG_NONE, &strict, N_("Fail on warnings too"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (GBytes) body = NULL;
  g_autoptr (AssayProfileTables) tables = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  AssaySeverity worst = ASSAY_SEVERITY_HINT;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, entries, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  if (!prepare (argv, &options, &body, &tables, &status))
    return status;

  findings = check_appearance (tables, body, ASSAY_APPEARANCE_GUIDE);
  if (findings == NULL)
    return ASSAY_CTL_UNREADABLE;

  for (guint i = 0; i < findings->len; i++)
    {
      AssayFinding *finding = g_ptr_array_index (findings, i);

      assay_ctl_print_finding (finding, options.json);
      worst = MIN (worst, assay_finding_get_severity (finding));
    }

  return worst <= (strict ? ASSAY_SEVERITY_WARNING : ASSAY_SEVERITY_ERROR) ? ASSAY_CTL_REFUSED
                                                                           : ASSAY_CTL_DONE;
}

static void
print_preview_json (AssayCard *view, GPtrArray *findings)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) line = NULL;

  assay_json_writer_begin_object (writer);
  assay_card_write_members (view, NULL, writer);
  assay_card_write_invisible (view, writer);
  assay_json_writer_member (writer, "findings");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < findings->len; i++)
    assay_finding_write_json (g_ptr_array_index (findings, i), writer);
  assay_json_writer_end_array (writer);
  assay_json_writer_end_object (writer);
  line = assay_json_writer_finish (writer);
  assay_ctl_print_bytes (line);
}

static void
print_preview (AssayCard *view, GPtrArray *findings)
{
  g_autofree char *sentence = assay_card_dup_sentence (view, translate);
  GPtrArray *links = assay_card_get_links (view);
  GPtrArray *invisible = assay_card_get_invisible (view);

  assay_ctl_print_line ("%s", sentence);
  for (guint i = 0; i < links->len; i++)
    {
      AssayCardLink *link = g_ptr_array_index (links, i);

      assay_ctl_print_line ("  %s  %s", link->title, link->url);
    }
  for (guint i = 0; i < invisible->len; i++)
    {
      AssayRemark *remark = g_ptr_array_index (invisible, i);
      g_autofree char *reason = assay_remark_dup_message (remark, translate);

      assay_ctl_print_line ("  %s: %s", assay_remark_get_path (remark), reason);
    }
  for (guint i = 0; i < findings->len; i++)
    assay_ctl_print_finding (g_ptr_array_index (findings, i), FALSE);
}

AssayCtlExit
assay_ctl_result_preview (int argc, char **argv, AssayCtlCall *call)
{
  g_autofree char *appearance_name = NULL;
  g_autofree char *package = NULL;
  const GOptionEntry entries[] = {
    { "appearance", 0, 0, G_OPTION_ARG_STRING, &appearance_name, N_("guide, card or classic"),
      "NAME" },
    { "package", 0, 0, G_OPTION_ARG_STRING, &package, N_("Name of the package"), "NAME" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (GBytes) body = NULL;
  g_autoptr (AssayProfileTables) tables = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (AssayJson) result = NULL;
  g_autoptr (AssayCard) view = NULL;
  AssayAppearance appearance;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, entries, &options, &argc, &argv) ||
      !parse_appearance (appearance_name, &appearance))
    return ASSAY_CTL_USAGE;
  if (!prepare (argv, &options, &body, &tables, &status))
    return status;

  findings = check_appearance (tables, body, appearance);
  if (findings == NULL)
    return ASSAY_CTL_UNREADABLE;

  result = assay_json_parse (body, NULL);
  view = assay_card_new_from_result_json (assay_profile_tables_get_mapping (tables, NULL),
                                          appearance, package, result, ASSAY_ORDER_STATUS_NONE,
                                          ASSAY_CARD_DEFAULT);
  if (options.json)
    print_preview_json (view, findings);
  else
    print_preview (view, findings);

  return ASSAY_CTL_DONE;
}
