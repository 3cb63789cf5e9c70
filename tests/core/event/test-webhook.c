/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-error.h"
#include "assay-support.h"
#include "assay-webhook.h"

static AssayWebhook *
read_webhook (const char *text, GError **error)
{
  g_autoptr (GBytes) table = assay_load_bytes ("../../resources/tables/event-names.json");
  g_autoptr (AssayEventNames) names = assay_event_names_new_from_bytes (table, error);
  g_autoptr (AssayJson) json = assay_json_from_text (text);

  g_assert_nonnull (names);
  return assay_webhook_new_from_json (json, names, error);
}

static void
test_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWebhook) webhook =
    read_webhook ("{\"account_id\":\"acc-1\",\"event\":\"Background_Check_Order.Created\","
                  "\"event_date\":\"2026-01-02T03:04:05.000Z\",\"record_type\":\"employees\","
                  "\"record_id\":322332371575301814012345,\"event_data\":{\"id\":\"other\","
                  "\"candidate_id\":12345678901234567890,\"package\":{\"name\":\"Credit\"}}}",
                  &error);
  g_autoptr (AssayOrder) order = NULL;
  g_autofree char *key = NULL;
  g_autofree char *dedupe_id = NULL;

  g_assert_no_error (error);
  order = assay_webhook_dup_order (webhook);
  key = assay_webhook_dup_order_key (webhook);
  dedupe_id = assay_webhook_dup_dedupe_id (webhook);
  g_assert_cmpint (assay_webhook_get_topic (webhook), ==, ASSAY_WEBHOOK_TOPIC_ORDER);
  g_assert_cmpint (assay_order_get_kind (order), ==, ASSAY_ORDER_KIND_BACKGROUND_CHECK);
  g_assert_cmpstr (key, ==, "acc-1/322332371575301814012345");
  g_assert_cmpstr (assay_candidate_get_id (assay_order_get_candidate (order)), ==,
                   "12345678901234567890");
  g_assert_cmpstr (assay_package_get_name (assay_order_get_package (order)), ==, "Credit");
  g_assert_cmpstr (dedupe_id, ==,
                   "webhook/2026-01-02T03%3A04%3A05.000Z/252aa3521c3112a4f6502503116883e67dbd7b5c");
}

/* A profile can have a table of its own when StackOne puts the order elsewhere. */
static void
test_order_paths (void)
{
  static const char table[] =
    "{\"order_paths\":[{\"path\":\"event_data.order\"},{\"path\":\"raw_event.body\"}],"
    "\"stems\":[{\"stem\":\"assessment\",\"topic\":\"order\",\"kind\":\"assessment\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (table, strlen (table));
  g_autoptr (AssayEventNames) names = assay_event_names_new_from_bytes (bytes, &error);
  g_autoptr (AssayJson)
    json = assay_json_from_text ("{\"account_id\":\"a\",\"event\":\"assessment.created\","
                                 "\"record_id\":\"o\",\"event_data\":{\"package_id\":\"wrong\"},"
                                 "\"raw_event\":{\"body\":{\"package_id\":\"right\"}}}");
  g_autoptr (AssayWebhook) webhook = assay_webhook_new_from_json (json, names, &error);
  g_autoptr (AssayOrder) order = NULL;
  AssayPackage *package;

  g_assert_no_error (error);
  order = assay_webhook_dup_order (webhook);
  package = assay_order_get_package (order);
  g_assert_cmpstr (assay_package_get_id (package), ==, "right");
  g_assert_null (assay_webhook_get_problem (webhook));
}

static void
test_malformed_event_data (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWebhook) webhook =
    read_webhook ("{\"account_id\":\"a\",\"event\":\"assessment.created\",\"record_id\":\"o\","
                  "\"event_data\":{\"candidate\":{\"emails\":[{\"value\":1}]}}}",
                  &error);

  g_autoptr (AssayOrder) order = NULL;

  g_assert_no_error (error);
  order = assay_webhook_dup_order (webhook);
  g_assert_cmpstr (assay_order_get_id (order), ==, "o");
  g_assert_null (assay_order_get_candidate (order));
  g_assert_null (assay_webhook_get_order_path (webhook));
  g_assert_cmpstr (assay_webhook_get_problem (webhook), ==,
                   "$.event_data.candidate.emails[0].value: expected text, found number");
}

static void
test_unknown_and_missing (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayWebhook) unknown = read_webhook ("{\"event\":7,\"record_id\":{}}", &error);

  g_assert_no_error (error);
  g_assert_cmpint (assay_webhook_get_topic (unknown), ==, ASSAY_WEBHOOK_TOPIC_UNKNOWN);
  g_assert_null (assay_webhook_dup_order (unknown));
  g_assert_null (assay_webhook_dup_order_key (unknown));
  g_assert_null (read_webhook ("{\"event\":\"assessment.created\",\"account_id\":\"a\"}", &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER);
  g_assert_cmpstr (error->message, ==, "$.record_id: missing");
}

/* The place of the date stays where there is none. */
static void
test_dedupe_id_without_date (void)
{
  g_autoptr (AssayWebhook) webhook = read_webhook ("{\"event\":\"x\"}", NULL);
  g_autofree char *id = assay_webhook_dup_dedupe_id (webhook);

  g_assert_true (g_str_has_prefix (id, "webhook//"));
  g_assert_cmpuint (strlen (id), ==, strlen ("webhook//") + 40);
}

/* However its members are spelt, a delivery is the same. */
static void
test_dedupe_id (void)
{
  static const char *const spellings[] = {
    "{\"event\":\"x\",\"n\":1,\"sent_at\":\"now\"}",
    "{\"event\":\"x\",\"n\":1,\"sent\\u005fat\":\"later\"}",
    "{\"event\":\"x\",\"\\u006e\":1}",
    "{\"event\":\"x\",\"n\":2,\"sent_at\":\"now\",\"n\":1}",
  };
  g_autoptr (AssayWebhook) first = read_webhook (spellings[0], NULL);
  g_autofree char *id = assay_webhook_dup_dedupe_id (first);

  for (guint i = 1; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr (AssayWebhook) webhook = read_webhook (spellings[i], NULL);
      g_autofree char *other_id = assay_webhook_dup_dedupe_id (webhook);

      g_assert_cmpstr (other_id, ==, id);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/webhook/order", test_order);
  g_test_add_func ("/core/webhook/order-paths", test_order_paths);
  g_test_add_func ("/core/webhook/malformed-event-data", test_malformed_event_data);
  g_test_add_func ("/core/webhook/dedupe-id", test_dedupe_id);
  g_test_add_func ("/core/webhook/dedupe-id-without-date", test_dedupe_id_without_date);
  g_test_add_func ("/core/webhook/unknown-and-missing", test_unknown_and_missing);
  return g_test_run ();
}
