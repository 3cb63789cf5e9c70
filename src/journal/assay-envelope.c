/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-envelope-private.h"

#include "assay-statement-private.h"

/* Where no envelope is like another, keeping them apart would only cost more. */
#define MAX_ENVELOPES "1000"

static gint64
get_hash (const AssayEnvelope *self)
{
  guint hash = g_str_hash (self->url);

  if (self->request_headers != NULL)
    hash = hash * 31 + g_str_hash (self->request_headers);

  return hash;
}

static void
bind (AssayStatement *statement, const AssayEnvelope *self)
{
  assay_statement_bind_int64 (statement, 1, get_hash (self));
  assay_statement_bind_text (statement, 2, self->method);
  assay_statement_bind_text (statement, 3, self->url);
  assay_statement_bind_text (statement, 4, self->request_headers);
  assay_statement_bind_text (statement, 5, self->verdict);
}

static gboolean
add (AssayDatabase *database, const AssayEnvelope *self, gint64 *id, GError **error)
{
  g_autoptr (AssayStatement) statement = NULL;

  statement =
    assay_database_prepare (database,
                            "INSERT INTO envelope (hash, method, url, request_headers, verdict)"
                            " SELECT ?1, ?2, ?3, ?4, ?5"
                            " WHERE (SELECT count(*) FROM envelope) < " MAX_ENVELOPES,
                            error);
  if (statement == NULL)
    return FALSE;

  bind (statement, self);
  if (!assay_statement_run (statement, error))
    return FALSE;

  if (assay_database_get_changes (database) == 1)
    *id = assay_database_get_last_row (database);

  return TRUE;
}

/*
 * assay_envelope_store:
 * @database: the writer's connection, in a transaction
 * @self: what a delivery has around its body
 * @id: (out): the row that says the same; 0 when there are too many that differ
 * @error: return location for an error
 *
 * Finds what an earlier delivery came with, or keeps it for those that follow.
 *
 * Returns: whether that worked
 */
gboolean
assay_envelope_store (AssayDatabase *database,
                      const AssayEnvelope *self,
                      gint64 *id,
                      GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT id FROM envelope WHERE hash = ?1 AND method = ?2"
                                  " AND url = ?3 AND request_headers IS ?4 AND verdict IS ?5",
                                  error);
  gboolean has_row;

  *id = 0;
  if (row == NULL)
    return FALSE;

  bind (row, self);
  if (!assay_statement_next (row, &has_row, error))
    return FALSE;

  if (!has_row)
    return add (database, self, id, error);

  *id = assay_statement_get_int64 (row, "id");

  return TRUE;
}

static gboolean
remove_one (AssayDatabase *database, gint64 id, gint64 up_to, GError **error)
{
  g_autoptr (AssayStatement) statement = NULL;

  statement = assay_database_prepare (database,
                                      "DELETE FROM envelope WHERE id = ?1 AND NOT EXISTS"
                                      " (SELECT 1 FROM exchange WHERE seq > ?2 AND envelope = ?1)",
                                      error);
  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, id);
  assay_statement_bind_int64 (statement, 2, up_to);

  return assay_statement_run (statement, error);
}

static gboolean
remove_each (AssayDatabase *database, GArray *ids, gint64 up_to, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      if (!remove_one (database, g_array_index (ids, gint64, i), up_to, error))
        return FALSE;
    }

  return TRUE;
}

/*
 * assay_envelope_remove_unused:
 * @database: a connection that writes, in no transaction
 * @error: return location for an error
 *
 * Removes those with which no exchange came. They are searched for before others have to wait;
 * exchanges that come meanwhile are looked at afterwards.
 *
 * Returns: whether that worked; otherwise the caller rolls back
 */
gboolean
assay_envelope_remove_unused (AssayDatabase *database, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AssayStatement) row = NULL;
  gint64 up_to;

  if (!assay_database_query_int64 (database, "SELECT coalesce(max(seq), 0) FROM exchange", &up_to,
                                   error))
    return FALSE;

  row = assay_database_prepare (database,
                                "SELECT id FROM envelope EXCEPT"
                                " SELECT envelope FROM exchange WHERE seq <= ?1",
                                error);
  if (row == NULL)
    return FALSE;

  assay_statement_bind_int64 (row, 1, up_to);
  if (!assay_statement_read_numbers (row, ids, error))
    return FALSE;

  if (ids->len == 0)
    return TRUE;

  if (!assay_database_run (database, "BEGIN IMMEDIATE", error) ||
      !remove_each (database, ids, up_to, error) || !assay_database_run (database, "COMMIT", error))
    return FALSE;

  assay_database_mark (database);

  return TRUE;
}
