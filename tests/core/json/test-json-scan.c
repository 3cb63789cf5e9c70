/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <json-glib/json-glib.h>

#include "assay-error.h"
#include "assay-json-scan-private.h"

#define MAX_PIECES 6

static const char *const pieces[] = { "[", "]", "{", "}", ",", ":", "\"a\"", "0", "true" };

static gboolean
accepts (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray)
    tokens = assay_json_scan (text, length, ASSAY_JSON_MAX_DEPTH, ASSAY_JSON_MAX_TOKENS, &error);

  if (tokens == NULL)
    g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_JSON);
  else
    g_assert_no_error (error);

  return tokens != NULL;
}

/* All documents of up to six pieces: every wrong order of brackets, names and signs is there. */
static void
test_grammar (void)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_documents = 1, n_accepted = 0;

  json_parser_set_strict (parser, TRUE);
  for (guint n_pieces = 1; n_pieces <= MAX_PIECES; n_pieces++)
    {
      n_documents *= G_N_ELEMENTS (pieces);
      for (guint number = 0; number < n_documents; number++)
        {
          gboolean ours, theirs;

          g_string_truncate (text, 0);
          for (guint i = 0, rest = number; i < n_pieces; i++, rest /= G_N_ELEMENTS (pieces))
            g_string_append (text, pieces[rest % G_N_ELEMENTS (pieces)]);

          ours = accepts (text->str, text->len);
          theirs = json_parser_load_from_data (parser, text->str, (gssize) text->len, NULL);
          if (ours != theirs)
            g_test_fail_printf ("%s %s, json-glib does not agree", ours ? "accepted" : "refused",
                                text->str);
          n_accepted += ours;
        }
    }
  g_assert_cmpuint (n_accepted, ==, 41);
}

/* What was there before the end must not decide: nothing behind it may be read. */
static void
test_cut_everywhere (void)
{
  static const char document[] = "{\"a\\u00e9\":[-12.5e+3,true,null],\"b\":{\"c\":\"x\\n\"}}";

  for (gsize length = 0; length < sizeof document - 1; length++)
    {
      g_autofree char *exact = g_memdup2 (document, MAX (length, 1));

      g_assert_false (accepts (exact, length));
    }
  g_assert_true (accepts (document, sizeof document - 1));
}

static void
test_says_where (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } cases[] = {
    { "", "$: no value at byte 0" },
    { " \n", "$: no value at byte 2" },
    { "nul", "$: expected a value at byte 0" },
    { "[,", "$: expected a value or “]” at byte 1" },
    { "[1,]", "$: expected a value at byte 3" },
    { "{,", "$: expected the name of a member or “}” at byte 1" },
    { "{\"a\":1,}", "$: expected the name of a member at byte 7" },
    { "{\"a\" 1}", "$: expected “:” at byte 5" },
    { "[1 2]", "$: expected “,” or the closing bracket at byte 3" },
    { "[1}", "$: expected “,” or the closing bracket at byte 2" },
    { "[}", "$: expected a value or “]” at byte 1" },
    { "{} {}", "$: expected nothing more at byte 3" },
    { "[1]]", "$: closing bracket without an opening one at byte 3" },
    { "[[1]", "$: unclosed array or object at byte 4" },
    { "[01]", "$: malformed number at byte 1" },
    { "[\"a\\x\"]", "$: unknown escape in the string at byte 1" },
    { "[\"a\\u12g4\"]", "$: malformed \\u escape in the string at byte 1" },
    { "[\"a\tb\"]", "$: control character in the string at byte 1" },
    { "[\"a", "$: unterminated string at byte 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (assay_json_scan (cases[i].text, strlen (cases[i].text), 9, 100, &error));
      g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_JSON);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/json-scan/grammar", test_grammar);
  g_test_add_func ("/core/json-scan/cut-everywhere", test_cut_everywhere);
  g_test_add_func ("/core/json-scan/says-where", test_says_where);

  return g_test_run ();
}
