/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

#include "assay-clock.h"

G_BEGIN_DECLS

/**
 * ASSAY_RATE_LIMITER_DEFAULT_LIMIT:
 *
 * How many requests StackOne accepts in a minute with one API key (StackOne's documentation).
 */
#define ASSAY_RATE_LIMITER_DEFAULT_LIMIT 1000

#define ASSAY_TYPE_RATE_LIMITER (assay_rate_limiter_get_type ())

G_DECLARE_FINAL_TYPE (AssayRateLimiter, assay_rate_limiter, ASSAY, RATE_LIMITER, GObject)

AssayRateLimiter *assay_rate_limiter_new (guint limit, AssayClock *clock);
guint assay_rate_limiter_get_limit (AssayRateLimiter *self);
gint64 assay_rate_limiter_get_left (AssayRateLimiter *self);
void assay_rate_limiter_remember (AssayRateLimiter *self, gint64 ago);
void assay_rate_limiter_pause (AssayRateLimiter *self, gint64 duration);
void assay_rate_limiter_acquire_async (AssayRateLimiter *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean assay_rate_limiter_acquire_finish (AssayRateLimiter *self,
                                            GAsyncResult *result,
                                            GError **error);
void assay_rate_limiter_release (AssayRateLimiter *self);

G_END_DECLS
