/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-fake-network.h"
#include "assay-outbox-fixture.h"

/* An outbox without a network and a result that waits. */
static AssayFakeNetwork *
use_network (OutboxFixture *fixture)
{
  AssayFakeNetwork *network = assay_fake_network_new ();
  g_autofree char *revision = NULL;

  g_assert_finalize_object (fixture->outbox);
  fixture->outbox = g_object_new (ASSAY_TYPE_OUTBOX, "journal", fixture->journal, "client",
                                  fixture->client, "clock", fixture->clock, "policy",
                                  fixture->policy, "network-monitor", network, NULL);
  outbox_fixture_watch (fixture);
  outbox_fixture_receive (fixture, "ord-1");
  revision = outbox_fixture_queue (fixture, "ord-1", "{\"summary\":\"a\"}");

  return network;
}

/* Reaches the mock by an address that is not one of the loopback interface. */
static void
use_outer_address (OutboxFixture *fixture)
{
  g_autofree char *url = g_strdup_printf ("http://0.0.0.0:%u", fixture->stackone->port);

  assay_stackone_client_set_base_url (fixture->client, url);
}

static void
test_pause (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (AssayFakeNetwork) network = use_network (fixture);
  guint n_notified = 0;

  use_outer_address (fixture);
  assay_count_notify (fixture->outbox, "pause", &n_notified);
  assay_outbox_start (fixture->outbox);
  g_assert_cmpint (assay_outbox_get_pause (fixture->outbox), ==, ASSAY_OUTBOX_PAUSE_NETWORK);
  g_assert_true (assay_outbox_get_sending (fixture->outbox));
  g_assert_cmpuint (n_notified, ==, 1);

  assay_fake_network_set_available (network, TRUE);
  assay_wait_until (fixture->delivered->len == 1);
  g_assert_cmpint (assay_outbox_get_pause (fixture->outbox), ==, ASSAY_OUTBOX_PAUSE_NONE);
  g_assert_cmpuint (n_notified, ==, 2);
  g_assert_cmpuint (fixture->stackone->requests->len, ==, 1);

  assay_fake_network_set_available (network, FALSE);
  assay_wait_until (assay_outbox_get_pause (fixture->outbox) == ASSAY_OUTBOX_PAUSE_NETWORK);
  g_assert_cmpuint (n_notified, ==, 3);
  assay_outbox_stop (fixture->outbox);
  g_assert_cmpint (assay_outbox_get_pause (fixture->outbox), ==, ASSAY_OUTBOX_PAUSE_NONE);
  g_assert_cmpuint (n_notified, ==, 4);
}

static void
test_loopback (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (AssayFakeNetwork) network = use_network (fixture);

  assay_outbox_start (fixture->outbox);
  g_assert_cmpint (assay_outbox_get_pause (fixture->outbox), ==, ASSAY_OUTBOX_PAUSE_NONE);
  assay_wait_until (fixture->delivered->len == 1);

  use_outer_address (fixture);
  assay_wait_until (assay_outbox_get_pause (fixture->outbox) == ASSAY_OUTBOX_PAUSE_NETWORK);
}

#define ADD(path, func) \
  g_test_add ("/outbox/outbox-network/" path, OutboxFixture, NULL, outbox_fixture_set_up, func, \
              outbox_fixture_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("pause", test_pause);
  ADD ("loopback", test_loopback);

  return g_test_run ();
}
