/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * AssayWakeFunc:
 * @object: the object to wake
 *
 * Called in the object's context.
 */
typedef void (*AssayWakeFunc) (gpointer object);

/**
 * AssayWake:
 *
 * Tells an object in its own context that something happened elsewhere, at most once at a time.
 * May be shared and rung from any thread, also when the object is gone.
 */
typedef struct _AssayWake AssayWake;

AssayWake *assay_wake_new (GObject *object, AssayWakeFunc func) G_GNUC_WARN_UNUSED_RESULT;
AssayWake *assay_wake_ref (AssayWake *self) G_GNUC_WARN_UNUSED_RESULT;
void assay_wake_unref (AssayWake *self);
void assay_wake_ring (AssayWake *self);
gulong assay_wake_on_signal (AssayWake *self, gpointer emitter, const char *signal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayWake, assay_wake_unref)

G_END_DECLS
