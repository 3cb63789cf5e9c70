/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-error.h"
#include "assay-event-body.h"
#include "assay-support.h"

#define AT G_GINT64_CONSTANT (1769851800000000)
#define RECEIVED \
  " {\"event_date\":\"2026-01-31T09:30:00.000Z\",\n\"event_data\":{\"id\":\"o1\",\"x\":1}} \n"

static void
check (const char *kind, const AssayEventBody *body, const char *expected)
{
  g_autoptr (AssayEvent) event = assay_event_build (kind, "e1", AT, "acc/o1", "tester", body);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayEventBody) read = assay_event_read (event, &error);
  g_autoptr (AssayEvent) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (assay_event_get_id (event), ==, "e1");
  g_assert_cmpstr (assay_event_get_kind (event), ==, kind);
  g_assert_cmpstr (assay_event_get_order_key (event), ==, "acc/o1");
  g_assert_cmpint (assay_event_get_at (event), ==, AT);
  assay_assert_bytes (assay_event_get_body (event), expected);

  /* What was read is what was built. */
  again = assay_event_build (kind, "e1", AT, "acc/o1", "tester", read);
  assay_assert_bytes (assay_event_get_body (again), expected);
}

static void
test_each_kind (void)
{
  g_autoptr (AssayJson) object = assay_json_from_text ("{\"id\":12345678901234567890}");
  g_autoptr (GBytes) result = g_bytes_new_static ("{\"summary\":\"x\"}", 15);
  char *errors[] = { (char *) "one", (char *) "two", NULL };
  AssayEventBody body = {
    .account = object,
    .account_id = (char *) "acc",
    .answer = object,
    .archived = FALSE,
    .attempt = 2,
    .before = (char *) "p2",
    .body = result,
    .by = (char *) "ada",
    .email = (char *) "a@example.com",
    .entered_by_hand = TRUE,
    .error = (char *) "cut",
    .error_code = (char *) "invalid",
    .errors = errors,
    .exchange = (char *) "x1",
    .exhausted = TRUE,
    .id = (char *) "p1",
    .kind = (char *) "assessment",
    .message = (char *) "no",
    .note = (char *) "n",
    .order = object,
    .override_reason = (char *) "why",
    .package = object,
    .path = (char *) "",
    .position = 0,
    .provider_errors = object,
    .reason = (char *) "bad",
    .received = result,
    .record = (char *) "seen",
    .retry_at = 7,
    .revision = (char *) "r1",
    .status = 422,
  };
  static const struct
  {
    const char *kind;
    const char *expected;
  } cases[] = {
    { ASSAY_EVENT_ORDER_RECEIVED,
      "{\"kind\":\"assessment\",\"account_id\":\"acc\",\"exchange\":\"x1\",\"note\":\"n\","
      "\"entered_by_hand\":true,\"path\":\"\",\"received\":{\"summary\":\"x\"}}" },
    { ASSAY_EVENT_ORDER_DESCRIBED, "{\"order\":{\"id\":12345678901234567890}}" },
    { ASSAY_EVENT_ORDER_SEEN, "{}" },
    { ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}" },
    { ASSAY_EVENT_ORDER_NOTED, "{\"note\":\"n\"}" },
    { ASSAY_EVENT_ORDER_ARCHIVED, "{\"archived\":false}" },
    { ASSAY_EVENT_CANDIDATE_INVITED, "{\"email\":\"a@example.com\",\"note\":\"n\"}" },
    { ASSAY_EVENT_RESULT_DRAFTED, "{\"body\":{\"summary\":\"x\"}}" },
    { ASSAY_EVENT_RESULT_DISCARDED, "{}" },
    { ASSAY_EVENT_RESULT_QUEUED,
      "{\"revision\":\"r1\",\"body\":{\"summary\":\"x\"},\"override\":\"why\"}" },
    { ASSAY_EVENT_RESULT_ATTEMPTED,
      "{\"revision\":\"r1\",\"attempt\":2,\"status\":422,\"retry_at\":7,\"error\":\"cut\"}" },
    { ASSAY_EVENT_RESULT_HURRIED, "{\"revision\":\"r1\"}" },
    { ASSAY_EVENT_RESULT_DELIVERED,
      "{\"revision\":\"r1\",\"status\":422,\"answer\":{\"id\":12345678901234567890}}" },
    { ASSAY_EVENT_RESULT_REFUSED,
      "{\"revision\":\"r1\",\"status\":422,\"error_code\":\"invalid\",\"message\":\"no\","
      "\"errors\":[\"one\",\"two\"],\"provider_errors\":{\"id\":12345678901234567890},"
      "\"exhausted\":true}" },
    { ASSAY_EVENT_RESULT_SUPERSEDED, "{\"revision\":\"r1\",\"by\":\"ada\"}" },
    { ASSAY_EVENT_PACKAGE_SAVED, "{\"package\":{\"id\":12345678901234567890},\"position\":0}" },
    { ASSAY_EVENT_PACKAGE_MOVED, "{\"id\":\"p1\",\"before\":\"p2\"}" },
    { ASSAY_EVENT_PACKAGE_REMOVED, "{\"id\":\"p1\"}" },
    { ASSAY_EVENT_ACCOUNT_SEEN,
      "{\"exchange\":\"x1\",\"note\":\"n\",\"account\":{\"id\":12345678901234567890}}" },
    { ASSAY_EVENT_CHECK_MARKED, "{\"id\":\"p1\",\"record\":\"seen\"}" },
    { ASSAY_EVENT_DELIVERY_REJECTED, "{\"status\":422,\"reason\":\"bad\",\"exchange\":\"x1\"}" },
  };
  guint n_kinds;
  const AssayEventKind *kinds = assay_event_kind_list (&n_kinds);

  g_assert_cmpuint (n_kinds, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < n_kinds; i++)
    {
      g_assert_cmpstr (kinds[i].name, ==, cases[i].kind);
      g_assert_true (assay_event_kind_lookup (kinds[i].name) == &kinds[i]);
      g_assert_nonnull (kinds[i].writer);
      check (cases[i].kind, &body, cases[i].expected);
    }
  g_assert_null (assay_event_kind_lookup ("order.eaten"));
}

static void
test_missing_members (void)
{
  guint n_kinds;
  const AssayEventKind *kinds = assay_event_kind_list (&n_kinds);
  g_autoptr (AssayJson) nothing = assay_json_from_text ("{}");

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayEventBody) body = NULL;
      gboolean demands = FALSE;

      for (guint j = 0; kinds[i].members[j] != NULL; j++)
        demands |= g_str_has_suffix (kinds[i].members[j], "!");
      body = assay_event_body_read (kinds[i].name, nothing, &error);
      g_assert_cmpint (body == NULL, ==, demands);
      if (demands)
        g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER);
      else
        g_assert_true (body->archived);
    }
}

static void
test_received (void)
{
  g_autoptr (GBytes) received = g_bytes_new_static (RECEIVED, strlen (RECEIVED));
  AssayEventBody body = { .note = (char *) "\"received\":",
                          .path = (char *) "event_data",
                          .received = received };
  g_autoptr (AssayEvent)
    event = assay_event_build (ASSAY_EVENT_ORDER_RECEIVED, NULL, AT, "acc/o1", "tester", &body);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayEventBody) read = assay_event_read (event, &error);
  g_autoptr (GBytes) cut = assay_event_cut_received (assay_event_get_body (event));
  g_autoptr (AssayJson) order = NULL;
  g_autofree char *source = NULL;

  g_assert_no_error (error);
  assay_assert_bytes (cut, RECEIVED);
  order = assay_event_body_dup_order (read, &error);
  g_assert_no_error (error);
  source = assay_json_dup_source (order);
  g_assert_cmpstr (source, ==, "{\"id\":\"o1\",\"x\":1}");
  g_assert_cmpint (assay_event_body_get_date (read), ==, AT);
}

/* Of an event that was cut short nothing is made up, and nothing behind it is read. */
static void
test_received_cut_short (void)
{
  static const struct
  {
    const char *stored;
    const char *received;
  } cases[] = {
    { "", NULL },
    { "{\"received\"", NULL },
    { "{\"received\":", NULL },
    { "{\"received\":0}", "0" },
    { "{\"received\": {} }", " {} " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) stored = g_bytes_new (cases[i].stored, strlen (cases[i].stored));
      g_autoptr (GBytes) cut = assay_event_cut_received (stored);

      g_assert_cmpint (cut == NULL, ==, cases[i].received == NULL);
      if (cut != NULL)
        assay_assert_bytes (cut, cases[i].received);
    }
}

/* Orders in the form that was written before what came in was stored as it came. */
static void
test_former_form (void)
{
  g_autoptr (AssayJson)
    json = assay_json_from_text ("{\"order\":{\"id\":\"o1\"},\"kind\":\"assessment\","
                                 "\"webhook\":{\"event_date\":\"2026-01-31T09:30:00.000Z\"}}");
  g_autoptr (AssayJson) none = assay_json_from_text ("{\"kind\":\"assessment\"}");
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayEventBody) read = assay_event_body_read (ASSAY_EVENT_ORDER_RECEIVED, json, NULL);
  g_autoptr (AssayEventBody) empty = assay_event_body_read (ASSAY_EVENT_ORDER_RECEIVED, none, NULL);
  g_autoptr (AssayJson) order = assay_event_body_dup_order (read, &error);
  g_autofree char *source = NULL;

  g_assert_no_error (error);
  source = assay_json_dup_source (order);
  g_assert_cmpstr (source, ==, "{\"id\":\"o1\"}");
  g_assert_cmpint (assay_event_body_get_date (read), ==, AT);
  g_assert_null (assay_event_body_dup_order (empty, &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/event-body/each-kind", test_each_kind);
  g_test_add_func ("/core/event-body/missing-members", test_missing_members);
  g_test_add_func ("/core/event-body/received", test_received);
  g_test_add_func ("/core/event-body/received-cut-short", test_received_cut_short);
  g_test_add_func ("/core/event-body/former-form", test_former_form);
  return g_test_run ();
}
