/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-schema.h"

/* What happened, and the HTTP behind it. Rows of event are only ever added. */
#define RECORD_TABLES \
  "CREATE TABLE event (" \
  "  seq INTEGER PRIMARY KEY," \
  "  id TEXT NOT NULL UNIQUE," \
  "  at INTEGER NOT NULL," \
  "  order_key TEXT," \
  "  kind TEXT NOT NULL," \
  "  actor TEXT NOT NULL," \
  "  body TEXT NOT NULL" \
  ") STRICT;" \
  "CREATE INDEX event_by_order ON event (order_key, seq) WHERE order_key IS NOT NULL;" \
  "CREATE TABLE exchange (" \
  "  seq INTEGER PRIMARY KEY," \
  "  id TEXT NOT NULL UNIQUE," \
  "  direction INTEGER NOT NULL," \
  "  method TEXT NOT NULL," \
  "  url TEXT NOT NULL," \
  "  request_headers TEXT," \
  "  request_body BLOB," \
  "  status INTEGER NOT NULL," \
  "  response_headers TEXT," \
  "  response_body BLOB," \
  "  started_at INTEGER NOT NULL," \
  "  duration INTEGER NOT NULL," \
  "  order_key TEXT," \
  "  verdict TEXT," \
  "  redacted INTEGER NOT NULL," \
  "  rejected INTEGER NOT NULL" \
  ") STRICT;" \
  "CREATE INDEX exchange_by_order ON exchange (order_key, seq) WHERE order_key IS NOT NULL;" \
  "CREATE INDEX exchange_rejected ON exchange (seq) WHERE rejected = 1;"

/* Computed from the events. An order's id is the seq of the event that brought it, so that the
 * newest order has the greatest id and every list can be paged by key. Its document is the event's
 * own as long as no second delivery had to be merged into it. */
#define PROJECTION_TABLES \
  "CREATE TABLE orders (" \
  "  id INTEGER PRIMARY KEY," \
  "  key TEXT NOT NULL UNIQUE," \
  "  account_id TEXT NOT NULL," \
  "  order_id TEXT NOT NULL," \
  "  kind TEXT NOT NULL," \
  "  received_at INTEGER NOT NULL," \
  "  dated_at INTEGER," \
  "  version INTEGER NOT NULL," \
  "  status TEXT NOT NULL," \
  "  sending TEXT NOT NULL," \
  "  new INTEGER NOT NULL," \
  "  archived INTEGER NOT NULL," \
  "  entered_by_hand INTEGER NOT NULL," \
  "  claimed_by TEXT," \
  "  score REAL," \
  "  score_text TEXT," \
  "  candidate TEXT NOT NULL," \
  "  email TEXT NOT NULL," \
  "  package TEXT NOT NULL," \
  "  job TEXT NOT NULL," \
  "  ids TEXT NOT NULL," \
  "  notes TEXT NOT NULL," \
  "  document TEXT" \
  ") STRICT;" \
  "CREATE INDEX orders_by_status ON orders (status, id);" \
  "CREATE INDEX orders_by_account ON orders (account_id, id);" \
  "CREATE INDEX orders_new ON orders (id) WHERE new = 1;" \
  "CREATE INDEX orders_archived ON orders (id) WHERE archived = 1;" \
  "CREATE INDEX orders_sending ON orders (sending, id) WHERE sending <> 'idle';" \
  "CREATE INDEX orders_claimed ON orders (claimed_by, id) WHERE claimed_by IS NOT NULL;" \
  "CREATE INDEX orders_background_check ON orders (id) WHERE kind = 'background_check';" \
  "CREATE INDEX orders_scored ON orders (score, id) WHERE score IS NOT NULL;" \
  "CREATE TABLE result (" \
  "  seq INTEGER PRIMARY KEY," \
  "  revision TEXT NOT NULL UNIQUE," \
  "  order_id INTEGER NOT NULL REFERENCES orders (id)," \
  "  state TEXT NOT NULL," \
  "  at INTEGER NOT NULL," \
  "  body TEXT NOT NULL," \
  "  override TEXT," \
  "  attempts INTEGER NOT NULL," \
  "  status INTEGER NOT NULL," \
  "  retry_at INTEGER," \
  "  error TEXT," \
  "  settled_seq INTEGER," \
  "  settled_at INTEGER" \
  ") STRICT;" \
  "CREATE INDEX result_by_order ON result (order_id, seq);" \
  "CREATE INDEX result_open ON result (seq) WHERE state IN ('queued', 'attempted');" \
  "CREATE TABLE package (" \
  "  id TEXT PRIMARY KEY," \
  "  position INTEGER NOT NULL," \
  "  document TEXT NOT NULL" \
  ") STRICT, WITHOUT ROWID;" \
  "CREATE TABLE account (" \
  "  id TEXT PRIMARY KEY," \
  "  label TEXT NOT NULL," \
  "  seen_at INTEGER NOT NULL," \
  "  document TEXT NOT NULL" \
  ") STRICT, WITHOUT ROWID;" \
  "CREATE TABLE counter (" \
  "  quarter INTEGER NOT NULL," \
  "  name TEXT NOT NULL," \
  "  value INTEGER NOT NULL," \
  "  PRIMARY KEY (quarter, name)" \
  ") STRICT, WITHOUT ROWID;"

/* Deleted words must not stay in the pages of the index, hence secure-delete. */
#define SEARCH_TABLES \
  "CREATE VIRTUAL TABLE order_search USING fts5 (" \
  "  candidate, email, package, job, ids, notes," \
  "  content = 'orders', content_rowid = 'id', columnsize = 0, prefix = '2 3'," \
  "  tokenize = \"unicode61 remove_diacritics 2\");" \
  "INSERT INTO order_search (order_search, rank) VALUES ('secure-delete', 1);" \
  "CREATE TRIGGER orders_inserted AFTER INSERT ON orders BEGIN" \
  "  INSERT INTO order_search (rowid, candidate, email, package, job, ids, notes)" \
  "    VALUES (new.id, new.candidate, new.email, new.package, new.job, new.ids, new.notes);" \
  "END;" \
  "CREATE TRIGGER orders_deleted AFTER DELETE ON orders BEGIN" \
  "  INSERT INTO order_search (order_search, rowid, candidate, email, package, job, ids, notes)" \
  "    VALUES ('delete', old.id, old.candidate, old.email, old.package, old.job, old.ids," \
  "            old.notes);" \
  "END;" \
  "CREATE TRIGGER orders_updated" \
  "  AFTER UPDATE OF candidate, email, package, job, ids, notes ON orders BEGIN" \
  "  INSERT INTO order_search (order_search, rowid, candidate, email, package, job, ids, notes)" \
  "    VALUES ('delete', old.id, old.candidate, old.email, old.package, old.job, old.ids," \
  "            old.notes);" \
  "  INSERT INTO order_search (rowid, candidate, email, package, job, ids, notes)" \
  "    VALUES (new.id, new.candidate, new.email, new.package, new.job, new.ids, new.notes);" \
  "END;"

/* An exchange points to the event that it brought, which holds its body where they are the same.
 * Deliveries that were turned away are counted by the quarter of an hour. */
#define RECORD_CHANGES_2 \
  "ALTER TABLE exchange ADD COLUMN event_seq INTEGER;" \
  "ALTER TABLE exchange ADD COLUMN repeats INTEGER NOT NULL DEFAULT 0;" \
  "ALTER TABLE exchange ADD COLUMN body_in_event INTEGER NOT NULL DEFAULT 0;" \
  "CREATE TABLE rejection (" \
  "  quarter INTEGER NOT NULL," \
  "  status INTEGER NOT NULL," \
  "  value INTEGER NOT NULL," \
  "  PRIMARY KEY (quarter, status)" \
  ") STRICT, WITHOUT ROWID;" \
  "INSERT INTO rejection SELECT quarter, 0, value FROM counter WHERE name = 'rejected';" \
  "DELETE FROM counter WHERE name = 'rejected';"

/* The newest event of each family that can be demanded to be still the newest. */
#define PROJECTION_CHANGES_2 \
  "ALTER TABLE orders ADD COLUMN claim_seq INTEGER NOT NULL DEFAULT 0;" \
  "ALTER TABLE orders ADD COLUMN result_seq INTEGER NOT NULL DEFAULT 0;"
#define FILL_PROJECTION_2 \
  "UPDATE orders SET" \
  "  claim_seq = (SELECT coalesce(max(seq), 0) FROM event" \
  "    WHERE order_key = orders.key AND kind = 'order.claimed')," \
  "  result_seq = (SELECT coalesce(max(seq), 0) FROM event" \
  "    WHERE order_key = orders.key" \
  "      AND kind IN ('result.queued', 'result.delivered', 'result.refused'));"

/* How labels of scores were spelled in what was delivered for a package, and the event that brought
 * each spelling first. Of the labels of an older journal only the order is kept. */
#define PROJECTION_CHANGES_3 \
  "CREATE TABLE label (" \
  "  package TEXT NOT NULL," \
  "  label TEXT NOT NULL," \
  "  seq INTEGER NOT NULL," \
  "  PRIMARY KEY (package, label)" \
  ") STRICT, WITHOUT ROWID;"
#define FILL_PROJECTION_3 \
  "INSERT OR IGNORE INTO label (package, label, seq)" \
  "  SELECT package, " ASSAY_LABEL_OF_RESULT " AS label, settled_seq" \
  "    FROM result JOIN orders ON orders.id = result.order_id" \
  "    WHERE state = 'delivered' AND package <> '' AND label <> '' ORDER BY settled_seq;"

/* Keys of orders come in any order, and an index on them costs the writer more than all the rest of
 * a delivery. An order's events are found by its number instead, and its exchanges by their events.
 * How far the events were brought into the projections, and the orders into the full text, is the
 * only row of a table. */
#define RECORD_CHANGES_4 \
  "DROP INDEX event_by_order;" \
  "DROP INDEX exchange_by_order;" \
  "CREATE INDEX exchange_by_event ON exchange (event_seq) WHERE event_seq IS NOT NULL;" \
  "CREATE INDEX exchange_by_order ON exchange (order_key, seq)" \
  "  WHERE order_key IS NOT NULL AND event_seq IS NULL;" \
  "CREATE TABLE projected (seq INTEGER NOT NULL, indexed INTEGER NOT NULL) STRICT;" \
  "INSERT INTO projected SELECT coalesce(max(seq), 0), 0 FROM event;"
#define PROJECTION_CHANGES_4 \
  "DROP INDEX orders_new;" \
  "CREATE INDEX orders_new ON orders (id) WHERE new = 1 AND archived = 0;" \
  "CREATE TABLE order_event (" \
  "  order_id INTEGER NOT NULL," \
  "  seq INTEGER NOT NULL," \
  "  PRIMARY KEY (order_id, seq)" \
  ") STRICT, WITHOUT ROWID;"
#define FILL_PROJECTION_4 \
  "INSERT INTO order_event SELECT orders.id, event.seq" \
  "  FROM event JOIN orders ON orders.key = event.order_key WHERE event.seq >= orders.id;"

/* FTS5 writes what it has gathered whenever a statement begins that may have to be undone, so one
 * statement brings many orders into the index; those that it has not brought yet may change until
 * then. */
#define SEARCH_TABLES_4 \
  "CREATE VIRTUAL TABLE order_search USING fts5 (" \
  "  candidate, email, package, job, ids, notes," \
  "  content = 'orders', content_rowid = 'id', columnsize = 0, prefix = '1 2 3'," \
  "  tokenize = \"unicode61 remove_diacritics 2\");" \
  "INSERT INTO order_search (order_search, rank) VALUES ('secure-delete', 1);" \
  "CREATE TRIGGER orders_deleted AFTER DELETE ON orders" \
  "  WHEN old.id <= (SELECT indexed FROM projected) BEGIN" \
  "  INSERT INTO order_search (order_search, rowid, candidate, email, package, job, ids, notes)" \
  "    VALUES ('delete', old.id, old.candidate, old.email, old.package, old.job, old.ids," \
  "            old.notes);" \
  "END;" \
  "CREATE TRIGGER orders_updated" \
  "  AFTER UPDATE OF candidate, email, package, job, ids, notes ON orders" \
  "  WHEN old.id <= (SELECT indexed FROM projected) BEGIN" \
  "  INSERT INTO order_search (order_search, rowid, candidate, email, package, job, ids, notes)" \
  "    VALUES ('delete', old.id, old.candidate, old.email, old.package, old.job, old.ids," \
  "            old.notes);" \
  "  INSERT INTO order_search (rowid, candidate, email, package, job, ids, notes)" \
  "    VALUES (new.id, new.candidate, new.email, new.package, new.job, new.ids, new.notes);" \
  "END;"
#define SEARCH_CHANGES_4 \
  "DROP TRIGGER orders_inserted;" \
  "DROP TRIGGER orders_deleted;" \
  "DROP TRIGGER orders_updated;" \
  "DROP TABLE order_search;" SEARCH_TABLES_4 ASSAY_SEARCH_ADD_ORDERS ";" \
  "UPDATE projected SET indexed = (SELECT coalesce(max(id), 0) FROM orders);"

/* A list is read from indexes that have all that its filters ask for, because a row of orders is
 * wide and lies far from the next. Archived orders are in none of them. How many others there are
 * is known of those in the full text, because a scroll bar wants to know at once and counting with
 * each order would cost the writer more. Whoever searches for the beginning of a word looks up the
 * words that begin like that. */
#define PROJECTION_CHANGES_5 \
  "DROP INDEX orders_by_status;" \
  "DROP INDEX orders_by_account;" \
  "DROP INDEX orders_background_check;" \
  "DROP INDEX orders_scored;" \
  "CREATE INDEX orders_by_status ON orders (status, id, account_id, kind) WHERE archived = 0;" \
  "CREATE INDEX orders_by_account ON orders (account_id, id, status, kind) WHERE archived = 0;" \
  "CREATE INDEX orders_listed ON orders (id, status, kind, account_id, score, claimed_by)" \
  "  WHERE archived = 0;" \
  "CREATE TRIGGER orders_listed_deleted AFTER DELETE ON orders" \
  "  WHEN old.archived = 0 AND old.id <= (SELECT indexed FROM projected) BEGIN" \
  "  UPDATE projected SET listed = listed - 1;" \
  "END;" \
  "CREATE TRIGGER orders_listed_updated AFTER UPDATE OF archived ON orders" \
  "  WHEN old.id <= (SELECT indexed FROM projected) BEGIN" \
  "  UPDATE projected SET listed = listed + (new.archived = 0) - (old.archived = 0);" \
  "END;"
#define RECORD_CHANGES_5 \
  "ALTER TABLE projected ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;" \
  "UPDATE projected SET" \
  "  listed = (SELECT count(*) FROM orders WHERE archived = 0 AND id <= projected.indexed);"
#define SEARCH_CHANGES_5 \
  "CREATE VIRTUAL TABLE order_terms USING fts5vocab (order_search, instance);"

/* A delivery's id was "webhook/date/account/event/record/digest". One stored twice, because the
 * names of events were changed, keeps the longer id for the second time. */
#define IS_LONG_DELIVERY_ID \
  "kind IN ('order.received', 'account.seen') AND id GLOB 'webhook/*/*/*/*/*'" \
  " AND substr(id, -65, 1) = '/' AND substr(id, -64) NOT GLOB '*[^0-9a-f]*'"
#define SHORTER_ID \
  "CASE WHEN " IS_LONG_DELIVERY_ID \
  " THEN substr(id, 1, 8 + instr(substr(id, 9), '/')) || substr(id, -64, 40) ELSE id END"

/* What assay_stored_id_bind() stores. */
#define UUID_DIGITS "replace(id, '-', '')"
#define IS_UUID \
  "length(id) = 36 AND length(" UUID_DIGITS ") = 32 AND " UUID_DIGITS " NOT GLOB '*[^0-9a-f]*'" \
  " AND substr(id, 9, 1) || substr(id, 14, 1) || substr(id, 19, 1) || substr(id, 24, 1) = '----'"
#define DELIVERY_SECOND "replace(substr(id, 9, 23), '%3A', ':')"
#define IS_DELIVERY \
  "id GLOB 'webhook/*.[0-9][0-9][0-9]Z/*' AND length(id) = 77 AND substr(id, 36, 2) = 'Z/'" \
  " AND substr(id, 38) NOT GLOB '*[^0-9a-f]*' AND substr(id, 9, 4) >= '1970'" \
  " AND substr(id, 20, 2) < '24'" \
  " AND strftime('%Y-%m-%dT%H:%M:%S', " DELIVERY_SECOND ") = " DELIVERY_SECOND
#define DELIVERY_TIME "unixepoch(" DELIVERY_SECOND ") * 1000 + substr(id, 33, 3)"
#define STORED_ID \
  "CASE WHEN " IS_UUID " THEN unhex(" UUID_DIGITS ")" \
  " WHEN " IS_DELIVERY " THEN unhex(printf('%012x', " DELIVERY_TIME ") || substr(id, 38))" \
  " ELSE id END"

/* An id may be bytes. An exchange has an order's key only where its event does not say the same.
 * What deliveries come with is the same for most of them and kept once. */
#define RECORD_CHANGES_6 \
  "CREATE TABLE event_6 (" \
  "  seq INTEGER PRIMARY KEY," \
  "  id ANY NOT NULL UNIQUE," \
  "  at INTEGER NOT NULL," \
  "  order_key TEXT," \
  "  kind TEXT NOT NULL," \
  "  actor TEXT NOT NULL," \
  "  body TEXT NOT NULL" \
  ") STRICT;" \
  "INSERT OR IGNORE INTO event_6 (seq, id, at, order_key, kind, actor, body)" \
  "  SELECT seq, " STORED_ID ", at, order_key, kind, actor, body" \
  "  FROM (SELECT seq, " SHORTER_ID " AS id, at, order_key, kind, actor, body FROM event" \
  "        ORDER BY seq);" \
  "INSERT INTO event_6 SELECT * FROM event WHERE seq NOT IN (SELECT seq FROM event_6);" \
  "DROP TABLE event;" \
  "ALTER TABLE event_6 RENAME TO event;" \
  "CREATE TABLE envelope (" \
  "  id INTEGER PRIMARY KEY," \
  "  hash INTEGER NOT NULL," \
  "  method TEXT NOT NULL," \
  "  url TEXT NOT NULL," \
  "  request_headers TEXT," \
  "  verdict TEXT," \
  "  signature_at INTEGER" \
  ") STRICT;" \
  "CREATE INDEX envelope_by_hash ON envelope (hash);" \
  "CREATE TABLE exchange_6 (" \
  "  seq INTEGER PRIMARY KEY," \
  "  id ANY NOT NULL UNIQUE," \
  "  direction INTEGER NOT NULL," \
  "  method TEXT," \
  "  url TEXT," \
  "  request_headers TEXT," \
  "  request_body BLOB," \
  "  status INTEGER NOT NULL," \
  "  response_headers TEXT," \
  "  response_body BLOB," \
  "  started_at INTEGER NOT NULL," \
  "  duration INTEGER NOT NULL," \
  "  order_key TEXT," \
  "  verdict TEXT," \
  "  redacted INTEGER NOT NULL," \
  "  rejected INTEGER NOT NULL," \
  "  event_seq INTEGER," \
  "  repeats INTEGER NOT NULL DEFAULT 0," \
  "  body_in_event INTEGER NOT NULL DEFAULT 0," \
  "  envelope INTEGER" \
  ") STRICT;" \
  "INSERT INTO exchange_6" \
  "  SELECT seq, " STORED_ID ", direction, method, url, request_headers, request_body, status," \
  "    response_headers, response_body, started_at, duration," \
  "    nullif(order_key, (SELECT event.order_key FROM event WHERE event.seq = event_seq))," \
  "    verdict, redacted, rejected, event_seq, repeats, body_in_event, NULL" \
  "  FROM exchange ORDER BY seq;" \
  "DROP TABLE exchange;" \
  "ALTER TABLE exchange_6 RENAME TO exchange;" \
  "CREATE INDEX exchange_rejected ON exchange (seq) WHERE rejected = 1;" \
  "CREATE INDEX exchange_by_event ON exchange (event_seq) WHERE event_seq IS NOT NULL;" \
  "CREATE INDEX exchange_by_order ON exchange (order_key, seq)" \
  "  WHERE order_key IS NOT NULL AND event_seq IS NULL;"

/* Three indexes have account and kind of every order, so both are numbers. Accounts are numbered in
 * the order in which their first orders came. */
#define PROJECTION_CHANGES_6 \
  "DROP INDEX orders_by_status;" \
  "DROP INDEX orders_by_account;" \
  "DROP INDEX orders_listed;" \
  "CREATE TABLE order_account (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;" \
  "INSERT INTO order_account (number, id)" \
  "  SELECT row_number() OVER (ORDER BY min(id)), account_id FROM orders GROUP BY account_id;" \
  "ALTER TABLE orders ADD COLUMN account INTEGER NOT NULL DEFAULT 0;" \
  "ALTER TABLE orders ADD COLUMN background_check INTEGER NOT NULL DEFAULT 0;" \
  "UPDATE orders SET background_check = (kind = 'background_check')," \
  "  account = (SELECT number FROM order_account WHERE order_account.id = account_id);" \
  "ALTER TABLE orders DROP COLUMN account_id;" \
  "ALTER TABLE orders DROP COLUMN kind;" \
  "CREATE INDEX orders_by_status ON orders (status, id, account, background_check)" \
  "  WHERE archived = 0;" \
  "CREATE INDEX orders_by_account ON orders (account, id, status, background_check)" \
  "  WHERE archived = 0;" \
  "CREATE INDEX orders_listed" \
  "  ON orders (id, status, background_check, account, score, claimed_by) WHERE archived = 0;"

/* An order says itself that somebody began a result for it. */
#define FILL_PROJECTION_7 \
  "UPDATE orders SET sending = 'drafted' WHERE sending = 'idle'" \
  "  AND id IN (SELECT order_id FROM result WHERE state = 'drafted');"

/* Packages are listed, and another one is put at the end, without reading all of them. Whoever shows
 * the catalogue asks by which event it was changed last. */
#define PROJECTION_CHANGES_8 "CREATE INDEX package_by_position ON package (position, id);"
#define RECORD_CHANGES_8 "ALTER TABLE projected ADD COLUMN catalogue INTEGER NOT NULL DEFAULT 0;"
#define FILL_PROJECTION_8 \
  "UPDATE projected SET catalogue = (SELECT coalesce(max(seq), 0) FROM event" \
  "  WHERE kind IN ('package.saved', 'package.removed'));"

static const AssayMigration migrations_of_journal[] = {
  { 1, RECORD_TABLES PROJECTION_TABLES SEARCH_TABLES },
  { 2, RECORD_CHANGES_2 PROJECTION_CHANGES_2 FILL_PROJECTION_2 },
  { 3, PROJECTION_CHANGES_3 FILL_PROJECTION_3 },
  { 4, PROJECTION_CHANGES_4 FILL_PROJECTION_4 RECORD_CHANGES_4 SEARCH_CHANGES_4 },
  { 5, PROJECTION_CHANGES_5 RECORD_CHANGES_5 SEARCH_CHANGES_5 },
  { 6, RECORD_CHANGES_6 PROJECTION_CHANGES_6 },
  { 7, FILL_PROJECTION_7 },
  { 8, PROJECTION_CHANGES_8 RECORD_CHANGES_8 FILL_PROJECTION_8 },
};

/*
 * assay_schema_get_migrations:
 * @n_migrations: (out): how many there are
 *
 * Returns: (transfer none): the steps from an empty file to the present form of the journal
 */
const AssayMigration *
assay_schema_get_migrations (guint *n_migrations)
{
  *n_migrations = G_N_ELEMENTS (migrations_of_journal);

  return migrations_of_journal;
}

/*
 * assay_schema_reset_projections:
 * @database: a connection in a transaction
 * @error: return location for an error
 *
 * Replaces everything that is computed from the events by empty tables.
 *
 * Returns: whether that worked
 */
gboolean
assay_schema_reset_projections (AssayDatabase *database, GError **error)
{
  return assay_database_execute (
    database,
    "DROP TABLE IF EXISTS order_terms;"
    "DROP TABLE IF EXISTS order_search;"
    "DROP TABLE IF EXISTS result;"
    "DROP TABLE IF EXISTS orders;"
    "DROP TABLE IF EXISTS order_account;"
    "DROP TABLE IF EXISTS package;"
    "DROP TABLE IF EXISTS account;"
    "DROP TABLE IF EXISTS counter;"
    "DROP TABLE IF EXISTS label;"
    "DROP TABLE IF EXISTS order_event;"
    "UPDATE projected SET seq = 0, indexed = 0, listed = 0, catalogue = 0;" PROJECTION_TABLES
      PROJECTION_CHANGES_2 PROJECTION_CHANGES_3 PROJECTION_CHANGES_4 PROJECTION_CHANGES_5
        PROJECTION_CHANGES_6 SEARCH_TABLES_4 SEARCH_CHANGES_5 PROJECTION_CHANGES_8,
    error);
}
