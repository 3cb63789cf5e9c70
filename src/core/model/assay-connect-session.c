/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-connect-session.h"

#include "assay-error.h"
#include "assay-model-private.h"

/**
 * AssayConnectSession:
 *
 * The chance for one customer to link an account (StackOne SDK: ConnectSessionTokenAuthLink). Link
 * and token are secrets: who has them links an account in the customer's name.
 */
struct _AssayConnectSession
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *origin_owner_id;
  char *origin_owner_name;
  char *account_id;
  char *created_at;
  char *auth_link_url;
  char *external_trigger_token;
  GStrv unknown;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayConnectSession,
                               assay_connect_session,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

#define OFFSET(member) G_STRUCT_OFFSET (AssayConnectSession, member)

static const AssayField fields[] = {
  { "id", ASSAY_FIELD_TEXT, OFFSET (id) },
  { "origin_owner_id", ASSAY_FIELD_TEXT, OFFSET (origin_owner_id) },
  { "origin_owner_name", ASSAY_FIELD_STRING, OFFSET (origin_owner_name) },
  { "account_id", ASSAY_FIELD_TEXT, OFFSET (account_id) },
  { "created_at", ASSAY_FIELD_STRING, OFFSET (created_at) },
  { "auth_link_url", ASSAY_FIELD_STRING, OFFSET (auth_link_url) },
  { "external_trigger_token", ASSAY_FIELD_STRING, OFFSET (external_trigger_token) },
  { "token", ASSAY_FIELD_OTHER },
  { NULL, ASSAY_FIELD_UNKNOWN, OFFSET (unknown) },
};

/* Whoever is to link an account needs the address to do it at. */
static gboolean
assay_connect_session_read (AssayModel *model, AssayJson *json, GError **error)
{
  AssayConnectSession *self = ASSAY_CONNECT_SESSION (model);

  if (self->auth_link_url != NULL && *self->auth_link_url != '\0')
    return TRUE;

  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER,
               "%s.auth_link_url: missing", assay_json_get_path (json));

  return FALSE;
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->fields = fields;
  iface->read_json = assay_connect_session_read;
}

static void
assay_connect_session_finalize (GObject *object)
{
  assay_model_clear_fields (object);
  G_OBJECT_CLASS (assay_connect_session_parent_class)->finalize (object);
}

static void
assay_connect_session_class_init (AssayConnectSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_connect_session_finalize;
}

static void
assay_connect_session_init (AssayConnectSession *self)
{
}

/**
 * assay_connect_session_new_from_json:
 * @json: an object
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads what StackOne answered to `POST /connect_sessions`.
 *
 * Returns: (transfer full): the model, or %NULL with @error set
 */
AssayConnectSession *
assay_connect_session_new_from_json (AssayJson *json, GError **error)
{
  return assay_model_new_from_json (ASSAY_TYPE_CONNECT_SESSION, json, error);
}

/**
 * assay_connect_session_get_id:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): the id, a number at StackOne
 */
const char *
assay_connect_session_get_id (AssayConnectSession *self)
{
  g_return_val_if_fail (ASSAY_IS_CONNECT_SESSION (self), NULL);

  return self->id;
}

/**
 * assay_connect_session_get_origin_owner_id:
 * @self: a session
 *
 * Returns: (transfer none) (nullable): our id of the customer
 */
const char *
assay_connect_session_get_origin_owner_id (AssayConnectSession *self)
{
  g_return_val_if_fail (ASSAY_IS_CONNECT_SESSION (self), NULL);

  return self->origin_owner_id;
}

/**
 * assay_connect_session_get_auth_link_url:
 * @self: a session
 *
 * Gets where the customer links the account.
 *
 * Returns: (transfer none): the address, with a token in it
 */
const char *
assay_connect_session_get_auth_link_url (AssayConnectSession *self)
{
  g_return_val_if_fail (ASSAY_IS_CONNECT_SESSION (self), NULL);

  return self->auth_link_url;
}

/**
 * assay_connect_session_get_external_trigger_token:
 * @self: a session
 *
 * Gets what the customer pastes into SmartRecruiters. It comes only with the authentication type
 * for assessments (integration guide).
 *
 * Returns: (transfer none) (nullable): the token, opaque
 */
const char *
assay_connect_session_get_external_trigger_token (AssayConnectSession *self)
{
  g_return_val_if_fail (ASSAY_IS_CONNECT_SESSION (self), NULL);

  return self->external_trigger_token;
}
