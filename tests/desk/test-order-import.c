/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-import.h"

#include <gio/gio.h>
#include <string.h>

#include "assay-error.h"

static AssayOrderImport *
new_import (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) table = g_resources_lookup_data (RESOURCE_PATH "/tables/event-names.json",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_autoptr (AssayEventNames) names = NULL;

  g_assert_no_error (error);
  names = assay_event_names_new_from_bytes (table, &error);
  g_assert_no_error (error);

  return assay_order_import_new (names, assay_clock_get_system (), "tester");
}

static GPtrArray *
read_text (AssayOrderImport *import, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return assay_order_import_read (import, bytes, error);
}

static void
assert_refused (const char *text, AssayCoreError code, const char *message)
{
  g_autoptr (AssayOrderImport) import = new_import ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;

  assay_order_import_set_account_id (import, "acc");
  assay_order_import_set_kind (import, "assessment");
  events = read_text (import, text, &error);
  g_assert_error (error, ASSAY_CORE_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
  g_assert_null (events);
}

static void
test_order (void)
{
  g_autoptr (AssayOrderImport) import = new_import ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autofree char *body = NULL;
  AssayEvent *event;

  assay_order_import_set_account_id (import, "acc/1");
  assay_order_import_set_kind (import, "background_check");
  events = read_text (import, "{\"id\":3223323715753018140}", &error);
  g_assert_no_error (error);
  again = read_text (import, " {\"id\": \"3223323715753018140\"}", &error);
  g_assert_no_error (error);

  g_assert_cmpuint (events->len, ==, 1);
  event = g_ptr_array_index (events, 0);
  body = g_strndup (g_bytes_get_data (assay_event_get_body (event), NULL),
                    g_bytes_get_size (assay_event_get_body (event)));
  g_assert_cmpstr (body, ==,
                   "{\"kind\":\"background_check\",\"account_id\":\"acc/1\","
                   "\"entered_by_hand\":true,\"path\":\"\","
                   "\"received\":{\"id\":3223323715753018140}}");
  g_assert_cmpstr (assay_event_get_kind (event), ==, ASSAY_EVENT_ORDER_RECEIVED);
  g_assert_cmpstr (assay_event_get_actor (event), ==, "tester");
  g_assert_cmpstr (assay_event_get_order_key (event), ==, "acc%2F1/3223323715753018140");
  g_assert_cmpstr (assay_event_get_id (event), ==,
                   assay_event_get_id (g_ptr_array_index (again, 0)));
}

static void
test_webhook (void)
{
  g_autoptr (AssayOrderImport) import = new_import ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events =
    read_text (import,
               "{\"event\":\"background_check.created\",\"account_id\":\"a\",\"record_id\":7}",
               &error);
  g_autofree char *body = NULL;
  AssayEvent *event;

  g_assert_no_error (error);
  event = g_ptr_array_index (events, 0);
  body = g_strndup (g_bytes_get_data (assay_event_get_body (event), NULL),
                    g_bytes_get_size (assay_event_get_body (event)));
  g_assert_cmpstr (body, ==,
                   "{\"kind\":\"background_check\",\"account_id\":\"a\",\"entered_by_hand\":true,"
                   "\"received\":{\"event\":\"background_check.created\","
                   "\"account_id\":\"a\",\"record_id\":7}}");
}

static void
test_several (void)
{
  g_autoptr (AssayOrderImport) import = new_import ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    events = read_text (import,
                        "[{\"id\":\"1\",\"assay\":{\"account_id\":\"a\",\"kind\":\"assessment\"}},"
                        "{\"id\":\"2\",\"assay\":{\"account_id\":\"b\",\"kind\":\"assessment\"}}]",
                        &error);

  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, 2);
  g_assert_cmpstr (assay_event_get_order_key (g_ptr_array_index (events, 1)), ==, "b/2");
}

static void
test_mistakes (void)
{
  assert_refused ("7", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found number");
  assert_refused ("[{\"id\":1},{}]", ASSAY_CORE_ERROR_MISSING_MEMBER, "$[1].id: missing");
  assert_refused ("{\"id\":1,\"assay\":{\"account_id\":\"b\"}}", ASSAY_CORE_ERROR_INVALID_VALUE,
                  "$.assay.account_id: “b”, but “acc” was given");
  assert_refused ("{\"id\":1,\"assay\":{\"kind\":\"exam\"}}", ASSAY_CORE_ERROR_INVALID_VALUE,
                  "$.assay.kind: “exam” is not known");
  assert_refused ("{\"event\":\"account.created\"}", ASSAY_CORE_ERROR_INVALID_VALUE,
                  "$.event: “account.created” brings no order");
  assert_refused ("{\"event\":\"background_check.created\",\"account_id\":\"acc\",\"record_id\":7}",
                  ASSAY_CORE_ERROR_INVALID_VALUE,
                  "$.event: “background_check”, but “assessment” was given");
  assert_refused ("{\"event\":\"assessment.created\",\"account_id\":\"acc\",\"record_id\":7,"
                  "\"event_data\":{\"candidate\":7}}",
                  ASSAY_CORE_ERROR_WRONG_TYPE,
                  "$.event_data.candidate: expected object, found number");
}

static void
test_missing_place (void)
{
  g_autoptr (AssayOrderImport) import = new_import ();
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (import, "{\"id\":1}", &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER);
  g_assert_cmpstr (error->message, ==, "$.assay.account_id: missing");
  g_clear_error (&error);

  assay_order_import_set_account_id (import, "a");
  g_assert_null (read_text (import, "{\"id\":1}", &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_MISSING_MEMBER);
  g_assert_cmpstr (error->message, ==, "$.assay.kind: missing");
  g_clear_error (&error);

  assay_order_import_set_kind (import, "exam");
  g_assert_null (read_text (import, "{\"id\":1}", &error));
  g_assert_cmpstr (error->message, ==, "$.assay.kind: “exam” is not known");
  g_assert_finalize_object (g_steal_pointer (&import));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/desk/order-import/order", test_order);
  g_test_add_func ("/desk/order-import/webhook", test_webhook);
  g_test_add_func ("/desk/order-import/several", test_several);
  g_test_add_func ("/desk/order-import/mistakes", test_mistakes);
  g_test_add_func ("/desk/order-import/missing-place", test_missing_place);

  return g_test_run ();
}
