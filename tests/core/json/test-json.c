/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include <glib.h>

#include "assay-error.h"
#include "assay-json.h"
#include "assay-support.h"

static AssayJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  AssayJson *json = assay_json_new_from_text (text, &error);

  g_assert_no_error (error);
  return json;
}

static void
test_kinds (void)
{
  g_autoptr (AssayJson) json = parse (" [null,true,false,-1.50e+3,\"a\",[],{} ] ");
  static const AssayJsonKind kinds[] = {
    ASSAY_JSON_NULL,   ASSAY_JSON_BOOLEAN, ASSAY_JSON_BOOLEAN, ASSAY_JSON_NUMBER,
    ASSAY_JSON_STRING, ASSAY_JSON_ARRAY,   ASSAY_JSON_OBJECT,
  };
  static const char *const sources[] = {
    "null", "true", "false", "-1.50e+3", "\"a\"", "[]", "{}",
  };

  g_assert_cmpuint (assay_json_get_length (json), ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (json, i);
      g_autofree char *source = assay_json_dup_source (element);
      g_autofree char *path = g_strdup_printf ("$[%u]", i);

      g_assert_cmpint (assay_json_get_kind (element), ==, kinds[i]);
      g_assert_cmpstr (source, ==, sources[i]);
      g_assert_cmpstr (assay_json_get_path (element), ==, path);
      g_assert_cmpint (assay_json_get_boolean (element), ==, i == 1);
    }
  g_assert_null (assay_json_dup_element (json, G_N_ELEMENTS (kinds)));
}

static void
test_numbers_keep_digits (void)
{
  static const char *const numbers[] = {
    "3223323715753018140",
    "32233237157530181401",
    "322332371575301814012345",
    "0.1",
    "1e400",
    "-0",
    "100.00",
    "1E-7",
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"id\":%s,\"twin\":\"%s\"}", numbers[i],
                                               numbers[i]);
      g_autoptr (AssayJson) json = parse (text);
      g_autoptr (AssayJson) id = assay_json_dup_member (json, "id");
      g_autoptr (AssayJson) twin = assay_json_dup_member (json, "twin");
      g_autofree char *id_text = assay_json_dup_text (id);
      g_autofree char *twin_text = assay_json_dup_text (twin);

      g_assert_cmpstr (assay_json_get_number (id), ==, numbers[i]);
      g_assert_null (assay_json_get_string (id));
      g_assert_cmpstr (assay_json_get_string (twin), ==, numbers[i]);
      g_assert_null (assay_json_get_number (twin));
      g_assert_cmpstr (id_text, ==, numbers[i]);
      g_assert_cmpstr (twin_text, ==, numbers[i]);
      g_assert_false (assay_json_equal (id, twin));
    }
}

static void
test_strings (void)
{
  static const struct
  {
    const char *source;
    const char *text;
  } cases[] = {
    { "\"\"", "" },
    { "\"Zo\\u00eb \\\"M\\\"\\/\\\\\\b\\f\\n\\r\\t\"", "Zoë \"M\"/\\\b\f\n\r\t" },
    { "\"\\ud83d\\ude00\"", "😀" },
    { "\"a\\u0000b\"", "a\xef\xbf\xbd"
                       "b" },
    { "\"\\ud83d\"", "\xef\xbf\xbd" },
    { "\"\\ud83d\\u0041\"", "\xef\xbf\xbd"
                            "A" },
    { "\"\\ude00x\"", "\xef\xbf\xbdx" },
    { "\"\\ud83d\\ud83d\\ude00\"", "\xef\xbf\xbd😀" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayJson) json = parse (cases[i].source);
      g_autofree char *source = assay_json_dup_source (json);

      g_assert_cmpstr (assay_json_get_string (json), ==, cases[i].text);
      g_assert_cmpstr (source, ==, cases[i].source);
    }
}

static void
test_members (void)
{
  g_autoptr (AssayJson) json = parse ("{ \"b\" : {\"x y\": [ 1 , 2 ]}, \"a\":1, \"\\u0062\" : 2,"
                                      "\"\":3,\"n\":null}");
  g_auto (GStrv) names = assay_json_dup_members (json);
  g_autoptr (AssayJson) b = assay_json_dup_member (json, "b");
  g_autoptr (AssayJson) n = assay_json_dup_member (json, "n");
  g_autoptr (AssayJson) empty = assay_json_dup_member (json, "");
  const char *expected[] = { "b", "a", "", "n", NULL };

  g_assert_cmpstrv (names, expected);
  g_assert_cmpstr (assay_json_get_number (b), ==, "2");
  g_assert_cmpstr (assay_json_get_path (b), ==, "$.b");
  g_assert_cmpint (assay_json_get_kind (n), ==, ASSAY_JSON_NULL);
  g_assert_true (assay_json_has_member (json, "n"));
  g_assert_cmpstr (assay_json_get_number (empty), ==, "3");
  g_assert_cmpstr (assay_json_get_path (empty), ==, "$['']");
  g_assert_false (assay_json_has_member (json, "x y"));
  g_assert_null (assay_json_dup_member (json, "c"));
}

static void
test_values_outlive_their_document (void)
{
  g_autoptr (AssayJson) json = parse ("{\"a\":[{\"x y\":\"deep\"}]}");
  g_autoptr (AssayJson) a = assay_json_dup_member (json, "a");
  g_autoptr (AssayJson) object = assay_json_dup_element (a, 0);
  g_autoptr (AssayJson) deep = assay_json_dup_member (object, "x y");

  g_clear_pointer (&json, assay_json_unref);
  g_clear_pointer (&a, assay_json_unref);
  g_clear_pointer (&object, assay_json_unref);
  g_assert_cmpstr (assay_json_get_string (deep), ==, "deep");
  g_assert_cmpstr (assay_json_get_path (deep), ==, "$.a[0]['x y']");
}

static void
test_surroundings (void)
{
  g_autoptr (AssayJson) heartbeat = parse ("\n\n\r\n {\"a\":1}\n");
  g_autoptr (AssayJson) marked = parse ("\xef\xbb\xbf\n{\"a\":1}");
  g_autofree char *source = assay_json_dup_source (heartbeat);
  g_autofree char *marked_source = assay_json_dup_source (marked);

  g_assert_cmpstr (source, ==, "{\"a\":1}");
  g_assert_cmpstr (marked_source, ==, "{\"a\":1}");
}

static void
test_depth (void)
{
  g_autoptr (GString) deepest = g_string_new (NULL);
  g_autoptr (AssayJson) json = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 64; i++)
    g_string_append (deepest, i % 2 == 0 ? "[" : "{\"a\":");
  g_string_append (deepest, "1");
  for (guint i = 64; i > 0; i--)
    g_string_append (deepest, i % 2 == 1 ? "]" : "}");
  json = parse (deepest->str);
  g_assert_nonnull (json);

  g_string_prepend_c (deepest, '[');
  g_string_append_c (deepest, ']');
  g_assert_null (assay_json_new_from_text (deepest->str, &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_TOO_DEEP);
  g_assert_cmpstr (error->message, ==, "$: nested deeper than 64 levels at byte 188");
}

static void
test_refusals (void)
{
  static const char *const cases[] = {
    "",
    " ",
    "{",
    "}",
    "[}",
    "{]",
    "[1,]",
    "[,1]",
    "[1 2]",
    "{} {}",
    "{\"a\":1,}",
    "{\"a\" 1}",
    "{\"a\":}",
    "{1:2}",
    "{a:1}",
    "['a']",
    "[01]",
    "[-]",
    "[1.]",
    "[.5]",
    "[1e]",
    "[+1]",
    "[0x1]",
    "[NaN]",
    "[Infinity]",
    "[nul]",
    "[truefalse]",
    "[1true]",
    "[1-2]",
    "\"a",
    "\"a\\\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"\t\"",
    "\"a\nb\"",
    "// x\n{}",
    "{\"a\"}",
    "\"\\",
    "[\"a\":1]",
    "var a = 1",
    "{\"a\":1:2}",
    "tru",
    "-",
    "{\"a\",\"b\"}",
    "[1]]",
    "\"\\u",
    "[\"a\" \"b\"]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayJson) json = assay_json_new_from_text (cases[i], &error);

      if (json != NULL)
        g_test_fail_printf ("accepted: %s", cases[i]);
      g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_JSON);
      g_assert_true (g_str_has_prefix (error->message, "$: "));
    }
}

static void
test_bad_bytes (void)
{
  static const char nul[] = "{\"a\":\"x\0y\"}";
  g_autoptr (GBytes) with_nul = g_bytes_new_static (nul, sizeof nul - 1);
  g_autoptr (GBytes) empty = g_bytes_new_static (NULL, 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (assay_json_new_from_text ("{\"a\":\"\xff\"}", &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_UTF8);
  g_assert_cmpstr (error->message, ==, "$: invalid UTF-8 or a NUL at byte 6");
  g_clear_error (&error);

  g_assert_null (assay_json_parse (with_nul, &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_UTF8);
  g_assert_cmpstr (error->message, ==, "$: invalid UTF-8 or a NUL at byte 7");
  g_clear_error (&error);

  g_assert_null (assay_json_parse (empty, &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_JSON);
  g_assert_cmpstr (error->message, ==, "$: no value at byte 0");
}

static void
test_too_many_values (void)
{
  g_autoptr (GString) text = g_string_new ("[0");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2000000; i++)
    g_string_append (text, ",0");
  g_string_append_c (text, ']');
  g_assert_null (assay_json_new_from_text (text->str, &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_TOO_LARGE);
  g_assert_cmpstr (error->message, ==, "$: more than 2000000 values");
}

static void
assert_wrong_type (gboolean ok, GError **error, const char *message)
{
  g_assert_false (ok);
  g_assert_error (*error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_WRONG_TYPE);
  g_assert_cmpstr ((*error)->message, ==, message);
  g_clear_error (error);
}

static void
test_readers (void)
{
  g_autoptr (AssayJson) json = parse ("{\"s\":\"x\",\"n\":12,\"z\":null,\"b\":true,\"o\":{},"
                                      "\"a\":[],\"t\":\"2026-01-02T03:04:05.678Z\"}");
  g_autofree char *text = NULL;
  g_autofree char *digits = NULL;
  g_autoptr (AssayJson) object = NULL;
  g_autoptr (AssayJson) array = NULL;
  gboolean boolean;
  gint64 number;
  GError *error = NULL;

  g_assert_true (assay_json_read_string (json, "s", &text, &error));
  g_assert_cmpstr (text, ==, "x");
  g_assert_true (assay_json_read_text (json, "n", &digits, &error));
  g_assert_cmpstr (digits, ==, "12");
  g_assert_true (assay_json_read_object (json, "o", &object, &error));
  g_assert_cmpstr (assay_json_get_path (object), ==, "$.o");
  g_assert_true (assay_json_read_array (json, "a", &array, &error));
  g_assert_cmpuint (assay_json_get_length (array), ==, 0);
  g_assert_true (assay_json_read_boolean (json, "b", &boolean, &error));
  g_assert_true (boolean);
  g_assert_true (assay_json_read_int64 (json, "n", &number, &error));
  g_assert_cmpint (number, ==, 12);
  g_assert_true (assay_json_read_date_time (json, "t", &number, &error));
  g_assert_cmpint (number, ==, G_GINT64_CONSTANT (1767323045678000));
  g_assert_no_error (error);
}

static void
test_readers_absent (void)
{
  g_autoptr (AssayJson) json = parse ("{\"z\":null}");
  static const char *const names[] = { "z", "absent" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      char *text = (char *) "unset";
      AssayJson *value = json;
      gboolean boolean = TRUE;
      gint64 number = 7;
      g_autoptr (GError) error = NULL;

      g_assert_true (assay_json_read_string (json, names[i], &text, &error));
      g_assert_null (text);
      g_assert_true (assay_json_read_text (json, names[i], &text, &error));
      g_assert_null (text);
      g_assert_true (assay_json_read_object (json, names[i], &value, &error));
      g_assert_null (value);
      g_assert_true (assay_json_read_array (json, names[i], &value, &error));
      g_assert_null (value);
      g_assert_true (assay_json_read_boolean (json, names[i], &boolean, &error));
      g_assert_false (boolean);
      g_assert_true (assay_json_read_int64 (json, names[i], &number, &error));
      g_assert_cmpint (number, ==, 0);
      g_assert_true (assay_json_read_date_time (json, names[i], &number, &error));
      g_assert_cmpint (number, ==, 0);
      g_assert_no_error (error);
    }
}

static void
test_readers_wrong_type (void)
{
  g_autoptr (AssayJson) json = parse ("{\"s\":\"x\",\"n\":12,\"big\":9223372036854775808}");
  g_autoptr (AssayJson) array = parse ("[]");
  char *text;
  AssayJson *value;
  gboolean boolean;
  gint64 number;
  GError *error = NULL;

  assert_wrong_type (assay_json_read_string (json, "n", &text, &error), &error,
                     "$.n: expected text, found number");
  assert_wrong_type (assay_json_read_object (json, "n", &value, &error), &error,
                     "$.n: expected object, found number");
  assert_wrong_type (assay_json_read_array (json, "s", &value, &error), &error,
                     "$.s: expected array, found text");
  assert_wrong_type (assay_json_read_boolean (json, "s", &boolean, &error), &error,
                     "$.s: expected true or false, found text");
  assert_wrong_type (assay_json_read_int64 (json, "s", &number, &error), &error,
                     "$.s: expected number, found text");
  assert_wrong_type (assay_json_read_date_time (json, "n", &number, &error), &error,
                     "$.n: expected text, found number");
  assert_wrong_type (assay_json_read_string (array, "s", &text, &error), &error,
                     "$: expected object, found array");

  g_assert_false (assay_json_read_int64 (json, "big", &number, &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE);
  g_assert_cmpstr (error->message, ==,
                   "$.big: 9223372036854775808 is not a whole number of 64 bits");
  g_clear_error (&error);
  g_assert_false (assay_json_read_date_time (json, "s", &number, &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE);
  g_assert_cmpstr (error->message, ==, "$.s: “x” is not a date-time with T and zone");
  g_clear_error (&error);
}

static void
test_unknown_members (void)
{
  g_autoptr (AssayJson) json = parse ("{\"nick\":0,\"id\":1,\"x\":{\"y\":[1]},\"nick\":\"Zo\"}");
  static const char *const known[] = { "id", NULL };
  static const char *const expected[] = { "nick: \"Zo\"", "x: {\"y\":[1]}", NULL };
  g_auto (GStrv) unknown = assay_json_dup_unknown_members (json, known);

  assay_assert_strv ((const char *const *) unknown, expected);
}

static void
test_covers (void)
{
  static const struct
  {
    const char *newer;
    const char *older;
    gboolean covers;
  } cases[] = {
    { "{}", "{}", TRUE },
    { "{\"a\":1}", "{}", TRUE },
    { "{\"a\":1,\"b\":2}", "{\"a\":3}", TRUE },
    { "{\"summary\":\"x\"}", "{\"status\":\"completed\",\"score\":{\"value\":80}}", FALSE },
    { "{\"a\":null}", "{\"a\":1}", TRUE },
    { "{\"a\":1}", "{\"a\":null}", TRUE },
    { "{\"a\":{\"x\":1}}", "{\"a\":{\"x\":2}}", TRUE },
    { "{\"a\":{\"x\":1}}", "{\"a\":{\"y\":2}}", FALSE },
    { "{\"a\":1}", "{\"a\":{\"y\":2}}", TRUE },
    { "{\"a\":null}", "{\"a\":{\"y\":{\"z\":2}}}", TRUE },
    { "{\"a\":{\"x\":1}}", "{\"a\":5}", TRUE },
    { "{\"a\":[]}", "{\"a\":[1,2]}", TRUE },
    { "{\"b\":1}", "{\"a\":{}}", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayJson) newer = parse (cases[i].newer);
      g_autoptr (AssayJson) older = parse (cases[i].older);

      g_test_message ("case %u", i);
      g_assert_true (assay_json_covers (newer, older) == cases[i].covers);
    }
}

static void
test_merge_patch (void)
{
  /* The examples of RFC 7396, appendix A, and one of our own for exact texts. */
  static const struct
  {
    const char *target;
    const char *patch;
    const char *result;
  } cases[] = {
    { "{\"a\":\"b\"}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
    { "{\"a\":\"b\"}", "{\"b\":\"c\"}", "{\"a\":\"b\",\"b\":\"c\"}" },
    { "{\"a\":\"b\"}", "{\"a\":null}", "{}" },
    { "{\"a\":\"b\",\"b\":\"c\"}", "{\"a\":null}", "{\"b\":\"c\"}" },
    { "{\"a\":[\"b\"]}", "{\"a\":\"c\"}", "{\"a\":\"c\"}" },
    { "{\"a\":\"c\"}", "{\"a\":[\"b\"]}", "{\"a\":[\"b\"]}" },
    { "{\"a\":{\"b\":\"c\"}}", "{\"a\":{\"b\":\"d\",\"c\":null}}", "{\"a\":{\"b\":\"d\"}}" },
    { "{\"a\":[{\"b\":\"c\"}]}", "{\"a\":[1]}", "{\"a\":[1]}" },
    { "[\"a\",\"b\"]", "[\"c\",\"d\"]", "[\"c\",\"d\"]" },
    { "{\"a\":\"b\"}", "[\"c\"]", "[\"c\"]" },
    { "{\"a\":\"foo\"}", "null", "null" },
    { "{\"a\":\"foo\"}", "\"bar\"", "\"bar\"" },
    { "{\"e\":null}", "{\"a\":1}", "{\"e\":null,\"a\":1}" },
    { "[1,2]", "{\"a\":\"b\",\"c\":null}", "{\"a\":\"b\"}" },
    { "{}", "{\"a\":{\"bb\":{\"ccc\":null}}}", "{\"a\":{\"bb\":{}}}" },
    { "{\"n\":1e400,\"k\":1.10}", "{\"m\":100000000000000000000}",
      "{\"n\":1e400,\"k\":1.10,\"m\":100000000000000000000}" },
    { NULL, "{\"a\":1,\"b\":null}", "{\"a\":1}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayJson) target = cases[i].target != NULL ? parse (cases[i].target) : NULL;
      g_autoptr (AssayJson) patch = parse (cases[i].patch);
      g_autoptr (AssayJson) merged = assay_json_merge_patch (target, patch);
      g_autofree char *source = assay_json_dup_source (merged);

      g_assert_cmpstr (source, ==, cases[i].result);
    }
}

static void
test_equal (void)
{
  g_autoptr (AssayJson) json = parse ("{\"a\":[1,{\"b\":null}],\"c\":\"\\u0041\",\"d\":true}");
  g_autoptr (AssayJson) same = parse ("{\"d\" : true, \"c\":\"A\", \"a\":[1, {\"b\":null}]}");
  static const char *const others[] = {
    "{\"a\":[1,{\"b\":null}],\"c\":\"A\",\"d\":false}",
    "{\"a\":[1],\"c\":\"A\",\"d\":true}",
    "{\"a\":[1,{\"x\":null}],\"c\":\"A\",\"d\":true}",
    "{\"a\":[1.0,{\"b\":null}],\"c\":\"A\",\"d\":true}",
    "{\"a\":[1,{\"b\":null}],\"c\":\"A\"}",
    "[]",
  };

  g_assert_true (assay_json_equal (json, same));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (AssayJson) other = parse (others[i]);

      g_assert_false (assay_json_equal (json, other));
    }
}

static double
seconds_to_parse (guint orders)
{
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (AssayJson) json = NULL;
  g_autoptr (GTimer) timer = NULL;

  for (guint i = 0; i < orders; i++)
    g_string_append_printf (text,
                            "%s{\"id\":32233237157530181%u,\"name\":\"Zo\\u00eb M %u\","
                            "\"summary\":\"A text as long as a short summary of a test is\","
                            "\"scores\":[0.5,28,100],\"ok\":true}",
                            i > 0 ? "," : "", i, i);
  g_string_append_c (text, ']');
  timer = g_timer_new ();
  json = parse (text->str);
  g_assert_cmpuint (assay_json_get_length (json), ==, orders);
  return g_timer_elapsed (timer, NULL);
}

/* Quadratic work would make sixteen times the text cost 256 times as long; the bound leaves room
 * for a busy machine.
 */
static void
test_linear (void)
{
  double small = seconds_to_parse (4000);
  double large = seconds_to_parse (64000);

  g_test_message ("0.6 MB: %.0f ms, 10 MB: %.0f ms", small * 1e3, large * 1e3);
  g_assert_cmpfloat (large, <, MAX (small, 0.01) * 16 * 5);
}

static double
seconds_to_ask (guint n_members)
{
  g_autoptr (GString) text = g_string_new ("{\"m\\u0030\":\"first\"");
  g_autoptr (AssayJson) json = NULL;
  g_autoptr (GTimer) timer = g_timer_new ();
  g_auto (GStrv) names = NULL;

  for (guint i = 0; i < n_members; i++)
    g_string_append_printf (text, ",\"m%u\":%u", i, i);
  g_string_append_c (text, '}');
  json = parse (text->str);
  names = assay_json_dup_members (json);
  g_assert_cmpuint (g_strv_length (names), ==, n_members);
  for (guint i = 0; i < n_members; i++)
    {
      g_autoptr (AssayJson) value = assay_json_dup_member (json, names[i]);
      g_autofree char *number = g_strdup_printf ("%u", i);

      g_assert_cmpstr (assay_json_get_number (value), ==, number);
    }
  g_assert_false (assay_json_has_member (json, "m"));

  return g_timer_elapsed (timer, NULL);
}

/* Whoever goes through an object of many members asks for each of them. */
static void
test_many_members (void)
{
  double small = seconds_to_ask (4000);
  double large = seconds_to_ask (64000);

  g_test_message ("4 000: %.0f ms, 64 000: %.0f ms", small * 1e3, large * 1e3);
  g_assert_cmpfloat (large, <, MAX (small, 0.01) * 16 * 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/json/kinds", test_kinds);
  g_test_add_func ("/core/json/numbers-keep-digits", test_numbers_keep_digits);
  g_test_add_func ("/core/json/strings", test_strings);
  g_test_add_func ("/core/json/members", test_members);
  g_test_add_func ("/core/json/values-outlive-their-document", test_values_outlive_their_document);
  g_test_add_func ("/core/json/surroundings", test_surroundings);
  g_test_add_func ("/core/json/depth", test_depth);
  g_test_add_func ("/core/json/refusals", test_refusals);
  g_test_add_func ("/core/json/bad-bytes", test_bad_bytes);
  g_test_add_func ("/core/json/too-many-values", test_too_many_values);
  g_test_add_func ("/core/json/readers", test_readers);
  g_test_add_func ("/core/json/readers-absent", test_readers_absent);
  g_test_add_func ("/core/json/readers-wrong-type", test_readers_wrong_type);
  g_test_add_func ("/core/json/many-members", test_many_members);
  g_test_add_func ("/core/json/unknown-members", test_unknown_members);
  g_test_add_func ("/core/json/merge-patch", test_merge_patch);
  g_test_add_func ("/core/json/covers", test_covers);
  g_test_add_func ("/core/json/equal", test_equal);
  g_test_add_func ("/core/json/linear", test_linear);
  return g_test_run ();
}
