/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal-private.h"

AssayJournalAudience *
assay_journal_audience_new (void)
{
  AssayJournalAudience *audience = g_atomic_rc_box_new0 (AssayJournalAudience);

  g_mutex_init (&audience->mutex);
  audience->wakes = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_wake_unref);

  return audience;
}

static void
audience_clear (gpointer data)
{
  AssayJournalAudience *audience = data;

  g_ptr_array_unref (audience->wakes);
  g_mutex_clear (&audience->mutex);
}

void
assay_journal_audience_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, audience_clear);
}

/* Runs in the thread that writes or looks for changes. */
void
assay_journal_commit_cb (gint64 last_seq, gpointer user_data)
{
  AssayJournalAudience *audience = user_data;

  G_MUTEX_AUTO_LOCK (&audience->mutex, locker);

  audience->last_seq = last_seq;
  for (guint i = 0; i < audience->wakes->len; i++)
    assay_wake_ring (g_ptr_array_index (audience->wakes, i));
}

/**
 * assay_journal_get_watching:
 * @self: a journal
 *
 * Returns: whether changes by other processes are noticed
 */
gboolean
assay_journal_get_watching (AssayJournal *self)
{
  g_return_val_if_fail (ASSAY_IS_JOURNAL (self), FALSE);

  return self->watching;
}

/* What is written into the file says nothing of others, and is told again seconds later. */
static void
look_cb (AssayWorker *worker, GFile *file, GFile *other_file, GFileMonitorEvent event)
{
  if (event != G_FILE_MONITOR_EVENT_CHANGED && event != G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT)
    assay_worker_look (worker);
}

static void
unref_worker (gpointer worker, GClosure *closure)
{
  assay_worker_unref (worker);
}

/* Without a monitor nobody would tell when somebody comes, so that is looked for all the time. */
static void
watch (AssayJournal *self, AssayWorker *worker)
{
  g_autoptr (AssayPresence) nobody_knows = NULL;
  g_autoptr (GError) error = NULL;

  self->monitor = assay_presence_monitor (self->presence, &error);
  if (self->monitor != NULL)
    {
      g_signal_connect_data (self->monitor, "changed", G_CALLBACK (look_cb),
                             assay_worker_ref (worker), unref_worker, G_CONNECT_SWAPPED);
      assay_worker_watch (worker, self->presence);
      return;
    }

  g_message ("the journal is looked at all the time: %s", error->message);
  nobody_knows = assay_presence_new_unknown ();
  assay_worker_watch (worker, nobody_knows);
}

/**
 * assay_journal_set_watching:
 * @self: an open journal
 * @watching: whether changes by other processes are to be noticed
 *
 * Sets [property@Journal:watching]. Call it in the context in which the journal was opened.
 */
void
assay_journal_set_watching (AssayJournal *self, gboolean watching)
{
  AssayWorker *worker;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));

  watching = !!watching;
  if (self->watching == watching)
    return;

  self->watching = watching;
  worker = self->writer != NULL ? self->writer : self->reader;
  g_clear_object (&self->monitor);
  if (worker != NULL && watching)
    watch (self, worker);
  else if (worker != NULL)
    assay_worker_watch (worker, NULL);

  g_object_notify (G_OBJECT (self), "watching");
}

/**
 * assay_journal_add_wake:
 * @self: a journal
 * @wake: a wake
 *
 * Has @wake rung, by the thread that writes, at every change that [signal@Journal::changed] tells
 * of. For those who live in another context than the journal.
 */
void
assay_journal_add_wake (AssayJournal *self, AssayWake *wake)
{
  g_return_if_fail (ASSAY_IS_JOURNAL (self));
  g_return_if_fail (wake != NULL);

  G_MUTEX_AUTO_LOCK (&self->audience->mutex, locker);

  g_ptr_array_add (self->audience->wakes, assay_wake_ref (wake));
}

/**
 * assay_journal_remove_wake:
 * @self: a journal
 * @wake: a wake that was added
 *
 * Takes back [method@Journal.add_wake]. A ring that is under way may still arrive.
 */
void
assay_journal_remove_wake (AssayJournal *self, AssayWake *wake)
{
  g_return_if_fail (ASSAY_IS_JOURNAL (self));

  G_MUTEX_AUTO_LOCK (&self->audience->mutex, locker);

  g_ptr_array_remove (self->audience->wakes, wake);
}
