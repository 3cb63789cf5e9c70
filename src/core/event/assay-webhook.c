/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-webhook.h"

#include <string.h>

#include "assay-digest.h"
#include "assay-error.h"
#include "assay-json-scan-private.h"
#include "assay-order-ids.h"

/* What most deliveries fit in. */
#define USUAL_SIZE 2048

/* How much of a digest tells deliveries apart. */
#define N_DIGEST_DIGITS 40

/**
 * AssayWebhook:
 *
 * A delivery of StackOne's (StackOne webhook guide): the envelope and, for order events, the order.
 *
 * The name of the event decides what it is about, never `record_type`, which StackOne fills
 * inconsistently. Webhooks never change after they were read.
 */
struct _AssayWebhook
{
  GObject parent_instance;

  /* owned */
  char *project_id;
  char *account_id;
  char *event;
  char *event_date;
  char *record_id;
  char *record_remote_id;
  char *sent_at;
  char *problem;
  char *order_path;
  char *digest;
  AssayJson *described; /* the order */

  /* plain */
  AssayWebhookTopic topic;
  AssayWebhookAction action;
  AssayOrderKind kind;
};

G_DEFINE_FINAL_TYPE (AssayWebhook, assay_webhook, G_TYPE_OBJECT)

/* Follows a path of members; NULL when it leads to nothing. */
static AssayJson *
dup_object_at (AssayJson *json, const char *path, GError **error)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  g_autoptr (AssayJson) at = assay_json_ref (json);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) next = NULL;

      if (!assay_json_read_object (at, names[i], &next, error) || next == NULL)
        return NULL;
      assay_json_unref (at);
      at = g_steal_pointer (&next);
    }
  return g_steal_pointer (&at);
}

static void
add_problem (AssayWebhook *self, const char *problem)
{
  g_autofree char *before = g_steal_pointer (&self->problem);

  self->problem = before != NULL ? g_strconcat (before, "; ", problem, NULL) : g_strdup (problem);
}

/* Finds the order that the webhook describes, mostly in `event_data`. What cannot be understood
 * must not lose the order: it is noted as a problem, and the order then consists of the ids that
 * stand around it. */
static void
find_described_order (AssayWebhook *self, AssayJson *json, AssayEventNames *names)
{
  const char *const *paths = assay_event_names_get_order_paths (names);
  g_autoptr (AssayJson) described = NULL;
  g_autoptr (GError) error = NULL;
  guint i = 0;

  for (; paths[i] != NULL && error == NULL; i++)
    {
      described = dup_object_at (json, paths[i], &error);
      if (described != NULL)
        break;
    }
  if (described != NULL && assay_order_check_json (described, &error))
    {
      self->order_path = g_strdup (paths[i]);
      self->described = g_steal_pointer (&described);
    }
  else
    {
      self->described = assay_order_ids_find (json);
    }
  if (error != NULL)
    add_problem (self, error->message);
}

static gboolean
refuse_missing (const char *member, GError **error)
{
  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER, "$.%s: missing", member);
  return FALSE;
}

/* Whatever is no character is read as U+FFFD, so that different ids would become one. */
static gboolean
read_id (AssayJson *json, const char *member, char **id, GError **error)
{
  g_clear_pointer (id, g_free);
  if (!assay_json_read_text (json, member, id, error))
    return FALSE;
  if (*id == NULL || strstr (*id, "\357\277\275") == NULL)
    return TRUE;
  g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
               "%s.%s: holds a character that no id can have", assay_json_get_path (json), member);
  return FALSE;
}

static gboolean
is_empty (const char *id)
{
  return id == NULL || *id == '\0';
}

static gboolean
read_order (AssayWebhook *self, AssayJson *json, AssayEventNames *names, GError **error)
{
  if (!read_id (json, "record_id", &self->record_id, error) ||
      !read_id (json, "account_id", &self->account_id, error))
    return FALSE;
  if (is_empty (self->account_id))
    return refuse_missing ("account_id", error);
  find_described_order (self, json, names);
  if (is_empty (self->record_id) && self->described != NULL)
    {
      g_free (self->record_id);
      self->record_id = assay_json_dup_member_text (self->described, "id");
    }
  return !is_empty (self->record_id) || refuse_missing ("record_id", error);
}

static void
assay_webhook_finalize (GObject *object)
{
  AssayWebhook *self = ASSAY_WEBHOOK (object);

  g_clear_pointer (&self->project_id, g_free);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->event, g_free);
  g_clear_pointer (&self->event_date, g_free);
  g_clear_pointer (&self->record_id, g_free);
  g_clear_pointer (&self->record_remote_id, g_free);
  g_clear_pointer (&self->sent_at, g_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->order_path, g_free);
  g_clear_pointer (&self->digest, g_free);
  g_clear_pointer (&self->described, assay_json_unref);
  G_OBJECT_CLASS (assay_webhook_parent_class)->finalize (object);
}

static void
assay_webhook_class_init (AssayWebhookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_webhook_finalize;
}

static void
assay_webhook_init (AssayWebhook *self)
{
}

/* Of all that StackOne sends, only `sent_at` differs when it delivers again. */
static void
append_member (GString *text, const AssayJsonMember *member)
{
  static const char left_out[] = "sent_at";

  if (member->name_length == strlen (left_out) &&
      memcmp (member->name, left_out, strlen (left_out)) == 0)
    return;

  g_string_append_len (text, member->name, (gssize) member->name_length);
  g_string_append_c (text, '\0');
  g_string_append_len (text, member->source, (gssize) member->length);
  g_string_append_c (text, '\0');
}

/* The last one of a name counts, at the place of the first. */
static void
append_decoded_members (GString *text, AssayJson *json)
{
  g_auto (GStrv) names = assay_json_dup_members (json);

  for (guint i = 0; names[i] != NULL; i++)
    {
      AssayJsonMember member = { .name = names[i], .name_length = strlen (names[i]) };

      member.source = assay_json_get_member_source (json, names[i], &member.length);
      append_member (text, &member);
    }
}

static char *
dup_digest (AssayJson *json)
{
  g_autoptr (GString) text = g_string_sized_new (USUAL_SIZE);
  AssayJsonMember member;
  guint32 at = 0;
  guint8 digest[ASSAY_DIGEST_SIZE];

  if (!assay_json_has_plain_names (json))
    append_decoded_members (text, json);
  else
    while (assay_json_next_member (json, &at, &member))
      append_member (text, &member);

  assay_digest_compute (&(AssayDigestPart) { text->str, text->len }, 1, digest);
  return assay_digest_to_hex (digest);
}

/* Readers of JSON differ in which of two members of one name they believe. */
static void
note_repeated_member (AssayWebhook *self, AssayJson *json)
{
  g_autofree char *name = assay_json_dup_repeated_member (json);
  g_autofree char *problem = NULL;

  if (name == NULL)
    return;
  problem = g_strdup_printf ("$.%s occurs more than once, the last one counts", name);
  add_problem (self, problem);
}

/**
 * assay_webhook_new_from_json:
 * @json: the body of a delivery
 * @names: the spellings of event names
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads a delivery. Fails when @json is no object, and for an order event when the account or the
 * order cannot be named. An unknown event is no error, and neither is an `event_data` that cannot
 * be understood, see [method@Webhook.get_problem].
 *
 * Returns: (transfer full): the delivery, or %NULL with @error set
 */
AssayWebhook *
assay_webhook_new_from_json (AssayJson *json, AssayEventNames *names, GError **error)
{
  g_autoptr (AssayWebhook) self = NULL;

  g_return_val_if_fail (ASSAY_IS_EVENT_NAMES (names), NULL);

  if (!assay_json_check_kind (json, ASSAY_JSON_OBJECT, error))
    return NULL;
  self = g_object_new (ASSAY_TYPE_WEBHOOK, NULL);
  self->project_id = assay_json_dup_member_text (json, "project_id");
  self->account_id = assay_json_dup_member_text (json, "account_id");
  self->event = assay_json_dup_member_text (json, "event");
  self->event_date = assay_json_dup_member_text (json, "event_date");
  self->record_id = assay_json_dup_member_text (json, "record_id");
  self->record_remote_id = assay_json_dup_member_text (json, "record_remote_id");
  self->sent_at = assay_json_dup_member_text (json, "sent_at");
  self->digest = dup_digest (json);
  note_repeated_member (self, json);
  self->topic = assay_event_names_lookup (names, self->event, &self->action, &self->kind);
  if (self->topic == ASSAY_WEBHOOK_TOPIC_ORDER && !read_order (self, json, names, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * assay_webhook_get_project_id:
 * @self: a delivery
 *
 * Returns: (nullable): the StackOne project
 */
const char *
assay_webhook_get_project_id (AssayWebhook *self)
{
  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), NULL);

  return self->project_id;
}

/**
 * assay_webhook_get_account_id:
 * @self: a delivery
 *
 * Returns: (nullable): the account it is about
 */
const char *
assay_webhook_get_account_id (AssayWebhook *self)
{
  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), NULL);

  return self->account_id;
}

/**
 * assay_webhook_get_event:
 * @self: a delivery
 *
 * Returns: (nullable): the name of the event as received
 */
const char *
assay_webhook_get_event (AssayWebhook *self)
{
  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), NULL);

  return self->event;
}

/**
 * assay_webhook_get_topic:
 * @self: a delivery
 *
 * Returns: what it is about
 */
AssayWebhookTopic
assay_webhook_get_topic (AssayWebhook *self)
{
  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), ASSAY_WEBHOOK_TOPIC_UNKNOWN);

  return self->topic;
}

/**
 * assay_webhook_get_action:
 * @self: a delivery
 *
 * Returns: what happened; created for an unknown event
 */
AssayWebhookAction
assay_webhook_get_action (AssayWebhook *self)
{
  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), ASSAY_WEBHOOK_ACTION_CREATED);

  return self->action;
}

/**
 * assay_webhook_get_kind:
 * @self: a delivery
 *
 * Returns: the kind of the order; assessment when it is not about one
 */
AssayOrderKind
assay_webhook_get_kind (AssayWebhook *self)
{
  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), ASSAY_ORDER_KIND_ASSESSMENT);

  return self->kind;
}

/**
 * assay_webhook_get_record_id:
 * @self: a delivery
 *
 * Returns: (nullable): the id of the record, all digits kept; for an order event the id of the
 *   order
 */
const char *
assay_webhook_get_record_id (AssayWebhook *self)
{
  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), NULL);

  return self->record_id;
}

/**
 * assay_webhook_get_sent_at:
 * @self: a delivery
 *
 * Returns: (nullable): when StackOne sent it, as received
 */
const char *
assay_webhook_get_sent_at (AssayWebhook *self)
{
  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), NULL);

  return self->sent_at;
}

/**
 * assay_webhook_dup_order:
 * @self: a delivery
 *
 * Reads the order that it brings, which takes longer than all else; who only wants to name it asks
 * for [method@Webhook.dup_order_key].
 *
 * Returns: (transfer full) (nullable): the order of an order event
 */
AssayOrder *
assay_webhook_dup_order (AssayWebhook *self)
{
  AssayOrder *order = NULL;

  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), NULL);

  if (self->topic != ASSAY_WEBHOOK_TOPIC_ORDER)
    return NULL;

  if (self->described != NULL)
    order = assay_order_new_from_json (self->described, NULL);
  if (order == NULL)
    order = assay_order_new ();
  assay_order_identify (order, self->account_id, self->record_id, self->record_remote_id,
                        self->kind);

  return order;
}

/**
 * assay_webhook_dup_order_key:
 * @self: a delivery
 *
 * Returns: (transfer full) (nullable): the key of the order of an order event, see
 *   [func@Order.build_key]
 */
char *
assay_webhook_dup_order_key (AssayWebhook *self)
{
  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), NULL);

  return self->topic == ASSAY_WEBHOOK_TOPIC_ORDER
           ? assay_order_build_key (self->account_id, self->record_id)
           : NULL;
}

/**
 * assay_webhook_get_problem:
 * @self: a delivery
 *
 * Returns: (nullable): why `event_data` of an order event could not be understood, in English
 */
const char *
assay_webhook_get_problem (AssayWebhook *self)
{
  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), NULL);

  return self->problem;
}

static gboolean
is_unreserved (char character)
{
  return g_ascii_isalnum (character) || character == '-' || character == '.' || character == '_' ||
         character == '~';
}

/* Most parts, or most of one, can be taken whole. */
static void
append_escaped (GString *id, const char *part)
{
  gsize n_plain = 0;

  g_string_append_c (id, '/');
  if (part == NULL)
    return;

  while (is_unreserved (part[n_plain]))
    n_plain++;
  g_string_append_len (id, part, (gssize) n_plain);
  if (part[n_plain] != '\0')
    g_string_append_uri_escaped (id, part + n_plain, NULL, FALSE);
}

/**
 * assay_webhook_get_order_path:
 * @self: a delivery
 *
 * Returns: (nullable): where the order of an order event is, as names with dots between; %NULL
 *   where only its ids could be read
 */
const char *
assay_webhook_get_order_path (AssayWebhook *self)
{
  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), NULL);

  return self->order_path;
}

/**
 * assay_webhook_dup_dedupe_id:
 * @self: a delivery
 *
 * StackOne gives no event id, so the date of the event and 160 bits of the SHA-256 of everything
 * but `sent_at` stand in for one. The date comes first, so that ids grow with time.
 *
 * Returns: (transfer full): a text that is the same when StackOne delivers again
 */
char *
assay_webhook_dup_dedupe_id (AssayWebhook *self)
{
  GString *id;

  g_return_val_if_fail (ASSAY_IS_WEBHOOK (self), NULL);

  id = g_string_new ("webhook");
  append_escaped (id, self->event_date);
  g_string_append_c (id, '/');
  g_string_append_len (id, self->digest, N_DIGEST_DIGITS);
  return g_string_free_and_steal (id);
}
