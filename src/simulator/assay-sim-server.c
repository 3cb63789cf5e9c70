/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-server.h"

#include <string.h>

#define IDLE_SECONDS 30
#define REQUEST_SECONDS 60
#define INTAKE_KEY "assay-sim-intake"
#define PEER_KEY "assay-sim-peer"

/**
 * AssaySimServer: (skip)
 *
 * The simulator's ear: HTTP/1.1 on one address, with the limits that SoupServer has not: on the
 * number of connections, on the size of a body, and on the time a request may take to arrive.
 */
struct _AssaySimServer
{
  SoupServer *soup;
  GSocketService *service;
  GHashTable *peers;

  AssaySimServerHandler handler;
  gpointer user_data;
  gsize max_body;
  guint max_connections;
};

/* One connection. The timer runs while a request is awaited or read. */
typedef struct
{
  AssaySimServer *server;
  GSocket *socket;
  GSource *timer;
} Peer;

/* The body of one request as far as it has come. */
typedef struct
{
  GByteArray *bytes;
  gsize max;
  gboolean too_large;
} Intake;

static void
intake_free (gpointer data)
{
  Intake *intake = data;

  g_byte_array_unref (intake->bytes);
  g_free (intake);
}

static void
disarm (Peer *peer)
{
  if (peer->timer == NULL)
    return;

  g_source_destroy (peer->timer);
  g_clear_pointer (&peer->timer, g_source_unref);
}

static void
peer_free (gpointer data)
{
  Peer *peer = data;

  disarm (peer);
  g_object_unref (peer->socket);
  g_free (peer);
}

static gboolean
request_took_too_long_cb (gpointer user_data)
{
  Peer *peer = user_data;

  g_socket_shutdown (peer->socket, TRUE, TRUE, NULL);
  g_clear_pointer (&peer->timer, g_source_unref);

  return G_SOURCE_REMOVE;
}

static void
arm (Peer *peer)
{
  disarm (peer);
  peer->timer = g_timeout_source_new_seconds (REQUEST_SECONDS);
  g_source_set_callback (peer->timer, request_took_too_long_cb, peer, NULL);
  g_source_attach (peer->timer, g_main_context_get_thread_default ());
}

static Peer *
find_peer (AssaySimServer    *self,
           SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  gpointer connection = remote != NULL ? g_object_get_data (G_OBJECT (remote), PEER_KEY) : NULL;

  return connection != NULL ? g_hash_table_lookup (self->peers, connection) : NULL;
}

static void
connection_gone_cb (gpointer  user_data,
                    GObject  *connection)
{
  AssaySimServer *self = user_data;

  g_hash_table_remove (self->peers, connection);
}

static void
forget_connection (gpointer key,
                   gpointer value,
                   gpointer user_data)
{
  g_object_weak_unref (G_OBJECT (key), connection_gone_cb, user_data);
}

static void
watch_connection (AssaySimServer    *self,
                  GSocketConnection *connection,
                  GSocketAddress    *remote)
{
  Peer *peer = g_new0 (Peer, 1);

  peer->server = self;
  peer->socket = g_object_ref (g_socket_connection_get_socket (connection));
  g_socket_set_timeout (peer->socket, IDLE_SECONDS);
  g_object_set_data (G_OBJECT (remote), PEER_KEY, connection);
  g_hash_table_insert (self->peers, connection, peer);
  g_object_weak_ref (G_OBJECT (connection), connection_gone_cb, self);
  arm (peer);
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  AssaySimServer *self = user_data;
  g_autoptr(GSocketAddress) local = NULL;
  g_autoptr(GSocketAddress) remote = NULL;
  g_autoptr(GError) error = NULL;

  local = g_socket_connection_get_local_address (connection, NULL);
  remote = g_socket_connection_get_remote_address (connection, NULL);
  if (local == NULL || remote == NULL
      || g_hash_table_size (self->peers) >= self->max_connections)
    {
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return TRUE;
    }

  watch_connection (self, connection, remote);
  if (!soup_server_accept_iostream (self->soup, G_IO_STREAM (connection), local, remote, &error))
    g_info ("A connection was not accepted: %s", error->message);

  return TRUE;
}

static void
request_started_cb (SoupServer        *soup,
                    SoupServerMessage *message,
                    gpointer           user_data)
{
  Peer *peer = find_peer (user_data, message);

  if (peer != NULL)
    arm (peer);
}

static void
request_read_cb (SoupServer        *soup,
                 SoupServerMessage *message,
                 gpointer           user_data)
{
  Peer *peer = find_peer (user_data, message);

  if (peer != NULL)
    disarm (peer);
}

static void
got_chunk_cb (SoupServerMessage *message,
              GBytes            *chunk,
              gpointer           user_data)
{
  Intake *intake = user_data;
  gsize size;
  gconstpointer data = g_bytes_get_data (chunk, &size);

  if (intake->too_large || intake->bytes->len + size > intake->max)
    {
      intake->too_large = TRUE;
      g_byte_array_set_size (intake->bytes, 0);
      return;
    }

  g_byte_array_append (intake->bytes, data, (guint) size);
}

/* Runs when the headers are there: from now on the body is collected here, because SoupServer
 * would keep all of it whatever its size. */
static void
headers_read_cb (SoupServer        *soup,
                 SoupServerMessage *message,
                 const char        *path,
                 GHashTable        *query,
                 gpointer           user_data)
{
  AssaySimServer *self = user_data;
  Intake *intake = g_new0 (Intake, 1);

  intake->bytes = g_byte_array_new ();
  intake->max = self->max_body;
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_object_set_data_full (G_OBJECT (message), INTAKE_KEY, intake, intake_free);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), intake);
}

static void
body_read_cb (SoupServer        *soup,
              SoupServerMessage *message,
              const char        *path,
              GHashTable        *query,
              gpointer           user_data)
{
  AssaySimServer *self = user_data;
  Intake *intake = g_object_get_data (G_OBJECT (message), INTAKE_KEY);
  g_autoptr(GBytes) body = NULL;

  if (intake != NULL && !intake->too_large)
    body = g_bytes_new (intake->bytes->data, intake->bytes->len);

  self->handler (message, body, self->user_data);
}

static GSocketAddress *
parse_listen (const char  *listen,
              GError     **error)
{
  g_autoptr(GSocketConnectable) network = g_network_address_parse (listen, 0, error);
  g_autoptr(GInetAddress) address = NULL;
  const char *host;

  if (network == NULL)
    return NULL;

  host = g_network_address_get_hostname (G_NETWORK_ADDRESS (network));
  if (strcmp (host, "localhost") == 0)
    address = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  else
    address = g_inet_address_new_from_string (host);
  if (address == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” is not an address of this machine", listen);
      return NULL;
    }

  return g_inet_socket_address_new (address,
                                    g_network_address_get_port (G_NETWORK_ADDRESS (network)));
}

static char *
format_url (GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  GInetAddress *host = g_inet_socket_address_get_address (inet);
  g_autofree char *text = g_inet_address_to_string (host);
  guint16 port = g_inet_socket_address_get_port (inet);

  if (g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6)
    return g_strdup_printf ("http://[%s]:%u", text, port);

  return g_strdup_printf ("http://%s:%u", text, port);
}

/**
 * assay_sim_server_new:
 * @settings: the limits
 * @handler: what answers
 * @user_data: handed to @handler
 *
 * Creates a server that does not listen yet.
 *
 * Returns: (transfer full): a new server
 */
AssaySimServer *
assay_sim_server_new (const AssaySimulatorSettings *settings,
                      AssaySimServerHandler         handler,
                      gpointer                      user_data)
{
  AssaySimServer *self = g_new0 (AssaySimServer, 1);

  self->handler = handler;
  self->user_data = user_data;
  self->max_body = settings->max_body;
  self->max_connections = settings->max_connections;
  self->peers = g_hash_table_new_full (NULL, NULL, NULL, peer_free);
  self->soup = soup_server_new ("raw-paths", TRUE, "server-header", "assay-simulator", NULL);
  soup_server_add_early_handler (self->soup, NULL, headers_read_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, body_read_cb, self, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (request_started_cb), self);
  g_signal_connect (self->soup, "request-read", G_CALLBACK (request_read_cb), self);

  return self;
}

/**
 * assay_sim_server_start:
 * @self: a server
 * @listen: `HOST:PORT`; port 0 takes any free one
 * @error: return location for an error
 *
 * Listens. Requests are handled in the thread-default context of the caller.
 *
 * Returns: (transfer full) (nullable): scheme, host and port, or %NULL with @error set
 */
char *
assay_sim_server_start (AssaySimServer  *self,
                        const char      *listen,
                        GError         **error)
{
  g_autoptr(GSocketAddress) address = parse_listen (listen, error);
  g_autoptr(GSocketAddress) effective = NULL;

  if (address == NULL)
    return NULL;

  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address,
                                      G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                                      NULL, &effective, error))
    return NULL;

  return format_url (effective);
}

/**
 * assay_sim_server_free:
 * @self: (transfer full): a server
 *
 * Closes the port and every connection.
 */
void
assay_sim_server_free (AssaySimServer *self)
{
  if (self->service != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->service, self);
      g_socket_service_stop (self->service);
      g_socket_listener_close (G_SOCKET_LISTENER (self->service));
      g_object_unref (self->service);
    }
  g_signal_handlers_disconnect_by_data (self->soup, self);
  soup_server_remove_handler (self->soup, NULL);
  soup_server_disconnect (self->soup);
  g_object_unref (self->soup);
  g_hash_table_foreach (self->peers, forget_connection, self);
  g_hash_table_unref (self->peers);
  g_free (self);
}
