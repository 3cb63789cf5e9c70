/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-log.h"

#define INTERVAL G_TIME_SPAN_MINUTE

/**
 * assay_log_limit_check:
 * @self: the limit of one place in the code
 * @now: monotonic time in µs
 *
 * Asks whether a fault is to be told of now. May be called from any thread.
 *
 * Returns: whether a minute has passed since the last time
 */
gboolean
assay_log_limit_check (AssayLogLimit *self, gint64 now)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->told_at != 0 && now - self->told_at < INTERVAL)
    return FALSE;

  self->told_at = now;

  return TRUE;
}
