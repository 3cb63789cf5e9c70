/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-connector-reader.h"

#include <glib/gstdio.h>

#include "assay-connector-meta.h"
#include "assay-log.h"

#define PROVIDER "smartrecruiters"
#define SECONDS_OF_AN_HOUR (60 * 60)
#define MAX_BYTES (4 * 1024 * 1024)

/* When it is tried again, and when it is looked whether the time has come. */
#define TRY_AGAIN_SECONDS (10 * 60)

/* Who is stopped right after the start has asked nobody: libsoup does not always get over a request
 * that is broken off while it connects. */
#define START_SECONDS 1

/**
 * AssayConnectorReader:
 *
 * Keeps what StackOne tells of SmartRecruiters, its Connector Meta, in a file, and reads it again
 * when the file is old.
 *
 * What does not come, or is not understood, is tried again later, and changes nothing. It belongs
 * to the thread in which it is started, and there should be one for a data folder: who sends the
 * results.
 */
struct _AssayConnectorReader
{
  GObject parent_instance;

  /* owned */
  AssayJournal *journal;
  AssayStackoneClient *client;
  AssayClock *clock;
  char *path;
  GCancellable *cancellable; /* while it works */
  GSource *timer;

  /* plain */
  guint hours;
};

G_DEFINE_FINAL_TYPE (AssayConnectorReader, assay_connector_reader, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_READ,
} AssayConnectorReaderSignal;

static guint signals[SIGNAL_READ + 1];

static void look (AssayConnectorReader *self);

static void
clear_timer (AssayConnectorReader *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static gboolean
look_again_cb (gpointer user_data)
{
  AssayConnectorReader *self = user_data;

  clear_timer (self);
  look (self);

  return G_SOURCE_REMOVE;
}

static void
look_later (AssayConnectorReader *self, guint seconds)
{
  clear_timer (self);
  self->timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (self->timer, look_again_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

/* Whoever reads the file must find the old answer or the new one. */
static gboolean
keep (AssayConnectorReader *self, const AssayStackoneReply *reply, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autoptr (AssayConnectorMeta)
    meta = assay_connector_meta_new_from_json (assay_stackone_reply_get_json (reply), error);
  GBytes *body = assay_stackone_reply_get_body (reply);

  if (meta == NULL)
    return FALSE;
  if (g_bytes_get_size (body) > MAX_BYTES)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "it has more than %d bytes",
                   MAX_BYTES);
      return FALSE;
    }

  g_mkdir_with_parents (folder, 0700);

  return g_file_set_contents_full (self->path, g_bytes_get_data (body, NULL),
                                   (gssize) g_bytes_get_size (body), G_FILE_SET_CONTENTS_CONSISTENT,
                                   0600, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayConnectorReader) self = user_data;
  g_autoptr (AssayExchange) exchange = NULL;
  g_autoptr (AssayStackoneReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  reply = assay_stackone_client_get_connector_meta_finish (ASSAY_STACKONE_CLIENT (source), result,
                                                           &exchange, &error);
  if (exchange != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    assay_journal_record_exchange_async (self->journal, exchange, NULL, NULL, NULL);
  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (reply != NULL && keep (self, reply, &error))
    g_signal_emit (self, signals[SIGNAL_READ], 0);
  else
    assay_log_rarely (g_message, "cannot read what StackOne tells of SmartRecruiters: %s",
                      error->message);
  look_later (self, TRY_AGAIN_SECONDS);
}

/* A file from the future is old, too. */
static gboolean
is_fresh (AssayConnectorReader *self)
{
  gint64 now = assay_clock_now (self->clock) / G_TIME_SPAN_SECOND;
  GStatBuf status;

  return g_stat (self->path, &status) == 0 && status.st_mtime <= now &&
         now - status.st_mtime < (gint64) self->hours * SECONDS_OF_AN_HOUR;
}

static void
look (AssayConnectorReader *self)
{
  if (is_fresh (self))
    look_later (self, TRY_AGAIN_SECONDS);
  else
    assay_stackone_client_get_connector_meta_async (self->client, PROVIDER, self->cancellable,
                                                    read_cb, g_object_ref (self));
}

static void
assay_connector_reader_dispose (GObject *object)
{
  AssayConnectorReader *self = ASSAY_CONNECTOR_READER (object);

  assay_connector_reader_stop (self);
  g_clear_object (&self->journal);
  g_clear_object (&self->client);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (assay_connector_reader_parent_class)->dispose (object);
}

static void
assay_connector_reader_finalize (GObject *object)
{
  AssayConnectorReader *self = ASSAY_CONNECTOR_READER (object);

  g_free (self->path);

  G_OBJECT_CLASS (assay_connector_reader_parent_class)->finalize (object);
}

static void
assay_connector_reader_class_init (AssayConnectorReaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_connector_reader_dispose;
  object_class->finalize = assay_connector_reader_finalize;

  /**
   * AssayConnectorReader::read:
   * @self: the reader
   *
   * The file holds what StackOne tells now.
   */
  signals[SIGNAL_READ] = g_signal_new ("read", ASSAY_TYPE_CONNECTOR_READER, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
assay_connector_reader_init (AssayConnectorReader *self)
{
}

/**
 * assay_connector_reader_new:
 * @journal: where the calls are recorded
 * @client: what calls StackOne
 * @clock: what tells the time
 * @path: (type filename): the file; its folder is made when it is missing
 * @hours: from which age on it is read again
 *
 * Makes a reader that does not work yet.
 *
 * Returns: (transfer full): the reader
 */
AssayConnectorReader *
assay_connector_reader_new (AssayJournal *journal,
                            AssayStackoneClient *client,
                            AssayClock *clock,
                            const char *path,
                            guint hours)
{
  AssayConnectorReader *self;

  g_return_val_if_fail (ASSAY_IS_JOURNAL (journal), NULL);
  g_return_val_if_fail (ASSAY_IS_STACKONE_CLIENT (client), NULL);
  g_return_val_if_fail (ASSAY_IS_CLOCK (clock), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_CONNECTOR_READER, NULL);
  self->journal = g_object_ref (journal);
  self->client = g_object_ref (client);
  self->clock = g_object_ref (clock);
  self->path = g_strdup (path);
  self->hours = hours;

  return self;
}

/**
 * assay_connector_reader_start:
 * @self: a reader
 *
 * Works from now on, in the thread-default context.
 */
void
assay_connector_reader_start (AssayConnectorReader *self)
{
  g_return_if_fail (ASSAY_IS_CONNECTOR_READER (self));

  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  look_later (self, START_SECONDS);
}

/**
 * assay_connector_reader_stop:
 * @self: a reader
 *
 * Breaks off what it reads, until it is started again.
 */
void
assay_connector_reader_stop (AssayConnectorReader *self)
{
  g_return_if_fail (ASSAY_IS_CONNECTOR_READER (self));

  clear_timer (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}
