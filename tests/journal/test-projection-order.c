/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "journal-support.h"

static void
test_received (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrder) order = NULL;

  journal_support_receive (journal);
  order = journal_support_get_order (journal);
  g_assert_cmpstr (assay_order_get_id (order), ==, "3223323715753018140");
  g_assert_cmpstr (assay_order_get_account_id (order), ==, "acc-1");
  g_assert_cmpint (assay_order_get_kind (order), ==, ASSAY_ORDER_KIND_ASSESSMENT);
  g_assert_cmpint (assay_order_get_state (order)->status, ==, ASSAY_ORDER_STATUS_NONE);
  g_assert_cmpint (assay_order_get_state (order)->sending, ==, ASSAY_ORDER_SENDING_IDLE);
  g_assert_cmpint (assay_order_get_state (order)->received_at, ==, NOW);
  g_assert_cmpint (assay_order_get_state (order)->version, ==, 1);
  g_assert_true (assay_order_get_state (order)->new);
  g_assert_false (assay_order_get_state (order)->archived);
  g_assert_false (assay_order_get_state (order)->entered_by_hand);
  g_assert_null (assay_order_get_state (order)->claimed_by);
  g_assert_null (assay_order_get_state (order)->score_text);
  journal_support_close (journal);
}

/* A later delivery lays over the order; what it leaves out or has as null stays. */
static void
test_merged (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrder) order = NULL;

  journal_support_receive (journal);
  journal_support_append_ok (journal, "c1", ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}");
  journal_support_append_ok (journal, "d2", ASSAY_EVENT_ORDER_RECEIVED,
                             "{\"order\":{\"candidate\":{\"first_name\":null,"
                             "\"last_name\":\"Maier\"},\"job\":{\"title\":\"Engineer\"}}}");

  order = journal_support_get_order (journal);
  g_assert_cmpstr (assay_order_get_id (order), ==, "3223323715753018140");
  g_assert_cmpstr (assay_order_get_state (order)->claimed_by, ==, "ada");
  g_assert_cmpstr (assay_candidate_get_first_name (assay_order_get_candidate (order)), ==, "Zoë");
  g_assert_cmpstr (assay_candidate_get_last_name (assay_order_get_candidate (order)), ==, "Maier");
  g_assert_cmpint (assay_order_get_state (order)->version, ==, 3);
  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

/* A delivery that happened earlier than the one known only fills what is missing. */
static void
test_late_delivery (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrder) order = NULL;

  journal_support_receive (journal);
  journal_support_append_ok (journal, "d0", ASSAY_EVENT_ORDER_RECEIVED,
                             "{\"order\":{\"candidate\":{\"last_name\":\"Maier\"},"
                             "\"job\":{\"title\":\"Engineer\"}},"
                             "\"webhook\":{\"event_date\":\"2026-01-01T00:00:00.000Z\"}}");
  order = journal_support_get_order (journal);
  g_assert_cmpstr (assay_candidate_get_last_name (assay_order_get_candidate (order)), ==, "Müller");
  g_assert_cmpstr (assay_job_get_title (assay_order_get_job (order)), ==, "Engineer");
  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

/* What was read fills in what no delivery brought, and is found. */
static void
test_described (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrder) order = NULL;
  g_autofree char *found = NULL;

  journal_support_receive (journal);
  journal_support_append_ok (journal, "e1", ASSAY_EVENT_ORDER_DESCRIBED,
                             "{\"order\":{\"candidate\":{\"id\":\"c-1\",\"last_name\":\"Maier\"},"
                             "\"job\":{\"title\":\"Engineer\"}}}");
  journal_support_append_ok (journal, "e2", ASSAY_EVENT_ORDER_DESCRIBED, "{}");
  journal_support_append_ok (journal, "e3", ASSAY_EVENT_ORDER_DESCRIBED, "{\"order\":[]}");
  order = journal_support_get_order (journal);
  g_assert_cmpstr (assay_candidate_get_id (assay_order_get_candidate (order)), ==, "c-1");
  g_assert_cmpstr (assay_candidate_get_last_name (assay_order_get_candidate (order)), ==, "Müller");
  g_assert_cmpstr (assay_job_get_title (assay_order_get_job (order)), ==, "Engineer");
  g_assert_cmpint (assay_order_get_state (order)->version, ==, 4);
  found = journal_support_find (journal, "engineer");
  g_assert_cmpstr (found, ==, "3223323715753018140");
  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

static void
test_desk_state (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrder) order = NULL;
  g_autofree char *found = NULL;

  journal_support_receive (journal);
  journal_support_append_ok (journal, "s1", ASSAY_EVENT_ORDER_SEEN, "{}");
  journal_support_append_ok (journal, "c1", ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ada\"}");
  journal_support_append_ok (journal, "n1", ASSAY_EVENT_ORDER_NOTED, "{\"note\":\"rings twice\"}");
  journal_support_append_ok (journal, "n2", ASSAY_EVENT_ORDER_NOTED, "{\"note\":\"moved\"}");
  journal_support_append_ok (journal, "a1", ASSAY_EVENT_ORDER_ARCHIVED, "{}");
  order = journal_support_get_order (journal);
  g_assert_false (assay_order_get_state (order)->new);
  g_assert_true (assay_order_get_state (order)->archived);
  g_assert_cmpstr (assay_order_get_state (order)->claimed_by, ==, "ada");
  g_clear_object (&order);

  journal_support_append_ok (journal, "a2", ASSAY_EVENT_ORDER_ARCHIVED, "{\"archived\":false}");
  journal_support_append_ok (journal, "c2", ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":null}");
  order = journal_support_get_order (journal);
  g_assert_false (assay_order_get_state (order)->archived);
  g_assert_null (assay_order_get_state (order)->claimed_by);
  g_assert_cmpint (assay_order_get_state (order)->version, ==, 8);
  found = journal_support_find (journal, "note:rings note:moved");
  g_assert_cmpstr (found, ==, "3223323715753018140");
  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

static void
test_timeline (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GPtrArray) events = NULL;
  GAsyncResult *slot = NULL;
  AssayEvent *event;

  journal_support_receive (journal);
  journal_support_receive_as (journal, "acc-1/other");
  journal_support_append_ok (journal, "i1", ASSAY_EVENT_CANDIDATE_INVITED, "{\"by\":\"mail\"}");
  assay_journal_list_events_async (journal, KEY, NULL, assay_await_result_cb, &slot);
  events = journal_support_finish_list (journal, &slot);
  g_assert_cmpuint (events->len, ==, 2);
  event = g_ptr_array_index (events, 0);
  g_assert_cmpstr (assay_event_get_id (event), ==, "d1");
  assay_assert_bytes (assay_event_get_body (event), RECEIVED_BODY);
  event = g_ptr_array_index (events, 1);
  g_assert_cmpint (assay_event_get_seq (event), ==, 3);
  g_assert_cmpint (assay_event_get_at (event), ==, NOW);
  g_assert_cmpstr (assay_event_get_kind (event), ==, "candidate.invited");
  g_assert_cmpstr (assay_event_get_actor (event), ==, "test");
  g_assert_cmpstr (assay_event_get_order_key (event), ==, KEY);
  assay_assert_bytes (assay_event_get_body (event), "{\"by\":\"mail\"}");
  journal_support_close (journal);
}

static void
test_unknown_order (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_journal_get_order_async (journal, "acc-1/nobody", NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_null (assay_journal_get_order_finish (journal, result, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND);
  g_clear_object (&result);
  journal_support_close (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/projection-order/received", test_received);
  g_test_add_func ("/journal/projection-order/merged", test_merged);
  g_test_add_func ("/journal/projection-order/late-delivery", test_late_delivery);
  g_test_add_func ("/journal/projection-order/described", test_described);
  g_test_add_func ("/journal/projection-order/desk-state", test_desk_state);
  g_test_add_func ("/journal/projection-order/timeline", test_timeline);
  g_test_add_func ("/journal/projection-order/unknown-order", test_unknown_order);

  return g_test_run ();
}
