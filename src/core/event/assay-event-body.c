/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-event-body.h"

#include <string.h>

#include "assay-error.h"
#include "assay-json-writer.h"
#include "assay-order-ids.h"

/* What stands before the bytes that came in, which are the last member of their event. No string
 * can hold this text, because a quotation mark in it is escaped. */
#define RECEIVED_MARK "\"received\":"

typedef enum
{
  TYPE_TEXT,
  TYPE_WHOLE, /* left out when it is 0 */
  TYPE_TIME,  /* in µs; left out when it is 0; older versions wrote ISO 8601 */
  TYPE_PLACE, /* left out when it is negative */
  TYPE_TRUE,  /* left out when it is FALSE */
  TYPE_BOOLEAN,
  TYPE_TEXTS,
  TYPE_JSON,
  TYPE_BYTES,
} MemberType;

typedef struct
{
  const char *name;
  MemberType type;
  gsize offset;
} Member;

#define MEMBER(name, type, field) { name, type, G_STRUCT_OFFSET (AssayEventBody, field) }

static const Member members[] = {
  MEMBER ("account", TYPE_JSON, account),
  MEMBER ("account_id", TYPE_TEXT, account_id),
  MEMBER ("answer", TYPE_JSON, answer),
  MEMBER ("archived", TYPE_BOOLEAN, archived),
  MEMBER ("attempt", TYPE_WHOLE, attempt),
  MEMBER ("before", TYPE_TEXT, before),
  MEMBER ("body", TYPE_BYTES, body),
  MEMBER ("by", TYPE_TEXT, by),
  MEMBER ("email", TYPE_TEXT, email),
  MEMBER ("entered_by_hand", TYPE_TRUE, entered_by_hand),
  MEMBER ("erased", TYPE_TRUE, erased),
  MEMBER ("error", TYPE_TEXT, error),
  MEMBER ("error_code", TYPE_TEXT, error_code),
  MEMBER ("errors", TYPE_TEXTS, errors),
  MEMBER ("exchange", TYPE_TEXT, exchange),
  MEMBER ("exhausted", TYPE_TRUE, exhausted),
  MEMBER ("id", TYPE_TEXT, id),
  MEMBER ("kind", TYPE_TEXT, kind),
  MEMBER ("message", TYPE_TEXT, message),
  MEMBER ("note", TYPE_TEXT, note),
  MEMBER ("order", TYPE_JSON, order),
  MEMBER ("override", TYPE_TEXT, override_reason),
  MEMBER ("package", TYPE_JSON, package),
  MEMBER ("path", TYPE_TEXT, path),
  MEMBER ("position", TYPE_PLACE, position),
  MEMBER ("provider_errors", TYPE_JSON, provider_errors),
  MEMBER ("reason", TYPE_TEXT, reason),
  MEMBER ("received", TYPE_BYTES, received),
  MEMBER ("record", TYPE_TEXT, record),
  MEMBER ("retry_at", TYPE_TIME, retry_at),
  MEMBER ("revision", TYPE_TEXT, revision),
  MEMBER ("status", TYPE_WHOLE, status),
  MEMBER ("webhook", TYPE_JSON, webhook),
};

/* The events of the house. The words for people are the app's. */
static const AssayEventKind kinds[] = {
  { ASSAY_EVENT_ORDER_RECEIVED,
    ASSAY_EVENT_FAMILY_ORDER,
    TRUE,
    "inbox, desk",
    { "kind", "account_id", "exchange", "note", "entered_by_hand", "path", "erased", "received" } },
  { ASSAY_EVENT_ORDER_DESCRIBED, ASSAY_EVENT_FAMILY_NONE, TRUE, "outbox", { "order" } },
  { ASSAY_EVENT_ORDER_SEEN, ASSAY_EVENT_FAMILY_NONE, TRUE, "desk", { NULL } },
  { ASSAY_EVENT_ORDER_CLAIMED, ASSAY_EVENT_FAMILY_CLAIM, TRUE, "desk", { "by" } },
  { ASSAY_EVENT_ORDER_NOTED, ASSAY_EVENT_FAMILY_NONE, TRUE, "desk", { "note" } },
  { ASSAY_EVENT_ORDER_ARCHIVED, ASSAY_EVENT_FAMILY_NONE, TRUE, "desk", { "archived" } },
  { ASSAY_EVENT_CANDIDATE_INVITED, ASSAY_EVENT_FAMILY_NONE, TRUE, "desk", { "email", "note" } },
  { ASSAY_EVENT_RESULT_DRAFTED, ASSAY_EVENT_FAMILY_NONE, TRUE, "desk", { "body!" } },
  { ASSAY_EVENT_RESULT_DISCARDED, ASSAY_EVENT_FAMILY_NONE, TRUE, "desk", { NULL } },
  { ASSAY_EVENT_RESULT_QUEUED,
    ASSAY_EVENT_FAMILY_RESULT,
    TRUE,
    "desk",
    { "revision!", "body!", "override" } },
  { ASSAY_EVENT_RESULT_ATTEMPTED,
    ASSAY_EVENT_FAMILY_NONE,
    TRUE,
    "outbox",
    { "revision!", "attempt", "status", "retry_at", "error" } },
  { ASSAY_EVENT_RESULT_HURRIED, ASSAY_EVENT_FAMILY_NONE, TRUE, "desk", { "revision!" } },
  { ASSAY_EVENT_RESULT_DELIVERED,
    ASSAY_EVENT_FAMILY_RESULT,
    TRUE,
    "outbox",
    { "revision!", "status", "answer" } },
  { ASSAY_EVENT_RESULT_REFUSED,
    ASSAY_EVENT_FAMILY_RESULT,
    TRUE,
    "outbox",
    { "revision!", "status", "error_code", "message", "errors", "provider_errors", "exhausted" } },
  { ASSAY_EVENT_RESULT_SUPERSEDED,
    ASSAY_EVENT_FAMILY_NONE,
    TRUE,
    "journal",
    { "revision!", "by" } },
  { ASSAY_EVENT_PACKAGE_SAVED, ASSAY_EVENT_FAMILY_NONE, FALSE, "desk", { "package!", "position" } },
  { ASSAY_EVENT_PACKAGE_MOVED, ASSAY_EVENT_FAMILY_NONE, FALSE, "desk", { "id!", "before" } },
  { ASSAY_EVENT_PACKAGE_REMOVED, ASSAY_EVENT_FAMILY_NONE, FALSE, "desk", { "id!" } },
  { ASSAY_EVENT_ACCOUNT_SEEN,
    ASSAY_EVENT_FAMILY_NONE,
    FALSE,
    "inbox, outbox, desk",
    { "exchange", "note", "account!" } },
  { ASSAY_EVENT_CHECK_MARKED, ASSAY_EVENT_FAMILY_NONE, FALSE, "desk", { "id!", "record" } },
  { ASSAY_EVENT_DELIVERY_REJECTED,
    ASSAY_EVENT_FAMILY_NONE,
    FALSE,
    "inbox",
    { "status", "reason", "exchange" } },
};

/* Members of an order.received that older versions wrote; they are read and written no more. */
static const char *const former[] = { "order", "webhook" };

static const Member *
find_member (const char *name)
{
  gsize length = strcspn (name, "!");

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if (members[i].name[0] == name[0] && strncmp (members[i].name, name, length) == 0 &&
          members[i].name[length] == '\0')
        return &members[i];
    }

  g_return_val_if_reached (NULL);
}

static gboolean
is_required (const char *name)
{
  return g_str_has_suffix (name, "!");
}

/**
 * assay_event_kind_list:
 * @n_kinds: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_kinds): all kinds
 */
const AssayEventKind *
assay_event_kind_list (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);

  return kinds;
}

/**
 * assay_event_kind_lookup:
 * @name: the name of a kind
 *
 * Returns: (transfer none) (nullable): the kind; %NULL when a newer version may know it
 */
const AssayEventKind *
assay_event_kind_lookup (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].name, name))
        return &kinds[i];
    }

  return NULL;
}

static void
write_texts (AssayJsonWriter *writer, const Member *member, GStrv texts)
{
  if (texts != NULL)
    assay_json_writer_member_strv (writer, member->name, (const char *const *) texts);
}

static void
write_member (AssayJsonWriter *writer, const Member *member, const AssayEventBody *body)
{
  const void *value = G_STRUCT_MEMBER_P (body, member->offset);
  gint64 number;
  gboolean flag;

  switch (member->type)
    {
    case TYPE_TEXT:
      assay_json_writer_member_string (writer, member->name, *(char *const *) value);
      break;
    case TYPE_WHOLE:
    case TYPE_TIME:
    case TYPE_PLACE:
      number = *(const gint64 *) value;
      if (member->type != TYPE_PLACE ? number == 0 : number < 0)
        break;
      assay_json_writer_member (writer, member->name);
      assay_json_writer_int64 (writer, number);
      break;
    case TYPE_TRUE:
    case TYPE_BOOLEAN:
      flag = *(const gboolean *) value;
      if (!flag && member->type == TYPE_TRUE)
        break;
      assay_json_writer_member (writer, member->name);
      assay_json_writer_boolean (writer, flag);
      break;
    case TYPE_TEXTS:
      write_texts (writer, member, *(const GStrv *) value);
      break;
    case TYPE_JSON:
      if (*(AssayJson *const *) value != NULL)
        assay_json_writer_member_value (writer, member->name, *(AssayJson *const *) value);
      break;
    case TYPE_BYTES:
    default:
      if (*(GBytes *const *) value == NULL)
        break;
      assay_json_writer_member (writer, member->name);
      assay_json_writer_raw_bytes (writer, *(GBytes *const *) value);
      break;
    }
}

/**
 * assay_event_build:
 * @kind: one of the kinds of [func@EventKind.list]
 * @id: (nullable): id that is the same when the source repeats; %NULL for a new one
 * @at: when it happened, microseconds since 1970 in UTC
 * @order_key: (nullable): key of the order it belongs to, see [method@Order.dup_key]
 * @actor: who did it
 * @body: (nullable): what belongs to it; members that the kind has not are left out
 *
 * Makes an event. This is the only way in which events of the house are written.
 *
 * Returns: (transfer full): an event that is not stored yet
 */
AssayEvent *
assay_event_build (const char *kind,
                   const char *id,
                   gint64 at,
                   const char *order_key,
                   const char *actor,
                   const AssayEventBody *body)
{
  const AssayEventKind *row = assay_event_kind_lookup (kind);
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (row != NULL, NULL);

  assay_json_writer_begin_object (writer);
  for (guint i = 0; body != NULL && row->members[i] != NULL; i++)
    write_member (writer, find_member (row->members[i]), body);
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);

  return assay_event_new (id, at, order_key, kind, actor, bytes);
}

static gboolean
read_texts (AssayJson *json, const char *name, GStrv *texts)
{
  g_autoptr (AssayJson) array = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (!assay_json_read_array (json, name, &array, NULL) || array == NULL)
    return FALSE;

  for (guint i = 0; i < assay_json_get_length (array); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (array, i);
      char *text = assay_json_dup_text (element);

      if (text != NULL)
        g_strv_builder_take (builder, text);
    }
  *texts = g_strv_builder_end (builder);

  return TRUE;
}

static gboolean
read_object (AssayJson *json, const Member *member, gpointer value)
{
  g_autoptr (AssayJson) object = assay_json_dup_member (json, member->name);
  char *source;

  if (object == NULL || assay_json_get_kind (object) == ASSAY_JSON_NULL)
    return FALSE;
  if (member->type == TYPE_JSON)
    {
      *(AssayJson **) value = g_steal_pointer (&object);
      return TRUE;
    }
  if (assay_json_get_kind (object) != ASSAY_JSON_OBJECT)
    return FALSE;

  source = assay_json_dup_source (object);
  *(GBytes **) value = g_bytes_new_take (source, strlen (source));

  return TRUE;
}

static gboolean
read_text (AssayJson *json, const char *name, char **text)
{
  *text = assay_json_dup_member_text (json, name);

  return *text != NULL;
}

/* Returns whether the member was there in the form that it must have. */
static gboolean
read_member (AssayJson *json, const Member *member, AssayEventBody *body)
{
  void *value = G_STRUCT_MEMBER_P (body, member->offset);

  switch (member->type)
    {
    case TYPE_TEXT:
      return read_text (json, member->name, value);
    case TYPE_WHOLE:
    case TYPE_PLACE:
      return assay_json_has_member (json, member->name) &&
             assay_json_read_int64 (json, member->name, value, NULL);
    case TYPE_TIME:
      return assay_json_has_member (json, member->name) &&
             (assay_json_read_int64 (json, member->name, value, NULL) ||
              assay_json_read_date_time (json, member->name, value, NULL));
    case TYPE_TRUE:
    case TYPE_BOOLEAN:
      return assay_json_has_member (json, member->name) &&
             assay_json_read_boolean (json, member->name, value, NULL);
    case TYPE_TEXTS:
      return read_texts (json, member->name, value);
    case TYPE_JSON:
    case TYPE_BYTES:
    default:
      return read_object (json, member, value);
    }
}

/**
 * assay_event_body_read:
 * @kind: the kind of an event
 * @json: its body
 * @error: return location for %ASSAY_CORE_ERROR_MISSING_MEMBER
 *
 * Reads what belongs to an event. Of a kind that is not known nothing is read.
 *
 * Returns: (transfer full): the members; %NULL when @json is no object or lacks one that the kind
 *   must have
 */
AssayEventBody *
assay_event_body_read (const char *kind, AssayJson *json, GError **error)
{
  const AssayEventKind *row = assay_event_kind_lookup (kind);
  g_autoptr (AssayEventBody) self = g_new0 (AssayEventBody, 1);

  self->archived = TRUE;
  self->position = -1;
  if (!assay_json_check_kind (json, ASSAY_JSON_OBJECT, error))
    return NULL;
  if (row == NULL)
    return g_steal_pointer (&self);

  for (guint i = 0; row->members[i] != NULL; i++)
    {
      const Member *member = find_member (row->members[i]);

      if (read_member (json, member, self) || !is_required (row->members[i]))
        continue;

      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER, "$.%s: missing in %s",
                   member->name, kind);
      return NULL;
    }
  for (gsize i = 0; g_str_equal (kind, ASSAY_EVENT_ORDER_RECEIVED) && i < G_N_ELEMENTS (former);
       i++)
    read_member (json, find_member (former[i]), self);
  if (self->received != NULL)
    self->parsed = assay_json_dup_member (json, "received");

  return g_steal_pointer (&self);
}

/**
 * assay_event_read:
 * @event: an event
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Reads what belongs to an event, see [func@EventBody.read].
 *
 * Returns: (transfer full): the members, or %NULL with @error set
 */
AssayEventBody *
assay_event_read (AssayEvent *event, GError **error)
{
  g_autoptr (AssayJson) json = NULL;

  g_return_val_if_fail (ASSAY_IS_EVENT (event), NULL);

  json = assay_json_parse (assay_event_get_body (event), error);

  return json != NULL ? assay_event_body_read (assay_event_get_kind (event), json, error) : NULL;
}

static void
clear_member (const Member *member, AssayEventBody *body)
{
  gpointer *value = G_STRUCT_MEMBER_P (body, member->offset);

  switch (member->type)
    {
    case TYPE_TEXT:
      g_free (*value);
      break;
    case TYPE_TEXTS:
      g_strfreev (*value);
      break;
    case TYPE_JSON:
      g_clear_pointer ((AssayJson **) value, assay_json_unref);
      break;
    case TYPE_BYTES:
      g_clear_pointer ((GBytes **) value, g_bytes_unref);
      break;
    case TYPE_WHOLE:
    case TYPE_TIME:
    case TYPE_PLACE:
    case TYPE_TRUE:
    case TYPE_BOOLEAN:
    default:
      break;
    }
}

/**
 * assay_event_body_free:
 * @self: (transfer full): what was read
 *
 * Frees the members.
 */
void
assay_event_body_free (AssayEventBody *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    clear_member (&members[i], self);
  g_clear_pointer (&self->parsed, assay_json_unref);
  g_free (self);
}

static AssayJson *
follow_path (AssayJson *json, const char *path, GError **error)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  g_autoptr (AssayJson) at = assay_json_ref (json);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) next = NULL;

      if (!assay_json_read_object (at, names[i], &next, error))
        return NULL;
      if (next == NULL)
        {
          g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER, "%s.%s: missing",
                       assay_json_get_path (at), names[i]);
          return NULL;
        }
      assay_json_unref (at);
      at = g_steal_pointer (&next);
    }

  return g_steal_pointer (&at);
}

/**
 * assay_event_body_dup_order:
 * @self: what belongs to an `order.received`
 * @error: return location for a [error@CoreError] that names the JSON path
 *
 * Finds the order in what was received, with all members that it has.
 *
 * Returns: (transfer full): the order as it came; its flat ids where nothing else was understood;
 *   %NULL with @error set when the event holds none
 */
AssayJson *
assay_event_body_dup_order (AssayEventBody *self, GError **error)
{
  if (self->order != NULL)
    return assay_json_check_kind (self->order, ASSAY_JSON_OBJECT, error)
             ? assay_json_ref (self->order)
             : NULL;
  if (self->parsed == NULL)
    {
      g_set_error_literal (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER,
                           "$.received: missing in " ASSAY_EVENT_ORDER_RECEIVED);
      return NULL;
    }
  if (self->path == NULL)
    return assay_order_ids_find (self->parsed);

  if (*self->path == '\0')
    return assay_json_ref (self->parsed);

  return follow_path (self->parsed, self->path, error);
}

/**
 * assay_event_body_get_date:
 * @self: what belongs to an `order.received`
 *
 * Gets when the source says that it happened; decides which of two deliveries is the newer one.
 *
 * Returns: the member `event_date` of the webhook, in µs since 1970 UTC; 0 where there is none
 */
gint64
assay_event_body_get_date (AssayEventBody *self)
{
  gint64 date = 0;

  if (self->webhook != NULL && assay_json_get_kind (self->webhook) == ASSAY_JSON_OBJECT)
    assay_json_read_date_time (self->webhook, "event_date", &date, NULL);
  else if (self->parsed != NULL && !self->entered_by_hand)
    assay_json_read_date_time (self->parsed, "event_date", &date, NULL);

  return date;
}

/**
 * assay_event_cut_received:
 * @stored: the body of an event, as it is stored
 *
 * Finds the bytes that came in within a stored event, with all blanks before and behind them.
 *
 * Returns: (transfer full) (nullable): those bytes; %NULL when the event holds none or is cut short
 */
GBytes *
assay_event_cut_received (GBytes *stored)
{
  gsize size;
  const char *text = g_bytes_get_data (stored, &size);
  const char *mark = size > 0 ? g_strstr_len (text, (gssize) size, RECEIVED_MARK) : NULL;
  gsize start;

  if (mark == NULL)
    return NULL;

  start = (gsize) (mark - text) + strlen (RECEIVED_MARK);
  if (start == size)
    return NULL;

  return g_bytes_new_from_bytes (stored, start, size - start - 1);
}
