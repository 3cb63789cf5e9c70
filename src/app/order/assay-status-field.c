/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-status-field.h"

#include <glib/gi18n.h>

#include "assay-fit.h"
#include "assay-status-icon.h"
#include "assay-value-text.h"

#define INITIATED "initiated"
#define PENDING "pending"

/**
 * AssayStatusField:
 *
 * The status of a result: one button for each value, or where it is narrow a row that opens a list.
 * Both show what the recruiter gets to see.
 */
struct _AssayStatusField
{
  AdwPreferencesGroup parent_instance;

  /* template children */
  AssayFit *fit;
  AdwToggleGroup *toggles;
  AdwComboRow *row;

  /* owned */
  AssayResult *result;
  AssayMapping *mapping;
  GSignalGroup *signals;
  GStrv values;
  char *description; /* of the values, as they are shown */

  /* plain */
  AssayAppearance appearance;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (AssayStatusField, assay_status_field, ADW_TYPE_PREFERENCES_GROUP)

/* There are two ways to write the same. */
static gboolean
is_pending (const char *value)
{
  return g_strcmp0 (value, INITIATED) == 0 || g_strcmp0 (value, PENDING) == 0;
}

static void
show_value (AssayStatusField *self)
{
  const char *value = self->result != NULL ? assay_result_get_value (self->result) : NULL;
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->values[i] != NULL; i++)
    {
      if (g_strcmp0 (self->values[i], value) == 0 ||
          (is_pending (self->values[i]) && is_pending (value)))
        selected = i;
    }

  self->updating = TRUE;
  adw_toggle_group_set_active (self->toggles, selected);
  adw_combo_row_set_selected (self->row, selected == GTK_INVALID_LIST_POSITION ? 0 : selected + 1);
  self->updating = FALSE;
}

/* The value that StackOne lists says by its source that “pending” is meant. */
static void
choose (AssayStatusField *self, const char *value)
{
  const char *source_value = assay_result_get_source_value (self->result);
  gboolean is_source = g_strcmp0 (source_value, PENDING) == 0;
  gboolean has_source = source_value != NULL && *source_value != '\0';

  assay_result_set_value (self->result, value);
  if (g_strcmp0 (value, INITIATED) == 0 && !has_source)
    assay_result_set_source_value (self->result, PENDING);
  else if (g_strcmp0 (value, INITIATED) != 0 && is_source)
    assay_result_set_source_value (self->result, NULL);
}

static void
toggle_changed_cb (AssayStatusField *self)
{
  const char *name = adw_toggle_group_get_active_name (self->toggles);

  if (!self->updating && self->result != NULL && name != NULL)
    choose (self, name);
}

static void
combo_changed_cb (AssayStatusField *self)
{
  guint selected = adw_combo_row_get_selected (self->row);

  if (self->updating || self->result == NULL || selected > g_strv_length (self->values))
    return;

  choose (self, selected == 0 ? NULL : self->values[selected - 1]);
}

static const AssayStatusLook *
find_look (AssayStatusField *self, const char *value)
{
  return self->mapping != NULL
           ? assay_mapping_get_look (self->mapping,
                                     assay_mapping_lookup_status (self->mapping, value),
                                     self->appearance)
           : NULL;
}

static GtkWidget *
create_value_widget (AssayStatusField *self, const char *value, GtkOrientation orientation)
{
  GtkWidget *box = gtk_box_new (orientation, orientation == GTK_ORIENTATION_VERTICAL ? 3 : 9);
  GtkWidget *icon;
  GtkWidget *label = gtk_label_new (*value != '\0' ? assay_value_text_get (value)
                                                   : _("No status"));
  const AssayStatusLook *look = NULL;

  /* The first item of the list stands for “leave the status out”. */
  if (*value == '\0')
    {
      gtk_box_append (GTK_BOX (box), label);
      return box;
    }
  icon = assay_status_icon_widget_new ();

  gtk_widget_set_halign (icon, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);

  look = find_look (self, value);
  if (look != NULL)
    {
      GtkWidget *word = gtk_label_new (look->word);

      /* Beside each other, the same word twice says nothing. */
      gtk_widget_set_visible (word,
                              orientation == GTK_ORIENTATION_VERTICAL ||
                                !g_str_equal (look->word, gtk_label_get_label (GTK_LABEL (label))));
      assay_status_icon_widget_set (ASSAY_STATUS_ICON_WIDGET (icon), look->icon, look->colour);
      gtk_widget_add_css_class (word, "caption");
      gtk_widget_add_css_class (word, "dimmed");
      gtk_box_append (GTK_BOX (box), word);
    }

  return box;
}

static void
fill_toggles (AssayStatusField *self)
{
  adw_toggle_group_remove_all (self->toggles);
  for (guint i = 0; self->values[i] != NULL; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_name (toggle, self->values[i]);
      adw_toggle_set_label (toggle, assay_value_text_get (self->values[i]));
      adw_toggle_set_tooltip (toggle, self->values[i]);
      adw_toggle_set_child (toggle,
                            create_value_widget (self, self->values[i], GTK_ORIENTATION_VERTICAL));
      adw_toggle_group_add (self->toggles, toggle);
    }
}

static void
bind_value_item_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  AssayStatusField *self = ASSAY_STATUS_FIELD (user_data);
  GtkStringObject *object = gtk_list_item_get_item (item);

  gtk_list_item_set_child (item, create_value_widget (self, gtk_string_object_get_string (object),
                                                      GTK_ORIENTATION_HORIZONTAL));
}

/* All that is to be seen, in one text. */
static char *
describe_values (AssayStatusField *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; self->values[i] != NULL; i++)
    {
      const AssayStatusLook *look = find_look (self, self->values[i]);

      g_string_append (text, self->values[i]);
      if (look != NULL)
        g_string_append_printf (text, " %s %d %d", look->word, look->icon, look->colour);
      g_string_append_c (text, '\n');
    }

  return g_string_free_and_steal (text);
}

static void
show_values (AssayStatusField *self)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new ((const char *const[]) { "", NULL });
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_value_item_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_string_list_splice (model, 1, 0, (const char *const *) self->values);
  self->updating = TRUE;
  fill_toggles (self);
  adw_combo_row_set_factory (self->row, factory);
  adw_combo_row_set_model (self->row, G_LIST_MODEL (model));
  self->updating = FALSE;
  show_value (self);
}

/* Whoever is on a button would lose it when all of them are made anew. */
static void
fill_status (AssayStatusField *self)
{
  g_autofree char *description = describe_values (self);

  if (g_set_str (&self->description, description))
    show_values (self);
}

/* “unmapped_value” is what StackOne answers when it knows no word; nobody sends it on purpose. */
static GStrv
list_values (const char *pending)
{
  const char *const *all = assay_result_get_values ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; all[i] != NULL; i++)
    {
      if (!g_str_equal (all[i], "unmapped_value"))
        g_strv_builder_add (builder, is_pending (all[i]) ? pending : all[i]);
    }

  return g_strv_builder_end (builder);
}

/* Toggles of which none is active let nobody in by Tab. */
static gboolean
focus_first (GtkWidget *widget)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  while (child != NULL && !(gtk_widget_get_focusable (child) && gtk_widget_grab_focus (child)))
    child = gtk_widget_get_next_sibling (child);

  return child != NULL;
}

static gboolean
assay_status_field_focus (GtkWidget *widget, GtkDirectionType direction)
{
  AssayStatusField *self = ASSAY_STATUS_FIELD (widget);

  if (GTK_WIDGET_CLASS (assay_status_field_parent_class)->focus (widget, direction))
    return TRUE;

  return direction == GTK_DIR_TAB_FORWARD && assay_fit_get_wide (self->fit) &&
         gtk_widget_get_focus_child (GTK_WIDGET (self->toggles)) == NULL &&
         focus_first (GTK_WIDGET (self->toggles));
}

static void
assay_status_field_dispose (GObject *object)
{
  AssayStatusField *self = ASSAY_STATUS_FIELD (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->result);
  g_clear_object (&self->mapping);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_STATUS_FIELD);

  G_OBJECT_CLASS (assay_status_field_parent_class)->dispose (object);
}

static void
assay_status_field_finalize (GObject *object)
{
  AssayStatusField *self = ASSAY_STATUS_FIELD (object);

  g_strfreev (self->values);
  g_free (self->description);

  G_OBJECT_CLASS (assay_status_field_parent_class)->finalize (object);
}

static void
assay_status_field_class_init (AssayStatusFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_status_field_dispose;
  object_class->finalize = assay_status_field_finalize;
  widget_class->focus = assay_status_field_focus;

  g_type_ensure (ASSAY_TYPE_FIT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-status-field.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayStatusField, fit);
  gtk_widget_class_bind_template_child (widget_class, AssayStatusField, toggles);
  gtk_widget_class_bind_template_child (widget_class, AssayStatusField, row);
  gtk_widget_class_bind_template_callback (widget_class, toggle_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, combo_changed_cb);
}

static void
assay_status_field_init (AssayStatusField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->values = list_values (INITIATED);
  self->signals = g_signal_group_new (ASSAY_TYPE_RESULT);
  g_signal_group_connect_swapped (self->signals, "notify::value", G_CALLBACK (show_value), self);
  fill_status (self);
}

/**
 * assay_status_field_set_result:
 * @self: a field
 * @result: (nullable): the result whose status it is
 *
 * Edits the status of another result from now on.
 */
void
assay_status_field_set_result (AssayStatusField *self, AssayResult *result)
{
  g_return_if_fail (ASSAY_IS_STATUS_FIELD (self));
  g_return_if_fail (result == NULL || ASSAY_IS_RESULT (result));

  g_set_object (&self->result, result);
  g_signal_group_set_target (self->signals, result);
  show_value (self);
}

/**
 * assay_status_field_set_mapping:
 * @self: a field
 * @mapping: (nullable): how each value looks at SmartRecruiters
 * @appearance: the appearance to take icons and words from
 *
 * Shows under each value what the recruiter gets to see.
 */
void
assay_status_field_set_mapping (AssayStatusField *self,
                                AssayMapping *mapping,
                                AssayAppearance appearance)
{
  g_return_if_fail (ASSAY_IS_STATUS_FIELD (self));
  g_return_if_fail (mapping == NULL || ASSAY_IS_MAPPING (mapping));

  g_set_object (&self->mapping, mapping);
  self->appearance = appearance;
  fill_status (self);
}

/**
 * assay_status_field_set_pending_value:
 * @self: a field
 * @value: how “Pending” is sent, `initiated` or `pending`
 *
 * Decides between what StackOne lists and what the integration guide writes.
 */
void
assay_status_field_set_pending_value (AssayStatusField *self, const char *value)
{
  g_return_if_fail (ASSAY_IS_STATUS_FIELD (self));
  g_return_if_fail (is_pending (value));

  g_strfreev (self->values);
  self->values = list_values (value);
  fill_status (self);
}
