/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-candidate.h"

#include "assay-model-private.h"

/**
 * AssayCandidate:
 *
 * The person to be assessed (StackOne ATS OpenAPI, order and candidate record).
 *
 * Inline orders bring no id. An order may describe the candidate by the members of a candidate
 * record instead; `name` and `email` then stand in for what is missing.
 */
struct _AssayCandidate
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *remote_id;
  char *first_name;
  char *last_name;
  GStrv emails;
  char *profile_url;
  AssayJson *passthrough;
  GStrv unknown;
  AssayJson *emails_json;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayCandidate, assay_candidate, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

typedef enum
{
  PROP_ID = 1,
  PROP_REMOTE_ID,
  PROP_FIRST_NAME,
  PROP_LAST_NAME,
  PROP_EMAILS,
  PROP_PROFILE_URL,
  PROP_PASSTHROUGH,
  PROP_UNKNOWN,
} AssayCandidateProperty;

static GParamSpec *properties[PROP_UNKNOWN + 1];

static gboolean
read_names (AssayCandidate *self, AssayJson *json, GError **error)
{
  g_autofree char *name = NULL;

  if (!assay_json_read_string (json, "first_name", &self->first_name, error) ||
      !assay_json_read_string (json, "last_name", &self->last_name, error) ||
      !assay_json_read_string (json, "name", &name, error))
    return FALSE;
  if (self->first_name == NULL && self->last_name == NULL)
    self->first_name = g_steal_pointer (&name);
  return TRUE;
}

/* The address in @element, which is {"type", "value"} or just the text. */
static gboolean
read_email (AssayJson *element, char **email, GError **error)
{
  *email = NULL;
  if (assay_json_get_kind (element) == ASSAY_JSON_NULL)
    return TRUE;
  if (assay_json_get_kind (element) != ASSAY_JSON_STRING)
    return assay_json_read_string (element, "value", email, error);
  *email = assay_json_dup_text (element);
  return TRUE;
}

static gboolean
read_emails (AssayCandidate *self, AssayJson *json, GError **error)
{
  g_autoptr (GStrvBuilder) emails = g_strv_builder_new ();
  g_autofree char *single = NULL;

  if (!assay_json_read_string (json, "email", &single, error) ||
      !assay_json_read_array (json, "emails", &self->emails_json, error))
    return FALSE;
  for (guint i = 0; self->emails_json != NULL && i < assay_json_get_length (self->emails_json); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (self->emails_json, i);
      char *email;

      if (!read_email (element, &email, error))
        return FALSE;
      if (email != NULL)
        g_strv_builder_take (emails, email);
    }
  if (self->emails_json == NULL && single != NULL)
    g_strv_builder_add (emails, single);
  if (self->emails_json != NULL || single != NULL)
    self->emails = g_strv_builder_end (emails);
  return TRUE;
}

/* Addresses that were read go out with the types they came with. */
static void
write_emails (AssayCandidate *self, AssayJsonWriter *writer)
{
  if (self->emails_json != NULL)
    {
      assay_json_writer_member_value (writer, "emails", self->emails_json);
      return;
    }
  if (self->emails == NULL)
    return;
  assay_json_writer_member (writer, "emails");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; self->emails[i] != NULL; i++)
    {
      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "value", self->emails[i]);
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_array (writer);
}

static gboolean
assay_candidate_replace_emails (AssayCandidate *self, const char * const *emails)
{
  if (!assay_set_strv (&self->emails, emails))
    return FALSE;
  g_clear_pointer (&self->emails_json, assay_json_unref);
  return TRUE;
}

static gboolean
assay_candidate_read (AssayModel *model, AssayJson *json, GError **error)
{
  AssayCandidate *self = ASSAY_CANDIDATE (model);
  static const char * const known[] = {
    "id", "remote_id", "first_name", "last_name", "name", "email", "emails", "profile_url",
    "passthrough", NULL,
  };

  self->unknown = assay_json_dup_unknown_members (json, known);
  return assay_json_read_text (json, "id", &self->id, error) &&
         assay_json_read_text (json, "remote_id", &self->remote_id, error) &&
         read_names (self, json, error) &&
         read_emails (self, json, error) &&
         assay_json_read_string (json, "profile_url", &self->profile_url, error) &&
         assay_json_read_object (json, "passthrough", &self->passthrough, error);
}

static void
assay_candidate_write (AssayModel *model, AssayJsonWriter *writer)
{
  AssayCandidate *self = ASSAY_CANDIDATE (model);

  assay_json_writer_member_string (writer, "id", self->id);
  assay_json_writer_member_string (writer, "remote_id", self->remote_id);
  assay_json_writer_member_string (writer, "first_name", self->first_name);
  assay_json_writer_member_string (writer, "last_name", self->last_name);
  write_emails (self, writer);
  assay_json_writer_member_string (writer, "profile_url", self->profile_url);
  assay_json_writer_member_value (writer, "passthrough", self->passthrough);
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->read_json = assay_candidate_read;
  iface->write_json = assay_candidate_write;
}

static void
assay_candidate_finalize (GObject *object)
{
  AssayCandidate *self = ASSAY_CANDIDATE (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->remote_id, g_free);
  g_clear_pointer (&self->first_name, g_free);
  g_clear_pointer (&self->last_name, g_free);
  g_clear_pointer (&self->emails, g_strfreev);
  g_clear_pointer (&self->profile_url, g_free);
  g_clear_pointer (&self->passthrough, assay_json_unref);
  g_clear_pointer (&self->unknown, g_strfreev);
  g_clear_pointer (&self->emails_json, assay_json_unref);
  G_OBJECT_CLASS (assay_candidate_parent_class)->finalize (object);
}

static void
assay_candidate_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  AssayCandidate *self = ASSAY_CANDIDATE (object);

  switch ((AssayCandidateProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, assay_candidate_get_id (self));
      break;
    case PROP_REMOTE_ID:
      g_value_set_string (value, assay_candidate_get_remote_id (self));
      break;
    case PROP_FIRST_NAME:
      g_value_set_string (value, assay_candidate_get_first_name (self));
      break;
    case PROP_LAST_NAME:
      g_value_set_string (value, assay_candidate_get_last_name (self));
      break;
    case PROP_EMAILS:
      g_value_set_boxed (value, assay_candidate_get_emails (self));
      break;
    case PROP_PROFILE_URL:
      g_value_set_string (value, assay_candidate_get_profile_url (self));
      break;
    case PROP_PASSTHROUGH:
      g_value_set_boxed (value, assay_candidate_get_passthrough (self));
      break;
    case PROP_UNKNOWN:
      g_value_set_boxed (value, assay_candidate_get_unknown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_candidate_set_property (GObject      *object,
                              guint         property_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  AssayCandidate *self = ASSAY_CANDIDATE (object);

  switch ((AssayCandidateProperty) property_id)
    {
    case PROP_ID:
      assay_candidate_set_id (self, g_value_get_string (value));
      break;
    case PROP_REMOTE_ID:
      assay_candidate_set_remote_id (self, g_value_get_string (value));
      break;
    case PROP_FIRST_NAME:
      assay_candidate_set_first_name (self, g_value_get_string (value));
      break;
    case PROP_LAST_NAME:
      assay_candidate_set_last_name (self, g_value_get_string (value));
      break;
    case PROP_EMAILS:
      assay_candidate_set_emails (self, g_value_get_boxed (value));
      break;
    case PROP_PROFILE_URL:
      assay_candidate_set_profile_url (self, g_value_get_string (value));
      break;
    case PROP_PASSTHROUGH:
      assay_candidate_set_passthrough (self, g_value_get_boxed (value));
      break;
    case PROP_UNKNOWN:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_candidate_class_init (AssayCandidateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_candidate_finalize;
  object_class->get_property = assay_candidate_get_property;
  object_class->set_property = assay_candidate_set_property;

  /**
   * AssayCandidate:id:
   *
   * Id at StackOne.
   */
  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayCandidate:remote-id:
   *
   * Id at the provider.
   */
  properties[PROP_REMOTE_ID] =
    g_param_spec_string ("remote-id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayCandidate:first-name:
   *
   * First name.
   */
  properties[PROP_FIRST_NAME] =
    g_param_spec_string ("first-name", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayCandidate:last-name:
   *
   * Last name.
   */
  properties[PROP_LAST_NAME] =
    g_param_spec_string ("last-name", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayCandidate:emails:
   *
   * E-mail addresses, the preferred one first.
   */
  properties[PROP_EMAILS] =
    g_param_spec_boxed ("emails", NULL, NULL, G_TYPE_STRV,
                        ASSAY_MODEL_PARAM);

  /**
   * AssayCandidate:profile-url:
   *
   * Address of the profile at the provider.
   */
  properties[PROP_PROFILE_URL] =
    g_param_spec_string ("profile-url", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayCandidate:passthrough:
   *
   * What the provider added.
   */
  properties[PROP_PASSTHROUGH] =
    g_param_spec_boxed ("passthrough", NULL, NULL, ASSAY_TYPE_JSON,
                        ASSAY_MODEL_PARAM);

  /**
   * AssayCandidate:unknown:
   *
   * The members that Assay does not know, each as `name: JSON`.
   */
  properties[PROP_UNKNOWN] =
    g_param_spec_boxed ("unknown", NULL, NULL, G_TYPE_STRV,
                        ASSAY_MODEL_PARAM_READ);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_candidate_init (AssayCandidate *self)
{
}

/**
 * assay_candidate_new:
 *
 * Returns: (transfer full): a candidate of which nothing is known
 */
AssayCandidate *
assay_candidate_new (void)
{
  return g_object_new (ASSAY_TYPE_CANDIDATE, NULL);
}

/**
 * assay_candidate_new_from_json:
 * @json: an object
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads a candidate. Absent and null members stay unset; unknown ones are kept for display.
 *
 * Returns: (transfer full): the model, or %NULL with @error set
 */
AssayCandidate *
assay_candidate_new_from_json (AssayJson *json, GError **error)
{
  return assay_model_new_from_json (ASSAY_TYPE_CANDIDATE, json, error);
}

/**
 * assay_candidate_write_json:
 * @self: a candidate
 * @writer: where to write
 *
 * Writes an object with the documented members that are set.
 */
void
assay_candidate_write_json (AssayCandidate *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_CANDIDATE (self));

  assay_model_write_json (ASSAY_MODEL (self), writer);
}

/**
 * assay_candidate_get_id:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): the value of [property@Candidate:id]
 */
const char *
assay_candidate_get_id (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->id;
}

/**
 * assay_candidate_set_id:
 * @self: a candidate
 * @id: (nullable): the new value
 *
 * Sets [property@Candidate:id].
 */
void
assay_candidate_set_id (AssayCandidate *self, const char *id)
{
  g_return_if_fail (ASSAY_IS_CANDIDATE (self));

  if (g_set_str (&self->id, id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

/**
 * assay_candidate_get_remote_id:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): the value of [property@Candidate:remote-id]
 */
const char *
assay_candidate_get_remote_id (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->remote_id;
}

/**
 * assay_candidate_set_remote_id:
 * @self: a candidate
 * @remote_id: (nullable): the new value
 *
 * Sets [property@Candidate:remote-id].
 */
void
assay_candidate_set_remote_id (AssayCandidate *self, const char *remote_id)
{
  g_return_if_fail (ASSAY_IS_CANDIDATE (self));

  if (g_set_str (&self->remote_id, remote_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOTE_ID]);
}

/**
 * assay_candidate_get_first_name:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): the value of [property@Candidate:first-name]
 */
const char *
assay_candidate_get_first_name (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->first_name;
}

/**
 * assay_candidate_set_first_name:
 * @self: a candidate
 * @first_name: (nullable): the new value
 *
 * Sets [property@Candidate:first-name].
 */
void
assay_candidate_set_first_name (AssayCandidate *self, const char *first_name)
{
  g_return_if_fail (ASSAY_IS_CANDIDATE (self));

  if (g_set_str (&self->first_name, first_name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FIRST_NAME]);
}

/**
 * assay_candidate_get_last_name:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): the value of [property@Candidate:last-name]
 */
const char *
assay_candidate_get_last_name (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->last_name;
}

/**
 * assay_candidate_set_last_name:
 * @self: a candidate
 * @last_name: (nullable): the new value
 *
 * Sets [property@Candidate:last-name].
 */
void
assay_candidate_set_last_name (AssayCandidate *self, const char *last_name)
{
  g_return_if_fail (ASSAY_IS_CANDIDATE (self));

  if (g_set_str (&self->last_name, last_name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_NAME]);
}

/**
 * assay_candidate_get_emails:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the value of
 *   [property@Candidate:emails]
 */
const char * const *
assay_candidate_get_emails (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return (const char * const *) self->emails;
}

/**
 * assay_candidate_set_emails:
 * @self: a candidate
 * @emails: (nullable) (array zero-terminated=1): the new value
 *
 * Sets [property@Candidate:emails].
 */
void
assay_candidate_set_emails (AssayCandidate *self, const char * const *emails)
{
  g_return_if_fail (ASSAY_IS_CANDIDATE (self));

  if (assay_candidate_replace_emails (self, emails))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMAILS]);
}

/**
 * assay_candidate_get_profile_url:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): the value of [property@Candidate:profile-url]
 */
const char *
assay_candidate_get_profile_url (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->profile_url;
}

/**
 * assay_candidate_set_profile_url:
 * @self: a candidate
 * @profile_url: (nullable): the new value
 *
 * Sets [property@Candidate:profile-url].
 */
void
assay_candidate_set_profile_url (AssayCandidate *self, const char *profile_url)
{
  g_return_if_fail (ASSAY_IS_CANDIDATE (self));

  if (g_set_str (&self->profile_url, profile_url))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROFILE_URL]);
}

/**
 * assay_candidate_get_passthrough:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): the value of [property@Candidate:passthrough]
 */
AssayJson *
assay_candidate_get_passthrough (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->passthrough;
}

/**
 * assay_candidate_set_passthrough:
 * @self: a candidate
 * @passthrough: (nullable): the new value
 *
 * Sets [property@Candidate:passthrough].
 */
void
assay_candidate_set_passthrough (AssayCandidate *self, AssayJson *passthrough)
{
  g_return_if_fail (ASSAY_IS_CANDIDATE (self));

  if (assay_set_json (&self->passthrough, passthrough))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PASSTHROUGH]);
}

/**
 * assay_candidate_get_unknown:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the value of
 *   [property@Candidate:unknown]
 */
const char * const *
assay_candidate_get_unknown (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return (const char * const *) self->unknown;
}

/**
 * assay_candidate_get_email:
 * @self: a candidate
 *
 * Returns: (nullable): the preferred e-mail address
 */
const char *
assay_candidate_get_email (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->emails != NULL ? self->emails[0] : NULL;
}

/**
 * assay_candidate_dup_full_name:
 * @self: a candidate
 *
 * Returns: (transfer full) (nullable): first and last name, or what is known of them
 */
char *
assay_candidate_dup_full_name (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return assay_dup_full_name (self->first_name, self->last_name);
}
