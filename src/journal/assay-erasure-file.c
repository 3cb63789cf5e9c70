/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-erasure-private.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "assay-journal-error.h"
#include "assay-journal-private.h"
#include "assay-schema.h"

/* A file of 64 MiB is written anew in a moment. */
#define PAGES_OF_SMALL_FILE 16384

#define MAX_WAIT (5 * G_TIME_SPAN_SECOND)
#define RETRY_INTERVAL_MS 20

/* SQLite overwrites what it deletes, but not what it leaves behind when it spreads the rows of a
 * page over several. Without the table of pages nobody knows. */
static gboolean
holds_word (AssayDatabase *database, const char *word)
{
  g_autoptr (AssayStatement)
    row = assay_database_prepare (database,
                                  "SELECT 1 FROM sqlite_dbpage"
                                  " WHERE instr(data, CAST(?1 AS BLOB)) LIMIT 1",
                                  NULL);
  gboolean has_row;

  if (row == NULL)
    return TRUE;

  assay_statement_bind_text (row, 1, word);

  return !assay_statement_next (row, &has_row, NULL) || has_row;
}

static gboolean
holds_any (AssayDatabase *database, GPtrArray *words)
{
  for (guint i = 0; i < words->len; i++)
    {
      if (holds_word (database, g_ptr_array_index (words, i)))
        return TRUE;
    }

  return FALSE;
}

/*
 * assay_erasure_clean_pages:
 * @database: a connection that writes
 * @words: (nullable) (element-type utf8): what no page may hold; %NULL when that is not known
 * @error: return location for an error
 *
 * Leaves nothing in the file that is in no table. A large one is only written anew when something
 * is found in it.
 *
 * Returns: whether that worked
 */
gboolean
assay_erasure_clean_pages (AssayDatabase *database, GPtrArray *words, GError **error)
{
  gint64 n_pages;

  if (!assay_database_query_int64 (database, "PRAGMA page_count", &n_pages, error))
    return FALSE;
  if (words == NULL || n_pages <= PAGES_OF_SMALL_FILE || holds_any (database, words))
    return assay_database_execute (database, "VACUUM", error);

  return assay_journal_shrink (database, NULL, error);
}

static void
set_busy (AssayDatabase *database, GError **error)
{
  g_autofree char *readers = assay_erasure_dup_readers (assay_database_get_path (database));

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY,
               "the candidate is erased from the journal, but its log cannot be emptied while "
               "others read: %s; end that and run the command again",
               readers);
}

/* SQLite waits for those who read and write, but gives up at once where another moves the log. */
static gboolean
truncate_log (AssayDatabase *database, gint64 *is_busy, GError **error)
{
  gint64 end = g_get_monotonic_time () + MAX_WAIT;

  while (assay_database_query_int64 (database, "PRAGMA wal_checkpoint (TRUNCATE)", is_busy, error))
    {
      if (*is_busy == 0 || g_get_monotonic_time () >= end)
        return TRUE;

      sqlite3_sleep (RETRY_INTERVAL_MS);
    }

  return FALSE;
}

/*
 * assay_erasure_empty_log:
 * @database: a connection that writes
 * @error: return location for an error; %ASSAY_JOURNAL_ERROR_BUSY when somebody reads all the time
 *
 * Moves the log into the file and empties it. It is waited for others as long as for any lock.
 *
 * Returns: whether that worked
 */
gboolean
assay_erasure_empty_log (AssayDatabase *database, GError **error)
{
  gint64 is_busy, id;

  /* The page without the mark goes into the file with the log. */
  assay_database_mark (database);
  if (!truncate_log (database, &is_busy, error))
    return FALSE;
  if (is_busy != 0)
    {
      set_busy (database, error);
      return FALSE;
    }

  /* When that page could not be written before, the mark would tell of a log that lacks nothing. */
  if (!assay_database_query_int64 (database, "PRAGMA application_id", &id, error))
    return FALSE;
  if (id == ASSAY_SCHEMA_APPLICATION_ID_MARKED)
    assay_database_mark (database);

  return TRUE;
}

static gboolean
run_on_backup (AssayErasure *self,
               const char *path,
               const AssayProjection *projection,
               GError **error)
{
  g_autoptr (AssayDatabase) database = assay_database_open (path, ASSAY_DATABASE_CREATE, error);
  gint64 is_busy = 0;

  if (database == NULL || !assay_erasure_run (self, database, projection, TRUE, error) ||
      !assay_database_execute (database, "VACUUM", error) ||
      !assay_database_query_int64 (database, "PRAGMA wal_checkpoint (TRUNCATE)", &is_busy, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  if (is_busy != 0)
    set_busy (database, error);

  return is_busy == 0;
}

/*
 * assay_erasure_run_on_backups:
 * @self: what is to be erased
 * @file: (type filename): the journal
 * @projection: what the projections depend on
 * @n_backups: (out): how many there are
 * @error: return location for an error
 *
 * Erases a person from the copies that were made beside the journal before its form was changed.
 * What is left of one that was never finished goes altogether.
 *
 * Returns: whether that worked
 */
gboolean
assay_erasure_run_on_backups (AssayErasure *self,
                              const char *file,
                              const AssayProjection *projection,
                              guint *n_backups,
                              GError **error)
{
  g_autofree char *folder = g_path_get_dirname (file);
  g_autofree char *stem = g_path_get_basename (file);
  g_autofree char *prefix = g_strconcat (stem, ".v", NULL);
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GError) problem = NULL;
  const char *name;

  *n_backups = 0;
  dir = g_dir_open (folder, 0, &problem);
  if (dir == NULL)
    {
      g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_IO, "%s", problem->message);
      return FALSE;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_str_has_prefix (name, prefix))
        continue;
      if (g_str_has_suffix (name, ".backup.part"))
        g_unlink (path);
      if (!g_str_has_suffix (name, ".backup"))
        continue;
      if (!run_on_backup (self, path, projection, error))
        return FALSE;

      *n_backups += 1;
    }

  return TRUE;
}
