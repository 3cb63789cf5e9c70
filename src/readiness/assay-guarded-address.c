/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-guarded-address.h"

/**
 * AssayGuardedAddress:
 *
 * A host whose addresses were looked up and checked already. Connecting to it asks no resolver, so
 * that a second answer of the DNS cannot lead elsewhere; TLS still expects a certificate for the
 * name of the host.
 */
struct _AssayGuardedAddress
{
  GNetworkAddress parent_instance;

  /* owned */
  GPtrArray *addresses; /* of GSocketAddress */
};

#define ASSAY_TYPE_GUARDED_ENUMERATOR (assay_guarded_enumerator_get_type ())

G_DECLARE_FINAL_TYPE (AssayGuardedEnumerator,
                      assay_guarded_enumerator,
                      ASSAY,
                      GUARDED_ENUMERATOR,
                      GSocketAddressEnumerator)

/* Gives the addresses one after the other. */
struct _AssayGuardedEnumerator
{
  GSocketAddressEnumerator parent_instance;

  /* owned */
  GPtrArray *addresses;

  guint position;
};

G_DEFINE_FINAL_TYPE (AssayGuardedEnumerator,
                     assay_guarded_enumerator,
                     G_TYPE_SOCKET_ADDRESS_ENUMERATOR)

static GSocketAddress *
assay_guarded_enumerator_next (GSocketAddressEnumerator *enumerator,
                               GCancellable *cancellable,
                               GError **error)
{
  AssayGuardedEnumerator *self = ASSAY_GUARDED_ENUMERATOR (enumerator);

  if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
      self->position >= self->addresses->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->addresses, self->position++));
}

static void
assay_guarded_enumerator_finalize (GObject *object)
{
  g_ptr_array_unref (ASSAY_GUARDED_ENUMERATOR (object)->addresses);

  G_OBJECT_CLASS (assay_guarded_enumerator_parent_class)->finalize (object);
}

static void
assay_guarded_enumerator_class_init (AssayGuardedEnumeratorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_guarded_enumerator_finalize;
  G_SOCKET_ADDRESS_ENUMERATOR_CLASS (klass)->next = assay_guarded_enumerator_next;
}

static void
assay_guarded_enumerator_init (AssayGuardedEnumerator *self)
{
}

static GSocketAddressEnumerator *
assay_guarded_address_enumerate (GSocketConnectable *connectable)
{
  AssayGuardedEnumerator *enumerator = g_object_new (ASSAY_TYPE_GUARDED_ENUMERATOR, NULL);

  enumerator->addresses = g_ptr_array_ref (ASSAY_GUARDED_ADDRESS (connectable)->addresses);

  return G_SOCKET_ADDRESS_ENUMERATOR (enumerator);
}

/* A proxy would look the name up again, so that there is none. */
static void
assay_guarded_address_connectable_init (GSocketConnectableIface *iface)
{
  iface->enumerate = assay_guarded_address_enumerate;
  iface->proxy_enumerate = assay_guarded_address_enumerate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayGuardedAddress,
                               assay_guarded_address,
                               G_TYPE_NETWORK_ADDRESS,
                               G_IMPLEMENT_INTERFACE (G_TYPE_SOCKET_CONNECTABLE,
                                                      assay_guarded_address_connectable_init))

static void
assay_guarded_address_finalize (GObject *object)
{
  g_ptr_array_unref (ASSAY_GUARDED_ADDRESS (object)->addresses);

  G_OBJECT_CLASS (assay_guarded_address_parent_class)->finalize (object);
}

static void
assay_guarded_address_class_init (AssayGuardedAddressClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_guarded_address_finalize;
}

static void
assay_guarded_address_init (AssayGuardedAddress *self)
{
  self->addresses = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * assay_guarded_address_new:
 * @host: the name of the host
 * @port: the port
 * @addresses: (element-type GInetAddress): where to connect
 *
 * Creates an address.
 *
 * Returns: (transfer full): a new connectable
 */
GSocketConnectable *
assay_guarded_address_new (const char *host, guint16 port, GList *addresses)
{
  AssayGuardedAddress *self = g_object_new (ASSAY_TYPE_GUARDED_ADDRESS, "hostname", host, "port",
                                            (guint) port, NULL);

  for (GList *each = addresses; each != NULL; each = each->next)
    g_ptr_array_add (self->addresses, g_inet_socket_address_new (each->data, port));

  return G_SOCKET_CONNECTABLE (self);
}
