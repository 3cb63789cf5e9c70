/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_CLOCK (assay_clock_get_type ())

G_DECLARE_INTERFACE (AssayClock, assay_clock, ASSAY, CLOCK, GObject)

/**
 * AssayClockInterface:
 * @now: implementation of [method@Clock.now]
 * @elapsed: implementation of [method@Clock.elapsed]
 *
 * What a clock tells.
 */
struct _AssayClockInterface
{
  GTypeInterface parent_iface;

  gint64 (*now) (AssayClock *self);
  gint64 (*elapsed) (AssayClock *self);
};

gint64 assay_clock_now (AssayClock *self);
gint64 assay_clock_elapsed (AssayClock *self);
AssayClock *assay_clock_get_system (void);

G_END_DECLS
