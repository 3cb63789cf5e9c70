/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-start-window.h"

#include <glib/gi18n.h>

#include "assay-profile.h"
#include "assay-secret-store.h"
#include "assay-stackone-client.h"
#include "preferences/assay-secret-hint.h"

/**
 * AssayStartWindow:
 *
 * The first thing a new user sees: explore with the simulator, or connect to StackOne.
 *
 * Connecting asks StackOne for the linked accounts, which proves the key, before the profile is
 * made and the key goes into the keyring. Nothing is left behind when a step fails.
 */
struct _AssayStartWindow
{
  AdwApplicationWindow parent_instance;

  /* template children */
  AdwNavigationView *navigation;
  AdwStatusPage *welcome;
  AdwEntryRow *name;
  AdwToggleGroup *kind;
  AdwPasswordEntryRow *api_key;
  AdwPasswordEntryRow *webhook_secret;
  AdwEntryRow *base_url;
  AdwBanner *failure;
  GtkButton *connect;
  AdwSpinner *busy;

  /* owned */
  GCancellable *cancellable;
  AssayStackoneClient *client;
  AssayProfile *profile;
  AssaySecretStore *secrets;
};

G_DEFINE_FINAL_TYPE (AssayStartWindow, assay_start_window, ADW_TYPE_APPLICATION_WINDOW)

static const char *
get_text (gpointer row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
update_connect (AssayStartWindow *self)
{
  gboolean busy = gtk_widget_get_visible (GTK_WIDGET (self->busy));
  gboolean complete = *get_text (self->name) != '\0' && *get_text (self->api_key) != '\0' &&
                      *get_text (self->base_url) != '\0';

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "start.connect", complete && !busy);
}

static void
set_busy (AssayStartWindow *self, gboolean busy)
{
  gtk_widget_set_visible (GTK_WIDGET (self->busy), busy);
  update_connect (self);
}

static void
fail (AssayStartWindow *self, const char *message)
{
  adw_banner_set_title (self->failure, message);
  adw_banner_set_revealed (self->failure, TRUE);
  set_busy (self, FALSE);
}

static const char *
explain_stackone (const GError *error)
{
  if (g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_UNAUTHORIZED))
    return _("StackOne does not know this key. Copy it again from the StackOne dashboard.");
  if (g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_FORBIDDEN))
    return _("This key may not list accounts. Give it that scope in the StackOne dashboard.");
  if (g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_TLS))
    return _("The connection to StackOne is not secure. Check the address and the network.");
  if (g_error_matches (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_TOO_MANY_REQUESTS))
    return _("StackOne asks to wait. Try again in a minute.");

  return _("StackOne cannot be reached. Check the network and the address.");
}

static void
open_profile (AssayStartWindow *self, const char *id)
{
  GtkWindow *window = GTK_WINDOW (self);
  g_autoptr (GtkApplication) application = g_object_ref (gtk_window_get_application (window));

  g_action_group_activate_action (G_ACTION_GROUP (application), "open-profile",
                                  g_variant_new_string (id));
  gtk_window_close (window);
}

static void
finish_connection (AssayStartWindow *self)
{
  GSettings *settings = assay_profile_get_settings (self->profile);

  g_settings_set_string (settings, "api-base-url", get_text (self->base_url));
  g_settings_set_boolean (settings, "first-start-done", TRUE);
  open_profile (self, assay_profile_get_id (self->profile));
}

static void
secret_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayStartWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!assay_secret_store_store_finish (ASSAY_SECRET_STORE (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fail (self, _("The secret could not be kept. Unlock the keyring, then connect again."));
      return;
    }

  finish_connection (self);
}

static void
key_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayStartWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  const char *secret;

  if (!assay_secret_store_store_finish (ASSAY_SECRET_STORE (source), result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fail (self, _("The key could not be kept. Unlock the keyring, then connect again."));
      return;
    }

  secret = get_text (self->webhook_secret);
  if (*secret == '\0')
    finish_connection (self);
  else
    assay_secret_store_store_async (self->secrets, ASSAY_SECRET_WEBHOOK_SECRETS, secret,
                                    self->cancellable, secret_stored_cb, g_object_ref (self));
}

static void
accounts_listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayStartWindow) self = user_data;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;
  AssayProfileKind kind;

  accounts = assay_stackone_client_list_accounts_finish (ASSAY_STACKONE_CLIENT (source), result,
                                                         &error);
  if (accounts == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fail (self, explain_stackone (error));
      return;
    }

  kind = g_strcmp0 (adw_toggle_group_get_active_name (self->kind), "production") == 0
           ? ASSAY_PROFILE_KIND_PRODUCTION
           : ASSAY_PROFILE_KIND_SANDBOX;
  if (self->profile == NULL)
    self->profile = assay_profile_create (get_text (self->name), kind, &error);
  if (self->profile == NULL)
    {
      fail (self, g_error_matches (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_EXISTS)
                    ? _("A profile of this name exists. Choose another name.")
                    : _("The profile could not be made. Check the free space on the disk."));
      return;
    }

  g_clear_object (&self->secrets);
  self->secrets = assay_secret_store_new_default (assay_profile_get_id (self->profile));
  assay_secret_store_store_async (self->secrets, ASSAY_SECRET_STACKONE_API_KEY,
                                  get_text (self->api_key), self->cancellable, key_stored_cb,
                                  g_object_ref (self));
}

static void
explore_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  open_profile (ASSAY_START_WINDOW (widget), ASSAY_PROFILE_DEMO);
}

static void
connect_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AssayStartWindow *self = ASSAY_START_WINDOW (widget);

  adw_banner_set_revealed (self->failure, FALSE);
  set_busy (self, TRUE);

  g_clear_object (&self->client);
  self->client = assay_stackone_client_new (get_text (self->base_url));
  assay_stackone_client_set_api_key (self->client, get_text (self->api_key));
  assay_stackone_client_list_accounts_async (self->client, self->cancellable, accounts_listed_cb,
                                             g_object_ref (self));
}

static void
assay_start_window_dispose (GObject *object)
{
  AssayStartWindow *self = ASSAY_START_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_START_WINDOW);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->profile);
  g_clear_object (&self->secrets);

  G_OBJECT_CLASS (assay_start_window_parent_class)->dispose (object);
}

static void
assay_start_window_class_init (AssayStartWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_start_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-start-window.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayStartWindow, navigation);
  gtk_widget_class_bind_template_child (widget_class, AssayStartWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, AssayStartWindow, name);
  gtk_widget_class_bind_template_child (widget_class, AssayStartWindow, kind);
  gtk_widget_class_bind_template_child (widget_class, AssayStartWindow, api_key);
  gtk_widget_class_bind_template_child (widget_class, AssayStartWindow, webhook_secret);
  gtk_widget_class_bind_template_child (widget_class, AssayStartWindow, base_url);
  gtk_widget_class_bind_template_child (widget_class, AssayStartWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, AssayStartWindow, connect);
  gtk_widget_class_bind_template_child (widget_class, AssayStartWindow, busy);
  gtk_widget_class_bind_template_callback (widget_class, update_connect);

  gtk_widget_class_install_action (widget_class, "start.explore", NULL, explore_action);
  gtk_widget_class_install_action (widget_class, "start.connect", NULL, connect_action);
}

static void
assay_start_window_init (AssayStartWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  assay_secret_hint_attach (ADW_ENTRY_ROW (self->api_key));
  assay_secret_hint_attach (ADW_ENTRY_ROW (self->webhook_secret));
  adw_status_page_set_icon_name (self->welcome, APPLICATION_ID);
  gtk_editable_set_text (GTK_EDITABLE (self->base_url), ASSAY_STACKONE_DEFAULT_URL);
  update_connect (self);
}

/**
 * assay_start_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window, owned by GTK
 */
GtkWindow *
assay_start_window_new (GtkApplication *application)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);

  return g_object_new (ASSAY_TYPE_START_WINDOW, "application", application, NULL);
}

/**
 * assay_start_window_show_connect:
 * @self: a window
 *
 * Asks for the key at once, for somebody who knows Assay already.
 */
void
assay_start_window_show_connect (AssayStartWindow *self)
{
  static const char *const tags[] = { "connect", NULL };

  g_return_if_fail (ASSAY_IS_START_WINDOW (self));

  adw_navigation_view_replace_with_tags (self->navigation, tags, 1);
}
