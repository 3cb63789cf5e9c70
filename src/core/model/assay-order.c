/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order.h"

#include <string.h>

#include "assay-model-private.h"

/**
 * AssayOrder:
 *
 * One package ordered for one candidate (StackOne ATS OpenAPI: order), and what the desk knows.
 *
 * What came with the order is read only, and every member of it may be missing: an order may be ids
 * alone. Ids are texts and keep each digit.
 */
struct _AssayOrder
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *remote_id;
  AssayPackage *package;
  AssayApplication *application;
  AssayJob *job;
  AssayCandidate *candidate;
  AssayPerson *requester;
  char *results_update_url;
  AssayJson *passthrough;
  GStrv unknown;
  AssayJson *document;
  char *account_id;
  char *claimed_by;
  char *score_text;

  /* plain */
  AssayOrderKind kind;
  AssayOrderState state;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayOrder,
                               assay_order,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

static const AssayField fields[] = {
  { "id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayOrder, id) },
  { "remote_id", ASSAY_FIELD_TEXT, G_STRUCT_OFFSET (AssayOrder, remote_id) },
  { "package", ASSAY_FIELD_MODEL, G_STRUCT_OFFSET (AssayOrder, package), assay_package_get_type },
  { "application", ASSAY_FIELD_MODEL, G_STRUCT_OFFSET (AssayOrder, application),
    assay_application_get_type },
  { "job", ASSAY_FIELD_MODEL, G_STRUCT_OFFSET (AssayOrder, job), assay_job_get_type },
  { "candidate", ASSAY_FIELD_MODEL, G_STRUCT_OFFSET (AssayOrder, candidate),
    assay_candidate_get_type },
  { "requester", ASSAY_FIELD_MODEL, G_STRUCT_OFFSET (AssayOrder, requester),
    assay_person_get_type },
  { "results_update_url", ASSAY_FIELD_STRING, G_STRUCT_OFFSET (AssayOrder, results_update_url) },
  { "passthrough", ASSAY_FIELD_OBJECT, G_STRUCT_OFFSET (AssayOrder, passthrough) },
  { "package_id", ASSAY_FIELD_OTHER },
  { "remote_package_id", ASSAY_FIELD_OTHER },
  { "application_id", ASSAY_FIELD_OTHER },
  { "remote_application_id", ASSAY_FIELD_OTHER },
  { "job_id", ASSAY_FIELD_OTHER },
  { "remote_job_id", ASSAY_FIELD_OTHER },
  { "candidate_id", ASSAY_FIELD_OTHER },
  { "remote_candidate_id", ASSAY_FIELD_OTHER },
  { "assay", ASSAY_FIELD_OTHER },
  { NULL, ASSAY_FIELD_UNKNOWN, G_STRUCT_OFFSET (AssayOrder, unknown) },
};

typedef enum
{
  PROP_DOCUMENT = 1,
  PROP_STATE,
} AssayOrderProperty;

static GParamSpec *properties[PROP_STATE + 1];

/* A part is an object, flat ids beside the part or instead of it, or both: what the object lacks
 * the flat ids fill in. */
static gboolean
read_flat_ids (AssayJson *json,
               const char *id_member,
               const char *remote_id_member,
               GType type,
               gpointer out,
               GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *remote_id = NULL;
  gpointer *part = out;

  if (!assay_json_read_text (json, id_member, &id, error) ||
      !assay_json_read_text (json, remote_id_member, &remote_id, error))
    return FALSE;
  if (id == NULL && remote_id == NULL)
    return TRUE;
  if (*part == NULL)
    *part = g_object_new (type, NULL);
  assay_model_complete_ids (*part, id, remote_id);
  return TRUE;
}

static gboolean
assay_order_read (AssayModel *model, AssayJson *json, GError **error)
{
  AssayOrder *self = ASSAY_ORDER (model);

  self->document = assay_json_ref (json);
  return read_flat_ids (json, "package_id", "remote_package_id", ASSAY_TYPE_PACKAGE, &self->package,
                        error) &&
         read_flat_ids (json, "application_id", "remote_application_id", ASSAY_TYPE_APPLICATION,
                        &self->application, error) &&
         read_flat_ids (json, "job_id", "remote_job_id", ASSAY_TYPE_JOB, &self->job, error) &&
         read_flat_ids (json, "candidate_id", "remote_candidate_id", ASSAY_TYPE_CANDIDATE,
                        &self->candidate, error);
}

static gboolean
assay_order_can_read_ids (AssayJson *json)
{
  static const char *const ids[] = {
    "package_id", "remote_package_id", "application_id", "remote_application_id",
    "job_id",     "remote_job_id",     "candidate_id",   "remote_candidate_id",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      if (!assay_model_can_read_text (json, ids[i]))
        return FALSE;
    }

  return !assay_json_has_member (json, "assay");
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->fields = fields;
  iface->can_read = assay_order_can_read_ids;
  iface->read_json = assay_order_read;
}

static void
assay_order_finalize (GObject *object)
{
  AssayOrder *self = ASSAY_ORDER (object);

  g_clear_pointer (&self->document, assay_json_unref);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->claimed_by, g_free);
  g_clear_pointer (&self->score_text, g_free);
  assay_model_clear_fields (self);
  G_OBJECT_CLASS (assay_order_parent_class)->finalize (object);
}

static void
assay_order_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  AssayOrder *self = ASSAY_ORDER (object);

  switch ((AssayOrderProperty) property_id)
    {
    case PROP_DOCUMENT:
      g_value_set_boxed (value, self->document);
      break;
    case PROP_STATE:
      g_value_set_pointer (value, &self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_order_class_init (AssayOrderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = assay_order_finalize;
  object_class->get_property = assay_order_get_property;

  /**
   * AssayOrder:document:
   *
   * What came with the order, all members, known or not; notified when any of them changes.
   */
  properties[PROP_DOCUMENT] = g_param_spec_boxed ("document", NULL, NULL, ASSAY_TYPE_JSON,
                                                  ASSAY_MODEL_PARAM_READ);

  /**
   * AssayOrder:state:
   *
   * What the desk knows of the order, an [struct@OrderState].
   */
  properties[PROP_STATE] = g_param_spec_pointer ("state", NULL, NULL, ASSAY_MODEL_PARAM_READ);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
assay_order_init (AssayOrder *self)
{
}

/**
 * assay_order_new:
 *
 * Returns: (transfer full): an order of which nothing is known
 */
AssayOrder *
assay_order_new (void)
{
  return g_object_new (ASSAY_TYPE_ORDER, NULL);
}

/**
 * assay_order_identify:
 * @self: an order
 * @account_id: (nullable): the account that it belongs to, sent as `x-account-id`
 * @id: (nullable): its id, which takes the result: the `record_id` of the webhook
 * @remote_id: (nullable): its id at the provider, used when the order came without one
 * @kind: assessment or background check
 *
 * Says which order it is. To be called before it is shown.
 */
void
assay_order_identify (AssayOrder *self,
                      const char *account_id,
                      const char *id,
                      const char *remote_id,
                      AssayOrderKind kind)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  g_set_str (&self->account_id, account_id);
  g_set_str (&self->id, id);
  if (self->remote_id == NULL)
    self->remote_id = g_strdup (remote_id);
  self->kind = kind;
}

/**
 * assay_order_get_id:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the id that takes the result
 */
const char *
assay_order_get_id (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->id;
}

/**
 * assay_order_get_remote_id:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): its id at the provider
 */
const char *
assay_order_get_remote_id (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->remote_id;
}

/**
 * assay_order_get_account_id:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the account that it belongs to
 */
const char *
assay_order_get_account_id (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->account_id;
}

/**
 * assay_order_get_kind:
 * @self: an order
 *
 * Returns: assessment or background check
 */
AssayOrderKind
assay_order_get_kind (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), ASSAY_ORDER_KIND_ASSESSMENT);

  return self->kind;
}

/**
 * assay_order_get_package:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): what was ordered
 */
AssayPackage *
assay_order_get_package (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->package;
}

/**
 * assay_order_get_application:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the application that it belongs to
 */
AssayApplication *
assay_order_get_application (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->application;
}

/**
 * assay_order_get_job:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the job that the candidate applied for
 */
AssayJob *
assay_order_get_job (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->job;
}

/**
 * assay_order_get_candidate:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): who is to be assessed
 */
AssayCandidate *
assay_order_get_candidate (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->candidate;
}

/**
 * assay_order_get_requester:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): who ordered; inline orders have none
 */
AssayPerson *
assay_order_get_requester (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->requester;
}

/**
 * assay_order_get_results_update_url:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the address for results, as some providers give it
 */
const char *
assay_order_get_results_update_url (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->results_update_url;
}

/**
 * assay_order_get_passthrough:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): what the provider added
 */
AssayJson *
assay_order_get_passthrough (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->passthrough;
}

/**
 * assay_order_get_document:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:document]; %NULL when it was
 *   not read
 */
AssayJson *
assay_order_get_document (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->document;
}

/**
 * assay_order_get_unknown:
 * @self: an order
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the members that Assay does not
 *   know, each as `name: JSON`
 */
const char *const *
assay_order_get_unknown (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return (const char *const *) self->unknown;
}

/**
 * assay_order_get_state:
 * @self: an order
 *
 * Returns: (transfer none): what the desk knows of it; what it points to may change with every
 *   [property@Order:state]
 */
const AssayOrderState *
assay_order_get_state (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return &self->state;
}

static gboolean
is_same_state (const AssayOrderState *one, const AssayOrderState *other)
{
  return g_strcmp0 (one->claimed_by, other->claimed_by) == 0 &&
         g_strcmp0 (one->score_text, other->score_text) == 0 && one->status == other->status &&
         one->sending == other->sending && one->version == other->version &&
         one->claim_version == other->claim_version &&
         one->result_version == other->result_version && one->received_at == other->received_at &&
         !one->new == !other->new && !one->archived == !other->archived &&
         !one->entered_by_hand == !other->entered_by_hand;
}

/**
 * assay_order_set_state:
 * @self: an order
 * @state: what the desk knows of it now
 *
 * Sets [property@Order:state]; the texts are copied.
 */
void
assay_order_set_state (AssayOrder *self, const AssayOrderState *state)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));
  g_return_if_fail (state != NULL);

  if (is_same_state (&self->state, state))
    return;

  g_set_str (&self->claimed_by, state->claimed_by);
  g_set_str (&self->score_text, state->score_text);
  self->state = *state;
  self->state.claimed_by = self->claimed_by;
  self->state.score_text = self->score_text;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * assay_order_build_key:
 * @account_id: (nullable): the account
 * @order_id: (nullable): the order's id
 *
 * Account and order id together name an order. Both are percent-escaped, so that every pair has a
 * key of its own; an id that is missing counts as empty.
 *
 * Returns: (transfer full): the key, `account/order`
 */
char *
assay_order_build_key (const char *account_id, const char *order_id)
{
  g_autofree char *account = NULL;
  g_autofree char *order = NULL;

  account = g_uri_escape_string (account_id != NULL ? account_id : "", NULL, FALSE);
  order = g_uri_escape_string (order_id != NULL ? order_id : "", NULL, FALSE);

  return g_strconcat (account, "/", order, NULL);
}

/**
 * assay_order_dup_key:
 * @self: an order
 *
 * Returns: (transfer full): the key that [func@Order.build_key] builds of its ids
 */
char *
assay_order_dup_key (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return assay_order_build_key (self->account_id, self->id);
}

/**
 * assay_order_parse_key:
 * @key: a key of [func@Order.build_key]
 * @account_id: (out) (transfer full): id of the account
 * @order_id: (out) (transfer full): id of the order
 *
 * Takes a key apart.
 *
 * Returns: %FALSE with both outputs %NULL when @key is no key
 */
gboolean
assay_order_parse_key (const char *key, char **account_id, char **order_id)
{
  const char *slash = strchr (key, '/');

  *account_id = NULL;
  *order_id = NULL;
  if (slash == NULL || strchr (slash + 1, '/') != NULL)
    return FALSE;
  *account_id = g_uri_unescape_segment (key, slash, NULL);
  *order_id = g_uri_unescape_string (slash + 1, NULL);
  if (*account_id != NULL && *order_id != NULL)
    return TRUE;
  g_clear_pointer (account_id, g_free);
  g_clear_pointer (order_id, g_free);
  return FALSE;
}

static gboolean
is_same_document (AssayJson *one, AssayJson *other)
{
  g_autofree char *text = one != NULL ? assay_json_dup_source (one) : NULL;
  g_autofree char *other_text = other != NULL ? assay_json_dup_source (other) : NULL;

  return g_strcmp0 (text, other_text) == 0;
}

static void
take_document (AssayOrder *self, AssayOrder *newer)
{
  g_clear_pointer (&self->document, assay_json_unref);
  self->document = newer->document != NULL ? assay_json_ref (newer->document) : NULL;
  g_clear_pointer (&self->passthrough, assay_json_unref);
  self->passthrough = newer->passthrough != NULL ? assay_json_ref (newer->passthrough) : NULL;
  g_strfreev (self->unknown);
  self->unknown = g_strdupv (newer->unknown);
  g_set_str (&self->remote_id, newer->remote_id);
  g_set_str (&self->results_update_url, newer->results_update_url);
  g_set_object (&self->package, newer->package);
  g_set_object (&self->application, newer->application);
  g_set_object (&self->job, newer->job);
  g_set_object (&self->candidate, newer->candidate);
  g_set_object (&self->requester, newer->requester);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
}

/**
 * assay_order_update:
 * @self: an order
 * @newer: the same order as it is now
 *
 * Takes over everything that @newer holds, so that whoever shows @self shows it too.
 */
void
assay_order_update (AssayOrder *self, AssayOrder *newer)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));
  g_return_if_fail (ASSAY_IS_ORDER (newer));

  if (self == newer)
    return;

  g_object_freeze_notify (G_OBJECT (self));
  assay_order_identify (self, newer->account_id, newer->id, newer->remote_id, newer->kind);
  if (!is_same_document (self->document, newer->document))
    take_document (self, newer);
  assay_order_set_state (self, &newer->state);
  g_object_thaw_notify (G_OBJECT (self));
}
