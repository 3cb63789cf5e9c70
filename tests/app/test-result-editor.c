/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "app-support.h"
#include "assay-support.h"
#include "order/assay-recruiter-card.h"
#include "order/assay-result-editor.h"
#include "order/assay-result-form.h"
#include "order/assay-result-text.h"
#include "order/assay-status-field.h"

typedef struct
{
  AssayResultEditor *editor;
  AssayOrder *order;
} Fixture;

static GBytes *
load_table (const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/tables/%s.json", RESOURCE_PATH, name);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);

  return bytes;
}

static gpointer
get_part (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->editor), ASSAY_TYPE_RESULT_EDITOR,
                                        name);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) mapping_table = load_table ("mapping");
  g_autoptr (GBytes) lints_table = load_table ("lints");
  g_autoptr (AssayMapping) mapping = assay_mapping_new_from_bytes (mapping_table, &error);
  g_autoptr (AssayLint) lint = NULL;
  g_autoptr (AssayJson)
    json = assay_json_from_text ("{\"package\":{\"name\":\"Cognitive Ability Test\"}}");

  g_assert_no_error (error);
  lint = assay_lint_new (lints_table, mapping, &error);
  g_assert_no_error (error);

  fixture->order = assay_order_new_from_json (json, &error);
  g_assert_no_error (error);
  assay_order_identify (fixture->order, "acc-1", "ord/1", NULL, ASSAY_ORDER_KIND_ASSESSMENT);
  fixture->editor = g_object_ref_sink (ASSAY_RESULT_EDITOR (assay_result_editor_new ()));
  assay_result_editor_set_rules (fixture->editor, mapping, lint);
  assay_result_editor_set_order (fixture->editor, fixture->order, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->editor);
  g_assert_finalize_object (fixture->order);
}

static AssayCard *
get_card (Fixture *fixture)
{
  return assay_recruiter_card_get_card (get_part (fixture, "card"));
}

static void
test_each_keystroke_reaches_the_card (Fixture *fixture, gconstpointer data)
{
  AssayResult *result = assay_result_editor_get_result (fixture->editor);
  AssayScore *score = assay_result_get_score (result);

  assay_result_set_value (result, "completed");
  assay_score_set_min (score, "0");
  assay_score_set_max (score, "100");
  assay_score_set_value (score, "8");
  g_assert_cmpstr (assay_card_get_word (get_card (fixture)), ==, "Completed");
  g_assert_cmpstr (assay_card_get_score_text (get_card (fixture)), ==, "8/100");

  assay_score_set_value (score, "80");
  g_assert_cmpstr (assay_card_get_score_text (get_card (fixture)), ==, "80/100");
  g_assert_cmpstr (assay_card_get_package_name (get_card (fixture)), ==, "Cognitive Ability Test");
}

static void
test_findings_follow_the_result (Fixture *fixture, gconstpointer data)
{
  AssayResult *result = assay_result_editor_get_result (fixture->editor);
  AssayPreview *preview = assay_result_editor_get_preview (fixture->editor);

  assay_result_set_value (result, "completed");
  g_object_set (result, "result-url", "https://reports.example.com/1", NULL);
  g_assert_cmpuint (assay_preview_get_n_errors (preview), ==, 0);

  assay_score_set_value (assay_result_get_score (result), "80");
  g_assert_cmpuint (assay_preview_get_n_errors (preview), ==, 1);
}

static void
test_body_holds_what_was_typed (Fixture *fixture, gconstpointer data)
{
  AssayResult *result = assay_result_editor_get_result (fixture->editor);
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;

  assay_result_set_value (result, "failed");
  assay_result_set_summary (result, "ok");
  body = assay_result_editor_dup_body (fixture->editor);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_assert_cmpstr (text, ==, "{\"result\":{\"value\":\"failed\"},\"summary\":\"ok\"}");
}

static gboolean
shows (Fixture *fixture, const char *name)
{
  GtkWidget *form = get_part (fixture, "form");

  return gtk_widget_get_visible (GTK_WIDGET (gtk_widget_get_template_child (form,
                                                                            ASSAY_TYPE_RESULT_FORM,
                                                                            name)));
}

static char *
dup_title (Fixture *fixture, const char *name)
{
  char *title;

  g_object_get (gtk_widget_get_template_child (get_part (fixture, "form"), ASSAY_TYPE_RESULT_FORM,
                                               name),
                "title", &title, NULL);

  return title;
}

static const char *
get_source (Fixture *fixture)
{
  return gtk_label_get_label (GTK_LABEL (gtk_widget_get_template_child (get_part (fixture, "form"),
                                                                        ASSAY_TYPE_RESULT_FORM,
                                                                        "source_label")));
}

/* What the provider does not take is not there, unless it would be sent. */
static void
test_fields_follow_connector_meta (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayJson) json = assay_json_from_text (
    "{\"provider_name\":\"SmartRecruiters\",\"models\":{\"assessments/results\":{\"update\":"
    "{\"input\":{\"default_fields\":[{\"name\":\"result\"},"
    "{\"name\":\"summary\",\"required\":true},"
    "{\"name\":\"score\",\"type\":[{\"name\":\"value\",\"required\":true},{\"name\":\"max\"}]},"
    "{\"name\":\"start_date\"}]}}}}}");
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayConnectorMeta) meta = assay_connector_meta_new_from_json (json, &error);
  AssayResult *result = assay_result_editor_get_result (fixture->editor);
  g_autofree char *summary = NULL;
  g_autofree char *value = NULL;
  g_autofree char *max = NULL;
  g_autofree char *plain = NULL;

  g_assert_no_error (error);
  assay_score_set_label (assay_result_get_score (result), "Pass");
  assay_result_editor_set_connector_meta (fixture->editor, meta);
  summary = dup_title (fixture, "summary_group");
  value = dup_title (fixture, "score_value_row");
  max = dup_title (fixture, "score_max_row");
  g_assert_cmpstr (summary, ==, "Summary (required)");
  g_assert_cmpstr (value, ==, "Value (required)");
  g_assert_cmpstr (max, ==, "Maximum");
  g_assert_true (shows (fixture, "score_label_row"));
  g_assert_false (shows (fixture, "score_min_row"));
  g_assert_false (shows (fixture, "reports_group"));
  g_assert_true (shows (fixture, "dates_group"));
  g_assert_false (shows (fixture, "submission_date_row"));
  g_assert_false (shows (fixture, "passthrough_row"));
  g_assert_cmpstr (get_source (fixture), ==,
                   "These are the fields that SmartRecruiters takes, as StackOne tells it.");

  assay_result_editor_set_connector_meta (fixture->editor, NULL);
  plain = dup_title (fixture, "summary_group");
  g_assert_cmpstr (plain, ==, "Summary");
  g_assert_true (shows (fixture, "score_min_row"));
  g_assert_true (shows (fixture, "reports_group"));
  g_assert_true (shows (fixture, "passthrough_row"));
  g_assert_true (g_str_has_prefix (get_source (fixture), "These are all fields"));
}

static void
choose (Fixture *fixture, const char *value)
{
  gpointer field = gtk_widget_get_template_child (get_part (fixture, "form"),
                                                  ASSAY_TYPE_RESULT_FORM, "status_field");

  adw_toggle_group_set_active_name (
    ADW_TOGGLE_GROUP (gtk_widget_get_template_child (field, ASSAY_TYPE_STATUS_FIELD, "toggles")),
    value);
}

static void
assert_body (Fixture *fixture, const char *expected)
{
  g_autoptr (GBytes) body = assay_result_editor_dup_body (fixture->editor);

  assay_assert_bytes (body, expected);
}

/* Whoever is on a button stays there when tables are read again that say the same. */
static void
test_status_stays (Fixture *fixture, gconstpointer data)
{
  gpointer field = gtk_widget_get_template_child (get_part (fixture, "form"),
                                                  ASSAY_TYPE_RESULT_FORM, "status_field");
  AdwToggleGroup *toggles =
    ADW_TOGGLE_GROUP (gtk_widget_get_template_child (field, ASSAY_TYPE_STATUS_FIELD, "toggles"));
  AdwToggle *toggle = adw_toggle_group_get_toggle (toggles, 0);
  g_autoptr (GBytes) table = load_table ("mapping");
  g_autoptr (AssayMapping) mapping = assay_mapping_new_from_bytes (table, NULL);

  assay_status_field_set_mapping (field, mapping, ASSAY_APPEARANCE_GUIDE);
  g_assert_true (adw_toggle_group_get_toggle (toggles, 0) == toggle);

  assay_mapping_set_status (mapping, "initiated", ASSAY_ORDER_STATUS_EXPIRED);
  assay_status_field_set_mapping (field, mapping, ASSAY_APPEARANCE_GUIDE);
  g_assert_false (adw_toggle_group_get_toggle (toggles, 0) == toggle);
}

/* StackOne's list has no “pending”; the guide has nothing else. */
static void
test_pending_on_the_wire (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.assaydesk.Assay");

  assay_result_editor_follow_settings (fixture->editor, settings);
  choose (fixture, "initiated");
  assert_body (fixture, "{\"result\":{\"value\":\"initiated\",\"source_value\":\"pending\"}}");
  choose (fixture, "completed");
  assert_body (fixture, "{\"result\":{\"value\":\"completed\"}}");

  g_settings_set_string (settings, "results-pending-wire", "pending");
  choose (fixture, "pending");
  assert_body (fixture, "{\"result\":{\"value\":\"pending\"}}");
  g_settings_reset (settings, "results-pending-wire");
  choose (fixture, "expired");

  assay_result_set_source_value (assay_result_editor_get_result (fixture->editor), "Over");
  choose (fixture, "initiated");
  assert_body (fixture, "{\"result\":{\"value\":\"initiated\",\"source_value\":\"Over\"}}");
}

static void
test_place_of_the_report (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.assaydesk.Assay");
  AssayResult *result = assay_result_editor_get_result (fixture->editor);
  g_autoptr (AssayAttachment) attachment = assay_attachment_new ();
  const char *last;

  assay_attachment_set_url (attachment, "https://example.com/a.pdf");
  assay_attachment_set_content_type (attachment, "pdf");
  g_list_store_append (assay_result_get_attachments (result), attachment);
  g_object_set (result, "result-url", "https://example.com/r", NULL);
  assay_result_editor_follow_settings (fixture->editor, settings);
  last = ((AssayCardLink *) g_ptr_array_index (assay_card_get_links (get_card (fixture)), 1))->url;
  g_assert_cmpstr (last, ==, "https://example.com/a.pdf");

  g_settings_set_string (settings, "preview-result-url-position", "last");
  last = ((AssayCardLink *) g_ptr_array_index (assay_card_get_links (get_card (fixture)), 1))->url;
  g_assert_cmpstr (last, ==, "https://example.com/r");
  g_settings_reset (settings, "preview-result-url-position");
}

static void
test_form_measures_narrow (Fixture *fixture, gconstpointer data)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->editor), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static void
test_curl_names_no_secret (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"summary\":\"it's\"}", 18);
  g_autofree char *command = assay_result_text_to_curl (fixture->order, "http://127.0.0.1:1", body);

  g_assert_cmpstr (command, ==,
                   "curl --request PATCH --user \"$STACKONE_API_KEY:\" \\\n"
                   "  --header 'x-account-id: acc-1' \\\n"
                   "  --header 'content-type: application/json' \\\n"
                   "  --data-binary '{\"summary\":\"it'\\''s\"}' \\\n"
                   "  'http://127.0.0.1:1/unified/ats/assessments/orders/ord%2F1/result'\n");
}

static void
test_pretty_keeps_texts (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"a\":\"x,{\\\"y\",\"b\":[1]}", 22);
  g_autofree char *text = assay_result_text_to_pretty (body);

  g_assert_cmpstr (text, ==, "{\n  \"a\": \"x,{\\\"y\",\n  \"b\": [\n    1\n  ]\n}");
}

static void
test_pretty_keeps_digits (void)
{
  static const char json[] =
    " {\n\t\"id\" : 12345678901234567890 , \"e\":[ ],\"o\":{}, \"n\":0.10}\n";
  g_autoptr (GBytes) body = g_bytes_new_static (json, strlen (json));
  g_autofree char *text = assay_result_text_to_pretty (body);

  g_assert_cmpstr (text, ==,
                   "{\n  \"id\": 12345678901234567890,\n  \"e\": [],\n  \"o\": {},\n"
                   "  \"n\": 0.10\n}");
}

static const char *
get_focused_row (GtkWidget *window)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  GtkWidget *row = gtk_widget_get_ancestor (focus, ADW_TYPE_PREFERENCES_ROW);

  return row != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : "none";
}

/* A path whose name begins like another one's is not within it. */
static void
test_focus_path (Fixture *fixture, gconstpointer data)
{
  AssayResultForm *form = get_part (fixture, "form");
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (fixture->editor));
  gtk_window_present (GTK_WINDOW (window));

  g_assert_true (assay_result_form_focus_path (form, "$.result_url"));
  g_assert_cmpstr (get_focused_row (window), ==, "Result Address");
  g_assert_true (assay_result_form_focus_path (form, "$.result.value"));
  g_assert_cmpstr (get_focused_row (window), ==, "none");
  g_assert_true (assay_result_form_focus_path (form, "$.score"));
  g_assert_cmpstr (get_focused_row (window), ==, "Value");
  g_assert_false (assay_result_form_focus_path (form, "$.scores"));

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  adw_window_set_content (ADW_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  assay_wait_until (G_OBJECT (fixture->editor)->ref_count == 1);
}

static graphene_rect_t
get_place (Fixture *fixture, const char *row)
{
  GObject *widget = gtk_widget_get_template_child (get_part (fixture, "form"),
                                                   ASSAY_TYPE_RESULT_FORM, row);
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (GTK_WIDGET (widget), GTK_WIDGET (fixture->editor),
                                            &place));

  return place;
}

static void
frame_cb (GdkFrameClock *clock, guint *n_frames)
{
  (*n_frames)++;
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
}

static void
settle (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);
  guint n_frames = 0;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (frame_cb), &n_frames);

  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
  assay_wait_until (n_frames >= 3);
  g_signal_handler_disconnect (clock, handler);
}

/* Whatever appears around the form, the field that is typed in stays where it is. */
static void
test_typing_moves_no_field (Fixture *fixture, gconstpointer data)
{
  int width = GPOINTER_TO_INT (data);
  AssayResult *result = assay_result_editor_get_result (fixture->editor);
  AssayPreview *preview = assay_result_editor_get_preview (fixture->editor);
  GtkWidget *window = adw_window_new ();
  graphene_rect_t before;
  graphene_rect_t after;

  gtk_window_set_default_size (GTK_WINDOW (window), width, 640);
  adw_window_set_content (ADW_WINDOW (window), GTK_WIDGET (fixture->editor));
  gtk_window_present (GTK_WINDOW (window));
  assay_result_editor_set_pending (fixture->editor, TRUE);
  settle (window);
  assay_result_form_focus_path (get_part (fixture, "form"), "$.score.value");
  settle (window);
  before = get_place (fixture, "score_value_row");

  assay_result_set_value (result, "completed");
  assay_score_set_value (assay_result_get_score (result), "80.55");
  g_assert_cmpuint (assay_preview_get_n_errors (preview), >, 0);
  settle (window);
  after = get_place (fixture, "score_value_row");
  g_assert_cmpfloat_with_epsilon (before.origin.x, after.origin.x, 0.5);
  g_assert_cmpfloat_with_epsilon (before.origin.y, after.origin.y, 0.5);
  g_assert_cmpfloat_with_epsilon (before.size.width, after.size.width, 0.5);

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  adw_window_set_content (ADW_WINDOW (window), NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  assay_wait_until (G_OBJECT (fixture->editor)->ref_count == 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  static const int widths[] = { 360, 700, 950, 1126, 1600 };

  app_support_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);

  ADD ("/app/result-editor/card-follows", test_each_keystroke_reaches_the_card);
  ADD ("/app/result-editor/findings-follow", test_findings_follow_the_result);
  ADD ("/app/result-editor/body", test_body_holds_what_was_typed);
  ADD ("/app/result-editor/narrow", test_form_measures_narrow);
  ADD ("/app/result-editor/connector-meta", test_fields_follow_connector_meta);
  ADD ("/app/result-editor/status-stays", test_status_stays);
  ADD ("/app/result-editor/pending", test_pending_on_the_wire);
  ADD ("/app/result-editor/place-of-report", test_place_of_the_report);
  ADD ("/app/result-text/curl", test_curl_names_no_secret);
  ADD ("/app/result-form/focus-path", test_focus_path);
  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autofree char *path = g_strdup_printf ("/app/result-editor/typing-at-%d", widths[i]);

      g_test_add (path, Fixture, GINT_TO_POINTER (widths[i]), set_up, test_typing_moves_no_field,
                  tear_down);
    }
  g_test_add_func ("/app/result-text/pretty", test_pretty_keeps_texts);
  g_test_add_func ("/app/result-text/digits", test_pretty_keeps_digits);

  return g_test_run ();
}
