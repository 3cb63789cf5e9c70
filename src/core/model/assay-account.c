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
  AssayJson *reasons_json;
  char *origin_owner_id;
  char *origin_owner_name;
  char *label;
  char *account_type;
  char *created_at;
  char *updated_at;
  GStrv status_reasons;
  GStrv unknown;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayAccount,
                               assay_account,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

static const AssayField fields[] = {
  { "id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayAccount, id) },
  { "provider", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayAccount, provider) },
  { "provider_name", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayAccount, provider_name) },
  { "status", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayAccount, status) },
  { "status_reasons", ASSAY_FIELD_ARRAY, G_STRUCT_OFFSET (AssayAccount, reasons_json) },
  { "origin_owner_id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayAccount, origin_owner_id) },
  { "origin_owner_name", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayAccount, origin_owner_name) },
  { "label", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayAccount, label) },
  { "type", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayAccount, account_type) },
  { "created_at", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayAccount, created_at) },
  { "updated_at", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayAccount, updated_at) },
  { NULL, ASSAY_FIELD_UNKNOWN, G_STRUCT_OFFSET (AssayAccount, unknown) },
};

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
read_status_reasons (AssayAccount *self, GError **error)
{
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();
  guint length;

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

  if (self->id != NULL)
    return read_status_reasons (self, error);

  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER, "%s.id: missing",
               assay_json_get_path (json));
  return FALSE;
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->fields = fields;
  iface->read_json = assay_account_read;
}

static void
assay_account_finalize (GObject *object)
{
  AssayAccount *self = ASSAY_ACCOUNT (object);

  g_clear_pointer (&self->status_reasons, g_strfreev);
  assay_model_clear_fields (self);
  G_OBJECT_CLASS (assay_account_parent_class)->finalize (object);
}

static void
assay_account_class_init (AssayAccountClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_account_finalize;
}

static void
assay_account_init (AssayAccount *self)
{
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
 * Writes an object with the documented members that are set, and the reasons of the status even
 * where there is none: an account that recovered has none any more. Credentials and set-up
 * information are left out.
 */
void
assay_account_write_json (AssayAccount *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT (self));

  assay_json_writer_begin_object (writer);
  assay_model_write_members (ASSAY_MODEL (self), writer);
  if (self->reasons_json == NULL)
    {
      assay_json_writer_member (writer, "status_reasons");
      assay_json_writer_begin_array (writer);
      assay_json_writer_end_array (writer);
    }
  assay_json_writer_end_object (writer);
}

/**
 * assay_account_get_id:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the id, sent as `x-account-id`
 */
const char *
assay_account_get_id (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->id;
}

/**
 * assay_account_get_provider:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the key of the provider, `smartrecruiters`
 */
const char *
assay_account_get_provider (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->provider;
}

/**
 * assay_account_get_status:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): `active`, `inactive`, `error` or a newer word
 */
const char *
assay_account_get_status (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->status;
}

/**
 * assay_account_get_status_reasons:
 * @self: an account
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): why the account is in that state,
 *   each as `code: description`
 */
const char *const *
assay_account_get_status_reasons (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return (const char *const *) self->status_reasons;
}

/**
 * assay_account_get_origin_owner_name:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the partner's own name of the customer
 */
const char *
assay_account_get_origin_owner_name (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->origin_owner_name;
}

/**
 * assay_account_get_origin_owner_id:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): the partner's own id of the customer
 */
const char *
assay_account_get_origin_owner_id (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->origin_owner_id;
}

/**
 * assay_account_get_label:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): what somebody called the account, to tell several of a
 *   customer apart
 */
const char *
assay_account_get_label (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->label;
}

/**
 * assay_account_get_provider_name:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): what the provider is called, `SmartRecruiters`
 */
const char *
assay_account_get_provider_name (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->provider_name;
}

/**
 * assay_account_get_account_type:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): `production`, `test` or a newer word
 */
const char *
assay_account_get_account_type (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->account_type;
}

/**
 * assay_account_get_created_at:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): when it was linked, as StackOne writes it
 */
const char *
assay_account_get_created_at (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->created_at;
}

/**
 * assay_account_get_updated_at:
 * @self: an account
 *
 * Returns: (transfer none) (nullable): when it last changed, as StackOne writes it
 */
const char *
assay_account_get_updated_at (AssayAccount *self)
{
  g_return_val_if_fail (ASSAY_IS_ACCOUNT (self), NULL);

  return self->updated_at;
}
