/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define ASSAY_EVENT_ORDER_RECEIVED "order.received"
#define ASSAY_EVENT_ORDER_DESCRIBED "order.described"
#define ASSAY_EVENT_ORDER_SEEN "order.seen"
#define ASSAY_EVENT_ORDER_CLAIMED "order.claimed"
#define ASSAY_EVENT_ORDER_NOTED "order.noted"
#define ASSAY_EVENT_ORDER_ARCHIVED "order.archived"
#define ASSAY_EVENT_CANDIDATE_INVITED "candidate.invited"
#define ASSAY_EVENT_RESULT_DRAFTED "result.drafted"
#define ASSAY_EVENT_RESULT_DISCARDED "result.discarded"
#define ASSAY_EVENT_RESULT_QUEUED "result.queued"
#define ASSAY_EVENT_RESULT_ATTEMPTED "result.attempted"
#define ASSAY_EVENT_RESULT_HURRIED "result.hurried"
#define ASSAY_EVENT_RESULT_DELIVERED "result.delivered"
#define ASSAY_EVENT_RESULT_REFUSED "result.refused"
#define ASSAY_EVENT_RESULT_SUPERSEDED "result.superseded"
#define ASSAY_EVENT_PACKAGE_SAVED "package.saved"
#define ASSAY_EVENT_PACKAGE_MOVED "package.moved"
#define ASSAY_EVENT_PACKAGE_REMOVED "package.removed"
#define ASSAY_EVENT_ACCOUNT_SEEN "account.seen"
#define ASSAY_EVENT_CHECK_MARKED "check.marked"
#define ASSAY_EVENT_DELIVERY_REJECTED "delivery.rejected"

#define ASSAY_TYPE_EVENT (assay_event_get_type ())

G_DECLARE_FINAL_TYPE (AssayEvent, assay_event, ASSAY, EVENT, GObject)

AssayEvent *assay_event_new (const char *id,
                             gint64 at,
                             const char *order_key,
                             const char *kind,
                             const char *actor,
                             GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
AssayEvent *assay_event_new_stored (gint64 seq, AssayEvent *event) G_GNUC_WARN_UNUSED_RESULT;

const char *assay_event_get_id (AssayEvent *self);
gint64 assay_event_get_at (AssayEvent *self);
const char *assay_event_get_order_key (AssayEvent *self);
const char *assay_event_get_kind (AssayEvent *self);
const char *assay_event_get_actor (AssayEvent *self);
GBytes *assay_event_get_body (AssayEvent *self);
gint64 assay_event_get_seq (AssayEvent *self);

G_END_DECLS
