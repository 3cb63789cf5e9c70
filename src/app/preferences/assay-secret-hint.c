/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-secret-hint.h"

#include <glib/gi18n.h>

#include "assay-secret-store.h"

/* Enough to tell secrets apart, of those that are long enough to lose it. */
#define N_SHOWN 4
#define MIN_LENGTH 16

static const char *
describe (AssaySecretForm form)
{
  switch (form)
    {
    case ASSAY_SECRET_PADDED:
      return _("There are blanks or invisible characters around it; they are left out.");

    case ASSAY_SECRET_QUOTED:
      return _("There are quotes around it. Remove them unless they belong to it.");

    case ASSAY_SECRET_PREFIXED:
      return _("It begins with “v1,”. Remove that unless it belongs to it.");

    case ASSAY_SECRET_SOUND:
    default:
      return NULL;
    }
}

static void
changed_cb (GtkEditable *row, GtkWidget *hint)
{
  const char *text = describe (assay_secret_get_form (gtk_editable_get_text (row)));
  GtkPopover *popover = gtk_menu_button_get_popover (GTK_MENU_BUTTON (hint));
  GtkWidget *label = gtk_popover_get_child (popover);

  gtk_widget_set_visible (hint, text != NULL);
  if (text == NULL || g_str_equal (gtk_label_get_label (GTK_LABEL (label)), text))
    return;

  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_accessible_announce (GTK_ACCESSIBLE (row), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * assay_secret_hint_attach:
 * @row: a row in which a secret is entered
 *
 * Warns while the text looks as if more than the secret was copied.
 */
void
assay_secret_hint_attach (AdwEntryRow *row)
{
  GtkWidget *hint;
  GtkWidget *label;
  GtkWidget *popover;

  g_return_if_fail (ADW_IS_ENTRY_ROW (row));

  label = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 20);
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), label);

  hint = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (hint), "dialog-warning-symbolic");
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (hint), popover);
  gtk_widget_set_tooltip_text (hint, _("Check the Secret"));
  gtk_widget_set_valign (hint, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (hint, FALSE);
  gtk_widget_add_css_class (hint, "flat");
  gtk_widget_add_css_class (hint, "warning");
  adw_entry_row_add_suffix (row, hint);

  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), hint, G_CONNECT_DEFAULT);
}

/**
 * assay_secret_hint_dup_ending:
 * @secret: a secret
 *
 * Says how a secret ends, so that people can tell it from another one.
 *
 * Returns: (transfer full) (nullable): for example `Ends in 3f0a`; %NULL for a secret that is too
 *   short to lose so much
 */
char *
assay_secret_hint_dup_ending (const char *secret)
{
  glong length;

  g_return_val_if_fail (secret != NULL, NULL);

  length = g_utf8_validate (secret, -1, NULL) ? g_utf8_strlen (secret, -1) : 0;
  if (length < MIN_LENGTH)
    return NULL;

  /* Translators: %s is the end of a secret. */
  return g_strdup_printf (_("Ends in %s"), g_utf8_offset_to_pointer (secret, length - N_SHOWN));
}
