/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-error.h"
#include "assay-person.h"
#include "assay-support.h"
#include "model-check.h"

ASSAY_DEFINE_MODEL_TYPE (person)

static void
test_round_trip (void)
{
  static const char * const unknown[] = { "phone: \"1\"", NULL };

  model_check_round_trip (&person_type,
                          "{\"user_id\":\"u1\",\"remote_user_id\":\"r1\",\"first_name\":\"Ada\","
                          "\"last_name\":\"King\",\"email\":\"ada@example.com\","
                          "\"role\":\"Manager\"}");
  model_check_round_trip (&person_type, "{}");
  model_check_reads_as (&person_type, "{\"user_id\":12345678901234567890,\"role\":null}",
                        "{\"user_id\":\"12345678901234567890\"}");
  model_check_unknown (&person_type, "{\"phone\":\"1\"}", unknown);
}

static void
test_full_name (void)
{
  g_autoptr (AssayPerson) person = assay_person_new ();
  g_autofree char *none = assay_person_dup_full_name (person);
  g_autofree char *last = NULL;
  g_autofree char *both = NULL;

  g_assert_null (none);
  assay_person_set_last_name (person, "King");
  last = assay_person_dup_full_name (person);
  g_assert_cmpstr (last, ==, "King");
  assay_person_set_first_name (person, "Ada");
  both = assay_person_dup_full_name (person);
  g_assert_cmpstr (both, ==, "Ada King");
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

  model_check_mistakes (&person_type, mistakes, G_N_ELEMENTS (mistakes));
}

static void
test_properties (void)
{
  static const char * const texts[] = {
    "user-id", "remote-user-id", "first-name", "last-name", "email", "role", NULL,
  };
  AssayPerson *person = assay_person_new ();

  model_check_texts (person, texts);
  g_assert_finalize_object (person);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/person/round-trip", test_round_trip);
  g_test_add_func ("/core/person/full-name", test_full_name);
  g_test_add_func ("/core/person/mistakes", test_mistakes);
  g_test_add_func ("/core/person/properties", test_properties);
  return g_test_run ();
}
