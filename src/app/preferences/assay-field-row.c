/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-field-row.h"

#include <glib/gi18n.h>

/* What is left of 360 pixels inside of a row. A choice that is wider takes more than one line. */
#define NARROWEST_ROW 300

/* From the title, besides what is between any two; its focus is drawn around it. */
#define CHOICE_DISTANCE 6

/**
 * AssayFieldRow:
 *
 * A setting with its title and explanation, and what sets it: a list to choose from, or a number.
 *
 * It looks like libadwaita's rows for these, which shorten the value, or break the title between
 * any two letters, where both have too little room. Here the control then goes below the title.
 *
 * The control is what takes the focus and what is named, not the row around it.
 */
struct _AssayFieldRow
{
  AdwPreferencesRow parent_instance;

  /* template children */
  AdwWrapBox *box;
  GtkWidget *title_label;
  GtkWidget *description_label;

  /* borrowed */
  GtkWidget *control;
  GtkWidget *list; /* that the row is in */
};

G_DEFINE_FINAL_TYPE (AssayFieldRow, assay_field_row, ADW_TYPE_PREFERENCES_ROW)

/* Returns: what gets the focus: a drop-down hands it on to its button */
static GtkWidget *
get_focus_target (AssayFieldRow *self)
{
  return GTK_IS_DROP_DOWN (self->control) ? gtk_widget_get_first_child (self->control)
                                          : self->control;
}

/* GTK's drop-down has one height, whatever width it gets; its button has one for each. */
static void
measure_choice (GtkWidget *holder,
                GtkOrientation orientation,
                int for_size,
                int *minimum,
                int *natural,
                int *minimum_baseline,
                int *natural_baseline)
{
  GtkWidget *button = gtk_widget_get_first_child (gtk_widget_get_first_child (holder));

  gtk_widget_measure (button, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MAX (*minimum, MIN (*natural, NARROWEST_ROW));
}

static void
allocate_choice (GtkWidget *holder, int width, int height, int baseline)
{
  gtk_widget_allocate (gtk_widget_get_first_child (holder), width, height, baseline, NULL);
}

static GtkSizeRequestMode
get_choice_mode (GtkWidget *holder)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static GtkWidget *
hold_choice (GtkWidget *drop_down)
{
  GtkWidget *holder = adw_bin_new ();

  adw_bin_set_child (ADW_BIN (holder), drop_down);
  gtk_widget_set_margin_start (holder, CHOICE_DISTANCE);
  gtk_widget_set_layout_manager (holder, gtk_custom_layout_new (get_choice_mode, measure_choice,
                                                                allocate_choice));

  return holder;
}

static void
set_control (AssayFieldRow *self, GtkWidget *control, const char *css_class)
{
  GtkWidget *child = GTK_IS_DROP_DOWN (control) ? hold_choice (control) : control;

  self->control = control;
  gtk_widget_add_css_class (GTK_WIDGET (self), css_class);
  gtk_widget_set_valign (child, GTK_ALIGN_CENTER);
  adw_wrap_box_append (self->box, child);
}

static void
setup_value_cb (AssayFieldRow *self, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_RIGHT);
  gtk_list_item_set_child (item, label);
}

static const char *
get_value (GtkListItem *item)
{
  return gtk_string_object_get_string (gtk_list_item_get_item (item));
}

static void
name (GtkWidget *widget, const char *spoken)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

/* Who walks with the Tab key hears the button: of the value alone there may be two in a window. Its
 * name is that of the drop-down, but only its own is told when it changes. */
static void
bind_value_cb (AssayFieldRow *self, GtkListItem *item)
{
  g_autofree char *spoken = NULL;
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), get_value (item));
  /* Translators: Read aloud. First what a setting is called, then the value it has. */
  spoken = g_strdup_printf (_("%s: %s"), title, get_value (item));
  name (self->control, spoken);
  name (get_focus_target (self), spoken);
}

/* GTK shows the words of a list item and gives it no name. */
static void
name_list_item_cb (GtkListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_accessible_label (item, get_value (item));
}

/* The list that opens keeps the look it has by itself, with a mark at what is chosen. */
static void
show_values_whole (AssayFieldRow *self, GtkDropDown *drop_down)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkListItemFactory *list_factory = gtk_drop_down_get_factory (drop_down);

  gtk_drop_down_set_list_factory (drop_down, list_factory);
  if (GTK_IS_SIGNAL_LIST_ITEM_FACTORY (list_factory))
    g_signal_connect (list_factory, "bind", G_CALLBACK (name_list_item_cb), NULL);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_value_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_value_cb), self, G_CONNECT_SWAPPED);
  gtk_drop_down_set_factory (drop_down, factory);
}

/* As in libadwaita's row: who scrolls the page does not mean the number under the pointer. */
static void
ignore_scrolling (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_NONE);
    }
}

static void
focus_changed_cb (AssayFieldRow *self)
{
  GtkStateFlags flags = gtk_widget_get_state_flags (self->control);

  if ((flags & GTK_STATE_FLAG_FOCUS_WITHIN) != 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "focused");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "focused");
}

static void
row_activated_cb (AssayFieldRow *self, GtkListBoxRow *row)
{
  if (row != GTK_LIST_BOX_ROW (self))
    return;

  if (GTK_IS_DROP_DOWN (self->control))
    gtk_widget_activate (self->control);
  else
    gtk_widget_grab_focus (self->control);
}

static void
parent_changed_cb (AssayFieldRow *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));

  if (self->list != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->list, row_activated_cb, self);
      g_clear_weak_pointer (&self->list);
    }
  if (GTK_IS_LIST_BOX (parent) && g_set_weak_pointer (&self->list, parent))
    g_signal_connect_object (parent, "row-activated", G_CALLBACK (row_activated_cb), self,
                             G_CONNECT_SWAPPED);
}

/* A row cannot have the focus, but when asked for it tells its list from where arrow keys go on. */
static void
become_current (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (assay_field_row_parent_class)->grab_focus (widget);
}

static gboolean
assay_field_row_grab_focus (GtkWidget *widget)
{
  AssayFieldRow *self = ASSAY_FIELD_ROW (widget);

  become_current (widget);

  return gtk_widget_grab_focus (get_focus_target (self));
}

static gboolean
assay_field_row_focus (GtkWidget *widget, GtkDirectionType direction)
{
  AssayFieldRow *self = ASSAY_FIELD_ROW (widget);

  if (gtk_widget_get_focus_child (widget) == NULL)
    become_current (widget);

  return gtk_widget_child_focus (self->control, direction);
}

static void
assay_field_row_dispose (GObject *object)
{
  AssayFieldRow *self = ASSAY_FIELD_ROW (object);

  g_clear_weak_pointer (&self->list);

  G_OBJECT_CLASS (assay_field_row_parent_class)->dispose (object);
}

static void
assay_field_row_class_init (AssayFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_field_row_dispose;
  widget_class->focus = assay_field_row_focus;
  widget_class->grab_focus = assay_field_row_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-field-row.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayFieldRow, box);
  gtk_widget_class_bind_template_child (widget_class, AssayFieldRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, AssayFieldRow, description_label);
}

static void
assay_field_row_init (AssayFieldRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_label_set_width_chars (GTK_LABEL (self->title_label), ASSAY_FIELD_ROW_TITLE_CHARS);
  g_signal_connect (self, "notify::parent", G_CALLBACK (parent_changed_cb), NULL);
}

/**
 * assay_field_row_new_choice:
 * @values: (array zero-terminated=1): what can be chosen, as people read it
 *
 * Returns: (transfer floating): a row with a #GtkDropDown
 */
AssayFieldRow *
assay_field_row_new_choice (const char *const *values)
{
  AssayFieldRow *self = g_object_new (ASSAY_TYPE_FIELD_ROW, NULL);
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (values);

  set_control (self, drop_down, "choice");
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  show_values_whole (self, GTK_DROP_DOWN (drop_down));

  return self;
}

/**
 * assay_field_row_new_number:
 * @minimum: the least
 * @maximum: the most
 * @step: by how much a button changes it
 *
 * Returns: (transfer floating): a row with a #GtkSpinButton
 */
AssayFieldRow *
assay_field_row_new_number (double minimum, double maximum, double step)
{
  AssayFieldRow *self = g_object_new (ASSAY_TYPE_FIELD_ROW, NULL);
  GtkWidget *spin_button = gtk_spin_button_new_with_range (minimum, maximum, step);

  gtk_editable_set_alignment (GTK_EDITABLE (spin_button), 1);
  ignore_scrolling (spin_button);
  g_signal_connect_object (spin_button, "state-flags-changed", G_CALLBACK (focus_changed_cb), self,
                           G_CONNECT_SWAPPED);
  set_control (self, spin_button, "spin");
  gtk_accessible_update_relation (GTK_ACCESSIBLE (spin_button), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->title_label, NULL, -1);

  return self;
}

/**
 * assay_field_row_get_control:
 * @self: a row
 *
 * Returns: (transfer none): the #GtkDropDown or #GtkSpinButton
 */
GtkWidget *
assay_field_row_get_control (AssayFieldRow *self)
{
  g_return_val_if_fail (ASSAY_IS_FIELD_ROW (self), NULL);

  return self->control;
}

/**
 * assay_field_row_set_description:
 * @self: a row
 * @description: explains the setting
 *
 * Says more than the title.
 */
void
assay_field_row_set_description (AssayFieldRow *self, const char *description)
{
  g_return_if_fail (ASSAY_IS_FIELD_ROW (self));
  g_return_if_fail (description != NULL);

  gtk_label_set_label (GTK_LABEL (self->description_label), description);
  gtk_widget_set_visible (self->description_label, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (get_focus_target (self)),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, self->description_label,
                                  NULL, -1);
}
