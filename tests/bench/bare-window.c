/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

/* The least that an application of GNOME can be: what our start is measured against. */

static gboolean
quit_cb (gpointer user_data)
{
  g_application_quit (user_data);

  return G_SOURCE_REMOVE;
}

static void
after_paint_cb (GdkFrameClock *clock, gpointer user_data)
{
  g_signal_handlers_disconnect_matched (clock, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, user_data);
  g_print ("{\"event\":\"first-frame\"}\n");
  g_idle_add (quit_cb, user_data);
}

static void
map_cb (GtkWidget *window, gpointer user_data)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (window), "after-paint",
                           G_CALLBACK (after_paint_cb), user_data, G_CONNECT_DEFAULT);
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 760);
  g_signal_connect_object (window, "map", G_CALLBACK (map_cb), application, G_CONNECT_DEFAULT);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication)
    application = adw_application_new ("org.example.Bare", G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), argc, argv);
}
