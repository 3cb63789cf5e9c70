/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AssayDatabaseMode:
 * @ASSAY_DATABASE_CREATE: read and write; an absent file is made with mode 0600
 * @ASSAY_DATABASE_QUERY: a further connection of a process that has the file open for writing,
 *   which never writes itself
 * @ASSAY_DATABASE_READ_ONLY: read a file that may lie in a folder which cannot be written
 * @ASSAY_DATABASE_SCRATCH: an empty database in memory that may be written; the file is attached to
 *   it as `journal`, only to be read
 */
typedef enum
{
  ASSAY_DATABASE_CREATE,
  ASSAY_DATABASE_QUERY,
  ASSAY_DATABASE_READ_ONLY,
  ASSAY_DATABASE_SCRATCH,
} AssayDatabaseMode;

typedef struct _AssayDatabase AssayDatabase;
typedef struct _AssayStatement AssayStatement;

AssayDatabase *assay_database_open (const char *path,
                                    AssayDatabaseMode mode,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
AssayDatabase *assay_database_reopen (AssayDatabase *self,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void assay_database_free (AssayDatabase *self);

gboolean assay_database_execute (AssayDatabase *self, const char *sql, GError **error);
gboolean assay_database_query_int64 (AssayDatabase *self,
                                     const char *sql,
                                     gint64 *value,
                                     GError **error);
gboolean assay_database_in_transaction (AssayDatabase *self);
void assay_database_mark (AssayDatabase *self);
gboolean assay_database_lacks_log (AssayDatabase *self);
const char *assay_database_get_path (AssayDatabase *self);
gboolean assay_database_check_place (AssayDatabase *self, GError **error);
void assay_database_roll_back (AssayDatabase *self);
gboolean assay_database_run (AssayDatabase *self, const char *sql, GError **error);
gint64 assay_database_get_changes (AssayDatabase *self);
gint64 assay_database_get_last_row (AssayDatabase *self);

AssayStatement *assay_database_prepare (AssayDatabase *self, const char *sql, GError **error);

void assay_statement_bind_int64 (AssayStatement *self, int index, gint64 value);
void assay_statement_bind_double (AssayStatement *self, int index, double value);
void assay_statement_bind_text (AssayStatement *self, int index, const char *value);
void assay_statement_bind_json (AssayStatement *self, int index, GBytes *value);
void assay_statement_bind_bytes (AssayStatement *self, int index, GBytes *value);

gboolean assay_statement_run (AssayStatement *self, GError **error);
gboolean assay_statement_next (AssayStatement *self, gboolean *has_row, GError **error);
void assay_statement_reset (AssayStatement *self);
void assay_statement_release (AssayStatement *self);

gboolean assay_statement_is_null (AssayStatement *self, const char *column);
gboolean assay_statement_is_blob (AssayStatement *self, const char *column);
gint64 assay_statement_get_int64 (AssayStatement *self, const char *column);
double assay_statement_get_double (AssayStatement *self, const char *column);
const char *assay_statement_get_text (AssayStatement *self, const char *column);
GBytes *assay_statement_dup_bytes (AssayStatement *self, const char *column);

gboolean assay_database_back_up (AssayDatabase *self, const char *target, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayDatabase, assay_database_free)

/* A statement stays in the cache of its connection; leaving the block only gives it back. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayStatement, assay_statement_release)

G_END_DECLS
