/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-projection-private.h"

/*
 * assay_projection_get_quarter:
 * @at: a time in µs since 1970 UTC
 *
 * Counters are kept by the quarter of an hour, because every time zone's midnight falls on one.
 *
 * Returns: the number of the quarter
 */
gint64
assay_projection_get_quarter (gint64 at)
{
  return at / (15 * G_TIME_SPAN_MINUTE);
}

/*
 * assay_projection_count:
 * @database: a connection
 * @record: what to count
 * @name: the name of the counter
 * @error: return location for an error
 *
 * Returns: whether it was counted
 */
gboolean
assay_projection_count (AssayDatabase *database,
                        const AssayRecord *record,
                        const char *name,
                        GError **error)
{
  g_autoptr (AssayStatement) statement =
    assay_database_prepare (database,
                            "INSERT INTO counter (quarter, name, value) VALUES (?1, ?2, 1)"
                            " ON CONFLICT (quarter, name) DO UPDATE SET value = value + 1",
                            error);

  if (statement == NULL)
    return FALSE;

  assay_statement_bind_int64 (statement, 1, assay_projection_get_quarter (record->at));
  assay_statement_bind_text (statement, 2, name);

  return assay_statement_run (statement, error);
}
