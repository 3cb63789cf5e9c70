/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-erasure-private.h"

#include "assay-event-erase.h"
#include "assay-journal-error.h"
#include "assay-schema.h"
#include "assay-statement-private.h"

/* What was found, in memory. Copies of before a migration have the tables of their version. */
#define NOTES \
  "DROP TABLE IF EXISTS temp.erased_key;" \
  "DROP TABLE IF EXISTS temp.erased_word;" \
  "DROP TABLE IF EXISTS temp.erased_name;" \
  "DROP TABLE IF EXISTS temp.erased_event;" \
  "DROP TABLE IF EXISTS temp.erased_exchange;" \
  "DROP TABLE IF EXISTS temp.erased_label;" \
  "CREATE TEMP TABLE erased_key (key TEXT PRIMARY KEY);" \
  "CREATE TEMP TABLE erased_word (word TEXT NOT NULL);" \
  "CREATE TEMP TABLE erased_name (first BLOB NOT NULL, last BLOB NOT NULL);" \
  "CREATE TEMP TABLE erased_event (seq INTEGER PRIMARY KEY);" \
  "CREATE TEMP TABLE erased_exchange (seq INTEGER PRIMARY KEY);" \
  "CREATE TEMP TABLE erased_label (package TEXT, label TEXT);"

#define NOTE_EVENTS \
  "INSERT INTO temp.erased_event SELECT seq FROM event" \
  " WHERE seq > ?1 AND order_key IN (SELECT key FROM temp.erased_key)"

/* An exchange that belongs to no order, such as a delivery that was turned away, is searched for
 * the person. */
#define IS_MENTIONED \
  "(EXISTS (SELECT 1 FROM temp.erased_name" \
  "    WHERE (instr(request_body, first) AND instr(request_body, last))" \
  "      OR (instr(response_body, first) AND instr(response_body, last)))" \
  " OR EXISTS (SELECT 1 FROM temp.erased_word WHERE instr(url, word)" \
  "  OR instr(request_headers, word) OR instr(response_headers, word)" \
  "  OR instr(request_body, CAST(word AS BLOB)) OR instr(response_body, CAST(word AS BLOB))))"
#define NOTE_EXCHANGES_1 \
  "INSERT INTO temp.erased_exchange SELECT seq FROM exchange" \
  " WHERE seq > ?1 AND (verdict IS NULL OR verdict <> 'erased') AND" \
  "   (order_key IN (SELECT key FROM temp.erased_key) OR (order_key IS NULL AND " IS_MENTIONED \
  "))"
#define NOTE_EXCHANGES_2 \
  "INSERT INTO temp.erased_exchange SELECT seq FROM exchange" \
  " WHERE seq > ?1 AND (verdict IS NULL OR verdict <> 'erased') AND" \
  "   (order_key IN (SELECT key FROM temp.erased_key)" \
  "    OR event_seq IN (SELECT seq FROM temp.erased_event)" \
  "    OR (order_key IS NULL AND " IS_MENTIONED "))"
#define NOTE_EXCHANGES_6 \
  "INSERT INTO temp.erased_exchange SELECT seq FROM exchange" \
  " WHERE seq > ?1 AND (verdict IS NULL OR verdict <> 'erased') AND" \
  "   (order_key IN (SELECT key FROM temp.erased_key)" \
  "    OR event_seq IN (SELECT seq FROM temp.erased_event)" \
  "    OR (order_key IS NULL AND NOT EXISTS (SELECT 1 FROM event" \
  "          WHERE event.seq = event_seq AND event.order_key IS NOT NULL)" \
  "        AND " IS_MENTIONED "))"

/* The triggers take the words out of the full text. */
#define ERASE_ORDERS \
  "UPDATE orders SET candidate = '', email = '', package = '', job = '', ids = order_id," \
  "  notes = '', score = NULL, score_text = NULL, dated_at = dated_at / 1000 * 1000," \
  "  document = CASE WHEN document IS NULL THEN NULL ELSE '{}' END" \
  " WHERE key IN (SELECT key FROM temp.erased_key)"

#define ERASE_EXCHANGES \
  "UPDATE exchange SET url = '***', request_headers = NULL, request_body = NULL," \
  "  response_headers = NULL, response_body = NULL, verdict = 'erased', redacted = 1" \
  " WHERE seq IN (SELECT seq FROM temp.erased_exchange)"
#define ERASE_LINKS \
  "UPDATE exchange SET body_in_event = 0 WHERE seq IN (SELECT seq FROM temp.erased_exchange)"

#define ERASE_ENVELOPES \
  "DROP TABLE IF EXISTS temp.erased_envelope;" \
  "CREATE TEMP TABLE erased_envelope AS SELECT DISTINCT envelope AS id FROM exchange" \
  "  WHERE seq IN (SELECT seq FROM temp.erased_exchange) AND envelope IS NOT NULL;" \
  "UPDATE exchange SET envelope = NULL," \
  "  method = (SELECT method FROM envelope WHERE id = exchange.envelope)" \
  "  WHERE seq IN (SELECT seq FROM temp.erased_exchange) AND envelope IS NOT NULL;" \
  "DELETE FROM envelope WHERE id IN (SELECT id FROM temp.erased_envelope)" \
  "  AND NOT EXISTS (SELECT 1 FROM exchange WHERE exchange.envelope = envelope.id)"

/* A label that the person's result brought first may have come again with another's. */
#define FORGET_LABELS \
  "INSERT INTO temp.erased_label SELECT package, label FROM label" \
  "  WHERE seq IN (SELECT seq FROM temp.erased_event);" \
  "DELETE FROM label WHERE seq IN (SELECT seq FROM temp.erased_event);" \
  "INSERT OR IGNORE INTO label (package, label, seq) SELECT package, label, settled_seq FROM" \
  "  (SELECT package, " ASSAY_LABEL_OF_RESULT " AS label, settled_seq" \
  "     FROM result JOIN orders ON orders.id = result.order_id" \
  "     WHERE state = 'delivered' AND package IN (SELECT package FROM temp.erased_label))" \
  "  WHERE (package, label) IN (SELECT package, label FROM temp.erased_label)" \
  "  ORDER BY settled_seq;"

/* Lists of other programs are read anew when tables were made. */
#define TELL_LISTS "CREATE TABLE erasing (seq INTEGER) STRICT; DROP TABLE erasing;"

static gboolean
insert_texts (AssayDatabase *database, const char *sql, GPtrArray *texts, GError **error)
{
  for (guint i = 0; i < texts->len; i++)
    {
      g_autoptr (AssayStatement) statement = assay_database_prepare (database, sql, error);

      if (statement == NULL)
        return FALSE;

      assay_statement_bind_text (statement, 1, g_ptr_array_index (texts, i));
      if (!assay_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
run_after (AssayDatabase *database, const char *sql, gint64 seq, GError **error)
{
  g_autoptr (AssayStatement) statement = assay_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, seq);

  return assay_statement_run (statement, error);
}

static const char *
get_note_exchanges (gint64 version)
{
  if (version >= 6)
    return NOTE_EXCHANGES_6;

  return version >= 2 ? NOTE_EXCHANGES_2 : NOTE_EXCHANGES_1;
}

/* Notes what is behind the numbers, which move to the newest. */
static gboolean
note_traces (AssayDatabase *database,
             gint64 version,
             gint64 *event_seq,
             gint64 *exchange_seq,
             GError **error)
{
  gint64 newest_event, newest_exchange;

  if (!assay_database_query_int64 (database, "SELECT max(seq) FROM event", &newest_event, error) ||
      !assay_database_query_int64 (database, "SELECT max(seq) FROM exchange", &newest_exchange,
                                   error) ||
      !run_after (database, NOTE_EVENTS, *event_seq, error) ||
      !run_after (database, get_note_exchanges (version), *exchange_seq, error))
    return FALSE;

  *event_seq = newest_event;
  *exchange_seq = newest_exchange;

  return TRUE;
}

static gboolean
keep_value (const char *value, gpointer user_data)
{
  const AssayProjection *projection = user_data;

  return projection->status_func != NULL &&
         projection->status_func (value, projection->status_data) != ASSAY_ORDER_STATUS_NONE;
}

/* Hands the row of @sql that belongs to a number, and what to store instead. */
static gboolean
rewrite (AssayDatabase *database, const char *sql, gint64 seq, GBytes *body, GError **error)
{
  g_autoptr (AssayStatement) statement = assay_database_prepare (database, sql, error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, seq);
  assay_statement_bind_json (statement, 2, body);

  return assay_statement_run (statement, error);
}

static GArray *
list_seqs (AssayDatabase *database, const char *sql, GError **error)
{
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AssayStatement) row = assay_database_prepare (database, sql, error);

  return row != NULL && assay_statement_read_numbers (row, seqs, error) ? g_steal_pointer (&seqs)
                                                                        : NULL;
}

/* Reads the body that @sql finds by a number, and the kind of its event where it is one; the body
 * is %NULL where there is no such row. */
static gboolean
read_body (AssayDatabase *database,
           const char *sql,
           gint64 seq,
           char **kind,
           GBytes **body,
           GError **error)
{
  g_autoptr (AssayStatement) row = assay_database_prepare (database, sql, error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, 1, seq);
  if (!assay_statement_next (row, &has_row, error))
    return FALSE;

  if (has_row)
    *body = assay_statement_dup_bytes (row, "body");
  if (has_row && kind != NULL)
    *kind = g_strdup (assay_statement_get_text (row, "kind"));

  return TRUE;
}

static gboolean
erase_event (AssayErasure *self,
             AssayDatabase *database,
             const AssayProjection *projection,
             gint64 seq,
             GError **error)
{
  g_autofree char *kind = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  if (!read_body (database, "SELECT kind, body FROM event WHERE seq = ?1", seq, &kind, &before,
                  error))
    return FALSE;
  if (before == NULL)
    return TRUE;

  after = assay_event_erase (kind, before, keep_value, (gpointer) projection);
  if (g_bytes_equal (before, after))
    return TRUE;

  self->n_events++;

  return rewrite (database, "UPDATE event SET body = ?2 WHERE seq = ?1", seq, after, error);
}

static gboolean
erase_events (AssayErasure *self,
              AssayDatabase *database,
              const AssayProjection *projection,
              GError **error)
{
  g_autoptr (GArray) seqs = list_seqs (database, "SELECT seq FROM temp.erased_event", error);

  for (guint i = 0; seqs != NULL && i < seqs->len; i++)
    {
      if (!erase_event (self, database, projection, g_array_index (seqs, gint64, i), error))
        return FALSE;
    }

  return seqs != NULL;
}

static gboolean
erase_result (AssayDatabase *database,
              const AssayProjection *projection,
              gint64 seq,
              GError **error)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  if (!read_body (database, "SELECT body FROM result WHERE seq = ?1", seq, NULL, &before, error))
    return FALSE;
  if (before == NULL)
    return TRUE;

  after = assay_event_erase_result (before, keep_value, (gpointer) projection);

  return rewrite (database,
                  "UPDATE result SET body = ?2, override = NULL, error = NULL WHERE seq = ?1", seq,
                  after, error);
}

static gboolean
erase_results (AssayDatabase *database, const AssayProjection *projection, GError **error)
{
  g_autoptr (GArray)
    seqs = list_seqs (database,
                      "SELECT seq FROM result WHERE order_id IN (SELECT id FROM orders"
                      " WHERE key IN (SELECT key FROM temp.erased_key))",
                      error);

  for (guint i = 0; seqs != NULL && i < seqs->len; i++)
    {
      if (!erase_result (database, projection, g_array_index (seqs, gint64, i), error))
        return FALSE;
    }

  return seqs != NULL;
}

static gboolean
insert_names (AssayDatabase *database, GPtrArray *names, GError **error)
{
  for (guint i = 0; i + 1 < names->len; i += 2)
    {
      g_autoptr (AssayStatement)
        statement = assay_database_prepare (database,
                                            "INSERT INTO temp.erased_name"
                                            " VALUES (CAST(?1 AS BLOB), CAST(?2 AS BLOB))",
                                            error);

      if (statement == NULL)
        return FALSE;

      assay_statement_bind_text (statement, 1, g_ptr_array_index (names, i));
      assay_statement_bind_text (statement, 2, g_ptr_array_index (names, i + 1));
      if (!assay_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
note_person (AssayErasure *self, AssayDatabase *database, GError **error)
{
  return assay_database_execute (database, NOTES, error) &&
         insert_texts (database, "INSERT INTO temp.erased_key VALUES (?1)", self->keys, error) &&
         insert_texts (database, "INSERT INTO temp.erased_word VALUES (?1)", self->words, error) &&
         insert_names (database, self->names, error);
}

/* A result must not change on its way, and what StackOne answers would come in afterwards. */
static gboolean
check_nothing_waits (AssayDatabase *database, GError **error)
{
  gint64 n_waiting;

  if (!assay_database_query_int64 (database,
                                   "SELECT count(*) FROM result"
                                   " JOIN orders ON orders.id = result.order_id"
                                   " WHERE orders.key IN (SELECT key FROM temp.erased_key)"
                                   "   AND state IN ('queued', 'attempted')",
                                   &n_waiting, error))
    return FALSE;

  if (n_waiting == 0)
    return TRUE;

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY,
               "results of this candidate still wait to be sent: %" G_GINT64_FORMAT
               "; nothing was erased, run the command again when they are delivered or refused",
               n_waiting);

  return FALSE;
}

/* The full text comes first: what is in it is found by what the orders say. */
static gboolean
erase (AssayErasure *self,
       AssayDatabase *database,
       const AssayProjection *projection,
       gint64 version,
       GError **error)
{
  g_autoptr (GPtrArray) words = assay_erasure_list_search_words (database, error);

  if (words == NULL || !assay_database_execute (database, ERASE_ORDERS, error) ||
      !assay_erasure_clean_search (database, words, error) ||
      !erase_results (database, projection, error) ||
      !erase_events (self, database, projection, error) ||
      !assay_database_execute (database, ERASE_EXCHANGES, error))
    return FALSE;

  self->n_exchanges += assay_database_get_changes (database);

  return (version < 2 || assay_database_execute (database, ERASE_LINKS, error)) &&
         (version < 3 || assay_database_execute (database, FORGET_LABELS, error)) &&
         (version < 6 || assay_database_execute (database, ERASE_ENVELOPES, error));
}

/* Those of a copy were not in use when it was made, and never are. */
static gboolean
run_in_transaction (AssayErasure *self,
                    AssayDatabase *database,
                    const AssayProjection *projection,
                    gboolean is_copy,
                    GError **error)
{
  gint64 version;
  gint64 event_seq = 0, exchange_seq = 0;

  /* Much is read before others have to wait, and what came meanwhile afterwards. */
  if (!assay_database_query_int64 (database, "PRAGMA user_version", &version, error) ||
      !note_person (self, database, error) ||
      !note_traces (database, version, &event_seq, &exchange_seq, error) ||
      !assay_database_execute (database, "BEGIN IMMEDIATE", error))
    return FALSE;

  if (!is_copy && (!assay_projection_catch_up (projection, database, -1, TRUE, error) ||
                   !note_traces (database, version, &event_seq, &exchange_seq, error) ||
                   !check_nothing_waits (database, error) ||
                   !assay_database_execute (database, TELL_LISTS, error)))
    return FALSE;

  return erase (self, database, projection, version, error) &&
         assay_database_execute (database, "COMMIT", error);
}

/*
 * assay_erasure_check:
 * @self: what is to be erased
 * @database: a connection that writes
 * @error: return location for an error; %ASSAY_JOURNAL_ERROR_BUSY while results wait to be sent
 *
 * Finds out, before anything is changed anywhere, whether the person can be erased now.
 *
 * Returns: whether that is so
 */
gboolean
assay_erasure_check (AssayErasure *self, AssayDatabase *database, GError **error)
{
  return note_person (self, database, error) && check_nothing_waits (database, error);
}

/*
 * assay_erasure_run:
 * @self: what is to be erased
 * @database: a connection that writes
 * @projection: what the projections depend on
 * @is_copy: whether the file is a backup, which may have an earlier form
 * @error: return location for an error; %ASSAY_JOURNAL_ERROR_BUSY while results wait to be sent
 *
 * Erases a person from all tables, in one transaction. What stays is what the projections say
 * without it, so that they are the same when they are computed anew.
 *
 * Returns: whether that worked; otherwise nothing was changed
 */
gboolean
assay_erasure_run (AssayErasure *self,
                   AssayDatabase *database,
                   const AssayProjection *projection,
                   gboolean is_copy,
                   GError **error)
{
  if (!run_in_transaction (self, database, projection, is_copy, error))
    {
      assay_database_roll_back (database);
      return FALSE;
    }

  if (!is_copy)
    assay_database_mark (database);

  return TRUE;
}
