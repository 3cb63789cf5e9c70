/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* Measures the journal and prints what it finds; nothing here can fail for being slow. */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay-event-body.h"
#include "assay-exchange.h"
#include "assay-order-list.h"
#include "assay-support.h"

#define N_APPENDERS 32
#define N_APPENDS 20000
#define STEADY_INTERVAL_MS 2
#define N_STEADY 3000
#define N_WARM 1000
#define NOW G_GINT64_CONSTANT (1700000000000000)

/* Appends orders from many sides at once. */
typedef struct
{
  AssayJournal *journal;
  guint n_wanted;
  guint n_submitted;
  guint n_done;
} Load;

static void submit (Load *load);

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Load *load = user_data;
  g_autoptr (GError) error = NULL;

  assay_journal_append_finish (load->journal, result, NULL, &error);
  g_assert_no_error (error);
  load->n_done++;
  if (load->n_submitted < load->n_wanted)
    submit (load);
}

/* As the inbox stores a delivery. */
static void
submit (Load *load)
{
  guint number = load->n_submitted++;
  g_autofree char *key = g_strdup_printf ("acc-1/%08x%u", number * 2654435761u, number);
  g_autofree char *id = g_strdup_printf ("2026-01-02T03:%02u:%02u.%03uZ/%s", number / 60000,
                                         number / 1000 % 60, number % 1000, key);
  g_autofree char *text = g_strdup_printf ("{\"event_data\":{\"id\":\"%u\",\"candidate\":{"
                                           "\"first_name\":\"Ada%u\","
                                           "\"last_name\":\"Byron%u\",\"emails\":[{"
                                           "\"value\":\"ada%u@example.org\"}]},\"package\":{"
                                           "\"id\":\"p%u\",\"name\":\"Coding %u\"},\"job\":{"
                                           "\"title\":\"Engineer\"}},\"filling\":\"%0400u\"}",
                                           number, number % 977, number % 7919, number, number % 20,
                                           number % 20, 0);
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) received = g_bytes_new (text, strlen (text));
  g_autoptr (AssayExchange)
    exchange = assay_exchange_new (NULL, ASSAY_DIRECTION_IN, "POST", "/webhooks/stackone", NOW);
  AssayEventBody body = {
    .kind = (char *) "assessment",
    .exchange = (char *) assay_exchange_get_id (exchange),
    .path = (char *) "event_data",
    .received = received,
  };

  assay_exchange_set_request_headers (exchange,
                                      "Content-Type: application/json\r\n"
                                      "x-stackone-signature: v1,cGxhY2Vob2xkZXIgb2YgYSBNQUM=\r\n"
                                      "User-Agent: bench\r\nContent-Length: 700\r\n");
  assay_exchange_set_request_body (exchange, received);
  assay_exchange_set_status (exchange, 200);
  assay_exchange_set_verified (exchange, TRUE);
  g_ptr_array_add (events,
                   assay_event_build (ASSAY_EVENT_ORDER_RECEIVED, id, NOW, key, "bench", &body));
  assay_journal_receive_async (load->journal, events, exchange, NULL, appended_cb, load);
}

static void
append_until (Load *load, guint n_wanted, guint n_at_a_time)
{
  load->n_wanted = n_wanted;
  for (guint i = 0; i < n_at_a_time && load->n_submitted < n_wanted; i++)
    submit (load);
  while (load->n_done < n_wanted)
    g_main_context_iteration (NULL, TRUE);
}

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static glong
get_resident_kib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmRSS:");
  g_assert_nonnull (line);

  return strtol (line + strlen ("VmRSS:"), NULL, 10);
}

/* Runs the context until a list has what is wanted; notes its longest turn. */
static double
turn_until (AssayOrderList *list, guint n_items, double *longest)
{
  gint64 start = g_get_monotonic_time ();

  *longest = 0;
  while (g_list_model_get_n_items (G_LIST_MODEL (list)) < n_items)
    {
      gint64 turn = g_get_monotonic_time ();

      if (g_main_context_iteration (NULL, FALSE))
        *longest = MAX (*longest, milliseconds_since (turn));
    }

  return milliseconds_since (start);
}

static void
measure_list (const char *folder, guint n_orders)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  glong before = get_resident_kib ();
  g_autoptr (AssayJournal) journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error);
  g_autoptr (AssayOrderList) list = NULL;
  g_autoptr (AssayOrder) first = NULL;
  double opened, listed, longest, all, change;

  g_assert_no_error (error);
  opened = milliseconds_since (start);
  list = assay_order_list_new (journal, NULL);
  turn_until (list, 1, &longest);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (AssayOrder) order = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (i == 0)
        first = g_object_ref (order);
    }
  while (assay_order_get_id (first) == NULL)
    g_main_context_iteration (NULL, TRUE);
  listed = milliseconds_since (start);
  turn_until (list, n_orders, &longest);
  while (assay_order_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);
  all = milliseconds_since (start);

  printf ("# %u orders: open %.1f ms, first page %.1f ms, all rows %.1f ms, longest turn of the "
          "main loop %.2f ms, memory of the list %ld KiB (process %ld KiB)\n",
          n_orders, opened, listed, all, longest, get_resident_kib () - before,
          get_resident_kib ());

  {
    Load load = { .journal = journal, .n_submitted = n_orders, .n_done = n_orders };

    start = g_get_monotonic_time ();
    append_until (&load, n_orders + 1, 1);
    change = milliseconds_since (start);
    turn_until (list, n_orders + 1, &longest);
    printf ("# one more order: durable after %.2f ms, in the list after %.2f ms\n", change,
            milliseconds_since (start));
  }

  g_object_run_dispose (G_OBJECT (list));
  g_object_run_dispose (G_OBJECT (journal));
}

/* Orders that come in at a steady rate while somebody looks at the list. */
typedef struct
{
  Load load;
  AssayOrderList *list;
  guint n_before;
  guint n_shown;
  gint64 due[N_STEADY];
  double shown_after[N_STEADY];
} Steady;

static gboolean
steady_cb (gpointer user_data)
{
  Steady *steady = user_data;
  guint number = steady->load.n_submitted - steady->n_before;

  steady->due[number] = g_get_monotonic_time ();
  submit (&steady->load);

  return number + 1 < N_STEADY ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* The newest order comes first, so a row more is one order more that is shown. */
static void
shown_cb (GListModel *list, guint position, guint removed, guint added, Steady *steady)
{
  guint n_shown = g_list_model_get_n_items (list) - steady->n_before;

  for (; steady->n_shown < n_shown; steady->n_shown++)
    steady->shown_after[steady->n_shown] = milliseconds_since (steady->due[steady->n_shown]);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
measure_rows (const char *folder, guint n_orders)
{
  g_autofree Steady *steady = g_new0 (Steady, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJournal) journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error);
  g_autoptr (AssayOrderList) list = NULL;
  double longest;

  g_assert_no_error (error);
  list = assay_order_list_new (journal, NULL);
  turn_until (list, n_orders, &longest);
  while (assay_order_list_get_loading (list))
    g_main_context_iteration (NULL, TRUE);

  steady->load = (Load) { .journal = journal, .n_submitted = n_orders, .n_done = n_orders };
  steady->load.n_wanted = n_orders;
  steady->n_before = n_orders;
  g_signal_connect (list, "items-changed", G_CALLBACK (shown_cb), steady);
  g_timeout_add (STEADY_INTERVAL_MS, steady_cb, steady);
  while (steady->n_shown < N_STEADY)
    g_main_context_iteration (NULL, TRUE);

  /* While the middle of a long list is still being read, what is new waits for it. */
  qsort (steady->shown_after, N_WARM, sizeof (double), compare_doubles);
  qsort (steady->shown_after + N_WARM, N_STEADY - N_WARM, sizeof (double), compare_doubles);
  printf ("# {\"bench\":\"journal\",\"name\":\"to the row at 500/s: p50\",\"value\":%.2f,"
          "\"unit\":\"ms\"}\n"
          "# {\"bench\":\"journal\",\"name\":\"to the row at 500/s: p99\",\"value\":%.2f,"
          "\"unit\":\"ms\"}\n"
          "# {\"bench\":\"journal\",\"name\":\"to the row of a list just opened: p99\","
          "\"value\":%.2f,\"unit\":\"ms\"}\n",
          steady->shown_after[(N_STEADY + N_WARM) / 2],
          steady->shown_after[N_STEADY - (N_STEADY - N_WARM) / 100],
          steady->shown_after[N_WARM * 99 / 100]);
  g_object_run_dispose (G_OBJECT (list));
  g_object_run_dispose (G_OBJECT (journal));
}

int
main (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJournal) journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error);
  Load load = { .journal = journal };
  gint64 start;

  g_assert_no_error (error);
  start = g_get_monotonic_time ();
  append_until (&load, N_APPENDS, N_APPENDERS);
  printf ("# %u appenders at a time: %.0f appends/s\n", N_APPENDERS,
          N_APPENDS / milliseconds_since (start) * 1000);

  start = g_get_monotonic_time ();
  append_until (&load, 100000, 512);
  printf ("# 512 at a time: %.0f appends/s\n",
          (100000 - N_APPENDS) / milliseconds_since (start) * 1000);
  g_object_run_dispose (G_OBJECT (journal));
  g_clear_object (&journal);
  measure_list (folder, 100000);

  journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error);
  g_assert_no_error (error);
  load = (Load) { .journal = journal, .n_submitted = 100001, .n_done = 100001 };
  append_until (&load, 200000, 512);
  g_object_run_dispose (G_OBJECT (journal));
  g_clear_object (&journal);
  measure_list (folder, 200000);
  measure_rows (folder, 200001);

  printf ("1..1\nok 1 /journal/measured\n");

  return 0;
}
