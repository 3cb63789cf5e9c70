/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-private.h"

#include "assay-address.h"

#define PROBE_PAUSE G_TIME_SPAN_SECOND

static const char *const reasons[] = {
  [ASSAY_OUTBOX_PAUSE_NETWORK] = "there is no network",
  [ASSAY_OUTBOX_PAUSE_TLS] = "no secure connection to StackOne comes about; check its address, the "
                             "clock and the certificates of this machine",
  [ASSAY_OUTBOX_PAUSE_ELSEWHERE] = "somebody else answers than StackOne; log in to the network, or "
                                   "check StackOne's address",
};

void
assay_outbox_set_pause (AssayOutbox *self, AssayOutboxPause pause)
{
  if (self->pause == pause)
    return;

  self->pause = pause;
  if (pause != ASSAY_OUTBOX_PAUSE_NONE)
    g_message ("results wait: %s", reasons[pause]);
  g_object_notify (G_OBJECT (self), "pause");
}

void
assay_outbox_set_next_retry_at (AssayOutbox *self, gint64 at)
{
  if (self->next_retry_at == at)
    return;

  self->next_retry_at = at;
  g_object_notify (G_OBJECT (self), "next-retry-at");
}

static gboolean
is_own_machine (const char *url)
{
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && assay_address_is_loopback (host);
}

void
assay_outbox_check_network (AssayOutbox *self)
{
  gboolean reachable = g_network_monitor_get_network_available (self->monitor) ||
                       is_own_machine (assay_stackone_client_get_base_url (self->means.client));

  if (!reachable)
    {
      assay_outbox_set_pause (self, ASSAY_OUTBOX_PAUSE_NETWORK);
      return;
    }

  if (self->pause == ASSAY_OUTBOX_PAUSE_NETWORK)
    {
      self->probe_due = 0;
      assay_outbox_waits_hurry (self->waits);
    }
  if (self->obstacle == ASSAY_STACKONE_OBSTACLE_TLS)
    assay_outbox_set_pause (self, ASSAY_OUTBOX_PAUSE_TLS);
  else if (self->obstacle == ASSAY_STACKONE_OBSTACLE_ELSEWHERE)
    assay_outbox_set_pause (self, ASSAY_OUTBOX_PAUSE_ELSEWHERE);
  else
    assay_outbox_set_pause (self, ASSAY_OUTBOX_PAUSE_NONE);
}

/* A connection that breaks says nothing about what stands in the way. */
void
assay_outbox_note_obstacle (AssayOutbox *self, AssayOutboxSend *send)
{
  AssayStackoneObstacle obstacle = assay_outbox_send_get_obstacle (send);

  if (obstacle == ASSAY_STACKONE_OBSTACLE_CONNECTION)
    return;

  self->obstacle = obstacle;
  self->probe_due = assay_clock_elapsed (self->means.clock) +
                    MAX (assay_outbox_send_get_left (send), PROBE_PAUSE);
}

/**
 * assay_outbox_get_pause: (get-property pause)
 * @self: an outbox
 *
 * Tells why results wait that StackOne has not refused.
 *
 * Returns: the reason, or %ASSAY_OUTBOX_PAUSE_NONE
 */
AssayOutboxPause
assay_outbox_get_pause (AssayOutbox *self)
{
  g_return_val_if_fail (ASSAY_IS_OUTBOX (self), ASSAY_OUTBOX_PAUSE_NONE);

  return self->pause;
}

/**
 * assay_outbox_get_next_retry_at: (get-property next-retry-at)
 * @self: an outbox
 *
 * Gets when a failed result is sent again.
 *
 * Returns: the time in µs since 1970 UTC, or 0 when none waits for that
 */
gint64
assay_outbox_get_next_retry_at (AssayOutbox *self)
{
  g_return_val_if_fail (ASSAY_IS_OUTBOX (self), 0);

  return self->next_retry_at;
}
