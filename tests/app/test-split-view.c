/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-split-view.h"
#include "assay-support.h"

/* Whoever had the focus keeps it, and nobody keeps the page. */
static void
test_focus_and_page (void)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *view = adw_navigation_split_view_new ();
  GtkWidget *button = gtk_button_new_with_label ("Content");
  AdwNavigationPage *sidebar = adw_navigation_page_new (gtk_button_new_with_label ("List"), "List");
  AdwNavigationPage *content = adw_navigation_page_new (button, "Content");
  gpointer left_over = content;

  g_object_add_weak_pointer (G_OBJECT (content), &left_over);
  adw_navigation_split_view_set_sidebar (ADW_NAVIGATION_SPLIT_VIEW (view), sidebar);
  adw_navigation_split_view_set_content (ADW_NAVIGATION_SPLIT_VIEW (view), content);
  adw_navigation_split_view_set_show_content (ADW_NAVIGATION_SPLIT_VIEW (view), TRUE);
  adw_window_set_content (ADW_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  assay_wait_until (gtk_widget_get_mapped (button));

  for (guint i = 0; i < 4; i++)
    {
      gtk_widget_grab_focus (button);
      assay_split_view_set_collapsed (ADW_NAVIGATION_SPLIT_VIEW (view), i % 2 == 0);
      assay_wait_until (gtk_widget_get_mapped (button));
      g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == button);
      g_assert_cmpint (adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (view)),
                       ==, i % 2 == 0);
    }

  gtk_window_destroy (GTK_WINDOW (window));
  assay_wait_until (left_over == NULL);
}

static void
test_nobody_has_the_focus (void)
{
  g_autoptr (GtkWidget) view = g_object_ref_sink (adw_navigation_split_view_new ());

  assay_split_view_set_collapsed (ADW_NAVIGATION_SPLIT_VIEW (view), TRUE);
  g_assert_true (adw_navigation_split_view_get_collapsed (ADW_NAVIGATION_SPLIT_VIEW (view)));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* The isolated folders hide the MIME database that GTK needs to recognise its own icons, and it
   * warns of each. Criticals stay fatal. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  adw_init ();

  g_test_add_func ("/app/split-view/focus-and-page", test_focus_and_page);
  g_test_add_func ("/app/split-view/nobody-has-the-focus", test_nobody_has_the_focus);

  return g_test_run ();
}
