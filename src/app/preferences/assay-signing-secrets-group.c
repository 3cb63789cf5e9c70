/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-signing-secrets-group.h"

#include <glib/gi18n.h>

#include "assay-moment.h"
#include "assay-secret-hint.h"
#include "assay-signing-secrets.h"

/**
 * AssaySigningSecretsGroup:
 *
 * The secrets with which StackOne may sign, each with what people call it and when it was used
 * last. What is changed here is written to the keyring at once.
 */
struct _AssaySigningSecretsGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  AssaySecretStore *store;
  AssaySecretUses *uses;
  GCancellable *cancellable;
  GPtrArray *secrets; /* of AssaySigningSecret */
  AssaySigningSecret *removed;

  /* borrowed */
  GPtrArray *rows; /* owned, borrows its widgets */
  AdwExpanderRow *adder;
  AdwEntryRow *secret_row;
  AdwEntryRow *label_row;

  /* plain */
  guint removed_from;
  guint told_signal; /* what to emit when the keyring has taken it */
};

G_DEFINE_FINAL_TYPE (AssaySigningSecretsGroup,
                     assay_signing_secrets_group,
                     ADW_TYPE_PREFERENCES_GROUP)

typedef enum
{
  SIGNAL_STORED,
  SIGNAL_REMOVED,
  SIGNAL_FAILED,
} AssaySigningSecretsGroupSignal;

static guint signals[SIGNAL_FAILED + 1];

static void refresh (AssaySigningSecretsGroup *self);

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySigningSecretsGroup) self = user_data;
  g_autoptr (GError) error = NULL;
  char *text = assay_secret_store_lookup_finish (ASSAY_SECRET_STORE (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&self->secrets, g_ptr_array_unref);
      self->secrets = assay_signing_secrets_parse (text);
      gtk_widget_set_sensitive (GTK_WIDGET (self), error == NULL);
      refresh (self);
      if (error != NULL)
        g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
    }
  assay_secret_free (text);
}

static void
look_up (AssaySigningSecretsGroup *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  assay_secret_store_lookup_async (self->store, ASSAY_SECRET_WEBHOOK_SECRETS, self->cancellable,
                                   lookup_cb, g_object_ref (self));
}

/* What the keyring has not taken is not shown as if it had. */
static void
finish_write (AssaySigningSecretsGroup *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (error == NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->adder));
      g_signal_emit (self, self->told_signal, 0);
      return;
    }

  g_clear_pointer (&self->removed, assay_signing_secret_free);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  look_up (self);
}

static void
store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySigningSecretsGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  assay_secret_store_store_finish (ASSAY_SECRET_STORE (source), result, &error);
  finish_write (self, error);
}

static void
clear_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySigningSecretsGroup) self = user_data;
  g_autoptr (GError) error = NULL;

  assay_secret_store_clear_finish (ASSAY_SECRET_STORE (source), result, &error);
  finish_write (self, error);
}

static void
write_secrets (AssaySigningSecretsGroup *self, AssaySigningSecretsGroupSignal signal)
{
  char *text;

  self->told_signal = signals[signal];
  refresh (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  if (self->secrets->len == 0)
    {
      assay_secret_store_clear_async (self->store, ASSAY_SECRET_WEBHOOK_SECRETS, self->cancellable,
                                      clear_cb, g_object_ref (self));
      return;
    }

  text = assay_signing_secrets_format (self->secrets);
  assay_secret_store_store_async (self->store, ASSAY_SECRET_WEBHOOK_SECRETS, text,
                                  self->cancellable, store_cb, g_object_ref (self));
  assay_secret_free (text);
}

static char *
dup_use (AssaySigningSecretsGroup *self, const char *secret)
{
  g_autofree char *fingerprint = assay_signing_secret_dup_fingerprint (secret);
  gint64 at = assay_secret_uses_get (self->uses, fingerprint);
  g_autofree char *when = NULL;

  if (at == 0)
    return g_strdup (_("Not used yet"));

  when = assay_moment_dup_text_within (at, g_get_real_time ());

  /* Translators: %s is a time, such as “Today 22:30”. A delivery was signed with the secret. */
  return g_strdup_printf (_("Last used: %s"), when);
}

static char *
dup_subtitle (AssaySigningSecretsGroup *self, const AssaySigningSecret *secret)
{
  g_autofree char *use = dup_use (self, secret->secret);
  g_autofree char *ending = assay_secret_hint_dup_ending (secret->secret);

  return ending != NULL ? g_strdup_printf ("%s · %s", ending, use) : g_steal_pointer (&use);
}

static void
remove_cb (GtkWidget *button, AssaySigningSecretsGroup *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);
  guint position;

  if (g_ptr_array_find (self->rows, row, &position))
    assay_signing_secrets_group_remove (self, position);
}

static GtkWidget *
make_row (AssaySigningSecretsGroup *self, const AssaySigningSecret *secret)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  const char *title = *secret->label != '\0' ? secret->label : _("Signing Secret");
  g_autofree char *subtitle = dup_subtitle (self, secret);
  /* Translators: %s is what somebody calls a signing secret. */
  g_autofree char *name = g_strdup_printf (_("Remove %s"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  gtk_widget_set_tooltip_text (button, name);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_DEFAULT);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

/* Those that are there stand above the row that adds one. */
static void
refresh (AssaySigningSecretsGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);
  gboolean is_full = self->secrets->len >= ASSAY_SIGNING_SECRETS_MAX;
  g_autoptr (GtkWidget) adder = g_object_ref (GTK_WIDGET (self->adder));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  adw_preferences_group_remove (group, adder);
  for (guint i = 0; i < self->secrets->len; i++)
    {
      GtkWidget *row = make_row (self, g_ptr_array_index (self->secrets, i));

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (group, row);
    }
  adw_preferences_group_add (group, adder);

  gtk_widget_set_sensitive (adder, !is_full);
  adw_expander_row_set_subtitle (self->adder,
                                 is_full ? _("There is no room for more. Remove one first.") : "");
}

static void
add_cb (AssaySigningSecretsGroup *self)
{
  assay_signing_secrets_group_add (self, gtk_editable_get_text (GTK_EDITABLE (self->secret_row)),
                                   gtk_editable_get_text (GTK_EDITABLE (self->label_row)));
}

static void
assay_signing_secrets_group_dispose (GObject *object)
{
  AssaySigningSecretsGroup *self = ASSAY_SIGNING_SECRETS_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->uses, assay_secret_uses_unref);
  g_clear_pointer (&self->removed, assay_signing_secret_free);
  g_clear_pointer (&self->secrets, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (assay_signing_secrets_group_parent_class)->dispose (object);
}

static void
assay_signing_secrets_group_class_init (AssaySigningSecretsGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_signing_secrets_group_dispose;

  /**
   * AssaySigningSecretsGroup::stored:
   * @self: the group
   *
   * A secret was added, or came back.
   */
  signals[SIGNAL_STORED] = g_signal_new ("stored", ASSAY_TYPE_SIGNING_SECRETS_GROUP,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AssaySigningSecretsGroup::removed:
   * @self: the group
   *
   * A secret was removed; [method@SigningSecretsGroup.undo] brings it back.
   */
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", ASSAY_TYPE_SIGNING_SECRETS_GROUP,
                                          G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AssaySigningSecretsGroup::failed:
   * @self: the group
   * @error: what the keyring said
   *
   * The secrets could not be read or written.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", ASSAY_TYPE_SIGNING_SECRETS_GROUP,
                                         G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                         G_TYPE_ERROR);
}

static void
assay_signing_secrets_group_init (AssaySigningSecretsGroup *self)
{
  GtkWidget *adder = adw_expander_row_new ();
  GtkWidget *secret_row = adw_password_entry_row_new ();
  GtkWidget *label_row = adw_entry_row_new ();
  GtkWidget *button = adw_button_row_new ();

  self->cancellable = g_cancellable_new ();
  self->rows = g_ptr_array_new ();
  self->adder = ADW_EXPANDER_ROW (adder);
  self->secret_row = ADW_ENTRY_ROW (secret_row);
  self->label_row = ADW_ENTRY_ROW (label_row);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Webhook Signing Secrets"));
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self), _("Deliveries signed with any of them are accepted. While "
                                     "one is replaced at StackOne, both are live."));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (adder), _("Add a Secret"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (secret_row), _("Secret"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (label_row), _("Label"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (button), _("Add"));
  assay_secret_hint_attach (ADW_ENTRY_ROW (secret_row));
  adw_expander_row_add_row (self->adder, secret_row);
  adw_expander_row_add_row (self->adder, label_row);
  adw_expander_row_add_row (self->adder, button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), adder);

  g_signal_connect_object (secret_row, "entry-activated", G_CALLBACK (add_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (label_row, "entry-activated", G_CALLBACK (add_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (button, "activated", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
}

/**
 * assay_signing_secrets_group_new:
 * @store: where the secrets are kept
 * @uses: when they were used
 *
 * Makes a group that starts to read the secrets; it is insensitive until they are read.
 *
 * Returns: (transfer floating): a group
 */
GtkWidget *
assay_signing_secrets_group_new (AssaySecretStore *store, AssaySecretUses *uses)
{
  AssaySigningSecretsGroup *self;

  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (store), NULL);
  g_return_val_if_fail (uses != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_SIGNING_SECRETS_GROUP, NULL);
  self->store = g_object_ref (store);
  self->uses = assay_secret_uses_ref (uses);
  self->secrets = assay_signing_secrets_parse (NULL);
  assay_secret_uses_reload (uses);
  look_up (self);

  return GTK_WIDGET (self);
}

/**
 * assay_signing_secrets_group_add:
 * @self: a group whose secrets are read
 * @secret: a secret as it was entered
 * @label: what people call it, empty for nothing
 *
 * Adds a secret. One that is there already gets the label instead; an empty one is none.
 */
void
assay_signing_secrets_group_add (AssaySigningSecretsGroup *self,
                                 const char *secret,
                                 const char *label)
{
  g_autoptr (AssaySigningSecret) added = NULL;

  g_return_if_fail (ASSAY_IS_SIGNING_SECRETS_GROUP (self));

  added = assay_signing_secret_new (secret, label);
  if (*added->secret == '\0')
    {
      gtk_widget_error_bell (GTK_WIDGET (self->secret_row));
      gtk_widget_grab_focus (GTK_WIDGET (self->secret_row));
      return;
    }

  for (guint i = 0; i < self->secrets->len; i++)
    {
      const AssaySigningSecret *known = g_ptr_array_index (self->secrets, i);

      if (g_str_equal (known->secret, added->secret))
        {
          g_ptr_array_remove_index (self->secrets, i);
          break;
        }
    }
  if (self->secrets->len >= ASSAY_SIGNING_SECRETS_MAX)
    return;

  g_ptr_array_add (self->secrets, g_steal_pointer (&added));
  gtk_editable_set_text (GTK_EDITABLE (self->secret_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->label_row), "");
  adw_expander_row_set_expanded (self->adder, FALSE);
  write_secrets (self, SIGNAL_STORED);
}

/**
 * assay_signing_secrets_group_remove:
 * @self: a group whose secrets are read
 * @position: the place of a secret
 *
 * Removes a secret, which can be undone until the next one is removed.
 */
void
assay_signing_secrets_group_remove (AssaySigningSecretsGroup *self, guint position)
{
  g_return_if_fail (ASSAY_IS_SIGNING_SECRETS_GROUP (self));
  g_return_if_fail (position < self->secrets->len);

  g_clear_pointer (&self->removed, assay_signing_secret_free);
  self->removed = g_ptr_array_steal_index (self->secrets, position);
  self->removed_from = position;
  write_secrets (self, SIGNAL_REMOVED);
}

/**
 * assay_signing_secrets_group_undo:
 * @self: a group
 *
 * Brings back the secret that was removed last, if it was not brought back yet.
 */
void
assay_signing_secrets_group_undo (AssaySigningSecretsGroup *self)
{
  guint position;

  g_return_if_fail (ASSAY_IS_SIGNING_SECRETS_GROUP (self));

  if (self->removed == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self)) ||
      self->secrets->len >= ASSAY_SIGNING_SECRETS_MAX)
    return;

  position = MIN (self->removed_from, self->secrets->len);
  g_ptr_array_insert (self->secrets, (int) position, g_steal_pointer (&self->removed));
  write_secrets (self, SIGNAL_STORED);
}
