/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-simulator-person.h"

/**
 * AssaySimulatorPerson:
 *
 * A candidate of the simulated customer with one job application, as the control interface tells.
 */
struct _AssaySimulatorPerson
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *first_name;
  char *last_name;
  char *name;
  char *email;
  char *phone;
  char *place;
  char *job_title;
  char *stage;
};

G_DEFINE_FINAL_TYPE (AssaySimulatorPerson, assay_simulator_person, G_TYPE_OBJECT)

typedef enum
{
  PROP_NAME = 1,
  PROP_JOB_TITLE,
} AssaySimulatorPersonProperty;

static GParamSpec *properties[PROP_JOB_TITLE + 1];

static void
assay_simulator_person_finalize (GObject *object)
{
  AssaySimulatorPerson *self = ASSAY_SIMULATOR_PERSON (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->first_name, g_free);
  g_clear_pointer (&self->last_name, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->phone, g_free);
  g_clear_pointer (&self->place, g_free);
  g_clear_pointer (&self->job_title, g_free);
  g_clear_pointer (&self->stage, g_free);

  G_OBJECT_CLASS (assay_simulator_person_parent_class)->finalize (object);
}

static void
assay_simulator_person_get_property (GObject *object,
                                     guint prop_id,
                                     GValue *value,
                                     GParamSpec *pspec)
{
  AssaySimulatorPerson *self = ASSAY_SIMULATOR_PERSON (object);

  switch ((AssaySimulatorPersonProperty) prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;

    case PROP_JOB_TITLE:
      g_value_set_string (value, self->job_title);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
assay_simulator_person_class_init (AssaySimulatorPersonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_simulator_person_finalize;
  object_class->get_property = assay_simulator_person_get_property;

  /**
   * AssaySimulatorPerson:name:
   *
   * First and last name.
   */
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL,
                                               (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));

  /**
   * AssaySimulatorPerson:job-title:
   *
   * Title of the job that the person applied for.
   */
  properties[PROP_JOB_TITLE] = g_param_spec_string ("job-title", NULL, NULL, NULL,
                                                    (G_PARAM_READABLE | G_PARAM_STATIC_STRINGS));

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_simulator_person_init (AssaySimulatorPerson *self)
{
}

static char *
join_names (const char *first, const char *last)
{
  if (first == NULL || last == NULL)
    return g_strdup (first != NULL ? first : last != NULL ? last : "");

  return g_strconcat (first, " ", last, NULL);
}

static AssayJson *
dup_first (AssayJson *json, const char *member, GError **error)
{
  g_autoptr (AssayJson) array = NULL;

  if (!assay_json_read_array (json, member, &array, error) || array == NULL ||
      assay_json_get_length (array) == 0)
    return NULL;

  return assay_json_dup_element (array, 0);
}

static gboolean
read_email (AssaySimulatorPerson *self, AssayJson *json, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AssayJson) email = dup_first (json, "emails", &local_error);

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return email == NULL || assay_json_read_string (email, "value", &self->email, error);
}

static gboolean
read_application (AssaySimulatorPerson *self,
                  AssayJson *json,
                  GHashTable *job_titles,
                  GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AssayJson) application = dup_first (json, "applications", &local_error);
  g_autofree char *job_id = NULL;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (application == NULL)
    return TRUE;

  if (!assay_json_read_text (application, "job_id", &job_id, error) ||
      !assay_json_read_string (application, "stage", &self->stage, error))
    return FALSE;

  if (job_id != NULL)
    self->job_title = g_strdup (g_hash_table_lookup (job_titles, job_id));

  return TRUE;
}

/**
 * assay_simulator_person_new_from_json:
 * @json: a candidate of the control interface
 * @job_titles: (element-type utf8 utf8): job titles by job id
 * @error: return location for an error
 *
 * Reads a person.
 *
 * Returns: (transfer full): a person, or %NULL with an %ASSAY_CORE_ERROR that names the JSON path
 */
AssaySimulatorPerson *
assay_simulator_person_new_from_json (AssayJson *json, GHashTable *job_titles, GError **error)
{
  g_autoptr (AssaySimulatorPerson) self = NULL;

  g_return_val_if_fail (json != NULL, NULL);
  g_return_val_if_fail (job_titles != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_SIMULATOR_PERSON, NULL);
  if (!assay_json_read_text (json, "id", &self->id, error) ||
      !assay_json_read_string (json, "first_name", &self->first_name, error) ||
      !assay_json_read_string (json, "last_name", &self->last_name, error) ||
      !assay_json_read_string (json, "phone", &self->phone, error) ||
      !assay_json_read_string (json, "place", &self->place, error) ||
      !read_email (self, json, error) || !read_application (self, json, job_titles, error))
    return NULL;

  self->name = join_names (self->first_name, self->last_name);

  return g_steal_pointer (&self);
}

/**
 * assay_simulator_person_get_id:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the candidate id
 */
const char *
assay_simulator_person_get_id (AssaySimulatorPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_SIMULATOR_PERSON (self), NULL);

  return self->id;
}

/**
 * assay_simulator_person_get_name:
 * @self: a person
 *
 * Returns: (transfer none): first and last name; empty when neither is known
 */
const char *
assay_simulator_person_get_name (AssaySimulatorPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_SIMULATOR_PERSON (self), NULL);

  return self->name;
}

/**
 * assay_simulator_person_get_email:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the mail address
 */
const char *
assay_simulator_person_get_email (AssaySimulatorPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_SIMULATOR_PERSON (self), NULL);

  return self->email;
}

/**
 * assay_simulator_person_get_phone:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): the telephone number
 */
const char *
assay_simulator_person_get_phone (AssaySimulatorPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_SIMULATOR_PERSON (self), NULL);

  return self->phone;
}

/**
 * assay_simulator_person_get_place:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): town and country
 */
const char *
assay_simulator_person_get_place (AssaySimulatorPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_SIMULATOR_PERSON (self), NULL);

  return self->place;
}

/**
 * assay_simulator_person_get_job_title:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): title of the job that the person applied for
 */
const char *
assay_simulator_person_get_job_title (AssaySimulatorPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_SIMULATOR_PERSON (self), NULL);

  return self->job_title;
}

/**
 * assay_simulator_person_get_stage:
 * @self: a person
 *
 * Returns: (transfer none) (nullable): name of the step in the hiring process
 */
const char *
assay_simulator_person_get_stage (AssaySimulatorPerson *self)
{
  g_return_val_if_fail (ASSAY_IS_SIMULATOR_PERSON (self), NULL);

  return self->stage;
}

/**
 * assay_simulator_person_write_order:
 * @self: a person
 * @writer: a writer inside an object
 *
 * Writes the members `candidate` and `job` of an order for the person.
 */
void
assay_simulator_person_write_order (AssaySimulatorPerson *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_SIMULATOR_PERSON (self));
  g_return_if_fail (writer != NULL);

  assay_json_writer_member (writer, "candidate");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "id", self->id);
  assay_json_writer_member_string (writer, "first_name", self->first_name);
  assay_json_writer_member_string (writer, "last_name", self->last_name);
  assay_json_writer_member_string (writer, "email", self->email);
  assay_json_writer_end_object (writer);

  assay_json_writer_member (writer, "job");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "title", self->job_title);
  assay_json_writer_end_object (writer);
}
