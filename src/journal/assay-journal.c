/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal.h"

#include "assay-journal-private.h"

/**
 * AssayJournal:
 *
 * The append-only record of what happened, and everything computed from it.
 *
 * A journal is one SQLite file in a folder. Any number of processes may open it. One thread writes:
 * appends that come in together share one durable transaction. Another thread reads with its own
 * connection. Answers arrive in the thread-default context of the caller; the journal itself may be
 * used from any thread.
 */
G_DEFINE_FINAL_TYPE (AssayJournal, assay_journal, G_TYPE_OBJECT)

typedef enum
{
  PROP_WATCHING = 1,
} AssayJournalProperty;

static GParamSpec *properties[PROP_WATCHING + 1];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
emit_changed (gpointer object)
{
  AssayJournal *self = object;
  gint64 last_seq;

  g_mutex_lock (&self->audience->mutex);
  last_seq = self->audience->last_seq;
  g_mutex_unlock (&self->audience->mutex);

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, last_seq);
}

/* Others must know of this process until its last append is done. The writer goes last: its
 * connection moves the log into the file. */
static void
stop (AssayJournal *self)
{
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->reader, assay_worker_stop);
  g_clear_pointer (&self->writer, assay_worker_stop);
  g_clear_pointer (&self->presence, assay_presence_unref);
}

static void
close_thread (GTask *task, gpointer source, gpointer user_data, GCancellable *cancellable)
{
  stop (source);
  g_task_return_boolean (task, TRUE);
}

static void
assay_journal_dispose (GObject *object)
{
  stop (ASSAY_JOURNAL (object));

  G_OBJECT_CLASS (assay_journal_parent_class)->dispose (object);
}

static void
assay_journal_finalize (GObject *object)
{
  AssayJournal *self = ASSAY_JOURNAL (object);

  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->own_wake, assay_wake_unref);
  g_clear_pointer (&self->audience, assay_journal_audience_unref);
  g_clear_pointer (&self->mapping, assay_journal_mapping_unref);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (assay_journal_parent_class)->finalize (object);
}

static void
assay_journal_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  AssayJournal *self = ASSAY_JOURNAL (object);

  switch ((AssayJournalProperty) property_id)
    {
    case PROP_WATCHING:
      g_value_set_boolean (value, self->watching);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_journal_set_property (GObject *object,
                            guint property_id,
                            const GValue *value,
                            GParamSpec *pspec)
{
  switch ((AssayJournalProperty) property_id)
    {
    case PROP_WATCHING:
      assay_journal_set_watching (ASSAY_JOURNAL (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_journal_class_init (AssayJournalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_journal_dispose;
  object_class->finalize = assay_journal_finalize;
  object_class->get_property = assay_journal_get_property;
  object_class->set_property = assay_journal_set_property;

  /**
   * AssayJournal:watching:
   *
   * Whether changes by other processes are noticed, within 100 ms once another process has the
   * journal open. Nobody wakes for that while this process is alone.
   */
  properties[PROP_WATCHING] = g_param_spec_boolean ("watching", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                                      G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * AssayJournal::changed:
   * @self: the journal
   * @last_seq: the number of the newest event
   *
   * Something was added by this or another process. Emitted in the context in which the journal was
   * opened; several additions may share one emission.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
assay_journal_init (AssayJournal *self)
{
  g_mutex_init (&self->mutex);
  self->mapping = g_atomic_rc_box_new0 (AssayJournalMapping);

  self->audience = assay_journal_audience_new ();
  self->own_wake = assay_wake_new (G_OBJECT (self), emit_changed);
  assay_journal_add_wake (self, self->own_wake);
}

/**
 * assay_journal_close_async:
 * @self: a journal
 * @cancellable: (nullable): a cancellable
 * @callback: called when everything is on the disk and the file is closed
 * @user_data: data for @callback
 *
 * Finishes what was asked for and closes the file. The journal must not be used afterwards.
 */
void
assay_journal_close_async (AssayJournal *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (ASSAY_IS_JOURNAL (self));

  g_task_set_source_tag (task, assay_journal_close_async);
  g_task_run_in_thread (task, close_thread);
}

/**
 * assay_journal_close_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the journal was closed
 */
gboolean
assay_journal_close_finish (AssayJournal *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_close_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_journal_get_folder:
 * @self: a journal
 *
 * Returns: (transfer none) (type filename): the data folder
 */
const char *
assay_journal_get_folder (AssayJournal *self)
{
  g_return_val_if_fail (ASSAY_IS_JOURNAL (self), NULL);

  return self->folder;
}

/**
 * assay_journal_get_mode:
 * @self: a journal
 *
 * Returns: how the journal was opened
 */
AssayJournalMode
assay_journal_get_mode (AssayJournal *self)
{
  g_return_val_if_fail (ASSAY_IS_JOURNAL (self), ASSAY_JOURNAL_READ_ONLY);

  return self->mode;
}

/*
 * assay_journal_settle:
 * @self: a journal
 *
 * What is read from now on shows all that was appended so far.
 */
void
assay_journal_settle (AssayJournal *self)
{
  if (self->reader != NULL && self->writer != NULL)
    assay_worker_settle (self->reader, self->writer);
}

/*
 * assay_journal_read:
 * @self: a journal
 * @task: (transfer full): what to answer
 * @func: the query
 * @result_free: (nullable): frees its result
 *
 * Runs a query on one snapshot, in the reader's thread.
 */
void
assay_journal_read (AssayJournal *self, GTask *task, AssayWorkFunc func, GDestroyNotify result_free)
{
  if (self->reader != NULL)
    {
      assay_worker_submit (self->reader, task, func, result_free, 0);
      return;
    }

  g_task_return_new_error_literal (task, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN,
                                   "the journal is closed");
  g_object_unref (task);
}
