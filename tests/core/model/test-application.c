/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-application.h"
#include "assay-error.h"
#include "assay-support.h"
#include "model-check.h"

static void
test_round_trip (void)
{
  static const char *const unknown[] = { "applied_at: 7", NULL };

  model_check_round_trip (ASSAY_TYPE_APPLICATION,
                          "{\"id\":\"a1\",\"remote_id\":\"r1\",\"application_status\":"
                          "{\"value\":\"hired\",\"source_value\":\"HIRED\"},"
                          "\"passthrough\":{\"k\":null}}");
  model_check_round_trip (ASSAY_TYPE_APPLICATION,
                          "{\"application_status\":{\"source_value\":[1.10,true]}}");
  model_check_round_trip (ASSAY_TYPE_APPLICATION, "{}");
  model_check_reads_as (ASSAY_TYPE_APPLICATION,
                        "{\"id\":1,\"application_status\":{\"value\":null,\"source_value\":null}}",
                        "{\"id\":\"1\"}");
  model_check_unknown (ASSAY_TYPE_APPLICATION, "{\"applied_at\":7}", unknown);
}

static void
test_values (void)
{
  g_autoptr (AssayApplication)
    application = model_read (ASSAY_TYPE_APPLICATION,
                              "{\"id\":1,\"remote_id\":\"r\",\"application_status\":"
                              "{\"value\":\"new\",\"source_value\":7}}");

  g_assert_cmpstr (assay_application_get_id (application), ==, "1");
  g_assert_cmpstr (assay_application_get_remote_id (application), ==, "r");
  g_assert_cmpstr (assay_application_get_status (application), ==, "new");
  g_assert_cmpstr (assay_application_get_status_source (application), ==, "7");
  g_assert_null (assay_application_get_passthrough (application));
}

static void
test_mistakes (void)
{
  static const ModelMistake mistakes[] = {
    { "[]", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found array" },
    { "{\"id\":[]}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.id: expected text or number, found array" },
    { "{\"remote_id\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.remote_id: expected text or number, found object" },
    { "{\"application_status\":\"hired\"}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.application_status: expected object, found text" },
    { "{\"application_status\":{\"value\":1}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.application_status.value: expected text, found number" },
    { "{\"passthrough\":\"x\"}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.passthrough: expected object, found text" },
  };

  model_check_mistakes (ASSAY_TYPE_APPLICATION, mistakes, G_N_ELEMENTS (mistakes));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/application/round-trip", test_round_trip);
  g_test_add_func ("/core/application/values", test_values);
  g_test_add_func ("/core/application/mistakes", test_mistakes);
  return g_test_run ();
}
