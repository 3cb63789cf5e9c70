/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-wake.h"

struct _AssayWake
{
  /* owned */
  GMainContext *context;
  GWeakRef object;

  /* plain */
  AssayWakeFunc func;
  gint pending; /* atomic */
};

static void
assay_wake_clear (AssayWake *self)
{
  g_main_context_unref (self->context);
  g_weak_ref_clear (&self->object);
}

static gboolean
wake_cb (gpointer user_data)
{
  AssayWake *self = user_data;
  g_autoptr (GObject) object = g_weak_ref_get (&self->object);

  g_atomic_int_set (&self->pending, FALSE);
  if (object != NULL)
    self->func (object);

  return G_SOURCE_REMOVE;
}

/**
 * assay_wake_new:
 * @object: the object to wake; not kept alive
 * @func: what to call
 *
 * Makes a wake for the caller's thread-default context.
 *
 * Returns: (transfer full): a new wake
 */
AssayWake *
assay_wake_new (GObject *object, AssayWakeFunc func)
{
  AssayWake *self = g_atomic_rc_box_new0 (AssayWake);

  self->context = g_main_context_ref_thread_default ();
  g_weak_ref_init (&self->object, object);
  self->func = func;

  return self;
}

/**
 * assay_wake_ref:
 * @self: a wake
 *
 * Takes a reference, in any thread.
 *
 * Returns: (transfer full): @self
 */
AssayWake *
assay_wake_ref (AssayWake *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * assay_wake_ring:
 * @self: a wake
 *
 * Has the object called in its context, from any thread. Rings that come before the call are one.
 */
void
assay_wake_ring (AssayWake *self)
{
  g_autoptr (GSource) source = NULL;

  if (!g_atomic_int_compare_and_exchange (&self->pending, FALSE, TRUE))
    return;

  source = g_idle_source_new ();
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, wake_cb, assay_wake_ref (self), (GDestroyNotify) assay_wake_unref);
  g_source_attach (source, self->context);
}

/**
 * assay_wake_unref:
 * @self: (transfer full): a wake
 *
 * Gives a reference back.
 */
void
assay_wake_unref (AssayWake *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) assay_wake_clear);
}

static void
closure_free (gpointer data, GClosure *closure)
{
  assay_wake_unref (data);
}

/**
 * assay_wake_on_signal:
 * @self: a wake
 * @emitter: an object that may emit in any thread
 * @signal: a signal without a return value
 *
 * Wakes the object whenever @emitter emits @signal.
 *
 * Returns: the handler, to be disconnected by the caller
 */
gulong
assay_wake_on_signal (AssayWake *self, gpointer emitter, const char *signal)
{
  return g_signal_connect_data (emitter, signal, G_CALLBACK (assay_wake_ring),
                                assay_wake_ref (self), closure_free, G_CONNECT_SWAPPED);
}
