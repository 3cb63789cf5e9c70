/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AssayLogLimit:
 *
 * Keeps a fault that repeats from filling the log. One belongs to each place that tells of one; it
 * starts as zeros.
 */
typedef struct
{
  /*< private >*/
  GMutex mutex;
  gint64 told_at;
} AssayLogLimit;

gboolean assay_log_limit_check (AssayLogLimit *self, gint64 now);

/**
 * assay_log_rarely:
 * @level: g_message or g_warning
 * @...: as for @level
 *
 * Tells of a fault at most once a minute from each place in the code.
 */
#define assay_log_rarely(level, ...) \
  G_STMT_START \
  { \
    static AssayLogLimit assay_log_limit_; \
    if (assay_log_limit_check (&assay_log_limit_, g_get_monotonic_time ())) \
      level (__VA_ARGS__); \
  } \
  G_STMT_END

G_END_DECLS
