/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* Makes a journal with as many orders as asked for: `seed FOLDER N [--json]`. The same number gives
 * the same events. They go through what the journal's writer runs for each append, in longer
 * transactions and without waiting for the disk, so events, exchanges and projections are those of
 * a journal that grew one delivery at a time. Appending to an open journal takes a fifth longer and
 * gives the same tables. */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "assay-append-private.h"
#include "assay-journal-private.h"
#include "assay-mapping.h"
#include "assay-schema.h"
#include "seed-events.h"

#define APPENDS_AT_ONCE 50000

/* Nobody else uses the file yet: what is lost by a crash is made again. */
#define HURRY \
  "PRAGMA synchronous = OFF;" \
  "PRAGMA cache_size = -262144;"

typedef struct
{
  /* Owned */
  AssayDatabase *database;
  AssayMapping *mapping;

  AssayProjection projection;
  guint n_appended;
} Seed;

static GBytes *
load_table (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_strconcat (RESOURCE_PATH "/tables/", name, ".json", NULL);
  GBytes *table = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);

  return table;
}

static void
execute (Seed *self, const char *sql)
{
  g_autoptr (GError) error = NULL;

  assay_database_execute (self->database, sql, &error);
  g_assert_no_error (error);
}

static AssayOrderStatus
lookup_status (const char *value, gpointer mapping)
{
  return assay_mapping_lookup_status (mapping, value);
}

static void
append (SeedAppend *what, gpointer user_data)
{
  Seed *self = user_data;
  g_autoptr (GError) error = NULL;
  AssayAppendOutcome outcome = { 0 };
  AssayEvent *first = g_ptr_array_index (what->events, 0);
  AssayAppend run = {
    .events = what->events,
    .exchange = what->exchange,
    .expected_version = -1,
    .trails = g_str_equal (assay_event_get_kind (first), ASSAY_EVENT_ORDER_RECEIVED),
  };

  assay_append_run (&self->projection, self->database, &run, &outcome, &error);
  g_assert_no_error (error);
  if (++self->n_appended % APPENDS_AT_ONCE == 0)
    execute (self, "COMMIT; BEGIN IMMEDIATE");
}

static void
open_database (Seed *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  guint n_migrations;
  const AssayMigration *migrations = assay_schema_get_migrations (&n_migrations);

  self->database = assay_database_open (path, ASSAY_DATABASE_CREATE, &error);
  g_assert_no_error (error);
  assay_schema_migrate (self->database, path, migrations, n_migrations, &error);
  g_assert_no_error (error);
  execute (self, HURRY);
}

/* As the writer does when the inbox is quiet. */
static void
catch_up (Seed *self)
{
  g_autoptr (GError) error = NULL;

  assay_projection_catch_up (&self->projection, self->database, -1, FALSE, &error);
  g_assert_no_error (error);
}

/* Work on orders is done after later ones came in; the last ones are new. */
static void
fill (Seed *self, guint n_orders)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) table = load_table ("event-names");
  g_autoptr (AssayEventNames) names = assay_event_names_new_from_bytes (table, &error);
  SeedSink sink = { names, n_orders, append, self };

  g_assert_no_error (error);
  execute (self, "BEGIN IMMEDIATE");
  seed_catalogue (&sink);
  for (guint start = 0; start < n_orders; start += SEED_LAG)
    {
      guint end = MIN (start + SEED_LAG, n_orders);
      SeedOrder order, earlier;

      for (guint i = start; i < end; i++)
        {
          seed_order_init (&order, i);
          seed_delivery (&sink, &order);
        }
      catch_up (self);
      for (guint i = MAX (start, SEED_LAG); i < end; i++)
        {
          seed_order_init (&order, i);
          seed_order_init (&earlier, i - SEED_LAG);
          seed_work (&sink, &earlier,
                     seed_order_get_time (&order, n_orders) + G_TIME_SPAN_SECOND * 2);
        }
    }
  catch_up (self);
  execute (self, "COMMIT; PRAGMA wal_checkpoint (TRUNCATE)");
}

static void
report (guint n_orders, double seconds, gint64 n_bytes, gboolean json)
{
  if (json)
    printf ("{\"bench\":\"seed\",\"name\":\"orders made\",\"value\":%.0f,\"unit\":\"1/s\","
            "\"orders\":%u,\"seconds\":%.2f,\"bytes\":%" G_GINT64_FORMAT "}\n",
            n_orders / seconds, n_orders, seconds, n_bytes);
  else
    printf ("%u orders in %.1f s, %.0f bytes each\n", n_orders, seconds,
            (double) n_bytes / MAX (n_orders, 1));
}

static gint64
get_size (Seed *self)
{
  g_autoptr (GError) error = NULL;
  gint64 n_pages, page_size;

  assay_database_query_int64 (self->database, "PRAGMA page_count", &n_pages, &error);
  g_assert_no_error (error);
  assay_database_query_int64 (self->database, "PRAGMA page_size", &page_size, &error);
  g_assert_no_error (error);

  return n_pages * page_size;
}

static int
make (const char *folder, guint n_orders, gboolean json)
{
  g_autofree char *path = g_build_filename (folder, ASSAY_JOURNAL_FILE_NAME, NULL);
  g_autoptr (GBytes) table = load_table ("mapping");
  g_autoptr (GError) error = NULL;
  Seed seed = { NULL };
  gint64 start = g_get_monotonic_time ();

  if (g_file_test (path, G_FILE_TEST_EXISTS) || g_mkdir_with_parents (folder, 0700) != 0)
    {
      fprintf (stderr, "there is a journal in “%s” already, or it is no folder\n", folder);
      return 1;
    }

  seed.mapping = assay_mapping_new_from_bytes (table, &error);
  g_assert_no_error (error);
  seed.projection = (AssayProjection) { lookup_status, seed.mapping };
  open_database (&seed, path);
  fill (&seed, n_orders);
  report (n_orders, (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC, get_size (&seed),
          json);
  assay_database_free (seed.database);
  g_object_unref (seed.mapping);

  return 0;
}

int
main (int argc, char **argv)
{
  guint64 n_orders;

  if (argc < 3 || argc > 4 || (argc == 4 && !g_str_equal (argv[3], "--json")) ||
      !g_ascii_string_to_unsigned (argv[2], 10, 1, 100 * 1000 * 1000, &n_orders, NULL))
    {
      fprintf (stderr, "usage: seed FOLDER N [--json]\n");
      return 2;
    }

  return make (argv[1], (guint) n_orders, argc == 4);
}
