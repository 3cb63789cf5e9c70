/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-error.h"
#include "assay-order.h"
#include "assay-support.h"
#include "model-check.h"

/* Every member, in the order in which Assay writes them. */
#define FULL \
  "{\"id\":\"o1\",\"remote_id\":\"r1\",\"package\":{\"id\":\"p1\",\"name\":\"Typing\"}," \
  "\"application\":{\"id\":\"a1\"},\"job\":{\"id\":\"j1\"},\"candidate\":{\"id\":\"c1\"}," \
  "\"requester\":{\"user_id\":\"u1\"},\"results_update_url\":\"https://example.com/r\"," \
  "\"passthrough\":{\"k\":1.10}"

static void
test_round_trip (void)
{
  model_check_round_trip (ASSAY_TYPE_ORDER, FULL "}");
  model_check_round_trip (ASSAY_TYPE_ORDER, "{}");
}

static void
test_flat_ids (void)
{
  static const struct
  {
    const char *json;
    const char *expected;
  } cases[] = {
    { "{\"package_id\":1,\"application_id\":\"a\",\"job_id\":12345678901234567890,"
      "\"remote_candidate_id\":\"c\"}",
      "{\"package\":{\"id\":\"1\"},\"application\":{\"id\":\"a\"},"
      "\"job\":{\"id\":\"12345678901234567890\"},\"candidate\":{\"remote_id\":\"c\"}}" },
    { "{\"candidate\":{\"id\":\"c\"},\"candidate_id\":\"other\",\"remote_candidate_id\":\"r\"}",
      "{\"candidate\":{\"id\":\"c\",\"remote_id\":\"r\"}}" },
    { "{\"job\":null,\"job_id\":null,\"remote_job_id\":7}", "{\"job\":{\"remote_id\":\"7\"}}" },
    { "{\"id\":3223323715753018140}", "{\"id\":\"3223323715753018140\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    model_check_reads_as (ASSAY_TYPE_ORDER, cases[i].json, cases[i].expected);
}

static void
test_unknown (void)
{
  static const char *const unknown[] = { "stage: \"s\"", NULL };

  model_check_unknown (ASSAY_TYPE_ORDER, "{\"stage\":\"s\",\"id\":\"o\",\"package_id\":\"p\"}",
                       unknown);
}

static void
check_desk (const char *json)
{
  g_autoptr (AssayOrder) order = model_read (ASSAY_TYPE_ORDER, json);
  g_autoptr (GBytes) with_assay = assay_order_to_json (order, TRUE);

  assay_assert_bytes (with_assay, json);
}

static void
test_desk (void)
{
  g_autoptr (AssayOrder) order = NULL;
  g_autoptr (GBytes) without_assay = NULL;

  check_desk (FULL
              ",\"assay\":{\"account_id\":\"acc\",\"kind\":\"background_check\","
              "\"status\":\"in_progress\",\"sending\":\"retrying\",\"version\":7,"
              "\"received_at\":\"2026-01-02T03:04:05.678Z\",\"new\":true,\"claimed_by\":\"Zoë\","
              "\"archived\":true,\"entered_by_hand\":true}}");
  check_desk ("{\"assay\":{\"kind\":\"assessment\",\"status\":\"none\",\"sending\":\"idle\","
              "\"version\":9223372036854775807,\"received_at\":\"1970-01-01T00:00:00.000Z\","
              "\"new\":false}}");
  order = model_read (ASSAY_TYPE_ORDER, "{\"id\":\"o\",\"assay\":{\"new\":true}}");
  without_assay = assay_order_to_json (order, FALSE);
  assay_assert_bytes (without_assay, "{\"id\":\"o\"}");
}

static void
test_wrong_types (void)
{
  static const ModelMistake mistakes[] = {
    { "[]", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found array" },
    { "{\"id\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.id: expected text or number, found object" },
    { "{\"package\":\"p\"}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.package: expected object, found text" },
    { "{\"application\":{\"application_status\":1}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.application.application_status: expected object, found number" },
    { "{\"job\":{\"hiring_team\":[{},{\"role\":1}]}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.job.hiring_team[1].role: expected text, found number" },
    { "{\"candidate\":{\"emails\":[{\"value\":1}]}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.candidate.emails[0].value: expected text, found number" },
    { "{\"candidate_id\":[]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.candidate_id: expected text or number, found array" },
    { "{\"remote_job_id\":true}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.remote_job_id: expected text or number, found true or false" },
    { "{\"requester\":[]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.requester: expected object, found array" },
    { "{\"results_update_url\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.results_update_url: expected text, found number" },
    { "{\"passthrough\":[]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.passthrough: expected object, found array" },
    { "{\"assay\":1}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.assay: expected object, found number" },
    { "{\"assay\":{\"new\":1}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.assay.new: expected true or false, found number" },
    { "{\"assay\":{\"version\":\"1\"}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.assay.version: expected number, found text" },
  };

  model_check_mistakes (ASSAY_TYPE_ORDER, mistakes, G_N_ELEMENTS (mistakes));
}

static void
test_invalid_values (void)
{
  static const ModelMistake mistakes[] = {
    { "{\"assay\":{\"kind\":\"Assessment\"}}", ASSAY_CORE_ERROR_INVALID_VALUE,
      "$.assay.kind: “Assessment” is not known" },
    { "{\"assay\":{\"status\":\"done\"}}", ASSAY_CORE_ERROR_INVALID_VALUE,
      "$.assay.status: “done” is not known" },
    { "{\"assay\":{\"sending\":\"\"}}", ASSAY_CORE_ERROR_INVALID_VALUE,
      "$.assay.sending: “” is not known" },
    { "{\"assay\":{\"version\":1.5}}", ASSAY_CORE_ERROR_INVALID_VALUE,
      "$.assay.version: 1.5 is not a whole number of 64 bits" },
    { "{\"assay\":{\"version\":9223372036854775808}}", ASSAY_CORE_ERROR_INVALID_VALUE,
      "$.assay.version: 9223372036854775808 is not a whole number of 64 bits" },
  };
  g_autoptr (AssayJson)
    json = assay_json_from_text ("{\"assay\":{\"received_at\":\"2026-01-02 03:04:05Z\"}}");
  g_autoptr (GError) error = NULL;

  model_check_mistakes (ASSAY_TYPE_ORDER, mistakes, G_N_ELEMENTS (mistakes));
  g_assert_null (assay_order_new_from_json (json, &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE);
  g_assert_true (g_str_has_prefix (error->message, "$.assay.received_at: "));
}

/* The judgement without making an order is that of making one. */
static void
test_check (void)
{
  static const char *const templates[] = {
    "%s",
    "{\"id\":%s}",
    "{\"results_update_url\":%s}",
    "{\"passthrough\":%s}",
    "{\"job_id\":%s}",
    "{\"remote_candidate_id\":%s}",
    "{\"assay\":%s}",
    "{\"assay\":{\"version\":%s}}",
    "{\"unknown\":%s}",
    "{\"package\":%s}",
    "{\"package\":{\"id\":%s}}",
    "{\"package\":{\"content\":%s}}",
    "{\"package\":{\"tests\":%s}}",
    "{\"package\":{\"tests\":[{\"tests\":[%s]}]}}",
    "{\"job\":{\"hiring_team\":[null,%s]}}",
    "{\"job\":{\"hiring_team\":[{\"last_name\":%s}]}}",
    "{\"application\":{\"application_status\":%s}}",
    "{\"application\":{\"application_status\":{\"value\":%s}}}",
    "{\"application\":{\"application_status\":{\"source_value\":%s}}}",
    "{\"job\":{\"title\":%s}}",
    "{\"candidate\":{\"remote_id\":%s}}",
    "{\"candidate\":{\"first_name\":%s}}",
    "{\"candidate\":{\"name\":%s}}",
    "{\"candidate\":{\"email\":%s}}",
    "{\"candidate\":{\"emails\":%s}}",
    "{\"candidate\":{\"emails\":[{\"value\":\"a@b\"},%s]}}",
    "{\"candidate\":{\"emails\":[{\"value\":%s}]}}",
    "{\"requester\":{\"first_name\":%s}}",
    "{\"requester\":%s,\"requester\":{}}",
    "{\"requester\":{},\"requester\":%s}",
  };
  static const char *const values[] = {
    "null", "true", "-1.5e3", "\"\"", "\"text\"", "[]", "[null]", "[{}]", "{}", "{\"value\":1}",
  };
  guint n_read = 0, n_refused = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      g_auto (GStrv) parts = g_strsplit (templates[i], "%s", 2);

      for (gsize j = 0; j < G_N_ELEMENTS (values); j++)
        {
          g_autofree char *text = g_strjoinv (values[j], parts);
          g_autoptr (AssayJson) json = assay_json_from_text (text);
          g_autoptr (GError) error = NULL;
          g_autoptr (GError) expected = NULL;
          g_autoptr (AssayOrder) order = assay_order_new_from_json (json, &expected);
          gboolean checked = assay_order_check_json (json, &error);

          g_assert_cmpint (checked, ==, order != NULL);
          if (order == NULL)
            g_assert_error (error, expected->domain, expected->code);
          g_assert_cmpstr (error != NULL ? error->message : NULL, ==,
                           expected != NULL ? expected->message : NULL);
          n_read += order != NULL;
          n_refused += order == NULL;
        }
    }
  g_assert_cmpuint (n_read, ==, 122);
  g_assert_cmpuint (n_refused, ==, 178);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/order-json/round-trip", test_round_trip);
  g_test_add_func ("/core/order-json/flat-ids", test_flat_ids);
  g_test_add_func ("/core/order-json/unknown", test_unknown);
  g_test_add_func ("/core/order-json/desk", test_desk);
  g_test_add_func ("/core/order-json/wrong-types", test_wrong_types);
  g_test_add_func ("/core/order-json/invalid-values", test_invalid_values);
  g_test_add_func ("/core/order-json/check", test_check);
  return g_test_run ();
}
