/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-job.h"

#include "assay-model-private.h"
#include "assay-person.h"

/**
 * AssayJob:
 *
 * The job that the candidate applied for (StackOne ATS OpenAPI).
 */
struct _AssayJob
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *remote_id;
  char *title;
  GListStore *hiring_team;
  AssayJson *passthrough;
  GStrv unknown;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayJob, assay_job, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

typedef enum
{
  PROP_ID = 1,
  PROP_REMOTE_ID,
  PROP_TITLE,
  PROP_HIRING_TEAM,
  PROP_PASSTHROUGH,
  PROP_UNKNOWN,
} AssayJobProperty;

static GParamSpec *properties[PROP_UNKNOWN + 1];

static gboolean
assay_job_read (AssayModel *model, AssayJson *json, GError **error)
{
  AssayJob *self = ASSAY_JOB (model);
  static const char * const known[] = {
    "id", "remote_id", "title", "hiring_team", "passthrough", NULL,
  };

  self->unknown = assay_json_dup_unknown_members (json, known);
  return assay_json_read_text (json, "id", &self->id, error) &&
         assay_json_read_text (json, "remote_id", &self->remote_id, error) &&
         assay_json_read_string (json, "title", &self->title, error) &&
         assay_model_read_list (json, "hiring_team", self->hiring_team, error) &&
         assay_json_read_object (json, "passthrough", &self->passthrough, error);
}

static void
assay_job_write (AssayModel *model, AssayJsonWriter *writer)
{
  AssayJob *self = ASSAY_JOB (model);

  assay_json_writer_member_string (writer, "id", self->id);
  assay_json_writer_member_string (writer, "remote_id", self->remote_id);
  assay_json_writer_member_string (writer, "title", self->title);
  assay_model_write_list (writer, "hiring_team", self->hiring_team);
  assay_json_writer_member_value (writer, "passthrough", self->passthrough);
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->read_json = assay_job_read;
  iface->write_json = assay_job_write;
}

static void
assay_job_finalize (GObject *object)
{
  AssayJob *self = ASSAY_JOB (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->remote_id, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_object (&self->hiring_team);
  g_clear_pointer (&self->passthrough, assay_json_unref);
  g_clear_pointer (&self->unknown, g_strfreev);
  G_OBJECT_CLASS (assay_job_parent_class)->finalize (object);
}

static void
assay_job_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  AssayJob *self = ASSAY_JOB (object);

  switch ((AssayJobProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, assay_job_get_id (self));
      break;
    case PROP_REMOTE_ID:
      g_value_set_string (value, assay_job_get_remote_id (self));
      break;
    case PROP_TITLE:
      g_value_set_string (value, assay_job_get_title (self));
      break;
    case PROP_HIRING_TEAM:
      g_value_set_object (value, assay_job_get_hiring_team (self));
      break;
    case PROP_PASSTHROUGH:
      g_value_set_boxed (value, assay_job_get_passthrough (self));
      break;
    case PROP_UNKNOWN:
      g_value_set_boxed (value, assay_job_get_unknown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_job_set_property (GObject      *object,
                        guint         property_id,
                        const GValue *value,
                        GParamSpec   *pspec)
{
  AssayJob *self = ASSAY_JOB (object);

  switch ((AssayJobProperty) property_id)
    {
    case PROP_ID:
      assay_job_set_id (self, g_value_get_string (value));
      break;
    case PROP_REMOTE_ID:
      assay_job_set_remote_id (self, g_value_get_string (value));
      break;
    case PROP_TITLE:
      assay_job_set_title (self, g_value_get_string (value));
      break;
    case PROP_PASSTHROUGH:
      assay_job_set_passthrough (self, g_value_get_boxed (value));
      break;
    case PROP_HIRING_TEAM:
    case PROP_UNKNOWN:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_job_class_init (AssayJobClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_job_finalize;
  object_class->get_property = assay_job_get_property;
  object_class->set_property = assay_job_set_property;

  /**
   * AssayJob:id:
   *
   * Id at StackOne.
   */
  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayJob:remote-id:
   *
   * Id at the provider.
   */
  properties[PROP_REMOTE_ID] =
    g_param_spec_string ("remote-id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayJob:title:
   *
   * Title.
   */
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayJob:hiring-team:
   *
   * Who hires, of type [class@Person].
   */
  properties[PROP_HIRING_TEAM] =
    g_param_spec_object ("hiring-team", NULL, NULL, G_TYPE_LIST_MODEL,
                         ASSAY_MODEL_PARAM_READ);

  /**
   * AssayJob:passthrough:
   *
   * What the provider added.
   */
  properties[PROP_PASSTHROUGH] =
    g_param_spec_boxed ("passthrough", NULL, NULL, ASSAY_TYPE_JSON,
                        ASSAY_MODEL_PARAM);

  /**
   * AssayJob:unknown:
   *
   * The members that Assay does not know, each as `name: JSON`.
   */
  properties[PROP_UNKNOWN] =
    g_param_spec_boxed ("unknown", NULL, NULL, G_TYPE_STRV,
                        ASSAY_MODEL_PARAM_READ);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_job_init (AssayJob *self)
{
  self->hiring_team = g_list_store_new (ASSAY_TYPE_PERSON);
}

/**
 * assay_job_new:
 *
 * Returns: (transfer full): a job of which nothing is known
 */
AssayJob *
assay_job_new (void)
{
  return g_object_new (ASSAY_TYPE_JOB, NULL);
}

/**
 * assay_job_new_from_json:
 * @json: an object
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads a job. Absent and null members stay unset; unknown ones are kept for display.
 *
 * Returns: (transfer full): the model, or %NULL with @error set
 */
AssayJob *
assay_job_new_from_json (AssayJson *json, GError **error)
{
  return assay_model_new_from_json (ASSAY_TYPE_JOB, json, error);
}

/**
 * assay_job_write_json:
 * @self: a job
 * @writer: where to write
 *
 * Writes an object with the documented members that are set.
 */
void
assay_job_write_json (AssayJob *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_JOB (self));

  assay_model_write_json (ASSAY_MODEL (self), writer);
}

/**
 * assay_job_get_id:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the value of [property@Job:id]
 */
const char *
assay_job_get_id (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), NULL);

  return self->id;
}

/**
 * assay_job_set_id:
 * @self: a job
 * @id: (nullable): the new value
 *
 * Sets [property@Job:id].
 */
void
assay_job_set_id (AssayJob *self, const char *id)
{
  g_return_if_fail (ASSAY_IS_JOB (self));

  if (g_set_str (&self->id, id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

/**
 * assay_job_get_remote_id:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the value of [property@Job:remote-id]
 */
const char *
assay_job_get_remote_id (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), NULL);

  return self->remote_id;
}

/**
 * assay_job_set_remote_id:
 * @self: a job
 * @remote_id: (nullable): the new value
 *
 * Sets [property@Job:remote-id].
 */
void
assay_job_set_remote_id (AssayJob *self, const char *remote_id)
{
  g_return_if_fail (ASSAY_IS_JOB (self));

  if (g_set_str (&self->remote_id, remote_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOTE_ID]);
}

/**
 * assay_job_get_title:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the value of [property@Job:title]
 */
const char *
assay_job_get_title (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), NULL);

  return self->title;
}

/**
 * assay_job_set_title:
 * @self: a job
 * @title: (nullable): the new value
 *
 * Sets [property@Job:title].
 */
void
assay_job_set_title (AssayJob *self, const char *title)
{
  g_return_if_fail (ASSAY_IS_JOB (self));

  if (g_set_str (&self->title, title))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * assay_job_get_hiring_team:
 * @self: a job
 *
 * Returns: (transfer none): the value of [property@Job:hiring-team]
 */
GListModel *
assay_job_get_hiring_team (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), NULL);

  return G_LIST_MODEL (self->hiring_team);
}

/**
 * assay_job_get_passthrough:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the value of [property@Job:passthrough]
 */
AssayJson *
assay_job_get_passthrough (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), NULL);

  return self->passthrough;
}

/**
 * assay_job_set_passthrough:
 * @self: a job
 * @passthrough: (nullable): the new value
 *
 * Sets [property@Job:passthrough].
 */
void
assay_job_set_passthrough (AssayJob *self, AssayJson *passthrough)
{
  g_return_if_fail (ASSAY_IS_JOB (self));

  if (assay_set_json (&self->passthrough, passthrough))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PASSTHROUGH]);
}

/**
 * assay_job_get_unknown:
 * @self: a job
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the value of
 *   [property@Job:unknown]
 */
const char * const *
assay_job_get_unknown (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), NULL);

  return (const char * const *) self->unknown;
}
