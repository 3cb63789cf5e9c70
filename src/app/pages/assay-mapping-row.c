/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-mapping-row.h"

#include <glib/gi18n.h>

#include "order/assay-status-icon.h"
#include "order/assay-translate.h"
#include "order/assay-value-text.h"

/**
 * AssayMappingRow:
 *
 * One result value: the SmartRecruiters status it leads to and how that looks in each appearance,
 * each with the source of the fact.
 */
struct _AssayMappingRow
{
  AdwExpanderRow parent_instance;

  /* borrowed: children that follow the entry */
  GtkWidget *icon;
  GtkWidget *reset;
  AdwComboRow *status;
  AdwActionRow *source;
  AdwActionRow *looks[ASSAY_N_APPEARANCES];
  GtkWidget *look_icons[ASSAY_N_APPEARANCES];

  /* owned */
  AssayMapping *mapping;
  AssayMappingEntry *entry;
};

G_DEFINE_FINAL_TYPE (AssayMappingRow, assay_mapping_row, ADW_TYPE_EXPANDER_ROW)

/* In the order of AssayOrderStatus. */
static const char *const statuses[] = {
  N_("No status"), N_("Pending"),  N_("In Progress"),
  N_("Completed"), N_("Rejected"), N_("Expired"),
};

static const char *const appearances[ASSAY_N_APPEARANCES] = {
  N_("As the guide describes"),
  N_("Current card"),
  N_("Classic card"),
};

static void
show_look (AssayMappingRow *self, AssayAppearance appearance)
{
  const AssayStatusLook *look = assay_mapping_entry_get_look (self->entry, appearance);

  gtk_widget_set_visible (GTK_WIDGET (self->looks[appearance]), look != NULL);
  if (look == NULL)
    return;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->looks[appearance]), look->word);
  adw_action_row_set_subtitle (self->looks[appearance],
                               look->source != NULL ? assay_translate (look->source, NULL, 1) : "");
  assay_status_icon_widget_set (ASSAY_STATUS_ICON_WIDGET (self->look_icons[appearance]), look->icon,
                                look->colour);
}

/* What people say comes first, and what stands in the JSON after it. */
static void
show_summary (AssayMappingRow *self, AssayOrderStatus status)
{
  const char *value = assay_mapping_entry_get_value (self->entry);
  g_autofree char *subtitle = NULL;

  if (status == ASSAY_ORDER_STATUS_NONE)
    /* Translators: %s is a result value as StackOne spells it, such as “cancelled”. */
    subtitle = g_strdup_printf (_("“%s” leads to no status"), value);
  else
    /* Translators: First a result value as StackOne spells it, such as “cancelled”, then what
     * SmartRecruiters calls the status, such as “Rejected”. */
    subtitle = g_strdup_printf (_("“%s” is shown as %s"), value, _(statuses[status]));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), assay_value_text_get (value));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), subtitle);
}

/* Every row has the same children; their names say of which they are. */
static void
name_children (AssayMappingRow *self)
{
  const char *value = assay_mapping_entry_get_value (self->entry);
  g_autofree char *reset = NULL;
  g_autofree char *status = NULL;

  /* Translators: Of a button. %s is a result value, such as “cancelled”. */
  reset = g_strdup_printf (_("Reset “%s”"), value);
  gtk_widget_set_tooltip_text (self->reset, reset);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  reset, -1);
  /* Translators: Read aloud. %s is a result value, such as “cancelled”. */
  status = g_strdup_printf (_("SmartRecruiters status of “%s”"), value);
  /* The row labels itself by its title, and what labels it is heard rather than its own words. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->status),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->status), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  status, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  assay_value_text_get (value), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  value, -1);
}

static void
show_entry (AssayMappingRow *self)
{
  AssayOrderStatus status = assay_mapping_entry_get_status (self->entry);
  const AssayStatusLook *look = assay_mapping_entry_get_look (self->entry, ASSAY_APPEARANCE_GUIDE);
  const char *source = assay_mapping_entry_get_source (self->entry);
  gboolean overridden = assay_mapping_entry_get_overridden (self->entry);

  show_summary (self, status);
  adw_combo_row_set_selected (self->status, status);
  if (overridden)
    adw_action_row_set_subtitle (self->source, _("Changed by you"));
  else
    adw_action_row_set_subtitle (self->source,
                                 source != NULL ? assay_translate (source, NULL, 1) : "");
  gtk_widget_set_visible (self->reset, overridden);
  gtk_widget_set_opacity (self->icon, look != NULL ? 1 : 0);
  if (look != NULL)
    assay_status_icon_widget_set (ASSAY_STATUS_ICON_WIDGET (self->icon), look->icon, look->colour);

  for (guint i = 0; i < ASSAY_N_APPEARANCES; i++)
    show_look (self, i);
}

static void
status_selected_cb (AssayMappingRow *self)
{
  guint selected = adw_combo_row_get_selected (self->status);

  if (selected < G_N_ELEMENTS (statuses) &&
      selected != assay_mapping_entry_get_status (self->entry))
    assay_mapping_set_status (self->mapping, assay_mapping_entry_get_value (self->entry), selected);
}

static void
reset_cb (AssayMappingRow *self)
{
  assay_mapping_reset_value (self->mapping, assay_mapping_entry_get_value (self->entry));
}

static void
add_look_row (AssayMappingRow *self, AssayAppearance appearance)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *label = gtk_label_new (_(appearances[appearance]));

  self->look_icons[appearance] = assay_status_icon_widget_new ();
  if (appearance == ASSAY_APPEARANCE_CLASSIC)
    assay_status_icon_widget_set_dot (ASSAY_STATUS_ICON_WIDGET (self->look_icons[appearance]),
                                      TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (label, "dimmed");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), self->look_icons[appearance]);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  self->looks[appearance] = ADW_ACTION_ROW (row);
}

static void
add_status_row (AssayMappingRow *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    gtk_string_list_append (words, _(statuses[i]));

  self->status = ADW_COMBO_ROW (adw_combo_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->status), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->status), _("SmartRecruiters status"));
  adw_combo_row_set_model (self->status, G_LIST_MODEL (words));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->status));
}

/* Beside the status there is no room for it on a phone. */
static void
add_source_row (AssayMappingRow *self)
{
  self->source = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->source), FALSE);
  /* Translators: Where a fact is known from. */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->source), _("Source"));
  gtk_widget_add_css_class (GTK_WIDGET (self->source), "property");
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->source));
}

static void
assay_mapping_row_dispose (GObject *object)
{
  AssayMappingRow *self = ASSAY_MAPPING_ROW (object);

  g_clear_object (&self->mapping);
  g_clear_object (&self->entry);

  G_OBJECT_CLASS (assay_mapping_row_parent_class)->dispose (object);
}

static void
assay_mapping_row_class_init (AssayMappingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_mapping_row_dispose;
}

static void
assay_mapping_row_init (AssayMappingRow *self)
{
  self->icon = assay_status_icon_widget_new ();
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), self->icon);

  self->reset = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_set_valign (self->reset, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->reset, "flat");
  g_signal_connect_object (self->reset, "clicked", G_CALLBACK (reset_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (self), self->reset);

  add_status_row (self);
  add_source_row (self);
  for (guint i = 0; i < ASSAY_N_APPEARANCES; i++)
    add_look_row (self, i);
}

/**
 * assay_mapping_row_new:
 * @mapping: the mapping that is changed
 * @entry: the result value to show
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
assay_mapping_row_new (AssayMapping *mapping, AssayMappingEntry *entry)
{
  AssayMappingRow *self;

  g_return_val_if_fail (ASSAY_IS_MAPPING (mapping), NULL);
  g_return_val_if_fail (ASSAY_IS_MAPPING_ENTRY (entry), NULL);

  self = g_object_new (ASSAY_TYPE_MAPPING_ROW, "use-markup", FALSE, NULL);
  self->mapping = g_object_ref (mapping);
  self->entry = g_object_ref (entry);
  name_children (self);
  show_entry (self);

  g_signal_connect_object (mapping, "changed", G_CALLBACK (show_entry), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->status, "notify::selected", G_CALLBACK (status_selected_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/**
 * assay_mapping_row_get_value:
 * @self: a row
 *
 * Returns: (transfer none): the result value
 */
const char *
assay_mapping_row_get_value (AssayMappingRow *self)
{
  g_return_val_if_fail (ASSAY_IS_MAPPING_ROW (self), NULL);

  return assay_mapping_entry_get_value (self->entry);
}
