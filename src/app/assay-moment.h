/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *assay_moment_dup_text (gint64 at, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
char *assay_moment_dup_text_within (gint64 at, gint64 now) G_GNUC_WARN_UNUSED_RESULT;
char *assay_moment_dup_day (gint64 at, gint64 now) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
