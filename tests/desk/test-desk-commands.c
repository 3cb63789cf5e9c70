/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-desk-commands.h"
#include "assay-error.h"
#include "assay-memory-store.h"
#include "assay-support.h"
#include "desk-support.h"

#define KEY DESK_SUPPORT_KEY
#define ACTOR "tester"

typedef struct
{
  char *folder;
  AssayDesk *desk;
  GAsyncResult *slot;
} Fixture;

static gboolean
finish (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = assay_await_result (&fixture->slot);

  fixture->slot = NULL;

  return assay_desk_command_finish (fixture->desk, result, error);
}

static void
expect_done (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  finish (fixture, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = assay_temp_dir_new ();
  fixture->desk = desk_support_open_with_order (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  assay_desk_stop (fixture->desk);
  g_assert_finalize_object (fixture->desk);
  assay_temp_dir_remove (fixture->folder);
}

static AssayOrder *
read_order (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  AssayOrder *order;

  assay_journal_get_order_async (assay_desk_get_journal (fixture->desk), KEY, NULL,
                                 assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  order = assay_journal_get_order_finish (assay_desk_get_journal (fixture->desk), result, &error);
  g_assert_no_error (error);

  return order;
}

/* The newest event of the order is what was done last. */
static void
expect_event (Fixture *fixture, const char *kind, const char *body)
{
  g_autoptr (GPtrArray) events = desk_support_list_events (fixture->desk);
  AssayEvent *last;

  last = events->pdata[events->len - 1];
  g_assert_cmpstr (assay_event_get_kind (last), ==, kind);
  g_assert_cmpstr (assay_event_get_actor (last), ==, ACTOR);
  assay_assert_bytes (assay_event_get_body (last), body);
}

static void
test_claim (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) seen = read_order (fixture);
  g_autoptr (AssayOrder) claimed = NULL;
  g_autoptr (AssayOrder) free_again = NULL;
  g_autoptr (GError) error = NULL;

  assay_desk_claim_async (fixture->desk, KEY, "ann", assay_order_get_state (seen)->claim_version,
                          ACTOR, NULL, assay_await_result_cb, &fixture->slot);
  expect_done (fixture);
  expect_event (fixture, ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"ann\"}");
  claimed = read_order (fixture);
  g_assert_cmpstr (assay_order_get_state (claimed)->claimed_by, ==, "ann");

  /* Bob saw the order before Ann had it. */
  assay_desk_claim_async (fixture->desk, KEY, "bob", assay_order_get_state (seen)->claim_version,
                          ACTOR, NULL, assay_await_result_cb, &fixture->slot);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT);

  assay_desk_claim_async (fixture->desk, KEY, NULL, -1, ACTOR, NULL, assay_await_result_cb,
                          &fixture->slot);
  expect_done (fixture);
  expect_event (fixture, ASSAY_EVENT_ORDER_CLAIMED, "{\"by\":\"\"}");
  free_again = read_order (fixture);
  g_assert_null (assay_order_get_state (free_again)->claimed_by);
}

static void
test_small_things (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) seen = NULL;

  assay_desk_note_async (fixture->desk, KEY, "Zoë called", ACTOR, NULL, assay_await_result_cb,
                         &fixture->slot);
  expect_done (fixture);
  expect_event (fixture, ASSAY_EVENT_ORDER_NOTED, "{\"note\":\"Zoë called\"}");

  assay_desk_archive_async (fixture->desk, KEY, TRUE, ACTOR, NULL, assay_await_result_cb,
                            &fixture->slot);
  expect_done (fixture);
  expect_event (fixture, ASSAY_EVENT_ORDER_ARCHIVED, "{\"archived\":true}");

  assay_desk_mark_seen_async (fixture->desk, KEY, ACTOR, NULL, assay_await_result_cb,
                              &fixture->slot);
  expect_done (fixture);
  expect_event (fixture, ASSAY_EVENT_ORDER_SEEN, "{}");
  seen = read_order (fixture);
  g_assert_false (assay_order_get_state (seen)->new);
}

static void
test_draft (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) draft = g_bytes_new_static ("{ \"summary\":\"x\" }", 17);
  g_autoptr (GBytes) array = g_bytes_new_static ("[]", 2);
  g_autoptr (GError) error = NULL;

  assay_desk_save_draft_async (fixture->desk, KEY, draft, ACTOR, NULL, assay_await_result_cb,
                               &fixture->slot);
  expect_done (fixture);
  expect_event (fixture, ASSAY_EVENT_RESULT_DRAFTED, "{\"body\":{ \"summary\":\"x\" }}");

  assay_desk_discard_draft_async (fixture->desk, KEY, ACTOR, NULL, assay_await_result_cb,
                                  &fixture->slot);
  expect_done (fixture);
  expect_event (fixture, ASSAY_EVENT_RESULT_DISCARDED, "{}");

  assay_desk_save_draft_async (fixture->desk, KEY, array, ACTOR, NULL, assay_await_result_cb,
                               &fixture->slot);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_WRONG_TYPE);
}

static char *
queue_body (Fixture *fixture, const char *text, gint64 version, GError **error)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;

  assay_desk_queue_result_async (fixture->desk, KEY, body, "because", version, ACTOR, NULL,
                                 assay_await_result_cb, &fixture->slot);
  result = assay_await_result (&fixture->slot);
  fixture->slot = NULL;

  return assay_desk_queue_result_finish (fixture->desk, result, error);
}

static char *
queue (Fixture *fixture, gint64 version, GError **error)
{
  return queue_body (fixture, "{\"summary\":\"x\"}", version, error);
}

static void
deliver (Fixture *fixture, const char *revision)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *text = g_strdup_printf ("{\"revision\":\"%s\",\"status\":200}", revision);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  AssayJournal *journal = assay_desk_get_journal (fixture->desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (events, assay_event_new (NULL, g_get_real_time (), KEY,
                                            ASSAY_EVENT_RESULT_DELIVERED, "outbox", body));
  assay_journal_append_async (journal, events, NULL, -1, NULL, assay_await_result_cb,
                              &fixture->slot);
  result = assay_await_result (&fixture->slot);
  fixture->slot = NULL;
  assay_journal_append_finish (journal, result, NULL, &error);
  g_assert_no_error (error);
}

/* Only after a final result, and only where the settings say so. */
static void
test_blocked_after_final (Fixture *fixture, gconstpointer data)
{
  GSettings *settings = assay_profile_get_settings (assay_desk_get_profile (fixture->desk));
  g_autoptr (GError) error = NULL;
  g_autofree char *open = NULL;
  g_autofree char *final = NULL;
  g_autofree char *corrected = NULL;

  g_settings_set_boolean (settings, "results-block-after-final", TRUE);
  open = queue_body (fixture, "{\"result\":{\"value\":\"in_progress\"}}", -1, &error);
  g_assert_no_error (error);
  deliver (fixture, open);
  final = queue_body (fixture, "{\"result\":{\"value\":\"completed\"}}", -1, &error);
  g_assert_no_error (error);
  deliver (fixture, final);

  g_assert_null (queue (fixture, -1, &error));
  g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_FINAL);
  g_clear_error (&error);

  g_settings_set_boolean (settings, "results-block-after-final", FALSE);
  corrected = queue (fixture, -1, &error);
  g_assert_no_error (error);
  g_assert_nonnull (corrected);
}

static void
test_queue_result (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) seen = read_order (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *revision = queue (fixture, assay_order_get_state (seen)->result_version, &error);
  g_autofree char *body = NULL;

  g_assert_no_error (error);
  body = g_strdup_printf ("{\"revision\":\"%s\",\"body\":{\"summary\":\"x\"},"
                          "\"override\":\"because\"}",
                          revision);
  expect_event (fixture, ASSAY_EVENT_RESULT_QUEUED, body);

  g_assert_null (queue (fixture, assay_order_get_state (seen)->result_version, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_CONFLICT);
}

static void
test_unknown_order (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assay_desk_note_async (fixture->desk, "acc-1/nobody", "x", ACTOR, NULL, assay_await_result_cb,
                         &fixture->slot);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_NOT_FOUND);
}

/* Nothing can be done at a desk that is not open, and that is said. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) queue_error = NULL;

  assay_desk_stop (fixture->desk);
  assay_desk_note_async (fixture->desk, KEY, "x", ACTOR, NULL, assay_await_result_cb,
                         &fixture->slot);
  g_assert_false (finish (fixture, &error));
  g_assert_error (error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN);
  g_assert_null (queue (fixture, -1, &queue_error));
  g_assert_error (queue_error, ASSAY_JOURNAL_ERROR, ASSAY_JOURNAL_ERROR_OPEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) \
  g_test_add ("/desk/desk-commands/" name, Fixture, NULL, set_up, func, tear_down)

  ADD ("claim", test_claim);
  ADD ("small-things", test_small_things);
  ADD ("draft", test_draft);
  ADD ("queue-result", test_queue_result);
  ADD ("blocked-after-final", test_blocked_after_final);
  ADD ("unknown-order", test_unknown_order);
  ADD ("closed", test_closed);

  return g_test_run ();
}
