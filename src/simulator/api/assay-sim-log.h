/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-http-request.h"

G_BEGIN_DECLS

typedef struct _AssaySimLog AssaySimLog;
typedef struct _AssaySimLogEntry AssaySimLogEntry;

AssaySimLog *assay_sim_log_new (void) G_GNUC_WARN_UNUSED_RESULT;
void assay_sim_log_free (AssaySimLog *self);
void assay_sim_log_clear (AssaySimLog *self);
AssaySimLogEntry *assay_sim_log_add (AssaySimLog *self,
                                     gint64 at,
                                     AssayHttpRequest *request) G_GNUC_WARN_UNUSED_RESULT;
GBytes *assay_sim_log_to_json (AssaySimLog *self) G_GNUC_WARN_UNUSED_RESULT;

void assay_sim_log_entry_set_status (AssaySimLogEntry *entry, guint status);
void assay_sim_log_entry_unref (AssaySimLogEntry *entry);

G_END_DECLS
