/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-envelope-private.h"

#include <string.h>

#include "assay-statement-private.h"

/* Where no envelope is like another, keeping them apart would only cost more. */
#define MAX_ENVELOPES "1000"

/* Headers without the value of the one that signs the body, which no other call has. */
typedef struct
{
  /* Owned */
  char *headers;
  char *signature;

  glong signature_at; /* in characters; negative where there is none */
} Common;

static void
common_clear (Common *common)
{
  g_free (common->headers);
  g_free (common->signature);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Common, common_clear)

/* Where the value begins that signs, whatever its header is called. */
static const char *
find_signature (const char *headers)
{
  static const char end[] = "-signature: ";
  const char *line = headers;

  while (*line != '\0')
    {
      gsize length = strcspn (line, "\r\n");
      const char *colon = memchr (line, ':', length);
      const char *value = colon != NULL ? colon + 2 : NULL;

      if (value != NULL && value - line >= (gssize) strlen (end) &&
          g_ascii_strncasecmp (value - strlen (end), end, strlen (end)) == 0)
        return value;
      line += length;
      line += strspn (line, "\r\n");
    }

  return NULL;
}

static void
common_init (Common *common, const char *headers)
{
  const char *value = headers != NULL ? find_signature (headers) : NULL;
  gsize length = value != NULL ? strcspn (value, "\r\n") : 0;

  if (length == 0)
    {
      *common = (Common) { g_strdup (headers), NULL, -1 };
      return;
    }

  common->headers = g_strdup_printf ("%.*s%s", (int) (value - headers), headers, value + length);
  common->signature = g_strndup (value, length);
  common->signature_at = g_utf8_pointer_to_offset (headers, value);
}

static gint64
get_hash (const AssayEnvelope *self, const Common *common)
{
  guint hash = g_str_hash (self->url);

  if (common->headers != NULL)
    hash = hash * 31 + g_str_hash (common->headers);

  return hash;
}

static void
bind (AssayStatement *statement, const AssayEnvelope *self, const Common *common)
{
  assay_statement_bind_int64 (statement, 1, get_hash (self, common));
  assay_statement_bind_text (statement, 2, self->method);
  assay_statement_bind_text (statement, 3, self->url);
  assay_statement_bind_text (statement, 4, common->headers);
  assay_statement_bind_text (statement, 5, self->verdict);
  if (common->signature_at >= 0)
    assay_statement_bind_int64 (statement, 6, common->signature_at);
  else
    assay_statement_bind_text (statement, 6, NULL);
}

static gboolean
add (AssayDatabase *database,
     const AssayEnvelope *self,
     const Common *common,
     gint64 *id,
     GError **error)
{
  g_autoptr (AssayStatement) statement = assay_database_prepare (
    database,
    "INSERT INTO envelope (hash, method, url, request_headers, verdict, signature_at)"
    " SELECT ?1, ?2, ?3, ?4, ?5, ?6"
    " WHERE (SELECT count(*) FROM envelope) < " MAX_ENVELOPES,
    error);

  if (statement == NULL)
    return FALSE;

  bind (statement, self, common);
  if (!assay_statement_run (statement, error))
    return FALSE;

  if (assay_database_get_changes (database) == 1)
    *id = assay_database_get_last_row (database);

  return TRUE;
}

/* Finds the row that says the same. */
static gboolean
find (AssayDatabase *database,
      const AssayEnvelope *self,
      const Common *common,
      gint64 *id,
      GError **error)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT id FROM envelope WHERE hash = ?1 AND method = ?2"
                                  " AND url = ?3 AND request_headers IS ?4 AND verdict IS ?5"
                                  " AND signature_at IS ?6",
                                  error);
  gboolean has_row;

  if (row == NULL)
    return FALSE;

  bind (row, self, common);
  if (!assay_statement_next (row, &has_row, error))
    return FALSE;

  if (has_row)
    *id = assay_statement_get_int64 (row, "id");

  return TRUE;
}

/*
 * assay_envelope_store:
 * @database: the writer's connection, in a transaction
 * @self: what a delivery has around its body
 * @id: (out): the row that says the same; 0 when there are too many that differ
 * @signature: (out) (nullable): what that row leaves out of the headers
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
                      char **signature,
                      GError **error)
{
  g_auto (Common) common = { NULL };

  *id = 0;
  *signature = NULL;
  common_init (&common, self->request_headers);
  if (!find (database, self, &common, id, error) ||
      (*id == 0 && !add (database, self, &common, id, error)))
    return FALSE;

  *signature = g_steal_pointer (&common.signature);

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
