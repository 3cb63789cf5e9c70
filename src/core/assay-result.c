/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-result.h"

#include "assay-date-time.h"
#include "assay-model-private.h"

/**
 * AssayResult:
 *
 * A result for an order: what is sent to StackOne and what the recruiter sees of it (StackOne ATS
 * OpenAPI).
 *
 * Texts are kept as entered; an empty one counts as none and is not sent. [signal@Result::changed]
 * tells of every change, be it in the score or in an attachment, so that a preview can follow.
 */
struct _AssayResult
{
  GObject parent_instance;

  /* owned */
  AssayScore *score;
  char *summary;
  char *result_url;
  GListStore *attachments;
  char *start_date;
  char *submission_date;
  char *candidate_id;
  char *candidate_profile_url;
  char *passthrough;
  GStrv unknown;
  AssayMapped outcome;
  GPtrArray *watched;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayResult, assay_result, G_TYPE_OBJECT,
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
  PROP_UNKNOWN,
} AssayResultProperty;

static GParamSpec *properties[PROP_UNKNOWN + 1];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
read_score (AssayResult *self, AssayJson *json, GError **error)
{
  g_autoptr (AssayJson) score = NULL;

  if (!assay_json_read_object (json, "score", &score, error))
    return FALSE;
  return score == NULL ||
         ASSAY_MODEL_GET_IFACE (self->score)->read_json (ASSAY_MODEL (self->score), score, error);
}

static gboolean
read_candidate (AssayResult *self, AssayJson *json, GError **error)
{
  g_autoptr (AssayJson) candidate = NULL;

  if (!assay_json_read_object (json, "candidate", &candidate, error))
    return FALSE;
  return candidate == NULL ||
         (assay_json_read_text (candidate, "id", &self->candidate_id, error) &&
          assay_json_read_string (candidate, "profile_url", &self->candidate_profile_url, error));
}

/* A draft may hold what is no object yet: whoever typed it finds it again, and the checks say what
 * is wrong with it. */
static void
read_passthrough (AssayResult *self, AssayJson *json)
{
  g_autoptr (AssayJson) passthrough = assay_json_dup_member (json, "passthrough");

  if (passthrough == NULL || assay_json_get_kind (passthrough) == ASSAY_JSON_NULL)
    return;
  self->passthrough = assay_json_get_kind (passthrough) == ASSAY_JSON_STRING
                      ? assay_json_dup_text (passthrough) : assay_json_dup_source (passthrough);
}

static void
write_date (AssayJsonWriter *writer, const char *member, const char *text)
{
  g_autofree char *normalised = text != NULL ? assay_normalise_iso8601 (text) : NULL;

  assay_json_writer_member_string (writer, member, normalised);
}

static void
write_candidate (AssayResult *self, AssayJsonWriter *writer)
{
  if (self->candidate_id == NULL && self->candidate_profile_url == NULL)
    return;
  assay_json_writer_member (writer, "candidate");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", self->candidate_id);
  assay_json_writer_member_string (writer, "profile_url", self->candidate_profile_url);
  assay_json_writer_end_object (writer);
}

/* What was entered goes out as it is; when it is no JSON it goes out as a text, which keeps the
 * body valid and the mistake visible to whoever checks it.
 */
static void
write_passthrough (AssayResult *self, AssayJsonWriter *writer)
{
  g_autoptr (AssayJson) json = NULL;

  if (self->passthrough == NULL)
    return;
  json = assay_json_new_from_text (self->passthrough, NULL);
  if (json != NULL)
    assay_json_writer_member_value (writer, "passthrough", json);
  else
    assay_json_writer_member_string (writer, "passthrough", self->passthrough);
}

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
attachments_changed_cb (GListModel  *attachments,
                        guint        position,
                        guint        removed,
                        guint        added,
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

static gboolean
assay_result_read (AssayModel *model, AssayJson *json, GError **error)
{
  AssayResult *self = ASSAY_RESULT (model);
  static const char * const known[] = {
    "result", "score", "summary", "result_url", "attachments", "start_date", "submission_date",
    "candidate", "passthrough", NULL,
  };

  self->unknown = assay_json_dup_unknown_members (json, known);
  read_passthrough (self, json);
  return assay_mapped_read (&self->outcome, json, "result", error) &&
         read_score (self, json, error) &&
         assay_json_read_string (json, "summary", &self->summary, error) &&
         assay_json_read_string (json, "result_url", &self->result_url, error) &&
         assay_model_read_list (json, "attachments", self->attachments, error) &&
         assay_json_read_string (json, "start_date", &self->start_date, error) &&
         assay_json_read_string (json, "submission_date", &self->submission_date, error) &&
         read_candidate (self, json, error);
}

static void
assay_result_write (AssayModel *model, AssayJsonWriter *writer)
{
  AssayResult *self = ASSAY_RESULT (model);

  assay_mapped_write (&self->outcome, writer, "result");
  if (!assay_score_is_empty (self->score))
    assay_model_write_member (writer, "score", self->score);
  assay_json_writer_member_string (writer, "summary", self->summary);
  assay_json_writer_member_string (writer, "result_url", self->result_url);
  assay_model_write_list (writer, "attachments", self->attachments);
  write_date (writer, "start_date", self->start_date);
  write_date (writer, "submission_date", self->submission_date);
  write_candidate (self, writer);
  write_passthrough (self, writer);
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->read_json = assay_result_read;
  iface->write_json = assay_result_write;
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
  g_clear_pointer (&self->unknown, g_strfreev);
  assay_mapped_clear (&self->outcome);
  g_clear_pointer (&self->watched, g_ptr_array_unref);
  G_OBJECT_CLASS (assay_result_parent_class)->finalize (object);
}

static void
assay_result_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  AssayResult *self = ASSAY_RESULT (object);

  switch ((AssayResultProperty) property_id)
    {
    case PROP_VALUE:
      g_value_set_string (value, assay_result_get_value (self));
      break;
    case PROP_SOURCE_VALUE:
      g_value_set_string (value, assay_result_get_source_value (self));
      break;
    case PROP_SCORE:
      g_value_set_object (value, assay_result_get_score (self));
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, assay_result_get_summary (self));
      break;
    case PROP_RESULT_URL:
      g_value_set_string (value, assay_result_get_result_url (self));
      break;
    case PROP_ATTACHMENTS:
      g_value_set_object (value, assay_result_get_attachments (self));
      break;
    case PROP_START_DATE:
      g_value_set_string (value, assay_result_get_start_date (self));
      break;
    case PROP_SUBMISSION_DATE:
      g_value_set_string (value, assay_result_get_submission_date (self));
      break;
    case PROP_CANDIDATE_ID:
      g_value_set_string (value, assay_result_get_candidate_id (self));
      break;
    case PROP_CANDIDATE_PROFILE_URL:
      g_value_set_string (value, assay_result_get_candidate_profile_url (self));
      break;
    case PROP_PASSTHROUGH:
      g_value_set_string (value, assay_result_get_passthrough (self));
      break;
    case PROP_UNKNOWN:
      g_value_set_boxed (value, assay_result_get_unknown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_result_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  AssayResult *self = ASSAY_RESULT (object);

  switch ((AssayResultProperty) property_id)
    {
    case PROP_VALUE:
      assay_result_set_value (self, g_value_get_string (value));
      break;
    case PROP_SOURCE_VALUE:
      assay_result_set_source_value (self, g_value_get_string (value));
      break;
    case PROP_SUMMARY:
      assay_result_set_summary (self, g_value_get_string (value));
      break;
    case PROP_RESULT_URL:
      assay_result_set_result_url (self, g_value_get_string (value));
      break;
    case PROP_START_DATE:
      assay_result_set_start_date (self, g_value_get_string (value));
      break;
    case PROP_SUBMISSION_DATE:
      assay_result_set_submission_date (self, g_value_get_string (value));
      break;
    case PROP_CANDIDATE_ID:
      assay_result_set_candidate_id (self, g_value_get_string (value));
      break;
    case PROP_CANDIDATE_PROFILE_URL:
      assay_result_set_candidate_profile_url (self, g_value_get_string (value));
      break;
    case PROP_PASSTHROUGH:
      assay_result_set_passthrough (self, g_value_get_string (value));
      break;
    case PROP_SCORE:
    case PROP_ATTACHMENTS:
    case PROP_UNKNOWN:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
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
  properties[PROP_VALUE] =
    g_param_spec_string ("value", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayResult:source-value:
   *
   * The outcome in the partner's own words.
   */
  properties[PROP_SOURCE_VALUE] =
    g_param_spec_string ("source-value", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayResult:score:
   *
   * The score, never %NULL; an empty one is not sent.
   */
  properties[PROP_SCORE] =
    g_param_spec_object ("score", NULL, NULL, ASSAY_TYPE_SCORE,
                         ASSAY_MODEL_PARAM_READ);

  /**
   * AssayResult:summary:
   *
   * Summary for the recruiter.
   */
  properties[PROP_SUMMARY] =
    g_param_spec_string ("summary", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayResult:result-url:
   *
   * Address of the report.
   */
  properties[PROP_RESULT_URL] =
    g_param_spec_string ("result-url", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayResult:attachments:
   *
   * Further links, a [class@Gio.ListStore] of [class@Attachment].
   */
  properties[PROP_ATTACHMENTS] =
    g_param_spec_object ("attachments", NULL, NULL, G_TYPE_LIST_MODEL,
                         ASSAY_MODEL_PARAM_READ);

  /**
   * AssayResult:start-date:
   *
   * When the candidate began, as entered; sent in UTC when it is a date-time.
   */
  properties[PROP_START_DATE] =
    g_param_spec_string ("start-date", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayResult:submission-date:
   *
   * When the candidate finished, as entered; sent in UTC when it is a date-time.
   */
  properties[PROP_SUBMISSION_DATE] =
    g_param_spec_string ("submission-date", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayResult:candidate-id:
   *
   * Id of the candidate.
   */
  properties[PROP_CANDIDATE_ID] =
    g_param_spec_string ("candidate-id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayResult:candidate-profile-url:
   *
   * Address of the candidate's profile.
   */
  properties[PROP_CANDIDATE_PROFILE_URL] =
    g_param_spec_string ("candidate-profile-url", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayResult:passthrough:
   *
   * JSON object for the provider, as entered.
   */
  properties[PROP_PASSTHROUGH] =
    g_param_spec_string ("passthrough", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayResult:unknown:
   *
   * The members that Assay does not know, each as `name: JSON`.
   */
  properties[PROP_UNKNOWN] =
    g_param_spec_boxed ("unknown", NULL, NULL, G_TYPE_STRV,
                        ASSAY_MODEL_PARAM_READ);

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
 * Reads a result. Absent and null members stay unset; unknown ones are kept for display.
 *
 * Returns: (transfer full): the model, or %NULL with @error set
 */
AssayResult *
assay_result_new_from_json (AssayJson *json, GError **error)
{
  return assay_model_new_from_json (ASSAY_TYPE_RESULT, json, error);
}

/**
 * assay_result_write_json:
 * @self: a result
 * @writer: where to write
 *
 * Writes an object with the documented members that are set.
 */
void
assay_result_write_json (AssayResult *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_RESULT (self));

  assay_model_write_json (ASSAY_MODEL (self), writer);
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

  if (assay_set_input (&self->summary, summary))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

/**
 * assay_result_get_result_url:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the value of [property@Result:result-url]
 */
const char *
assay_result_get_result_url (AssayResult *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  return self->result_url;
}

/**
 * assay_result_set_result_url:
 * @self: a result
 * @result_url: (nullable): the new value
 *
 * Sets [property@Result:result-url].
 */
void
assay_result_set_result_url (AssayResult *self, const char *result_url)
{
  g_return_if_fail (ASSAY_IS_RESULT (self));

  if (assay_set_input (&self->result_url, result_url))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT_URL]);
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
 * assay_result_get_start_date:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the value of [property@Result:start-date]
 */
const char *
assay_result_get_start_date (AssayResult *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  return self->start_date;
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

  if (assay_set_input (&self->start_date, start_date))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_START_DATE]);
}

/**
 * assay_result_get_submission_date:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the value of [property@Result:submission-date]
 */
const char *
assay_result_get_submission_date (AssayResult *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  return self->submission_date;
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

  if (assay_set_input (&self->submission_date, submission_date))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUBMISSION_DATE]);
}

/**
 * assay_result_get_candidate_id:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the value of [property@Result:candidate-id]
 */
const char *
assay_result_get_candidate_id (AssayResult *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  return self->candidate_id;
}

/**
 * assay_result_set_candidate_id:
 * @self: a result
 * @candidate_id: (nullable): the new value
 *
 * Sets [property@Result:candidate-id].
 */
void
assay_result_set_candidate_id (AssayResult *self, const char *candidate_id)
{
  g_return_if_fail (ASSAY_IS_RESULT (self));

  if (assay_set_input (&self->candidate_id, candidate_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANDIDATE_ID]);
}

/**
 * assay_result_get_candidate_profile_url:
 * @self: a result
 *
 * Returns: (transfer none) (nullable): the value of [property@Result:candidate-profile-url]
 */
const char *
assay_result_get_candidate_profile_url (AssayResult *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  return self->candidate_profile_url;
}

/**
 * assay_result_set_candidate_profile_url:
 * @self: a result
 * @candidate_profile_url: (nullable): the new value
 *
 * Sets [property@Result:candidate-profile-url].
 */
void
assay_result_set_candidate_profile_url (AssayResult *self, const char *candidate_profile_url)
{
  g_return_if_fail (ASSAY_IS_RESULT (self));

  if (assay_set_input (&self->candidate_profile_url, candidate_profile_url))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANDIDATE_PROFILE_URL]);
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

  if (assay_set_input (&self->passthrough, passthrough))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PASSTHROUGH]);
}

/**
 * assay_result_get_unknown:
 * @self: a result
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the value of
 *   [property@Result:unknown]
 */
const char * const *
assay_result_get_unknown (AssayResult *self)
{
  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  return (const char * const *) self->unknown;
}

/**
 * assay_result_to_json:
 * @self: a result
 *
 * Writes the body of an update: exactly the documented members that are set, in the order of
 * StackOne's documentation.
 *
 * Returns: (transfer full): an object in compact JSON
 */
GBytes *
assay_result_to_json (AssayResult *self)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  g_return_val_if_fail (ASSAY_IS_RESULT (self), NULL);

  assay_result_write_json (self, writer);
  return assay_json_writer_finish (writer);
}

/**
 * assay_result_get_values:
 *
 * Returns: (transfer none) (array zero-terminated=1): the values that StackOne documents for
 *   [property@Result:value], `unmapped_value` last
 */
const char * const *
assay_result_get_values (void)
{
  static const char * const values[] = {
    "initiated", "in_progress", "completed", "passed", "failed", "cancelled", "expired",
    "unmapped_value", NULL,
  };

  return values;
}
