/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-http-framing.h"

#define POST "POST /hook HTTP/1.1\r\nHost: h\r\n"
#define CHUNKED POST "Transfer-Encoding: chunked\r\n\r\n"

/* Feeds in pieces; gives the number of whole requests, or -1 when the framing is not clear. */
static int
count_requests (const char *text, gsize size, gsize piece)
{
  g_autoptr (AssayHttpFraming) framing = assay_http_framing_new ();
  int n = 0;
  gsize taken;

  for (gsize at = 0; at < size; at += taken)
    {
      if (!assay_http_framing_feed (framing, (const guint8 *) text + at, MIN (piece, size - at),
                                    &taken))
        return -1;
      n += assay_http_framing_is_between (framing) ? 1 : 0;
    }

  return n;
}

static void
assert_requests (const char *text, gsize size, int n)
{
  for (gsize piece = 1; piece <= size; piece++)
    g_assert_cmpint (count_requests (text, size, piece), ==, n);
}

static void
test_clear (void)
{
  static const struct
  {
    const char *text;
    int n;
  } cases[] = {
    { "GET / HTTP/1.1\r\nHost: h\r\n\r\n", 1 },
    { "GET / HTTP/1.0\r\n\r\n", 1 },
    { "GET / HTTP/1.1\r\nHost: h\r\n", 0 },
    { POST "Content-Length: 2\r\n\r\n{}", 1 },
    { POST "Content-Length: 2\r\n\r\n{}" POST "content-length:\t3 \r\n\r\nabc", 2 },
    { POST "Content-Length: 9223372036854775807\r\n\r\n{}", 0 },
    { CHUNKED "0\r\n\r\n", 1 },
    { CHUNKED "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", 1 },
    { CHUNKED "A\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n" POST "\r\n", 2 },
    { CHUNKED "3\r\nabc\r\n", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      assert_requests (cases[i].text, strlen (cases[i].text), cases[i].n);
    }
}

static void
test_unclear (void)
{
  static const char *const cases[] = {
    "\r\n",
    "GARBAGE\r\n",
    "POST /hook\r\n",
    "GET  / HTTP/1.1\r\n",
    "GET / HTTP/1.2\r\n",
    "GET / HTTP/1.1\n",
    POST "X: y\n\n",
    POST "X: a\rb\r\n",
    POST "X: a\001\r\n",
    POST "X\r\n",
    POST " fold\r\n",
    POST "X: y\r\n\tfold\r\n",
    POST ": y\r\n",
    POST "Content-Length 5\r\n",
    POST "Content-Length : 5\r\n",
    POST "Content-Length:\r\n",
    POST "Content-Length: +5\r\n",
    POST "Content-Length: -1\r\n",
    POST "Content-Length: 0x5\r\n",
    POST "Content-Length: 5, 6\r\n",
    POST "Content-Length: 99999999999999999999\r\n",
    POST "Content-Length: 9223372036854775808\r\n",
    POST "Content-Length: 5\r\nContent-Length: 5\r\n",
    POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
    POST "Transfer-Encoding : chunked\r\n",
    POST "Transfer-Encoding: gzip\r\n",
    POST "Transfer-Encoding: gzip, chunked\r\n",
    POST "Transfer-Encoding: xchunked\r\n",
    POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
    "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n",
    CHUNKED "5\n",
    CHUNKED "0x5\r\n",
    CHUNKED "+5\r\n",
    CHUNKED "-1\r\n",
    CHUNKED "zz\r\n",
    CHUNKED "\r\n",
    CHUNKED "5 x\r\n",
    CHUNKED " 5\r\n",
    CHUNKED "8000000000000000\r\n",
    CHUNKED "ffffffffffffffff\r\n",
    CHUNKED "3\r\nabcd",
    CHUNKED "3\r\nabc\n",
    CHUNKED "0\r\nno colon\r\n",
    CHUNKED "0\r\n\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      assert_requests (cases[i], strlen (cases[i]), -1);
      g_assert_cmpint (count_requests (cases[i], strlen (cases[i]) - 1, 1), <=, 0);
    }
  assert_requests ("GET / HTTP/1.1\r\nX: \0\r\n", 23, -1);
}

static void
test_bounds (void)
{
  g_autofree char *long_value = g_strnfill (65536, 'x');
  g_autofree char *head = g_strconcat (POST "X: ", long_value, NULL);
  g_autofree char *extension = g_strndup (long_value, 120);
  g_autofree char *chunk = g_strconcat (CHUNKED "1;", extension, NULL);
  g_autofree char *trailer = g_strconcat (CHUNKED "0\r\nX:", extension, NULL);

  g_assert_cmpint (count_requests (head, strlen (head), G_MAXSIZE), ==, -1);
  g_assert_cmpint (count_requests (chunk, strlen (chunk), G_MAXSIZE), ==, -1);
  g_assert_cmpint (count_requests (trailer, strlen (trailer), G_MAXSIZE), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/http/framing/clear", test_clear);
  g_test_add_func ("/http/framing/unclear", test_unclear);
  g_test_add_func ("/http/framing/bounds", test_bounds);

  return g_test_run ();
}
