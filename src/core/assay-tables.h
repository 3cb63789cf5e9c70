/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AssayTableReader:
 * @name: name of a table without its ending, for example `event-names`
 * @user_data: what was given to [ctor@Tables.new]
 *
 * Reads a table from where it lies; the core itself reads no files.
 *
 * Returns: (transfer full) (nullable): the table, or %NULL when there is none of that name
 */
typedef GBytes *(*AssayTableReader) (const char *name, gpointer user_data);

#define ASSAY_TYPE_TABLES (assay_tables_get_type ())

G_DECLARE_FINAL_TYPE (AssayTables, assay_tables, ASSAY, TABLES, GObject)

AssayTables *assay_tables_new (AssayTableReader reader,
                               gpointer user_data,
                               GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;
GBytes *assay_tables_lookup (AssayTables *self, const char *name) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
