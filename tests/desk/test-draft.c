/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-desk-commands.h"
#include "assay-draft.h"
#include "assay-support.h"
#include "desk-support.h"

#define KEY DESK_SUPPORT_KEY
#define EMPTY "{}"

typedef struct
{
  char *folder;
  AssayDesk *desk;
  AssayDraft *draft;
  GPtrArray *replaced; /* texts of what was to be shown */
  guint n_notified;
} Fixture;

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
replaced_cb (AssayDraft *draft, GBytes *body, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_ptr_array_add (fixture->replaced,
                   g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body)));
  assay_draft_show (draft, body);
}

static void
notified_cb (AssayDraft *draft, GParamSpec *pspec, Fixture *fixture)
{
  fixture->n_notified++;
}

static AssayDraft *
create (Fixture *fixture)
{
  g_autoptr (GBytes) empty = bytes (EMPTY);
  AssayDraft *draft = assay_draft_new (fixture->desk, KEY, "tester", empty);

  g_signal_connect (draft, "replaced", G_CALLBACK (replaced_cb), fixture);
  g_signal_connect (draft, "notify::state", G_CALLBACK (notified_cb), fixture);

  return draft;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = assay_temp_dir_new ();
  fixture->desk = desk_support_open_with_order (fixture->folder);
  fixture->replaced = g_ptr_array_new_with_free_func (g_free);
  fixture->draft = create (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->draft);
  g_ptr_array_unref (fixture->replaced);
  assay_desk_stop (fixture->desk);
  g_assert_finalize_object (fixture->desk);
  assay_temp_dir_remove (fixture->folder);
}

static void
type (AssayDraft *draft, const char *text)
{
  g_autoptr (GBytes) body = bytes (text);

  assay_draft_type (draft, body);
}

static void
follow (Fixture *fixture)
{
  g_autoptr (AssayOrderResults) results = desk_support_read_results (fixture->desk);

  assay_draft_follow (fixture->draft, results->draft);
}

static void
expect_draft (Fixture *fixture, const char *text)
{
  g_autoptr (AssayOrderResults) results = desk_support_read_results (fixture->desk);

  if (text == NULL)
    g_assert_null (results->draft);
  else
    assay_assert_bytes (results->draft->body, text);
}

/* Kinds of the events of the order since it came */
static char *
dup_history (Fixture *fixture)
{
  g_autoptr (GString) kinds = g_string_new (NULL);
  g_autoptr (GPtrArray) events = desk_support_list_events (fixture->desk);

  for (guint i = 1; i < events->len; i++)
    g_string_append_printf (kinds, "%s%s", i > 1 ? " " : "",
                            assay_event_get_kind (g_ptr_array_index (events, i)));

  return g_string_free_and_steal (g_steal_pointer (&kinds));
}

static void
expect_history (Fixture *fixture, const char *expected)
{
  g_autofree char *history = dup_history (fixture);

  g_assert_cmpstr (history, ==, expected);
}

/* As another process does. */
static void
save_elsewhere (Fixture *fixture, const char *text)
{
  g_autoptr (GBytes) body = bytes (text);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  assay_desk_save_draft_async (fixture->desk, KEY, body, "other", NULL, assay_await_result_cb,
                               &slot);
  result = assay_await_result (&slot);
  assay_desk_command_finish (fixture->desk, result, &error);
  g_assert_no_error (error);
}

/* Many keystrokes are one event, and none when nothing differs any more. */
static void
test_by_itself (Fixture *fixture, gconstpointer data)
{
  type (fixture->draft, "{\"summary\":\"a\"}");
  type (fixture->draft, "{\"summary\":\"ab\"}");
  g_assert_cmpint (assay_draft_get_state (fixture->draft), ==, ASSAY_DRAFT_STATE_CHANGED);
  g_assert_cmpint (assay_draft_get_saved_at (fixture->draft), ==, 0);
  assay_wait_until (assay_draft_get_state (fixture->draft) == ASSAY_DRAFT_STATE_STORED);
  g_assert_cmpint (assay_draft_get_saved_at (fixture->draft), >, 0);
  expect_draft (fixture, "{\"summary\":\"ab\"}");

  type (fixture->draft, "{\"summary\":\"abc\"}");
  type (fixture->draft, "{\"summary\":\"ab\"}");
  g_assert_cmpint (assay_draft_get_state (fixture->draft), ==, ASSAY_DRAFT_STATE_STORED);
  assay_draft_save (fixture->draft);
  follow (fixture);
  expect_history (fixture, "result.drafted");
  g_assert_cmpuint (fixture->replaced->len, ==, 0);
}

/* Who leaves does not wait; the draft stays until it is stored. */
static void
test_left (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayDraft) left = create (fixture);
  gpointer alive = left;

  g_object_add_weak_pointer (G_OBJECT (left), &alive);
  type (left, "{\"summary\":\"left\"}");
  assay_draft_save (left);
  g_clear_object (&left);
  g_assert_nonnull (alive);
  assay_wait_until (alive == NULL);
  expect_draft (fixture, "{\"summary\":\"left\"}");
}

static void
test_taken_back (Fixture *fixture, gconstpointer data)
{
  type (fixture->draft, "{\"summary\":\"a\"}");
  assay_draft_save (fixture->draft);
  assay_wait_until (assay_draft_get_state (fixture->draft) == ASSAY_DRAFT_STATE_STORED);
  type (fixture->draft, EMPTY);
  g_assert_cmpint (assay_draft_get_state (fixture->draft), ==, ASSAY_DRAFT_STATE_CHANGED);
  assay_wait_until (assay_draft_get_state (fixture->draft) == ASSAY_DRAFT_STATE_NONE);
  expect_draft (fixture, NULL);
  expect_history (fixture, "result.drafted result.discarded");
}

/* What is found, or stored elsewhere, is shown where nothing was typed; it is no news twice. */
static void
test_elsewhere (Fixture *fixture, gconstpointer data)
{
  save_elsewhere (fixture, "{\"summary\":\"theirs\"}");
  follow (fixture);
  follow (fixture);
  g_assert_cmpuint (fixture->replaced->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (fixture->replaced, 0), ==, "{\"summary\":\"theirs\"}");
  g_assert_cmpint (assay_draft_get_state (fixture->draft), ==, ASSAY_DRAFT_STATE_STORED);

  save_elsewhere (fixture, "{\"summary\":\"later\"}");
  follow (fixture);
  g_assert_cmpuint (fixture->replaced->len, ==, 2);
  expect_history (fixture, "result.drafted result.drafted");
}

static void
test_diverged (Fixture *fixture, gconstpointer data)
{
  type (fixture->draft, "{\"summary\":\"mine\"}");
  save_elsewhere (fixture, "{\"summary\":\"theirs\"}");
  follow (fixture);
  g_assert_cmpint (assay_draft_get_state (fixture->draft), ==, ASSAY_DRAFT_STATE_DIVERGED);
  assay_assert_bytes (assay_draft_get_theirs (fixture->draft), "{\"summary\":\"theirs\"}");
  g_assert_cmpuint (fixture->replaced->len, ==, 0);

  type (fixture->draft, "{\"summary\":\"both\"}");
  expect_draft (fixture, "{\"summary\":\"theirs\"}");
  assay_draft_decide (fixture->draft);
  g_assert_null (assay_draft_get_theirs (fixture->draft));
  assay_wait_until (assay_draft_get_state (fixture->draft) == ASSAY_DRAFT_STATE_STORED);
  expect_draft (fixture, "{\"summary\":\"both\"}");
  expect_history (fixture, "result.drafted result.drafted");
}

/* Who decides for the other has nothing to store; who leaves without deciding loses nothing. */
static void
test_decided (gconstpointer data)
{
  gboolean leaves = GPOINTER_TO_INT (data);
  Fixture fixture = { 0 };

  set_up (&fixture, NULL);
  type (fixture.draft, "{\"summary\":\"mine\"}");
  save_elsewhere (&fixture, "{\"summary\":\"theirs\"}");
  follow (&fixture);
  if (leaves)
    {
      assay_draft_save (fixture.draft);
      assay_wait_until (assay_draft_get_saved_at (fixture.draft) > 0);
      follow (&fixture);
      expect_draft (&fixture, "{\"summary\":\"mine\"}");
      expect_history (&fixture, "result.drafted result.drafted");
      g_assert_cmpint (assay_draft_get_state (fixture.draft), ==, ASSAY_DRAFT_STATE_DIVERGED);
    }
  else
    {
      type (fixture.draft, "{\"summary\":\"theirs\"}");
      assay_draft_decide (fixture.draft);
      g_assert_cmpint (assay_draft_get_state (fixture.draft), ==, ASSAY_DRAFT_STATE_STORED);
      expect_history (&fixture, "result.drafted");
    }
  tear_down (&fixture, NULL);
}

/* A result that is queued ends the draft, and is not stored beside it; what is typed afterwards is
 * the next. */
static void
test_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) body = bytes ("{\"summary\":\"a\"}");

  type (fixture->draft, "{\"summary\":\"a\"}");
  assay_draft_begin_sending (fixture->draft, body);
  assay_draft_save (fixture->draft);
  g_assert_cmpint (assay_draft_get_state (fixture->draft), ==, ASSAY_DRAFT_STATE_CHANGED);
  assay_draft_end_sending (fixture->draft, TRUE);
  g_assert_cmpint (assay_draft_get_state (fixture->draft), ==, ASSAY_DRAFT_STATE_NONE);
  type (fixture->draft, "{\"summary\":\"b\"}");
  g_assert_cmpint (assay_draft_get_state (fixture->draft), ==, ASSAY_DRAFT_STATE_CHANGED);
  assay_wait_until (assay_draft_get_state (fixture->draft) == ASSAY_DRAFT_STATE_STORED);
  expect_draft (fixture, "{\"summary\":\"b\"}");
  expect_history (fixture, "result.drafted");
}

static void
test_not_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) body = bytes ("{\"summary\":\"a\"}");

  type (fixture->draft, "{\"summary\":\"a\"}");
  assay_draft_begin_sending (fixture->draft, body);
  assay_draft_end_sending (fixture->draft, FALSE);
  assay_wait_until (assay_draft_get_state (fixture->draft) == ASSAY_DRAFT_STATE_STORED);
  expect_draft (fixture, "{\"summary\":\"a\"}");
}

/* A draft that somebody else sent away leaves the form as it is, and is not stored again. */
static void
test_gone (Fixture *fixture, gconstpointer data)
{
  save_elsewhere (fixture, "{\"summary\":\"theirs\"}");
  follow (fixture);
  assay_draft_follow (fixture->draft, NULL);
  g_assert_cmpint (assay_draft_get_state (fixture->draft), ==, ASSAY_DRAFT_STATE_NONE);
  g_assert_cmpuint (fixture->replaced->len, ==, 1);
  assay_draft_save (fixture->draft);
  expect_history (fixture, "result.drafted");
}

static void
test_failed (Fixture *fixture, gconstpointer data)
{
  g_test_expect_message ("assay-desk", G_LOG_LEVEL_MESSAGE,
                         "what was typed could not be stored as a draft: *");
  type (fixture->draft, "[]");
  assay_draft_save (fixture->draft);
  assay_wait_until (assay_draft_get_state (fixture->draft) == ASSAY_DRAFT_STATE_FAILED);
  g_test_assert_expected_messages ();
  g_assert_cmpstr (assay_draft_get_error (fixture->draft)->message, ==,
                   "$: expected object, found array");

  type (fixture->draft, "{\"summary\":\"a\"}");
  assay_draft_save (fixture->draft);
  assay_wait_until (assay_draft_get_state (fixture->draft) == ASSAY_DRAFT_STATE_STORED);
  g_assert_null (assay_draft_get_error (fixture->draft));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(name, func) g_test_add ("/desk/draft/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("by-itself", test_by_itself);
  ADD ("left", test_left);
  ADD ("taken-back", test_taken_back);
  ADD ("elsewhere", test_elsewhere);
  ADD ("diverged", test_diverged);
  g_test_add_data_func ("/desk/draft/decided-for-theirs", GINT_TO_POINTER (FALSE), test_decided);
  g_test_add_data_func ("/desk/draft/left-undecided", GINT_TO_POINTER (TRUE), test_decided);
  ADD ("sent", test_sent);
  ADD ("not-sent", test_not_sent);
  ADD ("gone", test_gone);
  ADD ("failed", test_failed);
#undef ADD

  return g_test_run ();
}
