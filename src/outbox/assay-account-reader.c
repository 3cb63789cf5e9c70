/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-account-reader.h"

#include "assay-account-refresh.h"
#include "assay-log.h"

#define ACTOR "outbox"
#define SECONDS_OF_AN_HOUR (60 * 60)

/* Who is stopped right after the start has asked nobody: libsoup does not always get over a request
 * that is broken off while it connects. */
#define START_SECONDS 1

/**
 * AssayAccountReader:
 *
 * Asks StackOne for the linked accounts now and then: webhooks tell of changes, but not those that
 * happened while nobody received.
 *
 * It belongs to the thread in which it is started, and there should be one for a data folder: who
 * sends the results.
 */
struct _AssayAccountReader
{
  GObject parent_instance;

  /* owned */
  AssayJournal *journal;
  AssayStackoneClient *client;
  GCancellable *cancellable; /* while it works */
  GSource *timer;

  /* plain */
  guint hours;
};

G_DEFINE_FINAL_TYPE (AssayAccountReader, assay_account_reader, G_TYPE_OBJECT)

static void look_later (AssayAccountReader *self, guint seconds);

static void
clear_timer (AssayAccountReader *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayAccountReader) self = user_data;
  g_autoptr (GError) error = NULL;

  assay_account_refresh_finish (ASSAY_JOURNAL (source), result, NULL, &error);
  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (error != NULL)
    assay_log_rarely (g_message, "cannot read the linked accounts: %s", error->message);
  look_later (self, self->hours * SECONDS_OF_AN_HOUR);
}

static gboolean
look_cb (gpointer user_data)
{
  AssayAccountReader *self = user_data;

  clear_timer (self);
  assay_account_refresh_async (self->journal, self->client, ACTOR, self->cancellable, refreshed_cb,
                               g_object_ref (self));

  return G_SOURCE_REMOVE;
}

static void
look_later (AssayAccountReader *self, guint seconds)
{
  clear_timer (self);
  self->timer = g_timeout_source_new_seconds (seconds);
  g_source_set_callback (self->timer, look_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static void
assay_account_reader_dispose (GObject *object)
{
  AssayAccountReader *self = ASSAY_ACCOUNT_READER (object);

  assay_account_reader_stop (self);
  g_clear_object (&self->journal);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (assay_account_reader_parent_class)->dispose (object);
}

static void
assay_account_reader_class_init (AssayAccountReaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = assay_account_reader_dispose;
}

static void
assay_account_reader_init (AssayAccountReader *self)
{
}

/**
 * assay_account_reader_new:
 * @journal: where accounts are known
 * @client: what calls StackOne
 * @hours: how long it waits between two calls, at least one
 *
 * Makes a reader that does not work yet.
 *
 * Returns: (transfer full): the reader
 */
AssayAccountReader *
assay_account_reader_new (AssayJournal *journal, AssayStackoneClient *client, guint hours)
{
  AssayAccountReader *self;

  g_return_val_if_fail (ASSAY_IS_JOURNAL (journal), NULL);
  g_return_val_if_fail (ASSAY_IS_STACKONE_CLIENT (client), NULL);

  self = g_object_new (ASSAY_TYPE_ACCOUNT_READER, NULL);
  self->journal = g_object_ref (journal);
  self->client = g_object_ref (client);
  self->hours = MAX (hours, 1);

  return self;
}

/**
 * assay_account_reader_start:
 * @self: a reader
 *
 * Works from now on, in the thread-default context.
 */
void
assay_account_reader_start (AssayAccountReader *self)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT_READER (self));

  if (self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  look_later (self, START_SECONDS);
}

/**
 * assay_account_reader_stop:
 * @self: a reader
 *
 * Breaks off what it reads, until it is started again.
 */
void
assay_account_reader_stop (AssayAccountReader *self)
{
  g_return_if_fail (ASSAY_IS_ACCOUNT_READER (self));

  clear_timer (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}
