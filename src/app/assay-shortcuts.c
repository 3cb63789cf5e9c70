/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-shortcuts.h"

/* What replaces them came with libadwaita 1.8. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS
static GtkWindow *
ensure_shortcuts (GtkApplicationWindow *window)
{
  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      const char *path = RESOURCE_PATH "/ui/assay-shortcuts.ui";
      g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (path);
      GObject *shortcuts = gtk_builder_get_object (builder, "help_overlay");

      gtk_application_window_set_help_overlay (window, GTK_SHORTCUTS_WINDOW (shortcuts));
    }

  return GTK_WINDOW (gtk_application_window_get_help_overlay (window));
}
G_GNUC_END_IGNORE_DEPRECATIONS

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (ensure_shortcuts (user_data));
}

/**
 * assay_shortcuts_offer:
 * @window: a window
 *
 * Gives @window the action `win.show-help-overlay`.
 *
 * It does what GTK does for a resource called `gtk/help-overlay.ui`, but makes the window of
 * shortcuts when it is asked for: GTK would make one before the first frame.
 */
void
assay_shortcuts_offer (GtkApplicationWindow *window)
{
  static const GActionEntry entry = { .name = "show-help-overlay", .activate = show_cb };

  g_return_if_fail (GTK_IS_APPLICATION_WINDOW (window));

  g_action_map_add_action_entries (G_ACTION_MAP (window), &entry, 1, window);
}
