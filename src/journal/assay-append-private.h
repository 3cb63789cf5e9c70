/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-projection-private.h"

G_BEGIN_DECLS

/*
 * AssayAppend:
 * @events: (element-type AssayEvent): what happened, in order
 * @exchange: (nullable): the HTTP behind it
 * @expected_version: the number that the newest event of the first one's family must have, see
 *   #AssayEventFamily; without a family the version of its order; 0 for none, -1 for any
 * @trails: whether @events come into the projections later, by assay_projection_catch_up()
 *
 * What is to be added together. Everything is borrowed.
 */
typedef struct
{
  GPtrArray *events;
  AssayExchange *exchange;
  gint64 expected_version;
  gboolean trails;
} AssayAppend;

gboolean assay_append_run (const AssayProjection *projection,
                           AssayDatabase *database,
                           const AssayAppend *append,
                           AssayAppendOutcome *outcome,
                           GError **error);

G_END_DECLS
