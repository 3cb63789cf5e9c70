/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "journal-support.h"

#define SCORED \
  "{\"result\":{\"value\":\"completed\"},\"score\":{\"value\":\"80\",\"min\":\"0\"," \
  "\"max\":\"100\"}}"

static void
queue (AssayJournal *journal, const char *revision, const char *body)
{
  g_autofree char *id = g_strconcat ("queued:", revision, NULL);
  g_autofree char *event = g_strdup_printf ("{\"revision\":\"%s\",\"body\":%s}", revision, body);

  journal_support_append_ok (journal, id, ASSAY_EVENT_RESULT_QUEUED, event);
}

static void
deliver (AssayJournal *journal, const char *revision)
{
  g_autofree char *id = g_strconcat ("delivered:", revision, NULL);
  g_autofree char *event = g_strdup_printf ("{\"revision\":\"%s\",\"status\":200}", revision);

  journal_support_append_ok (journal, id, ASSAY_EVENT_RESULT_DELIVERED, event);
}

static AssayResultRevision *
revision_at (AssayOrderResults *results, guint position)
{
  g_assert_cmpuint (position, <, results->revisions->len);

  return g_ptr_array_index (results->revisions, position);
}

static void
expect_sending (AssayJournal *journal, AssayOrderSending sending)
{
  g_autoptr (AssayOrder) order = journal_support_get_order (journal);

  g_assert_cmpint (assay_order_get_state (order)->sending, ==, sending);
}

static void
close_rebuilt (AssayJournal *journal)
{
  journal_support_expect_rebuilt (journal);
  journal_support_close (journal);
}

static void
test_delivered (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrder) order = NULL;
  g_autoptr (AssayOrderResults) results = NULL;

  journal_support_receive (journal);
  queue (journal, "r2", SCORED);
  deliver (journal, "r2");
  queue (journal, "r3", "{\"summary\":\"ok\"}");
  deliver (journal, "r3");

  results = journal_support_get_results (journal);
  g_assert_cmpuint (results->revisions->len, ==, 2);
  g_assert_true (results->last_delivered == revision_at (results, 1));
  g_assert_null (results->queued);
  g_assert_null (results->draft);
  g_assert_cmpstr (revision_at (results, 0)->state, ==, "delivered");
  g_assert_cmpuint (revision_at (results, 0)->status, ==, 200);
  g_assert_cmpint (revision_at (results, 0)->settled_at, ==, NOW);
  assay_assert_bytes (revision_at (results, 0)->body, SCORED);
  assay_assert_bytes (results->accumulated,
                      "{\"result\":{\"value\":\"completed\"},\"score\":{\"value\":\"80\","
                      "\"min\":\"0\",\"max\":\"100\"},\"summary\":\"ok\"}");

  order = journal_support_get_order (journal);
  g_assert_cmpint (assay_order_get_state (order)->status, ==, ASSAY_ORDER_STATUS_COMPLETED);
  g_assert_cmpint (assay_order_get_state (order)->sending, ==, ASSAY_ORDER_SENDING_IDLE);
  g_assert_cmpstr (assay_order_get_state (order)->score_text, ==, "80/100");
  close_rebuilt (journal);
}

static void
test_attempted (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrderResults) results = NULL;
  AssayResultRevision *revision;

  journal_support_receive (journal);
  queue (journal, "r1", SCORED);
  expect_sending (journal, ASSAY_ORDER_SENDING_QUEUED);
  journal_support_append_ok (journal, "t1", ASSAY_EVENT_RESULT_ATTEMPTED,
                             "{\"revision\":\"r1\",\"attempt\":1,\"status\":503,"
                             "\"retry_at\":1700000060000000,\"error\":\"unavailable\"}");
  expect_sending (journal, ASSAY_ORDER_SENDING_RETRYING);
  journal_support_append_ok (journal, "t2", ASSAY_EVENT_RESULT_ATTEMPTED,
                             "{\"revision\":\"r1\",\"attempt\":2,\"status\":429,"
                             "\"retry_at\":\"2026-01-01T00:00:00.000Z\",\"error\":\"later\"}");

  results = journal_support_get_results (journal);
  revision = revision_at (results, 0);
  g_assert_true (results->queued == revision);
  g_assert_cmpstr (revision->state, ==, "attempted");
  g_assert_cmpint (revision->attempts, ==, 2);
  g_assert_cmpuint (revision->status, ==, 429);
  g_assert_cmpint (revision->retry_at, ==, G_GINT64_CONSTANT (1767225600000000));
  g_assert_cmpstr (revision->error, ==, "later");
  g_assert_cmpint (revision->settled_at, ==, 0);
  g_assert_null (results->accumulated);
  close_rebuilt (journal);
}

static void
test_refused (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrder) order = NULL;
  g_autoptr (AssayOrderResults) results = NULL;
  AssayResultRevision *revision;

  journal_support_receive (journal);
  queue (journal, "r1", SCORED);
  journal_support_append_ok (journal, "f1", ASSAY_EVENT_RESULT_REFUSED,
                             "{\"revision\":\"r1\",\"status\":400,\"error_code\":\"BAD_REQUEST\","
                             "\"message\":\"score is missing\"}");

  results = journal_support_get_results (journal);
  revision = revision_at (results, 0);
  g_assert_cmpstr (revision->state, ==, "refused");
  g_assert_cmpuint (revision->status, ==, 400);
  g_assert_cmpstr (revision->error, ==, "score is missing");
  g_assert_cmpint (revision->settled_at, ==, NOW);
  g_assert_null (results->queued);
  g_assert_null (results->last_delivered);
  order = journal_support_get_order (journal);
  g_assert_cmpint (assay_order_get_state (order)->sending, ==, ASSAY_ORDER_SENDING_REFUSED);
  g_assert_cmpint (assay_order_get_state (order)->status, ==, ASSAY_ORDER_STATUS_NONE);
  g_assert_null (assay_order_get_state (order)->score_text);

  /* A later success clears the refusal. */
  queue (journal, "r2", SCORED);
  expect_sending (journal, ASSAY_ORDER_SENDING_QUEUED);
  deliver (journal, "r2");
  expect_sending (journal, ASSAY_ORDER_SENDING_IDLE);
  close_rebuilt (journal);
}

static void
test_superseded (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrderResults) results = NULL, later = NULL;
  g_autoptr (GPtrArray) events = NULL;
  GAsyncResult *slot = NULL;

  journal_support_receive (journal);
  queue (journal, "r1", "{\"summary\":\"old\"}");
  journal_support_append_ok (journal, "t1", ASSAY_EVENT_RESULT_ATTEMPTED,
                             "{\"revision\":\"r1\",\"status\":503,\"retry_at\":1700000060000000}");
  queue (journal, "r2", "{\"summary\":\"new\",\"score\":{\"value\":\"80\"}}");

  results = journal_support_get_results (journal);
  g_assert_cmpstr (revision_at (results, 0)->state, ==, "superseded");
  g_assert_cmpint (revision_at (results, 0)->retry_at, ==, 0);
  g_assert_true (results->queued == revision_at (results, 1));
  expect_sending (journal, ASSAY_ORDER_SENDING_QUEUED);

  assay_journal_list_events_async (journal, KEY, NULL, assay_await_result_cb, &slot);
  events = journal_support_finish_list (journal, &slot);
  g_assert_cmpuint (events->len, ==, 5);
  g_assert_cmpstr (assay_event_get_id (g_ptr_array_index (events, 4)), ==, "superseded:r1");
  assay_assert_bytes (assay_event_get_body (g_ptr_array_index (events, 4)),
                      "{\"revision\":\"r1\",\"by\":\"r2\"}");

  /* The answer to an attempt that was under way still counts. */
  deliver (journal, "r1");
  later = journal_support_get_results (journal);
  g_assert_cmpstr (revision_at (later, 0)->state, ==, "delivered");
  assay_assert_bytes (later->accumulated, "{\"summary\":\"old\"}");
  close_rebuilt (journal);
}

/* What StackOne took last counts, whatever was queued last and whatever the clocks said. */
static void
test_delivered_last (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrderResults) results = NULL;

  journal_support_receive (journal);
  queue (journal, "r1", SCORED);
  queue (journal, "r2", "{\"summary\":\"ok\"}");
  deliver (journal, "r2");
  deliver (journal, "r1");

  results = journal_support_get_results (journal);
  g_assert_true (results->last_delivered == revision_at (results, 0));
  g_assert_cmpint (revision_at (results, 0)->settled_seq, >, revision_at (results, 1)->settled_seq);
  close_rebuilt (journal);
}

static void
test_delivered_stays (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrderResults) results = NULL;

  journal_support_receive (journal);
  queue (journal, "r1", SCORED);
  deliver (journal, "r1");
  journal_support_append_ok (journal, "f1", ASSAY_EVENT_RESULT_REFUSED,
                             "{\"revision\":\"r1\",\"status\":409,\"message\":\"late\"}");
  results = journal_support_get_results (journal);
  g_assert_cmpstr (revision_at (results, 0)->state, ==, "delivered");
  g_assert_true (results->last_delivered == revision_at (results, 0));
  expect_sending (journal, ASSAY_ORDER_SENDING_IDLE);
  close_rebuilt (journal);
}

/* Each spelling once, the earliest first; only of what was delivered, only of the same package. */
static void
test_labels (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrderResults) results = NULL;
  static const char *const expected[] = { "Pass", "Passed", NULL };
  static const char *const bodies[] = {
    "{\"score\":{\"label\":\"Pass\"}}",
    "{\"score\":{\"label\":\"Passed\"}}",
    "{\"score\":{\"label\":\"Pass\"}}",
    "{\"score\":{\"label\":7}}",
    "{\"score\":null}",
    "{\"score\":{\"label\":\"\"}}",
  };

  journal_support_receive (journal);
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *revision = g_strdup_printf ("r%u", i);

      queue (journal, revision, bodies[i]);
      deliver (journal, revision);
    }
  queue (journal, "open", "{\"score\":{\"label\":\"Never\"}}");

  results = journal_support_get_results (journal);
  assay_assert_strv ((const char *const *) results->labels, expected);
  close_rebuilt (journal);
}

static void
refuse (AssayJournal *journal, const char *revision)
{
  g_autofree char *id = g_strconcat ("refused:", revision, NULL);
  g_autofree char *event =
    g_strdup_printf ("{\"revision\":\"%s\",\"status\":422,\"message\":\"no\"}", revision);

  journal_support_append_ok (journal, id, ASSAY_EVENT_RESULT_REFUSED, event);
}

static void
test_draft (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrderResults) drafted = NULL, discarded = NULL, queued = NULL;

  journal_support_receive (journal);
  journal_support_append_ok (journal, "b1", ASSAY_EVENT_RESULT_DRAFTED,
                             "{\"body\":{\"summary\":\"a\"}}");
  journal_support_append_ok (journal, "b2", ASSAY_EVENT_RESULT_DRAFTED,
                             "{\"body\":{\"summary\":\"b\"}}");
  drafted = journal_support_get_results (journal);
  g_assert_cmpuint (drafted->revisions->len, ==, 1);
  g_assert_true (drafted->draft == revision_at (drafted, 0));
  assay_assert_bytes (drafted->draft->body, "{\"summary\":\"b\"}");
  expect_sending (journal, ASSAY_ORDER_SENDING_DRAFTED);

  journal_support_append_ok (journal, "x1", ASSAY_EVENT_RESULT_DISCARDED, "{}");
  discarded = journal_support_get_results (journal);
  g_assert_null (discarded->draft);
  expect_sending (journal, ASSAY_ORDER_SENDING_IDLE);

  journal_support_append_ok (journal, "b3", ASSAY_EVENT_RESULT_DRAFTED,
                             "{\"body\":{\"summary\":\"b\"}}");
  queue (journal, "r1", SCORED);
  queued = journal_support_get_results (journal);
  g_assert_null (queued->draft);
  g_assert_cmpuint (queued->revisions->len, ==, 1);
  expect_sending (journal, ASSAY_ORDER_SENDING_QUEUED);
  close_rebuilt (journal);
}

/* What is on its way or was refused says more than a draft beside it. */
static void
test_draft_beside (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrderResults) refused = NULL, delivered = NULL;

  journal_support_receive (journal);
  queue (journal, "r1", SCORED);
  journal_support_append_ok (journal, "b1", ASSAY_EVENT_RESULT_DRAFTED,
                             "{\"body\":{\"summary\":\"a\"}}");
  expect_sending (journal, ASSAY_ORDER_SENDING_QUEUED);
  refuse (journal, "r1");
  expect_sending (journal, ASSAY_ORDER_SENDING_REFUSED);
  refused = journal_support_get_results (journal);
  g_assert_true (refused->refused == revision_at (refused, 0));
  g_assert_cmpstr (refused->refused->error, ==, "no");
  g_assert_cmpint (refused->version, ==, 4);
  g_assert_nonnull (refused->draft);

  queue (journal, "r2", "{}");
  deliver (journal, "r2");
  expect_sending (journal, ASSAY_ORDER_SENDING_IDLE);
  journal_support_append_ok (journal, "b2", ASSAY_EVENT_RESULT_DRAFTED,
                             "{\"body\":{\"summary\":\"b\"}}");
  expect_sending (journal, ASSAY_ORDER_SENDING_DRAFTED);
  delivered = journal_support_get_results (journal);
  g_assert_null (delivered->refused);
  close_rebuilt (journal);
}

/* Whoever does not want to wait takes away the time that an attempt left; what is settled stays. */
static void
test_hurried (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (AssayOrderResults) hurried = NULL, late = NULL;

  journal_support_receive (journal);
  queue (journal, "r1", SCORED);
  journal_support_append_ok (journal, "a1", ASSAY_EVENT_RESULT_ATTEMPTED,
                             "{\"revision\":\"r1\",\"attempt\":1,\"status\":503,"
                             "\"retry_at\":\"2030-01-01T00:00:00.000Z\",\"error\":\"down\"}");
  expect_sending (journal, ASSAY_ORDER_SENDING_RETRYING);
  journal_support_append_ok (journal, "h1", ASSAY_EVENT_RESULT_HURRIED, "{\"revision\":\"r1\"}");
  expect_sending (journal, ASSAY_ORDER_SENDING_QUEUED);
  hurried = journal_support_get_results (journal);
  g_assert_cmpint (hurried->queued->retry_at, ==, 0);
  g_assert_cmpint (hurried->queued->attempts, ==, 1);
  g_assert_cmpuint (hurried->queued->status, ==, 503);

  deliver (journal, "r1");
  journal_support_append_ok (journal, "h2", ASSAY_EVENT_RESULT_HURRIED, "{\"revision\":\"r1\"}");
  late = journal_support_get_results (journal);
  g_assert_cmpstr (revision_at (late, 0)->state, ==, "delivered");
  expect_sending (journal, ASSAY_ORDER_SENDING_IDLE);
  close_rebuilt (journal);
}

/* The oldest waiting result of each order, in the order of queueing. */
static void
test_queue (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  g_autoptr (GPtrArray) waiting = NULL;
  g_autoptr (GError) error = NULL;
  AssayResultRevision *revision;
  GAsyncResult *slot = NULL;

  journal_support_receive (journal);
  journal_support_receive_as (journal, "acc-1/other");
  journal_support_submit (journal, "acc-1/other", "q0", ASSAY_EVENT_RESULT_QUEUED,
                          "{\"revision\":\"r0\",\"body\":{}}", &slot);
  journal_support_finish (journal, &slot, NULL, &error);
  g_assert_no_error (error);
  queue (journal, "r1", "{}");
  queue (journal, "r2", SCORED);

  assay_journal_list_queue_async (journal, NULL, assay_await_result_cb, &slot);
  waiting = journal_support_finish_list (journal, &slot);
  g_assert_cmpuint (waiting->len, ==, 2);
  revision = g_ptr_array_index (waiting, 0);
  g_assert_cmpstr (revision->order_key, ==, "acc-1/other");
  g_assert_cmpstr (revision->revision, ==, "r0");
  revision = g_ptr_array_index (waiting, 1);
  g_assert_cmpstr (revision->order_key, ==, KEY);
  g_assert_cmpstr (revision->revision, ==, "r2");
  g_assert_cmpint (revision->kind, ==, ASSAY_ORDER_KIND_ASSESSMENT);
  assay_assert_bytes (revision->body, SCORED);
  journal_support_close (journal);
}

static void
test_invalid (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayJournal *journal = journal_support_open (folder);
  static const struct
  {
    const char *kind;
    const char *body;
    AssayJournalError code;
  } cases[] = {
    { ASSAY_EVENT_RESULT_QUEUED, "{\"body\":{}}", ASSAY_JOURNAL_ERROR_INVALID },
    { ASSAY_EVENT_RESULT_QUEUED, "{\"revision\":\"r2\"}", ASSAY_JOURNAL_ERROR_INVALID },
    { ASSAY_EVENT_RESULT_QUEUED, "{\"revision\":\"r2\",\"body\":[]}", ASSAY_JOURNAL_ERROR_INVALID },
    { ASSAY_EVENT_RESULT_QUEUED, "{\"revision\":\"r1\",\"body\":{}}", ASSAY_JOURNAL_ERROR_INVALID },
    { ASSAY_EVENT_RESULT_DRAFTED, "{}", ASSAY_JOURNAL_ERROR_INVALID },
    { ASSAY_EVENT_RESULT_DELIVERED, "{}", ASSAY_JOURNAL_ERROR_INVALID },
    { ASSAY_EVENT_RESULT_DELIVERED, "{\"revision\":\"no\"}", ASSAY_JOURNAL_ERROR_NOT_FOUND },
    { ASSAY_EVENT_RESULT_ATTEMPTED, "{\"revision\":\"no\"}", ASSAY_JOURNAL_ERROR_NOT_FOUND },
  };

  journal_support_receive (journal);
  queue (journal, "r1", "{}");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (journal_support_append (journal, "bad", cases[i].kind, cases[i].body, -1,
                                              NULL, &error));
      g_assert_error (error, ASSAY_JOURNAL_ERROR, (int) cases[i].code);
    }
  close_rebuilt (journal);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/journal/projection-result/delivered", test_delivered);
  g_test_add_func ("/journal/projection-result/attempted", test_attempted);
  g_test_add_func ("/journal/projection-result/refused", test_refused);
  g_test_add_func ("/journal/projection-result/superseded", test_superseded);
  g_test_add_func ("/journal/projection-result/delivered-last", test_delivered_last);
  g_test_add_func ("/journal/projection-result/delivered-stays", test_delivered_stays);
  g_test_add_func ("/journal/projection-result/labels", test_labels);
  g_test_add_func ("/journal/projection-result/draft", test_draft);
  g_test_add_func ("/journal/projection-result/draft-beside", test_draft_beside);
  g_test_add_func ("/journal/projection-result/hurried", test_hurried);
  g_test_add_func ("/journal/projection-result/queue", test_queue);
  g_test_add_func ("/journal/projection-result/invalid", test_invalid);

  return g_test_run ();
}
