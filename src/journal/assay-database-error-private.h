/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

void assay_database_set_damaged (GError **error, sqlite3 *handle, int code);
void assay_database_set_error (GError **error, sqlite3 *handle, int code);

G_END_DECLS
