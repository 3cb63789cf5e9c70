/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <sqlite3.h>

#include "assay-database.h"

G_BEGIN_DECLS

AssayStatement *assay_statement_new (sqlite3 *database, const char *sql, GError **error);
void assay_statement_free (gpointer data);
void assay_statement_hold (AssayStatement *self);
gboolean assay_statement_is_held (AssayStatement *self);
gint64 assay_statement_get_first (AssayStatement *self);
gboolean assay_statement_read_numbers (AssayStatement *self, GArray *numbers, GError **error);

G_END_DECLS
