/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "app-support.h"
#include "assay-desk-commands.h"
#include "assay-event-body.h"
#include "assay-event.h"
#include "assay-support.h"
#include "desk-support.h"
#include "order/assay-result-editor.h"
#include "order/assay-result-line.h"
#include "order/assay-result-page.h"

#define KEY DESK_SUPPORT_KEY

typedef struct
{
  char *folder;
  AssayDesk *desk;
  GtkWidget *window;
  AssayResultPage *page;
} Fixture;

static AssayResultEditor *
get_editor (Fixture *fixture)
{
  return ASSAY_RESULT_EDITOR (gtk_widget_get_template_child (GTK_WIDGET (fixture->page),
                                                             ASSAY_TYPE_RESULT_PAGE, "editor"));
}

static AssayResult *
get_result (Fixture *fixture)
{
  return assay_result_editor_get_result (get_editor (fixture));
}

static gpointer
get_part (Fixture *fixture, const char *name)
{
  gpointer line = gtk_widget_get_template_child (GTK_WIDGET (get_editor (fixture)),
                                                 ASSAY_TYPE_RESULT_EDITOR, "line");

  return gtk_widget_get_template_child (line, ASSAY_TYPE_RESULT_LINE, name);
}

static gboolean
says (Fixture *fixture, const char *title)
{
  return g_str_has_prefix (gtk_label_get_label (get_part (fixture, "title")), title);
}

static gboolean
offers (Fixture *fixture, const char *action)
{
  GtkWidget *button = get_part (fixture, "button");

  return gtk_widget_get_visible (button) &&
         g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), action) == 0;
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_editor (fixture)), action, NULL));
}

/* Findings are shown where there is something to send. */
static gboolean
can_send (Fixture *fixture)
{
  gpointer findings = gtk_widget_get_template_child (GTK_WIDGET (get_editor (fixture)),
                                                     ASSAY_TYPE_RESULT_EDITOR, "findings");

  return gtk_widget_get_visible (findings);
}

static void
show_order (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (AssayOrder) order = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_get_order_async (assay_desk_get_journal (fixture->desk), KEY, NULL,
                                 assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  order = assay_journal_get_order_finish (assay_desk_get_journal (fixture->desk), result, &error);
  g_assert_no_error (error);
  assay_result_page_set_order (fixture->page, order);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *overlay = adw_toast_overlay_new ();

  fixture->folder = assay_temp_dir_new ();
  fixture->desk = desk_support_open_with_order (fixture->folder);
  fixture->window = adw_window_new ();
  fixture->page = ASSAY_RESULT_PAGE (assay_result_page_new ());
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), GTK_WIDGET (fixture->page));
  adw_window_set_content (ADW_WINDOW (fixture->window), overlay);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1200, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  assay_result_page_open (fixture->page, fixture->desk);
  show_order (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assay_wait_until (G_OBJECT (fixture->desk)->ref_count == 1);
  g_assert_finalize_object (fixture->desk);
  assay_temp_dir_remove (fixture->folder);
}

static void
append (Fixture *fixture, const char *kind, const char *json)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));
  AssayJournal *journal = assay_desk_get_journal (fixture->desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  g_ptr_array_add (events, assay_event_new (NULL, g_get_real_time (), KEY, kind, "outbox", body));
  assay_journal_append_async (journal, events, NULL, -1, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_journal_append_finish (journal, result, NULL, &error);
  g_assert_no_error (error);
}

/* Fills in what no lint has anything against, and sends it. Returns: the revision */
static char *
send_whole (Fixture *fixture)
{
  AssayResult *result = get_result (fixture);
  AssayScore *score = assay_result_get_score (result);
  g_autoptr (AssayOrderResults) results = NULL;

  assay_result_set_value (result, "completed");
  assay_score_set_value (score, "80");
  assay_score_set_min (score, "0");
  assay_score_set_max (score, "100");
  assay_wait_until (can_send (fixture));
  activate (fixture, "result.send");
  assay_wait_until (says (fixture, "Queued"));
  results = desk_support_read_results (fixture->desk);
  g_assert_nonnull (results->queued);

  return g_strdup (results->queued->revision);
}

/* Nothing is found, and nothing can be sent, before somebody begins. */
static void
test_untouched (Fixture *fixture, gconstpointer data)
{
  g_assert_true (says (fixture, "No Result Yet"));
  g_assert_false (can_send (fixture));
  g_assert_null (gtk_actionable_get_action_name (get_part (fixture, "button")));

  assay_result_set_summary (get_result (fixture), "half");
  g_assert_true (says (fixture, "Draft"));
  assay_wait_until (can_send (fixture));
  assay_result_set_summary (get_result (fixture), NULL);
  g_assert_true (says (fixture, "No Result Yet"));
  g_assert_false (can_send (fixture));
}

static void
test_delivered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *revision = send_whole (fixture);
  g_autofree char *delivered = g_strdup_printf ("{\"revision\":\"%s\",\"status\":200}", revision);

  g_assert_false (can_send (fixture));
  append (fixture, ASSAY_EVENT_RESULT_DELIVERED, delivered);
  assay_wait_until (says (fixture, "Delivered, today "));
  g_assert_false (can_send (fixture));
  g_assert_cmpstr (assay_result_get_value (get_result (fixture)), ==, "completed");
}

/* What was refused is never mistaken for sent, and can be sent again as it is. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *revision = send_whole (fixture);
  g_autofree char *refused =
    g_strdup_printf ("{\"revision\":\"%s\",\"status\":422,\"message\":\"no\"}", revision);
  g_autoptr (AssayOrderResults) results = NULL;

  append (fixture, ASSAY_EVENT_RESULT_REFUSED, refused);
  assay_wait_until (says (fixture, "Refused, today "));
  g_assert_true (offers (fixture, "result.edit-refused"));
  g_assert_false (can_send (fixture));

  activate (fixture, "result.edit-refused");
  g_assert_true (can_send (fixture));
  g_assert_cmpstr (assay_result_get_value (get_result (fixture)), ==, "completed");
  activate (fixture, "result.send");
  assay_wait_until (says (fixture, "Queued"));
  results = desk_support_read_results (fixture->desk);
  g_assert_cmpuint (results->revisions->len, ==, 2);
}

static AdwAlertDialog *
await_question (Fixture *fixture)
{
  activate (fixture, "result.send");
  assay_wait_until (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)) != NULL);

  return ADW_ALERT_DIALOG (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)));
}

static void
answer (AdwAlertDialog *question, const char *response)
{
  g_signal_emit_by_name (question, "response", response);
  adw_dialog_force_close (ADW_DIALOG (question));
}

/* A warning is named, and whoever sends all the same gives no reason. */
static void
test_warning (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrderResults) kept = NULL;

  assay_result_set_value (get_result (fixture), "completed");
  assay_wait_until (can_send (fixture));
  answer (await_question (fixture), "cancel");
  kept = desk_support_read_results (fixture->desk);
  g_assert_null (kept->queued);

  answer (await_question (fixture), "send");
  assay_wait_until (says (fixture, "Queued"));
}

static void
expect_override (Fixture *fixture, const char *reason)
{
  g_autoptr (GPtrArray) events = desk_support_list_events (fixture->desk);
  g_autoptr (AssayEventBody) body = NULL;

  body = assay_event_read (g_ptr_array_index (events, events->len - 1), NULL);
  g_assert_cmpstr (body->override_reason, ==, reason);
}

/* An error asks for a reason, and blanks are none. */
static void
test_error (Fixture *fixture, gconstpointer data)
{
  AdwAlertDialog *question;
  GtkEditable *reason;

  assay_score_set_value (assay_result_get_score (get_result (fixture)), "80");
  assay_wait_until (can_send (fixture));
  question = await_question (fixture);
  reason = g_object_get_data (G_OBJECT (question), "reason");
  g_assert_false (adw_alert_dialog_get_response_enabled (question, "send"));
  gtk_editable_set_text (reason, "  ");
  g_assert_false (adw_alert_dialog_get_response_enabled (question, "send"));
  gtk_editable_set_text (reason, " agreed by phone ");
  g_assert_true (adw_alert_dialog_get_response_enabled (question, "send"));
  answer (question, "send");
  assay_wait_until (says (fixture, "Queued"));
  expect_override (fixture, "agreed by phone");
}

static void
test_try_now (Fixture *fixture, gconstpointer data)
{
  g_autofree char *revision = send_whole (fixture);
  g_autofree char *attempted = g_strdup_printf (
    "{\"revision\":\"%s\",\"attempt\":1,\"status\":503,\"retry_at\":\"2999-01-01T00:00:00.000Z\"}",
    revision);
  g_autoptr (AssayOrderResults) results = NULL;

  append (fixture, ASSAY_EVENT_RESULT_ATTEMPTED, attempted);
  assay_wait_until (says (fixture, "Tried 1 time, Next: 1 Jan 2999 00:00"));
  g_assert_true (offers (fixture, "result.try-now"));
  activate (fixture, "result.try-now");
  assay_wait_until (says (fixture, "Queued"));
  results = desk_support_read_results (fixture->desk);
  g_assert_cmpint (results->queued->retry_at, ==, 0);
}

static void
test_discard (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrderResults) discarded = NULL;

  assay_result_set_summary (get_result (fixture), "half");
  assay_wait_until (says (fixture, "Draft") &&
                    g_str_has_prefix (gtk_label_get_label (get_part (fixture, "detail")), "Saved"));
  activate (fixture, "result.discard-draft");
  g_assert_null (assay_result_get_summary (get_result (fixture)));
  assay_wait_until (says (fixture, "No Result Yet"));
  discarded = desk_support_read_results (fixture->desk);
  g_assert_null (discarded->draft);
}

/* A draft from elsewhere is shown, and asked about where something was typed. */
static GtkWidget *
find_choice (GtkWidget *parent)
{
  GtkWidget *found = ADW_IS_COMBO_ROW (parent) ? parent : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_choice (child);

  return found;
}

static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  GtkWidget *choice;

  append (fixture, ASSAY_EVENT_RESULT_DRAFTED, "{\"body\":{\"summary\":\"theirs\"}}");
  assay_wait_until (assay_result_get_summary (get_result (fixture)) != NULL);
  g_assert_cmpstr (assay_result_get_summary (get_result (fixture)), ==, "theirs");
  g_assert_true (says (fixture, "Draft"));

  assay_result_set_summary (get_result (fixture), "mine");
  append (fixture, ASSAY_EVENT_RESULT_DRAFTED, "{\"body\":{\"summary\":\"later\"}}");
  assay_wait_until (offers (fixture, "result.compare"));
  g_assert_cmpstr (assay_result_get_summary (get_result (fixture)), ==, "mine");

  /* A question that nobody answered goes with the window. */
  activate (fixture, "result.compare");
  assay_wait_until (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window)) != NULL);
  choice = find_choice (GTK_WIDGET (adw_window_get_visible_dialog (ADW_WINDOW (fixture->window))));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (choice)), ==, "Mine: mine");
  adw_combo_row_set_selected (ADW_COMBO_ROW (choice), 1);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (choice)), ==, "Theirs: later");
}

int
main (int argc, char *argv[])
{
  app_support_init (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/app/result-page/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("untouched", test_untouched);
  ADD ("delivered", test_delivered);
  ADD ("refused", test_refused);
  ADD ("warning", test_warning);
  ADD ("error", test_error);
  ADD ("try-now", test_try_now);
  ADD ("discard", test_discard);
  ADD ("elsewhere", test_elsewhere);
#undef ADD

  return g_test_run ();
}
