/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-send-dialog.h"

#include <glib/gi18n.h>

#include "assay-finding.h"
#include "assay-findings.h"

/* What it takes to see about three findings; more are scrolled. */
#define LIST_HEIGHT 260

static gboolean
matches_cb (gpointer item, gpointer user_data)
{
  return assay_finding_get_severity (item) <= (AssaySeverity) GPOINTER_TO_INT (user_data);
}

/* Returns: the findings that are at least as severe as @severity */
static GListModel *
filter (GListModel *findings, AssaySeverity severity)
{
  GtkFilter *severe = GTK_FILTER (gtk_custom_filter_new (matches_cb,
                                                         GINT_TO_POINTER ((int) severity), NULL));

  return G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (findings), severe));
}

static gboolean
has_any (GListModel *findings, AssaySeverity severity)
{
  g_autoptr (GListModel) severe = filter (findings, severity);

  return g_list_model_get_n_items (severe) > 0;
}

/**
 * assay_send_dialog_is_needed:
 * @findings: (element-type AssayFinding): what was found in a result
 *
 * Returns: whether somebody is to be asked before it is sent
 */
gboolean
assay_send_dialog_is_needed (GListModel *findings)
{
  return has_any (findings, ASSAY_SEVERITY_WARNING);
}

static gboolean
is_barred (GListModel *findings)
{
  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (AssayFinding) finding = g_list_model_get_item (findings, i);

      if (assay_finding_get_barring (finding))
        return TRUE;
    }

  return FALSE;
}

static void
reason_changed_cb (AdwAlertDialog *dialog)
{
  g_autofree char *reason = assay_send_dialog_dup_reason (dialog);

  adw_alert_dialog_set_response_enabled (dialog, "send", reason != NULL);
}

static GtkWidget *
create_reason (AdwAlertDialog *dialog)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _("Reason"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), entry);
  g_object_set_data (G_OBJECT (dialog), "reason", entry);
  g_signal_connect_object (entry, "changed", G_CALLBACK (reason_changed_cb), dialog,
                           G_CONNECT_SWAPPED);
  adw_alert_dialog_set_response_enabled (dialog, "send", FALSE);

  return list;
}

static GtkWidget *
create_list (GListModel *severe)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = assay_findings_new ();

  assay_findings_set_plain (ASSAY_FINDINGS (list));
  assay_findings_set_model (ASSAY_FINDINGS (list), severe);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), LIST_HEIGHT);

  return scrolled;
}

/**
 * assay_send_dialog_new:
 * @findings: (element-type AssayFinding): what was found in a result
 *
 * Creates the question whether to send a result in spite of that, with all that speaks against it.
 * Errors ask for a reason. The response to send is `send`; there is none where a setting bars it.
 *
 * Returns: (transfer floating): a new dialog
 */
AdwDialog *
assay_send_dialog_new (GListModel *findings)
{
  gboolean is_wrong = has_any (findings, ASSAY_SEVERITY_ERROR);
  g_autoptr (GListModel) severe = filter (findings, ASSAY_SEVERITY_WARNING);
  gboolean barred = is_barred (findings);
  AdwDialog *dialog = adw_alert_dialog_new (barred ? _("Cannot Be Sent") : _("Send Anyway?"),
                                            NULL);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);

  adw_alert_dialog_set_extra_child (alert, box);
  gtk_box_append (GTK_BOX (box), create_list (severe));
  if (barred)
    {
      adw_alert_dialog_add_response (alert, "cancel", _("_Close"));
      return dialog;
    }

  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "send", _("_Send Anyway"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "send",
                                            is_wrong ? ADW_RESPONSE_DESTRUCTIVE
                                                     : ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_body (alert, is_wrong
                                      ? _("This speaks against it. The reason you give is kept in "
                                           "the timeline.")
                                      : _("This may not be what you want."));
  if (is_wrong)
    gtk_box_append (GTK_BOX (box), create_reason (alert));

  return dialog;
}

/**
 * assay_send_dialog_dup_reason:
 * @dialog: a dialog of assay_send_dialog_new()
 *
 * Returns: (transfer full) (nullable): the reason, %NULL for none
 */
char *
assay_send_dialog_dup_reason (AdwAlertDialog *dialog)
{
  GtkEditable *entry = g_object_get_data (G_OBJECT (dialog), "reason");
  g_autofree char *reason = NULL;

  if (entry == NULL)
    return NULL;

  reason = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  return *reason != '\0' ? g_steal_pointer (&reason) : NULL;
}
