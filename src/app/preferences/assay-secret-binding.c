/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-secret-binding.h"

#include <glib/gi18n.h>

/**
 * AssaySecretBinding:
 *
 * Ties an entry row to one secret of the keyring.
 *
 * The secret is read at once and written on Apply; an empty text removes it.
 */
struct _AssaySecretBinding
{
  GObject parent_instance;

  /* owned */
  AdwEntryRow *row;
  AssaySecretStore *store;
  char *name;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (AssaySecretBinding, assay_secret_binding, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_STORED,
  SIGNAL_FAILED,
} AssaySecretBindingSignal;

static guint signals[SIGNAL_FAILED + 1];

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySecretBinding) self = user_data;
  g_autoptr (GError) error = NULL;
  char *secret;

  secret = assay_secret_store_lookup_finish (ASSAY_SECRET_STORE (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->row), TRUE);
  if (error != NULL)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
  else if (secret != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->row), secret);

  assay_secret_free (secret);
}

static void
finish_write (AssaySecretBinding *self, gboolean written, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->row), TRUE);
  if (written)
    g_signal_emit (self, signals[SIGNAL_STORED], 0);
  else
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
store_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySecretBinding) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean stored;

  stored = assay_secret_store_store_finish (ASSAY_SECRET_STORE (source), result, &error);
  finish_write (self, stored, error);
}

static void
clear_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssaySecretBinding) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean cleared;

  cleared = assay_secret_store_clear_finish (ASSAY_SECRET_STORE (source), result, &error);
  finish_write (self, cleared, error);
}

static void
apply_cb (AssaySecretBinding *self)
{
  const char *secret = gtk_editable_get_text (GTK_EDITABLE (self->row));

  gtk_widget_set_sensitive (GTK_WIDGET (self->row), FALSE);
  if (*secret != '\0')
    assay_secret_store_store_async (self->store, self->name, secret, self->cancellable, store_cb,
                                    g_object_ref (self));
  else
    assay_secret_store_clear_async (self->store, self->name, self->cancellable, clear_cb,
                                    g_object_ref (self));
}

static void
assay_secret_binding_dispose (GObject *object)
{
  AssaySecretBinding *self = ASSAY_SECRET_BINDING (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->row);
  g_clear_object (&self->store);
  g_clear_pointer (&self->name, g_free);

  G_OBJECT_CLASS (assay_secret_binding_parent_class)->dispose (object);
}

static void
assay_secret_binding_class_init (AssaySecretBindingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_secret_binding_dispose;

  /**
   * AssaySecretBinding::stored:
   * @self: the binding
   *
   * The secret was written or removed.
   */
  signals[SIGNAL_STORED] = g_signal_new ("stored", ASSAY_TYPE_SECRET_BINDING, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * AssaySecretBinding::failed:
   * @self: the binding
   * @error: what the keyring said
   *
   * The secret could not be read or written.
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", ASSAY_TYPE_SECRET_BINDING, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
assay_secret_binding_init (AssaySecretBinding *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * assay_secret_binding_new:
 * @store: where the secret is kept
 * @name: the secret's name there
 * @row: the row that shows and edits it
 *
 * Ties @row to a secret and starts to read it; @row is insensitive until it is read.
 *
 * Returns: (transfer full): a binding
 */
AssaySecretBinding *
assay_secret_binding_new (AssaySecretStore *store, const char *name, AdwEntryRow *row)
{
  AssaySecretBinding *self;

  g_return_val_if_fail (ASSAY_IS_SECRET_STORE (store), NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (ADW_IS_ENTRY_ROW (row), NULL);

  self = g_object_new (ASSAY_TYPE_SECRET_BINDING, NULL);
  self->row = g_object_ref (row);
  self->store = g_object_ref (store);
  self->name = g_strdup (name);

  adw_entry_row_set_show_apply_button (row, TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (row), FALSE);
  g_signal_connect_object (row, "apply", G_CALLBACK (apply_cb), self, G_CONNECT_SWAPPED);
  assay_secret_store_lookup_async (store, name, self->cancellable, lookup_cb, g_object_ref (self));

  return self;
}
