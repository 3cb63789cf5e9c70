/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-journal.h"
#include "assay-journal-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/file.h>

#include "assay-append-private.h"
#include "assay-exchange-row-private.h"
#include "assay-schema.h"

#define FILE_NAME "journal.sqlite"

/* Who hears of changes. The writer's thread shares it with the journal. */
typedef struct
{
  GMutex     mutex;

  /* Under the mutex */
  GPtrArray *wakes;
  gint64     last_seq;
} Audience;

/* The mapping as the writer's jobs see it; a job keeps the one it was submitted with. */
typedef struct
{
  AssayProjection projection;
  GDestroyNotify  destroy;
} Mapping;

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
struct _AssayJournal
{
  GObject          parent_instance;

  /* Owned */
  char            *folder;
  AssayWorker     *writer;    /* %NULL when the journal is read-only or closed */
  AssayWorker     *reader;    /* %NULL when the journal is closed */
  AssayPresence   *presence;
  GFileMonitor    *monitor;   /* while watching */
  Audience        *audience;
  AssayWake       *own_wake;
  Mapping         *mapping;
  GMutex           mutex;     /* guards the mapping */

  AssayJournalMode mode;
  gboolean         watching;
};

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

/* What waits for the writer. */
typedef struct
{
  /* Owned */
  GPtrArray     *events;
  AssayExchange *exchange;
  Mapping       *mapping;

  gint64         expected_version;
} WriteData;

static void
audience_clear (gpointer data)
{
  Audience *audience = data;

  g_ptr_array_unref (audience->wakes);
  g_mutex_clear (&audience->mutex);
}

static void
audience_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, audience_clear);
}

static void
mapping_clear (gpointer data)
{
  Mapping *mapping = data;

  if (mapping->destroy != NULL)
    mapping->destroy (mapping->projection.status_data);
}

static void
mapping_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, mapping_clear);
}

static Mapping *
dup_mapping (AssayJournal *self)
{
  G_MUTEX_AUTO_LOCK (&self->mutex, locker);

  return g_atomic_rc_box_acquire (self->mapping);
}

static WriteData *
write_data_new (AssayJournal  *self,
                GPtrArray     *events,
                AssayExchange *exchange)
{
  WriteData *data = g_new0 (WriteData, 1);

  data->events = events != NULL ? g_ptr_array_ref (events)
                                : g_ptr_array_new_with_free_func (g_object_unref);
  g_set_object (&data->exchange, exchange);
  data->mapping = dup_mapping (self);
  data->expected_version = -1;

  return data;
}

static void
write_data_free (gpointer user_data)
{
  WriteData *data = user_data;

  g_ptr_array_unref (data->events);
  g_clear_object (&data->exchange);
  mapping_unref (data->mapping);
  g_free (data);
}

static gsize
bytes_size (GBytes *bytes)
{
  return bytes != NULL ? g_bytes_get_size (bytes) : 0;
}

static gsize
measure (const WriteData *data)
{
  gsize weight = 1024;

  for (guint i = 0; i < data->events->len; i++)
    weight += bytes_size (assay_event_get_body (g_ptr_array_index (data->events, i)));

  if (data->exchange != NULL)
    weight += bytes_size (assay_exchange_get_request_body (data->exchange)) +
              bytes_size (assay_exchange_get_response_body (data->exchange));

  return weight;
}

/* Only one process at a time may find out that the file is new and set it up. The lock on the
 * folder needs no file and ends with the process. */
static gboolean
set_up_file (AssayJournal   *self,
             AssayDatabase **database,
             const char     *path,
             GError        **error)
{
  g_autofd int lock = -1;
  guint n_migrations;
  const AssayMigration *migrations = assay_schema_get_migrations (&n_migrations);

  if (g_mkdir_with_parents (self->folder, 0700) == 0)
    lock = g_open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (lock == -1 || flock (lock, LOCK_EX) == -1)
    {
      int reason = errno;

      g_set_error (error, ASSAY_JOURNAL_ERROR,
                   reason == EROFS || reason == EACCES ? ASSAY_JOURNAL_ERROR_READ_ONLY
                                                       : ASSAY_JOURNAL_ERROR_OPEN,
                   "cannot open the folder “%s”: %s", self->folder, g_strerror (reason));
      return FALSE;
    }

  /* Before anything can be appended, so that nobody overlooks it. */
  self->presence = assay_presence_new (self->folder, TRUE);
  *database = assay_database_open (path, ASSAY_DATABASE_CREATE, error);

  if (*database == NULL ||
      !assay_schema_migrate (*database, path, migrations, n_migrations, error))
    return FALSE;
  assay_presence_note_file (self->presence, path);

  return TRUE;
}

/* A newer or foreign file is recognised by a connection that cannot write, so it stays
 * untouched. */
static gboolean
check_file (const char        *path,
            AssayJournalMode   mode,
            GError           **error)
{
  g_autoptr(AssayDatabase) database = NULL;
  g_autoptr(GError) problem = NULL;
  g_autofree char *rollback = g_strconcat (path, "-journal", NULL);
  guint n_migrations;
  const AssayMigration *migrations = assay_schema_get_migrations (&n_migrations);
  gint64 version;

  database = assay_database_open (path, ASSAY_DATABASE_READ_ONLY, &problem);
  if (database != NULL &&
      assay_schema_check (database, migrations, n_migrations, &version, &problem))
    return TRUE;

  /* Making the file was interrupted before it got its log: only a writer can undo the half, and
   * checks the file again afterwards. */
  if (mode == ASSAY_JOURNAL_READ_WRITE &&
      g_error_matches (problem, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY) &&
      g_file_test (rollback, G_FILE_TEST_EXISTS))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

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

/* Runs in the thread that writes or looks for changes. */
static void
commit_cb (gint64   last_seq,
           gpointer user_data)
{
  Audience *audience = user_data;

  G_MUTEX_AUTO_LOCK (&audience->mutex, locker);

  audience->last_seq = last_seq;
  for (guint i = 0; i < audience->wakes->len; i++)
    assay_wake_ring (g_ptr_array_index (audience->wakes, i));
}

static gboolean
start (AssayJournal  *self,
       GError       **error)
{
  g_autofree char *path = g_build_filename (self->folder, FILE_NAME, NULL);
  gboolean writable = self->mode == ASSAY_JOURNAL_READ_WRITE;
  g_autoptr(AssayDatabase) writing = NULL;
  g_autoptr(AssayDatabase) reading = NULL;

  if ((!writable || g_file_test (path, G_FILE_TEST_EXISTS)) &&
      !check_file (path, self->mode, error))
    return FALSE;
  if (writable && !set_up_file (self, &writing, path, error))
    return FALSE;

  if (!writable)
    self->presence = assay_presence_new (self->folder, FALSE);
  reading = assay_database_open (path, writable ? ASSAY_DATABASE_QUERY : ASSAY_DATABASE_READ_ONLY,
                                 error);
  if (reading == NULL)
    return FALSE;

  if (writable)
    {
      self->writer = assay_worker_new (g_steal_pointer (&writing), ASSAY_WORKER_WRITER, commit_cb,
                                       g_atomic_rc_box_acquire (self->audience), audience_unref);
      self->reader = assay_worker_new (g_steal_pointer (&reading), ASSAY_WORKER_READER,
                                       NULL, NULL, NULL);
    }
  else
    {
      self->reader = assay_worker_new (g_steal_pointer (&reading), ASSAY_WORKER_READER, commit_cb,
                                       g_atomic_rc_box_acquire (self->audience), audience_unref);
    }

  return TRUE;
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
submit_write (AssayJournal   *self,
              GTask          *task,
              AssayWorkFunc   func,
              WriteData      *data,
              GDestroyNotify  result_free)
{
  gsize weight = measure (data);

  g_task_set_task_data (task, data, write_data_free);
  if (self->writer != NULL)
    {
      assay_worker_submit (self->writer, task, func, result_free, weight);
      return;
    }

  if (self->mode == ASSAY_JOURNAL_READ_ONLY)
    g_task_return_new_error_literal (task, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_READ_ONLY,
                                     "the journal is not open for writing");
  else
    g_task_return_new_error_literal (task, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN,
                                     "the journal is closed");
  g_object_unref (task);
}

static gboolean
append_work (AssayDatabase  *database,
             gpointer        user_data,
             gpointer       *result,
             GError        **error)
{
  WriteData *data = user_data;
  g_autofree AssayAppendOutcome *outcome = g_new0 (AssayAppendOutcome, 1);

  if (!assay_append_run (&data->mapping->projection, database, data->events, data->exchange,
                         data->expected_version, outcome, error))
    return FALSE;

  *result = g_steal_pointer (&outcome);

  return TRUE;
}

static gboolean
rebuild_work (AssayDatabase  *database,
              gpointer        user_data,
              gpointer       *result,
              GError        **error)
{
  WriteData *data = user_data;

  return assay_projection_rebuild (&data->mapping->projection, database, error);
}

static void
open_thread (GTask        *task,
             gpointer      source,
             gpointer      user_data,
             GCancellable *cancellable)
{
  AssayJournal *self = user_data;
  g_autoptr(GError) error = NULL;

  if (start (self, &error))
    g_task_return_pointer (task, g_object_ref (self), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
close_thread (GTask        *task,
              gpointer      source,
              gpointer      user_data,
              GCancellable *cancellable)
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
  g_clear_pointer (&self->audience, audience_unref);
  g_clear_pointer (&self->mapping, mapping_unref);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (assay_journal_parent_class)->finalize (object);
}

static void
assay_journal_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
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
assay_journal_set_property (GObject      *object,
                            guint         property_id,
                            const GValue *value,
                            GParamSpec   *pspec)
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
  properties[PROP_WATCHING] =
    g_param_spec_boolean ("watching", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * AssayJournal::changed:
   * @self: the journal
   * @last_seq: the number of the newest event
   *
   * Something was added by this or another process. Emitted in the context in which the journal was
   * opened; several additions may share one emission.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_INT64);
}

static void
assay_journal_init (AssayJournal *self)
{
  g_mutex_init (&self->mutex);
  self->mapping = g_atomic_rc_box_new0 (Mapping);

  self->audience = g_atomic_rc_box_new0 (Audience);
  g_mutex_init (&self->audience->mutex);
  self->audience->wakes = g_ptr_array_new_with_free_func ((GDestroyNotify) assay_wake_unref);
  self->own_wake = assay_wake_new (G_OBJECT (self), emit_changed);
  assay_journal_add_wake (self, self->own_wake);
}

static AssayJournal *
journal_new (const char       *folder,
             AssayJournalMode  mode)
{
  AssayJournal *self = g_object_new (ASSAY_TYPE_JOURNAL, NULL);

  self->folder = g_strdup (folder);
  self->mode = mode;

  return self;
}

/**
 * assay_journal_exists:
 * @folder: (type filename): a data folder
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Looks whether there is a journal in a folder, without opening anything.
 *
 * Returns: whether there is one
 */
gboolean
assay_journal_exists (const char  *folder,
                      GError     **error)
{
  g_autofree char *path = NULL;
  GStatBuf status;

  g_return_val_if_fail (folder != NULL, FALSE);

  path = g_build_filename (folder, FILE_NAME, NULL);
  if (g_stat (path, &status) == 0)
    return TRUE;

  g_set_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN, "%s: %s", path,
               g_strerror (errno));

  return FALSE;
}

/**
 * assay_journal_open:
 * @folder: (type filename): the data folder
 * @mode: how to open it
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Opens a journal and waits for the disk. See [func@Journal.open_async].
 *
 * Returns: (transfer full) (nullable): the journal
 */
AssayJournal *
assay_journal_open (const char        *folder,
                    AssayJournalMode   mode,
                    GError           **error)
{
  g_autoptr(AssayJournal) self = NULL;

  g_return_val_if_fail (folder != NULL, NULL);

  self = journal_new (folder, mode);

  return start (self, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * assay_journal_open_async:
 * @folder: (type filename): the data folder
 * @mode: how to open it
 * @cancellable: (nullable): a cancellable
 * @callback: called when the journal is open
 * @user_data: data for @callback
 *
 * Opens the journal of a folder, makes it when it is absent and brings an older file to the present
 * form. A file of a newer version, a damaged file and one that is no journal are refused and left
 * as they are.
 */
void
assay_journal_open_async (const char          *folder,
                          AssayJournalMode     mode,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (folder != NULL);

  g_task_set_source_tag (task, assay_journal_open_async);
  g_task_set_task_data (task, journal_new (folder, mode), g_object_unref);
  g_task_run_in_thread (task, open_thread);
}

/**
 * assay_journal_open_finish:
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Returns: (transfer full) (nullable): the journal
 */
AssayJournal *
assay_journal_open_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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
assay_journal_close_async (AssayJournal        *self,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

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
assay_journal_close_finish (AssayJournal  *self,
                            GAsyncResult  *result,
                            GError       **error)
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

static void
look_cb (AssayWorker *worker)
{
  assay_worker_look (worker);
}

static void
unref_worker (gpointer  worker,
              GClosure *closure)
{
  assay_worker_unref (worker);
}

/* Without a monitor nobody would tell when somebody comes, so that is looked for all the time. */
static void
watch (AssayJournal *self,
       AssayWorker  *worker)
{
  g_autoptr(AssayPresence) nobody_knows = NULL;
  g_autoptr(GError) error = NULL;

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
assay_journal_set_watching (AssayJournal *self,
                            gboolean      watching)
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

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WATCHING]);
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
assay_journal_add_wake (AssayJournal *self,
                        AssayWake    *wake)
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
assay_journal_remove_wake (AssayJournal *self,
                           AssayWake    *wake)
{
  g_return_if_fail (ASSAY_IS_JOURNAL (self));

  G_MUTEX_AUTO_LOCK (&self->audience->mutex, locker);

  g_ptr_array_remove (self->audience->wakes, wake);
}

/**
 * assay_journal_set_status_func:
 * @self: a journal
 * @func: (nullable) (scope notified): the mapping of result values; must be safe in any thread
 * @user_data: data for @func
 * @destroy: (nullable): frees @user_data
 *
 * Sets how the status of an order follows from its delivered results. Without it orders keep the
 * status none. Statuses computed before only change by [method@Journal.rebuild_async].
 */
void
assay_journal_set_status_func (AssayJournal    *self,
                               AssayStatusFunc  func,
                               gpointer         user_data,
                               GDestroyNotify   destroy)
{
  Mapping *before;
  Mapping *mapping;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));

  mapping = g_atomic_rc_box_new0 (Mapping);
  mapping->projection.status_func = func;
  mapping->projection.status_data = user_data;
  mapping->destroy = destroy;

  g_mutex_lock (&self->mutex);
  before = g_steal_pointer (&self->mapping);
  self->mapping = mapping;
  g_mutex_unlock (&self->mutex);

  mapping_unref (before);
}

/**
 * assay_journal_is_congested:
 * @self: a journal
 *
 * Tells that the disk is slower than those who append. Whoever can, should take in nothing more
 * until the appends under way are answered; at twice that amount appends fail with
 * %ASSAY_JOURNAL_ERROR_BUSY.
 *
 * Returns: whether to slow down
 */
gboolean
assay_journal_is_congested (AssayJournal *self)
{
  g_return_val_if_fail (ASSAY_IS_JOURNAL (self), FALSE);

  return self->writer != NULL && assay_worker_is_congested (self->writer);
}

/**
 * assay_journal_append_async:
 * @self: a journal
 * @events: (element-type AssayEvent): what happened, in order; must not be changed any more
 * @exchange: (nullable): the HTTP exchange behind it; stored redacted
 * @expected_version: the number that the newest event of the first one's family must still have,
 *   see [enum@EventFamily], 0 for none yet, -1 for any; of a kind without family the version of its
 *   order
 * @cancellable: (nullable): a cancellable; has no effect once the writing began
 * @callback: called when the events are on the disk
 * @user_data: data for @callback
 *
 * Appends events, together with their exchange and everything computed from them, or nothing. An
 * event whose id is in the journal already is left out. A queued result supersedes those of the
 * same order that still wait. Of what a caller
 * without proof sent, 64 KiB are kept.
 */
void
assay_journal_append_async (AssayJournal        *self,
                            GPtrArray           *events,
                            AssayExchange       *exchange,
                            gint64               expected_version,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;
  WriteData *data;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));
  g_return_if_fail (events != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_journal_append_async);
  if (events->len == 0)
    {
      g_task_return_new_error_literal (task, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_INVALID,
                                       "there is nothing to append");
      g_object_unref (task);
      return;
    }

  data = write_data_new (self, events, exchange);
  data->expected_version = expected_version;
  submit_write (self, task, append_work, data, g_free);
}

/**
 * assay_journal_append_finish:
 * @self: a journal
 * @result: what the callback got
 * @outcome: (out) (optional): what became of the append
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Returns: whether the events are in the journal, durably
 */
gboolean
assay_journal_append_finish (AssayJournal        *self,
                             GAsyncResult        *result,
                             AssayAppendOutcome  *outcome,
                             GError             **error)
{
  g_autofree AssayAppendOutcome *answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_append_async), FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);
  if (answer == NULL)
    return FALSE;

  if (outcome != NULL)
    *outcome = *answer;

  return TRUE;
}

/**
 * assay_journal_record_exchange_async:
 * @self: a journal
 * @exchange: an HTTP exchange; stored redacted
 * @cancellable: (nullable): a cancellable
 * @callback: called when the exchange is on the disk
 * @user_data: data for @callback
 *
 * Stores an exchange that belongs to no event.
 */
void
assay_journal_record_exchange_async (AssayJournal        *self,
                                     AssayExchange       *exchange,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));
  g_return_if_fail (ASSAY_IS_EXCHANGE (exchange));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_journal_record_exchange_async);
  submit_write (self, task, append_work, write_data_new (self, NULL, exchange), g_free);
}

/**
 * assay_journal_record_exchange_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Returns: whether the exchange is stored
 */
gboolean
assay_journal_record_exchange_finish (AssayJournal  *self,
                                      GAsyncResult  *result,
                                      GError       **error)
{
  g_autofree gpointer answer = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_record_exchange_async),
                        FALSE);

  answer = g_task_propagate_pointer (G_TASK (result), error);

  return answer != NULL;
}

/**
 * assay_journal_rebuild_async:
 * @self: a journal
 * @cancellable: (nullable): a cancellable
 * @callback: called when the projections are complete
 * @user_data: data for @callback
 *
 * Drops everything that is computed and computes it again from the events, in one transaction.
 */
void
assay_journal_rebuild_async (AssayJournal        *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_journal_rebuild_async);
  submit_write (self, task, rebuild_work, write_data_new (self, NULL, NULL), NULL);
}

/**
 * assay_journal_rebuild_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Returns: whether the projections are complete
 */
gboolean
assay_journal_rebuild_finish (AssayJournal  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_autoptr(GError) problem = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_journal_rebuild_async), FALSE);

  g_task_propagate_pointer (G_TASK (result), &problem);
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));

  return FALSE;
}

/*
 * _assay_journal_read:
 * @self: a journal
 * @task: (transfer full): what to answer
 * @func: the query
 * @result_free: (nullable): frees its result
 *
 * Runs a query on one snapshot, in the reader's thread.
 */
void
_assay_journal_read (AssayJournal   *self,
                     GTask          *task,
                     AssayWorkFunc   func,
                     GDestroyNotify  result_free)
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

static void
back_up_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  AssayJournal *self = source;
  g_autofree char *path = g_build_filename (self->folder, FILE_NAME, NULL);
  g_autoptr(AssayDatabase) database = NULL;
  GError *error = NULL;

  database = assay_database_open (path, ASSAY_DATABASE_CREATE, &error);
  if (database != NULL && assay_database_back_up (database, data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * assay_journal_back_up_async:
 * @self: an open journal
 * @target: (type filename): where the copy goes; there must be no such file
 * @cancellable: (nullable): a cancellable
 * @callback: called when the copy is there
 * @user_data: data for @callback
 *
 * Makes one whole file of the journal, while it is in use. A copy of the database file alone would
 * lack what its log holds.
 */
void
assay_journal_back_up_async (AssayJournal        *self,
                             const char          *target,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (ASSAY_IS_JOURNAL (self));
  g_return_if_fail (target != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_journal_back_up_async);
  g_task_set_task_data (task, g_strdup (target), g_free);
  g_task_run_in_thread (task, back_up_thread);
}

/**
 * assay_journal_back_up_finish:
 * @self: a journal
 * @result: what the callback got
 * @error: return location for an error of ASSAY_JOURNAL_ERROR
 *
 * Completes [method@Journal.back_up_async].
 *
 * Returns: whether the copy is there
 */
gboolean
assay_journal_back_up_finish (AssayJournal  *self,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
