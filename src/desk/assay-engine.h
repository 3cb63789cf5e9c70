/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ASSAY_TYPE_ENGINE (assay_engine_get_type ())

G_DECLARE_FINAL_TYPE (AssayEngine, assay_engine, ASSAY, ENGINE, GObject)

AssayEngine *assay_engine_new (void) G_GNUC_WARN_UNUSED_RESULT;
GMainContext *assay_engine_get_context (AssayEngine *self);
gboolean assay_engine_is_current (AssayEngine *self);
void assay_engine_invoke (AssayEngine *self,
                          GSourceFunc func,
                          gpointer user_data,
                          GDestroyNotify destroy);
void assay_engine_stop (AssayEngine *self);

G_END_DECLS
