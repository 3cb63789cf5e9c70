/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-append-private.h"

#include "assay-event-body.h"
#include "assay-exchange-row-private.h"
#include "assay-journal-error.h"
#include "assay-projection-private.h"
#include "assay-stored-id-private.h"

/* Sets @seq to 0 when an event of this id is there already. */
static gboolean
insert_event (AssayDatabase *database, AssayEvent *event, gint64 *seq, GError **error)
{
  g_autoptr (AssayStatement)
    statement = assay_database_prepare (database,
                                        "INSERT INTO event (id, at, order_key, kind, actor, body)"
                                        " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                                        " ON CONFLICT (id) DO NOTHING",
                                        error);
  const char *actor = assay_event_get_actor (event);

  *seq = 0;
  if (statement == NULL)
    return FALSE;

  assay_stored_id_bind (statement, 1, assay_event_get_id (event));
  assay_statement_bind_int64 (statement, 2, assay_event_get_at (event));
  assay_statement_bind_text (statement, 3, assay_event_get_order_key (event));
  assay_statement_bind_text (statement, 4, assay_event_get_kind (event));
  assay_statement_bind_text (statement, 5, actor != NULL ? actor : "");
  assay_statement_bind_json (statement, 6, assay_event_get_body (event));
  if (!assay_statement_run (statement, error))
    return FALSE;

  if (assay_database_get_changes (database) == 1)
    *seq = assay_database_get_last_row (database);

  return TRUE;
}

/* Returns: (transfer full) (nullable): the body of a stored event. */
static GBytes *
load_body (AssayDatabase *database, gint64 seq, GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database, "SELECT body FROM event WHERE seq = ?1", error);
  gboolean has_row;

  if (row == NULL)
    return NULL;

  assay_statement_bind_int64 (row, 1, seq);
  if (!assay_statement_next (row, &has_row, error))
    return NULL;

  return has_row ? assay_statement_dup_bytes (row, "body") : g_bytes_new_static ("{}", 2);
}

static gboolean
find_event (AssayDatabase *database, const char *id, gint64 *seq, GError **error)
{
  g_autoptr (AssayStatement)
    statement = assay_database_prepare (database, "SELECT seq FROM event WHERE id = ?1", error);
  gboolean has_row;

  *seq = 0;
  if (statement == NULL)
    return FALSE;

  assay_stored_id_bind (statement, 1, id);
  if (!assay_statement_next (statement, &has_row, error))
    return FALSE;

  if (has_row)
    *seq = assay_statement_get_int64 (statement, "seq");

  return TRUE;
}

/* The number of the newest event of a family, or, without a family, of the order. */
static gboolean
read_family (AssayDatabase *database,
             const char *order_key,
             AssayEventFamily family,
             gint64 *version,
             GError **error)
{
  static const char *const queries[] = {
    [ASSAY_EVENT_FAMILY_NONE] = "SELECT version FROM orders WHERE key = ?1",
    [ASSAY_EVENT_FAMILY_ORDER] = "SELECT max(event.seq) AS version FROM orders"
                                 " JOIN order_event ON order_event.order_id = orders.id"
                                 " JOIN event ON event.seq = order_event.seq"
                                 " WHERE orders.key = ?1 AND event.kind = 'order.received'",
    [ASSAY_EVENT_FAMILY_CLAIM] = "SELECT claim_seq AS version FROM orders WHERE key = ?1",
    [ASSAY_EVENT_FAMILY_RESULT] = "SELECT result_seq AS version FROM orders WHERE key = ?1",
  };
  g_autoptr (AssayStatement) statement = NULL;
  gboolean has_row;

  *version = 0;
  if (order_key == NULL)
    return TRUE;

  statement = assay_database_prepare (database, queries[family], error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_text (statement, 1, order_key);
  if (!assay_statement_next (statement, &has_row, error))
    return FALSE;

  if (has_row)
    *version = assay_statement_get_int64 (statement, "version");

  return TRUE;
}

/* A repeated append finds its own event and is no conflict. */
static gboolean
check_version (AssayDatabase *database, AssayEvent *first, gint64 expected_version, GError **error)
{
  const AssayEventKind *kind = assay_event_kind_lookup (assay_event_get_kind (first));
  const char *order_key = assay_event_get_order_key (first);
  gint64 seq, version;

  if (expected_version < 0)
    return TRUE;

  if (!find_event (database, assay_event_get_id (first), &seq, error) ||
      !read_family (database, order_key, kind != NULL ? kind->family : ASSAY_EVENT_FAMILY_NONE,
                    &version, error))
    return FALSE;

  if (seq != 0 || version == expected_version)
    return TRUE;

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT,
               "somebody was faster: the newest %s of order “%s” is number %" G_GINT64_FORMAT
               ", not %" G_GINT64_FORMAT,
               assay_event_get_kind (first), order_key != NULL ? order_key : "", version,
               expected_version);

  return FALSE;
}

static AssayJson *
parse_body (AssayEvent *event, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (AssayJson) body = assay_json_parse (assay_event_get_body (event), &problem);

  if (body != NULL && assay_json_get_kind (body) == ASSAY_JSON_OBJECT)
    return g_steal_pointer (&body);

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID, "body of event %s: %s",
               assay_event_get_kind (event),
               problem != NULL ? problem->message : "$: expected an object");

  return NULL;
}

/* The event of a delivery: whoever brings it has read what it holds, and nobody's guard depends on
 * it. */
static gboolean
add_trailing_event (AssayDatabase *database,
                    AssayEvent *event,
                    AssayAppendOutcome *outcome,
                    GError **error)
{
  gint64 seq;

  if (!insert_event (database, event, &seq, error))
    return FALSE;

  if (seq != 0)
    {
      outcome->duplicate = FALSE;
      outcome->seq = seq;
      return TRUE;
    }

  return !outcome->duplicate ||
         find_event (database, assay_event_get_id (event), &outcome->seq, error);
}

static gboolean
add_event (const AssayProjection *projection,
           AssayDatabase *database,
           AssayEvent *event,
           AssayRecord *record,
           GError **error)
{
  g_autoptr (AssayJson) body = parse_body (event, error);

  if (body == NULL || !insert_event (database, event, &record->seq, error))
    return FALSE;

  if (record->seq == 0)
    return TRUE;

  record->at = assay_event_get_at (event);
  record->order_key = assay_event_get_order_key (event);
  record->kind = assay_event_get_kind (event);
  record->body = body;

  return assay_projection_apply (projection, database, record, error) &&
         assay_projection_set_progress (database, record->seq, error);
}

static gboolean
is_covered (const char *older, AssayJson *newer)
{
  g_autoptr (AssayJson) body = older != NULL ? assay_json_new_from_text (older, NULL) : NULL;

  return body != NULL && assay_json_covers (newer, body);
}

/* Returns: (transfer full) (nullable): the results that wait although a newer one leaves nothing of
 * them. */
static GPtrArray *
list_overtaken (AssayDatabase *database,
                const AssayRecord *queued,
                AssayJson *newer,
                GError **error)
{
  g_autoptr (GPtrArray) revisions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AssayStatement) row = NULL;
  gboolean has_row;

  row = assay_database_prepare (database,
                                "SELECT revision, body FROM result"
                                " WHERE order_id = ?1 AND seq < ?2"
                                " AND state IN ('queued', 'attempted') ORDER BY seq",
                                error);
  if (row == NULL)
    return NULL;

  assay_statement_bind_int64 (row, 1, queued->order_id);
  assay_statement_bind_int64 (row, 2, queued->seq);
  while (assay_statement_next (row, &has_row, error))
    {
      if (!has_row)
        return g_steal_pointer (&revisions);
      if (is_covered (assay_statement_get_text (row, "body"), newer))
        g_ptr_array_add (revisions, g_strdup (assay_statement_get_text (row, "revision")));
    }

  return NULL;
}

/* Updates are merge patches, so an older one that was not delivered yet is left out only if the
 * newer one sets everything that it sets; otherwise both are sent in order. The id is derived from
 * the result, so that it is marked only once. */
static gboolean
supersede_older (const AssayProjection *projection,
                 AssayDatabase *database,
                 AssayEvent *queued,
                 AssayRecord *record,
                 GError **error)
{
  g_autoptr (AssayEventBody) read = assay_event_read (queued, error);
  g_autoptr (AssayJson) newer = read != NULL ? assay_json_parse (read->body, error) : NULL;
  g_autoptr (GPtrArray) revisions = NULL;

  if (newer == NULL)
    return FALSE;

  revisions = list_overtaken (database, record, newer, error);
  if (revisions == NULL)
    return FALSE;

  for (guint i = 0; i < revisions->len; i++)
    {
      const char *revision = g_ptr_array_index (revisions, i);
      g_autofree char *id = g_strconcat ("superseded:", revision, NULL);
      AssayEventBody body = { .revision = (char *) revision, .by = read->revision };
      g_autoptr (AssayEvent)
        event = assay_event_build (ASSAY_EVENT_RESULT_SUPERSEDED, id, assay_event_get_at (queued),
                                   assay_event_get_order_key (queued),
                                   assay_event_get_actor (queued), &body);

      if (!add_event (projection, database, event, record, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_with_consequences (const AssayProjection *projection,
                       AssayDatabase *database,
                       AssayEvent *event,
                       AssayAppendOutcome *outcome,
                       GError **error)
{
  AssayRecord record = { 0 };

  if (!add_event (projection, database, event, &record, error))
    return FALSE;

  if (record.seq == 0)
    {
      gint64 *seq = outcome->duplicate ? &outcome->seq : &record.seq;

      return find_event (database, assay_event_get_id (event), seq, error);
    }

  outcome->duplicate = FALSE;
  if (g_str_equal (assay_event_get_kind (event), ASSAY_EVENT_RESULT_QUEUED) &&
      !supersede_older (projection, database, event, &record, error))
    return FALSE;
  outcome->seq = record.seq;

  return TRUE;
}

/* Whoever is turned away must not make the journal grow: only the first of a quarter of an hour
 * and status is an event, the others are counted. */
static gboolean
count_rejection (AssayDatabase *database, AssayEvent *event, gboolean *is_first, GError **error)
{
  g_autoptr (AssayEventBody) body = assay_event_read (event, error);
  g_autoptr (AssayStatement) statement = NULL;
  gboolean has_row;

  if (body == NULL)
    return FALSE;

  statement =
    assay_database_prepare (database,
                            "INSERT INTO rejection (quarter, status, value) VALUES (?1, ?2, 1)"
                            " ON CONFLICT (quarter, status) DO UPDATE SET value = value + 1"
                            " RETURNING value",
                            error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1,
                              assay_projection_get_quarter (assay_event_get_at (event)));
  assay_statement_bind_int64 (statement, 2, body->status);
  if (!assay_statement_next (statement, &has_row, error))
    return FALSE;

  *is_first = has_row && assay_statement_get_int64 (statement, "value") == 1;

  return TRUE;
}

/* Whether a stored delivery keeps nothing of what came in any more. */
static gboolean
is_erased (GBytes *stored)
{
  g_autoptr (AssayJson) json = assay_json_parse (stored, NULL);

  return json != NULL && assay_json_get_member_kind (json, "erased") == ASSAY_JSON_BOOLEAN;
}

/* An exchange belongs to the first event of its append, whether or not that was new. */
static gboolean
insert_exchange (AssayDatabase *database,
                 const AssayAppend *append,
                 const AssayAppendOutcome *outcome,
                 GError **error)
{
  AssayEvent *first = append->events->len > 0 ? g_ptr_array_index (append->events, 0) : NULL;
  AssayExchangeLink link = { 0 };
  g_autoptr (GBytes) body = NULL;

  if (append->trails && append->events->len == 1)
    link.event_seq = outcome->seq;
  if (first != NULL && link.event_seq == 0 &&
      !find_event (database, assay_event_get_id (first), &link.event_seq, error))
    return FALSE;

  if (link.event_seq != 0 && g_str_equal (assay_event_get_kind (first), ASSAY_EVENT_ORDER_RECEIVED))
    {
      gboolean is_new = !outcome->duplicate && outcome->seq == link.event_seq;

      body = is_new ? g_bytes_ref (assay_event_get_body (first))
                    : load_body (database, link.event_seq, error);
      if (body == NULL)
        return FALSE;
    }
  link.event_body = body;
  link.repeats = first != NULL && outcome->duplicate;
  link.is_erased = body != NULL && link.repeats && is_erased (body);

  return assay_exchange_row_insert (database, append->exchange,
                                    first != NULL ? assay_event_get_order_key (first) : NULL, &link,
                                    error);
}

static gboolean
add_one (const AssayProjection *projection,
         AssayDatabase *database,
         const AssayAppend *append,
         AssayEvent *event,
         AssayAppendOutcome *outcome,
         GError **error)
{
  gboolean is_new = TRUE;

  if (g_str_equal (assay_event_get_kind (event), ASSAY_EVENT_DELIVERY_REJECTED) &&
      !count_rejection (database, event, &is_new, error))
    return FALSE;

  if (!is_new)
    {
      outcome->duplicate = FALSE;
      return TRUE;
    }
  if (append->trails)
    return add_trailing_event (database, event, outcome, error);

  return add_with_consequences (projection, database, event, outcome, error);
}

/*
 * assay_append_run:
 * @projection: what the projections depend on
 * @database: the writer's connection, in a transaction
 * @append: what is to be added
 * @outcome: (out): what became of it
 * @error: return location for an error
 *
 * Adds events, what follows from them and their exchange. Before events that do not trail, those
 * that do are brought into the projections. A redelivery whose events are all known still leaves
 * its exchange.
 *
 * Returns: whether that worked; otherwise the caller undoes the part that did
 */
gboolean
assay_append_run (const AssayProjection *projection,
                  AssayDatabase *database,
                  const AssayAppend *append,
                  AssayAppendOutcome *outcome,
                  GError **error)
{
  GPtrArray *events = append->events;
  AssayEvent *first = events->len > 0 ? g_ptr_array_index (events, 0) : NULL;

  outcome->duplicate = first != NULL;
  if (first != NULL && !append->trails &&
      (!assay_projection_catch_up (projection, database, -1, TRUE, error) ||
       !check_version (database, first, append->expected_version, error)))
    return FALSE;

  for (guint i = 0; i < events->len; i++)
    {
      if (!add_one (projection, database, append, g_ptr_array_index (events, i), outcome, error))
        return FALSE;
    }

  return append->exchange == NULL || insert_exchange (database, append, outcome, error);
}
