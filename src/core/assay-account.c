/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-account.h"

#include "assay-error.h"
#include "assay-model-private.h"

/**
 * AssayAccount:
 *
 * A customer's SmartRecruiters company linked at StackOne (StackOne SDK: LinkedAccount).
 */
struct _AssayAccount
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *provider;
  char *provider_name;
  char *status;
  GStrv status_reasons;
  char *origin_owner_id;
  char *origin_owner_name;
  char *label;
  char *account_type;
  char *created_at;
  char *updated_at;
  GStrv unknown;
  AssayJson *reasons_json;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayAccount, assay_account, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

typedef enum
{
  PROP_ID = 1,
  PROP_PROVIDER,
  PROP_PROVIDER_NAME,
  PROP_STATUS,
  PROP_STATUS_REASONS,
  PROP_ORIGIN_OWNER_ID,
  PROP_ORIGIN_OWNER_NAME,
  PROP_LABEL,
  PROP_ACCOUNT_TYPE,
  PROP_CREATED_AT,
  PROP_UPDATED_AT,
  PROP_UNKNOWN,
} AssayAccountProperty;

static GParamSpec *properties[PROP_UNKNOWN + 1];

static char *
dup_reason (AssayJson *element, GError **error)
{
  g_autofree char *code = NULL;
  g_autofree char *description = NULL;

  if (!assay_json_read_text (element, "code", &code, error) ||
      !assay_json_read_string (element, "description", &description, error))
    return NULL;
  if (code != NULL && description != NULL)
    return g_strdup_printf ("%s: %s", code, description);
  if (code != NULL)
    return g_steal_pointer (&code);
  return description != NULL ? g_steal_pointer (&description) : g_strdup ("");
}

static gboolean
read_status_reasons (AssayAccount *self, AssayJson *json, GError **error)
{
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();
  guint length;

  if (!assay_json_read_array (json, "status_reasons", &self->reasons_json, error))
    return FALSE;
  length = self->reasons_json != NULL ? assay_json_get_length (self->reasons_json) : 0;
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (self->reasons_json, i);
      g_autofree char *reason = dup_reason (element, error);

      if (reason == NULL)
        return FALSE;
      if (*reason != '\0')
        g_strv_builder_take (reasons, g_steal_pointer (&reason));
    }
  self->status_reasons = g_strv_builder_end (reasons);
  return TRUE;
}

static gboolean
assay_account_read (AssayModel *model, AssayJson *json, GError **error)
{
  AssayAccount *self = ASSAY_ACCOUNT (model);
  static const char * const known[] = {
    "id", "provider", "provider_name", "status", "status_reasons", "origin_owner_id",
    "origin_owner_name", "label", "type", "created_at", "updated_at", NULL,
  };

  self->unknown = assay_json_dup_unknown_members (json, known);
  if (!assay_json_read_text (json, "id", &self->id, error))
    return FALSE;
  if (self->id == NULL)
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER,
                   "%s.id: missing", assay_json_get_path (json));
      return FALSE;
    }
  return assay_json_read_string (json, "provider", &self->provider, error) &&
         assay_json_read_string (json, "provider_name", &self->provider_name, error) &&
         assay_json_read_string (json, "status", &self->status, error) &&
         read_status_reasons (self, json, error) &&
         assay_json_read_text (json, "origin_owner_id", &self->origin_owner_id, error) &&
         assay_json_read_string (json, "origin_owner_name", &self->origin_owner_name, error) &&
         assay_json_read_string (json, "label", &self->label, error) &&
         assay_json_read_string (json, "type", &self->account_type, error) &&
         assay_json_read_string (json, "created_at", &self->created_at, error) &&
         assay_json_read_string (json, "updated_at", &self->updated_at, error);
}

static void
assay_account_write (AssayModel *model, AssayJsonWriter *writer)
{
  AssayAccount *self = ASSAY_ACCOUNT (model);

  assay_json_writer_member_string (writer, "id", self->id);
  assay_json_writer_member_string (writer, "provider", self->provider);
  assay_json_writer_member_string (writer, "provider_name", self->provider_name);
  assay_json_writer_member_string (writer, "status", self->status);
  assay_json_writer_member_value (writer, "status_reasons", self->reasons_json);
  assay_json_writer_member_string (writer, "origin_owner_id", self->origin_owner_id);
  assay_json_writer_member_string (writer, "origin_owner_name", self->origin_owner_name);
  assay_json_writer_member_string (writer, "label", self->label);
  assay_json_writer_member_string (writer, "type", self->account_type);
  assay_json_writer_member_string (writer, "created_at", self->created_at);
  assay_json_writer_member_string (writer, "updated_at", self->updated_at);
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->read_json = assay_account_read;
  iface->write_json = assay_account_write;
}

static void
assay_account_finalize (GObject *object)
{
  AssayAccount *self = ASSAY_ACCOUNT (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->provider, g_free);
  g_clear_pointer (&self->provider_name, g_free);
  g_clear_pointer (&self->status, g_free);
  g_clear_pointer (&self->status_reasons, g_strfreev);
  g_clear_pointer (&self->origin_owner_id, g_free);
  g_clear_pointer (&self->origin_owner_name, g_free);
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->account_type, g_free);
  g_clear_pointer (&self->created_at, g_free);
  g_clear_pointer (&self->updated_at, g_free);
  g_clear_pointer (&self->unknown, g_strfreev);
  g_clear_pointer (&self->reasons_json, assay_json_unref);
  G_OBJECT_CLASS (assay_account_parent_class)->finalize (object);
}

static void
assay_account_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  AssayAccount *self = ASSAY_ACCOUNT (object);

  switch ((AssayAccountProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, assay_account_get_id (self));
      break;
    case PROP_PROVIDER:
      g_value_set_string (value, assay_account_get_provider (self));
      break;
    case PROP_PROVIDER_NAME:
      g_value_set_string (value, assay_account_get_provider_name (self));
      break;
    case PROP_STATUS:
      g_value_set_string (value, assay_account_get_status (self));
      break;
    case PROP_STATUS_REASONS:
      g_value_set_boxed (value, assay_account_get_status_reasons (self));
      break;
    case PROP_ORIGIN_OWNER_ID:
      g_value_set_string (value, assay_account_get_origin_owner_id (self));
      break;
    case PROP_ORIGIN_OWNER_NAME:
      g_value_set_string (value, assay_account_get_origin_owner_name (self));
      break;
    case PROP_LABEL:
      g_value_set_string (value, assay_account_get_label (self));
      break;
    case PROP_ACCOUNT_TYPE:
      g_value_set_string (value, assay_account_get_account_type (self));
      break;
    case PROP_CREATED_AT:
      g_value_set_string (value, assay_account_get_created_at (self));
      break;
    case PROP_UPDATED_AT:
      g_value_set_string (value, assay_account_get_updated_at (self));
      break;
    case PROP_UNKNOWN:
      g_value_set_boxed (value, assay_account_get_unknown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_account_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  AssayAccount *self = ASSAY_ACCOUNT (object);

  switch ((AssayAccountProperty) property_id)
    {
    case PROP_ID:
      assay_account_set_id (self, g_value_get_string (value));
      break;
    case PROP_PROVIDER:
      assay_account_set_provider (self, g_value_get_string (value));
      break;
    case PROP_PROVIDER_NAME:
      assay_account_set_provider_name (self, g_value_get_string (value));
      break;
    case PROP_STATUS:
      assay_account_set_status (self, g_value_get_string (value));
      break;
    case PROP_ORIGIN_OWNER_ID:
      assay_account_set_origin_owner_id (self, g_value_get_string (value));
      break;
    case PROP_ORIGIN_OWNER_NAME:
      assay_account_set_origin_owner_name (self, g_value_get_string (value));
      break;
    case PROP_LABEL:
      assay_account_set_label (self, g_value_get_string (value));
      break;
    case PROP_ACCOUNT_TYPE:
      assay_account_set_account_type (self, g_value_get_string (value));
      break;
    case PROP_CREATED_AT:
      assay_account_set_created_at (self, g_value_get_string (value));
      break;
    case PROP_UPDATED_AT:
      assay_account_set_updated_at (self, g_value_get_string (value));
      break;
    case PROP_STATUS_REASONS:
    case PROP_UNKNOWN:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_account_class_init (AssayAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_account_finalize;
  object_class->get_property = assay_account_get_property;
  object_class->set_property = assay_account_set_property;

  /**
   * AssayAccount:id:
   *
   * Id, sent as `x-account-id`.
   */
  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayAccount:provider:
   *
   * Key of the provider, `smartrecruiters`.
   */
  properties[PROP_PROVIDER] =
    g_param_spec_string ("provider", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayAccount:provider-name:
   *
   * Name of the provider for people.
   */
  properties[PROP_PROVIDER_NAME] =
    g_param_spec_string ("provider-name", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayAccount:status:
   *
   * `active`, `inactive`, `error` or a newer word.
   */
  properties[PROP_STATUS] =
    g_param_spec_string ("status", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayAccount:status-reasons:
   *
   * Why the account is in that state, each as `code: description`.
   */
  properties[PROP_STATUS_REASONS] =
    g_param_spec_boxed ("status-reasons", NULL, NULL, G_TYPE_STRV,
                        ASSAY_MODEL_PARAM_READ);

  /**
   * AssayAccount:origin-owner-id:
   *
   * The partner's own id of the customer.
   */
  properties[PROP_ORIGIN_OWNER_ID] =
    g_param_spec_string ("origin-owner-id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayAccount:origin-owner-name:
   *
   * The partner's own name of the customer.
   */
  properties[PROP_ORIGIN_OWNER_NAME] =
    g_param_spec_string ("origin-owner-name", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayAccount:label:
   *
   * Label given when linking.
   */
  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayAccount:account-type:
   *
   * `production` or `test`.
   */
  properties[PROP_ACCOUNT_TYPE] =
    g_param_spec_string ("account-type", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayAccount:created-at:
   *
   * When it was linked, ISO 8601.
   */
  properties[PROP_CREATED_AT] =
    g_param_spec_string ("created-at", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayAccount:updated-at:
   *
   * When it changed last, ISO 8601.
   */
  properties[PROP_UPDATED_AT] =
    g_param_spec_string ("updated-at", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayAccount:unknown:
   *
   * The members that Assay does not know, each as `name: JSON`.
   */
  properties[PROP_UNKNOWN] =
    g_param_spec_boxed ("unknown", NULL, NULL, G_TYPE_STRV,
                        ASSAY_MODEL_PARAM_READ);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_account_init (AssayAccount *self)
{
}

/**
 * assay_account_new:
 *
 * Returns: (transfer full): an account of which nothing is known
 */
AssayAccount *
assay_account_new (void)
{
  return g_object_new (ASSAY_TYPE_ACCOUNT, NULL);
}

/**
 * assay_account_new_from_json:
 * @json: an object
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads an account. Absent and null members stay unset; unknown ones are kept for display.
 *
 * Returns: (transfer full): the model, or %NULL with @error set
 */
AssayAccount *
assay_account_new_from_json (AssayJson *json, GError **error)
{
  return assay_model_new_from_json (ASSAY_TYPE_ACCOUNT, json, error);
}

/**
 * assay_account_write_json:
 * @self: an account
 * @writer: where to write
 *
 * Writes an object with the documented members that are set.
 */
void
assay_account_write_json (AssayAccount *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT (self));

  assay_model_write_json (ASSAY_MODEL (self), writer);
}

/**
 * assay_account_get_id:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the value of [property@Account:id]
 */
const char *
assay_account_get_id (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->id;
}

/**
 * assay_account_set_id:
 * @self: an account
 * @id: (nullable): the new value
 *
 * Sets [property@Account:id].
 */
void
assay_account_set_id (AssayAccount *self, const char *id)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT (self));

  if (g_set_str (&self->id, id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

/**
 * assay_account_get_provider:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the value of [property@Account:provider]
 */
const char *
assay_account_get_provider (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->provider;
}

/**
 * assay_account_set_provider:
 * @self: an account
 * @provider: (nullable): the new value
 *
 * Sets [property@Account:provider].
 */
void
assay_account_set_provider (AssayAccount *self, const char *provider)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT (self));

  if (g_set_str (&self->provider, provider))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROVIDER]);
}

/**
 * assay_account_get_provider_name:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the value of [property@Account:provider-name]
 */
const char *
assay_account_get_provider_name (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->provider_name;
}

/**
 * assay_account_set_provider_name:
 * @self: an account
 * @provider_name: (nullable): the new value
 *
 * Sets [property@Account:provider-name].
 */
void
assay_account_set_provider_name (AssayAccount *self, const char *provider_name)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT (self));

  if (g_set_str (&self->provider_name, provider_name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROVIDER_NAME]);
}

/**
 * assay_account_get_status:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the value of [property@Account:status]
 */
const char *
assay_account_get_status (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->status;
}

/**
 * assay_account_set_status:
 * @self: an account
 * @status: (nullable): the new value
 *
 * Sets [property@Account:status].
 */
void
assay_account_set_status (AssayAccount *self, const char *status)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT (self));

  if (g_set_str (&self->status, status))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

/**
 * assay_account_get_status_reasons:
 * @self: an account
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the value of
 *   [property@Account:status-reasons]
 */
const char * const *
assay_account_get_status_reasons (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return (const char * const *) self->status_reasons;
}

/**
 * assay_account_get_origin_owner_id:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the value of [property@Account:origin-owner-id]
 */
const char *
assay_account_get_origin_owner_id (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->origin_owner_id;
}

/**
 * assay_account_set_origin_owner_id:
 * @self: an account
 * @origin_owner_id: (nullable): the new value
 *
 * Sets [property@Account:origin-owner-id].
 */
void
assay_account_set_origin_owner_id (AssayAccount *self, const char *origin_owner_id)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT (self));

  if (g_set_str (&self->origin_owner_id, origin_owner_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORIGIN_OWNER_ID]);
}

/**
 * assay_account_get_origin_owner_name:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the value of [property@Account:origin-owner-name]
 */
const char *
assay_account_get_origin_owner_name (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->origin_owner_name;
}

/**
 * assay_account_set_origin_owner_name:
 * @self: an account
 * @origin_owner_name: (nullable): the new value
 *
 * Sets [property@Account:origin-owner-name].
 */
void
assay_account_set_origin_owner_name (AssayAccount *self, const char *origin_owner_name)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT (self));

  if (g_set_str (&self->origin_owner_name, origin_owner_name))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ORIGIN_OWNER_NAME]);
}

/**
 * assay_account_get_label:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the value of [property@Account:label]
 */
const char *
assay_account_get_label (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->label;
}

/**
 * assay_account_set_label:
 * @self: an account
 * @label: (nullable): the new value
 *
 * Sets [property@Account:label].
 */
void
assay_account_set_label (AssayAccount *self, const char *label)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT (self));

  if (g_set_str (&self->label, label))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

/**
 * assay_account_get_account_type:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the value of [property@Account:account-type]
 */
const char *
assay_account_get_account_type (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->account_type;
}

/**
 * assay_account_set_account_type:
 * @self: an account
 * @account_type: (nullable): the new value
 *
 * Sets [property@Account:account-type].
 */
void
assay_account_set_account_type (AssayAccount *self, const char *account_type)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT (self));

  if (g_set_str (&self->account_type, account_type))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT_TYPE]);
}

/**
 * assay_account_get_created_at:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the value of [property@Account:created-at]
 */
const char *
assay_account_get_created_at (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->created_at;
}

/**
 * assay_account_set_created_at:
 * @self: an account
 * @created_at: (nullable): the new value
 *
 * Sets [property@Account:created-at].
 */
void
assay_account_set_created_at (AssayAccount *self, const char *created_at)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT (self));

  if (g_set_str (&self->created_at, created_at))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CREATED_AT]);
}

/**
 * assay_account_get_updated_at:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the value of [property@Account:updated-at]
 */
const char *
assay_account_get_updated_at (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->updated_at;
}

/**
 * assay_account_set_updated_at:
 * @self: an account
 * @updated_at: (nullable): the new value
 *
 * Sets [property@Account:updated-at].
 */
void
assay_account_set_updated_at (AssayAccount *self, const char *updated_at)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT (self));

  if (g_set_str (&self->updated_at, updated_at))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UPDATED_AT]);
}

/**
 * assay_account_get_unknown:
 * @self: an account
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the value of
 *   [property@Account:unknown]
 */
const char * const *
assay_account_get_unknown (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return (const char * const *) self->unknown;
}
