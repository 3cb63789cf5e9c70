/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-event-erase.h"

#include "assay-json-writer.h"

/**
 * assay_event_erase_result:
 * @body: a result, as it is sent
 * @func: tells which values stay
 * @user_data: data for @func
 *
 * Leaves nothing of a result but the value that decides the status of its order.
 *
 * Returns: (transfer full): the result without all else
 */
GBytes *
assay_event_erase_result (GBytes *body, AssayKeepValueFunc func, gpointer user_data)
{
  g_autoptr (AssayJson) json = assay_json_parse (body, NULL);
  g_autoptr (AssayJson) result = NULL;
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autofree char *value = NULL;

  if (json != NULL && assay_json_get_kind (json) == ASSAY_JSON_OBJECT)
    result = assay_json_dup_member (json, "result");
  if (result != NULL && assay_json_get_kind (result) == ASSAY_JSON_OBJECT)
    value = assay_json_dup_member_text (result, "value");

  assay_json_writer_begin_object (writer);
  if (value != NULL && func (value, user_data))
    {
      assay_json_writer_member (writer, "result");
      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "value", value);
      assay_json_writer_end_object (writer);
    }
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

/* Of what came in only the date stays, because it orders the deliveries. */
static GBytes *
write_date (gint64 date)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  if (date != 0)
    {
      assay_json_writer_member (writer, "event_date");
      assay_json_writer_date_time (writer, date);
    }
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

/* What could not be read as an order before must not become one. */
static gboolean
holds_order (AssayEventBody *body)
{
  g_autoptr (AssayJson) order = assay_event_body_dup_order (body, NULL);

  return order != NULL;
}

/* Copies what may stay: a member that is not named here goes. */
static void
copy_members (AssayEventBody *to, AssayEventBody *from)
{
  to->account_id = from->account_id;
  to->archived = from->archived;
  to->attempt = from->attempt;
  to->by = from->by;
  to->entered_by_hand = from->entered_by_hand;
  to->exchange = from->exchange;
  to->exhausted = from->exhausted;
  to->kind = from->kind;
  to->retry_at = from->retry_at;
  to->revision = from->revision;
  to->status = from->status;
}

/**
 * assay_event_erase:
 * @kind: the kind of an event of an order
 * @stored: its body, as it is stored
 * @func: tells which values of results stay
 * @user_data: data for @func
 *
 * Leaves of an event that it happened, and what can be said of that without a word about the
 * candidate: ids of ours, numbers, dates, and who at the desk did it. An event that cannot be read
 * keeps nothing.
 *
 * Returns: (transfer full): the body to store instead
 */
GBytes *
assay_event_erase (const char *kind, GBytes *stored, AssayKeepValueFunc func, gpointer user_data)
{
  g_autoptr (AssayJson) json = assay_json_parse (stored, NULL);
  g_autoptr (AssayEventBody) body = json != NULL ? assay_event_body_read (kind, json, NULL) : NULL;
  g_autoptr (GBytes) result = NULL;
  g_autoptr (GBytes) received = NULL;
  g_autoptr (AssayEvent) event = NULL;
  AssayEventBody kept = { .position = -1 };

  if (body == NULL || assay_event_kind_lookup (kind) == NULL)
    return g_bytes_new_static ("{}", 2);

  copy_members (&kept, body);
  if (body->body != NULL)
    kept.body = result = assay_event_erase_result (body->body, func, user_data);
  if (g_str_equal (kind, ASSAY_EVENT_ORDER_RECEIVED))
    {
      kept.erased = TRUE;
      if (holds_order (body))
        kept.received = received = write_date (assay_event_body_get_date (body));
    }
  event = assay_event_build (kind, NULL, 0, NULL, NULL, &kept);

  return g_bytes_ref (assay_event_get_body (event));
}
