/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "app-support.h"
#include "assay-support.h"
#include "preferences/assay-field-row.h"

static const char *const values[] = { "Refuse", "Accept and Warn", NULL };

/* A list with a row of each kind, and a button before them. */
typedef struct
{
  GtkWidget *window;
  GtkWidget *button;
  AssayFieldRow *choice;
  AssayFieldRow *number;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->window = gtk_window_new ();
  fixture->button = gtk_button_new_with_label ("Before");
  fixture->choice = assay_field_row_new_choice (values);
  fixture->number = assay_field_row_new_number (0, 10, 1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (fixture->choice), "Wrong <signature>");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (fixture->number), "Connections at once");
  assay_field_row_set_description (fixture->number, "0 for any number.");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (fixture->choice));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (fixture->number));
  gtk_box_append (GTK_BOX (box), fixture->button);
  gtk_box_append (GTK_BOX (box), group);
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_present (GTK_WINDOW (fixture->window));
  /* The next widget is the one whose place comes next. */
  assay_wait_until (gtk_window_is_active (GTK_WINDOW (fixture->window)) &&
                    gtk_widget_get_height (GTK_WIDGET (fixture->number)) > 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
}

static gboolean
has_focus (AssayFieldRow *row)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (row)));

  return focus != NULL && focus != GTK_WIDGET (row) &&
         gtk_widget_is_ancestor (focus, GTK_WIDGET (row));
}

static void
activate (AssayFieldRow *row)
{
  g_signal_emit_by_name (gtk_widget_get_parent (GTK_WIDGET (row)), "row-activated", row);
}

static GtkToggleButton *
get_button (AssayFieldRow *row)
{
  return GTK_TOGGLE_BUTTON (gtk_widget_get_first_child (assay_field_row_get_control (row)));
}

static GtkWidget *
find_label (AssayFieldRow *row, const char *text)
{
  return app_support_find_label (GTK_WIDGET (row), text);
}

/* One stop for each row, and back again. */
static void
test_tab (Fixture *fixture, gconstpointer data)
{
  gtk_widget_grab_focus (fixture->button);
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD));
  g_assert_true (has_focus (fixture->choice));
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD));
  g_assert_true (has_focus (fixture->number));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->number), "focused"));
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD));
  g_assert_true (has_focus (fixture->choice));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture->number), "focused"));
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_BACKWARD));
  g_assert_true (gtk_widget_is_focus (fixture->button));
}

/* Arrow keys go on from the row that Tab led to; in a number they change it. */
static void
test_arrows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (fixture->choice));

  gtk_widget_grab_focus (fixture->button);
  g_assert_true (gtk_widget_child_focus (fixture->window, GTK_DIR_TAB_FORWARD));
  g_assert_true (has_focus (fixture->choice));
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE, FALSE);
  g_assert_true (has_focus (fixture->number));
  g_signal_emit_by_name (list, "move-cursor", GTK_MOVEMENT_DISPLAY_LINES, -1, FALSE, FALSE);
  g_assert_true (has_focus (fixture->choice));
}

static void
test_activate (Fixture *fixture, gconstpointer data)
{
  activate (fixture->number);
  g_assert_true (has_focus (fixture->number));
  g_assert_false (gtk_toggle_button_get_active (get_button (fixture->choice)));
  activate (fixture->choice);
  assay_wait_until (gtk_toggle_button_get_active (get_button (fixture->choice)));
}

/* The search of preferences gives the focus to the row it found. */
static void
test_grab_focus (Fixture *fixture, gconstpointer data)
{
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (fixture->number)));
  g_assert_true (has_focus (fixture->number));
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (fixture->choice)));
  g_assert_true (has_focus (fixture->choice));
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  GtkWidget *number = assay_field_row_get_control (fixture->number);

  GtkWidget *choice = assay_field_row_get_control (fixture->choice);

  gtk_test_accessible_assert_relation (number, GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                       find_label (fixture->number, "Connections at once"), NULL);
  gtk_test_accessible_assert_relation (number, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                       find_label (fixture->number, "0 for any number."), NULL);
  gtk_test_accessible_assert_property (choice, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Wrong <signature>: Refuse");
  gtk_test_accessible_assert_property (get_button (fixture->choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Wrong <signature>: Refuse");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
  gtk_test_accessible_assert_property (get_button (fixture->choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Wrong <signature>: Accept and Warn");
}

static void
test_leave_list (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (fixture->number));

  g_object_ref (fixture->number);
  gtk_list_box_remove (GTK_LIST_BOX (list), GTK_WIDGET (fixture->number));
  g_signal_emit_by_name (list, "row-activated", fixture->number);
  g_assert_finalize_object (fixture->number);
}

#define ADD(name, func) g_test_add ("/app/field-row/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  app_support_init (&argc, &argv);

  ADD ("tab", test_tab);
  ADD ("arrows", test_arrows);
  ADD ("activate", test_activate);
  ADD ("grab-focus", test_grab_focus);
  ADD ("names", test_names);
  ADD ("leave-list", test_leave_list);

  return g_test_run ();
}
