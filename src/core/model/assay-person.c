/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-person.h"

#include "assay-model-private.h"

/**
 * AssayPerson:
 *
 * A user of SmartRecruiters: the requester of an order or a member of a job's hiring team (StackOne
 * ATS OpenAPI).
 */
struct _AssayPerson
{
  GObject parent_instance;

  /* owned */
  char *user_id;
  char *remote_user_id;
  char *first_name;
  char *last_name;
  char *email;
  char *role;
  GStrv unknown;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayPerson,
                               assay_person,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

static const AssayField fields[] = {
  { "user_id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayPerson, user_id) },
  { "remote_user_id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayPerson, remote_user_id) },
  { "first_name", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayPerson, first_name) },
  { "last_name", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayPerson, last_name) },
  { "email", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayPerson, email) },
  { "role", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayPerson, role) },
  { NULL, ASSAY_FIELD_UNKNOWN, G_STRUCT_OFFSET (AssayPerson, unknown) },
};

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->fields = fields;
}

static void
assay_person_finalize (GObject *object)
{
  assay_model_clear_fields (object);
  G_OBJECT_CLASS (assay_person_parent_class)->finalize (object);
}

static void
assay_person_class_init (AssayPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_person_finalize;
}

static void
assay_person_init (AssayPerson *self)
{
}

/**
 * assay_person_get_user_id:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the id of the user at StackOne
 */
const char *
assay_person_get_user_id (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return self->user_id;
}

/**
 * assay_person_get_remote_user_id:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the id of the user at the provider
 */
const char *
assay_person_get_remote_user_id (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return self->remote_user_id;
}

/**
 * assay_person_get_email:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the e-mail address
 */
const char *
assay_person_get_email (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return self->email;
}

/**
 * assay_person_get_role:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the role in the hiring team
 */
const char *
assay_person_get_role (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return self->role;
}

/**
 * assay_person_get_unknown:
 * @self: a person
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the members that Assay does not
 *   know, each as `name: JSON`
 */
const char *const *
assay_person_get_unknown (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return (const char *const *) self->unknown;
}

/**
 * assay_person_dup_full_name:
 * @self: a person
 *
 * Returns: (transfer full) (nullable): first and last name, or what is known of them
 */
char *
assay_person_dup_full_name (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return assay_dup_full_name (self->first_name, self->last_name);
}
