/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-score.h"

#include "assay-input-private.h"
#include "assay-model-private.h"

/**
 * AssayScore:
 *
 * The score of a result as StackOne takes it: texts, although SmartRecruiters wants whole numbers
 * (StackOne ATS OpenAPI). An empty text counts as none.
 */
struct _AssayScore
{
  GObject parent_instance;

  /* owned */
  char *value;
  char *min;
  char *max;
  char *label;
  GStrv unknown;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayScore,
                               assay_score,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

typedef enum
{
  PROP_VALUE = 1,
  PROP_MIN,
  PROP_MAX,
  PROP_LABEL,
} AssayScoreProperty;

static GParamSpec *properties[PROP_LABEL + 1];

static const AssayField fields[] = {
  { "label", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayScore, label) },
  { "value", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayScore, value) },
  { "min", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayScore, min) },
  { "max", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayScore, max) },
  { NULL, ASSAY_FIELD_UNKNOWN, G_STRUCT_OFFSET (AssayScore, unknown) },
};

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->fields = fields;
}

static void
assay_score_finalize (GObject *object)
{
  assay_model_clear_fields (object);
  G_OBJECT_CLASS (assay_score_parent_class)->finalize (object);
}

static void
assay_score_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  AssayScore *self = ASSAY_SCORE (object);

  switch ((AssayScoreProperty) property_id)
    {
    case PROP_VALUE:
      g_value_set_string (value, assay_score_get_value (self));
      break;
    case PROP_MIN:
      g_value_set_string (value, assay_score_get_min (self));
      break;
    case PROP_MAX:
      g_value_set_string (value, assay_score_get_max (self));
      break;
    case PROP_LABEL:
      g_value_set_string (value, assay_score_get_label (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_score_set_property (GObject *object,
                          guint property_id,
                          const GValue *value,
                          GParamSpec *pspec)
{
  AssayScore *self = ASSAY_SCORE (object);

  switch ((AssayScoreProperty) property_id)
    {
    case PROP_VALUE:
      assay_score_set_value (self, g_value_get_string (value));
      break;
    case PROP_MIN:
      assay_score_set_min (self, g_value_get_string (value));
      break;
    case PROP_MAX:
      assay_score_set_max (self, g_value_get_string (value));
      break;
    case PROP_LABEL:
      assay_score_set_label (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_score_class_init (AssayScoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_score_finalize;
  object_class->get_property = assay_score_get_property;
  object_class->set_property = assay_score_set_property;

  /**
   * AssayScore:value:
   *
   * The score itself, for example `80`.
   */
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, ASSAY_MODEL_PARAM);

  /**
   * AssayScore:min:
   *
   * Lowest possible value.
   */
  properties[PROP_MIN] = g_param_spec_string ("min", NULL, NULL, NULL, ASSAY_MODEL_PARAM);

  /**
   * AssayScore:max:
   *
   * Highest possible value.
   */
  properties[PROP_MAX] = g_param_spec_string ("max", NULL, NULL, NULL, ASSAY_MODEL_PARAM);

  /**
   * AssayScore:label:
   *
   * What the score means, for example `Percentage`.
   */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, ASSAY_MODEL_PARAM);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_score_init (AssayScore *self)
{
}

/**
 * assay_score_new:
 *
 * Returns: (transfer full): a score of which nothing is known
 */
AssayScore *
assay_score_new (void)
{
  return g_object_new (ASSAY_TYPE_SCORE, NULL);
}

/**
 * assay_score_get_value:
 * @self: a score
 *
 * Returns: (transfer none) (nullable): the value of [property@Score:value]
 */
const char *
assay_score_get_value (AssayScore *self)
{
  g_return_val_if_fail (ASSAY_IS_SCORE (self), NULL);

  return self->value;
}

/**
 * assay_score_set_value:
 * @self: a score
 * @value: (nullable): the new value
 *
 * Sets [property@Score:value].
 */
void
assay_score_set_value (AssayScore *self, const char *value)
{
  g_return_if_fail (ASSAY_IS_SCORE (self));

  if (assay_set_input (&self->value, value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

/**
 * assay_score_get_min:
 * @self: a score
 *
 * Returns: (transfer none) (nullable): the value of [property@Score:min]
 */
const char *
assay_score_get_min (AssayScore *self)
{
  g_return_val_if_fail (ASSAY_IS_SCORE (self), NULL);

  return self->min;
}

/**
 * assay_score_set_min:
 * @self: a score
 * @min: (nullable): the new value
 *
 * Sets [property@Score:min].
 */
void
assay_score_set_min (AssayScore *self, const char *min)
{
  g_return_if_fail (ASSAY_IS_SCORE (self));

  if (assay_set_input (&self->min, min))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MIN]);
}

/**
 * assay_score_get_max:
 * @self: a score
 *
 * Returns: (transfer none) (nullable): the value of [property@Score:max]
 */
const char *
assay_score_get_max (AssayScore *self)
{
  g_return_val_if_fail (ASSAY_IS_SCORE (self), NULL);

  return self->max;
}

/**
 * assay_score_set_max:
 * @self: a score
 * @max: (nullable): the new value
 *
 * Sets [property@Score:max].
 */
void
assay_score_set_max (AssayScore *self, const char *max)
{
  g_return_if_fail (ASSAY_IS_SCORE (self));

  if (assay_set_input (&self->max, max))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAX]);
}

/**
 * assay_score_get_label:
 * @self: a score
 *
 * Returns: (transfer none) (nullable): the value of [property@Score:label]
 */
const char *
assay_score_get_label (AssayScore *self)
{
  g_return_val_if_fail (ASSAY_IS_SCORE (self), NULL);

  return self->label;
}

/**
 * assay_score_set_label:
 * @self: a score
 * @label: (nullable): the new value
 *
 * Sets [property@Score:label].
 */
void
assay_score_set_label (AssayScore *self, const char *label)
{
  g_return_if_fail (ASSAY_IS_SCORE (self));

  if (assay_set_input (&self->label, label))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

/**
 * assay_score_is_empty:
 * @self: a score
 *
 * Returns: whether nothing is set, so that no score is sent
 */
gboolean
assay_score_is_empty (AssayScore *self)
{
  g_return_val_if_fail (ASSAY_IS_SCORE (self), TRUE);

  return self->value == NULL && self->min == NULL && self->max == NULL && self->label == NULL;
}
