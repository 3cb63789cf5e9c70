/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-attachment-row.h"

#include <glib/gi18n.h>

#include "assay-text-binding.h"

/**
 * AssayAttachmentRow:
 *
 * One attachment in the result form: its address, its type and a button that removes it.
 */
struct _AssayAttachmentRow
{
  AdwEntryRow parent_instance;

  /* template children */
  GtkDropDown *type_drop_down;
  GtkWidget *remove_button;

  /* owned */
  AssayAttachment *attachment;
  GBindingGroup *bindings;
};

G_DEFINE_FINAL_TYPE (AssayAttachmentRow, assay_attachment_row, ADW_TYPE_ENTRY_ROW)

/* The types StackOne documents, in the order of the drop-down; the first item is “no type yet”. */
static const char *const types[] = { NULL, "pdf", "video", "text", "other" };

static guint
find_type (const char *content_type)
{
  for (guint i = 1; i < G_N_ELEMENTS (types); i++)
    {
      if (g_strcmp0 (types[i], content_type) == 0)
        return i;
    }

  return 0;
}

static gboolean
type_to_selected (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  g_value_set_uint (to, find_type (g_value_get_string (from)));

  return TRUE;
}

/* A type that is in no list stays as it was received until another one is chosen. */
static gboolean
selected_to_type (GBinding *binding, const GValue *from, GValue *to, gpointer user_data)
{
  guint selected = g_value_get_uint (from);

  if (selected == 0 || selected >= G_N_ELEMENTS (types))
    return FALSE;

  g_value_set_string (to, types[selected]);

  return TRUE;
}

static void
assay_attachment_row_dispose (GObject *object)
{
  AssayAttachmentRow *self = ASSAY_ATTACHMENT_ROW (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->attachment);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_ATTACHMENT_ROW);

  G_OBJECT_CLASS (assay_attachment_row_parent_class)->dispose (object);
}

static void
assay_attachment_row_class_init (AssayAttachmentRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_attachment_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-attachment-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayAttachmentRow, type_drop_down);
  gtk_widget_class_bind_template_child (widget_class, AssayAttachmentRow, remove_button);
}

static void
assay_attachment_row_init (AssayAttachmentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->bindings = g_binding_group_new ();
  assay_text_binding_add (self->bindings, "url", self);
  g_binding_group_bind_full (self->bindings, "content-type", self->type_drop_down, "selected",
                             G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE, type_to_selected,
                             selected_to_type, NULL, NULL);
}

/* Every row has the same children; their names say of which they are. */
static void
name_children (AssayAttachmentRow *self, guint number)
{
  g_autofree char *title = NULL;
  g_autofree char *type = NULL;
  g_autofree char *removal = NULL;

  /* Translators: Title of a field with the address of a report; %u counts from 1. */
  title = g_strdup_printf (_("Attachment %u"), number);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  /* Translators: Of a list to choose from, beside “Attachment %u”. */
  type = g_strdup_printf (_("Type of Attachment %u"), number);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->type_drop_down), type);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->type_drop_down),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, type, -1);
  /* Translators: Of a button, beside “Attachment %u”. */
  removal = g_strdup_printf (_("Remove Attachment %u"), number);
  gtk_widget_set_tooltip_text (self->remove_button, removal);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, removal, -1);
}

/**
 * assay_attachment_row_new:
 * @attachment: the attachment
 * @position: its place in the list, from 0
 *
 * Creates the row of an attachment. The remove button activates `form.remove-attachment`.
 *
 * Returns: (transfer floating): a new row
 */
GtkWidget *
assay_attachment_row_new (AssayAttachment *attachment, guint position)
{
  AssayAttachmentRow *self = g_object_new (ASSAY_TYPE_ATTACHMENT_ROW, NULL);

  name_children (self, position + 1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->remove_button), "u", position);
  self->attachment = g_object_ref (attachment);
  g_binding_group_set_source (self->bindings, attachment);

  return GTK_WIDGET (self);
}
