/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-clock.h"

#include <time.h>

/**
 * AssayClock:
 *
 * Tells the time, so that tests can stop and turn it.
 */
G_DEFINE_INTERFACE (AssayClock, assay_clock, G_TYPE_OBJECT)

#define ASSAY_TYPE_SYSTEM_CLOCK (assay_system_clock_get_type ())

G_DECLARE_FINAL_TYPE (AssaySystemClock, assay_system_clock, ASSAY, SYSTEM_CLOCK, GObject)

struct _AssaySystemClock
{
  GObject parent_instance;
};

static void assay_system_clock_iface_init (AssayClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssaySystemClock,
                               assay_system_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_CLOCK,
                                                      assay_system_clock_iface_init))

static gint64
assay_system_clock_now (AssayClock *clock)
{
  return g_get_real_time ();
}

static gint64
assay_system_clock_elapsed (AssayClock *clock)
{
  struct timespec since_start;

  if (clock_gettime (CLOCK_BOOTTIME, &since_start) != 0)
    return g_get_monotonic_time ();

  return since_start.tv_sec * G_USEC_PER_SEC + since_start.tv_nsec / 1000;
}

static void
assay_system_clock_iface_init (AssayClockInterface *iface)
{
  iface->now = assay_system_clock_now;
  iface->elapsed = assay_system_clock_elapsed;
}

static void
assay_system_clock_class_init (AssaySystemClockClass *klass)
{
}

static void
assay_system_clock_init (AssaySystemClock *self)
{
}

static void
assay_clock_default_init (AssayClockInterface *iface)
{
}

/**
 * assay_clock_now:
 * @self: a clock
 *
 * Returns: microseconds since 1970 in UTC
 */
gint64
assay_clock_now (AssayClock *self)
{
  g_return_val_if_fail (ASSAY_IS_CLOCK (self), 0);

  return ASSAY_CLOCK_GET_IFACE (self)->now (self);
}

/**
 * assay_clock_elapsed:
 * @self: a clock
 *
 * Tells how time passes: while the machine sleeps too, and whoever sets the clock changes nothing.
 * What is waited for is measured by this.
 *
 * Returns: microseconds since some moment of the past
 */
gint64
assay_clock_elapsed (AssayClock *self)
{
  g_return_val_if_fail (ASSAY_IS_CLOCK (self), 0);

  return ASSAY_CLOCK_GET_IFACE (self)->elapsed (self);
}

/**
 * assay_clock_get_system:
 *
 * Returns: (transfer none): the clock of the machine, the same object each time
 */
AssayClock *
assay_clock_get_system (void)
{
  static gsize initialized = 0;
  static AssayClock *clock = NULL;

  if (g_once_init_enter (&initialized))
    {
      clock = g_object_new (ASSAY_TYPE_SYSTEM_CLOCK, NULL);
      g_once_init_leave (&initialized, 1);
    }
  return clock;
}
