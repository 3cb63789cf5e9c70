/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * AssayPresence:
 *
 * Tells the other processes of a folder that this one has its journal open, and learns the same of
 * them. May be used from any thread.
 */
typedef struct _AssayPresence AssayPresence;

AssayPresence *assay_presence_new (const char *folder, gboolean announce) G_GNUC_WARN_UNUSED_RESULT;
AssayPresence *assay_presence_new_unknown (void) G_GNUC_WARN_UNUSED_RESULT;
AssayPresence *assay_presence_ref (AssayPresence *self) G_GNUC_WARN_UNUSED_RESULT;
void assay_presence_unref (AssayPresence *self);

gboolean assay_presence_has_others (AssayPresence *self);
void assay_presence_note_file (AssayPresence *self, const char *file);
gboolean assay_presence_knows_file (const char *file);
GFileMonitor *assay_presence_monitor (AssayPresence *self,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayPresence, assay_presence_unref)

G_END_DECLS
