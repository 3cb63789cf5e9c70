/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-support.h"
#include "desk-support.h"
#include "order/assay-result-state.h"

/* 2026-01-01T12:00:00Z; tests run in UTC. */
#define NOW G_GINT64_CONSTANT (1767268800000000)

typedef struct
{
  char *folder;
  AssayDesk *desk;
  AssayDraft *draft;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) empty = g_bytes_new_static ("{}", 2);

  fixture->folder = assay_temp_dir_new ();
  fixture->desk = desk_support_open_with_order (fixture->folder);
  fixture->draft = assay_draft_new (fixture->desk, DESK_SUPPORT_KEY, "tester", empty);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->draft);
  assay_desk_stop (fixture->desk);
  g_assert_finalize_object (fixture->desk);
  assay_temp_dir_remove (fixture->folder);
}

static void
type (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));

  assay_draft_type (fixture->draft, body);
}

static void
expect (Fixture *fixture,
        const AssayOrderResults *results,
        const char *title,
        const char *detail,
        const char *action)
{
  g_autoptr (AssayResultState) state = assay_result_state_describe (results, fixture->draft, NOW);

  g_assert_cmpstr (state->title, ==, title);
  g_assert_cmpstr (state->detail, ==, detail);
  g_assert_cmpstr (state->action, ==, action);
  g_assert_cmpint (state->action != NULL, ==, state->action_label != NULL);
  g_assert_nonnull (state->icon_name);
}

/* Each hides what comes after it. */
static void
test_describe (Fixture *fixture, gconstpointer data)
{
  AssayResultRevision delivered = { .settled_at = NOW - G_TIME_SPAN_HOUR };
  AssayResultRevision refused = {
    .settled_at = NOW - G_TIME_SPAN_DAY,
    .status = 422,
    .error = (char *) "score.max: too small",
  };
  AssayResultRevision queued = { .attempts = 0 };
  AssayOrderResults results = { NULL };
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"summary\":\"theirs\"}", 20);
  AssayResultRevision theirs = { .seq = 7, .body = body, .at = NOW };

  expect (fixture, NULL, "No Result Yet", "Choose a status to begin.", NULL);
  results.last_delivered = &delivered;
  expect (fixture, &results, "Delivered, today 11:00", "The recruiter sees what the preview shows.",
          NULL);
  type (fixture, "{\"summary\":\"a\"}");
  expect (fixture, &results, "Draft", "Saving…", NULL);

  results.refused = &refused;
  expect (fixture, &results, "Refused, yesterday 12:00",
          "StackOne does not take these data. Correct them, then send again. (422: score.max: too "
          "small)",
          "result.edit-refused");

  results.queued = &queued;
  expect (fixture, &results, "Queued", "It is sent as soon as StackOne is reached.", NULL);
  queued.attempts = 1;
  expect (fixture, &results, "Queued", "It is being sent.", NULL);
  queued.retry_at = NOW + 5 * G_TIME_SPAN_MINUTE;
  queued.status = 503;
  expect (fixture, &results, "Tried 1 time, Next: today 12:05", "StackOne has a fault.",
          "result.try-now");
  queued.attempts = 4;
  queued.status = 0;
  queued.error = (char *) "no route";
  expect (fixture, &results, "Tried 4 times, Next: today 12:05",
          "StackOne was not reached. (no route)", "result.try-now");

  assay_draft_follow (fixture->draft, &theirs);
  expect (fixture, &results, "Draft Changed Elsewhere",
          "Somebody else stored a draft while you typed. Choose what is to stay.",
          "result.compare");
}

static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"summary\":\"a\"}", 15);
  AssayResultRevision stored = { .seq = 7, .body = body, .at = NOW - G_TIME_SPAN_MINUTE };

  assay_draft_follow (fixture->draft, &stored);
  expect (fixture, NULL, "Draft", "Saved, today 11:59", NULL);
}

static void
test_words (void)
{
  g_autofree char *disabled = NULL, *other = NULL;

  g_assert_null (assay_result_state_get_word (ASSAY_ORDER_SENDING_IDLE));
  g_assert_cmpstr (assay_result_state_get_word (ASSAY_ORDER_SENDING_DRAFTED), ==, "Draft");
  g_assert_cmpstr (assay_result_state_get_word (ASSAY_ORDER_SENDING_QUEUED), ==, "Queued");
  g_assert_cmpstr (assay_result_state_get_word (ASSAY_ORDER_SENDING_RETRYING), ==, "Trying Again");
  g_assert_cmpstr (assay_result_state_get_word (ASSAY_ORDER_SENDING_REFUSED), ==, "Refused");
  disabled = assay_result_state_dup_reason (412, NULL);
  g_assert_cmpstr (disabled, ==,
                   "The customer’s integration is disabled. Have it enabled or linked again.");
  other = assay_result_state_dup_reason (418, NULL);
  g_assert_cmpstr (other, ==, "StackOne does not take the result.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/app/result-state/describe", Fixture, NULL, set_up, test_describe, tear_down);
  g_test_add ("/app/result-state/saved", Fixture, NULL, set_up, test_saved, tear_down);
  g_test_add_func ("/app/result-state/words", test_words);

  return g_test_run ();
}
