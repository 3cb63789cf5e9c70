/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/*
 * AssayOutboxWakeFunc:
 * @object: the object to wake
 *
 * Called in the object's context.
 */
typedef void (*AssayOutboxWakeFunc) (gpointer object);

/*
 * AssayOutboxWake:
 *
 * Tells an object in its own context that something happened elsewhere, at most once at a time.
 * May be shared and rung from any thread, also when the object is gone.
 */
typedef struct _AssayOutboxWake AssayOutboxWake;

AssayOutboxWake *assay_outbox_wake_new        (GObject             *object,
                                               AssayOutboxWakeFunc  func);
void             assay_outbox_wake_unref      (AssayOutboxWake     *self);
gulong           assay_outbox_wake_on_signal  (AssayOutboxWake     *self,
                                               gpointer             emitter,
                                               const char          *signal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayOutboxWake, assay_outbox_wake_unref)

G_END_DECLS
