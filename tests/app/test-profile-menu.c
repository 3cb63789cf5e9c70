/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-profile-menu.h"

#include <adwaita.h>

#include "assay-support.h"

static AssayProfile *
open_named (const char *id)
{
  g_autoptr (GError) error = NULL;
  AssayProfile *profile = assay_profile_open_named (id, &error);

  g_assert_no_error (error);

  return profile;
}

static void
check_title (AssayProfile *profile, const char *expected)
{
  g_autofree char *title = assay_profile_menu_dup_title (profile);

  g_assert_cmpstr (title, ==, expected);
}

static void
test_titles (void)
{
  g_autoptr (AssayProfile) demo = open_named (ASSAY_PROFILE_DEMO);
  g_autoptr (AssayProfile) production = open_named ("production");

  check_title (demo, "Demo");
  check_title (production, "Production");
  assay_profile_set_name (production, "über uns");
  check_title (production, "Über uns");
  assay_profile_set_name (production, "Globex EU");
  check_title (production, "Globex EU");
  assay_profile_set_name (production, NULL);
}

/* The items of a menu, the marked one with an asterisk. */
static void
describe (GtkWidget *widget, GString *text)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkModelButton"))
    {
      g_autofree char *label = NULL;
      gboolean active;

      g_object_get (widget, "text", &label, "active", &active, NULL);
      g_string_append_printf (text, "%s%s;", label, active ? "*" : "");
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    describe (child, text);
}

static void
test_current_is_marked (void)
{
  g_autoptr (AssayProfile) demo = open_named (ASSAY_PROFILE_DEMO);
  g_autoptr (AssayProfile) production = open_named ("production");
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *window = gtk_window_new ();

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (section));
  gtk_window_set_child (GTK_WINDOW (window), button);
  assay_profile_menu_attach (GTK_MENU_BUTTON (button), section, production);
  gtk_window_present (GTK_WINDOW (window));
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  assay_wait_until (g_menu_model_get_n_items (G_MENU_MODEL (section)) == 2);

  describe (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), text);
  g_assert_cmpstr (text->str, ==, "Demo;Production*;");

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  adw_init ();

  g_test_add_func ("/app/profile-menu/titles", test_titles);
  g_test_add_func ("/app/profile-menu/current-is-marked", test_current_is_marked);

  return g_test_run ();
}
