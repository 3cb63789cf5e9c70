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
  AssayMapped status;
  AssayJson *passthrough;
  GStrv unknown;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayApplication,
                               assay_application,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

static const AssayField fields[] = {
  { "id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayApplication, id) },
  { "remote_id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayApplication, remote_id) },
  { "application_status", ASSAY_FIELD_MAPPED, G_STRUCT_OFFSET (AssayApplication, status) },
  { "passthrough", ASSAY_FIELD_OBJECT, G_STRUCT_OFFSET (AssayApplication, passthrough) },
  { NULL, ASSAY_FIELD_UNKNOWN, G_STRUCT_OFFSET (AssayApplication, unknown) },
};

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->fields = fields;
}

static void
assay_application_finalize (GObject *object)
{
  assay_model_clear_fields (object);
  G_OBJECT_CLASS (assay_application_parent_class)->finalize (object);
}

static void
assay_application_class_init (AssayApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_application_finalize;
}

static void
assay_application_init (AssayApplication *self)
{
}

/**
 * assay_application_get_id:
 * @self: an application
 *
 * Returns: (transfer none) (nullable): its id at StackOne
 */
const char *
assay_application_get_id (AssayApplication *self)
{
  g_return_val_if_fail (ASSAY_IS_APPLICATION (self), NULL);

  return self->id;
}

/**
 * assay_application_get_remote_id:
 * @self: an application
 *
 * Returns: (transfer none) (nullable): its id at the provider
 */
const char *
assay_application_get_remote_id (AssayApplication *self)
{
  g_return_val_if_fail (ASSAY_IS_APPLICATION (self), NULL);

  return self->remote_id;
}

/**
 * assay_application_get_status:
 * @self: an application
 *
 * Returns: (transfer none) (nullable): how far it is, in StackOne's words
 */
const char *
assay_application_get_status (AssayApplication *self)
{
  g_return_val_if_fail (ASSAY_IS_APPLICATION (self), NULL);

  return self->status.value;
}

/**
 * assay_application_get_status_source:
 * @self: an application
 *
 * Returns: (transfer none) (nullable): how far it is, in the provider's words or as JSON
 */
const char *
assay_application_get_status_source (AssayApplication *self)
{
  g_return_val_if_fail (ASSAY_IS_APPLICATION (self), NULL);

  return self->status.source;
}

/**
 * assay_application_get_passthrough:
 * @self: an application
 *
 * Returns: (transfer none) (nullable): what the provider added
 */
AssayJson *
assay_application_get_passthrough (AssayApplication *self)
{
  g_return_val_if_fail (ASSAY_IS_APPLICATION (self), NULL);

  return self->passthrough;
}

/**
 * assay_application_get_unknown:
 * @self: an application
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the members that Assay does not
 *   know, each as `name: JSON`
 */
const char *const *
assay_application_get_unknown (AssayApplication *self)
{
  g_return_val_if_fail (ASSAY_IS_APPLICATION (self), NULL);

  return (const char *const *) self->unknown;
}
