/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-error.h"
#include "assay-score.h"
#include "assay-support.h"
#include "model-check.h"

static void
test_round_trip (void)
{
  static const char *const unknown[] = { "unit: \"%\"", NULL };

  model_check_round_trip (ASSAY_TYPE_SCORE, "{\"label\":\"Percentage\",\"value\":\"80\","
                                            "\"min\":\"0\",\"max\":\"100\"}");
  model_check_round_trip (ASSAY_TYPE_SCORE, "{}");
  model_check_reads_as (ASSAY_TYPE_SCORE, "{\"value\":80.50,\"min\":null,\"max\":1e2,\"label\":7}",
                        "{\"label\":\"7\",\"value\":\"80.50\",\"max\":\"1e2\"}");
  model_check_unknown (ASSAY_TYPE_SCORE, "{\"unit\":\"%\"}", unknown);
}

static void
test_empty (void)
{
  static const char *const properties[] = { "value", "min", "max", "label" };
  g_autoptr (AssayScore) score = assay_score_new ();

  g_assert_true (assay_score_is_empty (score));
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    {
      g_object_set (score, properties[i], "1", NULL);
      g_assert_false (assay_score_is_empty (score));
      g_object_set (score, properties[i], "", NULL);
      g_assert_true (assay_score_is_empty (score));
    }
}

static void
test_mistakes (void)
{
  static const ModelMistake mistakes[] = {
    { "80", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found number" },
    { "{\"value\":true}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.value: expected text or number, found true or false" },
    { "{\"min\":[]}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.min: expected text or number, found array" },
    { "{\"max\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.max: expected text or number, found object" },
    { "{\"label\":[]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.label: expected text or number, found array" },
  };

  model_check_mistakes (ASSAY_TYPE_SCORE, mistakes, G_N_ELEMENTS (mistakes));
}

static void
test_properties (void)
{
  static const char *const properties[] = { "value", "min", "max", "label" };
  AssayScore *score = assay_score_new ();

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    assay_check_input_property (score, properties[i]);
  g_assert_finalize_object (score);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/score/round-trip", test_round_trip);
  g_test_add_func ("/core/score/empty", test_empty);
  g_test_add_func ("/core/score/mistakes", test_mistakes);
  g_test_add_func ("/core/score/properties", test_properties);
  return g_test_run ();
}
