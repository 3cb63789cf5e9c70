/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-guarded-address.h"
#include "assay-link-guard.h"
#include "assay-readiness-error.h"
#include "assay-support.h"

/* A DNS whose answers are set, one for each time that it is asked; the last one for good. */
#define TEST_TYPE_DNS (test_dns_get_type ())

G_DECLARE_FINAL_TYPE (TestDns, test_dns, TEST, DNS, GResolver)

struct _TestDns
{
  GResolver parent_instance;

  const char *const *answers; /* of each time: addresses, a blank between; empty for none */
  guint n_lookups;
};

G_DEFINE_FINAL_TYPE (TestDns, test_dns, G_TYPE_RESOLVER)

static void
test_dns_lookup_by_name_async (GResolver *resolver,
                               const char *hostname,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  TestDns *self = TEST_DNS (resolver);
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  g_auto (GStrv) texts = g_strsplit (self->answers[0], " ", -1);
  GList *addresses = NULL;

  self->n_lookups++;
  if (self->answers[1] != NULL)
    self->answers++;
  for (gsize i = 0; texts[i] != NULL; i++)
    addresses = g_list_append (addresses, g_inet_address_new_from_string (texts[i]));

  if (addresses != NULL)
    g_task_return_pointer (task, addresses, (GDestroyNotify) g_resolver_free_addresses);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no such host");
}

static GList *
test_dns_lookup_by_name_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_dns_class_init (TestDnsClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_async = test_dns_lookup_by_name_async;
  resolver_class->lookup_by_name_finish = test_dns_lookup_by_name_finish;
}

static void
test_dns_init (TestDns *self)
{
}

static GSocketConnectable *
resolve (AssayLinkGuard *guard, const char *url, GError **error)
{
  g_autoptr (GUri) uri = assay_link_guard_parse (url, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  g_assert_nonnull (uri);
  assay_link_guard_resolve_async (guard, uri, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);

  return assay_link_guard_resolve_finish (guard, result, error);
}

/* What a connection would go to, in turn, by both of the ways that connections ask. */
static char *
list_addresses (GSocketConnectable *connectable, gboolean by_proxy)
{
  g_autoptr (GSocketAddressEnumerator)
    enumerator = by_proxy ? g_socket_connectable_proxy_enumerate (connectable)
                          : g_socket_connectable_enumerate (connectable);
  GString *list = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GSocketAddress *address;

  while ((address = g_socket_address_enumerator_next (enumerator, NULL, &error)) != NULL)
    {
      g_autofree char *text = g_socket_connectable_to_string (G_SOCKET_CONNECTABLE (address));

      g_string_append_printf (list, "%s%s", list->len > 0 ? " " : "", text);
      g_object_unref (address);
    }
  g_assert_no_error (error);

  return g_string_free_and_steal (list);
}

static void
test_addresses (void)
{
  static const char *const refused[] = {
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.168.0.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:10.0.0.1",
    "::ffff:127.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "::127.0.0.1",
  };
  static const char *const public[] = {
    "1.1.1.1",        "9.255.255.255",    "11.0.0.0",        "100.63.255.255",  "100.128.0.0",
    "172.15.255.255", "172.32.0.0",       "192.167.255.255", "223.255.255.255", "2600::1",
    "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2002:101:101::1",
  };
  g_autoptr (AssayLinkGuard) guard = assay_link_guard_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (refused[i]);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i]);
      g_assert_false (assay_link_guard_check (guard, "host.test", 443, address, &error));
      g_assert_error (error, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_REFUSED);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (public); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (public[i]);
      g_autoptr (GError) error = NULL;

      g_assert_true (assay_link_guard_check (guard, "host.test", 443, address, &error));
      g_assert_no_error (error);
    }
}

static gboolean
may_call (AssayLinkGuard *guard, const char *host, guint16 port, const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return assay_link_guard_check (guard, host, port, address, NULL);
}

static void
test_allowances (void)
{
  static const char *const faulty[] = { "",       "host",       "host:",       "host:0",
                                        ":80",    "host:70000", "10.0.0.0/33", "10.0.0.1/8",
                                        "host/8", "/",          "\xff:80" };
  g_autoptr (AssayLinkGuard) guard = assay_link_guard_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;

  g_assert_true (assay_link_guard_allow (guard, "Desk.test:8080", &error));
  g_assert_true (assay_link_guard_allow (guard, "[::1]:9090", &error));
  g_assert_true (assay_link_guard_allow (guard, "10.1.0.0/16", &error));
  g_assert_true (assay_link_guard_allow (guard, "fd00::/8", &error));
  g_assert_no_error (error);
  uri = assay_link_guard_parse ("http://Own.test/packages", &error);
  g_assert_no_error (error);
  assay_link_guard_allow_uri (guard, uri);

  g_assert_true (may_call (guard, "own.test", 80, "192.168.0.1"));
  g_assert_false (may_call (guard, "own.test", 443, "192.168.0.1"));
  g_assert_true (may_call (guard, "desk.test", 8080, "192.168.0.1"));
  g_assert_false (may_call (guard, "desk.test", 8081, "192.168.0.1"));
  g_assert_false (may_call (guard, "other.test", 8080, "192.168.0.1"));
  g_assert_true (may_call (guard, "::1", 9090, "::1"));
  g_assert_true (may_call (guard, "any.test", 1, "10.1.2.3"));
  g_assert_true (may_call (guard, "any.test", 1, "::ffff:10.1.2.3"));
  g_assert_false (may_call (guard, "any.test", 1, "10.2.0.1"));
  g_assert_true (may_call (guard, "any.test", 1, "fd12::1"));
  g_assert_false (may_call (guard, "any.test", 1, "fc12::1"));

  for (gsize i = 0; i < G_N_ELEMENTS (faulty); i++)
    {
      g_autoptr (GError) fault = NULL;

      g_assert_false (assay_link_guard_allow (guard, faulty[i], &fault));
      g_assert_error (fault, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_INVALID_ALLOWANCE);
    }
}

static void
test_links (void)
{
  static const char *const faulty[] = { "",
                                        "example.com",
                                        "ftp://example.com/",
                                        "file:///etc/passwd",
                                        "http://",
                                        "http://user@example.com/",
                                        "http://user:word@example.com/",
                                        "http://example.com:0/" };
  g_autoptr (GUri) uri = assay_link_guard_parse (" HTTPS://example.com/list?a=b\n", NULL);

  g_assert_cmpstr (g_uri_get_scheme (uri), ==, "https");
  g_assert_cmpstr (g_uri_get_host (uri), ==, "example.com");
  for (gsize i = 0; i < G_N_ELEMENTS (faulty); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", faulty[i]);
      g_assert_null (assay_link_guard_parse (faulty[i], &error));
      g_assert_error (error, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_INVALID_ADDRESS);
      g_assert_null (strstr (error->message, "word@"));
    }
}

/* The second answer of the DNS leads home, and is never asked for. */
static void
test_second_answer (void)
{
  static const char *const answers[] = { "1.1.1.1 2600::1", "127.0.0.1", NULL };
  g_autoptr (AssayLinkGuard) guard = assay_link_guard_new ();
  g_autoptr (TestDns) dns = g_object_new (TEST_TYPE_DNS, NULL);
  g_autoptr (GSocketConnectable) connectable = NULL;
  g_autoptr (GError) error = NULL;

  dns->answers = answers;
  assay_link_guard_set_resolver (guard, G_RESOLVER (dns));
  connectable = resolve (guard, "https://host.test/", &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *list = list_addresses (connectable, i % 2 == 1);

      g_assert_cmpstr (list, ==, "1.1.1.1:443 [2600::1]:443");
    }
  g_assert_cmpuint (dns->n_lookups, ==, 1);
  g_assert_cmpstr (g_network_address_get_hostname (G_NETWORK_ADDRESS (connectable)), ==,
                   "host.test");
}

static void
test_mixed_answer (void)
{
  static const char *const answers[] = { "1.1.1.1 10.0.0.1", "", NULL };
  g_autoptr (AssayLinkGuard) guard = assay_link_guard_new ();
  g_autoptr (TestDns) dns = g_object_new (TEST_TYPE_DNS, NULL);
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) missing = NULL;

  dns->answers = answers;
  assay_link_guard_set_resolver (guard, G_RESOLVER (dns));

  g_assert_null (resolve (guard, "https://host.test/", &refused));
  g_assert_error (refused, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_REFUSED);
  g_assert_cmpstr (refused->message, ==,
                   "host.test is 10.0.0.1, which is not reachable from everywhere");
  g_assert_null (resolve (guard, "https://host.test/", &missing));
  g_assert_error (missing, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_UNRESOLVED);
}

/* However this machine is written, it is this machine. */
static void
test_spellings (void)
{
  static const char *const urls[] = {
    "http://127.0.0.1/",  "http://localhost/", "http://[::1]/", "http://2130706433/",
    "http://0x7f000001/", "http://127.1/",     "http://0/",     "http://[::ffff:7f00:1]/",
  };
  g_autoptr (AssayLinkGuard) guard = assay_link_guard_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", urls[i]);
      g_assert_null (resolve (guard, urls[i], &error));
      g_assert_true (g_error_matches (error, ASSAY_READINESS_ERROR,
                                      ASSAY_READINESS_ERROR_REFUSED) ||
                     g_error_matches (error, ASSAY_READINESS_ERROR,
                                      ASSAY_READINESS_ERROR_UNRESOLVED));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/readiness/link-guard/addresses", test_addresses);
  g_test_add_func ("/readiness/link-guard/allowances", test_allowances);
  g_test_add_func ("/readiness/link-guard/links", test_links);
  g_test_add_func ("/readiness/link-guard/second-answer", test_second_answer);
  g_test_add_func ("/readiness/link-guard/mixed-answer", test_mixed_answer);
  g_test_add_func ("/readiness/link-guard/spellings", test_spellings);

  return g_test_run ();
}
