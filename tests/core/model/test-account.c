/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-account.h"
#include "assay-error.h"
#include "assay-support.h"
#include "model-check.h"

static void
test_round_trip (void)
{
  static const char *const unknown[] = { "credentials: {}", NULL };

  model_check_round_trip (ASSAY_TYPE_ACCOUNT,
                          "{\"id\":\"456551489512493412\",\"provider\":\"smartrecruiters\","
                          "\"provider_name\":\"SmartRecruiters\",\"status\":\"error\","
                          "\"status_reasons\":[{\"code\":\"x\",\"description\":\"y\",\"at\":1}],"
                          "\"origin_owner_id\":\"o1\",\"origin_owner_name\":\"Initech\","
                          "\"label\":\"EU\",\"type\":\"test\","
                          "\"created_at\":\"2026-01-01T00:00:00.000Z\","
                          "\"updated_at\":\"2026-01-02T00:00:00.000Z\"}");
  model_check_reads_as (ASSAY_TYPE_ACCOUNT, "{\"id\":456551489512493412,\"label\":null}",
                        "{\"id\":\"456551489512493412\"}");
  model_check_unknown (ASSAY_TYPE_ACCOUNT, "{\"id\":\"1\",\"credentials\":{}}", unknown);
}

static void
test_values (void)
{
  g_autoptr (AssayAccount)
    account = model_read (ASSAY_TYPE_ACCOUNT,
                          "{\"id\":7,\"provider\":\"smartrecruiters\",\"status\":\"error\","
                          "\"origin_owner_name\":\"Initech\","
                          "\"status_reasons\":[{\"code\":401,\"description\":\"expired\"},"
                          "{\"code\":\"c\"},{\"description\":\"d\"},{}]}");
  static const char *const reasons[] = { "401: expired", "c", "d", NULL };

  g_assert_cmpstr (assay_account_get_id (account), ==, "7");
  g_assert_cmpstr (assay_account_get_provider (account), ==, "smartrecruiters");
  g_assert_cmpstr (assay_account_get_status (account), ==, "error");
  g_assert_cmpstr (assay_account_get_origin_owner_name (account), ==, "Initech");
  assay_assert_strv (assay_account_get_status_reasons (account), reasons);
}

static void
test_description (void)
{
  g_autoptr (AssayAccount)
    account = model_read (ASSAY_TYPE_ACCOUNT,
                          "{\"id\":\"1\",\"provider_name\":\"SmartRecruiters\","
                          "\"origin_owner_id\":42,\"label\":\"EU\",\"type\":\"test\","
                          "\"created_at\":\"2026-01-01T00:00:00.000Z\","
                          "\"updated_at\":\"2026-01-02T00:00:00.000Z\"}");
  g_autoptr (AssayAccount) bare = model_read (ASSAY_TYPE_ACCOUNT, "{\"id\":\"1\"}");

  g_assert_cmpstr (assay_account_get_provider_name (account), ==, "SmartRecruiters");
  g_assert_cmpstr (assay_account_get_origin_owner_id (account), ==, "42");
  g_assert_cmpstr (assay_account_get_label (account), ==, "EU");
  g_assert_cmpstr (assay_account_get_account_type (account), ==, "test");
  g_assert_cmpstr (assay_account_get_created_at (account), ==, "2026-01-01T00:00:00.000Z");
  g_assert_cmpstr (assay_account_get_updated_at (account), ==, "2026-01-02T00:00:00.000Z");

  g_assert_null (assay_account_get_provider_name (bare));
  g_assert_null (assay_account_get_origin_owner_id (bare));
  g_assert_null (assay_account_get_label (bare));
  g_assert_null (assay_account_get_account_type (bare));
  g_assert_null (assay_account_get_created_at (bare));
  g_assert_null (assay_account_get_updated_at (bare));
}

static void
test_mistakes (void)
{
  static const ModelMistake mistakes[] = {
    { "[]", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found array" },
    { "{}", ASSAY_CORE_ERROR_MISSING_MEMBER, "$.id: missing" },
    { "{\"id\":null}", ASSAY_CORE_ERROR_MISSING_MEMBER, "$.id: missing" },
    { "{\"id\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.id: expected text or number, found object" },
    { "{\"id\":1,\"provider\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.provider: expected text, found number" },
    { "{\"id\":1,\"provider_name\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.provider_name: expected text, found number" },
    { "{\"id\":1,\"status\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.status: expected text, found object" },
    { "{\"id\":1,\"status_reasons\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.status_reasons: expected array, found object" },
    { "{\"id\":1,\"status_reasons\":[{},1]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.status_reasons[1]: expected object, found number" },
    { "{\"id\":1,\"status_reasons\":[{\"description\":1}]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.status_reasons[0].description: expected text, found number" },
    { "{\"id\":1,\"origin_owner_id\":[]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.origin_owner_id: expected text or number, found array" },
    { "{\"id\":1,\"origin_owner_name\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.origin_owner_name: expected text, found number" },
    { "{\"id\":1,\"label\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.label: expected text, found number" },
    { "{\"id\":1,\"type\":1}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.type: expected text, found number" },
    { "{\"id\":1,\"created_at\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.created_at: expected text, found number" },
    { "{\"id\":1,\"updated_at\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.updated_at: expected text, found number" },
  };

  model_check_mistakes (ASSAY_TYPE_ACCOUNT, mistakes, G_N_ELEMENTS (mistakes));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/account/round-trip", test_round_trip);
  g_test_add_func ("/core/account/values", test_values);
  g_test_add_func ("/core/account/description", test_description);
  g_test_add_func ("/core/account/mistakes", test_mistakes);
  return g_test_run ();
}
