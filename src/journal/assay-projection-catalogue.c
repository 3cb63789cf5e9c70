/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-projection-private.h"

#include "assay-event.h"
#include "assay-journal-error.h"

/* Returns: (transfer full) (nullable): the object and, as text, its id. */
static AssayJson *
dup_entry (AssayJson *object, const char *member, char **id, GError **error)
{
  *id = assay_json_dup_member_text (object, "id");
  if (*id == NULL)
    {
      g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID,
                   "$.%s.id: expected text", member);
      return NULL;
    }

  return assay_json_ref (object);
}

static gboolean
remove_package (AssayDatabase *database, const AssayRecord *record, GError **error)
{
  g_autoptr (AssayStatement) statement = NULL;

  statement = assay_database_prepare (database, "DELETE FROM package WHERE id = ?1", error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_text (statement, 1, record->read->id);

  return assay_statement_run (statement, error);
}

/* Makes room before the other package, or finds it at the end, and puts the package there. */
static gboolean
move_package (AssayDatabase *database, const AssayRecord *record, GError **error)
{
  static const char *const steps[] = {
    "UPDATE package SET position = position + 1"
    "  WHERE position >= (SELECT position FROM package WHERE id = ?2)",
    "UPDATE package SET position ="
    "    coalesce((SELECT position - 1 FROM package WHERE id = ?2),"
    "             (SELECT max(position) + 1 FROM package))"
    "  WHERE id = ?1 AND ?1 IS NOT ?2",
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (AssayStatement) statement = assay_database_prepare (database, steps[i], error);

      if (statement == NULL)
        return FALSE;
      if (i > 0)
        assay_statement_bind_text (statement, 1, record->read->id);
      assay_statement_bind_text (statement, 2, record->read->before);
      if (!assay_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
note_change (AssayDatabase *database, const AssayRecord *record, GError **error)
{
  g_autoptr (AssayStatement)
    statement = assay_database_prepare (database, "UPDATE projected SET catalogue = ?1", error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, record->seq);

  return assay_statement_run (statement, error);
}

/* Without a position a new package goes to the end and a known one stays. */
static gboolean
save_package (AssayDatabase *database, const AssayRecord *record, GError **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  g_autoptr (AssayJson) package = NULL;
  g_autofree char *id = NULL;
  g_autofree char *source = NULL;

  package = dup_entry (record->read->package, "package", &id, error);
  if (package == NULL)
    return FALSE;

  statement = assay_database_prepare (
    database,
    "INSERT INTO package (id, position, document)"
    " VALUES (?1, CASE WHEN ?2 >= 0 THEN ?2"
    "             ELSE (SELECT coalesce(max(position), -1) + 1 FROM package) END, ?3)"
    " ON CONFLICT (id) DO UPDATE SET"
    "   document = excluded.document,"
    "   position = CASE WHEN ?2 >= 0 THEN ?2 ELSE position END",
    error);
  if (statement == NULL)
    return FALSE;

  source = assay_json_dup_source (package);
  assay_statement_bind_text (statement, 1, id);
  assay_statement_bind_int64 (statement, 2, record->read->position);
  assay_statement_bind_text (statement, 3, source);

  return assay_statement_run (statement, error);
}

gboolean
assay_apply_package (const AssayProjection *self,
                     AssayDatabase *database,
                     AssayRecord *record,
                     GError **error)
{
  gboolean done;

  if (g_str_equal (record->kind, ASSAY_EVENT_PACKAGE_REMOVED))
    done = remove_package (database, record, error);
  else if (g_str_equal (record->kind, ASSAY_EVENT_PACKAGE_MOVED))
    done = move_package (database, record, error);
  else
    done = save_package (database, record, error);

  return done && note_change (database, record, error);
}

/* Returns: (transfer full) (nullable): what is known of the account so far. */
static AssayJson *
load_account (AssayDatabase *database, const char *id, GError **error)
{
  g_autoptr (AssayStatement) row = NULL;
  gboolean has_row;

  row = assay_database_prepare (database, "SELECT document FROM account WHERE id = ?1", error);
  if (row == NULL)
    return NULL;

  assay_statement_bind_text (row, 1, id);
  if (!assay_statement_next (row, &has_row, error))
    return NULL;
  if (!has_row)
    return assay_json_new_from_text ("{}", error);

  return assay_json_new_from_text (assay_statement_get_text (row, "document"), error);
}

/* The words by which a person may look for the account's orders. */
static char *
dup_label (AssayJson *account)
{
  static const char *const members[] = { "origin_owner_name", "label", "origin_username" };
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *word = NULL;

      if (assay_json_read_text (account, members[i], &word, NULL) && word != NULL)
        g_ptr_array_add (words, g_steal_pointer (&word));
    }
  g_ptr_array_add (words, NULL);

  return g_strjoinv ("\n", (char **) words->pdata);
}

/* A webhook brings less than the API, so nothing known is dropped. */
gboolean
assay_apply_account_seen (const AssayProjection *self,
                          AssayDatabase *database,
                          AssayRecord *record,
                          GError **error)
{
  g_autoptr (AssayStatement) statement = NULL;
  g_autoptr (AssayJson) account = NULL;
  g_autoptr (AssayJson) known = NULL;
  g_autoptr (AssayJson) merged = NULL;
  g_autofree char *id = NULL;
  g_autofree char *label = NULL;
  g_autofree char *source = NULL;

  account = dup_entry (record->read->account, "account", &id, error);
  if (account == NULL)
    return FALSE;

  if ((record->read->exchange != NULL || record->read->webhook != NULL) &&
      !assay_projection_count (database, record, "verified", error))
    return FALSE;

  known = load_account (database, id, error);
  if (known == NULL)
    return FALSE;

  merged = assay_json_complete (known, account);
  label = dup_label (merged);
  source = assay_json_dup_source (merged);

  statement = assay_database_prepare (
    database,
    "INSERT INTO account (id, label, seen_at, document) VALUES (?1, ?2, ?3, ?4)"
    " ON CONFLICT (id) DO UPDATE SET"
    "   label = excluded.label, seen_at = excluded.seen_at, document = excluded.document",
    error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_text (statement, 1, id);
  assay_statement_bind_text (statement, 2, label);
  assay_statement_bind_int64 (statement, 3, record->at);
  assay_statement_bind_text (statement, 4, source);

  return assay_statement_run (statement, error);
}
