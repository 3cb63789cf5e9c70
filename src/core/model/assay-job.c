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

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayJob,
                               assay_job,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

static const AssayField fields[] = {
  { "id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayJob, id) },
  { "remote_id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayJob, remote_id) },
  { "title", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayJob, title) },
  { "hiring_team", ASSAY_FIELD_LIST, G_STRUCT_OFFSET (AssayJob, hiring_team),
    assay_person_get_type },
  { "passthrough", ASSAY_FIELD_OBJECT, G_STRUCT_OFFSET (AssayJob, passthrough) },
  { NULL, ASSAY_FIELD_UNKNOWN, G_STRUCT_OFFSET (AssayJob, unknown) },
};

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->fields = fields;
}

static void
assay_job_finalize (GObject *object)
{
  assay_model_clear_fields (object);
  G_OBJECT_CLASS (assay_job_parent_class)->finalize (object);
}

static void
assay_job_class_init (AssayJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_job_finalize;
}

static void
assay_job_init (AssayJob *self)
{
  self->hiring_team = g_list_store_new (ASSAY_TYPE_PERSON);
}

/**
 * assay_job_get_id:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): its id at StackOne
 */
const char *
assay_job_get_id (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), NULL);

  return self->id;
}

/**
 * assay_job_get_remote_id:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): its id at the provider
 */
const char *
assay_job_get_remote_id (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), NULL);

  return self->remote_id;
}

/**
 * assay_job_get_title:
 * @self: a job
 *
 * Returns: (transfer none) (nullable): the title
 */
const char *
assay_job_get_title (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), NULL);

  return self->title;
}

/**
 * assay_job_get_hiring_team:
 * @self: a job
 *
 * Returns: (transfer none) (element-type AssayPerson): who hires
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
 * Returns: (transfer none) (nullable): what the provider added
 */
AssayJson *
assay_job_get_passthrough (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), NULL);

  return self->passthrough;
}

/**
 * assay_job_get_unknown:
 * @self: a job
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the members that Assay does not
 *   know, each as `name: JSON`
 */
const char *const *
assay_job_get_unknown (AssayJob *self)
{
  g_return_val_if_fail (ASSAY_IS_JOB (self), NULL);

  return (const char *const *) self->unknown;
}
