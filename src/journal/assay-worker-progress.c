/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-worker-private.h"

#include "assay-journal-error.h"
#include "assay-log.h"
#include "assay-projection-private.h"

/* How long nothing comes in before the projections follow at once. */
#define IDLE_TIME (5 * G_TIME_SPAN_MILLISECOND)

/* How long the first of few events waits for the projections: many at a time cost less each, few at
 * a time hold up fewer appends. */
#define MAX_TRAILING_TIME (40 * G_TIME_SPAN_MILLISECOND)

/* Where so many wait after that time, nobody can follow them with the eye any more. Those who wait
 * for an answer come first then, but not so long that the rest could not follow in two seconds. */
#define MANY_TRAILING 64
#define MAX_TRAILING_TIME_OF_MANY (3 * G_TIME_SPAN_SECOND)
#define MAX_TRAILING 12288

/* At a time */
#define MAX_PROJECTED 512

#define RETRY_TRAILING_TIME (1 * G_TIME_SPAN_SECOND)

/* Who opens the file next does what an end leaves. */
#define MAX_LAST_TIME (1 * G_TIME_SPAN_SECOND)

/* Finds out how many events are not in the projections. */
gboolean
assay_worker_read_progress (AssayWorker *self)
{
  g_autoptr (GError) error = NULL;
  gint64 newest, n_trailing;

  if (!assay_projection_get_progress (self->database, &self->projected, &newest, &error))
    {
      assay_log_rarely (g_warning, "cannot read the newest event: %s", error->message);
      return FALSE;
    }

  n_trailing = self->mode == ASSAY_WORKER_WRITER ? newest - self->projected : 0;
  if (n_trailing < MANY_TRAILING)
    self->is_late = FALSE;
  if (n_trailing == 0)
    self->due_at = 0;
  else if (self->due_at == 0)
    self->due_at = g_get_monotonic_time () + MAX_TRAILING_TIME;
  g_atomic_int_set (&self->n_trailing, (int) MIN (n_trailing, G_MAXINT));

  return TRUE;
}

static void
end_wait (AssayWorkerWait *wait)
{
  G_MUTEX_AUTO_LOCK (&wait->mutex, locker);

  wait->done = TRUE;
  g_cond_signal (&wait->cond);
}

/* Ends the waits for events up to @seq. */
void
assay_worker_end_waits (AssayWorker *self, gint64 seq)
{
  GSList *link = self->waits;

  while (link != NULL)
    {
      AssayWorkerWait *wait = link->data;
      GSList *next = link->next;

      if (wait->seq <= seq)
        {
          self->waits = g_slist_delete_link (self->waits, link);
          end_wait (wait);
        }
      link = next;
    }
}

/* Has @wait end once what was appended by now is in the projections, or cannot be brought there. */
void
assay_worker_add_wait (AssayWorker *self, AssayWorkerWait *wait)
{
  wait->seq = self->projected + g_atomic_int_get (&self->n_trailing);
  self->waits = g_slist_prepend (self->waits, wait);
  assay_worker_end_waits (self, self->projected);
}

/* Tells of a change once it can be seen. An append of which nothing can be seen yet is told of when
 * its events have followed. */
void
assay_worker_announce (AssayWorker *self)
{
  gint64 before = self->projected;
  gboolean is_known = assay_worker_read_progress (self);
  gboolean is_complete = is_known && g_atomic_int_get (&self->n_trailing) == 0;

  if (self->commit_func != NULL && (is_complete || (is_known && self->projected != before)))
    self->commit_func (self->projected, self->user_data);

  assay_worker_end_waits (self, is_known && !is_complete ? self->projected : G_MAXINT64);
}

/* After a write or a sync that failed, what is on the disk is not known to be what the connection
 * takes for it. Until a new one has read it all, nothing more is stored. */
gboolean
assay_worker_renew (AssayWorker *self, GError **error)
{
  AssayDatabase *database;

  if (!self->has_failed)
    return TRUE;

  database = assay_database_reopen (self->database, error);
  if (database == NULL)
    return FALSE;

  assay_database_free (self->database);
  self->database = database;
  self->has_failed = FALSE;
  self->data_version = -1;
  g_message ("the journal could not be written; it was opened again, found sound, and stores "
             "again");

  return TRUE;
}

/* Returns whether the disk failed the writer, and had not before. */
gboolean
assay_worker_note_failure (AssayWorker *self, const GError *error)
{
  gboolean fails_anew = self->mode == ASSAY_WORKER_WRITER && !self->has_failed &&
                        g_error_matches (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_IO);

  self->has_failed |= fails_anew;

  return fails_anew;
}

static gboolean
project_some (AssayWorker *self, gboolean guarded, GError **error)
{
  /* Events that trail do not depend on how results are shown. */
  const AssayProjection projection = { NULL };

  return assay_worker_renew (self, error) &&
         assay_database_run (self->database, "BEGIN IMMEDIATE", error) &&
         assay_projection_catch_up (&projection, self->database, MAX_PROJECTED, guarded, error) &&
         assay_database_run (self->database, "COMMIT", error);
}

/* Hardly ever is an event to be left out. */
static gboolean
project_with_care (AssayWorker *self, GError **error)
{
  g_autoptr (GError) problem = NULL;

  if (project_some (self, FALSE, &problem))
    return TRUE;

  if (!assay_projection_is_about_event (problem))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  assay_database_roll_back (self->database);

  return project_some (self, TRUE, error);
}

/* Brings the next events into the projections. What is lost of that with the power is done again,
 * so the disk need not be waited for. */
gboolean
assay_worker_project (AssayWorker *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) problem = NULL;
  gboolean done = assay_database_execute (self->database, "PRAGMA synchronous = NORMAL", &error) &&
                  project_with_care (self, &error);

  if (!done)
    {
      assay_worker_note_failure (self, error);
      assay_database_roll_back (self->database);
      assay_log_rarely (g_warning, "what came in cannot be shown yet: %s", error->message);
      self->due_at = g_get_monotonic_time () + RETRY_TRAILING_TIME;
      self->retries = TRUE;
      self->is_late = FALSE;
      assay_worker_end_waits (self, G_MAXINT64);
    }
  if (!assay_database_execute (self->database, "PRAGMA synchronous = FULL", &problem))
    self->has_failed = TRUE;
  if (done)
    {
      self->due_at = 0;
      self->retries = FALSE;
      assay_database_mark (self->database);
      assay_worker_announce (self);
    }

  return done;
}

/* The last that is done: what would take long is left. */
void
assay_worker_project_last (AssayWorker *self)
{
  gint64 end = g_get_monotonic_time () + MAX_LAST_TIME;
  gboolean goes_on = TRUE;

  while (goes_on && g_atomic_int_get (&self->n_trailing) > 0)
    goes_on = assay_worker_project (self) && g_get_monotonic_time () < end;
}

/* How long the thread waits for jobs before the next look at what trails; for ever when nothing
 * does. */
gint64
assay_worker_get_patience (AssayWorker *self)
{
  if (self->due_at == 0)
    return G_MAXINT64;
  if (self->is_late || self->waits != NULL)
    return 0;

  return self->retries ? MAX (self->due_at - g_get_monotonic_time (), 0) : IDLE_TIME;
}

/* @is_idle tells that nothing was to be done for IDLE_TIME. Once it is time, more is
 * done than that one time until few trail. */
gboolean
assay_worker_must_project (AssayWorker *self, gboolean is_idle)
{
  int n_trailing = g_atomic_int_get (&self->n_trailing);
  gint64 late = g_get_monotonic_time () - self->due_at;
  gboolean is_time;

  if (self->due_at == 0)
    return FALSE;
  if (self->waits != NULL)
    return TRUE;
  if (self->retries)
    return late >= 0;

  is_time = is_idle || n_trailing >= MAX_TRAILING ||
            late >=
              (n_trailing < MANY_TRAILING ? 0 : MAX_TRAILING_TIME_OF_MANY - MAX_TRAILING_TIME);
  self->is_late |= is_time && n_trailing >= MANY_TRAILING;

  return is_time || self->is_late;
}
