/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-projection-private.h"

#include "assay-error.h"
#include "assay-event.h"
#include "assay-journal-error.h"
#include "assay-log.h"
#include "assay-schema.h"

/* How long others wait at most while events are brought into the projections. */
#define MAX_TIME (20 * G_TIME_SPAN_MILLISECOND)

typedef gboolean (*ApplyFunc) (const AssayProjection *self,
                               AssayDatabase *database,
                               AssayRecord *record,
                               GError **error);

/* Kinds that are absent here, such as candidate.invited, live in the timeline alone. */
static const struct
{
  const char *kind;
  ApplyFunc func;
} appliers[] = {
  { ASSAY_EVENT_ORDER_RECEIVED, assay_apply_order_received },
  { ASSAY_EVENT_ORDER_DESCRIBED, assay_apply_order_described },
  { ASSAY_EVENT_ORDER_CLAIMED, assay_apply_order_claimed },
  { ASSAY_EVENT_ORDER_NOTED, assay_apply_order_noted },
  { ASSAY_EVENT_ORDER_ARCHIVED, assay_apply_order_archived },
  { ASSAY_EVENT_ORDER_SEEN, assay_apply_order_seen },
  { ASSAY_EVENT_RESULT_DRAFTED, assay_apply_result_drafted },
  { ASSAY_EVENT_RESULT_DISCARDED, assay_apply_result_discarded },
  { ASSAY_EVENT_RESULT_QUEUED, assay_apply_result_queued },
  { ASSAY_EVENT_RESULT_ATTEMPTED, assay_apply_result_attempted },
  { ASSAY_EVENT_RESULT_HURRIED, assay_apply_result_hurried },
  { ASSAY_EVENT_RESULT_DELIVERED, assay_apply_result_settled },
  { ASSAY_EVENT_RESULT_REFUSED, assay_apply_result_settled },
  { ASSAY_EVENT_RESULT_SUPERSEDED, assay_apply_result_settled },
  { ASSAY_EVENT_PACKAGE_SAVED, assay_apply_package },
  { ASSAY_EVENT_PACKAGE_MOVED, assay_apply_package },
  { ASSAY_EVENT_PACKAGE_REMOVED, assay_apply_package },
  { ASSAY_EVENT_ACCOUNT_SEEN, assay_apply_account_seen },
};

static gboolean
set_version (AssayDatabase *database, const AssayRecord *record, GError **error)
{
  const AssayEventKind *kind = assay_event_kind_lookup (record->kind);
  AssayEventFamily family = kind != NULL ? kind->family : ASSAY_EVENT_FAMILY_NONE;
  static const char *const updates[] = {
    [ASSAY_EVENT_FAMILY_NONE] = "UPDATE orders SET version = ?2 WHERE id = ?1",
    [ASSAY_EVENT_FAMILY_ORDER] = "UPDATE orders SET version = ?2 WHERE id = ?1",
    [ASSAY_EVENT_FAMILY_CLAIM] = "UPDATE orders SET version = ?2, claim_seq = ?2 WHERE id = ?1",
    [ASSAY_EVENT_FAMILY_RESULT] = "UPDATE orders SET version = ?2, result_seq = ?2 WHERE id = ?1",
  };
  g_autoptr (AssayStatement) statement = assay_database_prepare (database, updates[family], error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, record->order_id);
  assay_statement_bind_int64 (statement, 2, record->seq);

  return assay_statement_run (statement, error);
}

static gboolean
note_event (AssayDatabase *database, const AssayRecord *record, GError **error)
{
  g_autoptr (AssayStatement)
    statement = assay_database_prepare (database,
                                        "INSERT INTO order_event (order_id, seq) VALUES (?1, ?2)",
                                        error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, record->order_id);
  assay_statement_bind_int64 (statement, 2, record->seq);

  return assay_statement_run (statement, error);
}

/*
 * assay_projection_find_order:
 * @database: a connection
 * @key: the key of an order
 * @order_id: (out): its row; 0 when there is none
 * @error: return location for an error
 *
 * Returns: whether the look-up worked
 */
gboolean
assay_projection_find_order (AssayDatabase *database,
                             const char *key,
                             gint64 *order_id,
                             GError **error)
{
  g_autoptr (AssayStatement)
    statement = assay_database_prepare (database, "SELECT id FROM orders WHERE key = ?1", error);
  gboolean has_row;

  *order_id = 0;
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_text (statement, 1, key);
  if (!assay_statement_next (statement, &has_row, error))
    return FALSE;

  if (has_row)
    *order_id = assay_statement_get_int64 (statement, "id");

  return TRUE;
}

/*
 * assay_projection_apply:
 * @self: what the projections depend on
 * @database: a connection in a transaction
 * @record: a stored event
 * @error: return location for an error
 *
 * Brings one event into the projections: the only way by which they change.
 * ASSAY_JOURNAL_ERROR_NOT_FOUND tells that the event speaks of an order or a result that is not
 * there, ASSAY_JOURNAL_ERROR_INVALID that it lacks what its kind demands.
 *
 * Returns: whether the event was applied
 */
gboolean
assay_projection_apply (const AssayProjection *self,
                        AssayDatabase *database,
                        AssayRecord *record,
                        GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (AssayEventBody) read = assay_event_body_read (record->kind, record->body, &problem);
  gboolean is_known;

  if (read == NULL)
    {
      g_set_error_literal (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID,
                           problem->message);
      return FALSE;
    }

  record->read = read;
  record->order_id = 0;
  if (record->order_key != NULL &&
      !assay_projection_find_order (database, record->order_key, &record->order_id, error))
    return FALSE;
  is_known = record->order_id != 0;

  for (guint i = 0; i < G_N_ELEMENTS (appliers); i++)
    {
      if (g_str_equal (appliers[i].kind, record->kind))
        {
          if (!appliers[i].func (self, database, record, error))
            return FALSE;
          break;
        }
    }

  /* What was said of an order before it came belongs to none. */
  if (record->order_id == 0)
    return TRUE;

  return note_event (database, record, error) &&
         (!is_known || set_version (database, record, error));
}

/* Whether an event is to blame, not the disk. */
gboolean
assay_projection_is_about_event (const GError *error)
{
  return error->domain == ASSAY_CORE_ERROR ||
         g_error_matches (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID) ||
         g_error_matches (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND);
}

static gboolean
apply_row (const AssayProjection *self,
           AssayDatabase *database,
           AssayStatement *row,
           gint64 *seq,
           GError **error)
{
  g_autofree char *order_key = g_strdup (assay_statement_get_text (row, "order_key"));
  g_autofree char *kind = g_strdup (assay_statement_get_text (row, "kind"));
  g_autoptr (AssayJson)
    body = assay_json_new_from_text (assay_statement_get_text (row, "body"), error);
  AssayRecord record = {
    .seq = assay_statement_get_int64 (row, "seq"),
    .at = assay_statement_get_int64 (row, "at"),
    .order_key = order_key,
    .kind = kind,
    .body = body,
  };

  *seq = record.seq;
  if (body == NULL || !assay_projection_apply (self, database, &record, error))
    {
      g_prefix_error (error, "event %" G_GINT64_FORMAT ": ", record.seq);
      return FALSE;
    }

  return TRUE;
}

/*
 * assay_projection_set_progress:
 * @database: a connection in a transaction
 * @seq: the number of the newest event that is in the projections, as are all before it
 * @error: return location for an error
 *
 * Notes that events were applied, and brings the orders that came with them into the full text.
 *
 * Returns: whether that worked
 */
gboolean
assay_projection_set_progress (AssayDatabase *database, gint64 seq, GError **error)
{
  g_autoptr (AssayStatement)
    statement = assay_database_prepare (database, "UPDATE projected SET seq = ?1", error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, seq);

  return assay_statement_run (statement, error) &&
         assay_database_run (database, ASSAY_SEARCH_ADD_ORDERS, error) &&
         assay_database_run (database, ASSAY_SEARCH_NOTE_ORDERS, error);
}

/*
 * assay_projection_get_progress:
 * @database: a connection
 * @projected: (out): the number of the newest event that is in the projections
 * @newest: (out): the number of the newest event
 * @error: return location for an error
 *
 * Returns: whether that was read
 */
gboolean
assay_projection_get_progress (AssayDatabase *database,
                               gint64 *projected,
                               gint64 *newest,
                               GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT seq, (SELECT max(seq) FROM event) AS newest"
                                  " FROM projected",
                                  error);
  gboolean has_row;

  if (row == NULL || !assay_statement_next (row, &has_row, error))
    return FALSE;

  if (!has_row)
    {
      g_set_error_literal (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CORRUPT,
                           "how far the events were read is missing");
      return FALSE;
    }

  *projected = assay_statement_get_int64 (row, "seq");
  *newest = assay_statement_get_int64 (row, "newest");

  return TRUE;
}

/* Leaves an event out whose row could not be applied. What was read is given back first: tables may
 * have been made in the same transaction, and then nothing may be read while a part is undone. */
static gboolean
leave_out (AssayDatabase *database, AssayStatement *row, GError *problem, GError **error)
{
  if (!assay_projection_is_about_event (problem))
    {
      g_propagate_error (error, g_error_copy (problem));
      return FALSE;
    }

  assay_log_rarely (g_warning, "an event is not shown: %s", problem->message);
  assay_statement_reset (row);

  return assay_database_execute (database, "ROLLBACK TO row; RELEASE row", error);
}

/* Applies the event of @row. @goes_on: whether the next rows can be read. */
static gboolean
apply_guarded (const AssayProjection *self,
               AssayDatabase *database,
               AssayStatement *row,
               gint64 *seq,
               gboolean *goes_on,
               GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (!assay_database_run (database, "SAVEPOINT row", error))
    return FALSE;

  *goes_on = apply_row (self, database, row, seq, &problem);

  return *goes_on ? assay_database_run (database, "RELEASE row", error)
                  : leave_out (database, row, problem, error);
}

/* Applies events behind @seq until there are no more, the time is up, or one was left out. */
static gboolean
apply_some (const AssayProjection *self,
            AssayDatabase *database,
            gint64 limit,
            gboolean guarded,
            gint64 *seq,
            gboolean *is_done,
            GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT seq, at, order_key, kind, body FROM event"
                                  " WHERE seq > ?1 ORDER BY seq LIMIT ?2",
                                  error);
  gint64 end = limit >= 0 ? g_get_monotonic_time () + MAX_TIME : G_MAXINT64;
  gboolean goes_on = TRUE;
  gboolean has_row;

  *is_done = TRUE;
  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, 1, *seq);
  assay_statement_bind_int64 (row, 2, limit);
  while (assay_statement_next (row, &has_row, error))
    {
      if (!has_row)
        return TRUE;
      if (guarded ? !apply_guarded (self, database, row, seq, &goes_on, error)
                  : !apply_row (self, database, row, seq, error))
        return FALSE;
      if (!goes_on || g_get_monotonic_time () >= end)
        {
          *is_done = goes_on;
          return TRUE;
        }
    }

  return FALSE;
}

/*
 * assay_projection_catch_up:
 * @self: what the projections depend on
 * @database: a connection in a transaction
 * @limit: how many events are read at most, and no more after 20 ms; -1 for all
 * @guarded: whether an event that cannot be understood is left out, so that it does not keep the
 *   others back; a savepoint for each event is the price. Otherwise the call fails, and everything
 *   is to be rolled back and done again
 * @error: return location for an error
 *
 * Brings the events that are not in the projections yet into them, in their order.
 *
 * Returns: whether that worked
 */
gboolean
assay_projection_catch_up (const AssayProjection *self,
                           AssayDatabase *database,
                           gint64 limit,
                           gboolean guarded,
                           GError **error)
{
  gboolean is_done = FALSE;
  gint64 before, seq;

  if (!assay_database_query_int64 (database, "SELECT seq FROM projected", &before, error))
    return FALSE;

  seq = before;
  while (!is_done)
    {
      if (!apply_some (self, database, limit, guarded, &seq, &is_done, error))
        return FALSE;
    }

  return seq == before || assay_projection_set_progress (database, seq, error);
}

/*
 * assay_projection_rebuild:
 * @self: what the projections depend on
 * @database: a connection in a transaction
 * @error: return location for an error
 *
 * Drops the projections and computes them again from all events.
 *
 * Returns: whether they are complete
 */
gboolean
assay_projection_rebuild (const AssayProjection *self, AssayDatabase *database, GError **error)
{
  return assay_schema_reset_projections (database, error) &&
         assay_projection_catch_up (self, database, -1, TRUE, error);
}
