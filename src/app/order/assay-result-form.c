/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-result-form.h"

#include <glib/gi18n.h>

#include "assay-attachment-row.h"
#include "assay-date-time.h"
#include "assay-field-text.h"
#include "assay-form-fields.h"
#include "assay-status-field.h"
#include "assay-text-binding.h"

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
  AssayStatusField *status_field;
  GtkWidget *score_group;
  GtkWidget *summary_group;
  GtkWidget *reports_group;
  GtkWidget *dates_group;
  GtkWidget *add_attachment_button;
  GtkLabel *source_label;
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
  AssayConnectorMeta *connector_meta;
  GBindingGroup *bindings;
  GBindingGroup *score_bindings;

  /* plain */
  AssayOrderKind kind;
};

G_DEFINE_FINAL_TYPE (AssayResultForm, assay_result_form, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_RESULT = 1,
} AssayResultFormProperty;

static GParamSpec *properties[PROP_RESULT + 1];

static GtkWidget *
create_attachment_row (AssayResultForm *self, guint position)
{
  GListModel *model = G_LIST_MODEL (assay_result_get_attachments (self->result));
  g_autoptr (AssayAttachment) attachment = g_list_model_get_item (model, position);

  return assay_attachment_row_new (attachment, position);
}

/* Without a result there is nothing that would be sent unseen. */
static void
offer_fields (AssayResultForm *self)
{
  AssayResult *result = self->result;
  gpointer score = result != NULL ? assay_result_get_score (result) : NULL;
  gpointer attachments = result != NULL ? assay_result_get_attachments (result) : NULL;
  const AssayFormField fields[] = {
    { "$.result", GTK_WIDGET (self->status_field), result, "value" },
    { "$.score", self->score_group, score, "value" },
    { "$.score.value", self->score_value_row, score, "value" },
    { "$.score.min", self->score_min_row, score, "min" },
    { "$.score.max", self->score_max_row, score, "max" },
    { "$.score.label", self->score_label_row, score, "label" },
    { "$.summary", self->summary_group, result, "summary" },
    { "$.result_url", self->result_url_row, result, "result-url" },
    { "$.attachments", self->add_attachment_button, attachments, NULL },
    { "$.start_date", self->start_date_row, result, "start-date" },
    { "$.submission_date", self->submission_date_row, result, "submission-date" },
    { "$.result.source_value", self->source_value_row, result, "source-value" },
    { "$.candidate.id", self->candidate_id_row, result, "candidate-id" },
    { "$.candidate.profile_url", self->candidate_profile_url_row, result, "candidate-profile-url" },
    { "$.passthrough", self->passthrough_row, result, "passthrough" },
  };

  assay_form_fields_offer (fields, G_N_ELEMENTS (fields), self->connector_meta, self->kind);
  gtk_widget_set_visible (self->reports_group,
                          gtk_widget_get_visible (self->result_url_row) ||
                            gtk_widget_get_visible (self->add_attachment_button));
  gtk_widget_set_visible (self->dates_group, gtk_widget_get_visible (self->start_date_row) ||
                                               gtk_widget_get_visible (self->submission_date_row));
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
  g_clear_object (&self->result);
  g_clear_object (&self->connector_meta);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_RESULT_FORM);

  G_OBJECT_CLASS (assay_result_form_parent_class)->dispose (object);
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

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (ASSAY_TYPE_STATUS_FIELD);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-result-form.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, content);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, status_field);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, score_group);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, summary_group);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, reports_group);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, dates_group);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, add_attachment_button);
  gtk_widget_class_bind_template_child (widget_class, AssayResultForm, source_label);
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

  gtk_widget_class_install_action (widget_class, "form.add-attachment", NULL, add_attachment_cb);
  gtk_widget_class_install_action (widget_class, "form.remove-attachment", "u",
                                   remove_attachment_cb);
  gtk_widget_class_install_action (widget_class, "form.set-now", "s", set_now_cb);
}

static void
assay_result_form_init (AssayResultForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->bindings = g_binding_group_new ();
  self->score_bindings = g_binding_group_new ();
  bind_fields (self);
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
  assay_status_field_set_result (self->status_field, result);
  if (result != NULL)
    g_signal_connect_object (assay_result_get_attachments (result), "items-changed",
                             G_CALLBACK (attachments_changed_cb), self, G_CONNECT_SWAPPED);
  attachments_changed_cb (self);
  offer_fields (self);
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

  assay_status_field_set_mapping (self->status_field, mapping, appearance);
}

/**
 * assay_result_form_set_connector_meta:
 * @self: a form
 * @meta: (nullable): what StackOne tells of the provider
 * @kind: the kind of the order
 *
 * Shows the fields that the provider takes, and says where that is known from. Without @meta there
 * are all that StackOne documents.
 */
void
assay_result_form_set_connector_meta (AssayResultForm *self,
                                      AssayConnectorMeta *meta,
                                      AssayOrderKind kind)
{
  const char *provider;
  g_autofree char *text = NULL;

  g_return_if_fail (ASSAY_IS_RESULT_FORM (self));
  g_return_if_fail (meta == NULL || ASSAY_IS_CONNECTOR_META (meta));

  g_set_object (&self->connector_meta, meta);
  self->kind = kind;
  offer_fields (self);

  if (meta != NULL && assay_connector_meta_describes (meta, kind))
    {
      provider = assay_connector_meta_get_provider_name (meta);
      /* Translators: %s is SmartRecruiters. */
      text = g_strdup_printf (_("These are the fields that %s takes, as StackOne tells it."),
                              provider != NULL ? provider : "SmartRecruiters");
    }
  gtk_label_set_label (self->source_label,
                       text != NULL ? text
                                    : _("These are all fields that StackOne documents. What "
                                         "SmartRecruiters takes of them is not known here."));
}

/**
 * assay_result_form_set_pending_value:
 * @self: a form
 * @value: how “Pending” is sent, `initiated` or `pending`
 *
 * Decides between what StackOne lists and what the integration guide writes.
 */
void
assay_result_form_set_pending_value (AssayResultForm *self, const char *value)
{
  g_return_if_fail (ASSAY_IS_RESULT_FORM (self));
  g_return_if_fail (value != NULL);

  assay_status_field_set_pending_value (self->status_field, value);
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
    { "$.result", GTK_WIDGET (self->status_field), FALSE },
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
             gtk_widget_grab_focus (fields[i].field);
    }

  return FALSE;
}
