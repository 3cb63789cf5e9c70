/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-http-peers.h"

static char *
dup_key (AssayHttpPeers *peers, const char *address)
{
  g_autoptr (GSocketAddress) socket_address = g_inet_socket_address_new_from_string (address, 1234);

  g_assert_nonnull (socket_address);

  return assay_http_peers_dup_key (peers, socket_address);
}

static void
test_keys (void)
{
  static const struct
  {
    const char *address;
    const char *key;
  } cases[] = {
    { "192.0.2.7", "192.0.2.7" },
    { "::ffff:192.0.2.7", "192.0.2.7" },
    { "2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002::/64" },
    { "2001:db8:1:2::1", "2001:0db8:0001:0002::/64" },
    { "2001:db8:1:3::1", "2001:0db8:0001:0003::/64" },
    { "127.0.0.1", NULL },
    { "127.8.8.8", NULL },
    { "::1", NULL },
    { "::ffff:127.0.0.1", NULL },
    { "198.51.100.9", NULL },
    { "::ffff:198.51.100.9", NULL },
    { "203.0.113.200", NULL },
    { "203.0.113.1", "203.0.113.1" },
    { "2001:db8:ffff::1", NULL },
    { "198.51.100.77", NULL },
    { "198.51.100.78", "198.51.100.78" },
    { "fe80::1:2", "fe80::1:2" },
    { "fe80::1:3", "fe80::1:3" },
  };
  static const char *const trusted[] = {
    "198.51.100.9", " 203.0.113.128/25 ", "2001:db8:ffff::/48", "::ffff:198.51.100.76/127", NULL,
  };
  g_autoptr (AssayHttpPeers) peers = assay_http_peers_new (2);
  g_autoptr (GPtrArray) proxies = assay_http_proxies_parse (trusted);

  g_assert_cmpuint (proxies->len, ==, 4);
  assay_http_peers_trust (peers, proxies);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *key = dup_key (peers, cases[i].address);

      g_assert_cmpstr (key, ==, cases[i].key);
    }
}

static void
test_counts (void)
{
  g_autoptr (AssayHttpPeers) peers = assay_http_peers_new (2);

  g_assert_false (assay_http_peers_is_full (peers, "a"));
  assay_http_peers_enter (peers, "a");
  assay_http_peers_enter (peers, "b");
  g_assert_false (assay_http_peers_is_full (peers, "a"));
  assay_http_peers_enter (peers, "a");
  g_assert_true (assay_http_peers_is_full (peers, "a"));
  g_assert_false (assay_http_peers_is_full (peers, "b"));
  assay_http_peers_leave (peers, "a");
  g_assert_false (assay_http_peers_is_full (peers, "a"));
  assay_http_peers_leave (peers, "a");
  assay_http_peers_enter (peers, "a");
  g_assert_false (assay_http_peers_is_full (peers, "a"));

  assay_http_peers_enter (peers, NULL);
  assay_http_peers_leave (peers, NULL);
  g_assert_false (assay_http_peers_is_full (peers, NULL));
}

static void
test_no_limit (void)
{
  g_autoptr (AssayHttpPeers) peers = assay_http_peers_new (0);

  g_assert_null (dup_key (peers, "192.0.2.7"));
}

/* What is no address must not keep anybody from receiving. */
static void
test_no_address (void)
{
  static const char *const texts[] = { "proxy.example", "192.0.2.0/24", "192.0.2.1/24", NULL };
  g_autoptr (GPtrArray) proxies = NULL;
  g_autofree char *text = NULL;

  g_test_expect_message ("assay-http", G_LOG_LEVEL_WARNING, "*“proxy.example” is left out*");
  g_test_expect_message ("assay-http", G_LOG_LEVEL_WARNING, "*“192.0.2.1/24” is left out*");
  proxies = assay_http_proxies_parse (texts);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (proxies->len, ==, 1);
  text = g_inet_address_mask_to_string (proxies->pdata[0]);
  g_assert_cmpstr (text, ==, "192.0.2.0/24");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/peers/keys", test_keys);
  g_test_add_func ("/http/peers/counts", test_counts);
  g_test_add_func ("/http/peers/no-limit", test_no_limit);
  g_test_add_func ("/http/peers/no-address", test_no_address);

  return g_test_run ();
}
