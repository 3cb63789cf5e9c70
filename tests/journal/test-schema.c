/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "assay-event-body.h"
#include "assay-faulty-vfs.h"
#include "assay-presence.h"
#include "assay-schema.h"
#include "assay-webhook.h"
#include "journal-support.h"

static const AssayMigration first[] = {
  { 1, "CREATE TABLE event (seq INTEGER PRIMARY KEY, text TEXT) STRICT;"
       "INSERT INTO event (text) VALUES ('a'), ('b');" },
};

static const AssayMigration later[] = {
  { 1, "CREATE TABLE event (seq INTEGER PRIMARY KEY, text TEXT) STRICT;" },
  { 2, "ALTER TABLE event ADD COLUMN length INTEGER;"
       "UPDATE event SET length = 1;" },
  { 3, "ALTER TABLE event RENAME COLUMN length TO size;" },
};

static const AssayMigration broken[] = {
  { 1, "CREATE TABLE event (seq INTEGER PRIMARY KEY, text TEXT) STRICT;" },
  { 2, "ALTER TABLE event ADD COLUMN length INTEGER;" },
  { 3, "UPDATE event SET length = 1; UPDATE nowhere SET length = 1;" },
};

static gboolean
migrate (const char *path, const AssayMigration *migrations, guint n_migrations, GError **error)
{
  g_autoptr (AssayDatabase) database = assay_database_open (path, ASSAY_DATABASE_CREATE, error);

  return database != NULL && assay_schema_migrate (database, path, migrations, n_migrations, error);
}

static void
migrate_ok (const char *path, const AssayMigration *migrations, guint n_migrations)
{
  g_autoptr (GError) error = NULL;

  migrate (path, migrations, n_migrations, &error);
  g_assert_no_error (error);
}

static void
test_backup (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *backup = g_strconcat (path, ".v1.backup", NULL);
  g_autofree char *unfinished = g_strconcat (backup, ".part", NULL);
  g_autofree char *second = g_strconcat (path, ".v2.backup", NULL);
  GStatBuf info;

  migrate_ok (path, first, G_N_ELEMENTS (first));
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));

  migrate_ok (path, later, G_N_ELEMENTS (later));
  g_assert_cmpint (journal_support_query (path, "PRAGMA user_version"), ==, 3);
  g_assert_cmpint (journal_support_query (path, "SELECT sum(size) FROM event"), ==, 2);

  g_assert_cmpint (g_stat (backup, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_false (g_file_test (unfinished, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
  g_assert_cmpint (journal_support_query (backup, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (journal_support_query (backup, "PRAGMA application_id"), ==,
                   ASSAY_SCHEMA_APPLICATION_ID);
  g_assert_cmpint (journal_support_query (backup, "SELECT count(*) FROM event"), ==, 2);
  g_assert_cmpint (journal_support_query (backup, "SELECT count(*)"
                                                  " FROM pragma_table_info ('event')"),
                   ==, 2);

  migrate_ok (path, later, G_N_ELEMENTS (later));
  g_assert_cmpint (journal_support_query (path, "SELECT sum(size) FROM event"), ==, 2);
}

/* The steps before the one that fails are kept, the file stays readable for what made it. */
static void
test_failing_step (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *backup = g_strconcat (path, ".v1.backup", NULL);
  g_autoptr (GError) error = NULL;

  migrate_ok (path, first, G_N_ELEMENTS (first));
  g_assert_false (migrate (path, broken, G_N_ELEMENTS (broken), &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_IO);
  g_assert_true (g_str_has_prefix (error->message, "migration to version 3: "));
  g_assert_cmpint (journal_support_query (path, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event WHERE length IS NULL"),
                   ==, 2);
  g_assert_cmpint (journal_support_query (backup, "PRAGMA user_version"), ==, 1);

  migrate_ok (path, later, G_N_ELEMENTS (later));
  g_assert_cmpint (journal_support_query (path, "PRAGMA user_version"), ==, 3);
}

/* A copy that was interrupted is no backup. */
static void
test_interrupted_backup (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *backup = g_strconcat (path, ".v1.backup", NULL);
  g_autofree char *unfinished = g_strconcat (backup, ".part", NULL);

  migrate_ok (path, first, G_N_ELEMENTS (first));
  g_assert_true (g_file_set_contents (unfinished, "half of a copy", -1, NULL));
  migrate_ok (path, later, G_N_ELEMENTS (later));
  g_assert_cmpint (journal_support_query (backup, "SELECT count(*) FROM event"), ==, 2);
  g_assert_false (g_file_test (unfinished, G_FILE_TEST_EXISTS));
}

/* Without a backup nothing is changed. */
static void
test_no_room_for_backup (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *backup = g_strconcat (path, ".v1.backup", NULL);
  g_autoptr (AssayDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  migrate_ok (path, first, G_N_ELEMENTS (first));
  database = assay_database_open (path, ASSAY_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  assay_faulty_vfs_arm (ASSAY_FAULT_FULL, 0);
  g_assert_false (assay_schema_migrate (database, path, later, G_N_ELEMENTS (later), &error));
  assay_faulty_vfs_arm (ASSAY_FAULT_NONE, 0);
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_FULL);
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
  g_assert_cmpint (journal_support_query (path, "PRAGMA user_version"), ==, 1);
}

static void
copy_frozen (const char *name, const char *path)
{
  g_autofree char *file = g_strconcat ("db/", name, NULL);
  g_autoptr (GBytes) frozen = assay_load_bytes (file);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (frozen, NULL),
                                      (gssize) g_bytes_get_size (frozen), NULL));
}

/* A journal as version 1 wrote it: two orders, one with a delivered result, a package, an account,
 * an exchange. */
static void
test_version_1 (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (AssayOrder) order = NULL;
  g_autofree char *all = NULL, *found = NULL;
  AssayJournal *journal;

  copy_frozen ("v1.sqlite", path);
  journal = journal_support_open (folder);
  order = journal_support_get_order (journal);
  g_assert_cmpint (assay_order_get_state (order)->version, ==, 3);
  g_assert_cmpint (assay_order_get_state (order)->status, ==, ASSAY_ORDER_STATUS_COMPLETED);
  g_assert_cmpstr (assay_order_get_state (order)->score_text, ==, "80/100");
  g_assert_cmpstr (assay_candidate_get_last_name (assay_order_get_candidate (order)), ==, "Müller");
  all = journal_support_find (journal, "");
  g_assert_cmpstr (all, ==, "ord-2 3223323715753018140");
  found = journal_support_find (journal, "account:globex zoe note:rings");
  g_assert_cmpstr (found, ==, "ord-2");
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM exchange"), ==, 1);

  journal_support_expect_rebuilt (journal);
  journal_support_append_ok (journal, "s1", ASSAY_EVENT_ORDER_SEEN, "{}");
  journal_support_close (journal);
}

/* Labels of before are found, each with the event that brought it. */
static void
test_version_2 (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  guint n_migrations;
  const AssayMigration *migrations = assay_schema_get_migrations (&n_migrations);

  migrate_ok (path, migrations, 2);
  journal_support_execute (
    path,
    "INSERT INTO orders (id, key, account_id, order_id, kind, received_at, version, status,"
    "  sending, new, archived, entered_by_hand, candidate, email, package, job, ids, notes)"
    "  VALUES (1, 'a/1', 'a', '1', 'assessment', 0, 1, 'none', 'idle', 1, 0, 0, '', '', 'Coding',"
    "          '', '', '');"
    "INSERT INTO result (seq, revision, order_id, state, at, body, attempts, status, settled_seq)"
    "  VALUES (2, 'r1', 1, 'delivered', 0, '{\"score\":{\"label\":\"Passed\"}}', 1, 200, 9),"
    "         (3, 'r2', 1, 'delivered', 0, '{\"score\":{\"label\":\"Pass\"}}', 1, 200, 4),"
    "         (4, 'r3', 1, 'delivered', 0, '{\"score\":{\"label\":\"Pass\"}}', 1, 200, 7),"
    "         (5, 'r4', 1, 'delivered', 0, 'no JSON', 1, 200, 8),"
    "         (6, 'r5', 1, 'refused', 0, '{\"score\":{\"label\":\"Fail\"}}', 1, 400, 10)");
  migrate_ok (path, migrations, 3);

  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM label"), ==, 2);
  g_assert_cmpint (journal_support_query (path, "SELECT seq FROM label"
                                                " WHERE package = 'Coding' AND label = 'Pass'"),
                   ==, 4);
  g_assert_cmpint (journal_support_query (path, "SELECT seq FROM label WHERE label = 'Passed'"), ==,
                   9);
}

/* A journal as version 3 wrote it: the one of version 1, an order with a result that waits, an
 * exchange that brought it and one of a call. */
static void
test_version_3 (gconstpointer mode)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *found = NULL, *before = NULL, *after = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) exchanges = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  AssayJournal *journal;

  copy_frozen ("v3.sqlite", path);
  journal = assay_journal_open (folder, (AssayJournalMode) GPOINTER_TO_INT (mode), &error);
  g_assert_no_error (error);
  found = journal_support_find (journal, "");
  g_assert_cmpstr (found, ==, "ord-3 ord-2 3223323715753018140");
  g_clear_pointer (&found, g_free);
  found = journal_support_find (journal, "h");
  g_assert_cmpstr (found, ==, "ord-3");
  assay_journal_list_events_async (journal, "acc-1/ord-3", NULL, assay_await_result_cb, &slot);
  events = journal_support_finish_list (journal, &slot);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpstr (assay_event_get_kind (g_ptr_array_index (events, 1)), ==,
                   ASSAY_EVENT_RESULT_QUEUED);
  assay_journal_list_exchanges_async (journal, "acc-1/ord-3", 9, NULL, assay_await_result_cb,
                                      &slot);
  exchanges = journal_support_finish_list (journal, &slot);
  g_assert_cmpuint (exchanges->len, ==, 2);
  g_assert_cmpstr (assay_exchange_get_id (g_ptr_array_index (exchanges, 0)), ==, "x9");
  g_assert_cmpstr (assay_exchange_get_id (g_ptr_array_index (exchanges, 1)), ==, "x8");
  journal_support_close (journal);

  before = journal_support_dump (path);
  journal = journal_support_open (folder);
  journal_support_rebuild (journal);
  after = journal_support_dump (path);
  g_assert_cmpstr (after, ==, before);
  journal_support_close (journal);
}

/* A journal as version 4 wrote it: four orders, one with a result, one claimed, one with a result
 * on its way, one archived. */
static void
test_version_4 (void)
{
  static const char *const texts[] = { "",
                                       "coding",
                                       "poet-eng",
                                       "status:completed",
                                       "is:claimed",
                                       "is:queued",
                                       "kind:background_check",
                                       "account:hammer" };
  static const char *const ids[] = { "3 2 1", "2 1", "3", "1", "2", "3", "2", "3" };
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal;

  copy_frozen ("v4.sqlite", path);
  journal = journal_support_open (folder);
  g_assert_cmpint (journal_support_query (path, "PRAGMA user_version"), ==, 8);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM sqlite_schema WHERE name IN"
                                                " ('orders_scored', 'orders_background_check')"),
                   ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *found = journal_support_find (journal, texts[i]);

      g_assert_cmpstr (found, ==, ids[i]);
    }

  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

static void
expect_repeated (AssayJournal *journal, const char *id, gint64 seq)
{
  AssayAppendOutcome outcome;
  g_autoptr (GError) error = NULL;

  journal_support_append (journal, id, ASSAY_EVENT_ORDER_RECEIVED, RECEIVED_BODY, -1, &outcome,
                          &error);
  g_assert_no_error (error);
  g_assert_true (outcome.duplicate);
  g_assert_cmpint (outcome.seq, ==, seq);
}

/* Appends what is stored once more, deliveries as if they came now. Returns how many there were. */
static guint
redeliver (AssayJournal *journal, const char *key)
{
  g_autoptr (GBytes) table = assay_load_bytes ("../../resources/tables/event-names.json");
  g_autoptr (AssayEventNames) names = assay_event_names_new_from_bytes (table, NULL);
  g_autoptr (GPtrArray) events = NULL;
  GAsyncResult *slot = NULL;
  guint n_delivered = 0;

  assay_journal_list_events_async (journal, key, NULL, assay_await_result_cb, &slot);
  events = journal_support_finish_list (journal, &slot);
  for (guint i = 0; i < events->len; i++)
    {
      AssayEvent *event = g_ptr_array_index (events, i);
      g_autoptr (GBytes) received = assay_event_cut_received (assay_event_get_body (event));
      g_autoptr (AssayJson) json = received != NULL ? assay_json_parse (received, NULL) : NULL;
      g_autoptr (AssayWebhook) webhook = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *id = NULL;

      expect_repeated (journal, assay_event_get_id (event), assay_event_get_seq (event));
      if (json == NULL)
        continue;

      n_delivered++;
      webhook = assay_webhook_new_from_json (json, names, &error);
      g_assert_no_error (error);
      id = assay_webhook_dup_dedupe_id (webhook);
      expect_repeated (journal, id, assay_event_get_seq (event));
    }

  return n_delivered;
}

static void
expect_exchanges (AssayJournal *journal, const char *key, guint n_exchanges)
{
  g_autoptr (GPtrArray) exchanges = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_list_exchanges_async (journal, key, 9, NULL, assay_await_result_cb, &slot);
  exchanges = journal_support_finish_list (journal, &slot);
  g_assert_cmpuint (exchanges->len, ==, n_exchanges);
  for (guint i = 0; i < exchanges->len; i++)
    {
      AssayExchange *exchange = g_ptr_array_index (exchanges, i);

      g_assert_cmpstr (assay_exchange_get_order_key (exchange), ==, key);
      g_assert_cmpuint (strlen (assay_exchange_get_id (exchange)), ==, 36);
      g_assert_nonnull (assay_exchange_get_request_body (exchange));
      g_assert_nonnull (assay_exchange_get_request_headers (exchange));
      g_assert_true (g_str_has_prefix (assay_exchange_get_url (exchange), "https://"));
    }
}

#define DIGEST "0123456789abcdef0123456789abcdef01234567"
#define ACCOUNT_5 "45355976281015164505"

/* A journal as version 5 wrote it: six orders that were delivered, among them one with a result,
 * one twice delivered and claimed, one with a result on its way, one archived, one without a date
 * and one whose date has an offset; an account that was delivered, and a call turned away. */
static void
test_version_5 (void)
{
  static const char *const keys[] = {
    "45355976281015164504/ord1df8eb088044654b",
    ACCOUNT_5 "/ord78d3c8a3df95ce77",
    "46120037714400012931/ord037a505b699e147f",
    ACCOUNT_5 "/ord77fccf7c4d0811d8",
    ACCOUNT_5 "/no%2Fdate",
    ACCOUNT_5 "/offset",
  };
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autofree char *found = NULL;
  guint n_delivered = 0;
  AssayJournal *journal;

  copy_frozen ("v5.sqlite", path);
  journal = journal_support_open (folder);
  g_assert_cmpint (journal_support_query (path, "PRAGMA user_version"), ==, 8);
  g_assert_cmpint (journal_support_query (path, "SELECT sum(octet_length(id)) FROM event"), ==,
                   6 * 26 + 9 * 16 + 49 + 82);
  found = journal_support_find (journal, "");
  g_assert_cmpstr (found, ==,
                   "offset no/date ord037a505b699e147f ord78d3c8a3df95ce77 ord1df8eb088044654b");
  journal_support_expect_rebuilt (journal);

  expect_exchanges (journal, keys[0], 3);
  expect_exchanges (journal, keys[1], 2);
  expect_exchanges (journal, keys[4], 1);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    n_delivered += redeliver (journal, keys[i]);
  g_assert_cmpuint (n_delivered, ==, 7);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, 17);
  journal_support_close (journal);
}

/* The names of events can be changed, so that one delivery was stored twice. */
static void
test_version_5_twice (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);

  copy_frozen ("v5.sqlite", path);
  journal_support_execute (path,
                           "INSERT INTO event (id, at, order_key, kind, actor, body) SELECT"
                           " replace (id, '/assessment.', '/background_check.'), at, order_key,"
                           " kind, actor, body FROM event WHERE seq = 1");
  journal_support_close (journal_support_open (folder));
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM event"), ==, 18);
  g_assert_cmpint (journal_support_query (path, "SELECT length(id) FROM event WHERE seq = 1"), ==,
                   26);
  g_assert_cmpint (journal_support_query (path, "SELECT seq FROM event"
                                                " WHERE id LIKE '%/background_check.created/%'"),
                   ==, 18);
}

/* Whatever form an id has, the migration stores it as the journal does. */
static void
test_version_5_ids (void)
{
  static const char *const ids[] = {
    "019728d4-5620-730f-88e6-0f967eca01bd",
    "019728D4-5620-730f-88e6-0f967eca01bd",
    "019728d4-5620-730f-88e6x0f967eca01bd",
    "019728d4-5620-730f-88e6-0f967eca01b-",
    "webhook/2026-01-02T03%3A04%3A05.678Z/" DIGEST,
    "webhook/1970-01-01T00%3A00%3A00.000Z/" DIGEST,
    "webhook/1969-12-31T23%3A59%3A59.999Z/" DIGEST,
    "webhook/2999-12-31T23%3A59%3A59.999Z/" DIGEST,
    "webhook/3000-01-01T00%3A00%3A00.000Z/" DIGEST,
    "webhook/2026-02-30T03%3A04%3A05.678Z/" DIGEST,
    "webhook/2026-01-02T24%3A00%3A00.000Z/" DIGEST,
    "webhook/2026-01-02T23%3A59%3A60.000Z/" DIGEST,
    "webhook/2026-01-02T03%3a04%3A05.678Z/" DIGEST,
    "webhook/+026-01-02T03%3A04%3A05.678Z/" DIGEST,
    "webhook/2026-01-02T03%3A04%3A05.67:Z/" DIGEST,
    "webhook/2026-01-02T03%3A04%3A05Z/" DIGEST,
    "webhook//" DIGEST,
    "x",
  };
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal;

  copy_frozen ("v5.sqlite", path);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "INSERT INTO event (seq, id, at, kind, actor, body)"
        " VALUES (%u, '%s', 0, 'account.seen', '', '{\"account\":{\"id\":\"a\"}}')",
        100 + i, ids[i]);

      journal_support_execute (path, sql);
    }
  journal = journal_support_open (folder);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    expect_repeated (journal, ids[i], 100 + i);
  journal_support_close (journal);
}

/* An order with a draft did not say so. */
static void
test_version_6 (void)
{
  static const struct
  {
    const char *key;
    AssayOrderSending sending;
  } orders[] = {
    { "acc-1/plain", ASSAY_ORDER_SENDING_IDLE },
    { "acc-1/drafted", ASSAY_ORDER_SENDING_DRAFTED },
    { "acc-1/delivered", ASSAY_ORDER_SENDING_DRAFTED },
    { "acc-1/refused", ASSAY_ORDER_SENDING_REFUSED },
    { "acc-1/queued", ASSAY_ORDER_SENDING_QUEUED },
    { "acc-1/sent", ASSAY_ORDER_SENDING_IDLE },
  };
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal;

  copy_frozen ("v6.sqlite", path);
  journal = journal_support_open (folder);
  g_assert_cmpint (journal_support_query (path, "PRAGMA user_version"), ==, 8);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (AssayOrder) order = journal_support_get_order_as (journal, orders[i].key);

      g_assert_cmpint (assay_order_get_state (order)->sending, ==, orders[i].sending);
    }
  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

/* A journal as version 7 wrote it: the one of version 6, and two packages of three that were saved. */
static void
test_version_7 (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  AssayJournal *journal;

  copy_frozen ("v7.sqlite", path);
  journal = journal_support_open (folder);
  g_assert_cmpint (journal_support_query (path, "PRAGMA user_version"), ==, 8);
  g_assert_cmpint (journal_support_query (path, "SELECT count(*) FROM package"), ==, 2);
  g_assert_cmpint (journal_support_query (path, "SELECT catalogue FROM projected"), ==,
                   journal_support_query (path, "SELECT max(seq) FROM event"));
  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

/* A program of an earlier version that still runs must not find another form under its feet. */
static void
test_earlier_program (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autofree char *path = journal_support_dup_path (folder);
  g_autoptr (AssayPresence) earlier = assay_presence_new (folder, TRUE);
  static const AssayJournalMode modes[] = { ASSAY_JOURNAL_READ_WRITE, ASSAY_JOURNAL_READ_ONLY };

  copy_frozen ("v3.sqlite", path);
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (assay_journal_open (folder, modes[i], &error));
      g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY);
      g_assert_nonnull (strstr (error->message, "has version 3, and another program has it open"));
      g_assert_cmpint (journal_support_query (path, "PRAGMA user_version"), ==, 3);
    }

  g_clear_pointer (&earlier, assay_presence_unref);
  journal_support_close (journal_support_open (folder));
  g_assert_cmpint (journal_support_query (path, "PRAGMA user_version"), ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  assay_faulty_vfs_install ();

  g_test_add_func ("/journal/schema/backup", test_backup);
  g_test_add_func ("/journal/schema/failing-step", test_failing_step);
  g_test_add_func ("/journal/schema/interrupted-backup", test_interrupted_backup);
  g_test_add_func ("/journal/schema/no-room-for-backup", test_no_room_for_backup);
  g_test_add_func ("/journal/schema/version-1", test_version_1);
  g_test_add_func ("/journal/schema/version-2", test_version_2);

  g_test_add_data_func ("/journal/schema/version-3", GINT_TO_POINTER (ASSAY_JOURNAL_READ_WRITE),
                        test_version_3);
  g_test_add_data_func ("/journal/schema/version-3-read", GINT_TO_POINTER (ASSAY_JOURNAL_READ_ONLY),
                        test_version_3);

  g_test_add_func ("/journal/schema/version-4", test_version_4);
  g_test_add_func ("/journal/schema/version-5", test_version_5);
  g_test_add_func ("/journal/schema/version-5-twice", test_version_5_twice);
  g_test_add_func ("/journal/schema/version-5-ids", test_version_5_ids);
  g_test_add_func ("/journal/schema/version-6", test_version_6);
  g_test_add_func ("/journal/schema/version-7", test_version_7);
  g_test_add_func ("/journal/schema/earlier-program", test_earlier_program);

  return g_test_run ();
}
