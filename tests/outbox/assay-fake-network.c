/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-fake-network.h"

/* A network that is there when a test says so. */
struct _AssayFakeNetwork
{
  GObject parent_instance;

  /* plain */
  gboolean available;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (AssayFakeNetwork,
                               assay_fake_network,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_INITABLE, NULL)
                                 G_IMPLEMENT_INTERFACE (G_TYPE_NETWORK_MONITOR, NULL))

typedef enum
{
  PROP_NETWORK_AVAILABLE = 1,
  PROP_NETWORK_METERED,
  PROP_CONNECTIVITY,
} AssayFakeNetworkProperty;

static void
assay_fake_network_get_property (GObject *object,
                                 guint property_id,
                                 GValue *value,
                                 GParamSpec *pspec)
{
  AssayFakeNetwork *self = ASSAY_FAKE_NETWORK (object);

  switch ((AssayFakeNetworkProperty) property_id)
    {
    case PROP_NETWORK_AVAILABLE:
      g_value_set_boolean (value, self->available);
      break;
    case PROP_NETWORK_METERED:
      g_value_set_boolean (value, FALSE);
      break;
    case PROP_CONNECTIVITY:
      g_value_set_enum (value, self->available ? G_NETWORK_CONNECTIVITY_FULL
                                               : G_NETWORK_CONNECTIVITY_LOCAL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
assay_fake_network_class_init (AssayFakeNetworkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = assay_fake_network_get_property;

  g_object_class_override_property (object_class, PROP_NETWORK_AVAILABLE, "network-available");
  g_object_class_override_property (object_class, PROP_NETWORK_METERED, "network-metered");
  g_object_class_override_property (object_class, PROP_CONNECTIVITY, "connectivity");
}

static void
assay_fake_network_init (AssayFakeNetwork *self)
{
}

/* A network that is not there. */
AssayFakeNetwork *
assay_fake_network_new (void)
{
  return g_object_new (ASSAY_TYPE_FAKE_NETWORK, NULL);
}

void
assay_fake_network_set_available (AssayFakeNetwork *self, gboolean available)
{
  self->available = available;
  g_signal_emit_by_name (self, "network-changed", available);
}
