/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-application.h"

#include "assay-model-private.h"

/**
 * AssayApplication:
 *
 * The candidate's application to a job (StackOne ATS OpenAPI).
 */
struct _AssayApplication
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *remote_id;
  AssayJson *passthrough;
  GStrv unknown;
  AssayMapped state;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayApplication, assay_application, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

typedef enum
{
  PROP_ID = 1,
  PROP_REMOTE_ID,
  PROP_STATUS,
  PROP_STATUS_SOURCE,
  PROP_PASSTHROUGH,
  PROP_UNKNOWN,
} AssayApplicationProperty;

static GParamSpec *properties[PROP_UNKNOWN + 1];

static gboolean
assay_application_read (AssayModel *model, AssayJson *json, GError **error)
{
  AssayApplication *self = ASSAY_APPLICATION (model);
  static const char * const known[] = {
    "id", "remote_id", "application_status", "passthrough", NULL,
  };

  self->unknown = assay_json_dup_unknown_members (json, known);
  return assay_json_read_text (json, "id", &self->id, error) &&
         assay_json_read_text (json, "remote_id", &self->remote_id, error) &&
         assay_mapped_read (&self->state, json, "application_status", error) &&
         assay_json_read_object (json, "passthrough", &self->passthrough, error);
}

static void
assay_application_write (AssayModel *model, AssayJsonWriter *writer)
{
  AssayApplication *self = ASSAY_APPLICATION (model);

  assay_json_writer_member_string (writer, "id", self->id);
  assay_json_writer_member_string (writer, "remote_id", self->remote_id);
  assay_mapped_write (&self->state, writer, "application_status");
  assay_json_writer_member_value (writer, "passthrough", self->passthrough);
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->read_json = assay_application_read;
  iface->write_json = assay_application_write;
}

static void
assay_application_finalize (GObject *object)
{
  AssayApplication *self = ASSAY_APPLICATION (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->remote_id, g_free);
  g_clear_pointer (&self->passthrough, assay_json_unref);
  g_clear_pointer (&self->unknown, g_strfreev);
  assay_mapped_clear (&self->state);
  G_OBJECT_CLASS (assay_application_parent_class)->finalize (object);
}

static void
assay_application_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  AssayApplication *self = ASSAY_APPLICATION (object);

  switch ((AssayApplicationProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, assay_application_get_id (self));
      break;
    case PROP_REMOTE_ID:
      g_value_set_string (value, assay_application_get_remote_id (self));
      break;
    case PROP_STATUS:
      g_value_set_string (value, assay_application_get_status (self));
      break;
    case PROP_STATUS_SOURCE:
      g_value_set_string (value, assay_application_get_status_source (self));
      break;
    case PROP_PASSTHROUGH:
      g_value_set_boxed (value, assay_application_get_passthrough (self));
      break;
    case PROP_UNKNOWN:
      g_value_set_boxed (value, assay_application_get_unknown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_application_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  AssayApplication *self = ASSAY_APPLICATION (object);

  switch ((AssayApplicationProperty) property_id)
    {
    case PROP_ID:
      assay_application_set_id (self, g_value_get_string (value));
      break;
    case PROP_REMOTE_ID:
      assay_application_set_remote_id (self, g_value_get_string (value));
      break;
    case PROP_STATUS:
      assay_application_set_status (self, g_value_get_string (value));
      break;
    case PROP_STATUS_SOURCE:
      assay_application_set_status_source (self, g_value_get_string (value));
      break;
    case PROP_PASSTHROUGH:
      assay_application_set_passthrough (self, g_value_get_boxed (value));
      break;
    case PROP_UNKNOWN:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_application_class_init (AssayApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_application_finalize;
  object_class->get_property = assay_application_get_property;
  object_class->set_property = assay_application_set_property;

  /**
   * AssayApplication:id:
   *
   * Id at StackOne.
   */
  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayApplication:remote-id:
   *
   * Id at the provider.
   */
  properties[PROP_REMOTE_ID] =
    g_param_spec_string ("remote-id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayApplication:status:
   *
   * StackOne's word for the state, for example `assessment`.
   */
  properties[PROP_STATUS] =
    g_param_spec_string ("status", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayApplication:status-source:
   *
   * The state in the provider's own words.
   */
  properties[PROP_STATUS_SOURCE] =
    g_param_spec_string ("status-source", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayApplication:passthrough:
   *
   * What the provider added.
   */
  properties[PROP_PASSTHROUGH] =
    g_param_spec_boxed ("passthrough", NULL, NULL, ASSAY_TYPE_JSON,
                        ASSAY_MODEL_PARAM);

  /**
   * AssayApplication:unknown:
   *
   * The members that Assay does not know, each as `name: JSON`.
   */
  properties[PROP_UNKNOWN] =
    g_param_spec_boxed ("unknown", NULL, NULL, G_TYPE_STRV,
                        ASSAY_MODEL_PARAM_READ);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_application_init (AssayApplication *self)
{
}

/**
 * assay_application_new:
 *
 * Returns: (transfer full): an application of which nothing is known
 */
AssayApplication *
assay_application_new (void)
{
  return g_object_new (ASSAY_TYPE_APPLICATION, NULL);
}

/**
 * assay_application_new_from_json:
 * @json: an object
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads an application. Absent and null members stay unset; unknown ones are kept for display.
 *
 * Returns: (transfer full): the model, or %NULL with @error set
 */
AssayApplication *
assay_application_new_from_json (AssayJson *json, GError **error)
{
  return assay_model_new_from_json (ASSAY_TYPE_APPLICATION, json, error);
}

/**
 * assay_application_write_json:
 * @self: an application
 * @writer: where to write
 *
 * Writes an object with the documented members that are set.
 */
void
assay_application_write_json (AssayApplication *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_APPLICATION (self));

  assay_model_write_json (ASSAY_MODEL (self), writer);
}

/**
 * assay_application_get_id:
 * @self: an application
 *
 * Returns: (transfer none) (nullable): the value of [property@Application:id]
 */
const char *
assay_application_get_id (AssayApplication *self)
{
  g_return_val_if_fail (ASSAY_IS_APPLICATION (self), NULL);

  return self->id;
}

/**
 * assay_application_set_id:
 * @self: an application
 * @id: (nullable): the new value
 *
 * Sets [property@Application:id].
 */
void
assay_application_set_id (AssayApplication *self, const char *id)
{
  g_return_if_fail (ASSAY_IS_APPLICATION (self));

  if (g_set_str (&self->id, id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

/**
 * assay_application_get_remote_id:
 * @self: an application
 *
 * Returns: (transfer none) (nullable): the value of [property@Application:remote-id]
 */
const char *
assay_application_get_remote_id (AssayApplication *self)
{
  g_return_val_if_fail (ASSAY_IS_APPLICATION (self), NULL);

  return self->remote_id;
}

/**
 * assay_application_set_remote_id:
 * @self: an application
 * @remote_id: (nullable): the new value
 *
 * Sets [property@Application:remote-id].
 */
void
assay_application_set_remote_id (AssayApplication *self, const char *remote_id)
{
  g_return_if_fail (ASSAY_IS_APPLICATION (self));

  if (g_set_str (&self->remote_id, remote_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOTE_ID]);
}

/**
 * assay_application_get_status:
 * @self: an application
 *
 * Returns: (transfer none) (nullable): the value of [property@Application:status]
 */
const char *
assay_application_get_status (AssayApplication *self)
{
  g_return_val_if_fail (ASSAY_IS_APPLICATION (self), NULL);

  return self->state.value;
}

/**
 * assay_application_set_status:
 * @self: an application
 * @status: (nullable): the new value
 *
 * Sets [property@Application:status].
 */
void
assay_application_set_status (AssayApplication *self, const char *status)
{
  g_return_if_fail (ASSAY_IS_APPLICATION (self));

  if (assay_mapped_set_value (&self->state, status))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

/**
 * assay_application_get_status_source:
 * @self: an application
 *
 * Returns: (transfer none) (nullable): the value of [property@Application:status-source]
 */
const char *
assay_application_get_status_source (AssayApplication *self)
{
  g_return_val_if_fail (ASSAY_IS_APPLICATION (self), NULL);

  return self->state.source;
}

/**
 * assay_application_set_status_source:
 * @self: an application
 * @status_source: (nullable): the new value
 *
 * Sets [property@Application:status-source].
 */
void
assay_application_set_status_source (AssayApplication *self, const char *status_source)
{
  g_return_if_fail (ASSAY_IS_APPLICATION (self));

  if (assay_mapped_set_source (&self->state, status_source))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS_SOURCE]);
}

/**
 * assay_application_get_passthrough:
 * @self: an application
 *
 * Returns: (transfer none) (nullable): the value of [property@Application:passthrough]
 */
AssayJson *
assay_application_get_passthrough (AssayApplication *self)
{
  g_return_val_if_fail (ASSAY_IS_APPLICATION (self), NULL);

  return self->passthrough;
}

/**
 * assay_application_set_passthrough:
 * @self: an application
 * @passthrough: (nullable): the new value
 *
 * Sets [property@Application:passthrough].
 */
void
assay_application_set_passthrough (AssayApplication *self, AssayJson *passthrough)
{
  g_return_if_fail (ASSAY_IS_APPLICATION (self));

  if (assay_set_json (&self->passthrough, passthrough))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PASSTHROUGH]);
}

/**
 * assay_application_get_unknown:
 * @self: an application
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the value of
 *   [property@Application:unknown]
 */
const char * const *
assay_application_get_unknown (AssayApplication *self)
{
  g_return_val_if_fail (ASSAY_IS_APPLICATION (self), NULL);

  return (const char * const *) self->unknown;
}
