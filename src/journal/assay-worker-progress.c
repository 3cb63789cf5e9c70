/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-worker-private.h"

#include "assay-journal-error.h"
#include "assay-log.h"
#include "assay-projection-private.h"

/* How many events may wait for the projections, and for how long: many at a time cost less each,
 * few at a time hold up fewer appends. */
#define MAX_TRAILING 512
#define MAX_TRAILING_TIME (40 * G_TIME_SPAN_MILLISECOND)

/* Where so many wait after that time, nobody can follow them with the eye any more, and each costs
 * less the more there are. */
#define MANY_TRAILING 64
#define MAX_TRAILING_TIME_OF_MANY (300 * G_TIME_SPAN_MILLISECOND)
#define RETRY_TRAILING_TIME (1 * G_TIME_SPAN_SECOND)

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
  if (n_trailing == 0)
    self->due_at = 0;
  else if (self->due_at == 0)
    self->due_at = g_get_monotonic_time () + MAX_TRAILING_TIME;
  g_atomic_int_set (&self->n_trailing, (int) MIN (n_trailing, G_MAXINT));

  return TRUE;
}

/* Tells of a change once it can be seen. An append of which nothing can be seen yet is told of when
 * its events have followed. */
void
assay_worker_announce (AssayWorker *self)
{
  gint64 before = self->projected;

  if (assay_worker_read_progress (self) && self->commit_func != NULL &&
      (g_atomic_int_get (&self->n_trailing) == 0 || self->projected != before))
    self->commit_func (self->projected, self->user_data);
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
         assay_projection_catch_up (&projection, self->database, MAX_TRAILING, guarded, error) &&
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

void
assay_worker_project_all (AssayWorker *self)
{
  while (g_atomic_int_get (&self->n_trailing) > 0)
    {
      if (!assay_worker_project (self))
        return;
    }
}

/* @is_idle tells that nothing was to be done for ASSAY_WORKER_IDLE_TIME. */
gboolean
assay_worker_must_project (AssayWorker *self, gboolean is_idle)
{
  int n_trailing = g_atomic_int_get (&self->n_trailing);
  gint64 late = g_get_monotonic_time () - self->due_at;

  if (self->due_at == 0)
    return FALSE;
  if (self->retries)
    return late >= 0;
  if (is_idle || n_trailing >= MAX_TRAILING)
    return TRUE;

  return late >= (n_trailing < MANY_TRAILING ? 0 : MAX_TRAILING_TIME_OF_MANY - MAX_TRAILING_TIME);
}
