/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-error.h"
#include "assay-package.h"
#include "assay-support.h"
#include "model-check.h"

static void
test_round_trip (void)
{
  model_check_round_trip (ASSAY_TYPE_PACKAGE,
                          "{\"id\":\"p1\",\"remote_id\":\"r1\",\"name\":\"Zoë’s test\","
                          "\"description\":\"d\",\"tests\":[{\"id\":\"t1\",\"name\":\"Typing\"},"
                          "{\"id\":\"t2\"}]}");
  model_check_round_trip (ASSAY_TYPE_PACKAGE, "{}");
  model_check_reads_as (ASSAY_TYPE_PACKAGE,
                        "{\"id\":3223323715753018140,\"name\":null,\"tests\":[null,{}]}",
                        "{\"id\":\"3223323715753018140\",\"tests\":[{}]}");
}

static void
test_unknown (void)
{
  static const char *const unknown[] = { "price: 9.90", "tags: [ 1 ]", NULL };

  model_check_unknown (ASSAY_TYPE_PACKAGE, "{\"price\":9.90,\"id\":\"p\",\"tags\":[ 1 ]}", unknown);
}

static void
test_mistakes (void)
{
  static const ModelMistake mistakes[] = {
    { "null", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found null" },
    { "{\"id\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.id: expected text or number, found object" },
    { "{\"remote_id\":true}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.remote_id: expected text or number, found true or false" },
    { "{\"name\":1}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.name: expected text, found number" },
    { "{\"description\":[]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.description: expected text, found array" },
    { "{\"tests\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.tests: expected array, found object" },
    { "{\"tests\":[{},{\"tests\":[{\"name\":1}]}]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.tests[1].tests[0].name: expected text, found number" },
  };

  model_check_mistakes (ASSAY_TYPE_PACKAGE, mistakes, G_N_ELEMENTS (mistakes));
}

static void
test_values (void)
{
  g_autoptr (AssayPackage)
    package = model_read (ASSAY_TYPE_PACKAGE, "{\"id\":1,\"remote_id\":\"r\",\"name\":\"Typing\","
                                              "\"description\":\"d\"}");

  g_assert_cmpstr (assay_package_get_id (package), ==, "1");
  g_assert_cmpstr (assay_package_get_remote_id (package), ==, "r");
  g_assert_cmpstr (assay_package_get_name (package), ==, "Typing");
  g_assert_cmpstr (assay_package_get_description (package), ==, "d");
  assay_assert_strv (assay_package_get_unknown (package), NULL);
  g_assert_true (g_list_model_get_item_type (assay_package_get_tests (package)) ==
                 ASSAY_TYPE_PACKAGE);
  g_assert_cmpuint (g_list_model_get_n_items (assay_package_get_tests (package)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/package/round-trip", test_round_trip);
  g_test_add_func ("/core/package/unknown", test_unknown);
  g_test_add_func ("/core/package/mistakes", test_mistakes);
  g_test_add_func ("/core/package/values", test_values);
  return g_test_run ();
}
