/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json.h"
#include "assay-support.h"

static void
test_text (void)
{
  g_autoptr (AssayJson) json = assay_json_from_text (
    "{\"id\":12345678901234567890,\"a\\u0062\":\"\\u00e4\",\"no\":null,\"yes\":true,"
    "\"id2\":\"1\",\"id2\":\"2\"}");
  g_autoptr (AssayJson) array = assay_json_from_text ("[\"id\"]");
  g_autofree char *id = assay_json_dup_member_text (json, "id");
  g_autofree char *escaped = assay_json_dup_member_text (json, "ab");
  g_autofree char *last = assay_json_dup_member_text (json, "id2");

  g_assert_cmpstr (id, ==, "12345678901234567890");
  g_assert_cmpstr (escaped, ==, "ä");
  g_assert_cmpstr (last, ==, "2");
  g_assert_null (assay_json_dup_member_text (json, "no"));
  g_assert_null (assay_json_dup_member_text (json, "yes"));
  g_assert_null (assay_json_dup_member_text (json, "i"));
  g_assert_null (assay_json_dup_member_text (json, "a\\u0062"));
  g_assert_null (assay_json_dup_member_text (array, "id"));
}

static void
test_source (void)
{
  g_autoptr (AssayJson)
    json = assay_json_from_text ("{ \"a\" : [ 1,2 ] , \"b\":1e2, \"b\":\"x\" }");
  gsize length;
  const char *source = assay_json_get_member_source (json, "a", &length);

  g_assert_cmpmem (source, length, "[ 1,2 ]", 7);
  source = assay_json_get_member_source (json, "b", &length);
  g_assert_cmpmem (source, length, "\"x\"", 3);
  g_assert_null (assay_json_get_member_source (json, "c", &length));
  g_assert_cmpuint (length, ==, 0);
}

/* From many members on, a table finds them. */
static void
test_many (void)
{
  GString *text = g_string_new ("{\"first\":1");
  g_autoptr (AssayJson) json = NULL;
  g_autofree char *source = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, ",\"m%u\":%u", i % 60, i);
  g_string_append_c (text, '}');
  source = g_string_free_and_steal (text);
  json = assay_json_from_text (source);

  for (guint round = 0; round < 2; round++)
    {
      for (guint i = 0; i < 60; i++)
        {
          g_autofree char *name = g_strdup_printf ("m%u", i);
          g_autofree char *expected = g_strdup_printf ("%u", i < 40 ? i + 60 : i);
          g_autofree char *found = assay_json_dup_member_text (json, name);

          g_assert_cmpstr (found, ==, expected);
        }
      g_assert_false (assay_json_has_member (json, "m60"));
      g_assert_true (assay_json_has_member (json, "first"));
    }
}

static void
test_names (void)
{
  g_autoptr (AssayJson)
    json = assay_json_from_text ("{\"b\":1,\"\\u0061\":2,\"b\":3,\"a\":4,\"c\":5}");
  g_autoptr (AssayJson) plain = assay_json_from_text ("{\"b\":1,\"a\":2}");
  g_auto (GStrv) names = assay_json_dup_members (json);
  g_auto (GStrv) unknown = assay_json_dup_unknown_members (json, (const char *[]) { "c", NULL });
  g_autofree char *repeated = assay_json_dup_repeated_member (json);
  g_autofree char *joined = g_strjoinv (" ", names);
  g_autofree char *others = g_strjoinv ("; ", unknown);

  g_assert_cmpstr (joined, ==, "b a c");
  g_assert_cmpstr (others, ==, "b: 3; a: 4");
  g_assert_cmpstr (repeated, ==, "b");
  g_assert_null (assay_json_dup_repeated_member (plain));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/json-members/text", test_text);
  g_test_add_func ("/core/json-members/source", test_source);
  g_test_add_func ("/core/json-members/many", test_many);
  g_test_add_func ("/core/json-members/names", test_names);
  return g_test_run ();
}
