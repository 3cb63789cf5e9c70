/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-error.h"
#include "assay-json-place.h"
#include "assay-result.h"
#include "assay-support.h"

#define TEXT "{\n  \"a\": {\"b\": [1, {\"c\": 2}]},\n  \"d\": null\n}"

static void
test_locate (void)
{
  static const struct
  {
    const char *path;
    const char *found;
  } cases[] = {
    { "$", "{\n  \"a\"" },  { "$.a", "{\"b\"" }, { "$.a.b", "[1" },        { "$.a.b[0]", "1," },
    { "$.a.b[1].c", "2}" }, { "$.d", "null" },   { "$.d.e", "null" },      { "$.x", "{\n  \"a\"" },
    { "$.a.b[2]", "[1" },   { "$.a.b[", "1," },  { "$[0]", "{\n  \"a\"" },
  };
  g_autoptr (AssayJson) json = assay_json_from_text (TEXT);
  gsize offset;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_true (assay_json_locate (json, cases[i].path, &offset));
      g_assert_true (g_str_has_prefix (TEXT + offset, cases[i].found));
    }
  g_assert_false (assay_json_locate (json, "a", &offset));
}

/* Whatever says that a text is no result says where. */
static void
test_locate_error (void)
{
  static const struct
  {
    const char *text;
    gsize offset;
  } cases[] = {
    { "{\"summary\": }", 12 },  { "{\n\n\"summary\": \"a\"\n", 18 },  { "", 0 }, { "[]", 0 },
    { "{\"summary\": 7}", 12 }, { "{\"score\": {\"min\": []}}", 18 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (cases[i].text, strlen (cases[i].text));
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayJson) json = assay_json_parse (bytes, &error);
      g_autoptr (AssayResult) result = NULL;
      gsize offset = G_MAXSIZE;

      if (json != NULL)
        result = assay_result_new_from_json (json, &error);
      g_assert_null (result);
      g_assert_true (assay_json_locate_error (bytes, error, &offset));
      g_assert_cmpuint (offset, ==, cases[i].offset);
    }
}

static void
test_locate_nothing (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{}", 2);
  g_autoptr (GError)
    error = g_error_new_literal (ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE, "no");
  gsize offset;

  g_assert_false (assay_json_locate_error (bytes, error, &offset));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/json-place/locate", test_locate);
  g_test_add_func ("/core/json-place/locate-error", test_locate_error);
  g_test_add_func ("/core/json-place/locate-nothing", test_locate_nothing);

  return g_test_run ();
}
