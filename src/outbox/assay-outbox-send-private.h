/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-clock.h"
#include "assay-journal-read.h"
#include "assay-outbox-lock.h"
#include "assay-retry-policy.h"
#include "assay-stackone-client.h"

G_BEGIN_DECLS

/*
 * AssayOutboxMeans:
 * @journal: where the queue is and what happens is recorded
 * @client: what calls StackOne
 * @clock: what dates the events
 * @policy: what says whether a failed call is made again
 *
 * What every sending needs.
 */
typedef struct
{
  AssayJournal *journal;
  AssayStackoneClient *client;
  AssayClock *clock;
  AssayRetryPolicy *policy;
} AssayOutboxMeans;

/*
 * AssayOutboxOutcome:
 * @ASSAY_OUTBOX_DELIVERED: StackOne took it
 * @ASSAY_OUTBOX_REFUSED: StackOne refused it, or it was tried often enough
 * @ASSAY_OUTBOX_POSTPONED: it failed and is to be sent again
 * @ASSAY_OUTBOX_ABANDONED: nothing was recorded, so it still waits as it did
 *
 * How a sending ended.
 */
typedef enum
{
  ASSAY_OUTBOX_DELIVERED,
  ASSAY_OUTBOX_REFUSED,
  ASSAY_OUTBOX_POSTPONED,
  ASSAY_OUTBOX_ABANDONED,
} AssayOutboxOutcome;

/*
 * AssayOutboxSend:
 *
 * One attempt to send one result, from the record that it is tried to the record of how it ended.
 */
typedef struct _AssayOutboxSend AssayOutboxSend;

/*
 * AssayOutboxSendFunc:
 * @send: what ended
 * @outcome: how
 * @user_data: the data given with the function
 *
 * Called once, when everything is on the disk.
 */
typedef void (*AssayOutboxSendFunc) (AssayOutboxSend *send,
                                     AssayOutboxOutcome outcome,
                                     gpointer user_data);

AssayOutboxSend *assay_outbox_send_start (const AssayOutboxMeans *means,
                                          AssayOutboxLock *lock,
                                          const AssayResultRevision *result,
                                          AssayOutboxSendFunc func,
                                          gpointer user_data);
void assay_outbox_send_abandon (AssayOutboxSend *self,
                                AssayOutboxSendFunc func,
                                gpointer user_data);
void assay_outbox_send_forget (AssayOutboxSend *self);
const char *assay_outbox_send_get_order_key (AssayOutboxSend *self);
const char *assay_outbox_send_get_revision (AssayOutboxSend *self);
gint64 assay_outbox_send_get_left (AssayOutboxSend *self);
AssayStackoneObstacle assay_outbox_send_get_obstacle (AssayOutboxSend *self);
gboolean assay_outbox_send_holds_account (AssayOutboxSend *self);

G_END_DECLS
