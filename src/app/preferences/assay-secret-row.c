/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-secret-row.h"

#include <glib/gi18n.h>

#include "assay-secret-hint.h"
#include "assay-secret.h"

/**
 * AssaySecretRow:
 *
 * One secret of the keyring: how it ends, never the whole, with buttons that replace and remove it.
 * What is changed here is written to the keyring at once.
 */
struct _AssaySecretRow
{
  AdwActionRow parent_instance;

  /* borrowed */
  GtkWidget *replace_button;
  GtkWidget *remove_button;

  /* owned */
  AssaySecretStore *store;
  char *name;
  GCancellable *cancellable;
  char *secret;
  char *removed;

  /* plain */
  guint told_signal; /* what to emit when the keyring has taken it */
};

G_DEFINE_FINAL_TYPE (AssaySecretRow, assay_secret_row, ADW_TYPE_ACTION_ROW)

typedef enum
{
  SIGNAL_STORED,
  SIGNAL_REMOVED,
  SIGNAL_FAILED,
} AssaySecretRowSignal;

static guint signals[SIGNAL_FAILED + 1];

static void
refresh (AssaySecretRow *self)
{
  g_autofree char *ending = NULL;
  gboolean is_set = self->secret != NULL;

  if (is_set)
    ending = assay_secret_hint_dup_ending (self->secret);
  if (is_set && ending == NULL)
    ending = g_strdup (_("In the keyring"));

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), is_set ? ending : _("Not set"));
  gtk_button_set_label (GTK_BUTTON (self->replace_button),
                        is_set ? _("_Replace…") : C_("secret", "_Enter…"));
  gtk_widget_set_visible (self->remove_button, is_set);
}

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySecretRow) self = user_data;
  g_autoptr (GError) error = NULL;
  char *secret = assay_secret_store_lookup_finish (ASSAY_SECRET_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_pointer (&self->secret, assay_secret_free);
  self->secret = secret;
  gtk_widget_set_sensitive (GTK_WIDGET (self), error == NULL);
  refresh (self);
  if (error != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
look_up (AssaySecretRow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  assay_secret_store_lookup_async (self->store, self->name, self->cancellable, lookup_cb,
                                   g_object_ref (self));
}

/* What the keyring has not taken is not shown as if it had. */
static void
finish_write (AssaySecretRow *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (error == NULL)
    {
      gtk_widget_grab_focus (self->replace_button);
      g_signal_emit (self, self->told_signal, 0);
      return;
    }

  g_clear_pointer (&self->removed, assay_secret_free);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  look_up (self);
}

static void
store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySecretRow) self = user_data;
  g_autoptr (GError) error = NULL;

  assay_secret_store_store_finish (ASSAY_SECRET_STORE (source), result, &error);
  finish_write (self, error);
}

static void
clear_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySecretRow) self = user_data;
  g_autoptr (GError) error = NULL;

  assay_secret_store_clear_finish (ASSAY_SECRET_STORE (source), result, &error);
  finish_write (self, error);
}

static void
write_secret (AssaySecretRow *self, AssaySecretRowSignal signal)
{
  self->told_signal = signals[signal];
  refresh (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  if (self->secret != NULL)
    assay_secret_store_store_async (self->store, self->name, self->secret, self->cancellable,
                                    store_cb, g_object_ref (self));
  else
    assay_secret_store_clear_async (self->store, self->name, self->cancellable, clear_cb,
                                    g_object_ref (self));
}

static void
answered_cb (AdwAlertDialog *dialog, const char *response, AdwEntryRow *entry)
{
  AssaySecretRow *self = g_object_get_data (G_OBJECT (dialog), "row");

  if (g_str_equal (response, "save"))
    assay_secret_row_replace (self, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

static void
entered_cb (GtkEditable *entry, AdwAlertDialog *dialog)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_alert_dialog_set_response_enabled (dialog, "save", *text != '\0');
}

static void
ask_cb (AssaySecretRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (title, NULL));
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_password_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _("Secret"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  assay_secret_hint_attach (ADW_ENTRY_ROW (entry));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);

  if (self->secret != NULL)
    adw_alert_dialog_set_body (dialog, _("The one that is kept now is forgotten once the new one "
                                          "is saved."));
  adw_alert_dialog_set_extra_child (dialog, group);
  adw_alert_dialog_add_responses (dialog, "cancel", _("_Cancel"), "save", _("_Save"), NULL);
  adw_alert_dialog_set_response_appearance (dialog, "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (dialog, "save");
  adw_alert_dialog_set_response_enabled (dialog, "save", FALSE);
  g_object_set_data_full (G_OBJECT (dialog), "row", g_object_ref (self), g_object_unref);
  g_signal_connect_object (entry, "changed", G_CALLBACK (entered_cb), dialog, G_CONNECT_DEFAULT);
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), entry, G_CONNECT_DEFAULT);
  adw_dialog_set_focus (ADW_DIALOG (dialog), entry);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
assay_secret_row_dispose (GObject *object)
{
  AssaySecretRow *self = ASSAY_SECRET_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->store);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->secret, assay_secret_free);
  g_clear_pointer (&self->removed, assay_secret_free);

  G_OBJECT_CLASS (assay_secret_row_parent_class)->dispose (object);
}

static void
assay_secret_row_class_init (AssaySecretRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_secret_row_dispose;

  /**
   * AssaySecretRow::stored:
   * @self: the row
   *
   * The secret was written, or came back.
   */
  signals[SIGNAL_STORED] = g_signal_new ("stored", ASSAY_TYPE_SECRET_ROW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AssaySecretRow::removed:
   * @self: the row
   *
   * The secret was removed; [method@SecretRow.undo] brings it back.
   */
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", ASSAY_TYPE_SECRET_ROW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AssaySecretRow::failed:
   * @self: the row
   * @error: what the keyring said
   *
   * The secret could not be read or written.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", ASSAY_TYPE_SECRET_ROW, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static GtkWidget *
add_button (AssaySecretRow *self, GtkWidget *button, GCallback clicked_cb)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), button);

  return button;
}

static void
assay_secret_row_init (AssaySecretRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->replace_button = add_button (self, gtk_button_new_with_mnemonic (""), G_CALLBACK (ask_cb));
  self->remove_button = add_button (self, gtk_button_new_from_icon_name ("user-trash-symbolic"),
                                    G_CALLBACK (assay_secret_row_remove));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  refresh (self);
}

/**
 * assay_secret_row_new:
 * @store: where the secret is kept
 * @name: the secret's name there
 * @title: what people call it
 *
 * Makes a row that starts to read the secret; it is insensitive until it is read.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
assay_secret_row_new (AssaySecretStore *store, const char *name, const char *title)
{
  AssaySecretRow *self;
  g_autofree char *remove = NULL;

  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (store), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (title != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_SECRET_ROW, "title", title, NULL);
  self->store = g_object_ref (store);
  self->name = g_strdup (name);
  /* Translators: %s is what somebody calls a signing secret. */
  remove = g_strdup_printf (_("Remove %s"), title);
  gtk_widget_set_tooltip_text (self->remove_button, remove);
  look_up (self);

  return GTK_WIDGET (self);
}

/**
 * assay_secret_row_replace:
 * @self: a row whose secret is read
 * @secret: a secret as it was entered
 *
 * Keeps another secret. Blanks around it are left out; an empty one is none.
 */
void
assay_secret_row_replace (AssaySecretRow *self, const char *secret)
{
  char *stripped;

  g_return_if_fail (ASSAY_IS_SECRET_ROW (self));
  g_return_if_fail (secret != NULL);

  stripped = g_strstrip (g_strdup (secret));
  if (*stripped == '\0' || !gtk_widget_get_sensitive (GTK_WIDGET (self)))
    {
      assay_secret_free (stripped);
      return;
    }

  g_clear_pointer (&self->secret, assay_secret_free);
  self->secret = stripped;
  write_secret (self, SIGNAL_STORED);
}

/**
 * assay_secret_row_remove:
 * @self: a row whose secret is read
 *
 * Removes the secret, which can be undone until another one is entered.
 */
void
assay_secret_row_remove (AssaySecretRow *self)
{
  g_return_if_fail (ASSAY_IS_SECRET_ROW (self));

  if (self->secret == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self)))
    return;

  g_clear_pointer (&self->removed, assay_secret_free);
  self->removed = g_steal_pointer (&self->secret);
  write_secret (self, SIGNAL_REMOVED);
}

/**
 * assay_secret_row_undo:
 * @self: a row
 *
 * Brings back the secret that was removed, if no other one was entered since.
 */
void
assay_secret_row_undo (AssaySecretRow *self)
{
  g_return_if_fail (ASSAY_IS_SECRET_ROW (self));

  if (self->removed == NULL || self->secret != NULL ||
      !gtk_widget_get_sensitive (GTK_WIDGET (self)))
    return;

  self->secret = g_steal_pointer (&self->removed);
  write_secret (self, SIGNAL_STORED);
}
