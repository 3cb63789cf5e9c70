/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-worker.h"

G_BEGIN_DECLS

/* What another thread waits for; on its stack. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean done;
  gint64 seq; /* the number of the newest event it is about */
} AssayWorkerWait;

/* One thread with one connection and a queue of jobs. The thread holds a reference of its own,
 * because the last reference to a task, and with it to everything behind, may fall there. */
struct _AssayWorker
{
  /* Owned */
  AssayDatabase *database;
  GAsyncQueue *queue;
  GThread *thread;
  gpointer user_data;
  GDestroyNotify destroy;

  AssayCommitFunc commit_func;
  AssayWorkerMode mode;

  /* The thread's own */
  AssayPresence *presence; /* owned; who else may change the file, %NULL when nobody asks */
  gint64 data_version;
  gboolean looks;      /* somebody else has the file open */
  gboolean has_failed; /* the disk did, and the connection was not renewed since */
  gint64 projected;    /* the number of the newest event that is in the projections */
  gint64 due_at;       /* when the others are to follow, on the monotonic clock; 0 when all are */
  gboolean retries;    /* bringing them there failed, and is tried again at that time */
  gboolean is_late;    /* they are to follow without a pause until few are left */
  GSList *waits;       /* element-type AssayWorkerWait, unowned; who waits for them */

  /* Atomic */
  int n_trailing; /* how many events are not in the projections; -1 until that was read */
  int n_jobs;
  gssize weight;
};

/* What the thread knows of its file; see assay-worker-progress.c. */
gboolean assay_worker_read_progress (AssayWorker *self);
void assay_worker_announce (AssayWorker *self);
gboolean assay_worker_renew (AssayWorker *self, GError **error);
gboolean assay_worker_note_failure (AssayWorker *self, const GError *error);
gint64 assay_worker_get_patience (AssayWorker *self);
gboolean assay_worker_must_project (AssayWorker *self, gboolean is_idle);
gboolean assay_worker_project (AssayWorker *self);
void assay_worker_project_last (AssayWorker *self);
void assay_worker_add_wait (AssayWorker *self, AssayWorkerWait *wait);
void assay_worker_end_waits (AssayWorker *self, gint64 seq);

G_END_DECLS
