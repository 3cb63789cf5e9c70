/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"

G_BEGIN_DECLS

/* What SQLite's file header calls the application: “Assy”. */
#define ASSAY_SCHEMA_APPLICATION_ID 0x41737379

/* Only in a file whose log is missing: see assay_database_mark() */
#define ASSAY_SCHEMA_APPLICATION_ID_MARKED 0x4173737a

/* The label of a delivered score; %NULL where SQLite cannot read the body. */
#define ASSAY_LABEL_OF_RESULT \
  "CASE WHEN json_valid (body)" \
  " THEN CASE json_type (body, '$.score.label')" \
  "      WHEN 'text' THEN json_extract (body, '$.score.label') END END"

/* Brings the orders that are not in the full text yet there, and notes that. */
#define ASSAY_SEARCH_ADD_ORDERS \
  "INSERT INTO order_search (rowid, candidate, email, package, job, ids, notes)" \
  "  SELECT id, candidate, email, package, job, ids, notes FROM orders" \
  "    WHERE id > (SELECT indexed FROM projected) ORDER BY id"
#define ASSAY_SEARCH_NOTE_ORDERS \
  "UPDATE projected SET" \
  "  listed = listed +" \
  "    (SELECT count(*) FROM orders WHERE archived = 0 AND id > projected.indexed)," \
  "  indexed = (SELECT coalesce(max(id), 0) FROM orders)"

/*
 * AssayMigration:
 * @version: the `user_version` that the file has afterwards
 * @sql: what leads there from the version before
 */
typedef struct
{
  int version;
  const char *sql;
} AssayMigration;

const AssayMigration *assay_schema_get_migrations (guint *n_migrations);

gboolean assay_schema_check (AssayDatabase *database,
                             const AssayMigration *migrations,
                             guint n_migrations,
                             gint64 *version,
                             GError **error);
gboolean assay_schema_migrate (AssayDatabase *database,
                               const char *path,
                               const AssayMigration *migrations,
                               guint n_migrations,
                               GError **error);
gboolean assay_schema_reset_projections (AssayDatabase *database, GError **error);

G_END_DECLS
