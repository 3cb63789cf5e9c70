/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-server.h"

#include <sys/resource.h>

#include "assay-http-greeter.h"
#include "assay-http-listener.h"
#include "assay-http-nowhere.h"
#include "assay-http-peers.h"
#include "assay-http-request-private.h"
#include "assay-http-shared.h"
#include "assay-http-socket.h"
#include "assay-log.h"

/* Descriptors kept free for the journal, the outbox and everything else of the process. */
#define SPARE_DESCRIPTORS 128

/**
 * AssayHttpServer:
 *
 * An HTTP server that senders cannot exhaust: it bounds the size of a body while it arrives, the
 * bytes held in memory, the idle and the total time of a request and the number of connections.
 *
 * libsoup reads and writes the messages. It has no limits of its own, so connections are accepted
 * here, and it buffers whole bodies unless told otherwise. Everything runs on the main context that
 * is the thread-default one when listening starts.
 */
struct _AssayHttpServer
{
  GObject parent_instance;

  /* owned */
  SoupServer *server;
  AssayHttpListener *listener;
  GHashTable *connections; /* AssayHttpConnection -> the key of its peer, or NULL */
  AssayHttpPeers *peers;
  AssayHttpPoller *poller;
  GTlsCertificate *certificate;
  AssayHttpGreeter *greeter; /* NULL without a certificate */
  AssayHttpShared *shared;
};

G_DEFINE_FINAL_TYPE (AssayHttpServer, assay_http_server, G_TYPE_OBJECT)

static G_DEFINE_QUARK (assay - http - connection, connection)

  /* The rest of the process needs descriptors too, so the system's limit bounds ours. */
  static guint bounded_connections (guint wanted)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    return wanted;
  if (limit.rlim_cur <= 2 * SPARE_DESCRIPTORS)
    return MIN (wanted, (guint) limit.rlim_cur / 4);

  return (guint) MIN ((rlim_t) wanted, limit.rlim_cur - SPARE_DESCRIPTORS);
}

static gboolean
is_full (AssayHttpServer *self)
{
  return g_hash_table_size (self->connections) >= self->shared->limits.max_connections;
}

static void
connection_closed_cb (AssayHttpServer *self, AssayHttpConnection *connection)
{
  gpointer key;

  if (!g_hash_table_lookup_extended (self->connections, connection, NULL, &key))
    return;

  assay_http_peers_leave (self->peers, key);
  g_hash_table_remove (self->connections, connection);
  assay_http_listener_set_accepting (self->listener, !is_full (self));
}

/* Whoever has a place and says nothing gives way to those who wait; who has said nothing for
 * longest goes first. @key: (nullable): the peer to look at alone */
static AssayHttpConnection *
find_silent (AssayHttpServer *self, AssayHttpConnection *newcomer, const char *key)
{
  AssayHttpConnection *silent = NULL;
  gint64 longest = G_MAXINT64;
  AssayHttpConnection *connection;
  const char *owner;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, (gpointer *) &connection, (gpointer *) &owner))
    {
      gint64 since = assay_http_connection_get_silent_since (connection);

      if (key != NULL && g_strcmp0 (key, owner) != 0)
        continue;
      if (connection != newcomer && since != 0 && since < longest)
        {
          longest = since;
          silent = connection;
        }
    }

  return silent;
}

/* The newcomer has had no time to speak. */
static void
make_room (AssayHttpServer *self, AssayHttpConnection *newcomer)
{
  AssayHttpConnection *silent;

  if (!is_full (self))
    return;

  assay_http_listener_set_accepting (self->listener, FALSE);
  silent = find_silent (self, newcomer, NULL);
  if (silent != NULL)
    assay_http_connection_close (silent);
}

/* Returns whether the peer may have one connection more. */
static gboolean
admit (AssayHttpServer *self, const char *key)
{
  AssayHttpConnection *silent;

  if (!assay_http_peers_is_full (self->peers, key))
    return TRUE;

  silent = find_silent (self, NULL, key);
  if (silent != NULL)
    {
      assay_http_connection_close (silent);
      return TRUE;
    }

  assay_log_rarely (g_message,
                    "%s has %u connections already and gets no more; where it is a "
                    "proxy, name it in the setting receiver-trusted-proxies",
                    key, self->shared->limits.max_per_address);

  return FALSE;
}

static void
connection_silent_cb (AssayHttpServer *self)
{
  make_room (self, NULL);
}

static void
malformed_cb (AssayHttpConnection *connection)
{
  g_autoptr (GBytes) answer = assay_http_dup_refusal (SOUP_STATUS_BAD_REQUEST, NULL, FALSE);

  assay_http_connection_refuse (connection, answer);
}

/* @base: what is read and written, @accepted itself or what lies over it */
static void
serve_connection (AssayHttpServer *self, GSocketConnection *accepted, GIOStream *base)
{
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (accepted, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (accepted, NULL);
  g_autoptr (AssayHttpStream) stream = NULL;
  g_autoptr (AssayHttpConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *key = NULL;

  /* A sender that hung up in the queue has no address any more. */
  if (local == NULL || remote == NULL)
    return;

  key = assay_http_peers_dup_key (self->peers, remote);
  if (!admit (self, key))
    {
      g_io_stream_close (G_IO_STREAM (accepted), NULL, NULL);
      return;
    }

  g_socket_set_timeout (g_socket_connection_get_socket (accepted),
                        self->shared->limits.idle_timeout);
  stream = assay_http_stream_new (base, g_socket_connection_get_socket (accepted));
  connection = assay_http_connection_new (stream, self->shared->limits.total_timeout);
  g_signal_connect_object (connection, "closed", G_CALLBACK (connection_closed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "silent", G_CALLBACK (connection_silent_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (connection, "malformed", G_CALLBACK (malformed_cb), NULL);
  assay_http_peers_enter (self->peers, key);
  g_hash_table_insert (self->connections, g_object_ref (connection), g_steal_pointer (&key));

  /* The address is the only thing of ours that libsoup hands back with a request. */
  g_object_set_qdata_full (G_OBJECT (remote), connection_quark (), g_object_ref (connection),
                           g_object_unref);
  if (!soup_server_accept_iostream (self->server, G_IO_STREAM (stream), local, remote, &error))
    g_info ("cannot serve a connection: %s", error->message);

  make_room (self, connection);
}

static void
greeted_cb (GSocketConnection *accepted, GIOStream *tls, gpointer user_data)
{
  serve_connection (user_data, accepted, tls);
}

/* Under TLS lies the stream that GIO has for a socket: glib-networking greets in a thread of its
 * own, which our poller knows nothing of. */
static void
incoming_cb (AssayHttpServer *self, GSocketConnection *accepted)
{
  g_autoptr (AssayHttpSocket) socket = NULL;
  g_autoptr (GError) error = NULL;

  if (self->greeter != NULL)
    {
      assay_http_greeter_greet (self->greeter, accepted);
      return;
    }

  socket = assay_http_socket_new (accepted, self->poller, &error);
  if (socket != NULL)
    serve_connection (self, accepted, G_IO_STREAM (socket));
  else
    assay_log_rarely (g_warning, "cannot take a connection: %s", error->message);
}

static void
request_started_cb (AssayHttpServer *self, SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  AssayHttpConnection *connection = g_object_get_qdata (G_OBJECT (remote), connection_quark ());

  g_object_unref (assay_http_request_new (message, connection, self->shared));
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  AssayHttpRequest *request = g_object_get_data (G_OBJECT (message), "assay-http-request");

  assay_http_request_dispatch (request);
}

static void
request_finished_cb (SoupServer *server, SoupServerMessage *message)
{
  AssayHttpRequest *request = g_object_get_data (G_OBJECT (message), "assay-http-request");

  if (request != NULL)
    assay_http_request_finish (request);
}

static void
listening_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (assay_http_listener_listen_finish (ASSAY_HTTP_LISTENER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
make_parser (AssayHttpServer *self)
{
  g_autoptr (GError) error = NULL;

  self->server = soup_server_new ("raw-paths", TRUE, "server-header", NULL, NULL);
  soup_server_add_handler (self->server, NULL, handle_cb, NULL, NULL);
  g_signal_connect_object (self->server, "request-started", G_CALLBACK (request_started_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self->server, "request-finished", G_CALLBACK (request_finished_cb), NULL);
  g_signal_connect (self->server, "request-aborted", G_CALLBACK (request_finished_cb), NULL);
  if (!assay_http_listen_nowhere (self->server, &error))
    g_info ("connections are closed after each answer: %s", error->message);
}

static void
assay_http_server_dispose (GObject *object)
{
  AssayHttpServer *self = ASSAY_HTTP_SERVER (object);

  assay_http_server_stop (self);

  G_OBJECT_CLASS (assay_http_server_parent_class)->dispose (object);
}

static void
assay_http_server_finalize (GObject *object)
{
  AssayHttpServer *self = ASSAY_HTTP_SERVER (object);

  g_hash_table_unref (self->connections);
  assay_http_peers_free (self->peers);
  assay_http_shared_unref (self->shared);
  g_clear_object (&self->listener);
  g_clear_object (&self->certificate);

  G_OBJECT_CLASS (assay_http_server_parent_class)->finalize (object);
}

static void
assay_http_server_class_init (AssayHttpServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_http_server_dispose;
  object_class->finalize = assay_http_server_finalize;
}

static void
assay_http_server_init (AssayHttpServer *self)
{
  self->connections = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->shared = assay_http_shared_new ();
}

/**
 * assay_http_server_new:
 * @limits: what senders may use up
 *
 * Makes a server that does not listen yet.
 *
 * Returns: (transfer full): the server
 */
AssayHttpServer *
assay_http_server_new (const AssayHttpLimits *limits)
{
  AssayHttpServer *self;

  g_return_val_if_fail (limits != NULL, NULL);

  self = g_object_new (ASSAY_TYPE_HTTP_SERVER, NULL);
  self->peers = assay_http_peers_new (limits->max_per_address);
  assay_http_server_set_limits (self, limits);

  return self;
}

/**
 * assay_http_server_set_limits:
 * @self: a server
 * @limits: what senders may use up
 *
 * Changes the limits. What was admitted by others stays.
 */
void
assay_http_server_set_limits (AssayHttpServer *self, const AssayHttpLimits *limits)
{
  g_return_if_fail (ASSAY_IS_HTTP_SERVER (self));
  g_return_if_fail (limits != NULL);

  self->shared->limits = *limits;
  self->shared->limits.max_connections = bounded_connections (limits->max_connections);
  assay_http_peers_set_max_per_address (self->peers, limits->max_per_address);
  if (self->greeter != NULL)
    assay_http_greeter_configure (self->greeter, self->certificate,
                                  self->shared->limits.max_connections);
  if (self->listener != NULL)
    assay_http_listener_set_accepting (self->listener, !is_full (self));
}

/**
 * assay_http_server_trust_proxies:
 * @self: a server
 * @proxies: (element-type GInetAddressMask): who passes on the connections of others
 *
 * Allows proxies as many connections as there are places. On the same machine they need no word.
 */
void
assay_http_server_trust_proxies (AssayHttpServer *self, GPtrArray *proxies)
{
  g_return_if_fail (ASSAY_IS_HTTP_SERVER (self));
  g_return_if_fail (proxies != NULL);

  assay_http_peers_trust (self->peers, proxies);
}

/**
 * assay_http_server_set_certificate:
 * @self: a server
 * @certificate: (nullable): a certificate with its key
 *
 * Makes the server speak TLS, and nothing else. While it listens, a certificate can only take the
 * place of another one; connections keep that with which they began.
 */
void
assay_http_server_set_certificate (AssayHttpServer *self, GTlsCertificate *certificate)
{
  g_return_if_fail (ASSAY_IS_HTTP_SERVER (self));
  g_return_if_fail (self->listener == NULL || (self->certificate == NULL) == (certificate == NULL));

  g_set_object (&self->certificate, certificate);
  if (self->greeter != NULL)
    assay_http_greeter_configure (self->greeter, certificate, self->shared->limits.max_connections);
  self->shared->scheme = certificate != NULL ? "https" : "http";
}

/**
 * assay_http_server_add_route:
 * @self: a server that does not listen yet
 * @path: (nullable): the path, static; %NULL takes every path that no other route takes
 * @methods: (nullable): the methods that are offered there, static and %NULL-terminated; %NULL
 *   takes them all
 * @handler: answers the requests
 * @user_data: data for @handler, which must outlive the server
 *
 * Offers a path. Others are answered 404, other methods 405. A doubled or trailing slash makes no
 * other path; any other spelling does, percent-encoding and dot segments too.
 */
void
assay_http_server_add_route (AssayHttpServer *self,
                             const char *path,
                             const char *const *methods,
                             AssayHttpHandler handler,
                             gpointer user_data)
{
  AssayHttpRoute *route;

  g_return_if_fail (ASSAY_IS_HTTP_SERVER (self));
  g_return_if_fail (self->listener == NULL);

  route = g_new (AssayHttpRoute, 1);
  *route = (AssayHttpRoute) { path, methods, handler, user_data };
  g_ptr_array_add (self->shared->routes, route);
}

/**
 * assay_http_server_listen_async:
 * @self: a server
 * @address: HOST:PORT; port 0 takes any free one
 * @loopback_only: whether to refuse an address that other machines can reach
 * @cancellable: (nullable): a cancellable
 * @callback: called when the server listens or cannot
 * @user_data: data for @callback
 *
 * Starts to listen, on the main context that is the thread-default one now.
 */
void
assay_http_server_listen_async (AssayHttpServer *self,
                                const char *address,
                                gboolean loopback_only,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (ASSAY_IS_HTTP_SERVER (self));
  g_return_if_fail (self->listener == NULL);
  g_return_if_fail (address != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_http_server_listen_async);

  self->poller = assay_http_poller_new (&error);
  if (self->poller == NULL)
    {
      g_task_return_new_error (task, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_FAILED, "%s",
                               error->message);
      return;
    }

  make_parser (self);
  if (self->certificate != NULL)
    self->greeter = assay_http_greeter_new (self->certificate, self->shared->limits.max_connections,
                                            greeted_cb, self);
  self->listener = assay_http_listener_new (self->shared->scheme);
  g_signal_connect_object (self->listener, "incoming", G_CALLBACK (incoming_cb), self,
                           G_CONNECT_SWAPPED);
  assay_http_listener_listen_async (self->listener, address, loopback_only, cancellable,
                                    listening_cb, g_steal_pointer (&task));
}

/**
 * assay_http_server_listen_finish:
 * @self: a server
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes [method@HttpServer.listen_async].
 *
 * Returns: whether the server listens; otherwise @error is an %ASSAY_HTTP_ERROR
 */
gboolean
assay_http_server_listen_finish (AssayHttpServer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_http_server_listen_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_http_server_stop:
 * @self: a server
 *
 * Stops listening and closes every connection. Requests that are not answered yet see theirs cut.
 */
void
assay_http_server_stop (AssayHttpServer *self)
{
  g_return_if_fail (ASSAY_IS_HTTP_SERVER (self));

  if (self->listener != NULL)
    assay_http_listener_close (self->listener);
  g_clear_pointer (&self->greeter, assay_http_greeter_stop);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);

  if (self->poller != NULL)
    assay_http_poller_stop (self->poller);
  g_clear_pointer (&self->poller, assay_http_poller_unref);
}

/**
 * assay_http_server_get_url:
 * @self: a server
 *
 * Gets where the server listens.
 *
 * Returns: (transfer none) (nullable): scheme, host and port, such as “http://127.0.0.1:8765”
 */
const char *
assay_http_server_get_url (AssayHttpServer *self)
{
  g_return_val_if_fail (ASSAY_IS_HTTP_SERVER (self), NULL);

  return self->listener != NULL ? assay_http_listener_get_url (self->listener) : NULL;
}

/**
 * assay_http_server_get_n_connections:
 * @self: a server
 *
 * Counts the connections that are open now.
 *
 * Returns: the number of connections
 */
guint
assay_http_server_get_n_connections (AssayHttpServer *self)
{
  g_return_val_if_fail (ASSAY_IS_HTTP_SERVER (self), 0);

  return g_hash_table_size (self->connections);
}

/**
 * assay_http_server_get_bytes_held:
 * @self: a server
 *
 * Counts the bytes of request bodies that are held in memory now.
 *
 * Returns: the number of bytes
 */
gsize
assay_http_server_get_bytes_held (AssayHttpServer *self)
{
  g_return_val_if_fail (ASSAY_IS_HTTP_SERVER (self), 0);

  return self->shared->bytes_held;
}
