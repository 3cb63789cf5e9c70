/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-listener.h"

#include <string.h>

#include "assay-http-error.h"

#define BACKLOG 1024
#define PAUSE_SECONDS 1
#define REPORT_INTERVAL G_TIME_SPAN_MINUTE

/**
 * AssayHttpListener:
 *
 * Waits for connections on every address that a name has, so that “localhost” is reached by IPv4
 * and by IPv6.
 *
 * When the system has nothing left to accept with, descriptors above all, it waits a moment, where
 * GSocketService would try again at once and for ever.
 */
struct _AssayHttpListener
{
  GObject parent_instance;

  /* owned */
  GSocketListener *listener;
  GCancellable *cancellable;
  GSource *pause;
  char *url;
  const char *scheme; /* static */

  /* plain */
  gint64 reported_at;
  guint accepting : 1;
  guint pending : 1;
};

G_DEFINE_FINAL_TYPE (AssayHttpListener, assay_http_listener, G_TYPE_OBJECT)

static guint incoming_signal;

typedef struct
{
  char *address;
  gboolean loopback_only;
  GPtrArray *found;
} Listening;

static void accept_next (AssayHttpListener *self);

static void
listening_free (Listening *listening)
{
  g_free (listening->address);
  g_ptr_array_unref (listening->found);
  g_free (listening);
}

static GError *
translate_error (const char *address, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    return g_error_new (ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_IN_USE,
                        "cannot listen on %s: another program listens there; stop it or choose "
                        "another address",
                        address);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_error_new (ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_NOT_ALLOWED,
                        "cannot listen on %s: the system does not allow it; choose a port from "
                        "1024 up",
                        address);
  if (error->domain == G_RESOLVER_ERROR ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED))
    return g_error_new (ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_ADDRESS,
                        "cannot listen on %s: %s; use HOST:PORT with an address of this machine",
                        address, error->message);

  return g_error_new (ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_FAILED, "cannot listen on %s: %s", address,
                      error->message);
}

static char *
url_for (const char *scheme, GSocketAddress *address)
{
  GInetSocketAddress *inet = G_INET_SOCKET_ADDRESS (address);
  GInetAddress *host = g_inet_socket_address_get_address (inet);
  g_autofree char *text = g_inet_address_to_string (host);
  gboolean is_v6 = g_inet_address_get_family (host) == G_SOCKET_FAMILY_IPV6;

  return g_strdup_printf (is_v6 ? "%s://[%s]:%u" : "%s://%s:%u", scheme, text,
                          g_inet_socket_address_get_port (inet));
}

static gboolean
is_v6 (GSocketAddress *address)
{
  return g_socket_address_get_family (address) == G_SOCKET_FAMILY_IPV6;
}

/* IPv4 first: its address is the one that everybody can use and that is told. */
static int
compare_families (gconstpointer a, gconstpointer b)
{
  return is_v6 (*(GSocketAddress **) a) - is_v6 (*(GSocketAddress **) b);
}

/* The addresses of a name share the port that the first of them got. */
static gboolean
add_addresses (AssayHttpListener *self,
               GSocketListener *listener,
               GPtrArray *addresses,
               GError **error)
{
  g_autoptr (GSocketAddress) first = NULL;

  for (guint i = 0; i < addresses->len; i++)
    {
      GInetSocketAddress *wanted = addresses->pdata[i];
      guint16 port = g_inet_socket_address_get_port (first != NULL ? G_INET_SOCKET_ADDRESS (first)
                                                                   : wanted);
      g_autoptr (GSocketAddress)
        address = g_inet_socket_address_new (g_inet_socket_address_get_address (wanted), port);
      g_autoptr (GSocketAddress) effective = NULL;
      g_autoptr (GError) local_error = NULL;

      if (g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM,
                                         G_SOCKET_PROTOCOL_TCP, NULL, &effective, &local_error))
        {
          if (first == NULL)
            first = g_steal_pointer (&effective);
        }
      else if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE) ||
               (first == NULL && i + 1 == addresses->len))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  self->url = url_for (self->scheme, first);

  return TRUE;
}

static gboolean
open_addresses (AssayHttpListener *self, GPtrArray *addresses, GError **error)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();

  g_ptr_array_sort (addresses, compare_families);
  g_socket_listener_set_backlog (listener, BACKLOG);
  if (!add_addresses (self, listener, addresses, error))
    {
      g_socket_listener_close (listener);
      return FALSE;
    }

  self->listener = g_steal_pointer (&listener);
  self->cancellable = g_cancellable_new ();
  accept_next (self);

  return TRUE;
}

static gboolean
is_reachable_by_others (GPtrArray *addresses)
{
  for (guint i = 0; i < addresses->len; i++)
    if (!g_inet_address_get_is_loopback (g_inet_socket_address_get_address (addresses->pdata[i])))
      return TRUE;

  return FALSE;
}

static void
address_found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GSocketAddressEnumerator *enumerator = G_SOCKET_ADDRESS_ENUMERATOR (source);
  g_autoptr (GTask) task = user_data;
  AssayHttpListener *self = g_task_get_source_object (task);
  Listening *listening = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  GSocketAddress *address = g_socket_address_enumerator_next_finish (enumerator, result, &error);

  if (address != NULL)
    {
      g_ptr_array_add (listening->found, address);
      g_socket_address_enumerator_next_async (enumerator, cancellable, address_found_cb,
                                              g_steal_pointer (&task));
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;

  if (listening->found->len == 0)
    {
      if (error == NULL)
        error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "the name has no address");
      g_task_return_error (task, translate_error (listening->address, error));
    }
  else if (listening->loopback_only && is_reachable_by_others (listening->found))
    {
      g_task_return_new_error (task, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_UNPROTECTED,
                               "cannot listen on %s: other machines can reach it, so a signing "
                               "secret and the policy “enforce” are needed first",
                               listening->address);
    }
  else if (!open_addresses (self, listening->found, &error))
    {
      g_task_return_error (task, translate_error (listening->address, error));
    }
  else
    {
      g_task_return_boolean (task, TRUE);
    }
}

static gboolean
pause_over_cb (gpointer data)
{
  AssayHttpListener *self = data;

  g_clear_pointer (&self->pause, g_source_unref);
  accept_next (self);

  return G_SOURCE_REMOVE;
}

static void
pause_accepting (AssayHttpListener *self, const GError *error)
{
  gint64 now = g_get_monotonic_time ();

  if (self->reported_at == 0 || now - self->reported_at >= REPORT_INTERVAL)
    {
      g_warning ("connections wait, because none can be accepted: %s", error->message);
      self->reported_at = now;
    }
  self->pause = g_timeout_source_new_seconds (PAUSE_SECONDS);
  g_source_set_callback (self->pause, pause_over_cb, self, NULL);
  g_source_attach (self->pause, g_main_context_get_thread_default ());
}

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree GWeakRef *reference = user_data;
  g_autoptr (AssayHttpListener) self = g_weak_ref_get (reference);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketConnection)
    connection = g_socket_listener_accept_finish (G_SOCKET_LISTENER (source), result, NULL, &error);

  g_weak_ref_clear (reference);
  if (self == NULL || self->listener == NULL)
    return;

  self->pending = FALSE;
  if (connection != NULL)
    {
      g_signal_emit (self, incoming_signal, 0, connection);
      accept_next (self);
    }
  else
    {
      pause_accepting (self, error);
    }
}

static void
accept_next (AssayHttpListener *self)
{
  GWeakRef *reference;

  if (self->listener == NULL || self->pending || self->pause != NULL || !self->accepting)
    return;

  reference = g_new (GWeakRef, 1);
  g_weak_ref_init (reference, self);
  self->pending = TRUE;
  g_socket_listener_accept_async (self->listener, self->cancellable, accepted_cb, reference);
}

static void
assay_http_listener_dispose (GObject *object)
{
  assay_http_listener_close (ASSAY_HTTP_LISTENER (object));

  G_OBJECT_CLASS (assay_http_listener_parent_class)->dispose (object);
}

static void
assay_http_listener_finalize (GObject *object)
{
  g_free (ASSAY_HTTP_LISTENER (object)->url);

  G_OBJECT_CLASS (assay_http_listener_parent_class)->finalize (object);
}

static void
assay_http_listener_class_init (AssayHttpListenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = assay_http_listener_dispose;
  object_class->finalize = assay_http_listener_finalize;

  /**
   * AssayHttpListener::incoming:
   * @self: a listener
   * @connection: the connection
   *
   * Emitted when somebody has connected.
   */
  incoming_signal = g_signal_new ("incoming", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_SOCKET_CONNECTION);
}

static void
assay_http_listener_init (AssayHttpListener *self)
{
  self->accepting = TRUE;
}

/**
 * assay_http_listener_new:
 * @scheme: what is spoken there, static: “http” or “https”
 *
 * Makes a listener that does not listen yet.
 *
 * Returns: (transfer full): the listener
 */
AssayHttpListener *
assay_http_listener_new (const char *scheme)
{
  AssayHttpListener *self = g_object_new (ASSAY_TYPE_HTTP_LISTENER, NULL);

  self->scheme = scheme;

  return self;
}

/**
 * assay_http_listener_listen_async:
 * @self: a listener
 * @address: HOST:PORT; port 0 takes any free one
 * @loopback_only: whether to refuse an address that other machines can reach
 * @cancellable: (nullable): a cancellable
 * @callback: called when it listens or cannot
 * @user_data: data for @callback
 *
 * Starts to listen, on the main context that is the thread-default one now.
 */
void
assay_http_listener_listen_async (AssayHttpListener *self,
                                  const char *address,
                                  gboolean loopback_only,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GSocketConnectable) connectable = NULL;
  g_autoptr (GSocketAddressEnumerator) enumerator = NULL;
  g_autoptr (GError) error = NULL;
  Listening *listening;

  g_return_if_fail (ASSAY_IS_HTTP_LISTENER (self));
  g_return_if_fail (self->listener == NULL);
  g_return_if_fail (address != NULL);

  listening = g_new0 (Listening, 1);
  listening->address = g_strdup (address);
  listening->loopback_only = loopback_only;
  listening->found = g_ptr_array_new_with_free_func (g_object_unref);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, assay_http_listener_listen_async);
  g_task_set_task_data (task, listening, (GDestroyNotify) listening_free);

  /* Port 0 is a wish for any port, so a missing one must be told apart from it. */
  if (strrchr (address, ':') != NULL && !g_str_has_suffix (address, "]"))
    connectable = g_network_address_parse (address, 0, &error);
  else
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "the port is missing");
  if (connectable == NULL)
    {
      g_task_return_error (task, translate_error (address, error));
      return;
    }

  enumerator = g_socket_connectable_enumerate (connectable);
  g_socket_address_enumerator_next_async (enumerator, cancellable, address_found_cb,
                                          g_steal_pointer (&task));
}

/**
 * assay_http_listener_listen_finish:
 * @self: a listener
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes [method@HttpListener.listen_async].
 *
 * Returns: whether it listens; otherwise @error is an %ASSAY_HTTP_ERROR
 */
gboolean
assay_http_listener_listen_finish (AssayHttpListener *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_http_listener_listen_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * assay_http_listener_set_accepting:
 * @self: a listener
 * @accepting: whether to go on
 *
 * Lets further connections wait in the system's queue, or no longer. One may be on its way already.
 */
void
assay_http_listener_set_accepting (AssayHttpListener *self, gboolean accepting)
{
  g_return_if_fail (ASSAY_IS_HTTP_LISTENER (self));

  self->accepting = accepting;
  accept_next (self);
}

/**
 * assay_http_listener_close:
 * @self: a listener
 *
 * Stops listening, for good.
 */
void
assay_http_listener_close (AssayHttpListener *self)
{
  g_return_if_fail (ASSAY_IS_HTTP_LISTENER (self));

  if (self->pause != NULL)
    g_source_destroy (self->pause);
  g_clear_pointer (&self->pause, g_source_unref);
  if (self->listener != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      g_socket_listener_close (self->listener);
    }
  g_clear_object (&self->cancellable);
  g_clear_object (&self->listener);
}

/**
 * assay_http_listener_get_url:
 * @self: a listener
 *
 * Gets where it listens, by IPv4 where both are possible.
 *
 * Returns: (transfer none) (nullable): scheme, host and port, such as “http://127.0.0.1:8765”
 */
const char *
assay_http_listener_get_url (AssayHttpListener *self)
{
  g_return_val_if_fail (ASSAY_IS_HTTP_LISTENER (self), NULL);

  return self->url;
}
