/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"
#include "assay-journal-verify.h"
#include "assay-projection-private.h"

G_BEGIN_DECLS

GPtrArray *assay_verify_findings_new (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean assay_verify_is_full (AssayJournalReport *report);
void assay_verify_add (AssayJournalReport *report,
                       const char *part,
                       const char *place,
                       const char *format,
                       ...) G_GNUC_PRINTF (4, 5);

gboolean assay_verify_file (AssayDatabase *database, AssayJournalReport *report, GError **error);
gboolean assay_verify_events (AssayDatabase *database,
                              AssayJournalReport *report,
                              GCancellable *cancellable,
                              GError **error);
gboolean assay_verify_exchanges (AssayDatabase *database,
                                 AssayJournalReport *report,
                                 GError **error);
gboolean assay_verify_prepare (AssayDatabase *database, GError **error);
gboolean assay_verify_tables (AssayDatabase *database,
                              const AssayProjection *projection,
                              AssayJournalReport *report,
                              GError **error);

G_END_DECLS
