/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-fake-clock.h"

/* A clock that stands still until a test turns it; it may be read from any thread. */
struct _AssayFakeClock
{
  GObject parent_instance;

  /* plain */
  GMutex lock;
  gint64 now;
  gint64 elapsed;
};

static void assay_fake_clock_iface_init (AssayClockInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayFakeClock,
                               assay_fake_clock,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ASSAY_TYPE_CLOCK,
                                                      assay_fake_clock_iface_init))

static gint64
assay_fake_clock_now (AssayClock *clock)
{
  AssayFakeClock *self = ASSAY_FAKE_CLOCK (clock);
  gint64 now;

  g_mutex_lock (&self->lock);
  now = self->now;
  g_mutex_unlock (&self->lock);
  return now;
}

static gint64
assay_fake_clock_elapsed (AssayClock *clock)
{
  AssayFakeClock *self = ASSAY_FAKE_CLOCK (clock);
  gint64 elapsed;

  g_mutex_lock (&self->lock);
  elapsed = self->elapsed;
  g_mutex_unlock (&self->lock);

  return elapsed;
}

static void
assay_fake_clock_iface_init (AssayClockInterface *iface)
{
  iface->now = assay_fake_clock_now;
  iface->elapsed = assay_fake_clock_elapsed;
}

static void
assay_fake_clock_finalize (GObject *object)
{
  AssayFakeClock *self = ASSAY_FAKE_CLOCK (object);

  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (assay_fake_clock_parent_class)->finalize (object);
}

static void
assay_fake_clock_class_init (AssayFakeClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_fake_clock_finalize;
}

static void
assay_fake_clock_init (AssayFakeClock *self)
{
  g_mutex_init (&self->lock);
}

/* A clock that shows @now, microseconds since 1970 in UTC. */
AssayFakeClock *
assay_fake_clock_new (gint64 now)
{
  AssayFakeClock *self = g_object_new (ASSAY_TYPE_FAKE_CLOCK, NULL);

  self->now = now;
  return self;
}

/* Turns the clock to @now, as a person does who sets it: no time passes. */
void
assay_fake_clock_set (AssayFakeClock *self, gint64 now)
{
  g_mutex_lock (&self->lock);
  self->now = now;
  g_mutex_unlock (&self->lock);
}

/* Lets time pass. */
void
assay_fake_clock_advance (AssayFakeClock *self, gint64 microseconds)
{
  g_mutex_lock (&self->lock);
  self->now += microseconds;
  self->elapsed += microseconds;
  g_mutex_unlock (&self->lock);
}
