/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-candidate.h"
#include "assay-error.h"
#include "assay-support.h"
#include "model-check.h"

static void
test_round_trip (void)
{
  model_check_round_trip (ASSAY_TYPE_CANDIDATE,
                          "{\"id\":\"c1\",\"remote_id\":\"r1\",\"first_name\":\"Zoë\","
                          "\"last_name\":\"Müller\",\"emails\":[{\"type\":\"work\","
                          "\"value\":\"zoe@example.com\"},\"z@example.org\",null,{\"type\":\"x\"}],"
                          "\"profile_url\":\"https://example.com/c1\","
                          "\"passthrough\":{\"n\":1e400}}");
  model_check_round_trip (ASSAY_TYPE_CANDIDATE, "{}");
}

static void
test_lenient (void)
{
  static const struct
  {
    const char *json;
    const char *expected;
  } cases[] = {
    { "{\"id\":12345678901234567890}", "{\"id\":\"12345678901234567890\"}" },
    { "{\"name\":\"Zoë Müller\"}", "{\"first_name\":\"Zoë Müller\"}" },
    { "{\"name\":\"Zoë Müller\",\"last_name\":\"Müller\"}", "{\"last_name\":\"Müller\"}" },
    { "{\"email\":\"a@example.com\"}", "{\"emails\":[{\"value\":\"a@example.com\"}]}" },
    { "{\"email\":\"a@example.com\",\"emails\":[]}", "{\"emails\":[]}" },
    { "{\"emails\":null,\"passthrough\":null}", "{}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    model_check_reads_as (ASSAY_TYPE_CANDIDATE, cases[i].json, cases[i].expected);
}

static void
test_emails (void)
{
  static const struct
  {
    const char *json;
    const char *emails[3];
  } cases[] = {
    { "{\"emails\":[null,{\"value\":\"a@example.com\"},\"b\"]}", { "a@example.com", "b" } },
    { "{\"email\":\"c@example.com\"}", { "c@example.com" } },
    { "{\"emails\":[]}", { NULL } },
    { "{}", { NULL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayCandidate) candidate = model_read (ASSAY_TYPE_CANDIDATE, cases[i].json);

      assay_assert_strv (assay_candidate_get_emails (candidate), cases[i].emails);
      g_assert_cmpstr (assay_candidate_get_email (candidate), ==, cases[i].emails[0]);
    }
}

static void
test_values (void)
{
  g_autoptr (AssayCandidate) candidate =
    model_read (ASSAY_TYPE_CANDIDATE,
                "{\"id\":1,\"remote_id\":\"r\",\"first_name\":\"Zoë\",\"last_name\":\"Müller\","
                "\"profile_url\":\"https://example.com/c1\"}");

  g_assert_cmpstr (assay_candidate_get_id (candidate), ==, "1");
  g_assert_cmpstr (assay_candidate_get_remote_id (candidate), ==, "r");
  g_assert_cmpstr (assay_candidate_get_first_name (candidate), ==, "Zoë");
  g_assert_cmpstr (assay_candidate_get_last_name (candidate), ==, "Müller");
  g_assert_cmpstr (assay_candidate_get_profile_url (candidate), ==, "https://example.com/c1");
  g_assert_null (assay_candidate_get_passthrough (candidate));
  assay_assert_strv (assay_candidate_get_unknown (candidate), NULL);
}

static void
test_full_name (void)
{
  static const char *const cases[][2] = {
    { "{\"first_name\":\"Zoë\",\"last_name\":\"Müller\"}", "Zoë Müller" },
    { "{\"first_name\":\"Zoë\"}", "Zoë" },
    { "{\"last_name\":\"Müller\"}", "Müller" },
    { "{}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayCandidate) candidate = model_read (ASSAY_TYPE_CANDIDATE, cases[i][0]);
      g_autofree char *name = assay_candidate_dup_full_name (candidate);

      g_assert_cmpstr (name, ==, cases[i][1]);
    }
}

static void
test_mistakes (void)
{
  static const ModelMistake mistakes[] = {
    { "[]", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found array" },
    { "{\"id\":[]}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.id: expected text or number, found array" },
    { "{\"first_name\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.first_name: expected text, found number" },
    { "{\"last_name\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.last_name: expected text, found object" },
    { "{\"name\":1}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.name: expected text, found number" },
    { "{\"email\":1}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.email: expected text, found number" },
    { "{\"emails\":\"a\"}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.emails: expected array, found text" },
    { "{\"emails\":[\"a\",1]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.emails[1]: expected object, found number" },
    { "{\"emails\":[{\"value\":1}]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.emails[0].value: expected text, found number" },
    { "{\"profile_url\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.profile_url: expected text, found number" },
    { "{\"passthrough\":[]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.passthrough: expected object, found array" },
  };

  model_check_mistakes (ASSAY_TYPE_CANDIDATE, mistakes, G_N_ELEMENTS (mistakes));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/candidate/round-trip", test_round_trip);
  g_test_add_func ("/core/candidate/lenient", test_lenient);
  g_test_add_func ("/core/candidate/emails", test_emails);
  g_test_add_func ("/core/candidate/values", test_values);
  g_test_add_func ("/core/candidate/full-name", test_full_name);
  g_test_add_func ("/core/candidate/mistakes", test_mistakes);
  return g_test_run ();
}
