/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order.h"

#include <string.h>

#include "assay-model-private.h"
#include "assay-order-private.h"

/**
 * AssayOrder:
 *
 * One package ordered for one candidate (StackOne ATS OpenAPI: order), and what the desk knows.
 *
 * Every member may be missing: an order may be ids alone. Ids are texts and keep each digit.
 */
struct _AssayOrder
{
  GObject parent_instance;

  /* owned */
  char *id;
  char *remote_id;
  char *account_id;
  AssayPackage *package;
  AssayApplication *application;
  AssayJob *job;
  AssayCandidate *candidate;
  AssayPerson *requester;
  char *results_update_url;
  AssayJson *passthrough;
  char *claimed_by;
  char *score_text;
  GStrv unknown;
  AssayJson *document;

  /* plain */
  AssayOrderKind kind;
  AssayOrderStatus status;
  AssayOrderSending sending;
  gint64 version;
  gint64 claim_version;
  gint64 result_version;
  gint64 received_at;
  gboolean new;
  gboolean archived;
  gboolean entered_by_hand;
};

static void model_iface_init (AssayModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayOrder, assay_order, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_MODEL, model_iface_init))

typedef enum
{
  PROP_ID = 1,
  PROP_REMOTE_ID,
  PROP_KIND,
  PROP_ACCOUNT_ID,
  PROP_PACKAGE,
  PROP_APPLICATION,
  PROP_JOB,
  PROP_CANDIDATE,
  PROP_REQUESTER,
  PROP_RESULTS_UPDATE_URL,
  PROP_PASSTHROUGH,
  PROP_STATUS,
  PROP_SENDING,
  PROP_VERSION,
  PROP_CLAIM_VERSION,
  PROP_RESULT_VERSION,
  PROP_RECEIVED_AT,
  PROP_NEW,
  PROP_CLAIMED_BY,
  PROP_ARCHIVED,
  PROP_ENTERED_BY_HAND,
  PROP_SCORE_TEXT,
  PROP_UNKNOWN,
} AssayOrderProperty;

static GParamSpec *properties[PROP_UNKNOWN + 1];

static gboolean
assay_order_read (AssayModel *model, AssayJson *json, GError **error)
{
  return assay_order_read_members (ASSAY_ORDER (model), json, error);
}

static void
assay_order_write (AssayModel *model, AssayJsonWriter *writer)
{
  assay_order_write_members (ASSAY_ORDER (model), writer);
}

static void
model_iface_init (AssayModelInterface *iface)
{
  iface->read_json = assay_order_read;
  iface->write_json = assay_order_write;
}

static void
assay_order_finalize (GObject *object)
{
  AssayOrder *self = ASSAY_ORDER (object);

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->remote_id, g_free);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_object (&self->package);
  g_clear_object (&self->application);
  g_clear_object (&self->job);
  g_clear_object (&self->candidate);
  g_clear_object (&self->requester);
  g_clear_pointer (&self->results_update_url, g_free);
  g_clear_pointer (&self->passthrough, assay_json_unref);
  g_clear_pointer (&self->claimed_by, g_free);
  g_clear_pointer (&self->score_text, g_free);
  g_clear_pointer (&self->unknown, g_strfreev);
  g_clear_pointer (&self->document, assay_json_unref);
  G_OBJECT_CLASS (assay_order_parent_class)->finalize (object);
}

static void
assay_order_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  AssayOrder *self = ASSAY_ORDER (object);

  switch ((AssayOrderProperty) property_id)
    {
    case PROP_ID:
      g_value_set_string (value, assay_order_get_id (self));
      break;
    case PROP_REMOTE_ID:
      g_value_set_string (value, assay_order_get_remote_id (self));
      break;
    case PROP_KIND:
      g_value_set_enum (value, assay_order_get_kind (self));
      break;
    case PROP_ACCOUNT_ID:
      g_value_set_string (value, assay_order_get_account_id (self));
      break;
    case PROP_PACKAGE:
      g_value_set_object (value, assay_order_get_package (self));
      break;
    case PROP_APPLICATION:
      g_value_set_object (value, assay_order_get_application (self));
      break;
    case PROP_JOB:
      g_value_set_object (value, assay_order_get_job (self));
      break;
    case PROP_CANDIDATE:
      g_value_set_object (value, assay_order_get_candidate (self));
      break;
    case PROP_REQUESTER:
      g_value_set_object (value, assay_order_get_requester (self));
      break;
    case PROP_RESULTS_UPDATE_URL:
      g_value_set_string (value, assay_order_get_results_update_url (self));
      break;
    case PROP_PASSTHROUGH:
      g_value_set_boxed (value, assay_order_get_passthrough (self));
      break;
    case PROP_STATUS:
      g_value_set_enum (value, assay_order_get_status (self));
      break;
    case PROP_SENDING:
      g_value_set_enum (value, assay_order_get_sending (self));
      break;
    case PROP_VERSION:
      g_value_set_int64 (value, assay_order_get_version (self));
      break;
    case PROP_CLAIM_VERSION:
      g_value_set_int64 (value, assay_order_get_claim_version (self));
      break;
    case PROP_RESULT_VERSION:
      g_value_set_int64 (value, assay_order_get_result_version (self));
      break;
    case PROP_RECEIVED_AT:
      g_value_set_int64 (value, assay_order_get_received_at (self));
      break;
    case PROP_NEW:
      g_value_set_boolean (value, assay_order_get_new (self));
      break;
    case PROP_CLAIMED_BY:
      g_value_set_string (value, assay_order_get_claimed_by (self));
      break;
    case PROP_ARCHIVED:
      g_value_set_boolean (value, assay_order_get_archived (self));
      break;
    case PROP_ENTERED_BY_HAND:
      g_value_set_boolean (value, assay_order_get_entered_by_hand (self));
      break;
    case PROP_SCORE_TEXT:
      g_value_set_string (value, assay_order_get_score_text (self));
      break;
    case PROP_UNKNOWN:
      g_value_set_boxed (value, assay_order_get_unknown (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
      break;
    }
}

static void
assay_order_set_property (GObject      *object,
                          guint         property_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  AssayOrder *self = ASSAY_ORDER (object);

  switch ((AssayOrderProperty) property_id)
    {
    case PROP_ID:
      assay_order_set_id (self, g_value_get_string (value));
      break;
    case PROP_REMOTE_ID:
      assay_order_set_remote_id (self, g_value_get_string (value));
      break;
    case PROP_KIND:
      assay_order_set_kind (self, g_value_get_enum (value));
      break;
    case PROP_ACCOUNT_ID:
      assay_order_set_account_id (self, g_value_get_string (value));
      break;
    case PROP_PACKAGE:
      assay_order_set_package (self, g_value_get_object (value));
      break;
    case PROP_APPLICATION:
      assay_order_set_application (self, g_value_get_object (value));
      break;
    case PROP_JOB:
      assay_order_set_job (self, g_value_get_object (value));
      break;
    case PROP_CANDIDATE:
      assay_order_set_candidate (self, g_value_get_object (value));
      break;
    case PROP_REQUESTER:
      assay_order_set_requester (self, g_value_get_object (value));
      break;
    case PROP_RESULTS_UPDATE_URL:
      assay_order_set_results_update_url (self, g_value_get_string (value));
      break;
    case PROP_PASSTHROUGH:
      assay_order_set_passthrough (self, g_value_get_boxed (value));
      break;
    case PROP_STATUS:
      assay_order_set_status (self, g_value_get_enum (value));
      break;
    case PROP_SENDING:
      assay_order_set_sending (self, g_value_get_enum (value));
      break;
    case PROP_VERSION:
      assay_order_set_version (self, g_value_get_int64 (value));
      break;
    case PROP_CLAIM_VERSION:
      assay_order_set_claim_version (self, g_value_get_int64 (value));
      break;
    case PROP_RESULT_VERSION:
      assay_order_set_result_version (self, g_value_get_int64 (value));
      break;
    case PROP_RECEIVED_AT:
      assay_order_set_received_at (self, g_value_get_int64 (value));
      break;
    case PROP_NEW:
      assay_order_set_new (self, g_value_get_boolean (value));
      break;
    case PROP_CLAIMED_BY:
      assay_order_set_claimed_by (self, g_value_get_string (value));
      break;
    case PROP_ARCHIVED:
      assay_order_set_archived (self, g_value_get_boolean (value));
      break;
    case PROP_ENTERED_BY_HAND:
      assay_order_set_entered_by_hand (self, g_value_get_boolean (value));
      break;
    case PROP_SCORE_TEXT:
      assay_order_set_score_text (self, g_value_get_string (value));
      break;
    case PROP_UNKNOWN:
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
  object_class->set_property = assay_order_set_property;

  /**
   * AssayOrder:id:
   *
   * Id of the order, which takes the result: the `record_id` of the webhook.
   */
  properties[PROP_ID] =
    g_param_spec_string ("id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:remote-id:
   *
   * Id at the provider.
   */
  properties[PROP_REMOTE_ID] =
    g_param_spec_string ("remote-id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:kind:
   *
   * Assessment or background check.
   */
  properties[PROP_KIND] =
    g_param_spec_enum ("kind", NULL, NULL, ASSAY_TYPE_ORDER_KIND, ASSAY_ORDER_KIND_ASSESSMENT,
                       ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:account-id:
   *
   * Account that the order belongs to, sent as `x-account-id`.
   */
  properties[PROP_ACCOUNT_ID] =
    g_param_spec_string ("account-id", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:package:
   *
   * What was ordered.
   */
  properties[PROP_PACKAGE] =
    g_param_spec_object ("package", NULL, NULL, ASSAY_TYPE_PACKAGE,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:application:
   *
   * The application that the order belongs to.
   */
  properties[PROP_APPLICATION] =
    g_param_spec_object ("application", NULL, NULL, ASSAY_TYPE_APPLICATION,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:job:
   *
   * The job that the candidate applied for.
   */
  properties[PROP_JOB] =
    g_param_spec_object ("job", NULL, NULL, ASSAY_TYPE_JOB,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:candidate:
   *
   * Who is to be assessed.
   */
  properties[PROP_CANDIDATE] =
    g_param_spec_object ("candidate", NULL, NULL, ASSAY_TYPE_CANDIDATE,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:requester:
   *
   * Who ordered; inline orders have none.
   */
  properties[PROP_REQUESTER] =
    g_param_spec_object ("requester", NULL, NULL, ASSAY_TYPE_PERSON,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:results-update-url:
   *
   * Address for results, as some providers give it.
   */
  properties[PROP_RESULTS_UPDATE_URL] =
    g_param_spec_string ("results-update-url", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:passthrough:
   *
   * What the provider added.
   */
  properties[PROP_PASSTHROUGH] =
    g_param_spec_boxed ("passthrough", NULL, NULL, ASSAY_TYPE_JSON,
                        ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:status:
   *
   * What the recruiter sees.
   */
  properties[PROP_STATUS] =
    g_param_spec_enum ("status", NULL, NULL, ASSAY_TYPE_ORDER_STATUS, ASSAY_ORDER_STATUS_NONE,
                       ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:sending:
   *
   * How far the newest result has come.
   */
  properties[PROP_SENDING] =
    g_param_spec_enum ("sending", NULL, NULL, ASSAY_TYPE_ORDER_SENDING, ASSAY_ORDER_SENDING_IDLE,
                       ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:version:
   *
   * Number of the order's last event in the journal, 0 before the first.
   */
  properties[PROP_VERSION] =
    g_param_spec_int64 ("version", NULL, NULL, 0, G_MAXINT64, 0,
                        ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:claim-version: (getter get_claim_version) (setter set_claim_version)
   *
   * The journal's number of the newest claim of the order, to be given back with the next; 0 when
   * it was never claimed.
   */
  properties[PROP_CLAIM_VERSION] =
    g_param_spec_int64 ("claim-version", NULL, NULL, 0, G_MAXINT64, 0,
                        ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:result-version: (getter get_result_version) (setter set_result_version)
   *
   * The journal's number of what became of the order's results last, to be given back with the
   * next; 0 when none was queued.
   */
  properties[PROP_RESULT_VERSION] =
    g_param_spec_int64 ("result-version", NULL, NULL, 0, G_MAXINT64, 0,
                        ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:received-at:
   *
   * When the order came in, microseconds since 1970 in UTC.
   */
  properties[PROP_RECEIVED_AT] =
    g_param_spec_int64 ("received-at", NULL, NULL, 0, G_MAXINT64, 0,
                        ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:new:
   *
   * Whether nobody has opened the order yet.
   */
  properties[PROP_NEW] =
    g_param_spec_boolean ("new", NULL, NULL, FALSE,
                          ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:claimed-by:
   *
   * Who took the order on.
   */
  properties[PROP_CLAIMED_BY] =
    g_param_spec_string ("claimed-by", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:archived:
   *
   * Whether the order is put away.
   */
  properties[PROP_ARCHIVED] =
    g_param_spec_boolean ("archived", NULL, NULL, FALSE,
                          ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:entered-by-hand:
   *
   * Whether a person entered the order instead of a webhook.
   */
  properties[PROP_ENTERED_BY_HAND] =
    g_param_spec_boolean ("entered-by-hand", NULL, NULL, FALSE,
                          ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:score-text:
   *
   * Score of the newest result as the recruiter's badge shows it, for example `80/100`.
   */
  properties[PROP_SCORE_TEXT] =
    g_param_spec_string ("score-text", NULL, NULL, NULL,
                         ASSAY_MODEL_PARAM);

  /**
   * AssayOrder:unknown:
   *
   * The members that Assay does not know, each as `name: JSON`.
   */
  properties[PROP_UNKNOWN] =
    g_param_spec_boxed ("unknown", NULL, NULL, G_TYPE_STRV,
                        ASSAY_MODEL_PARAM_READ);

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
 * assay_order_new_from_json:
 * @json: an object
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads an order. Absent and null members stay unset; unknown ones are kept for display.
 *
 * Returns: (transfer full): the model, or %NULL with @error set
 */
AssayOrder *
assay_order_new_from_json (AssayJson *json, GError **error)
{
  return assay_model_new_from_json (ASSAY_TYPE_ORDER, json, error);
}

/**
 * assay_order_write_json:
 * @self: an order
 * @writer: where to write
 *
 * Writes an object with the documented members that are set.
 */
void
assay_order_write_json (AssayOrder *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  assay_model_write_json (ASSAY_MODEL (self), writer);
}

/**
 * assay_order_get_id:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:id]
 */
const char *
assay_order_get_id (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->id;
}

/**
 * assay_order_set_id:
 * @self: an order
 * @id: (nullable): the new value
 *
 * Sets [property@Order:id].
 */
void
assay_order_set_id (AssayOrder *self, const char *id)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (g_set_str (&self->id, id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ID]);
}

/**
 * assay_order_get_remote_id:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:remote-id]
 */
const char *
assay_order_get_remote_id (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->remote_id;
}

/**
 * assay_order_set_remote_id:
 * @self: an order
 * @remote_id: (nullable): the new value
 *
 * Sets [property@Order:remote-id].
 */
void
assay_order_set_remote_id (AssayOrder *self, const char *remote_id)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (g_set_str (&self->remote_id, remote_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REMOTE_ID]);
}

/**
 * assay_order_get_kind:
 * @self: an order
 *
 * Returns: the value of [property@Order:kind]
 */
AssayOrderKind
assay_order_get_kind (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), ASSAY_ORDER_KIND_ASSESSMENT);

  return self->kind;
}

/**
 * assay_order_set_kind:
 * @self: an order
 * @kind: the new value
 *
 * Sets [property@Order:kind].
 */
void
assay_order_set_kind (AssayOrder *self, AssayOrderKind kind)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (self->kind == kind)
    return;
  self->kind = kind;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}

/**
 * assay_order_get_account_id:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:account-id]
 */
const char *
assay_order_get_account_id (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->account_id;
}

/**
 * assay_order_set_account_id:
 * @self: an order
 * @account_id: (nullable): the new value
 *
 * Sets [property@Order:account-id].
 */
void
assay_order_set_account_id (AssayOrder *self, const char *account_id)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (g_set_str (&self->account_id, account_id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACCOUNT_ID]);
}

/**
 * assay_order_get_package:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:package]
 */
AssayPackage *
assay_order_get_package (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->package;
}

/**
 * assay_order_set_package:
 * @self: an order
 * @package: (nullable): the new value
 *
 * Sets [property@Order:package].
 */
void
assay_order_set_package (AssayOrder *self, AssayPackage *package)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (g_set_object (&self->package, package))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PACKAGE]);
}

/**
 * assay_order_get_application:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:application]
 */
AssayApplication *
assay_order_get_application (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->application;
}

/**
 * assay_order_set_application:
 * @self: an order
 * @application: (nullable): the new value
 *
 * Sets [property@Order:application].
 */
void
assay_order_set_application (AssayOrder *self, AssayApplication *application)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (g_set_object (&self->application, application))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_APPLICATION]);
}

/**
 * assay_order_get_job:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:job]
 */
AssayJob *
assay_order_get_job (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->job;
}

/**
 * assay_order_set_job:
 * @self: an order
 * @job: (nullable): the new value
 *
 * Sets [property@Order:job].
 */
void
assay_order_set_job (AssayOrder *self, AssayJob *job)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (g_set_object (&self->job, job))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_JOB]);
}

/**
 * assay_order_get_candidate:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:candidate]
 */
AssayCandidate *
assay_order_get_candidate (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->candidate;
}

/**
 * assay_order_set_candidate:
 * @self: an order
 * @candidate: (nullable): the new value
 *
 * Sets [property@Order:candidate].
 */
void
assay_order_set_candidate (AssayOrder *self, AssayCandidate *candidate)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (g_set_object (&self->candidate, candidate))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CANDIDATE]);
}

/**
 * assay_order_get_requester:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:requester]
 */
AssayPerson *
assay_order_get_requester (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->requester;
}

/**
 * assay_order_set_requester:
 * @self: an order
 * @requester: (nullable): the new value
 *
 * Sets [property@Order:requester].
 */
void
assay_order_set_requester (AssayOrder *self, AssayPerson *requester)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (g_set_object (&self->requester, requester))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REQUESTER]);
}

/**
 * assay_order_get_results_update_url:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:results-update-url]
 */
const char *
assay_order_get_results_update_url (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->results_update_url;
}

/**
 * assay_order_set_results_update_url:
 * @self: an order
 * @results_update_url: (nullable): the new value
 *
 * Sets [property@Order:results-update-url].
 */
void
assay_order_set_results_update_url (AssayOrder *self, const char *results_update_url)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (g_set_str (&self->results_update_url, results_update_url))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULTS_UPDATE_URL]);
}

/**
 * assay_order_get_passthrough:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:passthrough]
 */
AssayJson *
assay_order_get_passthrough (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->passthrough;
}

/**
 * assay_order_set_passthrough:
 * @self: an order
 * @passthrough: (nullable): the new value
 *
 * Sets [property@Order:passthrough].
 */
void
assay_order_set_passthrough (AssayOrder *self, AssayJson *passthrough)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (assay_set_json (&self->passthrough, passthrough))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PASSTHROUGH]);
}

/**
 * assay_order_get_status:
 * @self: an order
 *
 * Returns: the value of [property@Order:status]
 */
AssayOrderStatus
assay_order_get_status (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), ASSAY_ORDER_STATUS_NONE);

  return self->status;
}

/**
 * assay_order_set_status:
 * @self: an order
 * @status: the new value
 *
 * Sets [property@Order:status].
 */
void
assay_order_set_status (AssayOrder *self, AssayOrderStatus status)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (self->status == status)
    return;
  self->status = status;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

/**
 * assay_order_get_sending:
 * @self: an order
 *
 * Returns: the value of [property@Order:sending]
 */
AssayOrderSending
assay_order_get_sending (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), ASSAY_ORDER_SENDING_IDLE);

  return self->sending;
}

/**
 * assay_order_set_sending:
 * @self: an order
 * @sending: the new value
 *
 * Sets [property@Order:sending].
 */
void
assay_order_set_sending (AssayOrder *self, AssayOrderSending sending)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (self->sending == sending)
    return;
  self->sending = sending;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENDING]);
}

/**
 * assay_order_get_version:
 * @self: an order
 *
 * Returns: the value of [property@Order:version]
 */
gint64
assay_order_get_version (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), 0);

  return self->version;
}

/**
 * assay_order_set_version:
 * @self: an order
 * @version: the new value
 *
 * Sets [property@Order:version].
 */
void
assay_order_set_version (AssayOrder *self, gint64 version)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (self->version == version)
    return;
  self->version = version;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VERSION]);
}

/**
 * assay_order_get_claim_version:
 * @self: an order
 *
 * Returns: the value of [property@Order:claim-version]
 */
gint64
assay_order_get_claim_version (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), 0);

  return self->claim_version;
}

/**
 * assay_order_set_claim_version:
 * @self: an order
 * @version: the new value
 *
 * Sets [property@Order:claim-version].
 */
void
assay_order_set_claim_version (AssayOrder *self, gint64 version)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (self->claim_version == version)
    return;
  self->claim_version = version;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLAIM_VERSION]);
}

/**
 * assay_order_get_result_version:
 * @self: an order
 *
 * Returns: the value of [property@Order:result-version]
 */
gint64
assay_order_get_result_version (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), 0);

  return self->result_version;
}

/**
 * assay_order_set_result_version:
 * @self: an order
 * @version: the new value
 *
 * Sets [property@Order:result-version].
 */
void
assay_order_set_result_version (AssayOrder *self, gint64 version)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (self->result_version == version)
    return;
  self->result_version = version;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RESULT_VERSION]);
}

/**
 * assay_order_get_received_at:
 * @self: an order
 *
 * Returns: the value of [property@Order:received-at]
 */
gint64
assay_order_get_received_at (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), 0);

  return self->received_at;
}

/**
 * assay_order_set_received_at:
 * @self: an order
 * @received_at: the new value
 *
 * Sets [property@Order:received-at].
 */
void
assay_order_set_received_at (AssayOrder *self, gint64 received_at)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (self->received_at == received_at)
    return;
  self->received_at = received_at;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECEIVED_AT]);
}

/**
 * assay_order_get_new:
 * @self: an order
 *
 * Returns: the value of [property@Order:new]
 */
gboolean
assay_order_get_new (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), FALSE);

  return self->new;
}

/**
 * assay_order_set_new:
 * @self: an order
 * @new: the new value
 *
 * Sets [property@Order:new].
 */
void
assay_order_set_new (AssayOrder *self, gboolean new)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  new = !!new;
  if (self->new == new)
    return;
  self->new = new;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEW]);
}

/**
 * assay_order_get_claimed_by:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:claimed-by]
 */
const char *
assay_order_get_claimed_by (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->claimed_by;
}

/**
 * assay_order_set_claimed_by:
 * @self: an order
 * @claimed_by: (nullable): the new value
 *
 * Sets [property@Order:claimed-by].
 */
void
assay_order_set_claimed_by (AssayOrder *self, const char *claimed_by)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (g_set_str (&self->claimed_by, claimed_by))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLAIMED_BY]);
}

/**
 * assay_order_get_archived:
 * @self: an order
 *
 * Returns: the value of [property@Order:archived]
 */
gboolean
assay_order_get_archived (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), FALSE);

  return self->archived;
}

/**
 * assay_order_set_archived:
 * @self: an order
 * @archived: the new value
 *
 * Sets [property@Order:archived].
 */
void
assay_order_set_archived (AssayOrder *self, gboolean archived)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  archived = !!archived;
  if (self->archived == archived)
    return;
  self->archived = archived;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ARCHIVED]);
}

/**
 * assay_order_get_entered_by_hand:
 * @self: an order
 *
 * Returns: the value of [property@Order:entered-by-hand]
 */
gboolean
assay_order_get_entered_by_hand (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), FALSE);

  return self->entered_by_hand;
}

/**
 * assay_order_set_entered_by_hand:
 * @self: an order
 * @entered_by_hand: the new value
 *
 * Sets [property@Order:entered-by-hand].
 */
void
assay_order_set_entered_by_hand (AssayOrder *self, gboolean entered_by_hand)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  entered_by_hand = !!entered_by_hand;
  if (self->entered_by_hand == entered_by_hand)
    return;
  self->entered_by_hand = entered_by_hand;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENTERED_BY_HAND]);
}

/**
 * assay_order_get_score_text:
 * @self: an order
 *
 * Returns: (transfer none) (nullable): the value of [property@Order:score-text]
 */
const char *
assay_order_get_score_text (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->score_text;
}

/**
 * assay_order_set_score_text:
 * @self: an order
 * @score_text: (nullable): the new value
 *
 * Sets [property@Order:score-text].
 */
void
assay_order_set_score_text (AssayOrder *self, const char *score_text)
{
  g_return_if_fail (ASSAY_IS_ORDER (self));

  if (g_set_str (&self->score_text, score_text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SCORE_TEXT]);
}

/**
 * assay_order_get_unknown:
 * @self: an order
 *
 * Returns: (transfer none) (nullable) (array zero-terminated=1): the value of
 *   [property@Order:unknown]
 */
const char * const *
assay_order_get_unknown (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return (const char * const *) self->unknown;
}

/* For reading and updating only. */
void
assay_order_take_unknown (AssayOrder *self, GStrv unknown)
{
  g_strfreev (self->unknown);
  self->unknown = unknown;
}

/**
 * assay_order_get_document:
 * @self: an order
 *
 * Gets the order with all members that came with it, known or not.
 *
 * Returns: (transfer none) (nullable): what the order was read from; %NULL when it was not read
 */
AssayJson *
assay_order_get_document (AssayOrder *self)
{
  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  return self->document;
}

/* For reading only, as the unknown members. */
void
assay_order_set_document (AssayOrder *self, AssayJson *document)
{
  g_clear_pointer (&self->document, assay_json_unref);
  self->document = document != NULL ? assay_json_ref (document) : NULL;
}

/**
 * assay_order_dup_key:
 * @self: an order
 *
 * Account and order id together name an order. Both are percent-escaped, so that every pair has a
 * key of its own; an id that is missing counts as empty.
 *
 * Returns: (transfer full): the key, `account/order`
 */
char *
assay_order_dup_key (AssayOrder *self)
{
  g_autofree char *account_id = NULL;
  g_autofree char *order_id = NULL;

  g_return_val_if_fail (ASSAY_IS_ORDER (self), NULL);

  account_id = g_uri_escape_string (self->account_id != NULL ? self->account_id : "", NULL, FALSE);
  order_id = g_uri_escape_string (self->id != NULL ? self->id : "", NULL, FALSE);
  return g_strdup_printf ("%s/%s", account_id, order_id);
}

/**
 * assay_order_parse_key:
 * @key: a key of [method@Order.dup_key]
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
  g_autofree GParamSpec **pspecs = NULL;
  guint n_pspecs;

  g_return_if_fail (ASSAY_IS_ORDER (self));
  g_return_if_fail (ASSAY_IS_ORDER (newer));

  if (self == newer)
    return;

  pspecs = g_object_class_list_properties (G_OBJECT_GET_CLASS (self), &n_pspecs);
  g_object_freeze_notify (G_OBJECT (self));
  assay_order_set_document (self, newer->document);
  assay_order_take_unknown (self, g_strdupv (newer->unknown));
  for (guint i = 0; i < n_pspecs; i++)
    {
      g_auto (GValue) value = G_VALUE_INIT;

      if ((pspecs[i]->flags & G_PARAM_READWRITE) != G_PARAM_READWRITE)
        continue;

      g_object_get_property (G_OBJECT (newer), pspecs[i]->name, &value);
      g_object_set_property (G_OBJECT (self), pspecs[i]->name, &value);
    }
  g_object_thaw_notify (G_OBJECT (self));
}
