/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-browser.h"

static GtkApplication *
new_application (void)
{
  GtkApplication *application = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

  return application;
}

/* The tests' display is that of a desktop; a browser's is tried by the suite browser. */
static void
test_desktop (void)
{
  g_assert_false (assay_browser_is_display (gdk_display_get_default ()));
  g_assert_false (assay_browser_is_display (NULL));
}

static void
test_title_bar (void)
{
  g_autofree char *layout = NULL;
  g_autofree char *twice = NULL;
  g_autofree char *middle = NULL;
  g_autofree char *right = NULL;

  assay_browser_prepare (gtk_settings_get_default ());
  g_object_get (gtk_settings_get_default (), "gtk-decoration-layout", &layout,
                "gtk-titlebar-double-click", &twice, "gtk-titlebar-middle-click", &middle,
                "gtk-titlebar-right-click", &right, NULL);
  g_assert_cmpstr (layout, ==, ":close");
  g_assert_cmpstr (twice, ==, "none");
  g_assert_cmpstr (middle, ==, "none");
  g_assert_cmpstr (right, ==, "none");
}

/* Each new window lies on the one before and on no other. */
static void
test_windows (void)
{
  g_autoptr (GtkApplication) application = new_application ();
  GtkWindow *first = GTK_WINDOW (gtk_application_window_new (application));
  GtkWindow *second = NULL;
  GtkWindow *third = NULL;

  assay_browser_take_window (application, first);
  g_assert_true (gtk_window_is_maximized (first));
  g_assert_null (gtk_window_get_transient_for (first));

  second = GTK_WINDOW (gtk_application_window_new (application));
  assay_browser_take_window (application, second);
  g_assert_true (gtk_window_is_maximized (second));
  g_assert_true (gtk_window_get_transient_for (second) == first);

  third = GTK_WINDOW (gtk_application_window_new (application));
  assay_browser_take_window (application, third);
  g_assert_null (gtk_window_get_transient_for (first));
  g_assert_null (gtk_window_get_transient_for (second));
  g_assert_true (gtk_window_get_transient_for (third) == second);

  gtk_window_destroy (third);
  gtk_window_destroy (second);
  gtk_window_destroy (first);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  adw_init ();

  g_test_add_func ("/app/browser/desktop", test_desktop);
  g_test_add_func ("/app/browser/title-bar", test_title_bar);
  g_test_add_func ("/app/browser/windows", test_windows);

  return g_test_run ();
}
