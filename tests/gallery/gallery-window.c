/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* The windows that scenes begin with, and what opens in them. */

#include "config.h"

#include "assay-obstacles.h"
#include "assay-support.h"
#include "desk-support.h"
#include "gallery.h"

gpointer
gallery_get_part (gpointer widget, const char *name)
{
  return gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);
}

/* No desktop has a say in the size: without a window manager it is the one that is asked for. */
void
gallery_show_window (Gallery *gallery, GtkWindow *window)
{
  int minimum, width;

  gallery->window = GTK_WIDGET (window);
  gtk_window_set_default_size (window, gallery->variant->width, gallery->variant->height);
  gtk_window_present (window);
  gtk_widget_measure (gallery->window, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (minimum, gallery->variant->width);
  assay_wait_until (gtk_widget_get_width (gallery->window) == width);
  gallery_settle (gallery);
}

static void
seed (Gallery *gallery, gboolean with_orders)
{
  g_autoptr (AssayDesk) desk = desk_support_open (gallery->folder);
  GSettings *settings = assay_profile_get_settings (assay_desk_get_profile (desk));

  g_settings_set_string (settings, "receiver-listen", "127.0.0.1:0");
  g_settings_set_string (settings, "profile-name", gallery->production ? "Production" : "Sandbox");
  if (gallery->production)
    g_settings_set_enum (settings, "profile-kind", ASSAY_PROFILE_KIND_PRODUCTION);
  g_settings_sync ();
  if (with_orders)
    gallery_append_orders (desk);
  assay_wait_until (G_OBJECT (desk)->ref_count == 1);
}

static AssayWindow *
open_profile (Gallery *gallery)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (gallery->folder, &error);
  AssayWindow *window;

  g_assert_no_error (error);
  window = assay_app_open_profile (gallery->app, profile);
  gallery->open_profile = g_object_ref (assay_window_get_open_profile (window));

  return window;
}

/* There is no keyring, which is said again whenever somebody looks for a secret. */
void
gallery_hide_obstacle (GtkWidget *window)
{
  assay_obstacles_show (gallery_get_part (window, "obstacles"), ASSAY_OBSTACLE_SECRETS, NULL,
                        ASSAY_REMEDY_RETRY);
}

/* The desk neither sends nor verifies: there is no keyring. Nothing is said of that in the picture,
 * and the address is one that is the same every time. */
AssayWindow *
gallery_open_window (Gallery *gallery, gboolean with_orders)
{
  AssayWindow *window;

  seed (gallery, with_orders);
  window = open_profile (gallery);
  assay_wait_until (assay_open_profile_get_ready (gallery->open_profile));
  gallery_hide_obstacle (GTK_WIDGET (window));
  g_object_set (gallery_get_part (window, "pulse"), "address", "http://127.0.0.1:8080/", "refusing",
                FALSE, NULL);
  gallery_show_window (gallery, GTK_WINDOW (window));

  return window;
}

/* What lies where the journal should is something else. */
AssayWindow *
gallery_open_damaged (Gallery *gallery)
{
  g_autofree char *journal = g_build_filename (gallery->folder, "journal.sqlite", NULL);
  g_autoptr (GError) error = NULL;
  AssayWindow *window;

  seed (gallery, FALSE);
  g_file_set_contents (journal, "no journal", -1, &error);
  g_assert_no_error (error);
  window = open_profile (gallery);
  gallery_show_window (gallery, GTK_WINDOW (window));
  assay_wait_until (assay_open_profile_get_error (gallery->open_profile) != NULL);

  return window;
}

AdwDialog *
gallery_get_dialog (Gallery *gallery)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (gallery->window));
}

void
gallery_activate (Gallery *gallery, gpointer widget, const char *action)
{
  g_assert_true (gtk_widget_activate_action (widget, action, NULL));
  assay_wait_until (gallery_get_dialog (gallery) != NULL);
}

void
gallery_show_menu (Gallery *gallery, GtkMenuButton *button)
{
  gallery_settle (gallery);
  gtk_menu_button_popup (button);
  gallery->popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  assay_wait_until (gtk_widget_get_mapped (gallery->popover) &&
                    gtk_widget_get_width (gallery->popover) > 0);
}

/* Returns: (nullable): the button that opens a menu and has this icon */
GtkMenuButton *
gallery_find_menu (GtkWidget *parent, const char *icon_name)
{
  if (GTK_IS_MENU_BUTTON (parent) &&
      g_strcmp0 (gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (parent)), icon_name) == 0)
    return GTK_MENU_BUTTON (parent);

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkMenuButton *found = gallery_find_menu (child, icon_name);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* What is below, as somebody would scroll to it. */
void
gallery_scroll_to_end (Gallery *gallery, GtkWidget *parent)
{
  GtkScrolledWindow *scrolled = gallery_find (parent, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (scrolled);

  gallery_settle (gallery);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
}
