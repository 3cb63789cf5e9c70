/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-attachment.h"

#include "assay-input-private.h"
#include "assay-model-private.h"

/**
 * AssayAttachment:
 *
 * A link to a report; SmartRecruiters lists it in the card's menu (StackOne ATS OpenAPI). An empty
 * text counts as none.
 */
struct _AssayAttachment
{
  GObject parent_instance;

  /* owned */
  char *url;
  GStrv unknown;
  AssayMapped type;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayAttachment,
                               assay_attachment,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

typedef enum
{
  PROP_URL = 1,
  PROP_CONTENT_TYPE,
  PROP_SOURCE_VALUE,
} AssayAttachmentProperty;

static GParamSpec *properties[PROP_SOURCE_VALUE + 1];

static const AssayField fields[] = {
  { "url", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayAttachment, url) },
  { "content_type", ASSAY_FIELD_MAPPED, G_STRUCT_OFFSET (AssayAttachment, type) },
  { NULL, ASSAY_FIELD_UNKNOWN, G_STRUCT_OFFSET (AssayAttachment, unknown) },
};

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->fields = fields;
}

static void
assay_attachment_finalize (GObject *object)
{
  assay_model_clear_fields (object);
  G_OBJECT_CLASS (assay_attachment_parent_class)->finalize (object);
}

static void
assay_attachment_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  AssayAttachment *self = ASSAY_ATTACHMENT (object);

  switch ((AssayAttachmentProperty) property_id)
    {
    case PROP_URL:
      g_value_set_string (value, assay_attachment_get_url (self));
      break;
    case PROP_CONTENT_TYPE:
      g_value_set_string (value, assay_attachment_get_content_type (self));
      break;
    case PROP_SOURCE_VALUE:
      g_value_set_string (value, assay_attachment_get_source_value (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_attachment_set_property (GObject *object,
                               guint property_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  AssayAttachment *self = ASSAY_ATTACHMENT (object);

  switch ((AssayAttachmentProperty) property_id)
    {
    case PROP_URL:
      assay_attachment_set_url (self, g_value_get_string (value));
      break;
    case PROP_CONTENT_TYPE:
      assay_attachment_set_content_type (self, g_value_get_string (value));
      break;
    case PROP_SOURCE_VALUE:
      assay_attachment_set_source_value (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_attachment_class_init (AssayAttachmentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_attachment_finalize;
  object_class->get_property = assay_attachment_get_property;
  object_class->set_property = assay_attachment_set_property;

  /**
   * AssayAttachment:url:
   *
   * Address of the report.
   */
  properties[PROP_URL] = g_param_spec_string ("url", NULL, NULL, NULL, ASSAY_MODEL_PARAM);

  /**
   * AssayAttachment:content-type:
   *
   * StackOne's word for the type: `pdf`, `video`, `text` or `other`.
   */
  properties[PROP_CONTENT_TYPE] = g_param_spec_string ("content-type", NULL, NULL, NULL,
                                                       ASSAY_MODEL_PARAM);

  /**
   * AssayAttachment:source-value:
   *
   * The type in the partner's own words, for example `application/pdf`.
   */
  properties[PROP_SOURCE_VALUE] = g_param_spec_string ("source-value", NULL, NULL, NULL,
                                                       ASSAY_MODEL_PARAM);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_attachment_init (AssayAttachment *self)
{
}

/**
 * assay_attachment_new:
 *
 * Returns: (transfer full): an attachment of which nothing is known
 */
AssayAttachment *
assay_attachment_new (void)
{
  return g_object_new (ASSAY_TYPE_ATTACHMENT, NULL);
}

/**
 * assay_attachment_get_url:
 * @self: an attachment
 *
 * Returns: (transfer none) (nullable): the value of [property@Attachment:url]
 */
const char *
assay_attachment_get_url (AssayAttachment *self)
{
  g_return_val_if_fail (ASSAY_IS_ATTACHMENT (self), NULL);

  return self->url;
}

/**
 * assay_attachment_set_url:
 * @self: an attachment
 * @url: (nullable): the new value
 *
 * Sets [property@Attachment:url].
 */
void
assay_attachment_set_url (AssayAttachment *self, const char *url)
{
  g_return_if_fail (ASSAY_IS_ATTACHMENT (self));

  if (assay_set_input (&self->url, url))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URL]);
}

/**
 * assay_attachment_get_content_type:
 * @self: an attachment
 *
 * Returns: (transfer none) (nullable): the value of [property@Attachment:content-type]
 */
const char *
assay_attachment_get_content_type (AssayAttachment *self)
{
  g_return_val_if_fail (ASSAY_IS_ATTACHMENT (self), NULL);

  return self->type.value;
}

/**
 * assay_attachment_set_content_type:
 * @self: an attachment
 * @content_type: (nullable): the new value
 *
 * Sets [property@Attachment:content-type].
 */
void
assay_attachment_set_content_type (AssayAttachment *self, const char *content_type)
{
  g_return_if_fail (ASSAY_IS_ATTACHMENT (self));

  if (assay_mapped_set_value (&self->type, content_type))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT_TYPE]);
}

/**
 * assay_attachment_get_source_value:
 * @self: an attachment
 *
 * Returns: (transfer none) (nullable): the value of [property@Attachment:source-value]
 */
const char *
assay_attachment_get_source_value (AssayAttachment *self)
{
  g_return_val_if_fail (ASSAY_IS_ATTACHMENT (self), NULL);

  return self->type.source;
}

/**
 * assay_attachment_set_source_value:
 * @self: an attachment
 * @source_value: (nullable): the new value
 *
 * Sets [property@Attachment:source-value].
 */
void
assay_attachment_set_source_value (AssayAttachment *self, const char *source_value)
{
  g_return_if_fail (ASSAY_IS_ATTACHMENT (self));

  if (assay_mapped_set_source (&self->type, source_value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOURCE_VALUE]);
}
