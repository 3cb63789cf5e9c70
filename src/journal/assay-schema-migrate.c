/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-schema.h"

#include "assay-journal-error.h"
#include "assay-presence.h"

/* All from one state of the file: another process may be about to set it up, or to mark it. */
static gboolean
read_identity (AssayDatabase *database,
               gint64 *version,
               gint64 *application_id,
               gint64 *n_tables,
               gboolean *lacks_log,
               GError **error)
{
  gboolean read;

  if (!assay_database_execute (database, "SAVEPOINT identity", error))
    return FALSE;

  read = assay_database_query_int64 (database, "PRAGMA user_version", version, error) &&
         assay_database_query_int64 (database, "PRAGMA application_id", application_id, error) &&
         assay_database_query_int64 (database, "SELECT count(*) FROM sqlite_schema", n_tables,
                                     error);
  *lacks_log = assay_database_lacks_log (database);

  return assay_database_execute (database, "RELEASE identity", read ? error : NULL) && read;
}

/*
 * assay_schema_check:
 * @database: a connection
 * @migrations: (array length=n_migrations): the steps this program knows
 * @n_migrations: how many there are
 * @version: (out): the version of the file; 0 for an empty one
 * @error: return location for an error
 *
 * Finds out whether this program understands the file: ASSAY_JOURNAL_ERROR_NEWER when a newer one
 * wrote it, ASSAY_JOURNAL_ERROR_CORRUPT when it belongs to something else or was copied while it
 * was in use, without its log.
 *
 * Returns: whether it does
 */
gboolean
assay_schema_check (AssayDatabase *database,
                    const AssayMigration *migrations,
                    guint n_migrations,
                    gint64 *version,
                    GError **error)
{
  int newest = migrations[n_migrations - 1].version;
  gint64 application_id, n_tables;
  gboolean lacks_log;

  if (!read_identity (database, version, &application_id, &n_tables, &lacks_log, error))
    return FALSE;

  if (application_id == 0 && *version == 0 && n_tables == 0)
    return TRUE;

  /* When Assay was killed just then, another program may have moved the mark into the file, which
   * lacks nothing. */
  if (application_id == ASSAY_SCHEMA_APPLICATION_ID_MARKED && lacks_log &&
      !assay_presence_knows_file (assay_database_get_path (database)))
    {
      g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CORRUPT,
                   "“%s” was copied while it was in use, without its log “-wal”, so what was "
                   "stored last is missing; copy the whole folder while nothing uses it, or make "
                   "the copy by “assayctl journal backup FILE”",
                   assay_database_get_path (database));
      return FALSE;
    }

  if (application_id != ASSAY_SCHEMA_APPLICATION_ID &&
      application_id != ASSAY_SCHEMA_APPLICATION_ID_MARKED)
    {
      g_set_error_literal (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CORRUPT,
                           "the file is a database, but no journal");
      return FALSE;
    }

  if (*version > newest)
    {
      g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NEWER,
                   "the journal has version %" G_GINT64_FORMAT ", this program knows up to %d",
                   *version, newest);
      return FALSE;
    }

  return TRUE;
}

/* An earlier backup of the same version is kept: it was made by a migration that failed. */
static gboolean
back_up (AssayDatabase *database, const char *path, gint64 version, GError **error)
{
  g_autofree char *backup = g_strdup_printf ("%s.v%" G_GINT64_FORMAT ".backup", path, version);

  return g_file_test (backup, G_FILE_TEST_EXISTS) ||
         assay_database_back_up (database, backup, error);
}

static gboolean
execute_steps (AssayDatabase *database,
               const AssayMigration *migrations,
               guint n_migrations,
               GError **error)
{
  g_autofree char *stamp = g_strdup_printf ("PRAGMA user_version = %d; PRAGMA application_id = %d;",
                                            migrations[n_migrations - 1].version,
                                            ASSAY_SCHEMA_APPLICATION_ID);

  for (guint i = 0; i < n_migrations; i++)
    {
      if (!assay_database_execute (database, migrations[i].sql, error))
        {
          g_prefix_error (error, "migration to version %d: ", migrations[i].version);
          return FALSE;
        }
    }

  return assay_database_execute (database, stamp, error);
}

static gboolean
apply_at_once (AssayDatabase *database,
               const AssayMigration *migrations,
               guint n_migrations,
               GError **error)
{
  if (assay_database_execute (database, "BEGIN IMMEDIATE", error) &&
      execute_steps (database, migrations, n_migrations, error) &&
      assay_database_execute (database, "COMMIT", error))
    return TRUE;

  assay_database_roll_back (database);

  return FALSE;
}

/*
 * assay_schema_migrate:
 * @database: a connection that may write; the caller keeps other processes from migrating
 * @path: the file, for the name of the backup
 * @migrations: (array length=n_migrations): the steps this program knows
 * @n_migrations: how many there are
 * @error: return location for an error
 *
 * Brings the file to the present form, each step in one transaction, or all in one where the file
 * is empty. A file with content is copied to `<path>.v<version>.backup` before the first.
 *
 * Returns: whether the file has the present form
 */
gboolean
assay_schema_migrate (AssayDatabase *database,
                      const char *path,
                      const AssayMigration *migrations,
                      guint n_migrations,
                      GError **error)
{
  gint64 version;

  if (!assay_schema_check (database, migrations, n_migrations, &version, error))
    return FALSE;

  if (version > 0 && version < migrations[n_migrations - 1].version &&
      !back_up (database, path, version, error))
    return FALSE;

  if (version == 0)
    return apply_at_once (database, migrations, n_migrations, error);

  for (guint i = 0; i < n_migrations; i++)
    {
      if (migrations[i].version > version && !apply_at_once (database, &migrations[i], 1, error))
        return FALSE;
    }

  return TRUE;
}
