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

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayPerson, assay_person, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

typedef enum
{
  PROP_USER_ID = 1,
  PROP_REMOTE_USER_ID,
  PROP_FIRST_NAME,
  PROP_LAST_NAME,
  PROP_EMAIL,
  PROP_ROLE,
  PROP_UNKNOWN,
} AssayPersonProperty;

static GParamSpec *properties[PROP_UNKNOWN + 1];

static gboolean
assay_person_read (AssayModel *model, AssayJson *json, GError **error)
{
  AssayPerson *self = ASSAY_PERSON (model);
  static const char * const known[] = {
    "user_id", "remote_user_id", "first_name", "last_name", "email", "role", NULL,
  };

  self->unknown = assay_json_dup_unknown_members (json, known);
  return assay_json_read_text (json, "user_id", &self->user_id, error) &&
         assay_json_read_text (json, "remote_user_id", &self->remote_user_id, error) &&
         assay_json_read_string (json, "first_name", &self->first_name, error) &&
         assay_json_read_string (json, "last_name", &self->last_name, error) &&
         assay_json_read_string (json, "email", &self->email, error) &&
         assay_json_read_string (json, "role", &self->role, error);
}

static void
assay_person_write (AssayModel *model, AssayJsonWriter *writer)
{
  AssayPerson *self = ASSAY_PERSON (model);

  assay_json_writer_member_string (writer, "user_id", self->user_id);
  assay_json_writer_member_string (writer, "remote_user_id", self->remote_user_id);
  assay_json_writer_member_string (writer, "first_name", self->first_name);
  assay_json_writer_member_string (writer, "last_name", self->last_name);
  assay_json_writer_member_string (writer, "email", self->email);
  assay_json_writer_member_string (writer, "role", self->role);
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->read_json = assay_person_read;
  iface->write_json = assay_person_write;
}

static void
assay_person_finalize (GObject *object)
{
  AssayPerson *self = ASSAY_PERSON (object);

  g_clear_pointer (&self->user_id, g_free);
  g_clear_pointer (&self->remote_user_id, g_free);
  g_clear_pointer (&self->first_name, g_free);
  g_clear_pointer (&self->last_name, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->role, g_free);
  g_clear_pointer (&self->unknown, g_strfreev);
  G_OBJECT_CLASS (assay_person_parent_class)->finalize (object);
}

static void
assay_person_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  AssayPerson *self = ASSAY_PERSON (object);

  switch ((AssayPersonProperty) property_id)
    {
    case PROP_USER_ID:
      g_value_set_string (value, assay_person_get_user_id (self));
      break;
    case PROP_REMOTE_USER_ID:
      g_value_set_string (value, assay_person_get_remote_user_id (self));
      break;
    case PROP_FIRST_NAME:
      g_value_set_string (value, assay_person_get_first_name (self));
      break;
    case PROP_LAST_NAME:
      g_value_set_string (value, assay_person_get_last_name (self));
      break;
    case PROP_EMAIL:
      g_value_set_string (value, assay_person_get_email (self));
      break;
    case PROP_ROLE:
      g_value_set_string (value, assay_person_get_role (self));
      break;
    case PROP_UNKNOWN:
      g_value_set_boxed (value, assay_person_get_unknown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_person_set_property (GObject      *object,
                           guint         property_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  AssayPerson *self = ASSAY_PERSON (object);

  switch ((AssayPersonProperty) property_id)
    {
    case PROP_USER_ID:
      assay_person_set_user_id (self, g_value_get_string (value));
      break;
    case PROP_REMOTE_USER_ID:
      assay_person_set_remote_user_id (self, g_value_get_string (value));
      break;
    case PROP_FIRST_NAME:
      assay_person_set_first_name (self, g_value_get_string (value));
      break;
    case PROP_LAST_NAME:
      assay_person_set_last_name (self, g_value_get_string (value));
      break;
    case PROP_EMAIL:
      assay_person_set_email (self, g_value_get_string (value));
      break;
    case PROP_ROLE:
      assay_person_set_role (self, g_value_get_string (value));
      break;
    case PROP_UNKNOWN:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_person_class_init (AssayPersonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_person_finalize;
  object_class->get_property = assay_person_get_property;
  object_class->set_property = assay_person_set_property;

  /**
   * AssayPerson:user-id:
   *
   * Id at StackOne.
   */
  properties[PROP_USER_ID] =
    g_param_spec_string ("user-id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayPerson:remote-user-id:
   *
   * Id at the provider.
   */
  properties[PROP_REMOTE_USER_ID] =
    g_param_spec_string ("remote-user-id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayPerson:first-name:
   *
   * First name.
   */
  properties[PROP_FIRST_NAME] =
    g_param_spec_string ("first-name", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayPerson:last-name:
   *
   * Last name.
   */
  properties[PROP_LAST_NAME] =
    g_param_spec_string ("last-name", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayPerson:email:
   *
   * E-mail address.
   */
  properties[PROP_EMAIL] =
    g_param_spec_string ("email", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayPerson:role:
   *
   * Role in the hiring team.
   */
  properties[PROP_ROLE] =
    g_param_spec_string ("role", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayPerson:unknown:
   *
   * The members that Assay does not know, each as `name: JSON`.
   */
  properties[PROP_UNKNOWN] =
    g_param_spec_boxed ("unknown", NULL, NULL, G_TYPE_STRV,
                        ASSAY_MODEL_PARAM_READ);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_person_init (AssayPerson *self)
{
}

/**
 * assay_person_new:
 *
 * Returns: (transfer full): a person of which nothing is known
 */
AssayPerson *
assay_person_new (void)
{
  return g_object_new (ASSAY_TYPE_PERSON, NULL);
}

/**
 * assay_person_new_from_json:
 * @json: an object
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads a person. Absent and null members stay unset; unknown ones are kept for display.
 *
 * Returns: (transfer full): the model, or %NULL with @error set
 */
AssayPerson *
assay_person_new_from_json (AssayJson *json, GError **error)
{
  return assay_model_new_from_json (ASSAY_TYPE_PERSON, json, error);
}

/**
 * assay_person_write_json:
 * @self: a person
 * @writer: where to write
 *
 * Writes an object with the documented members that are set.
 */
void
assay_person_write_json (AssayPerson *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_PERSON (self));

  assay_model_write_json (ASSAY_MODEL (self), writer);
}

/**
 * assay_person_get_user_id:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the value of [property@Person:user-id]
 */
const char *
assay_person_get_user_id (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return self->user_id;
}

/**
 * assay_person_set_user_id:
 * @self: a person
 * @user_id: (nullable): the new value
 *
 * Sets [property@Person:user-id].
 */
void
assay_person_set_user_id (AssayPerson *self, const char *user_id)
{
  g_return_if_fail (ASSAY_IS_PERSON (self));

  if (g_set_str (&self->user_id, user_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USER_ID]);
}

/**
 * assay_person_get_remote_user_id:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the value of [property@Person:remote-user-id]
 */
const char *
assay_person_get_remote_user_id (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return self->remote_user_id;
}

/**
 * assay_person_set_remote_user_id:
 * @self: a person
 * @remote_user_id: (nullable): the new value
 *
 * Sets [property@Person:remote-user-id].
 */
void
assay_person_set_remote_user_id (AssayPerson *self, const char *remote_user_id)
{
  g_return_if_fail (ASSAY_IS_PERSON (self));

  if (g_set_str (&self->remote_user_id, remote_user_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOTE_USER_ID]);
}

/**
 * assay_person_get_first_name:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the value of [property@Person:first-name]
 */
const char *
assay_person_get_first_name (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return self->first_name;
}

/**
 * assay_person_set_first_name:
 * @self: a person
 * @first_name: (nullable): the new value
 *
 * Sets [property@Person:first-name].
 */
void
assay_person_set_first_name (AssayPerson *self, const char *first_name)
{
  g_return_if_fail (ASSAY_IS_PERSON (self));

  if (g_set_str (&self->first_name, first_name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRST_NAME]);
}

/**
 * assay_person_get_last_name:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the value of [property@Person:last-name]
 */
const char *
assay_person_get_last_name (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return self->last_name;
}

/**
 * assay_person_set_last_name:
 * @self: a person
 * @last_name: (nullable): the new value
 *
 * Sets [property@Person:last-name].
 */
void
assay_person_set_last_name (AssayPerson *self, const char *last_name)
{
  g_return_if_fail (ASSAY_IS_PERSON (self));

  if (g_set_str (&self->last_name, last_name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_NAME]);
}

/**
 * assay_person_get_email:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the value of [property@Person:email]
 */
const char *
assay_person_get_email (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return self->email;
}

/**
 * assay_person_set_email:
 * @self: a person
 * @email: (nullable): the new value
 *
 * Sets [property@Person:email].
 */
void
assay_person_set_email (AssayPerson *self, const char *email)
{
  g_return_if_fail (ASSAY_IS_PERSON (self));

  if (g_set_str (&self->email, email))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMAIL]);
}

/**
 * assay_person_get_role:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the value of [property@Person:role]
 */
const char *
assay_person_get_role (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return self->role;
}

/**
 * assay_person_set_role:
 * @self: a person
 * @role: (nullable): the new value
 *
 * Sets [property@Person:role].
 */
void
assay_person_set_role (AssayPerson *self, const char *role)
{
  g_return_if_fail (ASSAY_IS_PERSON (self));

  if (g_set_str (&self->role, role))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
}

/**
 * assay_person_get_unknown:
 * @self: a person
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the value of
 *   [property@Person:unknown]
 */
const char * const *
assay_person_get_unknown (AssayPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_PERSON (self), NULL);

  return (const char * const *) self->unknown;
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
