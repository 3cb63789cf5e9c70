/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

gboolean assay_mark_set (sqlite3 *handle);
gboolean assay_mark_is_set (sqlite3 *handle);
gboolean assay_mark_is_seen (sqlite3 *handle);
gboolean assay_mark_take_back (sqlite3 *handle);

G_END_DECLS
