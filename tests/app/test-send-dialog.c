/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "app-support.h"
#include "assay-finding.h"
#include "order/assay-send-dialog.h"

static GListModel *
create_findings (AssaySeverity severity, gboolean barring)
{
  g_autoptr (AssayMessage) message = assay_message_new ("Something", NULL, 1);
  g_autoptr (AssayFinding) finding = assay_finding_new ("R10", severity, "$", message, NULL, NULL);
  GListStore *findings = g_list_store_new (ASSAY_TYPE_FINDING);

  assay_finding_set_barring (finding, barring);
  g_list_store_append (findings, finding);

  return G_LIST_MODEL (findings);
}

static void
expect (AssaySeverity severity,
        gboolean barring,
        const char *heading,
        gboolean sends,
        gboolean asks_reason)
{
  g_autoptr (GListModel) findings = create_findings (severity, barring);
  g_autoptr (AdwAlertDialog) dialog = NULL;

  g_assert_true (assay_send_dialog_is_needed (findings));
  dialog = g_object_ref_sink (ADW_ALERT_DIALOG (assay_send_dialog_new (findings)));
  g_assert_cmpstr (adw_alert_dialog_get_heading (dialog), ==, heading);
  g_assert_true (adw_alert_dialog_has_response (dialog, "cancel"));
  g_assert_cmpint (adw_alert_dialog_has_response (dialog, "send"), ==, sends);
  if (sends)
    g_assert_cmpint (adw_alert_dialog_get_response_enabled (dialog, "send"), ==, !asks_reason);
  g_assert_null (assay_send_dialog_dup_reason (dialog));
}

static void
test_warning_asks (void)
{
  expect (ASSAY_SEVERITY_WARNING, FALSE, "Send Anyway?", TRUE, FALSE);
}

static void
test_error_wants_a_reason (void)
{
  expect (ASSAY_SEVERITY_ERROR, FALSE, "Send Anyway?", TRUE, TRUE);
}

static void
test_what_is_barred_is_not_offered (void)
{
  expect (ASSAY_SEVERITY_ERROR, TRUE, "Cannot Be Sent", FALSE, FALSE);
}

static void
test_hint_is_silent (void)
{
  g_autoptr (GListModel) findings = create_findings (ASSAY_SEVERITY_HINT, FALSE);

  g_assert_false (assay_send_dialog_is_needed (findings));
}

int
main (int argc, char *argv[])
{
  app_support_init (&argc, &argv);

  g_test_add_func ("/app/send-dialog/warning", test_warning_asks);
  g_test_add_func ("/app/send-dialog/error", test_error_wants_a_reason);
  g_test_add_func ("/app/send-dialog/barred", test_what_is_barred_is_not_offered);
  g_test_add_func ("/app/send-dialog/hint", test_hint_is_silent);

  return g_test_run ();
}
