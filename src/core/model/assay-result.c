/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-result.h"

#include "assay-input-private.h"
#include "assay-json-retain.h"
#include "assay-result-private.h"

/**
 * AssayResult:
 *
 * A result for an order: what is sent to StackOne and what the recruiter sees of it (StackOne ATS
 * OpenAPI).
 *
 * What only a form edits is a property alone. Texts are kept as entered; an empty one counts as
 * none and is not sent. [signal@Result::changed] tells of every change, be it in the score or in an
 * attachment, so that a preview can follow.
 */
static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayResult,
                               assay_result,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

typedef enum
{
  PROP_VALUE = 1,
  PROP_SOURCE_VALUE,
  PROP_SCORE,
  PROP_SUMMARY,
  PROP_RESULT_URL,
  PROP_ATTACHMENTS,
  PROP_START_DATE,
  PROP_SUBMISSION_DATE,
  PROP_CANDIDATE_ID,
  PROP_CANDIDATE_PROFILE_URL,
  PROP_PASSTHROUGH,
} AssayResultProperty;

static GParamSpec *properties[PROP_PASSTHROUGH + 1];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
unwatch_attachment (AssayResult *self, guint position)
{
  g_signal_handlers_disconnect_by_data (self->watched->pdata[position], self);
  g_ptr_array_remove_index (self->watched, position);
}

static void
emit_changed_cb (AssayResult *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
attachments_changed_cb (GListModel *attachments,
                        guint position,
                        guint removed,
                        guint added,
                        AssayResult *self)
{
  for (guint i = 0; i < removed; i++)
    unwatch_attachment (self, position);
  for (guint i = 0; i < added; i++)
    {
      AssayAttachment *attachment = g_list_model_get_item (attachments, position + i);

      g_signal_connect_swapped (attachment, "notify", G_CALLBACK (emit_changed_cb), self);
      g_ptr_array_insert (self->watched, (int) (position + i), attachment);
    }
  emit_changed_cb (self);
}

static void
assay_result_notify (GObject *object, GParamSpec *pspec)
{
  emit_changed_cb (ASSAY_RESULT (object));
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->read_json = assay_result_json_read;
  iface->write_json = assay_result_json_write;
}

static void
assay_result_dispose (GObject *object)
{
  AssayResult *self = ASSAY_RESULT (object);

  while (self->watched->len > 0)
    unwatch_attachment (self, 0);
  g_signal_handlers_disconnect_by_data (self->score, self);
  g_signal_handlers_disconnect_by_data (self->attachments, self);
  G_OBJECT_CLASS (assay_result_parent_class)->dispose (object);
}

static void
assay_result_finalize (GObject *object)
{
  AssayResult *self = ASSAY_RESULT (object);

  g_clear_object (&self->score);
  g_clear_pointer (&self->summary, g_free);
  g_clear_pointer (&self->result_url, g_free);
  g_clear_object (&self->attachments);
  g_clear_pointer (&self->start_date, g_free);
  g_clear_pointer (&self->submission_date, g_free);
  g_clear_pointer (&self->candidate_id, g_free);
  g_clear_pointer (&self->candidate_profile_url, g_free);
  g_clear_pointer (&self->passthrough, g_free);
  assay_mapped_clear (&self->outcome);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  g_clear_pointer (&self->origin, assay_json_unref);
  g_clear_pointer (&self->understood, assay_json_unref);
  G_OBJECT_CLASS (assay_result_parent_class)->finalize (object);
}

/* Where a text that a person enters is kept; %NULL for any other property. */
static char **
get_text (AssayResult *self, AssayResultProperty property)
{
  switch (property)
    {
    case PROP_SUMMARY:
      return &self->summary;
    case PROP_RESULT_URL:
      return &self->result_url;
    case PROP_START_DATE:
      return &self->start_date;
    case PROP_SUBMISSION_DATE:
      return &self->submission_date;
    case PROP_CANDIDATE_ID:
      return &self->candidate_id;
    case PROP_CANDIDATE_PROFILE_URL:
      return &self->candidate_profile_url;
    case PROP_PASSTHROUGH:
      return &self->passthrough;
    case PROP_VALUE:
    case PROP_SOURCE_VALUE:
    case PROP_SCORE:
    case PROP_ATTACHMENTS:
    default:
      return NULL;
    }
}

static void
set_text (AssayResult *self, AssayResultProperty property, const char *text)
{
  if (assay_set_input (get_text (self, property), text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
assay_result_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  AssayResult *self = ASSAY_RESULT (object);
  char **text = get_text (self, property_id);

  if (text != NULL)
    g_value_set_string (value, *text);
  else if (property_id == PROP_VALUE)
    g_value_set_string (value, self->outcome.value);
  else if (property_id == PROP_SOURCE_VALUE)
    g_value_set_string (value, self->outcome.source);
  else if (property_id == PROP_SCORE)
    g_value_set_object (value, self->score);
  else if (property_id == PROP_ATTACHMENTS)
    g_value_set_object (value, self->attachments);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
assay_result_set_property (GObject *object,
                           guint property_id,
                           const GValue *value,
                           GParamSpec *pspec)
{
  AssayResult *self = ASSAY_RESULT (object);

  if (get_text (self, property_id) != NULL)
    set_text (self, property_id, g_value_get_string (value));
  else if (property_id == PROP_VALUE)
    assay_result_set_value (self, g_value_get_string (value));
  else if (property_id == PROP_SOURCE_VALUE)
    assay_result_set_source_value (self, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
assay_result_class_init (AssayResultClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_result_dispose;
  object_class->finalize = assay_result_finalize;
  object_class->get_property = assay_result_get_property;
  object_class->set_property = assay_result_set_property;
  object_class->notify = assay_result_notify;

  /**
   * AssayResult:value:
   *
   * StackOne's word for the outcome, for example `completed`.
   */
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, ASSAY_MODEL_PARAM);

  /**
   * AssayResult:source-value:
   *
   * The outcome in the partner's own words.
   */
  properties[PROP_SOURCE_VALUE] = g_param_spec_string ("source-value", NULL, NULL, NULL,
                                                       ASSAY_MODEL_PARAM);

  /**
   * AssayResult:score:
   *
   * The score, never %NULL; an empty one is not sent.
   */
  properties[PROP_SCORE] = g_param_spec_object ("score", NULL, NULL, ASSAY_TYPE_SCORE,
                                                ASSAY_MODEL_PARAM_READ);

  /**
   * AssayResult:summary:
   *
   * Summary for the recruiter.
   */
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, ASSAY_MODEL_PARAM);

  /**
   * AssayResult:result-url:
   *
   * Address of the report.
   */
  properties[PROP_RESULT_URL] = g_param_spec_string ("result-url", NULL, NULL, NULL,
                                                     ASSAY_MODEL_PARAM);

  /**
   * AssayResult:attachments:
   *
   * Further links, a [class@Gio.ListStore] of [class@Attachment].
   */
  properties[PROP_ATTACHMENTS] = g_param_spec_object ("attachments", NULL, NULL, G_TYPE_LIST_MODEL,
                                                      ASSAY_MODEL_PARAM_READ);

  /**
   * AssayResult:start-date:
   *
   * When the candidate began, as entered; sent in UTC when it is a date-time.
   */
  properties[PROP_START_DATE] = g_param_spec_string ("start-date", NULL, NULL, NULL,
                                                     ASSAY_MODEL_PARAM);

  /**
   * AssayResult:submission-date:
   *
   * When the candidate finished, as entered; sent in UTC when it is a date-time.
   */
  properties[PROP_SUBMISSION_DATE] = g_param_spec_string ("submission-date", NULL, NULL, NULL,
                                                          ASSAY_MODEL_PARAM);

  /**
   * AssayResult:candidate-id:
   *
   * Id of the candidate.
   */
  properties[PROP_CANDIDATE_ID] = g_param_spec_string ("candidate-id", NULL, NULL, NULL,
                                                       ASSAY_MODEL_PARAM);

  /**
   * AssayResult:candidate-profile-url:
   *
   * Address of the candidate's profile.
   */
  properties[PROP_CANDIDATE_PROFILE_URL] = g_param_spec_string ("candidate-profile-url", NULL, NULL,
                                                                NULL, ASSAY_MODEL_PARAM);

  /**
   * AssayResult:passthrough:
   *
   * JSON object for the provider, as entered.
   */
  properties[PROP_PASSTHROUGH] = g_param_spec_string ("passthrough", NULL, NULL, NULL,
                                                      ASSAY_MODEL_PARAM);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * AssayResult::changed:
   * @self: a result
   *
   * Emitted after every change of a property, of the score, of the list of attachments or of one
   * of them.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_result_init (AssayResult *self)
{
  self->attachments = g_list_store_new (ASSAY_TYPE_ATTACHMENT);
  self->score = assay_score_new ();
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (self->score, "notify", G_CALLBACK (emit_changed_cb), self);
  g_signal_connect (self->attachments, "items-changed", G_CALLBACK (attachments_changed_cb), self);
}

/**
 * assay_result_new:
 *
 * Returns: (transfer full): a result of which nothing is known
 */
AssayResult *
assay_result_new (void)
{
  return g_object_new (ASSAY_TYPE_RESULT, NULL);
}

/**
 * assay_result_new_from_json:
 * @json: an object
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads a result. Absent and null members stay unset. What is not changed, and what is not
 * understood, is written again as it came.
 *
 * Returns: (transfer full): the model, or %NULL with @error set
 */
AssayResult *
assay_result_new_from_json (AssayJson *json, GError **error)
{
  AssayResult *self = assay_model_new_from_json (ASSAY_TYPE_RESULT, json, error);

  if (self != NULL)
    {
      self->origin = assay_json_ref (json);
      self->understood = assay_result_json_understand (self);
    }

  return self;
}

/**
 * assay_result_get_value:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the value of [property@Result:value]
 */
const char *
assay_result_get_value (AssayResult *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  return self->outcome.value;
}

/**
 * assay_result_set_value:
 * @self: a result
 * @value: (nullable): the new value
 *
 * Sets [property@Result:value].
 */
void
assay_result_set_value (AssayResult *self, const char *value)
{
  g_return_if_fail (ASSAY_IS_RESULT (self));

  if (assay_mapped_set_value (&self->outcome, value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

/**
 * assay_result_get_source_value:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the value of [property@Result:source-value]
 */
const char *
assay_result_get_source_value (AssayResult *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  return self->outcome.source;
}

/**
 * assay_result_set_source_value:
 * @self: a result
 * @source_value: (nullable): the new value
 *
 * Sets [property@Result:source-value].
 */
void
assay_result_set_source_value (AssayResult *self, const char *source_value)
{
  g_return_if_fail (ASSAY_IS_RESULT (self));

  if (assay_mapped_set_source (&self->outcome, source_value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOURCE_VALUE]);
}

/**
 * assay_result_get_score:
 * @self: a result
 *
 * Returns: (transfer none): the value of [property@Result:score]
 */
AssayScore *
assay_result_get_score (AssayResult *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  return self->score;
}

/**
 * assay_result_get_summary:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the value of [property@Result:summary]
 */
const char *
assay_result_get_summary (AssayResult *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  return self->summary;
}

/**
 * assay_result_set_summary:
 * @self: a result
 * @summary: (nullable): the new value
 *
 * Sets [property@Result:summary].
 */
void
assay_result_set_summary (AssayResult *self, const char *summary)
{
  g_return_if_fail (ASSAY_IS_RESULT (self));

  set_text (self, PROP_SUMMARY, summary);
}

/**
 * assay_result_get_attachments:
 * @self: a result
 *
 * Returns: (transfer none): the value of [property@Result:attachments]
 */
GListStore *
assay_result_get_attachments (AssayResult *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  return self->attachments;
}

/**
 * assay_result_set_start_date:
 * @self: a result
 * @start_date: (nullable): the new value
 *
 * Sets [property@Result:start-date].
 */
void
assay_result_set_start_date (AssayResult *self, const char *start_date)
{
  g_return_if_fail (ASSAY_IS_RESULT (self));

  set_text (self, PROP_START_DATE, start_date);
}

/**
 * assay_result_set_submission_date:
 * @self: a result
 * @submission_date: (nullable): the new value
 *
 * Sets [property@Result:submission-date].
 */
void
assay_result_set_submission_date (AssayResult *self, const char *submission_date)
{
  g_return_if_fail (ASSAY_IS_RESULT (self));

  set_text (self, PROP_SUBMISSION_DATE, submission_date);
}

/**
 * assay_result_get_passthrough:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the value of [property@Result:passthrough]
 */
const char *
assay_result_get_passthrough (AssayResult *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  return self->passthrough;
}

/**
 * assay_result_set_passthrough:
 * @self: a result
 * @passthrough: (nullable): the new value
 *
 * Sets [property@Result:passthrough].
 */
void
assay_result_set_passthrough (AssayResult *self, const char *passthrough)
{
  g_return_if_fail (ASSAY_IS_RESULT (self));

  set_text (self, PROP_PASSTHROUGH, passthrough);
}

/**
 * assay_result_to_json:
 * @self: a result
 *
 * Writes the body of an update: exactly the documented members that are set, in the order of
 * StackOne's documentation. One that was read from JSON is written like that, with everything that
 * was not changed as it came.
 *
 * Returns: (transfer full): an object in JSON
 */
GBytes *
assay_result_to_json (AssayResult *self)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) present = NULL;

  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  if (self->origin == NULL)
    {
      assay_model_write_json (ASSAY_MODEL (self), writer);
      return assay_json_writer_finish (writer);
    }

  present = assay_result_json_understand (self);
  assay_json_retain (writer, self->origin, self->understood, present);

  return assay_json_writer_finish (writer);
}

/**
 * assay_result_get_values:
 *
 * Returns: (transfer none) (array zero-terminated=1): the values that StackOne documents for
 *   [property@Result:value], `unmapped_value` last
 */
const char *const *
assay_result_get_values (void)
{
  static const char *const values[] = {
    "initiated", "in_progress", "completed",      "passed", "failed",
    "cancelled", "expired",     "unmapped_value", NULL,
  };

  return values;
}
