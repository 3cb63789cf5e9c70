/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-error.h"
#include "assay-job.h"
#include "assay-person.h"
#include "assay-support.h"
#include "model-check.h"

static void
test_round_trip (void)
{
  g_autoptr (AssayJob) job = NULL;
  g_autoptr (AssayPerson) second = NULL;

  model_check_round_trip (ASSAY_TYPE_JOB,
                          "{\"id\":\"j1\",\"remote_id\":\"r1\",\"title\":\"Smith\","
                          "\"hiring_team\":[{\"user_id\":\"u1\"},{\"role\":\"Recruiter\"}],"
                          "\"passthrough\":{}}");
  model_check_round_trip (ASSAY_TYPE_JOB, "{}");
  job = model_read (ASSAY_TYPE_JOB, "{\"hiring_team\":[{\"email\":\"a\"},null,{\"email\":\"b\"}]}");
  g_assert_cmpuint (g_list_model_get_n_items (assay_job_get_hiring_team (job)), ==, 2);
  second = g_list_model_get_item (assay_job_get_hiring_team (job), 1);
  g_assert_cmpstr (assay_person_get_email (second), ==, "b");
}

static void
test_unknown (void)
{
  static const char *const unknown[] = { "location: {\"city\":\"Bern\"}", NULL };

  model_check_unknown (ASSAY_TYPE_JOB, "{\"location\":{\"city\":\"Bern\"}}", unknown);
}

static void
test_mistakes (void)
{
  static const ModelMistake mistakes[] = {
    { "1", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found number" },
    { "{\"id\":false}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.id: expected text or number, found true or false" },
    { "{\"title\":1}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.title: expected text, found number" },
    { "{\"hiring_team\":\"u\"}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.hiring_team: expected array, found text" },
    { "{\"hiring_team\":[\"u\"]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.hiring_team[0]: expected object, found text" },
    { "{\"hiring_team\":[{\"email\":[]}]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.hiring_team[0].email: expected text, found array" },
    { "{\"passthrough\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.passthrough: expected object, found number" },
  };

  model_check_mistakes (ASSAY_TYPE_JOB, mistakes, G_N_ELEMENTS (mistakes));
}

static void
test_values (void)
{
  g_autoptr (AssayJob)
    job = model_read (ASSAY_TYPE_JOB, "{\"id\":1,\"remote_id\":\"r\",\"title\":\"Smith\","
                                      "\"passthrough\":{\"k\":1.10}}");
  g_autofree char *passthrough = assay_json_dup_source (assay_job_get_passthrough (job));

  g_assert_cmpstr (assay_job_get_id (job), ==, "1");
  g_assert_cmpstr (assay_job_get_remote_id (job), ==, "r");
  g_assert_cmpstr (assay_job_get_title (job), ==, "Smith");
  g_assert_cmpstr (passthrough, ==, "{\"k\":1.10}");
  assay_assert_strv (assay_job_get_unknown (job), NULL);
  g_assert_true (g_list_model_get_item_type (assay_job_get_hiring_team (job)) == ASSAY_TYPE_PERSON);
  g_assert_cmpuint (g_list_model_get_n_items (assay_job_get_hiring_team (job)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/job/round-trip", test_round_trip);
  g_test_add_func ("/core/job/unknown", test_unknown);
  g_test_add_func ("/core/job/mistakes", test_mistakes);
  g_test_add_func ("/core/job/values", test_values);
  return g_test_run ();
}
