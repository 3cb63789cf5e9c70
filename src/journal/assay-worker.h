/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#pragma once

#include "assay-database.h"
#include "assay-presence.h"

G_BEGIN_DECLS

/*
 * AssayWorkerMode:
 * @ASSAY_WORKER_WRITER: jobs that wait together share one durable transaction
 * @ASSAY_WORKER_READER: each job sees one snapshot
 */
typedef enum
{
  ASSAY_WORKER_WRITER,
  ASSAY_WORKER_READER,
} AssayWorkerMode;

/*
 * AssayWorkFunc:
 * @database: the worker's connection, in a transaction
 * @data: the task data of the task
 * @result: (out): what the task returns when the transaction is over
 * @error: return location for an error
 *
 * Returns: %FALSE undoes what this job did, and nothing else
 */
typedef gboolean (*AssayWorkFunc) (AssayDatabase *database,
                                   gpointer data,
                                   gpointer *result,
                                   GError **error);

/*
 * AssayCommitFunc:
 * @last_seq: the seq of the newest event
 * @user_data: the data given with the function
 *
 * Called in the worker's thread when this or another process has changed the file.
 */
typedef void (*AssayCommitFunc) (gint64 last_seq, gpointer user_data);

typedef struct _AssayWorker AssayWorker;

AssayWorker *assay_worker_new (AssayDatabase *database,
                               AssayWorkerMode mode,
                               AssayCommitFunc commit_func,
                               gpointer user_data,
                               GDestroyNotify destroy);
AssayWorker *assay_worker_ref (AssayWorker *self) G_GNUC_WARN_UNUSED_RESULT;
void assay_worker_unref (AssayWorker *self);
void assay_worker_stop (AssayWorker *self);

void assay_worker_submit (AssayWorker *self,
                          GTask *task,
                          AssayWorkFunc func,
                          GDestroyNotify result_free,
                          gsize weight);

void assay_worker_settle (AssayWorker *self, AssayWorker *leader);
void assay_worker_watch (AssayWorker *self, AssayPresence *presence);
void assay_worker_look (AssayWorker *self);
gboolean assay_worker_is_congested (AssayWorker *self);

G_END_DECLS
