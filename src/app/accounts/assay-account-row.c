/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-account-row.h"

#include <glib/gi18n.h>

#include "accounts/assay-account-state.h"
#include "assay-toast.h"

/**
 * AssayAccountRow:
 *
 * A linked account: whose it is, how it is with it and why, and what to do about that.
 */
struct _AssayAccountRow
{
  AdwActionRow parent_instance;

  /* template children */
  GtkImage *icon;
  GtkWidget *copy;

  /* owned */
  AssayAccount *account;
};

G_DEFINE_FINAL_TYPE (AssayAccountRow, assay_account_row, ADW_TYPE_ACTION_ROW)

static void
copy_id_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayAccountRow *self = ASSAY_ACCOUNT_ROW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), assay_account_get_id (self->account));
  assay_toast_show (widget, _("Account ID copied"));
}

static void
assay_account_row_dispose (GObject *object)
{
  AssayAccountRow *self = ASSAY_ACCOUNT_ROW (object);

  g_clear_object (&self->account);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_ACCOUNT_ROW);

  G_OBJECT_CLASS (assay_account_row_parent_class)->dispose (object);
}

static void
assay_account_row_class_init (AssayAccountRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_account_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-account-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayAccountRow, icon);
  gtk_widget_class_bind_template_child (widget_class, AssayAccountRow, copy);
  gtk_widget_class_install_action (widget_class, "row.copy-id", NULL, copy_id_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "row.copy-id",
                                       NULL);
}

static void
assay_account_row_init (AssayAccountRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
append (GString *text, const char *separator, const char *part)
{
  if (part == NULL || *part == '\0')
    return;

  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

static const char *
get_provider (AssayAccount *account)
{
  const char *name = assay_account_get_provider_name (account);

  return name != NULL && *name != '\0' ? name : assay_account_get_provider (account);
}

/* How it is and whose, why it is so, and what to do: a line each. */
static char *
dup_subtitle (AssayAccount *account)
{
  const char *const *reasons = assay_account_get_status_reasons (account);
  const char *label = assay_account_get_label (account);
  AssayAccountState state = assay_account_state_get (account);
  GString *text = g_string_new (state.word);

  append (text, " · ", get_provider (account));
  if (g_strcmp0 (label, assay_account_state_get_name (account)) != 0)
    append (text, " · ", label);
  if (g_strcmp0 (assay_account_get_account_type (account), "test") == 0)
    append (text, " · ", C_("account", "For Tests"));
  for (gsize i = 0; reasons != NULL && reasons[i] != NULL; i++)
    append (text, "\n", reasons[i]);
  append (text, "\n", state.advice);

  return g_string_free_and_steal (text);
}

static void
show_state (AssayAccountRow *self)
{
  AssayAccountState state = assay_account_state_get (self->account);

  gtk_image_set_from_icon_name (self->icon, state.icon_name);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), state.style);
}

/**
 * assay_account_row_new:
 * @account: a linked account
 *
 * Makes a row that shows an account.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
assay_account_row_new (AssayAccount *account)
{
  AssayAccountRow *self = g_object_new (ASSAY_TYPE_ACCOUNT_ROW, NULL);
  const char *name = assay_account_state_get_name (account);
  g_autofree char *subtitle = dup_subtitle (account);
  g_autofree char *tooltip = NULL;
  g_autofree char *label = NULL;

  self->account = g_object_ref (account);
  /* Translators: %s is the ID of an account. */
  tooltip = g_strdup_printf (_("Copy ID %s"), assay_account_get_id (account));
  /* Translators: %s is the name of a customer. */
  label = g_strdup_printf (_("Copy the Account ID of %s"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_tooltip_text (self->copy, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->copy), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  show_state (self);

  return GTK_WIDGET (self);
}

/**
 * assay_account_row_get_account:
 * @self: a row
 *
 * Returns: (transfer none): the account it shows
 */
AssayAccount *
assay_account_row_get_account (AssayAccountRow *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT_ROW (self), NULL);

  return self->account;
}
