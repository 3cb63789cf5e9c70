/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-sim-result.h"

static AssayJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  AssayJson *json = assay_json_new_from_text (text, &error);

  g_assert_no_error (error);

  return json;
}

static AssaySimResult *
update (const char *record, const char *body)
{
  g_autoptr (AssayJson) before = record != NULL ? parse (record) : NULL;
  g_autoptr (AssayJson) json = parse (body);

  return assay_sim_result_update (before, json);
}

static void
assert_refused (const char *record, const char *body, const char *problem, gboolean by_provider)
{
  g_autoptr (AssaySimResult) result = update (record, body);

  g_assert_cmpuint (result->problems->len, >, 0);
  g_assert_cmpstr (g_ptr_array_index (result->problems, 0), ==, problem);
  g_assert_cmpint (result->refused_by_provider, ==, by_provider);
  g_assert_null (result->record);
}

static void
assert_record (const char *record, const char *body, const char *expected, guint n_warnings)
{
  g_autoptr (AssaySimResult) result = update (record, body);
  g_autoptr (AssayJson) wanted = parse (expected);

  g_assert_cmpuint (result->problems->len, ==, 0);
  g_assert_nonnull (result->record);
  g_assert_true (assay_json_equal (result->record, wanted));
  g_assert_cmpuint (result->warnings->len, ==, n_warnings);
}

static void
test_wrong_types (void)
{
  assert_refused (NULL, "[]", "$: expected an object, found an array", FALSE);
  assert_refused (NULL, "{\"score\":{\"value\":80}}",
                  "$.score.value: expected text or null, found number 80", FALSE);
  assert_refused (NULL, "{\"result\":{\"value\":\"done\"}}",
                  "$.result.value: expected one of initiated, in_progress, cancelled, completed, "
                  "expired, failed, passed, unmapped_value, pending or null, found text \"done\"",
                  FALSE);
  assert_refused (NULL, "{\"attachments\":[{\"url\":\"u\"},7]}",
                  "$.attachments[1]: expected an object, found number 7", FALSE);
  assert_refused (NULL, "{\"attachments\":{}}",
                  "$.attachments: expected an array of objects or null, found an object", FALSE);
  assert_refused (NULL, "{\"start_date\":\"2026-01-31\"}",
                  "$.start_date: expected a date-time such as 2026-01-31T09:30:00.000Z or null, "
                  "found text \"2026-01-31\"",
                  FALSE);
  assert_refused (NULL, "{\"passthrough\":1}",
                  "$.passthrough: expected an object or null, found number 1", FALSE);
}

static void
test_every_problem_is_named (void)
{
  g_autoptr (AssaySimResult) result = update (NULL, "{\"summary\":1,\"result_url\":false}");

  g_assert_cmpuint (result->problems->len, ==, 2);
  g_assert_cmpstr (g_ptr_array_index (result->problems, 1), ==,
                   "$.result_url: expected text or null, found false");
}

static void
test_score (void)
{
  assert_refused (NULL, "{\"score\":{\"value\":\"87.5\",\"min\":\"0\",\"max\":\"100\"}}",
                  "$.score.value: expected a whole number of 64 bits as text, found text \"87.5\"",
                  TRUE);
  assert_refused (NULL, "{\"score\":{\"value\":\"80\",\"max\":\"100\"}}",
                  "$.score.min: expected a whole number as text, because value, min and max go "
                  "together, found nothing",
                  TRUE);
  assert_refused (NULL, "{\"score\":{\"value\":\"101\",\"min\":\"0\",\"max\":\"100\"}}",
                  "$.score.value: expected a number from 0 to 100, found 101", TRUE);
  assert_refused (NULL, "{\"score\":{\"value\":\"1\",\"min\":\"5\",\"max\":\"5\"}}",
                  "$.score.min: expected a number below the maximum 5, found 5", TRUE);
  assert_refused (NULL,
                  "{\"score\":{\"value\":\"1\",\"min\":\"0\",\"max\":\"9223372036854775808\"}}",
                  "$.score.max: expected a whole number of 64 bits as text, found text "
                  "\"9223372036854775808\"",
                  TRUE);
  assert_record (NULL, "{\"score\":{\"value\":\"080\",\"min\":\"-0\",\"max\":\"100\"}}",
                 "{\"score\":{\"value\":\"80\",\"min\":\"0\",\"max\":\"100\"}}", 0);
  assert_record (NULL, "{\"score\":{\"label\":\"Percentage\"}}",
                 "{\"score\":{\"label\":\"Percentage\"}}", 0);
}

static void
test_merge (void)
{
  const char *before = "{\"result\":{\"value\":\"in_progress\"},\"summary\":\"old\","
                       "\"score\":{\"value\":\"80\",\"min\":\"0\",\"max\":\"100\"},"
                       "\"attachments\":[{\"url\":\"a\",\"content_type\":{\"value\":\"pdf\"}}]}";

  assert_record (before, "{}", before, 0);
  assert_record (before, "{\"summary\":null,\"score\":{\"value\":\"90\"},\"attachments\":[]}",
                 "{\"result\":{\"value\":\"in_progress\"},"
                 "\"score\":{\"value\":\"90\",\"min\":\"0\",\"max\":\"100\"},"
                 "\"attachments\":[]}",
                 0);
  assert_record ("{\"score\":{\"value\":\"80\",\"min\":\"0\",\"max\":\"100\"}}", "{\"score\":null}",
                 "{}", 0);
  assert_refused (before, "{\"score\":{\"min\":null}}",
                  "$.score.min: expected a whole number as text, because value, min and max go "
                  "together, found nothing",
                  TRUE);
}

static void
test_without_effect (void)
{
  const char *before = "{\"result\":{\"value\":\"in_progress\"}}";

  assert_record (before, "{\"result\":{\"value\":null}}", before, 1);
  assert_record (before, "{\"result\":{\"value\":\"unmapped_value\"}}", before, 1);
  assert_record (before, "{\"result\":null}", before, 1);
  assert_record (before, "{\"start_time\":\"x\"}", before, 1);
  assert_record (NULL,
                 "{\"attachments\":[{\"url\":\"a\"},"
                 "{\"url\":\"b\",\"content_type\":{\"value\":\"pdf\"}}]}",
                 "{\"attachments\":[{\"url\":\"b\",\"content_type\":{\"value\":\"pdf\"}}]}", 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/simulator/result/wrong-types", test_wrong_types);
  g_test_add_func ("/simulator/result/every-problem-is-named", test_every_problem_is_named);
  g_test_add_func ("/simulator/result/score", test_score);
  g_test_add_func ("/simulator/result/merge", test_merge);
  g_test_add_func ("/simulator/result/without-effect", test_without_effect);

  return g_test_run ();
}
