/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-parts.h"
#include "assay-support.h"

static void
expect (const char *application, const char *candidate, const char *job, const char *parts)
{
  g_autoptr (AssayJson) application_json = application != NULL ? assay_json_from_text (application)
                                                               : NULL;
  g_autoptr (AssayJson) candidate_json = candidate != NULL ? assay_json_from_text (candidate)
                                                           : NULL;
  g_autoptr (AssayJson) job_json = job != NULL ? assay_json_from_text (job) : NULL;
  g_autoptr (AssayJson)
    built = assay_order_parts_build (application_json, candidate_json, job_json);
  g_autofree char *source = assay_json_dup_source (built);

  g_assert_cmpstr (source, ==, parts);
}

/* Telephone numbers, social links and whatever else is nobody's business here. */
static void
test_records (void)
{
  expect ("{\"id\":\"app-1\",\"remote_id\":\"ra\",\"candidate_id\":\"c-1\",\"job_id\":\"j-1\","
          "\"remote_job_id\":\"rj\",\"application_status\":{\"value\":\"active\"},"
          "\"candidate\":{\"name\":\"Zoë M.\",\"company\":\"Acme\"},\"documents\":[]}",
          "{\"id\":\"c-1\",\"first_name\":\"Zoë\",\"last_name\":\"Müller\",\"email\":\"zoe@x.de\","
          "\"phone_numbers\":[{\"phone\":\"1\"}],\"tags\":[\"x\"]}",
          "{\"id\":\"j-1\",\"title\":\"Engineer\",\"confidential\":\"true\"}",
          "{\"application\":{\"id\":\"app-1\",\"remote_id\":\"ra\","
          "\"application_status\":{\"value\":\"active\"}},"
          "\"job\":{\"id\":\"j-1\",\"remote_id\":\"rj\",\"title\":\"Engineer\"},"
          "\"candidate\":{\"id\":\"c-1\",\"first_name\":\"Zoë\",\"last_name\":\"Müller\","
          "\"emails\":[{\"value\":\"zoe@x.de\"}]}}");
}

/* An application alone tells who applies. */
static void
test_application_alone (void)
{
  expect ("{\"id\":\"app-1\",\"candidate_id\":\"c-1\",\"candidate\":{\"first_name\":\"Zoë\"}}",
          NULL, NULL,
          "{\"application\":{\"id\":\"app-1\"},"
          "\"candidate\":{\"id\":\"c-1\",\"first_name\":\"Zoë\"}}");
  expect (NULL, "{\"id\":\"c-1\",\"name\":\"Zoë Müller\"}", NULL,
          "{\"candidate\":{\"id\":\"c-1\",\"first_name\":\"Zoë Müller\"}}");
}

static void
test_nonsense (void)
{
  expect (NULL, NULL, NULL, "{}");
  expect ("[]", "{\"first_name\":7}", "\"text\"", "{}");
  expect ("{\"id\":\"app-1\",\"candidate\":[]}", NULL, NULL,
          "{\"application\":{\"id\":\"app-1\"}}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/order-parts/records", test_records);
  g_test_add_func ("/core/order-parts/application-alone", test_application_alone);
  g_test_add_func ("/core/order-parts/nonsense", test_nonsense);

  return g_test_run ();
}
