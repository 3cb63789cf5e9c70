/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-mark-private.h"

#include "assay-schema.h"

/* https://www.sqlite.org/fileformat.html#the_database_header */
#define OFFSET_OF_APPLICATION_ID 68

/* SQLite's own descriptor, because closing one of ours would drop its locks. */
static sqlite3_file *
get_file (sqlite3 *handle)
{
  sqlite3_file *file = NULL;

  return sqlite3_file_control (handle, "main", SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK &&
             file->pMethods != NULL
           ? file
           : NULL;
}

static gboolean
read_id (sqlite3_file *file, guint32 *id)
{
  gboolean is_read = file->pMethods->xRead (file, id, sizeof *id, OFFSET_OF_APPLICATION_ID) ==
                     SQLITE_OK;

  *id = GUINT32_FROM_BE (*id);

  return is_read;
}

/*
 * assay_mark_set:
 * @handle: a connection that writes
 *
 * Marks the file itself, past the log. Four bytes that mean nothing to SQLite are written within
 * one sector; by a commit they would come to the file only with the log before them, which any
 * reader can keep out of it. A file without a first page is left alone.
 *
 * Returns: whether the mark was not there and is now
 */
gboolean
assay_mark_set (sqlite3 *handle)
{
  const guint32 mark = GUINT32_TO_BE (ASSAY_SCHEMA_APPLICATION_ID_MARKED);
  sqlite3_file *file = get_file (handle);
  guint32 id;

  return file != NULL && read_id (file, &id) && id != ASSAY_SCHEMA_APPLICATION_ID_MARKED &&
         file->pMethods->xWrite (file, &mark, sizeof mark, OFFSET_OF_APPLICATION_ID) == SQLITE_OK;
}

/*
 * assay_mark_is_set:
 * @handle: a connection
 *
 * Returns: whether the file itself is marked, whatever the log says
 */
gboolean
assay_mark_is_set (sqlite3 *handle)
{
  sqlite3_file *file = get_file (handle);
  guint32 id;

  return file != NULL && read_id (file, &id) && id == ASSAY_SCHEMA_APPLICATION_ID_MARKED;
}

/*
 * assay_mark_is_seen:
 * @handle: a connection
 *
 * Returns: whether the mark is in what a reader sees, of the file and its log
 */
gboolean
assay_mark_is_seen (sqlite3 *handle)
{
  sqlite3_stmt *row = NULL;
  gboolean is_seen;

  is_seen = sqlite3_prepare_v2 (handle, "PRAGMA application_id", -1, &row, NULL) == SQLITE_OK &&
            sqlite3_step (row) == SQLITE_ROW &&
            sqlite3_column_int64 (row, 0) == ASSAY_SCHEMA_APPLICATION_ID_MARKED;
  sqlite3_finalize (row);

  return is_seen;
}

/*
 * assay_mark_take_back:
 * @handle: a connection that writes
 *
 * Commits the file's first page without the mark. It stays in the log until that is moved into the
 * file, by whatever program, and then takes the mark's place.
 *
 * Returns: whether that is committed
 */
gboolean
assay_mark_take_back (sqlite3 *handle)
{
  return sqlite3_exec (handle, "PRAGMA application_id = " G_STRINGIFY (ASSAY_SCHEMA_APPLICATION_ID),
                       NULL, NULL, NULL) == SQLITE_OK;
}
