/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "app-support.h"
#include "assay-journal-read.h"
#include "assay-order.h"
#include "assay-support.h"
#include "desk-support.h"
#include "order/assay-add-order-dialog.h"

typedef struct
{
  char *folder;
  AssayDesk *desk;
  GtkWidget *window;
  AdwDialog *dialog;
  char *added;
} Fixture;

static gpointer
get_part (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->dialog), ASSAY_TYPE_ADD_ORDER_DIALOG,
                                        name);
}

static void
added_cb (AdwDialog *dialog, const char *order_key, Fixture *fixture)
{
  g_assert_null (fixture->added);
  fixture->added = g_strdup (order_key);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  AssayEventNames *names;

  fixture->folder = assay_temp_dir_new ();
  fixture->desk = desk_support_open (fixture->folder);
  names = assay_profile_tables_get_event_names (
    assay_profile_get_tables (assay_desk_get_profile (fixture->desk)), &error);
  g_assert_no_error (error);

  fixture->window = adw_window_new ();
  fixture->dialog = assay_add_order_dialog_new (fixture->desk, names);
  g_signal_connect (fixture->dialog, "added", G_CALLBACK (added_cb), fixture);
  gtk_window_present (GTK_WINDOW (fixture->window));
  adw_dialog_present (fixture->dialog, fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assay_desk_stop (fixture->desk);
  g_clear_object (&fixture->desk);
  g_clear_pointer (&fixture->folder, assay_temp_dir_remove);
  g_free (fixture->added);
}

static void
paste (Fixture *fixture, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (get_part (fixture, "source_view")), text, -1);
}

static void
type (Fixture *fixture, const char *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_part (fixture, row)), text);
}

static const char *
get_verdict (Fixture *fixture)
{
  return gtk_label_get_label (get_part (fixture, "verdict"));
}

static gboolean
is_marked_wrong (Fixture *fixture)
{
  return gtk_widget_has_css_class (get_part (fixture, "verdict"), "error");
}

static AssayOrder *
read_order (Fixture *fixture, const char *key)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AssayJournal *journal = assay_desk_get_journal (fixture->desk);
  AssayOrder *order;

  assay_journal_get_order_async (journal, key, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  order = assay_journal_get_order_finish (journal, result, &error);
  g_assert_no_error (error);

  return order;
}

static void
test_pasted_order_asks_for_what_it_lacks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) order = NULL;

  paste (fixture, "{\"id\":\"ord-1\","
                  "\"candidate\":{\"first_name\":\"Zoë\",\"last_name\":\"Müller\"}}");
  g_assert_cmpstr (get_verdict (fixture), ==, "Now choose or enter the customer account.");
  g_assert_false (is_marked_wrong (fixture));
  g_assert_false (gtk_widget_get_sensitive (get_part (fixture, "add_button")));

  type (fixture, "account_id", " acc-1 ");
  g_assert_cmpstr (get_verdict (fixture), ==, "Now choose the kind.");
  adw_combo_row_set_selected (get_part (fixture, "kind"), 2);
  g_assert_cmpstr (get_verdict (fixture), ==, "1 order can be added");
  g_assert_false (is_marked_wrong (fixture));

  g_signal_emit_by_name (get_part (fixture, "add_button"), "clicked");
  assay_wait_until (fixture->added != NULL);
  g_assert_cmpstr (fixture->added, ==, "acc-1/ord-1");
  order = read_order (fixture, "acc-1/ord-1");
  g_assert_true (assay_order_get_state (order)->entered_by_hand);
  g_assert_cmpint (assay_order_get_kind (order), ==, ASSAY_ORDER_KIND_BACKGROUND_CHECK);
}

static void
test_typed_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) order = NULL;

  type (fixture, "order_id", "12345678901234567890");
  type (fixture, "account_id", "acc-2");
  type (fixture, "candidate_name", " Zoë Müller ");
  type (fixture, "package_name", "Typing Test");
  g_assert_cmpstr (get_verdict (fixture), ==, "Now choose the kind.");
  adw_combo_row_set_selected (get_part (fixture, "kind"), 1);
  g_signal_emit_by_name (get_part (fixture, "add_button"), "clicked");
  assay_wait_until (fixture->added != NULL);
  order = read_order (fixture, "acc-2/12345678901234567890");
  g_assert_cmpstr (assay_order_get_id (order), ==, "12345678901234567890");
  g_assert_cmpstr (assay_candidate_get_first_name (assay_order_get_candidate (order)), ==,
                   "Zoë Müller");
  g_assert_cmpstr (assay_package_get_name (assay_order_get_package (order)), ==, "Typing Test");
  g_assert_cmpint (assay_order_get_kind (order), ==, ASSAY_ORDER_KIND_ASSESSMENT);
}

/* An account that an order came from can be chosen. */
static void
test_known_account (Fixture *fixture, gconstpointer data)
{
  AssayEventNames *names = assay_profile_tables_get_event_names (
    assay_profile_get_tables (assay_desk_get_profile (fixture->desk)), NULL);
  g_autofree char *label = NULL;
  GMenuModel *menu;

  g_assert_false (gtk_widget_get_visible (get_part (fixture, "accounts_button")));
  type (fixture, "order_id", "ord-1");
  type (fixture, "account_id", "acc-1");
  adw_combo_row_set_selected (get_part (fixture, "kind"), 1);
  g_signal_emit_by_name (get_part (fixture, "add_button"), "clicked");
  assay_wait_until (fixture->added != NULL);

  fixture->dialog = assay_add_order_dialog_new (fixture->desk, names);
  adw_dialog_present (fixture->dialog, fixture->window);
  assay_wait_until (gtk_widget_get_visible (get_part (fixture, "accounts_button")));
  menu = gtk_menu_button_get_menu_model (get_part (fixture, "accounts_button"));
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 1);
  g_assert_true (g_menu_model_get_item_attribute (menu, 0, G_MENU_ATTRIBUTE_LABEL, "s", &label));
  g_assert_cmpstr (label, ==, "acc-1");

  gtk_widget_activate_action (GTK_WIDGET (fixture->dialog), "dialog.choose-account", "s", "acc-1");
  g_assert_cmpstr (gtk_editable_get_text (get_part (fixture, "account_id")), ==, "acc-1");
}

static void
test_text_that_is_no_order (Fixture *fixture, gconstpointer data)
{
  paste (fixture, "{\"id\":");
  g_assert_true (is_marked_wrong (fixture));
  g_assert_true (g_str_has_prefix (get_verdict (fixture),
                                   "This text is no JSON, or not all of it. Copy the whole webhook "
                                   "or order.\n$"));
  g_assert_false (gtk_widget_get_sensitive (get_part (fixture, "candidate_name")));
  g_assert_false (gtk_widget_get_sensitive (get_part (fixture, "add_button")));

  paste (fixture, "{\"candidate\":{}}");
  g_assert_true (g_str_has_prefix (get_verdict (fixture),
                                   "This text is no order: it has no order ID.\n$"));

  paste (fixture, "  \n");
  g_assert_false (gtk_widget_get_visible (get_part (fixture, "verdict")));
  g_assert_true (gtk_widget_get_visible (get_part (fixture, "hint")));
  g_assert_true (gtk_widget_get_sensitive (get_part (fixture, "order_id")));
}

int
main (int argc, char *argv[])
{
  app_support_init (&argc, &argv);

#define ADD(name, function) \
  g_test_add ("/app/add-order-dialog/" name, Fixture, NULL, set_up, function, tear_down)

  ADD ("pasted-order-asks-for-what-it-lacks", test_pasted_order_asks_for_what_it_lacks);
  ADD ("typed-order", test_typed_order);
  ADD ("known-account", test_known_account);
  ADD ("text-that-is-no-order", test_text_that_is_no_order);

  return g_test_run ();
}
