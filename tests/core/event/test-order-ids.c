/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-ids.h"
#include "assay-support.h"

static void
expect (const char *webhook, const char *ids)
{
  g_autoptr (AssayJson) json = assay_json_from_text (webhook);
  g_autoptr (AssayJson) found = assay_order_ids_find (json);
  g_autofree char *source = assay_json_dup_source (found);

  g_assert_cmpstr (source, ==, ids);
}

static void
test_envelope (void)
{
  expect ("{\"account_id\":\"a\",\"record_id\":\"r\"}", "{}");
  expect ("{\"application_id\":322332371575301814012345,\"candidate_id\":\"c-1\",\"job_id\":null,"
          "\"remote_job_id\":\"\"}",
          "{\"application_id\":\"322332371575301814012345\",\"candidate_id\":\"c-1\"}");
  expect ("{\"package_id\":\"p\",\"remote_package_id\":\"rp\",\"event_data\":{\"job_id\":\"j\"}}",
          "{\"package_id\":\"p\",\"remote_package_id\":\"rp\"}");
}

/* What the provider sent are ids of its own. */
static void
test_raw_event (void)
{
  expect ("{\"raw_event\":{\"headers\":{},\"body\":{\"job_id\":\"j-9\",\"job_ad_id\":\"x\"}}}",
          "{\"remote_job_id\":\"j-9\"}");
  expect ("{\"remote_job_id\":\"known\",\"raw_event\":{\"body\":{\"job_id\":\"j-9\"}}}",
          "{\"remote_job_id\":\"known\"}");
  expect ("{\"raw_event\":[],\"job_id\":\"j\"}", "{\"job_id\":\"j\"}");
  expect ("{\"raw_event\":{\"body\":\"text\"}}", "{}");
  expect ("[]", "{}");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/order-ids/envelope", test_envelope);
  g_test_add_func ("/core/order-ids/raw-event", test_raw_event);

  return g_test_run ();
}
