/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-link-guard.h"

#include <libsoup/soup.h>
#include <string.h>

#include "assay-guarded-address.h"
#include "assay-readiness-error.h"

#define IPV4_SIZE 4

/**
 * AssayLinkGuard:
 *
 * Decides which addresses may be called, so that a link from outside cannot make this machine call
 * its own network: what is not reachable from everywhere is refused, unless it is allowed by name.
 */
struct _AssayLinkGuard
{
  GObject parent_instance;

  /* owned */
  GResolver *resolver;
  GPtrArray *hosts;    /* of GNetworkAddress */
  GPtrArray *networks; /* of GInetAddressMask */
};

G_DEFINE_FINAL_TYPE (AssayLinkGuard, assay_link_guard, G_TYPE_OBJECT)

/* What IANA lists as not reachable from everywhere (Special-Purpose Address Registries, RFC 6890
 * and later), and multicast. */
static const char *const special[] = {
  "0.0.0.0/8",     "10.0.0.0/8",      "100.64.0.0/10",  "127.0.0.0/8",    "169.254.0.0/16",
  "172.16.0.0/12", "192.0.0.0/24",    "192.0.2.0/24",   "192.88.99.0/24", "192.168.0.0/16",
  "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4",
  "2001::/23",     "2001:db8::/32",   "3fff::/20",
};

/* All of IPv6 that is reachable from everywhere lies in here. */
#define GLOBAL_IPV6 "2000::/3"

/* Networks of IPv6 whose addresses stand for one of IPv4, and where in them that begins. */
static const struct
{
  const char *network;
  gsize offset;
} embedding[] = {
  { "::/96", 12 },         /* RFC 4291, also ::1 as 0.0.0.1 */
  { "::ffff:0:0/96", 12 }, /* RFC 4291 */
  { "64:ff9b::/96", 12 },  /* RFC 6052 */
  { "2002::/16", 2 },      /* RFC 3056 */
};

static gboolean
is_in (GInetAddress *address, const char *network)
{
  g_autoptr (GInetAddressMask) mask = g_inet_address_mask_new_from_string (network, NULL);

  return mask != NULL && g_inet_address_mask_matches (mask, address);
}

/* Returns: (transfer full): the address that a packet would reach in the end */
static GInetAddress *
dup_innermost (GInetAddress *address)
{
  for (gsize i = 0; i < G_N_ELEMENTS (embedding); i++)
    {
      if (is_in (address, embedding[i].network))
        return g_inet_address_new_from_bytes (g_inet_address_to_bytes (address) +
                                                embedding[i].offset,
                                              G_SOCKET_FAMILY_IPV4);
    }

  return g_object_ref (address);
}

static gboolean
is_public (GInetAddress *address)
{
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 && !is_in (address, GLOBAL_IPV6))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (special); i++)
    {
      if (is_in (address, special[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_allowed (AssayLinkGuard *self, const char *host, guint16 port, GInetAddress *address)
{
  for (guint i = 0; i < self->hosts->len; i++)
    {
      GNetworkAddress *allowed = g_ptr_array_index (self->hosts, i);

      if (g_network_address_get_port (allowed) == port &&
          g_ascii_strcasecmp (g_network_address_get_hostname (allowed), host) == 0)
        return TRUE;
    }
  for (guint i = 0; i < self->networks->len; i++)
    {
      if (g_inet_address_mask_matches (g_ptr_array_index (self->networks, i), address))
        return TRUE;
    }

  return FALSE;
}

static guint16
get_port (GUri *uri)
{
  int port = g_uri_get_port (uri);

  if (port <= 0)
    port = g_str_equal (g_uri_get_scheme (uri), "https") ? 443 : 80;

  return (guint16) port;
}

static void
assay_link_guard_finalize (GObject *object)
{
  AssayLinkGuard *self = ASSAY_LINK_GUARD (object);

  g_clear_object (&self->resolver);
  g_ptr_array_unref (self->hosts);
  g_ptr_array_unref (self->networks);

  G_OBJECT_CLASS (assay_link_guard_parent_class)->finalize (object);
}

static void
assay_link_guard_class_init (AssayLinkGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_link_guard_finalize;
}

static void
assay_link_guard_init (AssayLinkGuard *self)
{
  self->resolver = g_resolver_get_default ();
  self->hosts = g_ptr_array_new_with_free_func (g_object_unref);
  self->networks = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * assay_link_guard_new:
 *
 * Creates a guard that allows nothing but public addresses.
 *
 * Returns: (transfer full): a new guard
 */
AssayLinkGuard *
assay_link_guard_new (void)
{
  return g_object_new (ASSAY_TYPE_LINK_GUARD, NULL);
}

/**
 * assay_link_guard_set_resolver:
 * @self: a guard
 * @resolver: who looks names up
 *
 * Sets who is asked in place of the system's resolver.
 */
void
assay_link_guard_set_resolver (AssayLinkGuard *self, GResolver *resolver)
{
  g_return_if_fail (ASSAY_IS_LINK_GUARD (self));
  g_return_if_fail (G_IS_RESOLVER (resolver));

  g_set_object (&self->resolver, resolver);
}

/**
 * assay_link_guard_allow:
 * @self: a guard
 * @text: `HOST:PORT`, or a network as `ADDRESS/BITS`
 * @error: return location for %ASSAY_READINESS_ERROR_INVALID_ALLOWANCE
 *
 * Allows to call a host at one port wherever it is, or every address of a network.
 *
 * Returns: whether @text names one
 */
gboolean
assay_link_guard_allow (AssayLinkGuard *self, const char *text, GError **error)
{
  g_return_val_if_fail (ASSAY_IS_LINK_GUARD (self), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  if (strchr (text, '/') != NULL)
    {
      GInetAddressMask *mask = g_inet_address_mask_new_from_string (text, NULL);

      if (mask != NULL)
        {
          g_ptr_array_add (self->networks, mask);
          return TRUE;
        }
    }
  else if (g_utf8_validate (text, -1, NULL))
    {
      g_autoptr (GSocketConnectable) host = g_network_address_parse (text, 0, NULL);

      if (host != NULL && *g_network_address_get_hostname (G_NETWORK_ADDRESS (host)) != '\0' &&
          g_network_address_get_port (G_NETWORK_ADDRESS (host)) != 0)
        {
          g_ptr_array_add (self->hosts, g_steal_pointer (&host));
          return TRUE;
        }
    }

  g_set_error (error, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_INVALID_ALLOWANCE,
               "expected HOST:PORT or NETWORK/BITS, found “%s”", text);

  return FALSE;
}

/**
 * assay_link_guard_allow_uri:
 * @self: a guard
 * @uri: an address from [func@LinkGuard.parse]
 *
 * Allows to call the host of an address at its port wherever it is.
 */
void
assay_link_guard_allow_uri (AssayLinkGuard *self, GUri *uri)
{
  g_return_if_fail (ASSAY_IS_LINK_GUARD (self));
  g_return_if_fail (uri != NULL);

  g_ptr_array_add (self->hosts, g_network_address_new (g_uri_get_host (uri), get_port (uri)));
}

/**
 * assay_link_guard_check:
 * @self: a guard
 * @host: the host as the link names it
 * @port: the port
 * @address: an address of @host
 * @error: return location for %ASSAY_READINESS_ERROR_REFUSED
 *
 * Decides about one address.
 *
 * Returns: whether it may be called
 */
gboolean
assay_link_guard_check (AssayLinkGuard *self,
                        const char *host,
                        guint16 port,
                        GInetAddress *address,
                        GError **error)
{
  g_autoptr (GInetAddress) innermost = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (ASSAY_IS_LINK_GUARD (self), FALSE);
  g_return_val_if_fail (host != NULL, FALSE);
  g_return_val_if_fail (G_IS_INET_ADDRESS (address), FALSE);

  innermost = dup_innermost (address);
  if (is_public (innermost) || is_allowed (self, host, port, innermost) ||
      is_allowed (self, host, port, address))
    return TRUE;

  text = g_inet_address_to_string (address);
  if (g_str_equal (host, text))
    g_set_error (error, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_REFUSED,
                 "%s is not reachable from everywhere", text);
  else
    g_set_error (error, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_REFUSED,
                 "%s is %s, which is not reachable from everywhere", host, text);

  return FALSE;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  AssayLinkGuard *self = g_task_get_source_object (task);
  GUri *uri = g_task_get_task_data (task);
  const char *host = g_uri_get_host (uri);
  g_autoptr (GError) error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  /* One that must not be called spoils the others: which of them is called would be chance. */
  for (GList *each = addresses; each != NULL && error == NULL; each = each->next)
    assay_link_guard_check (self, host, get_port (uri), each->data, &error);

  if (error == NULL)
    g_task_return_pointer (task, assay_guarded_address_new (host, get_port (uri), addresses),
                           g_object_unref);
  else if (error->domain == ASSAY_READINESS_ERROR ||
           g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_UNRESOLVED,
                             "%s has no address: %s", host, error->message);
  g_resolver_free_addresses (addresses);
}

/**
 * assay_link_guard_resolve_async:
 * @self: a guard
 * @uri: what is to be called, from [func@LinkGuard.parse]
 * @cancellable: (nullable): cancels the lookup
 * @callback: (scope async): called when the addresses are checked
 * @user_data: data for @callback
 *
 * Looks up where @uri leads and checks every address.
 */
void
assay_link_guard_resolve_async (AssayLinkGuard *self,
                                GUri *uri,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, assay_link_guard_resolve_async);
  g_task_set_task_data (task, g_uri_ref (uri), (GDestroyNotify) g_uri_unref);
  g_resolver_lookup_by_name_async (self->resolver, g_uri_get_host (uri), cancellable, looked_up_cb,
                                   task);
}

/**
 * assay_link_guard_resolve_finish:
 * @self: a guard
 * @result: what the callback was given
 * @error: return location for %ASSAY_READINESS_ERROR_UNRESOLVED or %ASSAY_READINESS_ERROR_REFUSED
 *
 * Ends [method@LinkGuard.resolve_async].
 *
 * Returns: (transfer full): what to connect to: the addresses that were checked and no others
 */
GSocketConnectable *
assay_link_guard_resolve_finish (AssayLinkGuard *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, assay_link_guard_resolve_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * assay_link_guard_parse:
 * @text: an address as somebody wrote it
 * @error: return location for %ASSAY_READINESS_ERROR_INVALID_ADDRESS
 *
 * Reads an address that can be called: http or https, a host, and neither name nor password in it.
 *
 * Returns: (transfer full): the address
 */
GUri *
assay_link_guard_parse (const char *text, GError **error)
{
  g_autofree char *trimmed = NULL;
  g_autoptr (GUri) uri = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  trimmed = g_strstrip (g_strdup (text));
  uri = g_uri_parse (trimmed, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri != NULL && g_uri_get_userinfo (uri) == NULL && g_uri_get_host (uri) != NULL &&
      *g_uri_get_host (uri) != '\0' && g_uri_get_port (uri) != 0 &&
      g_strv_contains ((const char *const[]) { "http", "https", NULL }, g_uri_get_scheme (uri)))
    return g_steal_pointer (&uri);

  /* The text is left out, for there may be a password in it. */
  g_set_error_literal (error, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_INVALID_ADDRESS,
                       "expected an address such as https://example.com/packages, without a "
                       "password in it");

  return NULL;
}
