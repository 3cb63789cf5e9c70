/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-greeter.h"

/* A handshake takes milliseconds; who takes longer holds up others. */
#define MAX_SECONDS 5

/* How many connections of one address greet at once, and how many wait for that or say nothing. A
 * burst of an honest sender is through in no time. */
#define MAX_AT_ONCE 4
#define MAX_WAITING_PER_ADDRESS 128

/*
 * AssayHttpGreeter:
 *
 * Makes TLS of accepted connections.
 *
 * glib-networking lets a thread of a pool wait for each handshake, and that pool, which everything
 * else in the process uses too, grows slowly. So nobody gets more than a few of its threads, none
 * before the first byte has arrived, and none for long: whoever only pretends to greet waits in a
 * row of its own.
 *
 * It belongs to the main context that accepted the connections.
 */
struct _AssayHttpGreeter
{
  GTlsCertificate *certificate; /* owned */
  GHashTable *rows;             /* owned: from addresses to their Row */
  GHashTable *silent;           /* owned: Silent */
  GHashTable *greeting;         /* owned, borrows its Greeting */
  AssayHttpGreetedFunc func;    /* NULL once it was stopped */
  gpointer user_data;
  guint n_waiting;
  guint max_waiting;
};

/* The connections of one address. */
typedef struct
{
  GQueue waiting; /* owned: GSocketConnection */
  guint n_greeting;
  guint n_silent;
} Row;

/* A connection of which nothing has arrived. */
typedef struct
{
  AssayHttpGreeter *greeter;   /* borrowed: it owns this */
  GSocketConnection *accepted; /* owned */
  GSource *arrival;            /* owned */
  GSource *clock;              /* owned */
  char *address;               /* owned */
} Silent;

/* A connection that greets. */
typedef struct
{
  AssayHttpGreeter *greeter;   /* owned reference */
  GSocketConnection *accepted; /* owned */
  GCancellable *cancellable;   /* owned */
  GSource *clock;              /* owned */
  char *address;               /* owned */
} Greeting;

static void
row_free (gpointer data)
{
  Row *row = data;

  g_queue_clear_full (&row->waiting, g_object_unref);
  g_free (row);
}

static void
end_source (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static void
silent_free (gpointer data)
{
  Silent *self = data;

  end_source (self->arrival);
  end_source (self->clock);
  g_object_unref (self->accepted);
  g_free (self->address);
  g_free (self);
}

static void
greeter_clear (gpointer data)
{
  AssayHttpGreeter *self = data;

  g_clear_object (&self->certificate);
  g_hash_table_unref (self->silent);
  g_hash_table_unref (self->greeting);
  g_hash_table_unref (self->rows);
}

static void
greeting_free (Greeting *self)
{
  g_hash_table_remove (self->greeter->greeting, self);
  end_source (self->clock);
  g_clear_object (&self->accepted);
  g_clear_object (&self->cancellable);
  g_free (self->address);
  g_rc_box_release_full (self->greeter, greeter_clear);
  g_free (self);
}

static char *
dup_address (GSocketConnection *accepted)
{
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (accepted, NULL);

  return remote != NULL && G_IS_INET_SOCKET_ADDRESS (remote)
           ? g_inet_address_to_string (
               g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)))
           : NULL;
}

/* Takes @source. Returns: (transfer full): @source */
static GSource *
add_source (GSource *source, GSourceFunc func, gpointer user_data)
{
  g_source_set_callback (source, func, user_data, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

static gboolean
too_long_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void start_next (AssayHttpGreeter *self, const char *address, Row *row);

static void
greeted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Greeting *greeting = user_data;
  AssayHttpGreeter *self = greeting->greeter;
  g_autoptr (GError) error = NULL;
  Row *row;

  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error))
    {
      g_debug ("a connection did not greet: %s", error->message);
      g_io_stream_close (G_IO_STREAM (greeting->accepted), NULL, NULL);
    }
  else if (self->func != NULL)
    {
      self->func (greeting->accepted, G_IO_STREAM (source), self->user_data);
    }

  row = g_hash_table_lookup (self->rows, greeting->address);
  if (row != NULL)
    {
      row->n_greeting--;
      start_next (self, greeting->address, row);
    }
  greeting_free (greeting);
}

static void
start (AssayHttpGreeter *self, const char *address, Row *row, GSocketConnection *accepted)
{
  static const char *const protocols[] = { "http/1.1", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream)
    tls = g_tls_server_connection_new (G_IO_STREAM (accepted), self->certificate, &error);
  Greeting *greeting;

  if (tls == NULL)
    {
      g_warning ("cannot speak TLS: %s", error->message);
      return;
    }

  greeting = g_new0 (Greeting, 1);
  greeting->greeter = g_rc_box_acquire (self);
  greeting->accepted = g_object_ref (accepted);
  greeting->cancellable = g_cancellable_new ();
  greeting->address = g_strdup (address);
  greeting->clock = add_source (g_timeout_source_new_seconds (MAX_SECONDS), too_long_cb,
                                greeting->cancellable);

  g_hash_table_add (self->greeting, greeting);
  row->n_greeting++;
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (tls), protocols);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (tls), G_PRIORITY_DEFAULT,
                                    greeting->cancellable, greeted_cb, greeting);
}

static void
start_next (AssayHttpGreeter *self, const char *address, Row *row)
{
  while (row->n_greeting < MAX_AT_ONCE && !g_queue_is_empty (&row->waiting))
    {
      g_autoptr (GSocketConnection) accepted = g_queue_pop_head (&row->waiting);

      self->n_waiting--;
      start (self, address, row, accepted);
    }
  if (row->n_greeting + row->n_silent == 0)
    g_hash_table_remove (self->rows, address);
}

/* Frees @silent. */
static void
end_silence (Silent *silent, gboolean greets)
{
  AssayHttpGreeter *self = silent->greeter;
  g_autofree char *address = g_steal_pointer (&silent->address);
  Row *row = g_hash_table_lookup (self->rows, address);

  row->n_silent--;
  if (greets)
    {
      g_queue_push_tail (&row->waiting, g_object_ref (silent->accepted));
    }
  else
    {
      self->n_waiting--;
      g_io_stream_close (G_IO_STREAM (silent->accepted), NULL, NULL);
    }
  g_hash_table_remove (self->silent, silent);
  start_next (self, address, row);
}

static gboolean
arrived_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  end_silence (user_data, TRUE);

  return G_SOURCE_REMOVE;
}

static gboolean
silent_too_long_cb (gpointer user_data)
{
  end_silence (user_data, FALSE);

  return G_SOURCE_REMOVE;
}

/*
 * assay_http_greeter_new:
 * @certificate: with its key
 * @max_waiting: how many connections may wait, of all addresses
 * @func: takes the connections that have greeted
 * @user_data: data for @func
 *
 * Returns: (transfer full): a greeter; assay_http_greeter_stop() ends it
 */
AssayHttpGreeter *
assay_http_greeter_new (GTlsCertificate *certificate,
                        guint max_waiting,
                        AssayHttpGreetedFunc func,
                        gpointer user_data)
{
  AssayHttpGreeter *self = g_rc_box_new0 (AssayHttpGreeter);

  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, row_free);
  self->silent = g_hash_table_new_full (NULL, NULL, silent_free, NULL);
  self->greeting = g_hash_table_new (NULL, NULL);
  self->func = func;
  self->user_data = user_data;
  assay_http_greeter_configure (self, certificate, max_waiting);

  return self;
}

/*
 * assay_http_greeter_configure:
 * @self: a greeter
 * @certificate: with its key
 * @max_waiting: how many connections may wait, of all addresses
 *
 * Has connections greet with another certificate from now on.
 */
void
assay_http_greeter_configure (AssayHttpGreeter *self,
                              GTlsCertificate *certificate,
                              guint max_waiting)
{
  g_set_object (&self->certificate, certificate);
  self->max_waiting = max_waiting;
}

/*
 * assay_http_greeter_stop:
 * @self: (transfer full): a greeter
 *
 * Drops who waits. Who greets is not waited for, and handed to nobody.
 */
void
assay_http_greeter_stop (AssayHttpGreeter *self)
{
  GHashTableIter iter;
  Greeting *greeting;

  self->func = NULL;
  g_hash_table_iter_init (&iter, self->greeting);
  while (g_hash_table_iter_next (&iter, (gpointer *) &greeting, NULL))
    g_cancellable_cancel (greeting->cancellable);
  g_hash_table_remove_all (self->silent);
  g_hash_table_remove_all (self->rows);
  g_rc_box_release_full (self, greeter_clear);
}

/*
 * assay_http_greeter_greet:
 * @self: a greeter
 * @accepted: an accepted connection
 *
 * Has the connection greet as soon as something arrives and its address has a place. One that does
 * not is closed, and so is one for which there is no room.
 */
void
assay_http_greeter_greet (AssayHttpGreeter *self, GSocketConnection *accepted)
{
  GSocket *socket = g_socket_connection_get_socket (accepted);
  g_autofree char *address = dup_address (accepted);
  Silent *silent;
  Row *row;

  /* A sender that hung up in the queue has no address any more. */
  if (address == NULL)
    return;

  row = g_hash_table_lookup (self->rows, address);
  if (self->n_waiting >= self->max_waiting ||
      (row != NULL && row->waiting.length + row->n_silent >= MAX_WAITING_PER_ADDRESS))
    {
      g_io_stream_close (G_IO_STREAM (accepted), NULL, NULL);
      return;
    }
  if (row == NULL)
    {
      row = g_new0 (Row, 1);
      g_hash_table_insert (self->rows, g_strdup (address), row);
    }

  silent = g_new0 (Silent, 1);
  silent->greeter = self;
  silent->accepted = g_object_ref (accepted);
  silent->address = g_steal_pointer (&address);
  silent->arrival = add_source (g_socket_create_source (socket, G_IO_IN, NULL),
                                G_SOURCE_FUNC (arrived_cb), silent);
  silent->clock = add_source (g_timeout_source_new_seconds (MAX_SECONDS), silent_too_long_cb,
                              silent);
  g_hash_table_add (self->silent, silent);
  row->n_silent++;
  self->n_waiting++;
}
