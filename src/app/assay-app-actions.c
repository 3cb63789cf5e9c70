/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-app-private.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <libsoup/soup.h>

#include "assay-failure-text.h"
#include "assay-shortcuts.h"
#include "assay-window.h"
#include "pages/assay-orders-page.h"
#include "preferences/assay-preferences-dialog.h"
#include "simulator/assay-simulator-window.h"
#include "start/assay-start-window.h"

#define WEBSITE "https://github.com/assaydesk/assay"

static char *
dup_debug_info (void)
{
  return g_strdup_printf ("Assay %s\nGTK %u.%u.%u\nlibadwaita %u.%u.%u\nGtkSourceView %u.%u.%u\n"
                          "libsoup %u.%u.%u\nGLib %u.%u.%u\nRenderer: %s\n",
                          PACKAGE_VERSION, gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (), adw_get_major_version (),
                          adw_get_minor_version (), adw_get_micro_version (),
                          gtk_source_get_major_version (), gtk_source_get_minor_version (),
                          gtk_source_get_micro_version (), soup_get_major_version (),
                          soup_get_minor_version (), soup_get_micro_version (), glib_major_version,
                          glib_minor_version, glib_micro_version,
                          g_getenv ("GSK_RENDERER") != NULL ? g_getenv ("GSK_RENDERER")
                                                            : "default");
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplication *application = user_data;
  GtkWindow *window = gtk_application_get_active_window (application);
  g_autofree char *debug_info = dup_debug_info ();
  /* The words of the newest release in the metainfo file. */
  g_autofree char *notes =
    g_strdup_printf ("<p>%s</p>",
                     _("The first version goes the whole way from an order to its result."));
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
  adw_about_dialog_set_website (dialog, WEBSITE);
  adw_about_dialog_set_issue_url (dialog, WEBSITE "/issues");
  adw_about_dialog_set_release_notes_version (dialog, PACKAGE_VERSION);
  adw_about_dialog_set_release_notes (dialog, notes);
  adw_about_dialog_set_debug_info (dialog, debug_info);
  adw_about_dialog_set_debug_info_filename (dialog, "assay-debug-info.txt");
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (window));
}

static void
connect_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = assay_start_window_new (user_data);

  assay_start_window_show_connect (ASSAY_START_WINDOW (window));
  gtk_window_present (window);
}

static void
open_profile_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AssayApp *self = user_data;
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  profile = assay_profile_open_named (g_variant_get_string (parameter, NULL), &error);
  if (profile == NULL)
    assay_app_show_failure (self, error);
  else
    assay_app_open_profile (self, profile);
}

/* The page of the orders in the window of a profile, which is opened where it is not. */
static AssayOrdersPage *
show_orders (AssayApp *self, const char *id)
{
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GError) error = NULL;
  AssayWindow *window;

  profile = assay_profile_open_named (id, &error);
  if (profile == NULL)
    {
      assay_app_show_failure (self, error);
      return NULL;
    }

  window = assay_app_open_profile (self, profile);

  return ASSAY_ORDERS_PAGE (assay_window_show_page (window, "orders"));
}

static void
open_order_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AssayOrdersPage *page;
  const char *id, *key;

  g_variant_get (parameter, "(&s&s)", &id, &key);
  page = show_orders (user_data, id);
  if (page != NULL)
    assay_orders_page_show_order (page, key);
}

static void
claim_order_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  AssayOrdersPage *page;
  const char *id, *key;

  g_variant_get (parameter, "(&s&s)", &id, &key);
  page = show_orders (user_data, id);
  if (page != NULL)
    assay_orders_page_claim_order (page, key);
}

static void
preferences_closed_cb (AssayOpenProfile *open_profile, AssayPreferencesDialog *dialog)
{
  if (assay_preferences_dialog_get_changed (dialog))
    assay_open_profile_restart (open_profile);
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);
  AssayOpenProfile *open_profile;
  AdwDialog *dialog;

  if (!ASSAY_IS_WINDOW (window))
    return;

  open_profile = assay_window_get_open_profile (ASSAY_WINDOW (window));
  dialog = assay_preferences_dialog_new (assay_open_profile_get_profile (open_profile),
                                         assay_open_profile_get_secrets (open_profile));
  g_signal_connect_object (dialog, "closed", G_CALLBACK (preferences_closed_cb), open_profile,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

static void
simulator_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);
  AssayOpenProfile *open_profile;
  AssayProfileTables *tables;
  AssayMapping *mapping;
  g_autoptr (GError) error = NULL;
  GtkWindow *shown;
  const char *url;

  if (!ASSAY_IS_WINDOW (window))
    return;

  open_profile = assay_window_get_open_profile (ASSAY_WINDOW (window));
  url = assay_open_profile_get_simulator_url (open_profile);
  if (url == NULL)
    {
      AdwToast *toast = adw_toast_new (_("Works in Demo only"));

      adw_toast_set_button_label (toast, _("_Open Demo"));
      adw_toast_set_action_name (toast, "app.open-profile");
      adw_toast_set_action_target (toast, "s", ASSAY_PROFILE_DEMO);
      assay_window_add_toast (ASSAY_WINDOW (window), toast);
      return;
    }

  shown = assay_simulator_window_find (user_data, url);
  tables = assay_profile_get_tables (assay_open_profile_get_profile (open_profile));
  mapping = assay_profile_tables_get_mapping (tables, &error);
  if (mapping == NULL)
    assay_window_add_toast (ASSAY_WINDOW (window), adw_toast_new (assay_failure_text_get (error)));
  else if (shown != NULL)
    gtk_window_present (shown);
  else
    gtk_window_present (assay_simulator_window_new (user_data, mapping, url));
}

static void
quit_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayApp) self = user_data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_strcmp0 (answer, "quit") == 0)
    assay_app_close_all (self);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (user_data);
  g_autofree char *body = NULL;
  AdwAlertDialog *dialog;
  guint queued = assay_app_count_queued (user_data);

  if (queued == 0 || window == NULL)
    {
      assay_app_close_all (user_data);
      return;
    }

  body = g_strdup_printf (ngettext ("%u result is still to be sent. It is sent when Assay runs "
                                    "again.",
                                    "%u results are still to be sent. They are sent when Assay "
                                    "runs again.",
                                    queued),
                          queued);
  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Quit Now?"), body));
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "quit", _("_Quit"), NULL);
  adw_alert_dialog_choose (dialog, GTK_WIDGET (window), NULL, quit_answered_cb,
                           g_object_ref (user_data));
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = about_cb },
  { .name = "claim-order", .activate = claim_order_cb, .parameter_type = "(ss)" },
  { .name = "connect", .activate = connect_cb },
  { .name = "open-order", .activate = open_order_cb, .parameter_type = "(ss)" },
  { .name = "open-profile", .activate = open_profile_cb, .parameter_type = "s" },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "quit", .activate = quit_cb },
  { .name = "simulator", .activate = simulator_cb },
};

/* For the application's signal *startup*: the application knows nothing of its actions. */
void
assay_app_install_actions (AssayApp *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  assay_shortcuts_install (GTK_APPLICATION (self));
}
