/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-shortcuts.h"

#include <glib/gi18n.h>

typedef struct
{
  const char *title;
  const char *action; /* unset where GTK or the widget itself knows the key */
  const char *accel;
} Shortcut;

static const Shortcut general[] = {
  { NC_("shortcut window", "Search"), "win.search", "<Control>f" },
  { NC_("shortcut window", "Show or hide the sidebar"), "win.toggle-sidebar", "F9" },
  { NC_("shortcut window", "Preferences"), "app.preferences", "<Control>comma" },
  { NC_("shortcut window", "Open the main menu"), NULL, "F10" },
  { NC_("shortcut window", "Keyboard shortcuts"), "win.show-help-overlay", "<Control>question" },
  { NC_("shortcut window", "Close the window"), "window.close", "<Control>w" },
  { NC_("shortcut window", "Quit"), "app.quit", "<Control>q" },
};

static const Shortcut orders[] = {
  { NC_("shortcut window", "Next order"), "orders.next", "j" },
  { NC_("shortcut window", "Previous order"), "orders.previous", "k" },
  { NC_("shortcut window", "Open the order"), NULL, "Return" },
  { NC_("shortcut window", "Open the newest order"), "orders.newest", "n" },
  { NC_("shortcut window", "Fill in the result"), "orders.result", "r" },
  { NC_("shortcut window", "Claim the order or give it back"), "orders.claim", "c" },
  { NC_("shortcut window", "Search the orders"), "orders.search", "slash" },
  { NC_("shortcut window", "Send the result"), NULL, "<Control>Return" },
};

static const Shortcut packages[] = {
  { NC_("shortcut window", "Add a package"), NULL, "<Control>n" },
  { NC_("shortcut window", "Duplicate the package"), NULL, "<Control>d" },
  { NC_("shortcut window", "Move the package up"), NULL, "<Alt>Up" },
  { NC_("shortcut window", "Move the package down"), NULL, "<Alt>Down" },
  { NC_("shortcut window", "Remove the package"), NULL, "Delete" },
  { NC_("shortcut window", "Undo the last change"), NULL, "<Control>z" },
};

/* What replaces it came with libadwaita 1.8. */
G_GNUC_BEGIN_IGNORE_DEPRECATIONS
static void
add_group (GtkShortcutsSection *section,
           const char *title,
           const Shortcut *shortcuts,
           gsize n_shortcuts)
{
  GtkShortcutsGroup *group = g_object_new (GTK_TYPE_SHORTCUTS_GROUP, "title", title, NULL);

  for (gsize i = 0; i < n_shortcuts; i++)
    {
      const char *text = g_dpgettext2 (GETTEXT_PACKAGE, "shortcut window", shortcuts[i].title);
      GtkShortcutsShortcut *row = g_object_new (GTK_TYPE_SHORTCUTS_SHORTCUT, "title", text,
                                                "accelerator", shortcuts[i].accel, NULL);

      gtk_shortcuts_group_add_shortcut (group, row);
    }
  gtk_shortcuts_section_add_group (section, group);
}

static GtkWindow *
ensure_shortcuts (GtkApplicationWindow *window)
{
  GtkShortcutsWindow *shortcuts = gtk_application_window_get_help_overlay (window);
  GtkShortcutsSection *section;

  if (shortcuts != NULL)
    return GTK_WINDOW (shortcuts);

  /* High enough for one page: the buttons of further pages make GTK complain of their labels. */
  section = g_object_new (GTK_TYPE_SHORTCUTS_SECTION, "section-name", "shortcuts", "max-height", 24,
                          NULL);
  add_group (section, C_("shortcut window", "General"), general, G_N_ELEMENTS (general));
  add_group (section, C_("shortcut window", "Orders"), orders, G_N_ELEMENTS (orders));
  add_group (section, C_("shortcut window", "Packages"), packages, G_N_ELEMENTS (packages));

  shortcuts = g_object_new (GTK_TYPE_SHORTCUTS_WINDOW, "modal", TRUE, NULL);
  gtk_shortcuts_window_add_section (shortcuts, section);
  gtk_application_window_set_help_overlay (window, shortcuts);

  return GTK_WINDOW (shortcuts);
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

/**
 * assay_shortcuts_install:
 * @application: the application
 *
 * Sets the keys that work wherever the focus is.
 */
void
assay_shortcuts_install (GtkApplication *application)
{
  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (gsize i = 0; i < G_N_ELEMENTS (general); i++)
    {
      const char *accels[] = { general[i].accel, NULL };

      if (general[i].action != NULL)
        gtk_application_set_accels_for_action (application, general[i].action, accels);
    }
}

/**
 * assay_shortcuts_add_to_orders:
 * @list: a list of orders, inside a page with the actions `orders`
 *
 * Sets the keys of the list. Single letters belong to it alone: in a field they are text.
 */
void
assay_shortcuts_add_to_orders (GtkWidget *list)
{
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_WIDGET (list));

  controller = gtk_shortcut_controller_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      if (orders[i].action != NULL)
        gtk_shortcut_controller_add_shortcut (
          GTK_SHORTCUT_CONTROLLER (controller),
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (orders[i].accel),
                            gtk_named_action_new (orders[i].action)));
    }
  gtk_widget_add_controller (list, controller);
}

/**
 * assay_shortcuts_add_key:
 * @widget: a widget
 * @keys: a trigger such as `Down|KP_Down`
 * @func: (scope forever): what the key does
 * @user_data: given to @func, which is not called after @widget is gone
 *
 * Sets a key that works where the focus is in @widget.
 */
void
assay_shortcuts_add_key (GtkWidget *widget,
                         const char *keys,
                         GtkShortcutFunc func,
                         gpointer user_data)
{
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (keys != NULL);

  controller = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys),
                                                          gtk_callback_action_new (func, user_data,
                                                                                   NULL)));
  gtk_widget_add_controller (widget, controller);
}
