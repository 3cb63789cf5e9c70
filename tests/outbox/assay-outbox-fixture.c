/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-outbox-fixture.h"

#include <string.h>

#include "assay-outbox-queue.h"

static void
keep_cb (AssayOutbox *outbox, const char *order_key, const char *revision, GPtrArray *keys)
{
  g_assert_true (g_uuid_string_is_valid (revision));
  g_ptr_array_add (keys, g_strdup (order_key));
}

/* The account may stand in front. */
static char *
build_key (const char *order_id)
{
  return strchr (order_id, '/') != NULL ? g_strdup (order_id)
                                        : g_strconcat ("acc-1/", order_id, NULL);
}

/* Counts what the outbox says. */
void
outbox_fixture_watch (OutboxFixture *fixture)
{
  g_signal_connect (fixture->outbox, "delivered", G_CALLBACK (keep_cb), fixture->delivered);
  g_signal_connect (fixture->outbox, "refused", G_CALLBACK (keep_cb), fixture->refused);
}

void
outbox_fixture_set_up (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (AssayRateLimiter) limiter = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = assay_temp_dir_new ();
  fixture->stackone = assay_mock_stackone_new ();
  fixture->journal = assay_journal_open (fixture->folder, ASSAY_JOURNAL_READ_WRITE, &error);
  g_assert_no_error (error);
  fixture->client = assay_stackone_client_new (fixture->stackone->url);
  assay_stackone_client_set_api_key (fixture->client, OUTBOX_KEY);
  fixture->clock = assay_fake_clock_new (OUTBOX_NOW);
  limiter = assay_rate_limiter_new (ASSAY_RATE_LIMITER_DEFAULT_LIMIT, ASSAY_CLOCK (fixture->clock));
  assay_stackone_client_set_rate_limiter (fixture->client, limiter);
  fixture->policy = assay_retry_policy_new ();
  assay_retry_policy_set_jitter (fixture->policy, 0);
  fixture->outbox = assay_outbox_new (fixture->journal, fixture->client,
                                      ASSAY_CLOCK (fixture->clock), fixture->policy);
  fixture->delivered = g_ptr_array_new_with_free_func (g_free);
  fixture->refused = g_ptr_array_new_with_free_func (g_free);
  outbox_fixture_watch (fixture);
}

void
outbox_fixture_tear_down (OutboxFixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;
  gpointer outbox = fixture->outbox;

  assay_outbox_stop (fixture->outbox);
  g_assert_cmpuint (assay_outbox_get_in_flight (fixture->outbox), ==, 0);
  g_object_add_weak_pointer (G_OBJECT (fixture->outbox), &outbox);
  g_object_unref (fixture->outbox);
  assay_wait_until (outbox == NULL);

  assay_journal_close_async (fixture->journal, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  g_assert_true (assay_journal_close_finish (fixture->journal, result, &error));
  g_assert_no_error (error);
  g_clear_object (&result);

  g_object_unref (fixture->journal);
  g_object_unref (fixture->client);
  assay_mock_stackone_free (fixture->stackone);
  g_object_unref (fixture->clock);
  g_object_unref (fixture->policy);
  g_ptr_array_unref (fixture->delivered);
  g_ptr_array_unref (fixture->refused);
  assay_temp_dir_remove (fixture->folder);
}

/* Brings an order in. */
void
outbox_fixture_receive (OutboxFixture *fixture, const char *order_id)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *key = build_key (order_id);
  g_auto (GStrv) parts = g_strsplit (key, "/", 2);
  g_autofree char *text = g_strdup_printf ("{\"order\":{\"id\":\"%s\"},\"kind\":\"assessment\","
                                           "\"account_id\":\"%s\"}",
                                           parts[1], parts[0]);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;

  g_ptr_array_add (events, assay_event_new (NULL, OUTBOX_NOW, key, ASSAY_EVENT_ORDER_RECEIVED,
                                            "test", body));
  assay_journal_append_async (fixture->journal, events, NULL, -1, NULL, assay_await_result_cb,
                              &pending);
  result = assay_await_result (&pending);
  assay_journal_append_finish (fixture->journal, result, NULL, &error);
  g_assert_no_error (error);
}

/* Queues a result of an order that came in; gives the revision. */
char *
outbox_fixture_queue (OutboxFixture *fixture, const char *order_id, const char *body)
{
  g_autofree char *key = build_key (order_id);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;
  char *revision;

  assay_outbox_queue_result_async (fixture->journal, ASSAY_CLOCK (fixture->clock), key, bytes, NULL,
                                   "test", -1, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  revision = assay_outbox_queue_result_finish (fixture->journal, result, NULL, &error);
  g_assert_no_error (error);

  return revision;
}

AssayOrderResults *
outbox_fixture_results (OutboxFixture *fixture, const char *order_id)
{
  g_autofree char *key = build_key (order_id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;
  AssayOrderResults *results;

  assay_journal_get_results_async (fixture->journal, key, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  results = assay_journal_get_results_finish (fixture->journal, result, &error);
  g_assert_no_error (error);

  return results;
}

/* The states of all revisions, oldest first: "superseded delivered". */
char *
outbox_fixture_states (OutboxFixture *fixture, const char *order_id)
{
  g_autoptr (AssayOrderResults) results = outbox_fixture_results (fixture, order_id);
  GString *states = g_string_new (NULL);

  for (guint i = 0; i < results->revisions->len; i++)
    {
      const AssayResultRevision *revision = g_ptr_array_index (results->revisions, i);

      g_string_append_printf (states, "%s%s", i > 0 ? " " : "", revision->state);
    }

  return g_string_free_and_steal (states);
}

/* The events of one kind. */
GPtrArray *
outbox_fixture_events (OutboxFixture *fixture, const char *order_id, const char *kind)
{
  g_autofree char *key = build_key (order_id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *pending = NULL;
  GPtrArray *events;

  assay_journal_list_events_async (fixture->journal, key, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  events = assay_journal_list_finish (fixture->journal, result, &error);
  g_assert_no_error (error);
  for (guint i = events->len; i > 0; i--)
    {
      AssayEvent *event = g_ptr_array_index (events, i - 1);

      if (!g_str_equal (assay_event_get_kind (event), kind))
        g_ptr_array_remove_index (events, i - 1);
    }

  return events;
}

/* The body of the last event of one kind. */
char *
outbox_fixture_last_body (OutboxFixture *fixture, const char *order_id, const char *kind)
{
  g_autoptr (GPtrArray) events = outbox_fixture_events (fixture, order_id, kind);
  GBytes *body;

  g_assert_cmpuint (events->len, >, 0);
  body = assay_event_get_body (g_ptr_array_index (events, events->len - 1));

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}
