/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-redact.h"
#include "assay-support.h"

typedef struct
{
  const char *text;
  const char *expected;
} Case;

static void
test_url (void)
{
  static const Case cases[] = {
    { "https://h/p?a=1#f", "https://h/p?a=1#f" },
    { "http://user:pass@h:80/p", "http://***@h:80/p" },
    { "/hook?token=abc", "/hook?token=***" },
    { "/hook?a=1&ACCESS_TOKEN=abc&b=2", "/hook?a=1&ACCESS_TOKEN=***&b=2" },
    { "/hook?api_key=k;secret=s#x", "/hook?api_key=***;secret=***#x" },
    { "/hook?token=", "/hook?token=***" },
    { "/hook?monkey=1&tokens=2", "/hook?monkey=1&tokens=2" },
    { "/hook?%74oken=abc", "/hook?%74oken=***" },
    { "/hook?a=1&filter%5Bid%5D=2&a%5Btok%65n=abc&b=3",
      "/hook?a=1&filter%5Bid%5D=2&a%5Btok%65n=***&b=3" },
    { "/hook?api%5fkey=abc#x", "/hook?api%5fkey=***#x" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *redacted = assay_redact_url (cases[i].text);

      g_assert_cmpstr (redacted, ==, cases[i].expected);
    }
}

static void
test_headers (void)
{
  static const Case cases[] = {
    { "Accept: */*\r\nauthorization: Basic eA==\r\n", "Accept: */*\r\nauthorization: ***\r\n" },
    { "Proxy-Authorization:Basic eA==\r\nHost: h\r\n", "Proxy-Authorization:***\r\nHost: h\r\n" },
    { "Cookie: a=1\r\nSet-Cookie: b=2\r\n", "Cookie: ***\r\nSet-Cookie: ***\r\n" },
    { "X-Api-Key: k\r\n", "X-Api-Key: ***\r\n" },
    { "Location: https://h/?token=abc&x=1\r\n", "Location: https://h/?token=***&x=1\r\n" },
    { "X-Authorization-Note: kept\r\n", "X-Authorization-Note: kept\r\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *redacted = assay_redact_headers (cases[i].text);

      g_assert_cmpstr (redacted, ==, cases[i].expected);
    }
}

static void
check_bodies (const Case *cases, gsize n_cases, GBytes *(*redact) (GBytes *body))
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autoptr (GBytes) body = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
      g_autoptr (GBytes) redacted = redact (body);

      assay_assert_bytes (redacted, cases[i].expected);
    }
}

static void
test_body (void)
{
  static const Case cases[] = {
    { "{ \"token\" : \"x\", \"n\": 1e400, \"token\":{\"a\":1} }",
      "{ \"token\" : \"***\", \"n\": 1e400, \"token\":\"***\" }" },
    { "[{\"auth_link_url\":\"u\"},{\"external_trigger_token\":1}]",
      "[{\"auth_link_url\":\"***\"},{\"external_trigger_token\":\"***\"}]" },
    { "{\"clientSecret\":\"s\",\"credentials\":[1,2],\"token\":null}",
      "{\"clientSecret\":\"***\",\"credentials\":\"***\",\"token\":null}" },
    { "{\"\\u0074oken\":\"x\"}", "{\"\\u0074oken\":\"***\"}" },
    { "{\"tokens\":1,\"name\":\"token\"}", "{\"tokens\":1,\"name\":\"token\"}" },
    { "{\"a\":1,\"token\":\"cut sho", "{\"a\":1,\"token\":\"***\"" },
    { "{\"token\":\"a\\\"b\",\"n\":1", "{\"token\":\"***\",\"n\":1" },
    { "{\"credentials\":{\"user\":\"u\",\"password\":\"p\"", "{\"credentials\":\"***\"" },
    { "\xef\xbb\xbf{\"\\u0074oken\":\"x\",\"credentials\":[1,2]}",
      "\xef\xbb\xbf{\"\\u0074oken\":\"***\",\"credentials\":\"***\"}" },
    { "{\"raw_event\":{\"headers\":{\"Authorization\":\"Basic x\",\"X-Api-Key\":[\"k\"],"
      "\"Via\":\"v\"}}}",
      "{\"raw_event\":{\"headers\":{\"Authorization\":\"***\",\"X-Api-Key\":\"***\","
      "\"Via\":\"v\"}}}" },
    { "{\"Set-Cookie\":\"a=b\",\"PASSWORD\":\"p\",\"cut",
      "{\"Set-Cookie\":\"***\",\"PASSWORD\":\"***\",\"cut" },
    { "grant_type=client_credentials&client_secret=s%26&Token=t&x=1",
      "grant_type=client_credentials&client_secret=***&Token=***&x=1" },
    { "plain text", "plain text" },
    { "", "" },
  };

  check_bodies (cases, G_N_ELEMENTS (cases), assay_redact_body);
}

static void
test_candidate (void)
{
  static const Case cases[] = {
    { "{\"name\":\"P\",\"candidate\":{\"name\":\"Z\",\"id\":\"c\"}}",
      "{\"name\":\"P\",\"candidate\":{\"name\":\"***\",\"id\":\"c\"}}" },
    { "{\"first_name\":\"Z\",\"lastName\":\"M\",\"emails\":[{\"value\":\"a\"}],\"x\": 1.0}",
      "{\"first_name\":\"***\",\"lastName\":\"***\",\"emails\":\"***\",\"x\": 1.0}" },
    { "{\"hiring_team\":[{\"name\":\"A\",\"role\":\"r\"}]}",
      "{\"hiring_team\":[{\"name\":\"***\",\"role\":\"r\"}]}" },
    { "{\"candidate\":null,\"phone\":null}", "{\"candidate\":null,\"phone\":null}" },
    { "\xef\xbb\xbf{\"email\":\"a\"}", "\xef\xbb\xbf{\"email\":\"***\"}" },
    { "{\"candidate\":", "\"***\"" },
  };

  check_bodies (cases, G_N_ELEMENTS (cases), assay_redact_candidate);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/redact/url", test_url);
  g_test_add_func ("/core/redact/headers", test_headers);
  g_test_add_func ("/core/redact/body", test_body);
  g_test_add_func ("/core/redact/candidate", test_candidate);
  return g_test_run ();
}
