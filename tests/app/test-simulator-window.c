/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "assay-resources.h"
#include "assay-simulator.h"
#include "assay-support.h"
#include "order/assay-recruiter-card.h"
#include "simulator/assay-package-row.h"
#include "simulator/assay-simulator-order-dialog.h"
#include "simulator/assay-simulator-window.h"

typedef struct
{
  AdwApplication *application;
  AssaySimulator *simulator;
  AssayMapping *mapping;
  GtkWindow *window;
  char *url;
} Fixture;

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GError) error = NULL;

  fixture->url = assay_simulator_start_finish (ASSAY_SIMULATOR (source), result, &error);
  g_assert_no_error (error);
}

static GtkWidget *
find_widget (GtkWidget *parent, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (parent, type))
    return parent;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static const char *
get_page (Fixture *fixture)
{
  GtkWidget *split = adw_application_window_get_content (ADW_APPLICATION_WINDOW (fixture->window));
  AdwNavigationPage *page;
  GtkWidget *stack;

  page = adw_navigation_split_view_get_content (ADW_NAVIGATION_SPLIT_VIEW (split));
  stack = find_widget (GTK_WIDGET (page), GTK_TYPE_STACK);

  return gtk_stack_get_visible_child_name (GTK_STACK (stack));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssaySimulatorSettings) settings = assay_simulator_settings_new ();
  g_autoptr (GBytes) table = assay_load_bytes ("../../resources/tables/mapping.json");
  g_autoptr (GError) error = NULL;

  fixture->mapping = assay_mapping_new_from_bytes (table, &error);
  g_assert_no_error (error);

  fixture->simulator = assay_simulator_new (settings);
  assay_simulator_start_async (fixture->simulator, "127.0.0.1:0", NULL, started_cb, fixture);
  assay_wait_until (fixture->url != NULL);

  fixture->application = ADW_APPLICATION (g_application_get_default ());
  fixture->window = assay_simulator_window_new (GTK_APPLICATION (fixture->application),
                                                fixture->mapping, fixture->url);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (fixture->window);
  assay_wait_until (g_strcmp0 (get_page (fixture), "applicant") == 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  assay_wait_until (fixture->window == NULL);
  assay_simulator_stop (fixture->simulator);
  g_clear_object (&fixture->simulator);
  g_clear_object (&fixture->mapping);
  g_free (fixture->url);
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  int minimum;

  gtk_widget_measure (GTK_WIDGET (fixture->window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL,
                      NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
}

static void
test_order (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  AssayRecruiterCard *card = ASSAY_RECRUITER_CARD (find_widget (window, ASSAY_TYPE_RECRUITER_CARD));
  GtkWidget *dialog;
  GtkWidget *row;
  GtkWidget *forward;
  AssayPackage *package;
  g_autofree char *name = NULL;

  g_assert_null (assay_recruiter_card_get_card (card));
  gtk_widget_activate_action (window, "simulator.order", NULL);
  dialog = GTK_WIDGET (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  g_assert_true (ASSAY_IS_SIMULATOR_ORDER_DIALOG (dialog));
  assay_wait_until ((row = find_widget (dialog, ASSAY_TYPE_PACKAGE_ROW)) != NULL);

  forward = adw_dialog_get_default_widget (ADW_DIALOG (dialog));
  g_assert_false (gtk_widget_get_sensitive (forward));
  assay_package_row_set_selected (ASSAY_PACKAGE_ROW (row), TRUE);
  g_assert_true (gtk_widget_get_sensitive (forward));
  package = assay_package_row_get_package (ASSAY_PACKAGE_ROW (row));
  name = g_strdup (assay_package_get_name (package));

  g_signal_emit_by_name (forward, "clicked");
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (forward)), ==, "_Send");
  g_signal_emit_by_name (forward, "clicked");
  assay_wait_until (assay_recruiter_card_get_card (card) != NULL);

  g_assert_cmpstr (assay_card_get_package_name (assay_recruiter_card_get_card (card)), ==, name);
  g_assert_cmpstr (assay_card_get_word (assay_recruiter_card_get_card (card)), ==, "Pending");
}

static void
test_appearance (Fixture *fixture, gconstpointer data)
{
  g_autofree char *appearance = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "simulator.appearance", "s", "classic");
  g_object_get (fixture->window, "appearance", &appearance, NULL);
  g_assert_cmpstr (appearance, ==, "classic");
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION (fixture->application);

  g_assert_true (assay_simulator_window_find (application, fixture->url) == fixture->window);
  g_assert_null (assay_simulator_window_find (application, "http://127.0.0.1:1"));
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();
  g_resources_register (assay_get_resource ());
  application = adw_application_new ("io.github.assaydesk.Assay.Test", G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

#define ADD(name, func) g_test_add (name, Fixture, NULL, set_up, func, tear_down)
  ADD ("/app/simulator-window/narrow", test_narrow);
  ADD ("/app/simulator-window/order", test_order);
  ADD ("/app/simulator-window/appearance", test_appearance);
  ADD ("/app/simulator-window/find", test_find);
#undef ADD

  return g_test_run ();
}
