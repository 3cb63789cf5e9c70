/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-error.h"
#include "assay-person.h"
#include "assay-support.h"
#include "model-check.h"

static void
test_round_trip (void)
{
  static const char *const unknown[] = { "phone: \"1\"", NULL };

  model_check_round_trip (ASSAY_TYPE_PERSON,
                          "{\"user_id\":\"u1\",\"remote_user_id\":\"r1\",\"first_name\":\"Ada\","
                          "\"last_name\":\"King\",\"email\":\"ada@example.com\","
                          "\"role\":\"Manager\"}");
  model_check_round_trip (ASSAY_TYPE_PERSON, "{}");
  model_check_reads_as (ASSAY_TYPE_PERSON, "{\"user_id\":12345678901234567890,\"role\":null}",
                        "{\"user_id\":\"12345678901234567890\"}");
  model_check_unknown (ASSAY_TYPE_PERSON, "{\"phone\":\"1\"}", unknown);
}

static void
test_values (void)
{
  static const char *const unknown[] = { "phone: 1", NULL };
  g_autoptr (AssayPerson)
    person = model_read (ASSAY_TYPE_PERSON,
                         "{\"user_id\":\"u\",\"remote_user_id\":2,\"email\":\"a@example.com\","
                         "\"role\":\"Manager\",\"phone\":1}");

  g_assert_cmpstr (assay_person_get_user_id (person), ==, "u");
  g_assert_cmpstr (assay_person_get_remote_user_id (person), ==, "2");
  g_assert_cmpstr (assay_person_get_email (person), ==, "a@example.com");
  g_assert_cmpstr (assay_person_get_role (person), ==, "Manager");
  assay_assert_strv (assay_person_get_unknown (person), unknown);
}

static void
test_full_name (void)
{
  static const char *const cases[][2] = {
    { "{\"first_name\":\"Ada\",\"last_name\":\"King\"}", "Ada King" },
    { "{\"last_name\":\"King\"}", "King" },
    { "{}", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayPerson) person = model_read (ASSAY_TYPE_PERSON, cases[i][0]);
      g_autofree char *name = assay_person_dup_full_name (person);

      g_assert_cmpstr (name, ==, cases[i][1]);
    }
}

static void
test_mistakes (void)
{
  static const ModelMistake mistakes[] = {
    { "\"u\"", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found text" },
    { "{\"user_id\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.user_id: expected text or number, found object" },
    { "{\"remote_user_id\":[]}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.remote_user_id: expected text or number, found array" },
    { "{\"first_name\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.first_name: expected text, found number" },
    { "{\"last_name\":1}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.last_name: expected text, found number" },
    { "{\"email\":true}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.email: expected text, found true or false" },
    { "{\"role\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.role: expected text, found object" },
  };

  model_check_mistakes (ASSAY_TYPE_PERSON, mistakes, G_N_ELEMENTS (mistakes));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/person/round-trip", test_round_trip);
  g_test_add_func ("/core/person/values", test_values);
  g_test_add_func ("/core/person/full-name", test_full_name);
  g_test_add_func ("/core/person/mistakes", test_mistakes);
  return g_test_run ();
}
