/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"
#include "assay-event-body.h"
#include "assay-journal.h"
#include "assay-json.h"

G_BEGIN_DECLS

/*
 * AssayProjection:
 * @status_func: (nullable): the mapping of result values
 * @status_data: data for @status_func
 *
 * What the projections depend on besides the events.
 */
typedef struct
{
  AssayStatusFunc status_func;
  gpointer status_data;
} AssayProjection;

/*
 * AssayRecord:
 * @seq: the number of the event
 * @at: when it happened, in µs since 1970 UTC
 * @order_id: the row of its order; 0 when there is none yet
 * @order_key: (nullable): the key of its order
 * @kind: its kind
 * @body: its body
 * @read: what its body says
 *
 * A stored event on its way into the projections. Everything is borrowed.
 */
typedef struct
{
  gint64 seq;
  gint64 at;
  gint64 order_id;
  const char *order_key;
  const char *kind;
  AssayJson *body;
  AssayEventBody *read;
} AssayRecord;

gboolean assay_projection_apply (const AssayProjection *self,
                                 AssayDatabase *database,
                                 AssayRecord *record,
                                 GError **error);
gboolean assay_projection_set_progress (AssayDatabase *database, gint64 seq, GError **error);
gboolean assay_projection_get_progress (AssayDatabase *database,
                                        gint64 *projected,
                                        gint64 *newest,
                                        GError **error);
gboolean assay_projection_is_about_event (const GError *error);
gboolean assay_projection_catch_up (const AssayProjection *self,
                                    AssayDatabase *database,
                                    gint64 limit,
                                    gboolean guarded,
                                    GError **error);
gboolean assay_projection_rebuild (const AssayProjection *self,
                                   AssayDatabase *database,
                                   GError **error);
gboolean assay_projection_count (AssayDatabase *database,
                                 const AssayRecord *record,
                                 const char *name,
                                 GError **error);
gint64 assay_projection_get_quarter (gint64 at);
gboolean assay_projection_find_order (AssayDatabase *database,
                                      const char *key,
                                      gint64 *order_id,
                                      GError **error);

/* One function for each kind; see assay-projection.c for which serves which. */
gboolean assay_apply_order_received (const AssayProjection *self,
                                     AssayDatabase *database,
                                     AssayRecord *record,
                                     GError **error);
gboolean assay_apply_order_described (const AssayProjection *self,
                                      AssayDatabase *database,
                                      AssayRecord *record,
                                      GError **error);
gboolean assay_apply_order_claimed (const AssayProjection *self,
                                    AssayDatabase *database,
                                    AssayRecord *record,
                                    GError **error);
gboolean assay_apply_order_noted (const AssayProjection *self,
                                  AssayDatabase *database,
                                  AssayRecord *record,
                                  GError **error);
gboolean assay_apply_order_archived (const AssayProjection *self,
                                     AssayDatabase *database,
                                     AssayRecord *record,
                                     GError **error);
gboolean assay_apply_order_seen (const AssayProjection *self,
                                 AssayDatabase *database,
                                 AssayRecord *record,
                                 GError **error);
gboolean assay_apply_result_drafted (const AssayProjection *self,
                                     AssayDatabase *database,
                                     AssayRecord *record,
                                     GError **error);
gboolean assay_apply_result_discarded (const AssayProjection *self,
                                       AssayDatabase *database,
                                       AssayRecord *record,
                                       GError **error);
gboolean assay_apply_result_queued (const AssayProjection *self,
                                    AssayDatabase *database,
                                    AssayRecord *record,
                                    GError **error);
gboolean assay_apply_result_attempted (const AssayProjection *self,
                                       AssayDatabase *database,
                                       AssayRecord *record,
                                       GError **error);
gboolean assay_apply_result_hurried (const AssayProjection *self,
                                     AssayDatabase *database,
                                     AssayRecord *record,
                                     GError **error);
gboolean assay_apply_result_settled (const AssayProjection *self,
                                     AssayDatabase *database,
                                     AssayRecord *record,
                                     GError **error);
gboolean assay_apply_package (const AssayProjection *self,
                              AssayDatabase *database,
                              AssayRecord *record,
                              GError **error);
gboolean assay_apply_account_seen (const AssayProjection *self,
                                   AssayDatabase *database,
                                   AssayRecord *record,
                                   GError **error);

/* Readers of what the projections hold. */
AssayJson *assay_projection_dup_delivered (AssayDatabase *database,
                                           gint64 order_id,
                                           GError **error);

G_END_DECLS
