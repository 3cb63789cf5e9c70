/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-projection-private.h"

#include "assay-journal-error.h"
#include "assay-json-writer.h"
#include "assay-stored-order-private.h"

/* What the list shows and the search finds, taken from an order's document. */
typedef struct
{
  /* Owned */
  GString *candidate;
  GString *email;
  GString *package;
  GString *job;
  GString *ids;
} Texts;

static void
texts_init (Texts *texts)
{
  texts->candidate = g_string_new (NULL);
  texts->email = g_string_new (NULL);
  texts->package = g_string_new (NULL);
  texts->job = g_string_new (NULL);
  texts->ids = g_string_new (NULL);
}

static void
texts_clear (Texts *texts)
{
  g_string_free (texts->candidate, TRUE);
  g_string_free (texts->email, TRUE);
  g_string_free (texts->package, TRUE);
  g_string_free (texts->job, TRUE);
  g_string_free (texts->ids, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Texts, texts_clear)

/* The document is kept as it came, so a member of an unexpected type is only not searchable. */
static AssayJson *
dup_object (AssayJson *parent, const char *name)
{
  AssayJson *child = parent != NULL ? assay_json_dup_member (parent, name) : NULL;

  if (child != NULL && assay_json_get_kind (child) != ASSAY_JSON_OBJECT)
    g_clear_pointer (&child, assay_json_unref);

  return child;
}

static void
append_member (GString *text, AssayJson *object, const char *name)
{
  g_autofree char *value = object != NULL ? assay_json_dup_member_text (object, name) : NULL;

  if (value == NULL || *value == '\0')
    return;

  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, value);
}

static void
append_ids (GString *ids, AssayJson *object)
{
  append_member (ids, object, "id");
  append_member (ids, object, "remote_id");
}

static void
append_emails (GString *text, AssayJson *candidate)
{
  g_autoptr (AssayJson) emails = candidate != NULL ? assay_json_dup_member (candidate, "emails")
                                                   : NULL;

  if (emails == NULL || assay_json_get_kind (emails) != ASSAY_JSON_ARRAY)
    return;

  for (guint i = 0; i < assay_json_get_length (emails); i++)
    {
      g_autoptr (AssayJson) email = assay_json_dup_element (emails, i);

      if (assay_json_get_kind (email) == ASSAY_JSON_OBJECT)
        append_member (text, email, "value");
    }
}

static void
collect_texts (Texts *texts, AssayJson *document, const char *order_id)
{
  g_autoptr (AssayJson) candidate = dup_object (document, "candidate");
  g_autoptr (AssayJson) package = dup_object (document, "package");
  g_autoptr (AssayJson) job = dup_object (document, "job");
  g_autoptr (AssayJson) application = dup_object (document, "application");

  append_member (texts->candidate, candidate, "first_name");
  append_member (texts->candidate, candidate, "last_name");
  append_emails (texts->email, candidate);
  append_member (texts->package, package, "name");
  append_member (texts->job, job, "title");

  g_string_append (texts->ids, order_id);
  append_member (texts->ids, document, "remote_id");
  append_ids (texts->ids, candidate);
  append_ids (texts->ids, application);
  append_ids (texts->ids, job);
  append_ids (texts->ids, package);
}

static void
bind_texts (AssayStatement *statement, int first, const Texts *texts)
{
  assay_statement_bind_text (statement, first, texts->candidate->str);
  assay_statement_bind_text (statement, first + 1, texts->email->str);
  assay_statement_bind_text (statement, first + 2, texts->package->str);
  assay_statement_bind_text (statement, first + 3, texts->job->str);
  assay_statement_bind_text (statement, first + 4, texts->ids->str);
}

/* When the source says the event happened; decides which of two deliveries is the newer one. */
static void
bind_date (AssayStatement *statement, int index, AssayEventBody *body)
{
  gint64 date = assay_event_body_get_date (body);

  if (date != 0)
    assay_statement_bind_int64 (statement, index, date);
  else
    assay_statement_bind_text (statement, index, NULL);
}

static gboolean
is_background_check (AssayEventBody *body)
{
  return g_strcmp0 (body->kind, "background_check") == 0;
}

/* Gives an account whose first order this is the next number. */
static gboolean
number_account (AssayDatabase *database, const char *id, GError **error)
{
  g_autoptr (AssayStatement)
    statement = assay_database_prepare (database,
                                        "INSERT INTO order_account (id) VALUES (?1)"
                                        " ON CONFLICT (id) DO NOTHING",
                                        error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_text (statement, 1, id);

  return assay_statement_run (statement, error);
}

static gboolean
insert_order (AssayDatabase *database, AssayRecord *record, AssayJson *document, GError **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  g_autofree char *account_id = NULL;
  g_autofree char *order_id = NULL;
  g_auto (Texts) texts = { NULL };

  texts_init (&texts);
  if (record->order_key == NULL ||
      !assay_order_parse_key (record->order_key, &account_id, &order_id))
    {
      g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID,
                   "“%s” is no key of an order",
                   record->order_key != NULL ? record->order_key : "");
      return FALSE;
    }

  collect_texts (&texts, document, order_id);

  if (!number_account (database, account_id, error))
    return FALSE;

  statement = assay_database_prepare (
    database,
    "INSERT INTO orders (id, key, account, order_id, background_check, received_at, dated_at,"
    "                    version, status, sending, new, archived, entered_by_hand,"
    "                    candidate, email, package, job, ids, notes)"
    " VALUES (?1, ?2, (SELECT number FROM order_account WHERE id = ?3), ?4, ?5, ?6, ?7, ?1,"
    "         'none', 'idle', 1, 0, ?8, ?9, ?10, ?11, ?12, ?13, '')",
    error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, record->seq);
  assay_statement_bind_text (statement, 2, record->order_key);
  assay_statement_bind_text (statement, 3, account_id);
  assay_statement_bind_text (statement, 4, order_id);
  assay_statement_bind_int64 (statement, 5, is_background_check (record->read));
  assay_statement_bind_int64 (statement, 6, record->at);
  bind_date (statement, 7, record->read);
  assay_statement_bind_int64 (statement, 8, record->read->entered_by_hand);
  bind_texts (statement, 9, &texts);
  record->order_id = record->seq;

  return assay_statement_run (statement, error);
}

/* Returns: (transfer full): what the journal knows of the order so far, and since when. */
static AssayJson *
load_document (AssayDatabase *database,
               gint64 order_id,
               gint64 *dated_at,
               char **own_id,
               GError **error)
{
  g_autoptr (AssayStatement) row = NULL;
  g_autoptr (AssayJson) document = NULL;
  gboolean has_row;

  row = assay_database_prepare (database,
                                "SELECT coalesce(o.document, e.body) AS document,"
                                "       o.document IS NULL AS original, o.dated_at, o.order_id"
                                " FROM orders AS o JOIN event AS e ON e.seq = o.id WHERE o.id = ?1",
                                error);
  if (row == NULL)
    return NULL;

  assay_statement_bind_int64 (row, 1, order_id);
  if (!assay_statement_next (row, &has_row, error))
    return NULL;
  if (!has_row)
    {
      g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CORRUPT,
                   "the event of order %" G_GINT64_FORMAT " is missing", order_id);
      return NULL;
    }

  document = assay_stored_order_dup_document (row, error);
  *dated_at = assay_statement_get_int64 (row, "dated_at");
  *own_id = g_strdup (assay_statement_get_text (row, "order_id"));

  return g_steal_pointer (&document);
}

/* A later delivery of the same order completes the document, and what was read fills in what no
 * delivery brought; what the desk did stays. */
static gboolean
merge_order (AssayDatabase *database,
             AssayRecord *record,
             AssayJson *incoming,
             gboolean fills_in,
             GError **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  g_autoptr (AssayJson) known = NULL;
  g_autoptr (AssayJson) merged = NULL;
  g_autofree char *own_id = NULL;
  g_autofree char *source = NULL;
  g_auto (Texts) texts = { NULL };
  gint64 date = assay_event_body_get_date (record->read);
  gint64 known_date;

  texts_init (&texts);
  known = load_document (database, record->order_id, &known_date, &own_id, error);
  if (known == NULL)
    return FALSE;

  if (fills_in || (date != 0 && date < known_date))
    merged = assay_json_complete (incoming, known);
  else
    merged = assay_json_complete (known, incoming);
  source = assay_json_dup_source (merged);
  collect_texts (&texts, merged, own_id);

  statement = assay_database_prepare (
    database,
    "UPDATE orders SET document = ?2, dated_at = nullif(max(coalesce(dated_at, 0), ?3), 0),"
    "                  candidate = ?4, email = ?5, package = ?6, job = ?7, ids = ?8"
    " WHERE id = ?1",
    error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, record->order_id);
  assay_statement_bind_text (statement, 2, source);
  assay_statement_bind_int64 (statement, 3, date);
  bind_texts (statement, 4, &texts);

  return assay_statement_run (statement, error);
}

gboolean
assay_apply_order_received (const AssayProjection *self,
                            AssayDatabase *database,
                            AssayRecord *record,
                            GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (AssayJson) document = assay_event_body_dup_order (record->read, &problem);

  if (document == NULL)
    {
      g_set_error_literal (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID,
                           problem->message);
      return FALSE;
    }

  if (!record->read->entered_by_hand &&
      !assay_projection_count (database, record, "verified", error))
    return FALSE;

  if (record->order_id != 0)
    return merge_order (database, record, document, FALSE, error);

  return insert_order (database, record, document, error);
}

static gboolean
refuse_unknown (AssayRecord *record, GError **error)
{
  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND,
               "%s: there is no order “%s”", record->kind,
               record->order_key != NULL ? record->order_key : "");

  return FALSE;
}

static gboolean
update_order (AssayDatabase *database,
              AssayRecord *record,
              const char *sql,
              const char *text,
              GError **error)
{
  g_autoptr (AssayStatement) statement = NULL;

  if (record->order_id == 0)
    return refuse_unknown (record, error);

  statement = assay_database_prepare (database, sql, error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, record->order_id);
  assay_statement_bind_text (statement, 2, text);

  return assay_statement_run (statement, error);
}

/* Nothing was read where there is no order, or it was erased since. */
gboolean
assay_apply_order_described (const AssayProjection *self,
                             AssayDatabase *database,
                             AssayRecord *record,
                             GError **error)
{
  AssayJson *order = record->read->order;

  if (record->order_id == 0)
    return refuse_unknown (record, error);
  if (order == NULL || assay_json_get_kind (order) != ASSAY_JSON_OBJECT)
    return TRUE;

  return merge_order (database, record, order, TRUE, error);
}

/* Nobody gives the order back. */
gboolean
assay_apply_order_claimed (const AssayProjection *self,
                           AssayDatabase *database,
                           AssayRecord *record,
                           GError **error)
{
  return update_order (database, record,
                       "UPDATE orders SET claimed_by = nullif(?2, '') WHERE id = ?1",
                       record->read->by, error);
}

/* All notes of an order are searched. */
gboolean
assay_apply_order_noted (const AssayProjection *self,
                         AssayDatabase *database,
                         AssayRecord *record,
                         GError **error)
{
  const char *note = record->read->note;

  return update_order (database, record,
                       "UPDATE orders SET notes = ltrim(notes || char(10) || ?2, char(10))"
                       " WHERE id = ?1",
                       note != NULL ? note : "", error);
}

gboolean
assay_apply_order_archived (const AssayProjection *self,
                            AssayDatabase *database,
                            AssayRecord *record,
                            GError **error)
{
  return update_order (database, record,
                       "UPDATE orders SET archived = (?2 IS NOT NULL) WHERE id = ?1",
                       record->read->archived ? "" : NULL, error);
}

gboolean
assay_apply_order_seen (const AssayProjection *self,
                        AssayDatabase *database,
                        AssayRecord *record,
                        GError **error)
{
  return update_order (database, record, "UPDATE orders SET new = (?2 IS NOT NULL) WHERE id = ?1",
                       NULL, error);
}
