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
  AssayJson *emails_json;
  char *profile_url;
  AssayJson *passthrough;
  GStrv emails;
  GStrv unknown;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayCandidate,
                               assay_candidate,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

static const AssayField fields[] = {
  { "id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayCandidate, id) },
  { "remote_id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayCandidate, remote_id) },
  { "first_name", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayCandidate, first_name) },
  { "last_name", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayCandidate, last_name) },
  { "name", ASSAY_FIELD_OTHER, 0 },
  { "email", ASSAY_FIELD_OTHER, 0 },
  { "emails", ASSAY_FIELD_ARRAY, G_STRUCT_OFFSET (AssayCandidate, emails_json) },
  { "profile_url", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayCandidate, profile_url) },
  { "passthrough", ASSAY_FIELD_OBJECT, G_STRUCT_OFFSET (AssayCandidate, passthrough) },
  { NULL, ASSAY_FIELD_UNKNOWN, G_STRUCT_OFFSET (AssayCandidate, unknown) },
};

static gboolean
read_names (AssayCandidate *self, AssayJson *json, GError **error)
{
  g_autofree char *name = NULL;

  if (!assay_json_read_string (json, "name", &name, error))
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

/* A single address takes the form that a list has. */
static gboolean
read_single_email (AssayCandidate *self, AssayJson *json, GError **error)
{
  g_autoptr (AssayJsonWriter) writer = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *email = NULL;

  if (!assay_json_read_string (json, "email", &email, error))
    return FALSE;
  if (email == NULL || self->emails_json != NULL)
    return TRUE;

  writer = assay_json_writer_new ();
  assay_json_writer_begin_array (writer);
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "value", email);
  assay_json_writer_end_object (writer);
  assay_json_writer_end_array (writer);
  bytes = assay_json_writer_finish (writer);
  self->emails_json = assay_json_parse (bytes, error);
  return self->emails_json != NULL;
}

static gboolean
read_emails (AssayCandidate *self, GError **error)
{
  g_autoptr (GStrvBuilder) emails = g_strv_builder_new ();

  for (guint i = 0; self->emails_json != NULL && i < assay_json_get_length (self->emails_json); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (self->emails_json, i);
      char *email;

      if (!read_email (element, &email, error))
        return FALSE;
      if (email != NULL)
        g_strv_builder_take (emails, email);
    }
  self->emails = g_strv_builder_end (emails);
  return TRUE;
}

static gboolean
assay_candidate_read (AssayModel *model, AssayJson *json, GError **error)
{
  AssayCandidate *self = ASSAY_CANDIDATE (model);

  return read_names (self, json, error) && read_single_email (self, json, error) &&
         read_emails (self, error);
}

static gboolean
assay_candidate_can_read (AssayJson *json)
{
  g_autoptr (AssayJson) emails = assay_json_dup_member (json, "emails");
  guint n_emails = emails != NULL ? assay_json_get_length (emails) : 0;

  for (guint i = 0; i < n_emails; i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (emails, i);

      if (assay_json_get_kind (element) != ASSAY_JSON_OBJECT ||
          !assay_model_can_read_string (element, "value"))
        return FALSE;
    }

  return assay_model_can_read_string (json, "name") && assay_model_can_read_string (json, "email");
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->fields = fields;
  iface->can_read = assay_candidate_can_read;
  iface->read_json = assay_candidate_read;
}

static void
assay_candidate_finalize (GObject *object)
{
  AssayCandidate *self = ASSAY_CANDIDATE (object);

  g_clear_pointer (&self->emails, g_strfreev);
  assay_model_clear_fields (self);
  G_OBJECT_CLASS (assay_candidate_parent_class)->finalize (object);
}

static void
assay_candidate_class_init (AssayCandidateClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_candidate_finalize;
}

static void
assay_candidate_init (AssayCandidate *self)
{
}

/**
 * assay_candidate_get_id:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): its id at StackOne
 */
const char *
assay_candidate_get_id (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->id;
}

/**
 * assay_candidate_get_remote_id:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): its id at the provider
 */
const char *
assay_candidate_get_remote_id (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->remote_id;
}

/**
 * assay_candidate_get_first_name:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): the first name, or the whole name
 */
const char *
assay_candidate_get_first_name (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->first_name;
}

/**
 * assay_candidate_get_last_name:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): the last name
 */
const char *
assay_candidate_get_last_name (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->last_name;
}

/**
 * assay_candidate_get_emails:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the e-mail addresses, the
 *   preferred one first
 */
const char *const *
assay_candidate_get_emails (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return (const char *const *) self->emails;
}

/**
 * assay_candidate_get_profile_url:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): the address of the profile at the provider
 */
const char *
assay_candidate_get_profile_url (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->profile_url;
}

/**
 * assay_candidate_get_passthrough:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable): what the provider added
 */
AssayJson *
assay_candidate_get_passthrough (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return self->passthrough;
}

/**
 * assay_candidate_get_unknown:
 * @self: a candidate
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the members that Assay does not
 *   know, each as `name: JSON`
 */
const char *const *
assay_candidate_get_unknown (AssayCandidate *self)
{
  g_return_val_if_fail (ASSAY_IS_CANDIDATE (self), NULL);

  return (const char *const *) self->unknown;
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
