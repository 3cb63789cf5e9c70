/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-append-private.h"

#include "assay-exchange-row-private.h"
#include "assay-journal-error.h"
#include "assay-json-writer.h"

/* Sets @seq to 0 when an event of this id is there already. */
static gboolean
insert_event (AssayDatabase  *database,
              AssayEvent     *event,
              gint64         *seq,
              GError        **error)
{
  g_autoptr(AssayStatement) statement =
    assay_database_prepare (database,
                            "INSERT INTO event (id, at, order_key, kind, actor, body)"
                            " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                            " ON CONFLICT (id) DO NOTHING RETURNING seq",
                            error);
  const char *actor = assay_event_get_actor (event);
  gboolean has_row;

  *seq = 0;
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_text (statement, 1, assay_event_get_id (event));
  assay_statement_bind_int64 (statement, 2, assay_event_get_at (event));
  assay_statement_bind_text (statement, 3, assay_event_get_order_key (event));
  assay_statement_bind_text (statement, 4, assay_event_get_kind (event));
  assay_statement_bind_text (statement, 5, actor != NULL ? actor : "");
  assay_statement_bind_json (statement, 6, assay_event_get_body (event));
  if (!assay_statement_next (statement, &has_row, error))
    return FALSE;

  if (has_row)
    *seq = assay_statement_get_int64 (statement, "seq");

  return TRUE;
}

static gboolean
find_event (AssayDatabase  *database,
            const char     *id,
            gint64         *seq,
            GError        **error)
{
  g_autoptr(AssayStatement) statement =
    assay_database_prepare (database, "SELECT seq FROM event WHERE id = ?1", error);
  gboolean has_row;

  *seq = 0;
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_text (statement, 1, id);
  if (!assay_statement_next (statement, &has_row, error))
    return FALSE;

  if (has_row)
    *seq = assay_statement_get_int64 (statement, "seq");

  return TRUE;
}

static gboolean
read_version (AssayDatabase  *database,
              const char     *order_key,
              gint64         *version,
              GError        **error)
{
  g_autoptr(AssayStatement) statement = NULL;
  gboolean has_row;

  *version = 0;
  if (order_key == NULL)
    return TRUE;

  statement = assay_database_prepare (database, "SELECT version FROM orders WHERE key = ?1", error);
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
check_version (AssayDatabase  *database,
               AssayEvent     *first,
               gint64          expected_version,
               GError        **error)
{
  const char *order_key = assay_event_get_order_key (first);
  gint64 seq, version;

  if (expected_version < 0)
    return TRUE;

  if (!find_event (database, assay_event_get_id (first), &seq, error) ||
      !read_version (database, order_key, &version, error))
    return FALSE;

  if (seq != 0 || version == expected_version)
    return TRUE;

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT,
               "order “%s” is at version %" G_GINT64_FORMAT ", not %" G_GINT64_FORMAT,
               order_key != NULL ? order_key : "", version, expected_version);

  return FALSE;
}

static AssayJson *
parse_body (AssayEvent  *event,
            GError     **error)
{
  g_autoptr(GError) problem = NULL;
  g_autoptr(AssayJson) body = assay_json_parse (assay_event_get_body (event), &problem);

  if (body != NULL && assay_json_get_kind (body) == ASSAY_JSON_OBJECT)
    return g_steal_pointer (&body);

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID,
               "body of event %s: %s", assay_event_get_kind (event),
               problem != NULL ? problem->message : "$: expected an object");

  return NULL;
}

static gboolean
add_event (const AssayProjection  *projection,
           AssayDatabase          *database,
           AssayEvent             *event,
           AssayRecord            *record,
           GError                **error)
{
  g_autoptr(AssayJson) body = parse_body (event, error);

  if (body == NULL || !insert_event (database, event, &record->seq, error))
    return FALSE;

  if (record->seq == 0)
    return TRUE;

  record->at = assay_event_get_at (event);
  record->order_key = assay_event_get_order_key (event);
  record->kind = assay_event_get_kind (event);
  record->body = body;

  return assay_projection_apply (projection, database, record, error);
}

/* Returns: (transfer full) (nullable): the results that wait although a newer one was queued. */
static GPtrArray *
list_overtaken (AssayDatabase      *database,
                const AssayRecord  *queued,
                GError            **error)
{
  g_autoptr(GPtrArray) revisions = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(AssayStatement) row = NULL;
  gboolean has_row;

  row = assay_database_prepare (database,
                                "SELECT revision FROM result WHERE order_id = ?1 AND seq < ?2"
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
      g_ptr_array_add (revisions, g_strdup (assay_statement_get_text (row, "revision")));
    }

  return NULL;
}

/* The newest result wins over older ones that were not delivered yet. The id is derived from the
 * result, so that it is marked only once. */
static gboolean
supersede_older (const AssayProjection  *projection,
                 AssayDatabase          *database,
                 AssayEvent             *queued,
                 const char             *by,
                 AssayRecord            *record,
                 GError                **error)
{
  g_autoptr(GPtrArray) revisions = list_overtaken (database, record, error);

  if (revisions == NULL)
    return FALSE;

  for (guint i = 0; i < revisions->len; i++)
    {
      const char *revision = g_ptr_array_index (revisions, i);
      g_autofree char *id = g_strconcat ("superseded:", revision, NULL);
      g_autoptr(AssayJsonWriter) writer = assay_json_writer_new ();
      g_autoptr(GBytes) body = NULL;
      g_autoptr(AssayEvent) event = NULL;

      assay_json_writer_begin_object (writer);
      assay_json_writer_member_string (writer, "revision", revision);
      assay_json_writer_member_string (writer, "by", by);
      assay_json_writer_end_object (writer);
      body = assay_json_writer_finish (writer);
      event = assay_event_new (id, assay_event_get_at (queued), assay_event_get_order_key (queued),
                               ASSAY_EVENT_RESULT_SUPERSEDED, assay_event_get_actor (queued), body);

      if (!add_event (projection, database, event, record, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
add_with_consequences (const AssayProjection  *projection,
                       AssayDatabase          *database,
                       AssayEvent             *event,
                       AssayAppendOutcome     *outcome,
                       GError                **error)
{
  AssayRecord record = { 0 };
  g_autofree char *revision = NULL;
  g_autoptr(AssayJson) body = NULL;

  if (!add_event (projection, database, event, &record, error))
    return FALSE;

  if (record.seq == 0)
    {
      gint64 *seq = outcome->duplicate ? &outcome->seq : &record.seq;

      return find_event (database, assay_event_get_id (event), seq, error);
    }

  outcome->duplicate = FALSE;
  if (g_str_equal (assay_event_get_kind (event), ASSAY_EVENT_RESULT_QUEUED))
    {
      body = parse_body (event, error);
      if (body == NULL ||
          !assay_json_read_string (body, "revision", &revision, error) ||
          !supersede_older (projection, database, event, revision, &record, error))
        return FALSE;
    }
  outcome->seq = record.seq;

  return TRUE;
}

/*
 * assay_append_run:
 * @projection: what the projections depend on
 * @database: the writer's connection, in a transaction
 * @events: (element-type AssayEvent): what happened, in order
 * @exchange: (nullable): the HTTP behind it
 * @expected_version: the version that the first event's order must have; -1 for any
 * @outcome: (out): what became of it
 * @error: return location for an error
 *
 * Adds events, what follows from them and their exchange. A redelivery whose events are all known
 * still leaves its exchange.
 *
 * Returns: whether that worked; otherwise the caller undoes the part that did
 */
gboolean
assay_append_run (const AssayProjection  *projection,
                  AssayDatabase          *database,
                  GPtrArray              *events,
                  AssayExchange          *exchange,
                  gint64                  expected_version,
                  AssayAppendOutcome     *outcome,
                  GError                **error)
{
  AssayEvent *first = events->len > 0 ? g_ptr_array_index (events, 0) : NULL;
  const char *order_key = first != NULL ? assay_event_get_order_key (first) : NULL;
  gboolean rejected = FALSE;

  outcome->duplicate = first != NULL;
  if (first != NULL && !check_version (database, first, expected_version, error))
    return FALSE;

  for (guint i = 0; i < events->len; i++)
    {
      AssayEvent *event = g_ptr_array_index (events, i);

      rejected |= g_str_equal (assay_event_get_kind (event), ASSAY_EVENT_DELIVERY_REJECTED);
      if (!add_with_consequences (projection, database, event, outcome, error))
        return FALSE;
    }

  if (exchange != NULL &&
      !assay_exchange_row_insert (database, exchange, order_key, rejected, error))
    return FALSE;

  return read_version (database, order_key, &outcome->order_version, error);
}
