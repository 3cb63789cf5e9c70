/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-journal-read.h"
#include "assay-outbox-lock.h"
#include "assay-outbox-send-private.h"
#include "assay-outbox-waits-private.h"
#include "assay-outbox.h"
#include "assay-wake.h"

G_BEGIN_DECLS

#define ASSAY_OUTBOX_MAX_IN_FLIGHT 8

/* A longer queue is not read again at each change, only when it is worked off and each second. */
#define ASSAY_OUTBOX_LONG_QUEUE 64

struct _AssayOutbox
{
  GObject parent_instance;

  /* owned */
  AssayOutboxMeans means;
  GNetworkMonitor *monitor;
  AssayOutboxLock *lock; /* NULL while we do not send */
  AssayWake *wake;       /* NULL while stopped */
  GSource *timer;
  GCancellable *reading; /* NULL while the queue is not being read */
  GPtrArray *queue;      /* AssayResultRevision: the next of each order that waits */
  GHashTable *sends;     /* order key -> AssayOutboxSend, which own themselves */
  GHashTable *ended;     /* keys of orders of which a sending ended while the queue was read */
  AssayOutboxWaits *waits;
  GPtrArray *lingering; /* AssayOutboxSend that were abandoned and have not ended yet */
  GTask *finish_task;
  GSource *alarm;

  /* What the parts of an outbox call when something happened: it finds out what is to be done. */
  void (*update) (AssayOutbox *self);

  /* plain */
  AssayStackoneObstacle obstacle; /* none but those that pause */
  gint64 probe_due;               /* when it is tried again while there is an obstacle */
  AssayOutboxPause pause;
  gulong monitor_id;
  gulong key_id;
  gulong address_id;
  gint64 next_retry_at;
  gboolean remembered; /* what was called before we had the lock */
  gboolean stale;      /* the queue is to be read again */
  gboolean held_up; /* something failed that has nothing to do with StackOne: wait for the tick */
  gboolean finishing;
};

void assay_outbox_set_pause (AssayOutbox *self, AssayOutboxPause pause);
void assay_outbox_set_next_retry_at (AssayOutbox *self, gint64 at);
void assay_outbox_check_network (AssayOutbox *self);
void assay_outbox_note_obstacle (AssayOutbox *self, AssayOutboxSend *send);

void assay_outbox_check_lock (AssayOutbox *self);
void assay_outbox_release_lock (AssayOutbox *self);

void assay_outbox_read_queue (AssayOutbox *self);
void assay_outbox_forget_order (AssayOutbox *self, const char *order_key);
gint64 assay_outbox_dispatch (AssayOutbox *self);

void assay_outbox_complete_finish (AssayOutbox *self);
void assay_outbox_forget_lingering (AssayOutbox *self);

G_END_DECLS
