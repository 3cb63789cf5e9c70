/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-http-framing.h"
#include "fuzz.h"

#define N_WAYS 4
#define MAX_PIECE 37

/* Pieces of up to @longest bytes; another seed cuts others. */
static gsize
next_piece (guint32 *seed, gsize longest, gsize left)
{
  *seed = *seed * 1664525 + 1013904223;

  return MIN (left, 1 + (*seed >> 8) % longest);
}

static void
check_target (const char *target)
{
  g_assert_nonnull (target);
  g_assert_cmpuint (strlen (target), >, 0);
  for (const char *c = target; *c != '\0'; c++)
    g_assert_false (*c == ' ' || (g_ascii_iscntrl (*c) && *c != '\t'));
}

/* Once it is not clear where a request ends, nothing makes it clear again. */
static void
check_stays_bad (AssayHttpFraming *framing)
{
  static const guint8 good[] = "\r\n\r\nGET / HTTP/1.1\r\n\r\n";
  gsize taken = G_MAXSIZE;

  for (guint i = 0; i < 2; i++)
    {
      g_assert_false (assay_http_framing_feed (framing, good, sizeof good - 1, &taken));
      g_assert_cmpuint (taken, ==, 0);
      g_assert_false (assay_http_framing_is_between (framing));
    }
}

/* Gives one piece, again and again what was not taken of it. Returns: whether the framing is still
 * clear. */
static gboolean
feed_piece (AssayHttpFraming *framing, const guint8 *data, gsize from, gsize size, GString *ends)
{
  for (gsize done = 0; done < size;)
    {
      gsize taken = G_MAXSIZE;
      gboolean good = assay_http_framing_feed (framing, data + from + done, size - done, &taken);

      g_assert_cmpuint (taken, <=, size - done);
      g_assert_cmpuint (taken, >, 0);
      done += taken;
      if (!good)
        {
          g_string_append_printf (ends, "bad at %zu", from + done);
          check_stays_bad (framing);
          return FALSE;
        }
      if (assay_http_framing_is_between (framing))
        {
          check_target (assay_http_framing_get_target (framing));
          g_string_append_printf (ends, "%zu %s\n", from + done,
                                  assay_http_framing_get_target (framing));
        }
      else
        g_assert_cmpuint (done, ==, size);
    }

  return TRUE;
}

/* @longest is 0 for all at once. Returns: where each request ends and what it asks for, and where
 * the framing stops to be clear. */
static char *
read_ends (const guint8 *data, gsize size, gsize longest, guint32 seed)
{
  g_autoptr (AssayHttpFraming) framing = assay_http_framing_new ();
  GString *ends = g_string_new (NULL);

  g_assert_true (assay_http_framing_is_between (framing));
  g_assert_null (assay_http_framing_get_target (framing));
  for (gsize from = 0; from < size;)
    {
      gsize piece = longest > 0 ? next_piece (&seed, longest, size - from) : size;

      if (!feed_piece (framing, data, from, piece, ends))
        break;
      from += piece;
    }

  return g_string_free_and_steal (ends);
}

/* However the bytes arrive, the same requests are seen in them. By single bytes nobody can take
 * more than one request. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *by_bytes = read_ends (data, size, 1, 0);
  g_autofree char *at_once = read_ends (data, size, 0, 0);
  guint32 seed = 5381;

  g_assert_cmpstr (at_once, ==, by_bytes);
  for (gsize i = 0; i < size; i++)
    seed = seed * 33 + data[i];
  for (guint i = 0; i < N_WAYS; i++)
    {
      g_autofree char *ends = read_ends (data, size, MAX_PIECE, seed + i);

      g_assert_cmpstr (ends, ==, by_bytes);
    }
  return 0;
}
