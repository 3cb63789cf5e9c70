/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-peers.h"

#include <string.h>

/**
 * AssayHttpPeers:
 *
 * Counts the connections of each peer, so that one alone cannot take all places there are.
 *
 * Loopback addresses and trusted proxies speak for many and are not counted. Of an IPv6 address
 * the first 64 bits count, because a customer of a provider has all that begin with them; of a
 * link-local one all, because its first bits are everybody's.
 */
struct _AssayHttpPeers
{
  GHashTable *counts; /* key -> number of connections */
  GPtrArray *proxies; /* of GInetAddressMask; NULL for none */
  guint max_per_address;
};

static const guint8 mapped_prefix[] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

/**
 * assay_http_peers_new:
 * @max_per_address: connections that one peer may have; 0 for any number
 *
 * Makes an empty count.
 *
 * Returns: (transfer full): the count
 */
AssayHttpPeers *
assay_http_peers_new (guint max_per_address)
{
  AssayHttpPeers *self = g_new0 (AssayHttpPeers, 1);

  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->max_per_address = max_per_address;

  return self;
}

/**
 * assay_http_peers_free:
 * @self: (transfer full) (nullable): a count
 *
 * Frees the count.
 */
void
assay_http_peers_free (AssayHttpPeers *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->counts);
  g_clear_pointer (&self->proxies, g_ptr_array_unref);
  g_free (self);
}

/**
 * assay_http_peers_set_max_per_address:
 * @self: a count
 * @max_per_address: connections that one peer may have; 0 for any number
 *
 * Changes the bound. Who has more keeps them.
 */
void
assay_http_peers_set_max_per_address (AssayHttpPeers *self, guint max_per_address)
{
  g_return_if_fail (self != NULL);

  self->max_per_address = max_per_address;
}

/**
 * assay_http_peers_trust:
 * @self: a count
 * @proxies: (nullable) (element-type GInetAddressMask): the proxies that are not counted
 *
 * Says who passes on the connections of others.
 */
void
assay_http_peers_trust (AssayHttpPeers *self, GPtrArray *proxies)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->proxies, g_ptr_array_unref);
  self->proxies = proxies != NULL ? g_ptr_array_ref (proxies) : NULL;
}

/* A socket for both families shows IPv4 as part of IPv6. */
static GInetAddress *
unmap (GInetAddress *address)
{
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 &&
      memcmp (bytes, mapped_prefix, sizeof mapped_prefix) == 0)
    return g_inet_address_new_from_bytes (bytes + sizeof mapped_prefix, G_SOCKET_FAMILY_IPV4);

  return g_object_ref (address);
}

static gboolean
is_trusted (AssayHttpPeers *self, GInetAddress *address)
{
  for (guint i = 0; self->proxies != NULL && i < self->proxies->len; i++)
    {
      if (g_inet_address_mask_matches (self->proxies->pdata[i], address))
        return TRUE;
    }

  return FALSE;
}

/**
 * assay_http_peers_dup_key:
 * @self: a count
 * @address: where a connection comes from
 *
 * Finds out under what name the connections of a peer are counted.
 *
 * Returns: (transfer full) (nullable): the name; %NULL when the peer is not counted
 */
char *
assay_http_peers_dup_key (AssayHttpPeers *self, GSocketAddress *address)
{
  g_autoptr (GInetAddress) inet = NULL;
  const guint8 *bytes;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (G_IS_SOCKET_ADDRESS (address), NULL);

  if (self->max_per_address == 0 || !G_IS_INET_SOCKET_ADDRESS (address))
    return NULL;

  inet = unmap (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
  if (g_inet_address_get_is_loopback (inet) || is_trusted (self, inet))
    return NULL;
  if (g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV4 ||
      g_inet_address_get_is_link_local (inet))
    return g_inet_address_to_string (inet);

  bytes = g_inet_address_to_bytes (inet);

  return g_strdup_printf ("%02x%02x:%02x%02x:%02x%02x:%02x%02x::/64", bytes[0], bytes[1], bytes[2],
                          bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
}

static guint
get_count (AssayHttpPeers *self, const char *key)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->counts, key));
}

static void
set_count (AssayHttpPeers *self, const char *key, guint count)
{
  g_hash_table_insert (self->counts, g_strdup (key), GUINT_TO_POINTER (count));
}

/**
 * assay_http_peers_is_full:
 * @self: a count
 * @key: (nullable): the name of a peer
 *
 * Returns: whether the peer has as many connections as it may have
 */
gboolean
assay_http_peers_is_full (AssayHttpPeers *self, const char *key)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return key != NULL && get_count (self, key) >= self->max_per_address;
}

/**
 * assay_http_peers_enter:
 * @self: a count
 * @key: (nullable): the name of a peer
 *
 * Counts one more connection.
 */
void
assay_http_peers_enter (AssayHttpPeers *self, const char *key)
{
  g_return_if_fail (self != NULL);

  if (key != NULL)
    set_count (self, key, get_count (self, key) + 1);
}

/**
 * assay_http_peers_leave:
 * @self: a count
 * @key: (nullable): the name of a peer that has entered
 *
 * Counts one connection less.
 */
void
assay_http_peers_leave (AssayHttpPeers *self, const char *key)
{
  guint count;

  g_return_if_fail (self != NULL);

  if (key == NULL)
    return;

  count = get_count (self, key);
  if (count <= 1)
    g_hash_table_remove (self->counts, key);
  else
    set_count (self, key, count - 1);
}

/* Peers are compared unmapped, and so are proxies. */
static GInetAddressMask *
unmap_mask (GInetAddressMask *mask)
{
  GInetAddress *address = g_inet_address_mask_get_address (mask);
  guint length = g_inet_address_mask_get_length (mask);
  g_autoptr (GInetAddress) unmapped = unmap (address);

  if (length < 8 * sizeof mapped_prefix ||
      g_inet_address_get_family (address) == g_inet_address_get_family (unmapped))
    return g_object_ref (mask);

  return g_inet_address_mask_new (unmapped, length - 8 * sizeof mapped_prefix, NULL);
}

/**
 * assay_http_proxies_parse:
 * @texts: (array zero-terminated=1): addresses such as `192.0.2.7` and networks such as
 *   `2001:db8::/32`
 *
 * Reads a list of proxies. What is no address is told and left out: it must not keep anybody from
 * receiving.
 *
 * Returns: (transfer full) (element-type GInetAddressMask): the proxies
 */
GPtrArray *
assay_http_proxies_parse (const char *const *texts)
{
  GPtrArray *proxies = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autofree char *text = g_strstrip (g_strdup (texts[i]));
      g_autofree char *printable = g_strescape (text, NULL);
      g_autoptr (GInetAddressMask) mask = g_inet_address_mask_new_from_string (text, NULL);

      if (mask != NULL)
        g_ptr_array_add (proxies, unmap_mask (mask));
      else
        g_warning ("the trusted proxy “%s” is left out: it is no address and no network, which "
                   "would be as 192.0.2.0/24",
                   printable);
    }

  return proxies;
}
