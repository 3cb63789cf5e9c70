/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-worker-private.h"

#include "assay-journal-error.h"
#include "assay-log.h"

#define MAX_BATCH 512
#define MAX_JOBS 8192
#define MAX_WEIGHT (64 * 1024 * 1024)
#define POLL_INTERVAL_US (100 * G_TIME_SPAN_MILLISECOND)

typedef struct
{
  /* Owned */
  GTask *task;             /* %NULL only wakes the thread, to look for changes */
  AssayPresence *presence; /* whose to look for from now on */
  AssayWorker *leader;     /* whose events must be in the projections before the thread goes on */
  gpointer result;
  GError *error;

  AssayWorkFunc func;
  GDestroyNotify result_free;
  gsize weight;
  gboolean undoes;       /* it failed and may have written before */
  gboolean watches;      /* @presence is to be taken over */
  gboolean is_last;      /* the thread ends with this one */
  AssayWorkerWait *wait; /* (nullable) (unowned): for what was appended before */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->presence, assay_presence_unref);
  g_clear_pointer (&job->leader, assay_worker_unref);
  g_free (job);
}

static void
worker_clear (gpointer data)
{
  AssayWorker *self = data;

  if (self->destroy != NULL)
    self->destroy (self->user_data);
  g_async_queue_unref (self->queue);
  g_clear_pointer (&self->database, assay_database_free);
  g_clear_pointer (&self->presence, assay_presence_unref);
}

static void
job_clear_result (Job *job)
{
  if (job->result != NULL && job->result_free != NULL)
    job->result_free (job->result);
  job->result = NULL;
}

/* Before it is run again, which one that failed is not. */
static void
job_clear_outcome (Job *job)
{
  if (job->undoes)
    return;

  job_clear_result (job);
  g_clear_error (&job->error);
}

static void
job_fail (Job *job, const GError *error)
{
  job_clear_result (job);
  if (job->error == NULL)
    job->error = g_error_copy (error);
}

/* Gives the answer away and forgets the job. */
static void
job_finish (AssayWorker *self, Job *job)
{
  g_atomic_pointer_add (&self->weight, -(gssize) job->weight);
  g_atomic_int_add (&self->n_jobs, -1);

  if (job->error != NULL)
    g_task_return_error (job->task, g_steal_pointer (&job->error));
  else
    g_task_return_pointer (job->task, g_steal_pointer (&job->result), job->result_free);

  g_object_unref (job->task);
  job_free (job);
}

static void
run_in_savepoint (AssayWorker *self, Job *job)
{
  g_autoptr (GError) error = NULL;

  if (!assay_database_run (self->database, "SAVEPOINT job", &job->error))
    return;

  if (job->func (self->database, g_task_get_task_data (job->task), &job->result, &job->error))
    {
      assay_database_run (self->database, "RELEASE job", &job->error);
      return;
    }

  if (assay_database_in_transaction (self->database) &&
      !assay_database_execute (self->database, "ROLLBACK TO job; RELEASE job", &error))
    assay_log_rarely (g_warning, "cannot undo a part of a transaction: %s", error->message);
}

static void
run_job (AssayWorker *self, Job *job, gboolean guarded)
{
  if (job->undoes ||
      g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &job->error))
    return;

  if (guarded)
    run_in_savepoint (self, job);
  else if (!job->func (self->database, g_task_get_task_data (job->task), &job->result, &job->error))
    job->undoes = TRUE;
}

/* Runs jobs until one leaves something to be undone. A full disk ends the whole transaction:
 * nothing of the jobs before is left either. */
static gboolean
run_jobs (AssayWorker *self, GPtrArray *jobs, gboolean guarded, gboolean *undoes, GError **error)
{
  *undoes = FALSE;
  for (guint i = 0; i < jobs->len && (guarded || !*undoes); i++)
    {
      Job *job = g_ptr_array_index (jobs, i);

      run_job (self, job, guarded);
      if (!assay_database_in_transaction (self->database))
        {
          if (job->error != NULL)
            g_propagate_error (error, g_error_copy (job->error));
          else
            g_set_error_literal (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_IO,
                                 "the transaction ended too early");
          return FALSE;
        }
      *undoes = job->undoes;
    }

  return TRUE;
}

/* A savepoint keeps a copy of each page that is written while it is open, and hardly any job fails:
 * only when one did, all others are run again, each with a savepoint of its own. */
static gboolean
run_transaction (AssayWorker *self, GPtrArray *jobs, GError **error)
{
  gboolean writes = self->mode == ASSAY_WORKER_WRITER;
  const char *begin = writes ? "BEGIN IMMEDIATE" : "BEGIN";
  gboolean undoes;

  if (!assay_database_run (self->database, begin, error) ||
      !run_jobs (self, jobs, FALSE, &undoes, error))
    return FALSE;
  if (!undoes || !writes)
    return assay_database_run (self->database, "COMMIT", error);

  assay_database_roll_back (self->database);
  for (guint i = 0; i < jobs->len; i++)
    job_clear_outcome (g_ptr_array_index (jobs, i));

  return assay_database_run (self->database, begin, error) &&
         run_jobs (self, jobs, TRUE, &undoes, error) &&
         assay_database_run (self->database, "COMMIT", error);
}

/* The next append tries again. */
static void
renew_early (AssayWorker *self)
{
  g_autoptr (GError) error = NULL;

  if (!assay_worker_renew (self, &error))
    assay_log_rarely (g_message, "the journal cannot be opened again yet: %s", error->message);
}

static void
run_batch (AssayWorker *self, GPtrArray *jobs)
{
  g_autoptr (GError) error = NULL;
  gboolean fails_anew = FALSE;

  if (!assay_worker_renew (self, &error) || !run_transaction (self, jobs, &error) ||
      (self->mode == ASSAY_WORKER_WRITER && !assay_database_check_place (self->database, &error)))
    {
      fails_anew = assay_worker_note_failure (self, error);
      assay_database_roll_back (self->database);
      for (guint i = 0; i < jobs->len; i++)
        job_fail (g_ptr_array_index (jobs, i), error);
    }
  else if (self->mode == ASSAY_WORKER_WRITER)
    {
      assay_database_mark (self->database);
      assay_worker_announce (self);
    }

  for (guint i = 0; i < jobs->len; i++)
    job_finish (self, g_ptr_array_index (jobs, i));

  if (fails_anew)
    renew_early (self);
}

/* data_version changes when another connection has committed, never by our own writing. Who else is
 * there is asked first: what somebody writes before going is then seen by this last look. */
static void
look_for_foreign_changes (AssayWorker *self)
{
  g_autoptr (GError) error = NULL;
  gint64 data_version;

  self->looks = assay_presence_has_others (self->presence);
  if (!assay_database_query_int64 (self->database, "PRAGMA data_version", &data_version, &error))
    {
      assay_log_rarely (g_warning, "cannot look for changes: %s", error->message);
      return;
    }

  /* What others move from the log into the file takes the mark away, perhaps after what they
   * committed has been looked at. */
  if (self->mode == ASSAY_WORKER_WRITER)
    assay_database_mark (self->database);

  if (data_version == self->data_version)
    return;

  self->data_version = data_version;
  assay_worker_announce (self);
}

static void
push (AssayWorker *self, Job *job)
{
  g_async_queue_push (self->queue, job);
}

/* Waits until what was appended by now is in the projections, or cannot be brought there. */
static void
settle (AssayWorker *leader)
{
  AssayWorkerWait wait = { .done = FALSE };
  Job *job;

  if (g_atomic_int_get (&leader->n_trailing) == 0)
    return;

  g_mutex_init (&wait.mutex);
  g_cond_init (&wait.cond);
  job = g_new0 (Job, 1);
  job->wait = &wait;
  push (leader, job);

  g_mutex_lock (&wait.mutex);
  while (!wait.done)
    g_cond_wait (&wait.cond, &wait.mutex);
  g_mutex_unlock (&wait.mutex);

  g_cond_clear (&wait.cond);
  g_mutex_clear (&wait.mutex);
}

static void
obey (AssayWorker *self, Job *job)
{
  if (job->leader != NULL)
    {
      settle (job->leader);
    }
  else if (job->wait != NULL)
    {
      assay_worker_add_wait (self, job->wait);
    }
  else
    {
      if (job->watches)
        {
          g_clear_pointer (&self->presence, assay_presence_unref);
          self->presence = g_steal_pointer (&job->presence);
        }
      self->looks = self->presence != NULL;
    }
  job_free (job);
}

static Job *
pop (AssayWorker *self)
{
  gint64 wait = MIN (self->looks ? POLL_INTERVAL_US : G_MAXINT64, assay_worker_get_patience (self));

  return wait < G_MAXINT64 ? g_async_queue_timeout_pop (self->queue, (guint64) wait)
                           : g_async_queue_pop (self->queue);
}

/* Returns whether the thread goes on. */
static gboolean
take_jobs (AssayWorker *self, GPtrArray *jobs)
{
  guint limit = self->mode == ASSAY_WORKER_WRITER ? MAX_BATCH : 1;
  Job *job = pop (self);

  while (job != NULL)
    {
      gboolean is_last = job->is_last;

      if (job->task != NULL)
        g_ptr_array_add (jobs, job);
      else
        obey (self, job);
      if (is_last)
        return FALSE;

      job = jobs->len < limit ? g_async_queue_try_pop (self->queue) : NULL;
    }

  return TRUE;
}

static gpointer
worker_thread (gpointer data)
{
  AssayWorker *self = data;
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  gboolean goes_on = TRUE;

  assay_worker_read_progress (self);
  while (goes_on)
    {
      g_ptr_array_set_size (jobs, 0);
      goes_on = take_jobs (self, jobs);

      if (jobs->len > 0)
        run_batch (self, jobs);
      if (assay_worker_must_project (self, jobs->len == 0))
        assay_worker_project (self);
      if (goes_on && self->looks)
        look_for_foreign_changes (self);
    }
  assay_worker_end_waits (self, G_MAXINT64);
  assay_worker_project_last (self);

  g_clear_pointer (&self->database, assay_database_free);
  assay_worker_unref (self);

  return NULL;
}

/*
 * assay_worker_new:
 * @database: (transfer full): the connection; from now on the worker's
 * @mode: what the jobs do
 * @commit_func: (nullable): called after each change of the file
 * @user_data: data for @commit_func
 * @destroy: frees @user_data, in any thread
 *
 * Starts a thread that works on a connection.
 *
 * Returns: (transfer full): the worker; free with assay_worker_stop()
 */
AssayWorker *
assay_worker_new (AssayDatabase *database,
                  AssayWorkerMode mode,
                  AssayCommitFunc commit_func,
                  gpointer user_data,
                  GDestroyNotify destroy)
{
  AssayWorker *self = g_atomic_rc_box_new0 (AssayWorker);

  self->database = database;
  self->queue = g_async_queue_new_full (job_free);
  self->mode = mode;
  self->commit_func = commit_func;
  self->user_data = user_data;
  self->destroy = destroy;
  self->n_trailing = -1;
  self->thread = g_thread_new (mode == ASSAY_WORKER_WRITER ? "journal-writer" : "journal-reader",
                               worker_thread, g_atomic_rc_box_acquire (self));

  return self;
}

/*
 * assay_worker_ref:
 * @self: a worker
 *
 * Takes a reference, in any thread; it keeps nothing open once the worker is stopped.
 *
 * Returns: (transfer full): @self
 */
AssayWorker *
assay_worker_ref (AssayWorker *self)
{
  return g_atomic_rc_box_acquire (self);
}

/*
 * assay_worker_unref:
 * @self: (transfer full): a worker
 *
 * Gives a reference of assay_worker_ref() back.
 */
void
assay_worker_unref (AssayWorker *self)
{
  g_atomic_rc_box_release_full (self, worker_clear);
}

/*
 * assay_worker_stop:
 * @self: (transfer full): a worker
 *
 * Waits until the jobs submitted so far are done, closes the connection and ends the thread. In the
 * worker's own thread it does not wait.
 */
void
assay_worker_stop (AssayWorker *self)
{
  Job *job = g_new0 (Job, 1);
  GThread *thread = g_steal_pointer (&self->thread);

  job->is_last = TRUE;
  push (self, job);

  if (thread == g_thread_self ())
    g_thread_unref (thread);
  else
    g_thread_join (thread);

  assay_worker_unref (self);
}

/*
 * assay_worker_submit:
 * @self: a worker
 * @task: (transfer full): what to answer; its task data is handed to @func
 * @func: the work
 * @result_free: (nullable): frees the result
 * @weight: roughly how many bytes the job holds
 *
 * Queues a job. When too much waits already, the task fails at once with
 * ASSAY_JOURNAL_ERROR_BUSY.
 */
void
assay_worker_submit (AssayWorker *self,
                     GTask *task,
                     AssayWorkFunc func,
                     GDestroyNotify result_free,
                     gsize weight)
{
  int n_jobs = g_atomic_int_add (&self->n_jobs, 1);
  gssize waiting = g_atomic_pointer_add (&self->weight, (gssize) weight);
  Job *job = g_new0 (Job, 1);

  /* A committed append must be answered with its outcome, not with a late cancellation. Whoever
   * gives up reading must not be handed what was read: it may be about something else by then. */
  g_task_set_check_cancellable (task, self->mode != ASSAY_WORKER_WRITER);

  job->task = task;
  job->func = func;
  job->result_free = result_free;
  job->weight = weight;

  if (self->mode == ASSAY_WORKER_WRITER && (n_jobs >= MAX_JOBS || waiting >= MAX_WEIGHT))
    {
      job->error = g_error_new_literal (ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_BUSY,
                                        "too much waits to be written");
      job_finish (self, job);
      return;
    }

  push (self, job);
}

/*
 * assay_worker_settle:
 * @self: a reader
 * @leader: the writer of the same file; has to be stopped later than @self
 *
 * What is submitted from now on sees in the projections all that @leader has appended so far.
 */
void
assay_worker_settle (AssayWorker *self, AssayWorker *leader)
{
  Job *job;

  if (g_atomic_int_get (&leader->n_trailing) == 0)
    return;

  job = g_new0 (Job, 1);
  job->leader = assay_worker_ref (leader);
  push (self, job);
}

/*
 * assay_worker_watch:
 * @self: a worker with a commit function
 * @presence: (nullable): who else may change the file, %NULL to notice nothing any more
 *
 * Tells of the changes of other processes from now on: the file is looked at every 100 ms while
 * others are there, and whenever assay_worker_look() is called.
 */
void
assay_worker_watch (AssayWorker *self, AssayPresence *presence)
{
  Job *job = g_new0 (Job, 1);

  job->watches = TRUE;
  job->presence = presence != NULL ? assay_presence_ref (presence) : NULL;
  push (self, job);
}

/*
 * assay_worker_look:
 * @self: a worker
 *
 * Has a worker that watches look for changes now. Nothing happens once it is stopped.
 */
void
assay_worker_look (AssayWorker *self)
{
  push (self, g_new0 (Job, 1));
}

/*
 * assay_worker_is_congested:
 * @self: a writer
 *
 * Returns: whether half of what may wait is waiting
 */
gboolean
assay_worker_is_congested (AssayWorker *self)
{
  return g_atomic_int_get (&self->n_jobs) > MAX_JOBS / 2 ||
         (gssize) g_atomic_pointer_get (&self->weight) > MAX_WEIGHT / 2;
}
