/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-error.h"
#include "assay-result.h"
#include "assay-support.h"

/* Every member, in the order in which Assay writes them. */
#define FULL \
  "{\"result\":{\"value\":\"passed\",\"source_value\":\"Passed\"}," \
  "\"score\":{\"label\":\"Percentage\",\"value\":\"80\",\"min\":\"0\",\"max\":\"100\"}," \
  "\"summary\":\"ok\",\"result_url\":\"https://example.com/r/1\"," \
  "\"attachments\":[{\"url\":\"https://example.com/r.pdf\"," \
  "\"content_type\":{\"value\":\"pdf\",\"source_value\":\"application/pdf\"}}]," \
  "\"start_date\":\"2026-01-01T01:01:01.000Z\",\"submission_date\":\"2026-01-01T02:01:01.000Z\"," \
  "\"candidate\":{\"id\":\"c1\",\"profile_url\":\"https://example.com/c/1\"}," \
  "\"passthrough\":{\"k\":1.10}}"

static AssayResult *
read_result (const char *text)
{
  g_autoptr (AssayJson) json = assay_json_from_text (text);
  g_autoptr (GError) error = NULL;
  AssayResult *result = assay_result_new_from_json (json, &error);

  g_assert_no_error (error);
  return result;
}

static void
assert_json (AssayResult *result, const char *expected)
{
  g_autoptr (GBytes) bytes = assay_result_to_json (result);

  assay_assert_bytes (bytes, expected);
}

static void
test_round_trip (void)
{
  static const struct
  {
    const char *property;
    const char *value;
  } texts[] = {
    { "result-url", "https://example.com/r/1" },
    { "start-date", "2026-01-01T01:01:01.000Z" },
    { "submission-date", "2026-01-01T02:01:01.000Z" },
    { "candidate-id", "c1" },
    { "candidate-profile-url", "https://example.com/c/1" },
  };
  AssayResult *result = read_result (FULL);
  AssayScore *score = assay_result_get_score (result);
  g_autoptr (AssayAttachment)
    attachment = g_list_model_get_item (G_LIST_MODEL (assay_result_get_attachments (result)), 0);

  g_assert_cmpstr (assay_result_get_value (result), ==, "passed");
  g_assert_cmpstr (assay_result_get_source_value (result), ==, "Passed");
  g_assert_cmpstr (assay_score_get_value (score), ==, "80");
  g_assert_cmpstr (assay_score_get_min (score), ==, "0");
  g_assert_cmpstr (assay_score_get_max (score), ==, "100");
  g_assert_cmpstr (assay_score_get_label (score), ==, "Percentage");
  g_assert_cmpstr (assay_result_get_summary (result), ==, "ok");
  g_assert_cmpstr (assay_attachment_get_url (attachment), ==, "https://example.com/r.pdf");
  g_assert_cmpstr (assay_attachment_get_content_type (attachment), ==, "pdf");
  g_assert_cmpstr (assay_attachment_get_source_value (attachment), ==, "application/pdf");
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;

      g_object_get (result, texts[i].property, &text, NULL);
      g_assert_cmpstr (text, ==, texts[i].value);
    }
  g_assert_cmpstr (assay_result_get_passthrough (result), ==, "{\"k\":1.10}");
  assert_json (result, FULL);
  g_clear_object (&attachment);
  g_assert_finalize_object (result);
}

static void
test_exact_out (void)
{
  g_autoptr (AssayResult) result = assay_result_new ();

  assert_json (result, "{}");
  assay_result_set_start_date (result, "2026-01-01T02:01:01+01:00");
  assay_result_set_submission_date (result, "yesterday");
  assay_result_set_summary (result, "");
  assay_score_set_value (assay_result_get_score (result), "80");
  assay_score_set_label (assay_result_get_score (result), "");
  assert_json (result, "{\"score\":{\"value\":\"80\"},\"start_date\":\"2026-01-01T01:01:01.000Z\","
                       "\"submission_date\":\"yesterday\"}");
}

static void
test_scores_are_text (void)
{
  g_autoptr (AssayResult) result = read_result ("{\"score\":{\"value\":3223323715753018140123,"
                                                "\"min\":0.10,\"max\":null}}");

  assay_score_set_max (assay_result_get_score (result), "1");
  assert_json (result, "{\"score\":{\"value\":3223323715753018140123,\"min\":0.10,\"max\":\"1\"}}");
  assay_score_set_min (assay_result_get_score (result), "0.1");
  assert_json (result,
               "{\"score\":{\"value\":3223323715753018140123,\"min\":\"0.1\",\"max\":\"1\"}}");
}

static void
test_source_value_of_any_kind (void)
{
  static const char text[] = "{\"result\":{\"value\":null,\"source_value\":{\"code\":1e400}}}";
  g_autoptr (AssayResult) result = read_result (text);

  g_assert_null (assay_result_get_value (result));
  g_assert_cmpstr (assay_result_get_source_value (result), ==, "{\"code\":1e400}");
  assert_json (result, text);
  assay_result_set_source_value (result, "7");
  assert_json (result, "{\"result\":{\"value\":null,\"source_value\":\"7\"}}");
}

/* What somebody has typed so far comes back from a draft. */
static void
test_half_typed_passthrough (void)
{
  static const char *const typed[] = { "{\"half\":", "[1.10]", "7", "{\"k\":1.10}", "word" };

  for (gsize i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (AssayResult) result = assay_result_new ();
      g_autoptr (AssayResult) again = NULL;
      g_autoptr (GBytes) body = NULL;
      g_autoptr (AssayJson) json = NULL;
      g_autoptr (GError) error = NULL;

      assay_result_set_passthrough (result, typed[i]);
      body = assay_result_to_json (result);
      json = assay_json_parse (body, &error);
      g_assert_no_error (error);
      again = assay_result_new_from_json (json, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (assay_result_get_passthrough (again), ==, typed[i]);
    }
}

static void
test_passthrough (void)
{
  g_autoptr (AssayResult) result = assay_result_new ();

  assay_result_set_passthrough (result, " {\"big\": 12345678901234567890123} ");
  assert_json (result, "{\"passthrough\":{\"big\": 12345678901234567890123}}");
  assay_result_set_passthrough (result, "{\"half\":");
  assert_json (result, "{\"passthrough\":\"{\\\"half\\\":\"}");
}

/* What a form has no field for stays where it was. */
static void
test_unknown (void)
{
  g_autoptr (AssayResult) result = read_result ("{\"start_time\": 1.10,\"summary\":null}");

  assert_json (result, "{\"start_time\":1.10,\"summary\":null}");
  assay_result_set_summary (result, "ok");
  assert_json (result, "{\"start_time\":1.10,\"summary\":\"ok\"}");
}

static void
test_wrong_types (void)
{
  static const struct
  {
    const char *json;
    const char *message;
  } cases[] = {
    { "[]", "$: expected object, found array" },
    { "{\"result\":\"passed\"}", "$.result: expected object, found text" },
    { "{\"result\":{\"value\":1}}", "$.result.value: expected text, found number" },
    { "{\"score\":80}", "$.score: expected object, found number" },
    { "{\"score\":{\"max\":[]}}", "$.score.max: expected text or number, found array" },
    { "{\"summary\":1}", "$.summary: expected text, found number" },
    { "{\"result_url\":{}}", "$.result_url: expected text, found object" },
    { "{\"attachments\":{}}", "$.attachments: expected array, found object" },
    { "{\"attachments\":[{},\"u\"]}", "$.attachments[1]: expected object, found text" },
    { "{\"attachments\":[{\"url\":1}]}", "$.attachments[0].url: expected text, found number" },
    { "{\"attachments\":[{\"content_type\":\"pdf\"}]}",
      "$.attachments[0].content_type: expected object, found text" },
    { "{\"start_date\":1}", "$.start_date: expected text, found number" },
    { "{\"submission_date\":true}", "$.submission_date: expected text, found true or false" },
    { "{\"candidate\":\"c\"}", "$.candidate: expected object, found text" },
    { "{\"candidate\":{\"profile_url\":1}}",
      "$.candidate.profile_url: expected text, found number" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayJson) json = assay_json_from_text (cases[i].json);
      g_autoptr (GError) error = NULL;

      g_assert_null (assay_result_new_from_json (json, &error));
      g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_WRONG_TYPE);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_properties (void)
{
  AssayResult *result = assay_result_new ();
  static const char *const names[] = {
    "value",       "source-value",    "summary",      "result-url",
    "start-date",  "submission-date", "candidate-id", "candidate-profile-url",
    "passthrough",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assay_check_input_property (result, names[i]);
  g_assert_finalize_object (result);
}

static void
test_changed (void)
{
  AssayResult *result = assay_result_new ();
  AssayAttachment *first = assay_attachment_new ();
  AssayAttachment *second = assay_attachment_new ();
  GListStore *attachments = assay_result_get_attachments (result);
  guint changed = 0;

  g_signal_connect_swapped (result, "changed", G_CALLBACK (assay_count_cb), &changed);
  assay_result_set_summary (result, "a");
  g_assert_cmpuint (changed, ==, 1);
  assay_result_set_summary (result, "a");
  g_assert_cmpuint (changed, ==, 1);
  assay_score_set_value (assay_result_get_score (result), "80");
  g_assert_cmpuint (changed, ==, 2);
  assay_score_set_value (assay_result_get_score (result), "80");
  g_assert_cmpuint (changed, ==, 2);

  g_list_store_append (attachments, first);
  g_list_store_insert (attachments, 0, second);
  g_assert_cmpuint (changed, ==, 4);
  assay_attachment_set_url (first, "https://example.com/1");
  assay_attachment_set_url (second, "https://example.com/2");
  g_assert_cmpuint (changed, ==, 6);
  g_list_store_remove (attachments, 0);
  g_assert_cmpuint (changed, ==, 7);
  assay_attachment_set_url (second, "https://example.com/3");
  g_assert_cmpuint (changed, ==, 7);
  assay_attachment_set_url (first, "https://example.com/4");
  g_assert_cmpuint (changed, ==, 8);

  g_assert_finalize_object (second);
  g_assert_finalize_object (result);
  g_assert_finalize_object (first);
}

static void
test_values (void)
{
  static const char *const expected[] = {
    "initiated", "in_progress", "completed",      "passed", "failed",
    "cancelled", "expired",     "unmapped_value", NULL,
  };

  assay_assert_strv (assay_result_get_values (), expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/result/round-trip", test_round_trip);
  g_test_add_func ("/core/result/exact-out", test_exact_out);
  g_test_add_func ("/core/result/scores-are-text", test_scores_are_text);
  g_test_add_func ("/core/result/source-value-of-any-kind", test_source_value_of_any_kind);
  g_test_add_func ("/core/result/passthrough", test_passthrough);
  g_test_add_func ("/core/result/half-typed-passthrough", test_half_typed_passthrough);
  g_test_add_func ("/core/result/unknown", test_unknown);
  g_test_add_func ("/core/result/wrong-types", test_wrong_types);
  g_test_add_func ("/core/result/properties", test_properties);
  g_test_add_func ("/core/result/changed", test_changed);
  g_test_add_func ("/core/result/values", test_values);
  return g_test_run ();
}
