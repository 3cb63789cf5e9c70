/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-result-form.h"

#include <glib/gi18n.h>

#include "assay-attachment-row.h"
#include "assay-date-time.h"
#include "assay-field-text.h"
#include "assay-status-icon.h"
#include "assay-text-binding.h"
#include "assay-value-text.h"

/**
 * AssayResultForm:
 *
 * Every member of a result as a form. The form keeps no state of its own: each keystroke is in the
 * [class@Result] it edits, and whoever listens to the result's `changed` signal is up to date.
 */
struct _AssayResultForm
{
  GtkWidget parent_instance;

  /* template children */
  GtkWidget *content;
  AdwToggleGroup *status_toggles;
  AdwComboRow *status_row;
  GtkWidget *score_value_row;
  GtkWidget *score_min_row;
  GtkWidget *score_max_row;
  GtkWidget *score_label_row;
  GtkWidget *summary_view;
  GtkTextBuffer *summary_buffer;
  GtkWidget *result_url_row;
  GtkListBox *attachments_list;
  GtkWidget *start_date_row;
  GtkWidget *submission_date_row;
  AdwExpanderRow *advanced_row;
  GtkWidget *source_value_row;
  GtkWidget *candidate_id_row;
  GtkWidget *candidate_profile_url_row;
  GtkWidget *passthrough_row;

  /* owned */
  AssayResult *result;
  AssayMapping *mapping;
  GBindingGroup *bindings;
  GBindingGroup *score_bindings;
  GSignalGroup *signals;
  GStrv values;

  /* plain */
  AssayAppearance appearance;
  gboolean compact;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (AssayResultForm, assay_result_form, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_RESULT = 1,
  PROP_COMPACT,
} AssayResultFormProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

static void
show_value (AssayResultForm *self)
{
  const char *value = self->result != NULL ? assay_result_get_value (self->result) : NULL;
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; self->values[i] != NULL; i++)
    {
      if (g_strcmp0 (self->values[i], value) == 0)
        selected = i;
    }

  self->updating = TRUE;
  adw_toggle_group_set_active (self->status_toggles, selected);
  adw_combo_row_set_selected (self->status_row,
                              selected == GTK_INVALID_LIST_POSITION ? 0 : selected + 1);
  self->updating = FALSE;
}

static void
toggle_changed_cb (AssayResultForm *self)
{
  const char *name = adw_toggle_group_get_active_name (self->status_toggles);

  if (!self->updating && self->result != NULL && name != NULL)
    assay_result_set_value (self->result, name);
}

static void
combo_changed_cb (AssayResultForm *self)
{
  guint selected = adw_combo_row_get_selected (self->status_row);

  if (self->updating || self->result == NULL || selected > g_strv_length (self->values))
    return;

  assay_result_set_value (self->result, selected == 0 ? NULL : self->values[selected - 1]);
}

static GtkWidget *
create_value_widget (AssayResultForm *self, const char *value, GtkOrientation orientation)
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

  /* Beside each other values share the width there is, however long a language makes them. */
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_lines (GTK_LABEL (label), 2);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
    }
  gtk_widget_set_halign (icon, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);

  if (self->mapping != NULL)
    look = assay_mapping_get_look (self->mapping,
                                   assay_mapping_lookup_status (self->mapping, value),
                                   self->appearance);
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
fill_toggles (AssayResultForm *self)
{
  adw_toggle_group_remove_all (self->status_toggles);
  for (guint i = 0; self->values[i] != NULL; i++)
    {
      AdwToggle *toggle = adw_toggle_new ();

      adw_toggle_set_name (toggle, self->values[i]);
      adw_toggle_set_label (toggle, assay_value_text_get (self->values[i]));
      adw_toggle_set_tooltip (toggle, self->values[i]);
      adw_toggle_set_child (toggle,
                            create_value_widget (self, self->values[i], GTK_ORIENTATION_VERTICAL));
      adw_toggle_group_add (self->status_toggles, toggle);
    }
}

static void
bind_value_item_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  AssayResultForm *self = ASSAY_RESULT_FORM (user_data);
  GtkStringObject *object = gtk_list_item_get_item (item);

  gtk_list_item_set_child (item, create_value_widget (self, gtk_string_object_get_string (object),
                                                      GTK_ORIENTATION_HORIZONTAL));
}

static void
fill_status (AssayResultForm *self)
{
  g_autoptr (GtkStringList) model = gtk_string_list_new ((const char *const[]) { "", NULL });
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_value_item_cb), self,
                           G_CONNECT_DEFAULT);
  gtk_string_list_splice (model, 1, 0, (const char *const *) self->values);
  self->updating = TRUE;
  fill_toggles (self);
  adw_combo_row_set_factory (self->status_row, factory);
  adw_combo_row_set_model (self->status_row, G_LIST_MODEL (model));
  self->updating = FALSE;
  show_value (self);
}

/* “unmapped_value” is what StackOne answers when it knows no word; nobody sends it on purpose. */
static GStrv
list_values (void)
{
  const char *const *all = assay_result_get_values ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; all[i] != NULL; i++)
    {
      if (!g_str_equal (all[i], "unmapped_value"))
        g_strv_builder_add (builder, all[i]);
    }

  return g_strv_builder_end (builder);
}

static GtkWidget *
create_attachment_row (AssayResultForm *self, guint position)
{
  GListModel *model = G_LIST_MODEL (assay_result_get_attachments (self->result));
  g_autoptr (AssayAttachment) attachment = g_list_model_get_item (model, position);

  return assay_attachment_row_new (attachment, position);
}

/* Rows carry their position, so all of them are made anew when the list changes. */
static void
attachments_changed_cb (AssayResultForm *self)
{
  guint n_items = 0;

  gtk_list_box_remove_all (self->attachments_list);
  if (self->result != NULL)
    n_items = g_list_model_get_n_items (G_LIST_MODEL (assay_result_get_attachments (self->result)));
  for (guint i = 0; i < n_items; i++)
    gtk_list_box_append (self->attachments_list, create_attachment_row (self, i));
  gtk_widget_set_visible (GTK_WIDGET (self->attachments_list), n_items > 0);
}

static void
add_attachment_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayResultForm *self = ASSAY_RESULT_FORM (widget);
  g_autoptr (AssayAttachment) attachment = assay_attachment_new ();
  GListStore *attachments;

  if (self->result == NULL)
    return;

  attachments = assay_result_get_attachments (self->result);
  g_list_store_append (attachments, attachment);
  assay_result_form_focus_path (self, "$.attachments");
}

static void
remove_attachment_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayResultForm *self = ASSAY_RESULT_FORM (widget);
  guint position = g_variant_get_uint32 (parameter);
  GListStore *attachments = assay_result_get_attachments (self->result);

  if (position < g_list_model_get_n_items (G_LIST_MODEL (attachments)))
    g_list_store_remove (attachments, position);
}

static void
set_now_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayResultForm *self = ASSAY_RESULT_FORM (widget);
  g_autofree char *now = assay_format_iso8601 (g_get_real_time ());

  if (self->result == NULL)
    return;
  if (g_str_equal (g_variant_get_string (parameter, NULL), "start"))
    assay_result_set_start_date (self->result, now);
  else
    assay_result_set_submission_date (self->result, now);
}

static void
bind_fields (AssayResultForm *self)
{
  const struct
  {
    const char *property;
    gpointer target;
  } fields[] = {
    { "source-value", self->source_value_row },
    { "summary", self->summary_buffer },
    { "result-url", self->result_url_row },
    { "start-date", self->start_date_row },
    { "submission-date", self->submission_date_row },
    { "candidate-id", self->candidate_id_row },
    { "candidate-profile-url", self->candidate_profile_url_row },
    { "passthrough", self->passthrough_row },
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    assay_text_binding_add (self->bindings, fields[i].property, fields[i].target);

  assay_text_binding_add (self->score_bindings, "value", self->score_value_row);
  assay_text_binding_add (self->score_bindings, "min", self->score_min_row);
  assay_text_binding_add (self->score_bindings, "max", self->score_max_row);
  assay_text_binding_add (self->score_bindings, "label", self->score_label_row);
}

static void
assay_result_form_dispose (GObject *object)
{
  AssayResultForm *self = ASSAY_RESULT_FORM (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->score_bindings);
  g_clear_object (&self->signals);
  g_clear_object (&self->result);
  g_clear_object (&self->mapping);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_RESULT_FORM);

  G_OBJECT_CLASS (assay_result_form_parent_class)->dispose (object);
}

static void
assay_result_form_finalize (GObject *object)
{
  AssayResultForm *self = ASSAY_RESULT_FORM (object);

  g_strfreev (self->values);

  G_OBJECT_CLASS (assay_result_form_parent_class)->finalize (object);
}

static void
assay_result_form_get_property (GObject *object,
                                guint property_id,
                                GValue *value,
                                GParamSpec *pspec)
{
  AssayResultForm *self = ASSAY_RESULT_FORM (object);

  switch ((AssayResultFormProperty) property_id)
    {
    case PROP_RESULT:
      g_value_set_object (value, self->result);
      break;

    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_result_form_set_property (GObject *object,
                                guint property_id,
                                const GValue *value,
                                GParamSpec *pspec)
{
  AssayResultForm *self = ASSAY_RESULT_FORM (object);

  switch ((AssayResultFormProperty) property_id)
    {
    case PROP_RESULT:
      assay_result_form_set_result (self, g_value_get_object (value));
      break;

    case PROP_COMPACT:
      if (self->compact == g_value_get_boolean (value))
        return;
      self->compact = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_result_form_class_init (AssayResultFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = assay_result_form_dispose;
  object_class->finalize = assay_result_form_finalize;
  object_class->get_property = assay_result_form_get_property;
  object_class->set_property = assay_result_form_set_property;

  /**
   * AssayResultForm:result:
   *
   * The result that the form edits.
   */
  properties[PROP_RESULT] = g_param_spec_object ("result", NULL, NULL, ASSAY_TYPE_RESULT,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                   G_PARAM_EXPLICIT_NOTIFY);

  /**
   * AssayResultForm:compact:
   *
   * Whether the status is a row that opens a list rather than one button for each value.
   */
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                     G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-result-form.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, content);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, status_toggles);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, status_row);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, score_value_row);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, score_min_row);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, score_max_row);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, score_label_row);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, summary_view);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, summary_buffer);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, result_url_row);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, attachments_list);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, start_date_row);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, submission_date_row);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, advanced_row);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, source_value_row);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, candidate_id_row);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, candidate_profile_url_row);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, passthrough_row);
  gtk_widget_class_bind_template_callback (widget_class, toggle_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, combo_changed_cb);

  gtk_widget_class_install_action (widget_class, "form.add-attachment", NULL, add_attachment_cb);
  gtk_widget_class_install_action (widget_class, "form.remove-attachment", "u",
                                   remove_attachment_cb);
  gtk_widget_class_install_action (widget_class, "form.set-now", "s", set_now_cb);
}

static void
assay_result_form_init (AssayResultForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->values = list_values ();
  self->bindings = g_binding_group_new ();
  self->score_bindings = g_binding_group_new ();
  bind_fields (self);
  self->signals = g_signal_group_new (ASSAY_TYPE_RESULT);
  g_signal_group_connect_swapped (self->signals, "notify::value", G_CALLBACK (show_value), self);
  fill_status (self);
}

/**
 * assay_result_form_new:
 *
 * Creates an empty form.
 *
 * Returns: (transfer floating): a new form
 */
GtkWidget *
assay_result_form_new (void)
{
  return g_object_new (ASSAY_TYPE_RESULT_FORM, NULL);
}

/**
 * assay_result_form_set_result:
 * @self: a form
 * @result: (nullable): the result to edit
 *
 * Fills the form from another result, which it edits from then on.
 */
void
assay_result_form_set_result (AssayResultForm *self, AssayResult *result)
{
  g_autoptr (AssayResult) previous = NULL;

  g_return_if_fail (ASSAY_IS_RESULT_FORM (self));
  g_return_if_fail (result == NULL || ASSAY_IS_RESULT (result));

  if (self->result == result)
    return;

  previous = g_steal_pointer (&self->result);
  if (previous != NULL)
    g_signal_handlers_disconnect_by_data (assay_result_get_attachments (previous), self);
  self->result = result != NULL ? g_object_ref (result) : NULL;
  g_binding_group_set_source (self->bindings, result);
  g_binding_group_set_source (self->score_bindings,
                              result != NULL ? assay_result_get_score (result) : NULL);
  g_signal_group_set_target (self->signals, result);
  if (result != NULL)
    g_signal_connect_object (assay_result_get_attachments (result), "items-changed",
                             G_CALLBACK (attachments_changed_cb), self, G_CONNECT_SWAPPED);
  attachments_changed_cb (self);
  show_value (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT]);
}

/**
 * assay_result_form_set_mapping:
 * @self: a form
 * @mapping: (nullable): how each value looks at SmartRecruiters
 * @appearance: the appearance to take icons and words from
 *
 * Shows under each value what the recruiter gets to see.
 */
void
assay_result_form_set_mapping (AssayResultForm *self,
                               AssayMapping *mapping,
                               AssayAppearance appearance)
{
  g_return_if_fail (ASSAY_IS_RESULT_FORM (self));
  g_return_if_fail (mapping == NULL || ASSAY_IS_MAPPING (mapping));

  g_set_object (&self->mapping, mapping);
  self->appearance = appearance;
  fill_status (self);
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

/**
 * assay_result_form_focus_path:
 * @self: a form
 * @path: JSON path of a member, such as `$.score.min`
 *
 * Puts the cursor into the field of a member.
 *
 * Returns: %TRUE when the form has such a field
 */
gboolean
assay_result_form_focus_path (AssayResultForm *self, const char *path)
{
  const struct
  {
    const char *member;
    GtkWidget *field;
    gboolean advanced;
  } fields[] = {
    { "$.result.source_value", self->source_value_row, TRUE },
    { "$.result", self->compact ? GTK_WIDGET (self->status_row) : GTK_WIDGET (self->status_toggles),
      FALSE },
    { "$.score.min", self->score_min_row, FALSE },
    { "$.score.max", self->score_max_row, FALSE },
    { "$.score.label", self->score_label_row, FALSE },
    { "$.score", self->score_value_row, FALSE },
    { "$.summary", self->summary_view, FALSE },
    { "$.attachments", GTK_WIDGET (self->attachments_list), FALSE },
    { "$.result_url", self->result_url_row, FALSE },
    { "$.start_date", self->start_date_row, FALSE },
    { "$.submission_date", self->submission_date_row, FALSE },
    { "$.candidate.profile_url", self->candidate_profile_url_row, TRUE },
    { "$.candidate", self->candidate_id_row, TRUE },
    { "$.passthrough", self->passthrough_row, TRUE },
  };

  g_return_val_if_fail (ASSAY_IS_RESULT_FORM (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (!assay_field_text_is_within (path, fields[i].member))
        continue;
      if (fields[i].advanced)
        adw_expander_row_set_expanded (self->advanced_row, TRUE);

      return gtk_widget_child_focus (fields[i].field, GTK_DIR_TAB_FORWARD) ||
             focus_first (fields[i].field) || gtk_widget_grab_focus (fields[i].field);
    }

  return FALSE;
}
