/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "app-support.h"
#include "assay-shortcuts.h"

static GtkWidget *
find_shortcuts (GtkApplicationWindow *window)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (gtk_window_get_transient_for (toplevel) == GTK_WINDOW (window))
        return GTK_WIDGET (toplevel);
    }

  return NULL;
}

static void
test_made_when_asked_for (void)
{
  GtkApplicationWindow *window = g_object_new (GTK_TYPE_APPLICATION_WINDOW, NULL);
  GtkWidget *shortcuts;

  assay_shortcuts_offer (window);
  g_assert_null (find_shortcuts (window));

  g_action_group_activate_action (G_ACTION_GROUP (window), "show-help-overlay", NULL);
  shortcuts = find_shortcuts (window);
  g_assert_nonnull (shortcuts);
  g_assert_true (gtk_widget_get_visible (shortcuts));

  gtk_window_close (GTK_WINDOW (shortcuts));
  g_assert_false (gtk_widget_get_visible (shortcuts));

  g_action_group_activate_action (G_ACTION_GROUP (window), "show-help-overlay", NULL);
  g_assert_true (find_shortcuts (window) == shortcuts);
  g_assert_true (gtk_widget_get_visible (shortcuts));

  gtk_window_destroy (GTK_WINDOW (window));
}

/* GTK has a second row of each for its search, which is in no group. */
static guint
count_rows (GtkWidget *widget, const char *accel)
{
  guint n_rows = 0;

  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkShortcutsShortcut") &&
      gtk_widget_get_ancestor (widget, g_type_from_name ("GtkShortcutsGroup")) != NULL)
    {
      g_autofree char *shown = NULL;

      g_object_get (widget, "accelerator", &shown, NULL);
      n_rows += accel == NULL || g_strcmp0 (shown, accel) == 0;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_rows += count_rows (child, accel);

  return n_rows;
}

/* Each key once, and those of the application are those that are shown. */
static void
test_keys (void)
{
  static const char *const keys[] = {
    "<Control>f", "F9", "F10", "j", "k", "n", "r", "c", "slash", "Return", "<Control>Return"
  };
  g_autoptr (GtkApplication) application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  GtkApplicationWindow *window = g_object_new (GTK_TYPE_APPLICATION_WINDOW, NULL);
  g_auto (GStrv) accels = NULL;

  assay_shortcuts_install (application);
  accels = gtk_application_get_accels_for_action (application, "win.search");
  g_assert_cmpuint (g_strv_length (accels), ==, 1);
  g_assert_cmpstr (accels[0], ==, "<Control>f");

  assay_shortcuts_offer (window);
  g_action_group_activate_action (G_ACTION_GROUP (window), "show-help-overlay", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_test_message ("%s", keys[i]);
      g_assert_cmpuint (count_rows (find_shortcuts (window), keys[i]), ==, 1);
    }
  g_assert_cmpuint (count_rows (find_shortcuts (window), NULL), ==, 21);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  app_support_init (&argc, &argv);

  g_test_add_func ("/app/shortcuts/made-when-asked-for", test_made_when_asked_for);
  g_test_add_func ("/app/shortcuts/keys", test_keys);

  return g_test_run ();
}
