/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-error.h"
#include "assay-result.h"
#include "assay-support.h"
#include "assay-webhook.h"

/* Bodies as StackOne sends them, one file for each shape (webhook guide and ATS OpenAPI). */

#define ORDER ASSAY_WEBHOOK_TOPIC_ORDER
#define CREATED ASSAY_WEBHOOK_ACTION_CREATED
#define ASSESSMENT ASSAY_ORDER_KIND_ASSESSMENT
#define CHECK ASSAY_ORDER_KIND_BACKGROUND_CHECK

static AssayWebhook *
read_webhook (AssayJson *json, GError **error)
{
  g_autoptr (GBytes) table = assay_load_bytes ("../../resources/tables/event-names.json");
  g_autoptr (AssayEventNames) names = assay_event_names_new_from_bytes (table, error);

  g_assert_nonnull (names);
  return assay_webhook_new_from_json (json, names, error);
}

static AssayWebhook *
load_webhook (const char *name, GError **error)
{
  g_autofree char *file = g_strdup_printf ("webhooks/%s.json", name);
  g_autoptr (AssayJson) json = assay_load_json (file);

  g_test_message ("%s", file);
  return read_webhook (json, error);
}

static void
test_orders (void)
{
  static const char native[] =
    "{\"id\":\"ord-1\",\"remote_id\":\"sr-7\",\"package\":{\"id\":\"p1\",\"remote_id\":\"rp1\","
    "\"name\":\"Typing test\",\"description\":\"Ten minutes\"},\"application\":{\"id\":\"a1\","
    "\"remote_id\":\"ra1\",\"application_status\":{\"value\":\"assessment\","
    "\"source_value\":\"IN_REVIEW\"},\"passthrough\":{}},\"job\":{\"id\":\"j1\","
    "\"remote_id\":\"rj1\",\"title\":\"Smith\",\"hiring_team\":[\n        {\n"
    "          \"user_id\": \"u1\",\n          \"remote_user_id\": \"ru1\",\n"
    "          \"first_name\": \"Ada\",\n          \"last_name\": \"King\",\n"
    "          \"email\": \"ada@example.com\",\n          \"role\": \"Hiring manager\"\n"
    "        }\n      ],\"passthrough\":null},\"candidate\":{\"id\":\"c1\","
    "\"remote_id\":\"rc1\",\"first_name\":\"Zoë\",\"last_name\":\"Müller\",\"emails\":[\n"
    "        {\n          \"type\": \"personal\",\n          \"value\": \"zoe@example.com\"\n"
    "        }\n      ],\"profile_url\":\"https://example.com/c1\",\"passthrough\":{"
    "\"source\":\"fair\"}},\"requester\":{\"user_id\":\"u2\","
    "\"first_name\":\"Bo\",\"last_name\":\"Lind\",\"email\":\"bo@example.com\","
    "\"role\":\"Recruiter\"},\"results_update_url\":\"https://example.com/results/7\","
    "\"passthrough\":{\"ratio\":1.1}}";
  static const char ids[] = "{\"id\":\"ord-1\",\"remote_id\":\"sr-ord-1\"}";
  static const char flat[] =
    "{\"id\":\"ord-1\",\"remote_id\":\"sr-ord-1\",\"package\":{\"id\":\"p1\"},"
    "\"application\":{\"id\":\"a1\"},\"job\":{\"id\":\"j1\"},"
    "\"candidate\":{\"id\":\"12345678901234567890\"}}";
  static const char flat_remote[] =
    "{\"id\":\"ord-1\",\"remote_id\":\"sr-ord-1\",\"package\":{\"remote_id\":\"rp1\"},"
    "\"application\":{\"remote_id\":\"ra1\"},\"job\":{\"remote_id\":\"rj1\"},"
    "\"candidate\":{\"remote_id\":\"rc1\"}}";
  static const struct
  {
    const char *name;
    const char *key;
    const char *order;
    const char *problem;
  } cases[] = {
    { "native-assessment", "acc-1/ord-1", native, NULL },
    { "synthetic-assessment", "acc-1/ord-1", ids, NULL },
    { "guide-assessment", "acc-1/ord-1", ids, NULL },
    { "upper-case-event", "acc-1/ord-1", ids, NULL },
    { "numeric-record-id-19", "acc-1/3223323715753018140",
      "{\"id\":\"3223323715753018140\",\"remote_id\":\"sr-ord-1\"}", NULL },
    { "numeric-record-id-20", "acc-1/12345678901234567890",
      "{\"id\":\"12345678901234567890\",\"remote_id\":\"sr-ord-1\"}", NULL },
    { "numeric-record-id-24", "acc-1/322332371575301814012345",
      "{\"id\":\"322332371575301814012345\",\"remote_id\":\"sr-ord-1\"}", NULL },
    { "numeric-account-id", "456551489512493412/ord-1", ids, NULL },
    { "null-event-data", "acc-1/ord-1", ids, NULL },
    { "empty-event-data", "acc-1/ord-1", ids, NULL },
    { "without-record-remote-id", "acc-1/ord-1", "{\"id\":\"ord-1\"}", NULL },
    { "record-id-in-event-data", "acc-1/ord-9", "{\"id\":\"ord-9\",\"remote_id\":\"sr-ord-1\"}",
      NULL },
    { "flat-ids", "acc-1/ord-1", flat, NULL },
    { "flat-remote-ids", "acc-1/ord-1", flat_remote, NULL },
    { "malformed-event-data", "acc-1/ord-1", ids,
      "$.event_data.candidate.emails[0].value: expected text, found number" },
    { "event-data-no-object", "acc-1/ord-1", ids, "$.event_data: expected object, found text" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayWebhook) webhook = load_webhook (cases[i].name, &error);
      g_autoptr (AssayOrder) order = NULL;
      g_autoptr (GBytes) written = NULL;
      g_autofree char *key = NULL;

      g_assert_no_error (error);
      g_assert_cmpint (assay_webhook_get_topic (webhook), ==, ORDER);
      g_assert_cmpint (assay_webhook_get_kind (webhook), ==, ASSESSMENT);
      order = assay_webhook_dup_order (webhook);
      key = assay_webhook_dup_order_key (webhook);
      written = assay_order_to_json (order, FALSE);
      g_assert_cmpstr (key, ==, cases[i].key);
      assay_assert_bytes (written, cases[i].order);
      g_assert_cmpstr (assay_webhook_get_problem (webhook), ==, cases[i].problem);
    }
}

static void
test_topics (void)
{
  static const struct
  {
    const char *name;
    AssayWebhookTopic topic;
    AssayWebhookAction action;
    AssayOrderKind kind;
  } cases[] = {
    { "native-assessment", ORDER, CREATED, ASSESSMENT },
    { "guide-assessment", ORDER, CREATED, ASSESSMENT },
    { "guide-background-check", ORDER, CREATED, CHECK },
    { "native-background-check-order", ORDER, CREATED, CHECK },
    { "order-updated", ORDER, ASSAY_WEBHOOK_ACTION_UPDATED, ASSESSMENT },
    { "order-deleted", ORDER, ASSAY_WEBHOOK_ACTION_DELETED, CHECK },
    { "account-created", ASSAY_WEBHOOK_TOPIC_ACCOUNT, CREATED, ASSESSMENT },
    { "account-updated", ASSAY_WEBHOOK_TOPIC_ACCOUNT, ASSAY_WEBHOOK_ACTION_UPDATED, ASSESSMENT },
    { "account-deleted", ASSAY_WEBHOOK_TOPIC_ACCOUNT, ASSAY_WEBHOOK_ACTION_DELETED, ASSESSMENT },
    { "other-candidate-updated", ASSAY_WEBHOOK_TOPIC_OTHER, ASSAY_WEBHOOK_ACTION_UPDATED,
      ASSESSMENT },
    { "unknown-event", ASSAY_WEBHOOK_TOPIC_UNKNOWN, CREATED, ASSESSMENT },
    { "unknown-action", ASSAY_WEBHOOK_TOPIC_UNKNOWN, CREATED, ASSESSMENT },
  };
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayWebhook) webhook = load_webhook (cases[i].name, &error);
      g_autofree char *dedupe_id = NULL;
      g_autoptr (AssayOrder) order = NULL;

      g_assert_no_error (error);
      order = assay_webhook_dup_order (webhook);
      dedupe_id = assay_webhook_dup_dedupe_id (webhook);
      g_assert_cmpint (assay_webhook_get_topic (webhook), ==, cases[i].topic);
      g_assert_cmpint (assay_webhook_get_action (webhook), ==, cases[i].action);
      g_assert_cmpint (assay_webhook_get_kind (webhook), ==, cases[i].kind);
      g_assert_cmpint (order != NULL, ==, cases[i].topic == ORDER);
      g_assert_true (g_str_has_prefix (dedupe_id, "webhook/2026-01-02T03%3A04%3A05.000Z/"));
      g_assert_true (g_hash_table_add (ids, g_steal_pointer (&dedupe_id)));
      g_assert_cmpstr (assay_webhook_get_project_id (webhook), ==, "demo-1");
      g_assert_cmpstr (assay_webhook_get_sent_at (webhook), ==, "2026-01-02T03:04:05.500Z");
    }
}

static void
test_spellings (void)
{
  static const struct
  {
    const char *stem;
    AssayOrderKind kind;
  } stems[] = {
    { "ats_assessments", ASSESSMENT },   { "assessment", ASSESSMENT },
    { "assessments", ASSESSMENT },       { "ats_assessments_orders", ASSESSMENT },
    { "assessment_order", ASSESSMENT },  { "background_check", CHECK },
    { "background_check_order", CHECK }, { "ats_background_checks", CHECK },
    { "ats_background_check", CHECK },   { "ats_background_check_orders", CHECK },
  };
  static const char *const actions[] = { "created", "updated", "deleted" };

  for (guint i = 0; i < G_N_ELEMENTS (stems) * G_N_ELEMENTS (actions); i++)
    {
      guint action = i % G_N_ELEMENTS (actions);
      g_autofree char *text =
        g_strdup_printf ("{\"event\":\"%s.%s\",\"account_id\":\"a\",\"record_id\":\"o\"}",
                         stems[i / G_N_ELEMENTS (actions)].stem, actions[action]);
      g_autoptr (AssayJson) json = assay_json_from_text (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayWebhook) webhook = read_webhook (json, &error);

      g_assert_no_error (error);
      g_assert_cmpint (assay_webhook_get_topic (webhook), ==, ORDER);
      g_assert_cmpint (assay_webhook_get_action (webhook), ==, action);
      g_assert_cmpint (assay_webhook_get_kind (webhook), ==,
                       stems[i / G_N_ELEMENTS (actions)].kind);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *name;
    AssayCoreError code;
    const char *message;
  } cases[] = {
    { "missing-account-id", ASSAY_CORE_ERROR_MISSING_MEMBER, "$.account_id: missing" },
    { "missing-record-id", ASSAY_CORE_ERROR_MISSING_MEMBER, "$.record_id: missing" },
    { "record-id-no-text", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.record_id: expected text or number, found object" },
    { "no-object", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found array" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (load_webhook (cases[i].name, &error));
      g_assert_error (error, ASSAY_CORE_ERROR, (int) cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
test_stored_orders (void)
{
  static const char *const cases[][3] = {
    { "orders/assessment.json", "Typing test", "zoe@example.com" },
    { "orders/background-check.json", "Credit", "zoe@example.com" },
    { "orders/ids-only.json", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayJson) json = assay_load_json (cases[i][0]);
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayOrder) order = assay_order_new_from_json (json, &error);
      AssayPackage *package;

      g_assert_no_error (error);
      package = assay_order_get_package (order);
      g_assert_cmpstr (package != NULL ? assay_package_get_name (package) : NULL, ==, cases[i][1]);
      g_assert_cmpstr (assay_candidate_get_email (assay_order_get_candidate (order)), ==,
                       cases[i][2]);
      assay_assert_strv (assay_order_get_unknown (order), NULL);
    }
}

static void
test_results (void)
{
  static const char *const cases[][2] = {
    { "results/completed.json",
      "{\"result\":{\"value\":\"completed\",\"source_value\":\"Completed\"},"
      "\"score\":{\"label\":\"Percentage\",\"value\":\"80\",\"min\":\"0\",\"max\":\"100\"},"
      "\"summary\":\"“Zoë” did well.\",\"result_url\":\"https://example.com/r/1\","
      "\"attachments\":[{\"url\":\"https://example.com/r.pdf\",\"content_type\":"
      "{\"value\":\"pdf\",\"source_value\":\"application/pdf\"}}],"
      "\"start_date\":\"2026-01-01T01:01:01.000Z\","
      "\"submission_date\":\"2026-01-01T02:01:01.000Z\","
      "\"candidate\":{\"id\":\"c1\",\"profile_url\":\"https://example.com/c/1\"},"
      "\"passthrough\":{}}" },
    { "results/pending.json",
      "{\"result\":{\"value\":\"initiated\",\"source_value\":\"pending\"}}" },
    { "results/numeric-score.json", "{\"result\":{\"value\":\"passed\",\"source_value\":null},"
                                    "\"score\":{\"value\":80.50,\"max\":100}}" },
    { "results/other-words.json",
      "{\"result\":{\"value\":\"pending\",\"source_value\":{\"code\":7}},"
      "\"start_time\":\"2026-01-01\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayJson) json = assay_load_json (cases[i][0]);
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayResult) result = assay_result_new_from_json (json, &error);
      g_autoptr (GBytes) bytes = NULL;

      g_assert_no_error (error);
      bytes = assay_result_to_json (result);
      assay_assert_bytes (bytes, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/bodies/orders", test_orders);
  g_test_add_func ("/core/bodies/topics", test_topics);
  g_test_add_func ("/core/bodies/spellings", test_spellings);
  g_test_add_func ("/core/bodies/refused", test_refused);
  g_test_add_func ("/core/bodies/stored-orders", test_stored_orders);
  g_test_add_func ("/core/bodies/results", test_results);
  return g_test_run ();
}
