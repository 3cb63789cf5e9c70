/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* The window around orders, its other pages and its dialogs. */

#include "config.h"

#include "assay-memory-store.h"
#include "assay-pause-banner.h"
#include "assay-secret.h"
#include "assay-support.h"
#include "gallery.h"
#include "pages/assay-mapping-page.h"
#include "pages/assay-mapping-row.h"
#include "preferences/assay-preferences-dialog.h"
#include "preferences/assay-secret-row.h"
#include "preferences/assay-signing-secrets-group.h"

static void
show_mapping (Gallery *gallery)
{
  gallery_open_window (gallery, FALSE);
  assay_window_show_page (ASSAY_WINDOW (gallery->window), "mapping");
}

static AdwDialog *
open_preferences (Gallery *gallery, AssaySecretStore *secrets, const char *page)
{
  AdwDialog *dialog;

  gallery_open_window (gallery, FALSE);
  dialog = assay_preferences_dialog_new (assay_open_profile_get_profile (gallery->open_profile),
                                         secrets);
  adw_dialog_present (dialog, gallery->window);
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), page);

  return dialog;
}

/* Without a keyring there is nothing to set: secrets are kept in memory. */
static void
show_preferences (Gallery *gallery, const char *page)
{
  g_autoptr (AssaySecretStore) secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());

  open_preferences (gallery, secrets, page);
}

static void
store (AssaySecretStore *secrets, const char *name, const char *value)
{
  GAsyncResult *slot = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  assay_secret_store_store_async (secrets, name, value, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_secret_store_store_finish (secrets, result, &error);
  g_assert_no_error (error);
}

static void
show_receiving (Gallery *gallery)
{
  show_preferences (gallery, "receiving");
}

static void
show_sending (Gallery *gallery)
{
  show_preferences (gallery, "sending");
}

static void
show_secrets (Gallery *gallery)
{
  show_preferences (gallery, "secrets");
}

static void
show_desktop (Gallery *gallery)
{
  show_preferences (gallery, "desktop");
}

static void
show_about (Gallery *gallery)
{
  gallery_open_window (gallery, FALSE);
  g_action_group_activate_action (G_ACTION_GROUP (gallery->app), "about", NULL);
  assay_wait_until (gallery_get_dialog (gallery) != NULL);
}

static void
show_failure (Gallery *gallery)
{
  g_autoptr (GError) error = g_error_new_literal (ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_FOLDER,
                                                  "/var/lib/assay: Permission denied");

  gallery_open_window (gallery, FALSE);
  assay_app_show_failure (gallery->app, error);
  assay_wait_until (gallery_get_dialog (gallery) != NULL);
}

static GtkWindow *
find_window_of (GtkWidget *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (parent))
        return window;
    }

  return NULL;
}

static void
show_shortcuts (Gallery *gallery)
{
  GtkWindow *shortcuts;

  gallery_open_window (gallery, FALSE);
  g_action_group_activate_action (G_ACTION_GROUP (gallery->window), "show-help-overlay", NULL);
  shortcuts = find_window_of (gallery->window);
  g_assert_nonnull (shortcuts);
  gallery->window = GTK_WIDGET (shortcuts);
  assay_wait_until (gtk_widget_get_mapped (gallery->window));
}

/* Where the window is narrow the sidebar is a page of its own. */
static void
show_sidebar (Gallery *gallery)
{
  adw_navigation_split_view_set_show_content (gallery_get_part (gallery->window, "split_view"),
                                              FALSE);
  gallery_settle (gallery);
}

static void
make_profile (const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open_named (id, &error);

  g_assert_no_error (error);
}

static void
show_profile_menu (Gallery *gallery)
{
  make_profile (ASSAY_PROFILE_DEMO);
  make_profile ("production");
  gallery_open_window (gallery, FALSE);
  show_sidebar (gallery);
  gallery_show_menu (gallery, gallery_get_part (gallery->window, "profile_button"));
  assay_wait_until (g_menu_model_get_n_items (gallery_get_part (gallery->window,
                                                                "profile_section")) == 2);
}

static void
show_mapping_row (Gallery *gallery)
{
  show_mapping (gallery);
  adw_expander_row_set_expanded (gallery_find (gallery->window, ASSAY_TYPE_MAPPING_ROW), TRUE);
}

static void
show_mapping_failed (Gallery *gallery)
{
  g_autoptr (GError)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NO_SPACE, "the disk is full");
  AssayProfile *profile;

  show_mapping (gallery);
  profile = assay_open_profile_get_profile (gallery->open_profile);
  g_signal_emit_by_name (assay_profile_get_tables (profile), "save-failed", error);
}

static void
show_mapping_try (Gallery *gallery)
{
  show_mapping (gallery);
  gallery_activate (gallery, gallery_find (gallery->window, ASSAY_TYPE_MAPPING_PAGE),
                    "mapping.try");
}

static void
show_main_menu (Gallery *gallery)
{
  gallery_open_window (gallery, FALSE);
  show_sidebar (gallery);
  gallery_show_menu (gallery, gallery_find_menu (gallery->window, "open-menu-symbolic"));
}

static void
show_production (Gallery *gallery)
{
  gallery->production = TRUE;
  gallery_open_window (gallery, TRUE);
  show_sidebar (gallery);
  assay_wait_until (assay_app_count_queued (gallery->app) > 0);
}

static void
show_paused (Gallery *gallery)
{
  gallery_open_window (gallery, FALSE);
  assay_pause_banner_show (gallery_get_part (gallery->window, "pause_banner"),
                           ASSAY_OUTBOX_PAUSE_ELSEWHERE);
}

/* One result of the orders is still to be sent. */
static void
show_quit (Gallery *gallery)
{
  gallery_open_window (gallery, TRUE);
  assay_wait_until (assay_app_count_queued (gallery->app) > 0);
  g_action_group_activate_action (G_ACTION_GROUP (gallery->app), "quit", NULL);
  assay_wait_until (gallery_get_dialog (gallery) != NULL);
}

/* A toast with a button, which says where to go instead. */
static void
show_no_simulator (Gallery *gallery)
{
  gallery_open_window (gallery, FALSE);
  g_action_group_activate_action (G_ACTION_GROUP (gallery->app), "simulator", NULL);
}

static AdwDialog *
show_kept (Gallery *gallery)
{
  g_autoptr (AssaySecretStore) secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  AdwDialog *dialog;
  GtkWidget *group;

  store (secrets, ASSAY_SECRET_STACKONE_API_KEY, "v1.eu1.0123456789abcdef");
  store (secrets, ASSAY_SECRET_WEBHOOK_SECRETS, "0123456789abcdef");
  dialog = open_preferences (gallery, secrets, "secrets");
  group = gallery_find (GTK_WIDGET (dialog), ASSAY_TYPE_SIGNING_SECRETS_GROUP);
  assay_wait_until (gtk_widget_get_sensitive (group));

  return dialog;
}

static void
show_kept_secrets (Gallery *gallery)
{
  show_kept (gallery);
}

static void
show_add_secret (Gallery *gallery)
{
  GtkWidget *group = gallery_find (GTK_WIDGET (show_kept (gallery)),
                                   ASSAY_TYPE_SIGNING_SECRETS_GROUP);

  adw_expander_row_set_expanded (gallery_find (group, ADW_TYPE_EXPANDER_ROW), TRUE);
  gallery_scroll_to_end (gallery, gtk_widget_get_ancestor (group, ADW_TYPE_PREFERENCES_PAGE));
}

static void
show_removed_secret (Gallery *gallery)
{
  GtkWidget *dialog = GTK_WIDGET (show_kept (gallery));

  assay_secret_row_remove (gallery_find (dialog, ASSAY_TYPE_SECRET_ROW));
}

/* Something that was copied along with the secret is told of. */
static void
show_enter_secret (Gallery *gallery)
{
  GtkWidget *row = gallery_find (GTK_WIDGET (show_kept (gallery)), ASSAY_TYPE_SECRET_ROW);

  g_signal_emit_by_name (gallery_find (row, GTK_TYPE_BUTTON), "clicked");
  assay_wait_until (ADW_IS_ALERT_DIALOG (gallery_get_dialog (gallery)));
  gtk_editable_set_text (gallery_find (GTK_WIDGET (gallery_get_dialog (gallery)),
                                       ADW_TYPE_PASSWORD_ENTRY_ROW),
                         "\"0123456789abcdef\"");
}

static void
show_secret_hint (Gallery *gallery)
{
  show_enter_secret (gallery);
  gallery_show_menu (gallery, gallery_find_menu (GTK_WIDGET (gallery_get_dialog (gallery)),
                                                 "dialog-warning-symbolic"));
}

const GalleryScene gallery_window_scenes[] = {
  { "mapping", show_mapping },
  { "mapping-row", show_mapping_row },
  { "mapping-failed", show_mapping_failed },
  { "mapping-try", show_mapping_try },
  { "production", show_production },
  { "paused", show_paused },
  { "no-simulator", show_no_simulator },
  { "main-menu", show_main_menu },
  { "profile-menu", show_profile_menu },
  { "preferences-receiving", show_receiving },
  { "preferences-sending", show_sending },
  { "preferences-secrets", show_secrets },
  { "preferences-desktop", show_desktop },
  { "secrets-kept", show_kept_secrets },
  { "secrets-add", show_add_secret },
  { "secret-removed", show_removed_secret },
  { "secret-enter", show_enter_secret },
  { "secret-hint", show_secret_hint },
  { "shortcuts", show_shortcuts },
  { "about", show_about },
  { "failure", show_failure },
  { "quit", show_quit },
  { NULL },
};
