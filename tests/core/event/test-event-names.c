/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-error.h"
#include "assay-event-names.h"
#include "assay-support.h"

static AssayEventNames *
read_names (const char *table, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (table, strlen (table));

  return assay_event_names_new_from_bytes (bytes, error);
}

static void
test_lookup (void)
{
  static const struct
  {
    const char *event;
    AssayWebhookTopic topic;
    AssayWebhookAction action;
    AssayOrderKind kind;
  } cases[] = {
    { "ats_assessments.created", ASSAY_WEBHOOK_TOPIC_ORDER, ASSAY_WEBHOOK_ACTION_CREATED,
      ASSAY_ORDER_KIND_ASSESSMENT },
    { "ATS_Assessments.Updated", ASSAY_WEBHOOK_TOPIC_ORDER, ASSAY_WEBHOOK_ACTION_UPDATED,
      ASSAY_ORDER_KIND_ASSESSMENT },
    { "background_check_order.deleted", ASSAY_WEBHOOK_TOPIC_ORDER, ASSAY_WEBHOOK_ACTION_DELETED,
      ASSAY_ORDER_KIND_BACKGROUND_CHECK },
    { "account.updated", ASSAY_WEBHOOK_TOPIC_ACCOUNT, ASSAY_WEBHOOK_ACTION_UPDATED,
      ASSAY_ORDER_KIND_ASSESSMENT },
    { "account.error", ASSAY_WEBHOOK_TOPIC_ACCOUNT, ASSAY_WEBHOOK_ACTION_ERROR,
      ASSAY_ORDER_KIND_ASSESSMENT },
    { "account.expired", ASSAY_WEBHOOK_TOPIC_ACCOUNT, ASSAY_WEBHOOK_ACTION_EXPIRED,
      ASSAY_ORDER_KIND_ASSESSMENT },
    { "request.failed", ASSAY_WEBHOOK_TOPIC_OTHER, ASSAY_WEBHOOK_ACTION_FAILED,
      ASSAY_ORDER_KIND_ASSESSMENT },
    { "ats_assessments.error", ASSAY_WEBHOOK_TOPIC_UNKNOWN, ASSAY_WEBHOOK_ACTION_CREATED,
      ASSAY_ORDER_KIND_ASSESSMENT },
    { "ats_jobs.created", ASSAY_WEBHOOK_TOPIC_OTHER, ASSAY_WEBHOOK_ACTION_CREATED,
      ASSAY_ORDER_KIND_ASSESSMENT },
  };
  g_autoptr (GBytes) table = assay_load_bytes ("../../resources/tables/event-names.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayEventNames) names = assay_event_names_new_from_bytes (table, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AssayWebhookAction action = ASSAY_WEBHOOK_ACTION_CREATED;
      AssayOrderKind kind = ASSAY_ORDER_KIND_ASSESSMENT;

      g_assert_cmpint (assay_event_names_lookup (names, cases[i].event, &action, &kind), ==,
                       cases[i].topic);
      g_assert_cmpint (action, ==, cases[i].action);
      g_assert_cmpint (kind, ==, cases[i].kind);
    }
}

static void
test_order_paths (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayEventNames) names = read_names ("{\"stems\":[]}", &error);
  g_autoptr (AssayEventNames) bad = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (assay_event_names_get_order_paths (names)[0], ==, "event_data");
  g_assert_null (assay_event_names_get_order_paths (names)[1]);

  bad = read_names ("{\"order_paths\":[{}],\"stems\":[]}", &error);
  g_assert_null (bad);
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER);
  g_assert_cmpstr (error->message, ==, "$.order_paths[0].path: missing");
}

static void
test_unknown (void)
{
  static const char *const events[] = {
    NULL, "", ".", "created", "a.", ".created", "a.made", "a.created.created", "b.created",
  };
  g_autoptr (GError) error = NULL;
  AssayEventNames *names =
    read_names ("{\"stems\":[{\"stem\":\"a\",\"topic\":\"order\",\"kind\":\"background_check\"}]}",
                &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      AssayWebhookAction action = ASSAY_WEBHOOK_ACTION_DELETED;
      AssayOrderKind kind = ASSAY_ORDER_KIND_ASSESSMENT;

      g_assert_cmpint (assay_event_names_lookup (names, events[i], &action, &kind), ==,
                       ASSAY_WEBHOOK_TOPIC_UNKNOWN);
      g_assert_cmpint (action, ==, ASSAY_WEBHOOK_ACTION_DELETED);
      g_assert_cmpint (kind, ==, ASSAY_ORDER_KIND_ASSESSMENT);
    }
  g_assert_finalize_object (names);
}

static void
test_mistakes (void)
{
  static const struct
  {
    const char *table;
    AssayCoreError code;
    const char *message;
  } cases[] = {
    { "[]", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found array" },
    { "{}", ASSAY_CORE_ERROR_MISSING_MEMBER, "$.stems: missing" },
    { "{\"stems\":{}}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.stems: expected array, found object" },
    { "{\"stems\":[1]}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.stems[0]: expected object, found number" },
    { "{\"stems\":[{\"topic\":\"order\"}]}", ASSAY_CORE_ERROR_MISSING_MEMBER,
      "$.stems[0].stem: missing" },
    { "{\"stems\":[{\"stem\":\"a\"}]}", ASSAY_CORE_ERROR_INVALID_VALUE,
      "$.stems[0].topic: expected order, account or other" },
    { "{\"stems\":[{\"stem\":\"a\",\"topic\":\"unknown\"}]}", ASSAY_CORE_ERROR_INVALID_VALUE,
      "$.stems[0].topic: expected order, account or other" },
    { "{\"stems\":[{\"stem\":\"a\",\"topic\":\"order\",\"kind\":\"x\"}]}",
      ASSAY_CORE_ERROR_INVALID_VALUE, "$.stems[0].kind: “x” is not known" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_names (cases[i].table, &error));
      g_assert_error (error, ASSAY_CORE_ERROR, (int) cases[i].code);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/event-names/lookup", test_lookup);
  g_test_add_func ("/core/event-names/order-paths", test_order_paths);
  g_test_add_func ("/core/event-names/unknown", test_unknown);
  g_test_add_func ("/core/event-names/mistakes", test_mistakes);
  return g_test_run ();
}
