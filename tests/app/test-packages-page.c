/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "app-support.h"
#include "assay-desk-commands.h"
#include "assay-order-import.h"
#include "assay-profile.h"
#include "assay-support.h"
#include "desk-support.h"
#include "packages/assay-catalogue-export.h"
#include "packages/assay-catalogue-row.h"
#include "packages/assay-import-dialog.h"
#include "packages/assay-package-dialog.h"
#include "packages/assay-package-form.h"
#include "pages/assay-packages-page.h"

typedef struct
{
  char *folder;
  AssayDesk *desk;
  GtkWidget *window;
  GtkWidget *page;
} Fixture;

static void
import (AssayDesk *desk, const char *const *packages)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  for (gsize i = 0; packages[i] != NULL; i++)
    {
      g_autoptr (AssayJson) json = assay_json_from_text (packages[i]);

      g_ptr_array_add (list, assay_package_new_from_json (json, NULL));
    }
  assay_desk_save_packages_async (desk, list, "tester", NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_desk_command_finish (desk, result, NULL));
}

static const char *
get_state (Fixture *fixture)
{
  return gtk_stack_get_visible_child_name (app_support_get_part (fixture->page, "stack"));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = assay_temp_dir_new ();
  fixture->desk = desk_support_open (fixture->folder);
  if (data != NULL)
    import (fixture->desk, data);
  fixture->page = g_object_new (ASSAY_TYPE_PACKAGES_PAGE, NULL);
  fixture->window = adw_application_window_new (NULL);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (fixture->window), fixture->page);
  gtk_window_present (GTK_WINDOW (fixture->window));
  assay_page_open (ASSAY_PAGE (fixture->page), fixture->desk);
  assay_wait_until (g_strcmp0 (get_state (fixture), "loading") != 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_ref (fixture->page);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assay_wait_until (G_OBJECT (fixture->page)->ref_count == 1);
  g_assert_finalize_object (fixture->page);
  assay_desk_stop (fixture->desk);
  assay_wait_until (G_OBJECT (fixture->desk)->ref_count == 1);
  g_assert_finalize_object (fixture->desk);
  assay_temp_dir_remove (fixture->folder);
}

static AssayCatalogueRow *
get_row (Fixture *fixture, int index)
{
  return (AssayCatalogueRow *) gtk_list_box_get_row_at_index (app_support_get_part (fixture->page,
                                                                                    "list"),
                                                              index);
}

/* The names in the list, a space between */
static char *
dup_names (Fixture *fixture)
{
  GString *text = g_string_new (NULL);
  AssayCatalogueRow *row;

  for (int i = 0; (row = get_row (fixture, i)) != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  return g_string_free_and_steal (text);
}

static gboolean
names_are (Fixture *fixture, const char *expected)
{
  g_autofree char *names = dup_names (fixture);

  return g_str_equal (names, expected);
}

static AdwDialog *
get_dialog (Fixture *fixture)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));
}

static AdwDialog *
open_dialog (Fixture *fixture, const char *action, const char *id)
{
  if (id != NULL)
    g_assert_true (gtk_widget_activate_action (fixture->page, action, "s", id));
  else
    g_assert_true (gtk_widget_activate_action (fixture->page, action, NULL));
  assay_wait_until (get_dialog (fixture) != NULL);

  return get_dialog (fixture);
}

static void
type (AdwDialog *dialog, const char *field, const char *text)
{
  gtk_editable_set_text (app_support_get_part (app_support_get_part (dialog, "form"), field), text);
}

static const char *
get_field (AdwDialog *dialog, const char *field)
{
  return gtk_editable_get_text (app_support_get_part (app_support_get_part (dialog, "form"),
                                                      field));
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  AdwDialog *dialog;
  GtkLabel *verdict;

  g_assert_cmpstr (get_state (fixture), ==, "empty");
  dialog = open_dialog (fixture, "packages.add", NULL);
  verdict = app_support_get_part (dialog, "verdict");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (verdict)));
  g_assert_true (adw_dialog_get_can_close (dialog));

  type (dialog, "name", "Verbal Reasoning (ÉN)");
  g_assert_cmpstr (get_field (dialog, "id"), ==, "verbal-reasoning-en");
  g_assert_cmpstr (gtk_label_get_label (verdict), ==,
                   "Package verbal-reasoning-en has no description");
  g_assert_false (adw_dialog_get_can_close (dialog));
  type (dialog, "id", "");
  g_assert_cmpstr (gtk_label_get_label (verdict), ==,
                   "Package 1: the id is missing\nPackage 1 has no description");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  type (dialog, "id", "verbal");
  type (dialog, "name", "Verbal");
  g_assert_cmpstr (get_field (dialog, "id"), ==, "verbal");
  type (dialog, "description", "How well one reads");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (verdict)));

  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  assay_wait_until (get_dialog (fixture) == NULL && names_are (fixture, "Verbal"));
  g_assert_cmpstr (get_state (fixture), ==, "packages");
}

static const char *const three[] = {
  "{\"id\":\"a\",\"name\":\"A\",\"description\":\"First\",\"assay\":{\"tags\":[\"short\"]}}",
  "{\"id\":\"b\",\"name\":\"B\"}",
  "{\"id\":\"c\",\"name\":\"C\",\"remote_id\":\"r\",\"description\":\"Third\","
  "\"tests\":[{\"id\":\"t\",\"name\":\"T\",\"description\":\"D\"}]}",
  NULL,
};

static void
test_marks (Fixture *fixture, gconstpointer data)
{
  GtkWidget *mark = app_support_get_part (get_row (fixture, 1), "mark");

  g_assert_true (names_are (fixture, "A B C"));
  assay_wait_until (gtk_widget_get_visible (mark));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (mark), ==, "Package b has no description");
  g_assert_false (gtk_widget_get_visible (app_support_get_part (get_row (fixture, 0), "mark")));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (get_row (fixture, 0))), ==,
                   "First\na · short");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (get_row (fixture, 2))), ==,
                   "Third\nc · Background Check");
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  gtk_widget_grab_focus (GTK_WIDGET (get_row (fixture, 1)));
  gtk_widget_activate_action (GTK_WIDGET (get_row (fixture, 1)), "row.up", NULL);
  assay_wait_until (names_are (fixture, "B A C"));
  assay_wait_until (gtk_root_get_focus (GTK_ROOT (fixture->window)) ==
                    GTK_WIDGET (get_row (fixture, 0)));
  gtk_widget_activate_action (GTK_WIDGET (get_row (fixture, 0)), "row.up", NULL);
  gtk_widget_activate_action (GTK_WIDGET (get_row (fixture, 0)), "row.down", NULL);
  assay_wait_until (names_are (fixture, "A B C"));
  gtk_widget_activate_action (GTK_WIDGET (get_row (fixture, 1)), "row.down", NULL);
  assay_wait_until (names_are (fixture, "A C B"));
  gtk_widget_activate_action (fixture->page, "packages.undo", NULL);
  assay_wait_until (names_are (fixture, "A B C"));
}

static void
test_remove (Fixture *fixture, gconstpointer data)
{
  gtk_widget_activate_action (GTK_WIDGET (get_row (fixture, 1)), "row.remove", NULL);
  assay_wait_until (names_are (fixture, "A C"));
  gtk_widget_activate_action (fixture->page, "packages.undo", NULL);
  assay_wait_until (names_are (fixture, "A B C"));
}

static void
test_search (Fixture *fixture, gconstpointer data)
{
  GtkEditable *entry = app_support_get_part (fixture->page, "search_entry");

  gtk_editable_set_text (entry, "SHORT");
  assay_wait_until (names_are (fixture, "A"));
  gtk_editable_set_text (entry, "third");
  assay_wait_until (names_are (fixture, "C"));
  gtk_editable_set_text (entry, "nothing");
  assay_wait_until (g_strcmp0 (get_state (fixture), "no-results") == 0);
  gtk_editable_set_text (entry, "");
  assay_wait_until (names_are (fixture, "A B C"));
}

/* What the form does not show of a package stays. */
static void
test_edit (Fixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = open_dialog (fixture, "packages.edit", "c");
  g_autofree char *entry = NULL;
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (adw_dialog_get_can_close (dialog));
  type (dialog, "id", "a");
  g_assert_cmpstr (gtk_label_get_label (app_support_get_part (dialog, "verdict")), ==,
                   "The ID belongs to another package. Orders would not say which of the two is "
                   "meant.");
  type (dialog, "id", "cc");
  type (dialog, "tags", " x ; y,");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  assay_wait_until (get_dialog (fixture) == NULL);

  assay_package_write_entry (assay_catalogue_row_get_package (get_row (fixture, 2)), writer);
  bytes = assay_json_writer_finish (writer);
  assay_assert_bytes (bytes,
                      "{\"id\":\"cc\",\"remote_id\":\"r\",\"name\":\"C\",\"description\":\"Third\","
                      "\"tests\":[{\"id\":\"t\",\"name\":\"T\",\"description\":\"D\"}],"
                      "\"assay\":{\"type\":\"background_check\",\"tags\":[\"x\",\"y\"]}}");
}

static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = open_dialog (fixture, "packages.duplicate", "a");

  g_assert_cmpstr (get_field (dialog, "id"), ==, "a-2");
  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.save", NULL);
  assay_wait_until (names_are (fixture, "A A B C"));
}

static void
paste (AdwDialog *dialog, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (app_support_get_part (dialog, "text_view")),
                            text, -1);
}

static void
expect_verdict (AdwDialog *dialog, const char *expected)
{
  GtkLabel *verdict = app_support_get_part (dialog, "verdict");

  assay_wait_until (g_strcmp0 (gtk_label_get_label (verdict), expected) == 0);
}

static void
record_call (Fixture *fixture, const char *id, guint status, const char *asked, const char *answer)
{
  g_autoptr (AssayExchange)
    call = assay_exchange_new (id, ASSAY_DIRECTION_IN, "POST", "http://127.0.0.1:8080/packages",
                               g_get_real_time ());
  g_autoptr (GBytes) request = g_bytes_new (asked, strlen (asked));
  g_autoptr (GBytes) response = g_bytes_new (answer, strlen (answer));
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_exchange_set_request_body (call, request);
  assay_exchange_set_response_body (call, response);
  assay_exchange_set_status (call, status);
  assay_exchange_set_verdict (call, status == 200 ? "verified" : "the key is missing");
  assay_journal_record_exchange_async (assay_desk_get_journal (fixture->desk), call, NULL,
                                       assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
}

static gboolean
has_asked (Fixture *fixture, const char *what)
{
  AdwExpanderRow *calls = app_support_get_part (fixture->page, "calls");

  return g_str_has_suffix (adw_expander_row_get_subtitle (calls), what);
}

/* What StackOne asked and got. */
static void
test_calls (Fixture *fixture, gconstpointer data)
{
  assay_wait_until (has_asked (fixture, "Nobody has asked yet"));
  record_call (fixture, "c1", 200, "{\"job_id\":\"j1\"}", "{\"data\":[{},{}],\"next\":null}");
  assay_wait_until (has_asked (fixture, " · 2 packages · Job j1"));
  record_call (fixture, "c2", 401, "{}", "{\"message\":\"no\"}");
  assay_wait_until (has_asked (fixture, " · Refused · key or signature not right"));
  record_call (fixture, "c3", 503, "", "");
  assay_wait_until (has_asked (fixture, " · Answered 503 · key or signature not right"));
}

static void
receive (Fixture *fixture, const char *order)
{
  g_autoptr (AssayOrderImport) import = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (order, strlen (order));
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  AssayProfileTables *tables = assay_profile_get_tables (assay_desk_get_profile (fixture->desk));

  import = assay_order_import_new (assay_profile_tables_get_event_names (tables, NULL),
                                   assay_clock_get_system (), "tester");
  assay_order_import_set_account_id (import, "acc-1");
  assay_order_import_set_kind (import, "assessment");
  events = assay_order_import_read (import, bytes, &error);
  g_assert_no_error (error);
  assay_desk_import_async (fixture->desk, events, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_desk_command_finish (fixture->desk, result, &error));
}

/* Who removes a package hears of the orders that refer to it. */
static void
test_unlisted (Fixture *fixture, gconstpointer data)
{
  GtkWidget *unlisted = app_support_get_part (fixture->page, "unlisted");

  receive (fixture, "{\"id\":\"o1\",\"package\":{\"id\":\"b\",\"name\":\"B\"}}");
  receive (fixture, "{\"id\":\"o2\",\"package\":{\"id\":\"a\",\"name\":\"A\"}}");
  g_assert_false (gtk_widget_get_visible (unlisted));
  gtk_widget_activate_action (GTK_WIDGET (get_row (fixture, 1)), "row.remove", NULL);
  assay_wait_until (gtk_widget_get_visible (unlisted));
  g_assert_nonnull (app_support_find_label (unlisted, "Order o1 refers to the package “b”, which is"
                                                      " not listed any more"));
  gtk_widget_activate_action (fixture->page, "packages.undo", NULL);
  assay_wait_until (!gtk_widget_get_visible (unlisted));
}

/* What will change is shown before; what was imported can be taken back. */
static void
test_import (Fixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = open_dialog (fixture, "packages.import", NULL);
  GtkListBox *list = app_support_get_part (dialog, "list");

  paste (dialog, "id,name\nd,D\nd,E");
  expect_verdict (dialog, "This cannot be imported, and nothing was changed: line 3, column id: "
                          "“d” stands in line 2, too");
  paste (dialog, "id,name,description,price\nd,D,Fourth,1\na,Better,First,2\nb,B,,3");
  expect_verdict (dialog, "1 new package · 1 changed · 1 as it is\n"
                          "Columns that are left out: price");
  g_assert_cmpstr (
    adw_preferences_row_get_title (ADW_PREFERENCES_ROW (gtk_list_box_get_row_at_index (list, 0))),
    ==, "D");
  g_assert_null (gtk_list_box_get_row_at_index (list, 2));
  g_assert_true (names_are (fixture, "A B C"));

  gtk_widget_activate_action (GTK_WIDGET (dialog), "dialog.import", NULL);
  assay_wait_until (names_are (fixture, "Better B C D"));
  assay_wait_until (get_dialog (fixture) == NULL);
  gtk_widget_activate_action (fixture->page, "packages.undo", NULL);
  assay_wait_until (names_are (fixture, "A B C"));
}

static void
test_import_file (Fixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = open_dialog (fixture, "packages.import", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "table.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) nowhere = g_file_get_child (file, "nowhere");
  g_autoptr (GFile) folder = g_file_get_parent (file);

  g_assert_true (g_file_set_contents (path, "\xff\xfei\0d\0;\0n\0a\0m\0e\0\n\0x\0;\0X\0", 24,
                                      NULL));
  assay_import_dialog_open_file (ASSAY_IMPORT_DIALOG (dialog), nowhere);
  expect_verdict (dialog, "The file cannot be read.");
  assay_import_dialog_open_file (ASSAY_IMPORT_DIALOG (dialog), folder);
  expect_verdict (dialog, "The file cannot be read.");
  assay_import_dialog_open_file (ASSAY_IMPORT_DIALOG (dialog), file);
  expect_verdict (dialog, "1 new package · 0 changed · 0 as they are");
  adw_dialog_force_close (dialog);
  assay_wait_until (get_dialog (fixture) == NULL);
}

static char *export (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GListStore) packages = g_list_store_new (ASSAY_TYPE_PACKAGE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  char *text;

  for (int i = 0; i < 2; i++)
    g_list_store_append (packages, assay_catalogue_row_get_package (get_row (fixture, i)));
  assay_catalogue_export_async (G_LIST_MODEL (packages), file, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_catalogue_export_finish (file, result, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return text;
}

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *table = export (fixture, "packages.csv");
  g_autofree char *json = export (fixture, "packages.json");

  g_assert_cmpstr (table, ==,
                   "id,name,description,type,tags\r\na,A,First,assessment,short\r\n"
                   "b,B,,assessment,\r\n");
  g_assert_cmpstr (json, ==,
                   "{\"data\":[{\"id\":\"a\",\"name\":\"A\",\"description\":\"First\","
                   "\"assay\":{\"tags\":[\"short\"]}},{\"id\":\"b\",\"name\":\"B\"}],"
                   "\"next\":null}");
}

/* Typed work is not given up unasked. */
static void
test_discard (Fixture *fixture, gconstpointer data)
{
  AdwDialog *dialog = open_dialog (fixture, "packages.edit", "a");
  AdwDialog *question;

  type (dialog, "name", "Another");
  adw_dialog_close (dialog);
  assay_wait_until (get_dialog (fixture) != dialog);
  question = get_dialog (fixture);
  g_assert_cmpstr (adw_alert_dialog_get_heading (ADW_ALERT_DIALOG (question)), ==,
                   "Discard Changes?");
  g_signal_emit_by_name (question, "response::discard", "discard");
  adw_dialog_force_close (question);
  assay_wait_until (get_dialog (fixture) == NULL);
  g_assert_true (names_are (fixture, "A B C"));
}

int
main (int argc, char **argv)
{
  app_support_init (&argc, &argv);

#define ADD(name, packages, function) \
  g_test_add ("/app/packages-page/" name, Fixture, packages, set_up, function, tear_down)
  ADD ("add", NULL, test_add);
  ADD ("marks", three, test_marks);
  ADD ("move", three, test_move);
  ADD ("remove", three, test_remove);
  ADD ("search", three, test_search);
  ADD ("edit", three, test_edit);
  ADD ("duplicate", three, test_duplicate);
  ADD ("calls", three, test_calls);
  ADD ("unlisted", three, test_unlisted);
  ADD ("import", three, test_import);
  ADD ("import-file", three, test_import_file);
  ADD ("export", three, test_export);
  ADD ("discard", three, test_discard);
#undef ADD

  return g_test_run ();
}
