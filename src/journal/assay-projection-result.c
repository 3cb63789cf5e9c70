/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-projection-private.h"

#include <string.h>

#include "assay-event.h"
#include "assay-journal-error.h"
#include "assay-schema.h"

static gboolean
require_order (const AssayRecord *record, GError **error)
{
  if (record->order_id != 0)
    return TRUE;

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND,
               "%s: there is no order “%s”", record->kind,
               record->order_key != NULL ? record->order_key : "");

  return FALSE;
}

static char *
dup_member_text (AssayJson *object, const char *name)
{
  return object != NULL ? assay_json_dup_member_text (object, name) : NULL;
}

/* Lays the delivered results of an order over each other in the order of their delivery, as
 * SmartRecruiters does, and follows the status on the way: a value without a status leaves the one
 * before. */
static gboolean
accumulate (const AssayProjection *self,
            AssayDatabase *database,
            gint64 order_id,
            AssayJson **accumulated,
            AssayOrderStatus *status,
            GError **error)
{
  g_autoptr (AssayStatement) row = NULL;
  gboolean has_row;

  row = assay_database_prepare (database,
                                "SELECT body FROM result"
                                " WHERE order_id = ?1 AND state = 'delivered' ORDER BY settled_seq",
                                error);
  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, 1, order_id);
  while (assay_statement_next (row, &has_row, error))
    {
      g_autoptr (AssayJson) body = NULL;
      g_autoptr (AssayJson) before = g_steal_pointer (accumulated);
      AssayOrderStatus seen = ASSAY_ORDER_STATUS_NONE;

      if (!has_row)
        {
          *accumulated = g_steal_pointer (&before);
          return TRUE;
        }

      body = assay_json_new_from_text (assay_statement_get_text (row, "body"), error);
      if (body == NULL)
        return FALSE;

      *accumulated = assay_json_merge_patch (before, body);
      if (self != NULL && self->status_func != NULL)
        {
          g_autoptr (AssayJson) result = assay_json_dup_member (*accumulated, "result");
          g_autofree char *value = dup_member_text (result, "value");

          seen = self->status_func (value, self->status_data);
        }
      if (seen != ASSAY_ORDER_STATUS_NONE)
        *status = seen;
    }

  return FALSE;
}

/*
 * assay_projection_dup_delivered:
 * @database: a connection
 * @order_id: the row of an order
 * @error: return location for an error
 *
 * Computes what stands at SmartRecruiters after all delivered results (merge patch, RFC 7396).
 *
 * Returns: (transfer full) (nullable): the result; %NULL without an error when nothing was
 *   delivered
 */
AssayJson *
assay_projection_dup_delivered (AssayDatabase *database, gint64 order_id, GError **error)
{
  g_autoptr (AssayJson) accumulated = NULL;
  AssayOrderStatus status = ASSAY_ORDER_STATUS_NONE;

  if (!accumulate (NULL, database, order_id, &accumulated, &status, error))
    return NULL;

  return g_steal_pointer (&accumulated);
}

/* The badge shows value and maximum, and only when the minimum is there too (integration guide). */
static void
bind_score (AssayStatement *statement, AssayJson *accumulated)
{
  g_autoptr (AssayJson) score = accumulated != NULL ? assay_json_dup_member (accumulated, "score")
                                                    : NULL;
  g_autofree char *value = dup_member_text (score, "value");
  g_autofree char *min = dup_member_text (score, "min");
  g_autofree char *max = dup_member_text (score, "max");
  g_autofree char *badge = NULL;
  char *end = NULL;
  double number = value != NULL ? g_ascii_strtod (value, &end) : 0;

  if (value != NULL && min != NULL && max != NULL)
    badge = g_strconcat (value, "/", max, NULL);
  assay_statement_bind_text (statement, 3, badge);

  if (value != NULL && end != value && *end == '\0')
    assay_statement_bind_double (statement, 4, number);
  else
    assay_statement_bind_text (statement, 4, NULL);
}

/* What is on its way comes before a refusal, and that before a draft, which may be about it. */
static gboolean
refresh_sending (AssayDatabase *database, gint64 order_id, GError **error)
{
  g_autoptr (AssayStatement) statement = assay_database_prepare (
    database,
    "UPDATE orders SET sending = coalesce("
    "  (SELECT CASE WHEN retry_at IS NULL THEN 'queued' ELSE 'retrying' END FROM result"
    "    WHERE order_id = ?1 AND state IN ('queued', 'attempted') ORDER BY seq LIMIT 1),"
    "  (SELECT 'refused' FROM (SELECT state FROM result"
    "    WHERE order_id = ?1 AND state IN ('delivered', 'refused')"
    "    ORDER BY settled_seq DESC LIMIT 1) WHERE state = 'refused'),"
    "  (SELECT 'drafted' FROM result WHERE order_id = ?1 AND state = 'drafted' LIMIT 1),"
    "  'idle') WHERE id = ?1",
    error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, order_id);

  return assay_statement_run (statement, error);
}

/* Everything that an order shows of its results follows from the results as they are now. */
static gboolean
refresh_order (const AssayProjection *self,
               AssayDatabase *database,
               gint64 order_id,
               GError **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  g_autoptr (AssayJson) accumulated = NULL;
  AssayOrderStatus status = ASSAY_ORDER_STATUS_NONE;

  if (!accumulate (self, database, order_id, &accumulated, &status, error))
    return FALSE;

  statement = assay_database_prepare (database,
                                      "UPDATE orders SET status = ?2, score_text = ?3, score = ?4"
                                      " WHERE id = ?1",
                                      error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, order_id);
  assay_statement_bind_text (statement, 2, assay_order_status_to_string (status));
  bind_score (statement, accumulated);

  return assay_statement_run (statement, error) && refresh_sending (database, order_id, error);
}

static gboolean
forget_draft (AssayDatabase *database, AssayRecord *record, GError **error)
{
  g_autoptr (AssayStatement) statement =
    assay_database_prepare (database,
                            "DELETE FROM result WHERE order_id = ?1 AND state = 'drafted'", error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, record->order_id);

  return assay_statement_run (statement, error);
}

static gboolean
insert_result (AssayDatabase *database,
               AssayRecord *record,
               const char *revision,
               const char *state,
               GError **error)
{
  g_autoptr (AssayStatement) statement = NULL;

  if (!forget_draft (database, record, error))
    return FALSE;

  statement = assay_database_prepare (
    database,
    "INSERT INTO result (seq, revision, order_id, state, at, body, override, attempts, status)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0) ON CONFLICT (revision) DO NOTHING",
    error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, record->seq);
  assay_statement_bind_text (statement, 2, revision);
  assay_statement_bind_int64 (statement, 3, record->order_id);
  assay_statement_bind_text (statement, 4, state);
  assay_statement_bind_int64 (statement, 5, record->at);
  assay_statement_bind_json (statement, 6, record->read->body);
  assay_statement_bind_text (statement, 7, record->read->override_reason);
  if (!assay_statement_run (statement, error))
    return FALSE;

  if (assay_database_get_changes (database) == 1)
    return TRUE;

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID, "$.revision: “%s” is taken",
               revision);

  return FALSE;
}

/* result.drafted: {"body"}; an order has one draft, and none after a result was queued. */
gboolean
assay_apply_result_drafted (const AssayProjection *self,
                            AssayDatabase *database,
                            AssayRecord *record,
                            GError **error)
{
  g_autofree char *revision = g_strdup_printf ("draft:%" G_GINT64_FORMAT, record->seq);

  return require_order (record, error) &&
         insert_result (database, record, revision, "drafted", error) &&
         refresh_sending (database, record->order_id, error);
}

/* result.discarded: {} */
gboolean
assay_apply_result_discarded (const AssayProjection *self,
                              AssayDatabase *database,
                              AssayRecord *record,
                              GError **error)
{
  return require_order (record, error) && forget_draft (database, record, error) &&
         refresh_sending (database, record->order_id, error);
}

/* result.queued: {"revision", "body", "override"} */
gboolean
assay_apply_result_queued (const AssayProjection *self,
                           AssayDatabase *database,
                           AssayRecord *record,
                           GError **error)
{
  return require_order (record, error) &&
         insert_result (database, record, record->read->revision, "queued", error) &&
         refresh_order (self, database, record->order_id, error);
}

/* The statement takes the order's row and the revision as its first two values. */
static gboolean
update_result (const AssayProjection *self,
               AssayDatabase *database,
               AssayRecord *record,
               AssayStatement *statement,
               GError **error)
{
  const char *revision = record->read->revision;

  if (!require_order (record, error))
    return FALSE;

  assay_statement_bind_int64 (statement, 1, record->order_id);
  assay_statement_bind_text (statement, 2, revision);
  if (!assay_statement_run (statement, error))
    return FALSE;

  if (assay_database_get_changes (database) == 0)
    {
      g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND,
                   "%s: there is no result “%s”", record->kind, revision);
      return FALSE;
    }

  return refresh_order (self, database, record->order_id, error);
}

/* result.attempted: {"revision", "attempt", "status", "retry_at", "error"}. An attempt may have two
 * events with its number, one before the call and one after it; without a number each event is an
 * attempt. What was settled meanwhile stays settled. */
gboolean
assay_apply_result_attempted (const AssayProjection *self,
                              AssayDatabase *database,
                              AssayRecord *record,
                              GError **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  const AssayEventBody *read = record->read;

  statement = assay_database_prepare (
    database,
    "UPDATE result SET attempts = CASE ?6 WHEN 0 THEN attempts + 1 ELSE ?6 END,"
    "                  status = ?3, retry_at = ?4, error = ?5,"
    "                  state = CASE state WHEN 'queued' THEN 'attempted' ELSE state END"
    " WHERE order_id = ?1 AND revision = ?2",
    error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 3, read->status);
  if (read->retry_at != 0)
    assay_statement_bind_int64 (statement, 4, read->retry_at);
  else
    assay_statement_bind_text (statement, 4, NULL);
  assay_statement_bind_text (statement, 5, read->error);
  assay_statement_bind_int64 (statement, 6, MAX (read->attempt, 0));

  return update_result (self, database, record, statement, error);
}

/* result.hurried: {"revision"}; what waits to be tried again is tried at once. */
gboolean
assay_apply_result_hurried (const AssayProjection *self,
                            AssayDatabase *database,
                            AssayRecord *record,
                            GError **error)
{
  g_autoptr (AssayStatement)
    statement = assay_database_prepare (database,
                                        "UPDATE result SET retry_at = NULL"
                                        " WHERE order_id = ?1 AND revision = ?2",
                                        error);

  return statement != NULL && update_result (self, database, record, statement, error);
}

static gboolean
note_label (AssayDatabase *database, AssayRecord *record, GError **error)
{
  g_autoptr (AssayStatement) statement = assay_database_prepare (
    database,
    "INSERT OR IGNORE INTO label (package, label, seq)"
    "  SELECT package, " ASSAY_LABEL_OF_RESULT " AS label, ?3"
    "    FROM result JOIN orders ON orders.id = result.order_id"
    "    WHERE result.order_id = ?1 AND revision = ?2 AND package <> '' AND label <> ''",
    error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, record->order_id);
  assay_statement_bind_text (statement, 2, record->read->revision);
  assay_statement_bind_int64 (statement, 3, record->seq);

  return assay_statement_run (statement, error);
}

/* result.delivered, result.refused and result.superseded end a revision. A delivery that comes in
 * after the revision was superseded is still a fact; the other way round it is not. */
gboolean
assay_apply_result_settled (const AssayProjection *self,
                            AssayDatabase *database,
                            AssayRecord *record,
                            GError **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  const char *state = record->kind + strlen ("result.");

  statement = assay_database_prepare (
    database,
    "UPDATE result SET state = CASE state WHEN 'delivered' THEN state ELSE ?3 END,"
    "                  status = CASE ?4 WHEN 0 THEN status ELSE ?4 END, retry_at = NULL,"
    "                  error = ?5,"
    "                  settled_seq = CASE state WHEN 'delivered' THEN settled_seq ELSE ?6 END,"
    "                  settled_at = CASE state WHEN 'delivered' THEN settled_at ELSE ?7 END"
    " WHERE order_id = ?1 AND revision = ?2",
    error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_text (statement, 3, state);
  assay_statement_bind_int64 (statement, 4, record->read->status);
  assay_statement_bind_text (statement, 5, record->read->message);
  assay_statement_bind_int64 (statement, 6, record->seq);
  assay_statement_bind_int64 (statement, 7, record->at);

  return update_result (self, database, record, statement, error) &&
         (!g_str_equal (state, "delivered") || note_label (database, record, error));
}
