/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-projection-private.h"

G_BEGIN_DECLS

gboolean assay_append_run (const AssayProjection *projection,
                           AssayDatabase *database,
                           GPtrArray *events,
                           AssayExchange *exchange,
                           gint64 expected_version,
                           AssayAppendOutcome *outcome,
                           GError **error);

G_END_DECLS
