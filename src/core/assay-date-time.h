/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *assay_format_iso8601 (gint64 at) G_GNUC_WARN_UNUSED_RESULT;
char *assay_format_minute (gint64 at) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_parse_iso8601 (const char *text, gint64 *at, GError **error);
char *assay_normalise_iso8601 (const char *text) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
