/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-application.h"
#include "assay-job.h"
#include "assay-json.h"
#include "assay-person.h"

static AssayJson *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  AssayJson *json = assay_json_new_from_text (text, &error);

  g_assert_no_error (error);
  return json;
}

static void
test_job_keeps_digits (void)
{
  g_autoptr (AssayJson) json = parse ("{\"id\":3223323715753018140,\"title\":\"Cook\"}");
  g_autoptr (GError) error = NULL;
  AssayJob *job = assay_job_new_from_json (json, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (assay_job_get_id (job), ==, "3223323715753018140");
  g_assert_cmpstr (assay_job_get_title (job), ==, "Cook");
  g_assert_finalize_object (job);
}

static void
test_application (void)
{
  g_autoptr (AssayJson) json = parse ("{\"id\":\"a-1\",\"remote_id\":null}");
  g_autoptr (GError) error = NULL;
  AssayApplication *application = assay_application_new_from_json (json, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (assay_application_get_id (application), ==, "a-1");
  g_assert_null (assay_application_get_remote_id (application));
  g_assert_finalize_object (application);
}

static void
test_person (void)
{
  g_autoptr (AssayJson) json = parse ("{\"first_name\":\"Ada\",\"last_name\":\"Byron\"}");
  g_autoptr (GError) error = NULL;
  AssayPerson *person = assay_person_new_from_json (json, &error);
  g_autofree char *name = NULL;

  g_assert_no_error (error);
  name = assay_person_dup_full_name (person);
  g_assert_cmpstr (name, ==, "Ada Byron");
  g_assert_finalize_object (person);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/job/keeps-digits", test_job_keeps_digits);
  g_test_add_func ("/core/application/null-is-absent", test_application);
  g_test_add_func ("/core/person/full-name", test_person);

  return g_test_run ();
}
