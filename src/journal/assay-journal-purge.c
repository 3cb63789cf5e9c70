/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-purge.h"

#include "assay-envelope-private.h"
#include "assay-journal-private.h"
#include "assay-statement-private.h"

/* How much is done while others cannot write. */
#define MAX_EXCHANGES 100
#define MAX_PAGES "500"

/* Exchanges are kept in about the order in which they began: after so many in a row that are not
 * old, hardly any will be. */
#define MAX_YOUNG 1000

#define LIST_BY_AGE "SELECT seq, started_at FROM exchange ORDER BY seq"
#define FIND_OLD "SELECT seq FROM exchange WHERE started_at < ?1 ORDER BY seq"

/* The newest ones are kept until there is no place for more. */
#define FIND_OLD_AND_MANY \
  "SELECT seq FROM (SELECT seq, started_at, sum(" \
  "    coalesce(octet_length(url), 0) + coalesce(octet_length(request_headers), 0)" \
  "    + coalesce(octet_length(request_body), 0) + coalesce(octet_length(response_headers), 0)" \
  "    + coalesce(octet_length(response_body), 0)) OVER (ORDER BY seq DESC) AS size" \
  "  FROM exchange)" \
  " WHERE started_at < ?1 OR size > ?2 ORDER BY seq"

typedef struct
{
  gint64 before;
  gint64 max_bytes;
  gboolean thoroughly;
} PurgeData;

/* No more can be kept than the whole file has. */
static gboolean
can_be_many (AssayDatabase *database, gint64 max_bytes, gboolean *can_be, GError **error)
{
  gint64 n_pages, page_size;

  if (!assay_database_query_int64 (database, "PRAGMA page_count", &n_pages, error) ||
      !assay_database_query_int64 (database, "PRAGMA page_size", &page_size, error))
    return FALSE;

  *can_be = max_bytes > 0 && n_pages * page_size > max_bytes;

  return TRUE;
}

/* Reads little more than what is old. */
static gboolean
find_oldest (AssayDatabase *database, gint64 before, GArray *seqs, GError **error)
{
  g_autoptr (AssayStatement) row = assay_database_prepare (database, LIST_BY_AGE, error);
  guint n_young = 0;
  gboolean has_row;

  while (row != NULL && assay_statement_next (row, &has_row, error))
    {
      gint64 seq;

      if (!has_row || n_young == MAX_YOUNG)
        return TRUE;

      seq = assay_statement_get_int64 (row, "seq");
      n_young++;
      if (assay_statement_get_int64 (row, "started_at") >= before)
        continue;
      n_young = 0;
      g_array_append_val (seqs, seq);
    }

  return FALSE;
}

/* Found before anything is held: the time stands behind the bodies, so this reads much, and only
 * where there may be something to find. */
static GArray *
find_exchanges (AssayDatabase *database, const PurgeData *data, GError **error)
{
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AssayStatement) row = NULL;
  gboolean many;

  if (!data->thoroughly)
    return find_oldest (database, data->before, seqs, error) ? g_steal_pointer (&seqs) : NULL;

  if (!can_be_many (database, data->max_bytes, &many, error))
    return NULL;
  if (!many && data->before == G_MININT64)
    return g_steal_pointer (&seqs);

  row = assay_database_prepare (database, many ? FIND_OLD_AND_MANY : FIND_OLD, error);
  if (row == NULL)
    return NULL;

  assay_statement_bind_int64 (row, 1, data->before);
  if (many)
    assay_statement_bind_int64 (row, 2, data->max_bytes);

  return assay_statement_read_numbers (row, seqs, error) ? g_steal_pointer (&seqs) : NULL;
}

static gboolean
remove_exchange (AssayDatabase *database, gint64 seq, gint64 *n_removed, GError **error)
{
  g_autoptr (AssayStatement)
    statement = assay_database_prepare (database, "DELETE FROM exchange WHERE seq = ?1", error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, seq);
  if (!assay_statement_run (statement, error))
    return FALSE;

  *n_removed += assay_database_get_changes (database);

  return TRUE;
}

static gboolean
commit (AssayDatabase *database, GError **error)
{
  if (!assay_database_run (database, "COMMIT", error))
    return FALSE;

  assay_database_mark (database);

  return TRUE;
}

static gboolean
remove_exchanges (AssayDatabase *database,
                  GArray *seqs,
                  gint64 *n_removed,
                  GCancellable *cancellable,
                  GError **error)
{
  for (guint i = 0; i < seqs->len; i++)
    {
      if (i % MAX_EXCHANGES == 0 && (g_cancellable_set_error_if_cancelled (cancellable, error) ||
                                     !assay_database_run (database, "BEGIN IMMEDIATE", error)))
        return FALSE;
      if (!remove_exchange (database, g_array_index (seqs, gint64, i), n_removed, error))
        return FALSE;
      if ((i % MAX_EXCHANGES == MAX_EXCHANGES - 1 || i == seqs->len - 1) &&
          !commit (database, error))
        return FALSE;
    }

  return TRUE;
}

/*
 * assay_journal_shrink:
 * @database: a connection that writes
 * @cancellable: (nullable): a cancellable
 * @error: return location for an error
 *
 * Gives what is free back to the disk, in short transactions.
 *
 * Returns: whether that worked
 */
gboolean
assay_journal_shrink (AssayDatabase *database, GCancellable *cancellable, GError **error)
{
  gint64 n_free, n_before = G_MAXINT64;

  while (assay_database_query_int64 (database, "PRAGMA freelist_count", &n_free, error))
    {
      if (n_free == 0 || n_free >= n_before)
        return TRUE;
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !assay_database_run (database, "BEGIN IMMEDIATE", error) ||
          !assay_database_execute (database, "PRAGMA incremental_vacuum (" MAX_PAGES ")", error) ||
          !commit (database, error))
        return FALSE;
      n_before = n_free;
    }

  return FALSE;
}

static gboolean
purge (AssayDatabase *database,
       const PurgeData *data,
       gint64 *n_removed,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GArray) seqs = find_exchanges (database, data, error);

  return seqs != NULL && remove_exchanges (database, seqs, n_removed, cancellable, error) &&
         (seqs->len == 0 || assay_envelope_remove_unused (database, error)) &&
         assay_journal_shrink (database, cancellable, error);
}

static void
purge_thread (GTask *task, gpointer source, gpointer user_data, GCancellable *cancellable)
{
  AssayJournal *self = source;
  g_autofree char *path = g_build_filename (self->folder, ASSAY_JOURNAL_FILE_NAME, NULL);
  g_autoptr (AssayDatabase) database = NULL;
  g_autofree gint64 *n_removed = g_new0 (gint64, 1);
  GError *error = NULL;

  database = assay_database_open (path, ASSAY_DATABASE_CREATE, &error);
  if (database != NULL && purge (database, user_data, n_removed, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&n_removed), g_free);
  else
    g_task_return_error (task, error);
}

/**
 * assay_journal_purge_async:
 * @self: a journal that is open for writing
 * @before: in µs since 1970 UTC
 * @max_bytes: how much of addresses, headers and bodies is kept at most; 0 for any size
 * @thoroughly: whether to look at every exchange, which takes long where there are many; otherwise
 *   only the oldest ones are looked at, and not how many there are
 * @cancellable: (nullable): a cancellable; leaves removed what is removed by then
 * @callback: called when it is done
 * @user_data: data for @callback
 *
 * Removes the exchanges that began before a time, and the oldest ones that are too many, and gives
 * their place back to the disk, in many short transactions, between which others write. Events
 * stay, and with them what deliveries brought: its bytes are those of the event.
 */
void
assay_journal_purge_async (AssayJournal *self,
                           gint64 before,
                           gint64 max_bytes,
                           gboolean thoroughly,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  const PurgeData purge_data = { before, max_bytes, thoroughly };
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_journal_purge_async);
  g_task_set_task_data (task, g_memdup2 (&purge_data, sizeof purge_data), g_free);
  if (self->writer != NULL)
    g_task_run_in_thread (task, purge_thread);
  else
    g_task_return_new_error_literal (task, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY,
                                     "the journal is not open for writing");
}

/**
 * assay_journal_purge_finish:
 * @self: a journal
 * @result: what the callback got
 * @n_removed: (out) (optional): how many exchanges were removed
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Completes [method@Journal.purge_async].
 *
 * Returns: whether all of them are removed
 */
gboolean
assay_journal_purge_finish (AssayJournal *self,
                            GAsyncResult *result,
                            gint64 *n_removed,
                            GError **error)
{
  g_autofree gint64 *answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_purge_async), FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return FALSE;

  if (n_removed != NULL)
    *n_removed = *answer;

  return TRUE;
}
