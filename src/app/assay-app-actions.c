/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-app-private.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <libsoup/soup.h>

#include "assay-window.h"
#include "preferences/assay-preferences-dialog.h"

#define MAX_ACCELS 3

typedef struct
{
  const char *action;
  const char *accels[MAX_ACCELS];
} AssayAccel;

/* The shortcuts window (resources/gtk/help-overlay.ui) names these same actions, so that it shows
 * what is set here. */
static const AssayAccel accels[] = {
  { "app.preferences", { "<Control>comma" } },
  { "app.quit", { "<Control>q" } },
  { "window.close", { "<Control>w" } },
  { "win.search", { "<Control>f" } },
  { "win.toggle-sidebar", { "F9" } },
};

static char *
dup_debug_info (void)
{
  return g_strdup_printf ("Assay %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGtkSourceView %u.%u.%u\n"
                          "libsoup %u.%u.%u\nGLib %u.%u.%u\nRenderer: %s\n",
                          PACKAGE_VERSION,
                          gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (),
                          adw_get_micro_version (),
                          gtk_source_get_major_version (), gtk_source_get_minor_version (),
                          gtk_source_get_micro_version (),
                          soup_get_major_version (), soup_get_minor_version (),
                          soup_get_micro_version (),
                          glib_major_version, glib_minor_version, glib_micro_version,
                          g_getenv ("GSK_RENDERER") != NULL ? g_getenv ("GSK_RENDERER")
                                                            : "default");
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GtkApplication *application = user_data;
  GtkWindow *window = gtk_application_get_active_window (application);
  g_autofree char *debug_info = dup_debug_info ();
  AdwAboutDialog *dialog = ADW_ABOUT_DIALOG (adw_about_dialog_new ());

  adw_about_dialog_set_application_name (dialog, _("Assay"));
  adw_about_dialog_set_application_icon (dialog, APPLICATION_ID);
  adw_about_dialog_set_version (dialog, PACKAGE_VERSION);
  adw_about_dialog_set_developer_name (dialog, _("The Assay authors"));
  adw_about_dialog_set_license_type (dialog, GTK_LICENSE_GPL_3_0);
  adw_about_dialog_set_comments (dialog,
                                 _("Order desk, test bench and go-live proof for assessment and "
                                   "background-check vendors"));
  /* Translators: Your name and address, one translator a line; shown in the About dialog. */
  adw_about_dialog_set_translator_credits (dialog, _("translator-credits"));
  adw_about_dialog_set_debug_info (dialog, debug_info);
  adw_about_dialog_set_debug_info_filename (dialog, "assay-debug-info.txt");
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
}

static void
open_profile_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  AssayApp *self = user_data;
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  profile = assay_profile_open_named (g_variant_get_string (parameter, NULL), &error);
  if (profile == NULL)
    {
      g_warning ("%s", error->message);
      return;
    }

  assay_app_open_profile (self, profile);
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);
  g_autoptr (AssaySecretStore) secrets = NULL;
  AssayProfile *profile;

  if (!ASSAY_IS_WINDOW (window))
    return;

  profile = assay_window_get_profile (ASSAY_WINDOW (window));
  /* Demo's key and secret are made in memory at each start; there is nothing to enter. */
  if (assay_profile_get_kind (profile) != ASSAY_PROFILE_KIND_DEMO)
    secrets = assay_secret_store_new_default (assay_profile_get_id (profile));

  adw_dialog_present (assay_preferences_dialog_new (profile, secrets), GTK_WIDGET (window));
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  g_application_quit (user_data);
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = about_cb },
  { .name = "open-profile", .activate = open_profile_cb, .parameter_type = "s" },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "quit", .activate = quit_cb },
};

void
_assay_app_install_actions (AssayApp *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);

  for (gsize i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accels[i].action,
                                           accels[i].accels);
}
