/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* Asks a seeded journal as the list of orders does: `bench-orders FOLDER N`. Nothing fails for
 * being slow; a question that finds too little or too much does. */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>

#include "assay-journal-private.h"
#include "assay-order-list.h"
#include "bench-queries.h"
#include "seed-plan.h"

/* What a window shows at once. */
#define N_SHOWN 30

/* A slow kind of question is asked less often. */
#define PATIENCE (60 * G_USEC_PER_SEC)
#define N_JUMPS 100

typedef struct
{
  AssayJournal *journal; /* (owned) */
  AssayOrderList *list;  /* (owned) */
  guint n_orders;
  guint n_changes;
} Bench;

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static double
get_resident_mib (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_assert_true (g_file_get_contents ("/proc/self/status", &status, NULL, NULL));
  line = strstr (status, "VmRSS:");
  g_assert_nonnull (line);

  return (double) strtol (line + strlen ("VmRSS:"), NULL, 10) / 1024;
}

static void
report (Bench *self, const char *name, double value, const char *unit, guint n_queries)
{
  printf ("# {\"bench\": \"orders\", \"name\": \"%s\", \"value\": %.2f, \"unit\": \"%s\", "
          "\"orders\": %u, \"queries\": %u}\n",
          name, value, unit, self->n_orders, n_queries);
  fflush (stdout);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *left = a, *right = b;

  return (*left > *right) - (*left < *right);
}

static double
get_part (GArray *sorted, guint percent)
{
  return g_array_index (sorted, double, (sorted->len - 1) * percent / 100);
}

static void
report_times (Bench *self, const char *name, GArray *times)
{
  g_autofree char *median = g_strconcat (name, ": p50", NULL);
  g_autofree char *slow = g_strconcat (name, ": p99", NULL);

  g_array_sort (times, compare);
  report (self, median, get_part (times, 50), "ms", times->len);
  report (self, slow, get_part (times, 99), "ms", times->len);
}

static guint
get_n_items (Bench *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->list));
}

/* Has the rows from a position on filled in, as a window that shows them does. */
static void
show (Bench *self, guint position)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  guint end = MIN (get_n_items (self), position + N_SHOWN);

  for (guint i = position; i < end; i++)
    g_ptr_array_add (shown, g_list_model_get_item (G_LIST_MODEL (self->list), i));
  for (guint i = 0; i < shown->len; i++)
    {
      while (assay_order_get_id (g_ptr_array_index (shown, i)) == NULL)
        g_main_context_iteration (NULL, TRUE);
    }
}

static void
wait_until_loaded (Bench *self)
{
  while (assay_order_list_get_loading (self->list))
    g_main_context_iteration (NULL, TRUE);
}

/* A list that stays the same tells no change. Returns: milliseconds to the first page. */
static double
ask (Bench *self, AssayOrderQuery *query)
{
  gint64 start = g_get_monotonic_time ();

  self->n_changes = 0;
  assay_order_list_set_query (self->list, query);
  while (self->n_changes == 0 && assay_order_list_get_loading (self->list))
    g_main_context_iteration (NULL, TRUE);
  show (self, 0);

  return milliseconds_since (start);
}

static void
changed_cb (Bench *self)
{
  self->n_changes++;
}

static void
clear_list (Bench *self)
{
  if (self->list != NULL)
    g_object_run_dispose (G_OBJECT (self->list));
  g_clear_object (&self->list);
}

/* A short list, and a reader that has nothing left to do. A @fresh list remembers nothing that was
 * shown before; another loads that again with each query. */
static void
rest (Bench *self, gboolean fresh)
{
  g_autoptr (AssayOrderQuery) query = bench_queries_new_rare (self->n_orders / 2);

  if (fresh)
    {
      clear_list (self);
      self->list = assay_order_list_new (self->journal, query);
      g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (changed_cb), self);
    }
  else
    {
      assay_order_list_set_query (self->list, query);
    }
  wait_until_loaded (self);
}

static gboolean
measure_kind (Bench *self, const BenchQueries *kind, const char *name, gboolean fresh)
{
  g_autoptr (GPtrArray) queries = kind->make (self->n_orders);
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  gint64 start = g_get_monotonic_time ();
  gboolean right = TRUE;

  for (guint i = 0; i < queries->len && g_get_monotonic_time () - start < PATIENCE; i++)
    {
      double time;

      rest (self, fresh);
      time = ask (self, g_ptr_array_index (queries, i));
      g_array_append_val (times, time);
      if (get_n_items (self) == 0 || (kind->finds_one && get_n_items (self) != 1))
        {
          printf ("# %s: question %u found %u orders\n", name, i, get_n_items (self));
          right = FALSE;
        }
    }
  report_times (self, name, times);

  return right;
}

/* All orders, and then leaps through them, the first one to the end. */
static gboolean
measure_leaps (Bench *self)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  SeedRandom random = { 1 };
  gint64 start;
  double before;
  guint n_items;

  rest (self, TRUE);
  before = get_resident_mib ();
  start = g_get_monotonic_time ();
  ask (self, NULL);
  report (self, "all orders: first page", milliseconds_since (start), "ms", 1);
  wait_until_loaded (self);
  report (self, "all orders: number known", milliseconds_since (start), "ms", 1);
  n_items = get_n_items (self);
  show (self, n_items - N_SHOWN);
  report (self, "all orders: end", milliseconds_since (start), "ms", 1);
  report (self, "memory of the list", get_resident_mib () - before, "MiB", 1);

  for (guint i = 0; i < N_JUMPS; i++)
    {
      double time;

      start = g_get_monotonic_time ();
      show (self, seed_random_below (&random, n_items - N_SHOWN));
      time = milliseconds_since (start);
      g_array_append_val (times, time);
    }
  report_times (self, "leap", times);
  report (self, "memory of the process", get_resident_mib (), "MiB", 1);

  return n_items > self->n_orders * 9 / 10 && n_items <= self->n_orders;
}

static void
open_journal (Bench *self, const char *folder)
{
  g_autofree char *path = g_build_filename (folder, ASSAY_JOURNAL_FILE_NAME, NULL);
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  GStatBuf status;

  self->journal = assay_journal_open (folder, ASSAY_JOURNAL_READ_WRITE, &error);
  g_assert_no_error (error);
  report (self, "open", milliseconds_since (start), "ms", 1);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  report (self, "journal, for each order", (double) status.st_size / self->n_orders, "B", 1);
}

int
main (int argc, char **argv)
{
  Bench bench = { NULL };
  guint64 n_orders;
  guint n_kinds;
  const BenchQueries *kinds = bench_queries_list (&n_kinds);
  gboolean right;

  if (argc != 3 ||
      !g_ascii_string_to_unsigned (argv[2], 10, SEED_RARE_FIRST + 1, 1 << 30, &n_orders, NULL))
    {
      fprintf (stderr, "usage: bench-orders FOLDER N\n");
      return 2;
    }

  bench.n_orders = (guint) n_orders;
  open_journal (&bench, argv[1]);
  right = measure_leaps (&bench);
  right &= measure_kind (&bench, &kinds[0], "rare word after leaps", FALSE);
  for (guint i = 0; i < n_kinds; i++)
    right &= measure_kind (&bench, &kinds[i], kinds[i].name, TRUE);

  clear_list (&bench);
  g_object_run_dispose (G_OBJECT (bench.journal));
  g_object_unref (bench.journal);

  return right ? 0 : 1;
}
