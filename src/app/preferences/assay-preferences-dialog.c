/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-preferences-dialog.h"

#include <glib/gi18n.h>

#include "assay-secret-row.h"
#include "assay-settings-row.h"
#include "assay-signing-secrets-group.h"

/**
 * AssayPreferencesDialog:
 *
 * The settings and secrets of one profile.
 *
 * Which setting stands where is a table; a row explains its setting with the schema's words.
 */
struct _AssayPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  /* owned */
  AssayProfile *profile;

  /* plain */
  gboolean changed;
};

G_DEFINE_FINAL_TYPE (AssayPreferencesDialog, assay_preferences_dialog, ADW_TYPE_PREFERENCES_DIALOG)

typedef struct
{
  const char *key;
  const AssaySettingsChoice *choices;
  gsize n_choices;
  AssayQuantity quantity;
  gboolean not_in_demo; /* Demo listens and sends to itself, whatever the setting says */
} AssayPreference;

typedef struct
{
  const char *title;
  const AssayPreference *preferences;
  gsize n_preferences;
} AssayPreferenceGroup;

static const AssaySettingsChoice policies[] = {
  { "enforce", N_("Refuse") },
  { "warn", N_("Accept and Warn") },
  { "off", N_("Do Not Check") },
};

static const AssaySettingsChoice appearances[] = {
  { "guide", N_("As the Guide Describes") },
  { "card", N_("Current Card") },
  { "classic", N_("Classic Card") },
};

static const AssaySettingsChoice pending_values[] = {
  { "initiated", N_("initiated") },
  { "pending", N_("pending") },
};

static const AssaySettingsChoice places[] = {
  { "first", N_("Before the Attachments") },
  { "last", N_("After the Attachments") },
};

#define CHOICE(choices) choices, G_N_ELEMENTS (choices)

static const AssayPreference webhook_preferences[] = {
  { "receiver-listen", .not_in_demo = TRUE },
  { "receiver-background", .not_in_demo = TRUE },
  { "receiver-signature-policy", CHOICE (policies) },
  { "receiver-max-age", .quantity = ASSAY_QUANTITY_SECONDS },
};

static const AssayPreference package_preferences[] = {
  { "packages-check-basic", CHOICE (policies), .not_in_demo = TRUE },
  { "packages-check-signature", CHOICE (policies), .not_in_demo = TRUE },
};

static const AssayPreference journal_preferences[] = {
  { "journal-keep-exchanges-days", .quantity = ASSAY_QUANTITY_DAYS },
  { "journal-keep-exchanges-megabytes", .quantity = ASSAY_QUANTITY_MEBIBYTES },
};

static const AssayPreference advanced_receiving_preferences[] = {
  { "receiver-url-token", .not_in_demo = TRUE },
  { "receiver-max-body", .quantity = ASSAY_QUANTITY_BYTES },
  { "receiver-idle-timeout", .quantity = ASSAY_QUANTITY_SECONDS },
  { "receiver-total-timeout", .quantity = ASSAY_QUANTITY_SECONDS },
  { "receiver-max-connections" },
  { "receiver-max-per-address", .not_in_demo = TRUE },
  { "receiver-trusted-proxies", .not_in_demo = TRUE },
  { "receiver-order-paths" },
  { "packages-cors", .not_in_demo = TRUE },
};

static const AssayPreference result_preferences[] = {
  { "preview-appearance", CHOICE (appearances) },
};

static const AssayPreference advanced_sending_preferences[] = {
  { "api-base-url", .not_in_demo = TRUE },
  { "api-rate-limit" },
  { "reads-enabled" },
  { "results-pending-wire", CHOICE (pending_values) },
  { "results-block-after-final" },
  { "preview-result-url-position", CHOICE (places) },
  { "accounts-refresh-hours", .quantity = ASSAY_QUANTITY_HOURS, .not_in_demo = TRUE },
  { "api-meta-hours", .quantity = ASSAY_QUANTITY_HOURS },
  { "api-accounts-path", .not_in_demo = TRUE },
};

static const AssayPreference notification_preferences[] = {
  { "notify-orders" },
  { "notify-refusals" },
};

#define GROUP(title, preferences) { title, preferences, G_N_ELEMENTS (preferences) }

static const AssayPreferenceGroup receiving_groups[] = {
  GROUP (N_("Webhooks"), webhook_preferences),
  GROUP (N_("Package List"), package_preferences),
  GROUP (N_("Journal"), journal_preferences),
  GROUP (N_("Advanced"), advanced_receiving_preferences),
};

static const AssayPreferenceGroup sending_groups[] = {
  GROUP (N_("Results"), result_preferences),
  GROUP (N_("Advanced"), advanced_sending_preferences),
};

static const AssayPreferenceGroup desktop_groups[] = {
  GROUP (N_("Notifications"), notification_preferences),
};

static AdwPreferencesPage *
add_page (AssayPreferencesDialog *self, const char *name, const char *title, const char *icon_name)
{
  GtkWidget *page = adw_preferences_page_new ();

  adw_preferences_page_set_name (ADW_PREFERENCES_PAGE (page), name);
  adw_preferences_page_set_title (ADW_PREFERENCES_PAGE (page), title);
  adw_preferences_page_set_icon_name (ADW_PREFERENCES_PAGE (page), icon_name);
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (self), ADW_PREFERENCES_PAGE (page));

  return ADW_PREFERENCES_PAGE (page);
}

static AdwPreferencesGroup *
add_group (AdwPreferencesPage *page, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));

  return ADW_PREFERENCES_GROUP (group);
}

static void
add_setting_group (AssayPreferencesDialog *self,
                   AdwPreferencesPage *page,
                   const AssayPreferenceGroup *info)
{
  gboolean demo = assay_profile_get_kind (self->profile) == ASSAY_PROFILE_KIND_DEMO;
  AdwPreferencesGroup *group = NULL;

  for (gsize i = 0; i < info->n_preferences; i++)
    {
      const AssayPreference *preference = &info->preferences[i];

      if (demo && preference->not_in_demo)
        continue;
      if (group == NULL)
        group = add_group (page, _(info->title));
      adw_preferences_group_add (group,
                                 assay_settings_row_new (assay_profile_get_settings (self->profile),
                                                         preference->key, preference->choices,
                                                         preference->n_choices,
                                                         preference->quantity));
    }
}

static void
add_setting_groups (AssayPreferencesDialog *self,
                    AdwPreferencesPage *page,
                    const AssayPreferenceGroup *groups,
                    gsize n_groups)
{
  for (gsize i = 0; i < n_groups; i++)
    add_setting_group (self, page, &groups[i]);
}

static void
note_change (AssayPreferencesDialog *self)
{
  self->changed = TRUE;
}

static void
secret_stored_cb (AssayPreferencesDialog *self)
{
  note_change (self);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self),
                                    adw_toast_new (_("Saved to the keyring")));
}

static void
secret_failed_cb (AssayPreferencesDialog *self, GError *error)
{
  AdwToast *toast = adw_toast_new (_("The keyring could not be used. Unlock it, then try again."));

  g_debug ("keyring: %s", error->message);
  adw_toast_set_timeout (toast, 0);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
}

static void
undo_removal_cb (GtkWidget *owner)
{
  if (ASSAY_IS_SECRET_ROW (owner))
    assay_secret_row_undo (ASSAY_SECRET_ROW (owner));
  else
    assay_signing_secrets_group_undo (ASSAY_SIGNING_SECRETS_GROUP (owner));
}

static void
secret_removed_cb (AssayPreferencesDialog *self, GtkWidget *owner)
{
  AdwToast *toast = adw_toast_new (_("Secret removed"));

  note_change (self);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_removal_cb), owner,
                           G_CONNECT_SWAPPED);
  adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (self), toast);
}

/* A row and a group of secrets tell the same. */
static void
follow_secrets (AssayPreferencesDialog *self, GtkWidget *owner)
{
  g_signal_connect_object (owner, "stored", G_CALLBACK (secret_stored_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (owner, "removed", G_CALLBACK (secret_removed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (owner, "failed", G_CALLBACK (secret_failed_cb), self, G_CONNECT_SWAPPED);
}

static void
add_secret (AssayPreferencesDialog *self,
            AdwPreferencesGroup *group,
            AssaySecretStore *store,
            const char *name,
            const char *title)
{
  GtkWidget *row = assay_secret_row_new (store, name, title);

  adw_preferences_group_add (group, row);
  follow_secrets (self, row);
}

static void
add_signing_secrets (AssayPreferencesDialog *self,
                     AdwPreferencesPage *page,
                     AssaySecretStore *store)
{
  AssaySecretUses *uses = assay_profile_get_secret_uses (self->profile);
  GtkWidget *group = assay_signing_secrets_group_new (store, uses);

  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
  follow_secrets (self, group);
}

static void
add_secrets (AssayPreferencesDialog *self, AssaySecretStore *store)
{
  AdwPreferencesPage *page = add_page (self, "secrets", _("Secrets"), "dialog-password-symbolic");
  AdwPreferencesGroup *group = add_group (page, _("Keys and Secrets"));

  adw_preferences_group_set_description (group, _("Kept in the keyring, never in files."));
  add_secret (self, group, store, ASSAY_SECRET_STACKONE_API_KEY, _("StackOne API key"));
  add_secret (self, group, store, ASSAY_SECRET_PACKAGES_KEY, _("Package list key"));
  add_signing_secrets (self, page, store);
}

static void
assay_preferences_dialog_dispose (GObject *object)
{
  AssayPreferencesDialog *self = ASSAY_PREFERENCES_DIALOG (object);

  g_clear_object (&self->profile);

  G_OBJECT_CLASS (assay_preferences_dialog_parent_class)->dispose (object);
}

static void
assay_preferences_dialog_class_init (AssayPreferencesDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_preferences_dialog_dispose;
}

static void
assay_preferences_dialog_init (AssayPreferencesDialog *self)
{
  adw_preferences_dialog_set_search_enabled (ADW_PREFERENCES_DIALOG (self), TRUE);
}

/**
 * assay_preferences_dialog_new:
 * @profile: the profile to set up
 * @secrets: (nullable): where the profile's secrets are kept; %NULL for a profile that has none
 *   to enter, such as Demo
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
assay_preferences_dialog_new (AssayProfile *profile, AssaySecretStore *secrets)
{
  AssayPreferencesDialog *self;

  g_return_val_if_fail (ASSAY_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (secrets == NULL || ASSAY_IS_SECRET_STORE (secrets), NULL);

  self = g_object_new (ASSAY_TYPE_PREFERENCES_DIALOG, NULL);
  self->profile = g_object_ref (profile);
  g_signal_connect_object (assay_profile_get_settings (profile), "changed",
                           G_CALLBACK (note_change), self, G_CONNECT_SWAPPED);

  add_setting_groups (self,
                      add_page (self, "receiving", C_("page of preferences", "Receiving"),
                                "folder-download-symbolic"),
                      receiving_groups, G_N_ELEMENTS (receiving_groups));
  add_setting_groups (self, add_page (self, "sending", _("Sending"), "mail-send-symbolic"),
                      sending_groups, G_N_ELEMENTS (sending_groups));
  if (secrets != NULL)
    add_secrets (self, secrets);
  add_setting_groups (self,
                      add_page (self, "desktop", _("Desktop"), "preferences-system-symbolic"),
                      desktop_groups, G_N_ELEMENTS (desktop_groups));

  return ADW_DIALOG (self);
}

/**
 * assay_preferences_dialog_get_changed:
 * @self: a dialog
 *
 * Tells whether a setting or a secret was changed while the dialog was open.
 *
 * Returns: whether something was changed
 */
gboolean
assay_preferences_dialog_get_changed (AssayPreferencesDialog *self)
{
  g_return_val_if_fail (ASSAY_IS_PREFERENCES_DIALOG (self), FALSE);

  return self->changed;
}
