/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-support.h"
#include "assay-tables.h"

typedef struct
{
  guint reads;
  guint destroyed;
  gboolean missing;
} Shelf;

static GBytes *
read_table (const char *name, gpointer user_data)
{
  Shelf *shelf = user_data;

  shelf->reads++;
  return shelf->missing ? NULL : g_bytes_new (name, strlen (name));
}

static void
destroy_cb (gpointer user_data)
{
  Shelf *shelf = user_data;

  shelf->destroyed++;
}

static void
test_reads_once (void)
{
  Shelf shelf = { 0 };
  AssayTables *tables = assay_tables_new (read_table, &shelf, destroy_cb);
  g_autoptr (GBytes) first = assay_tables_lookup (tables, "lints");
  g_autoptr (GBytes) again = assay_tables_lookup (tables, "lints");
  g_autoptr (GBytes) other = assay_tables_lookup (tables, "mapping");

  assay_assert_bytes (first, "lints");
  g_assert_true (first == again);
  assay_assert_bytes (other, "mapping");
  g_assert_cmpuint (shelf.reads, ==, 2);
  g_assert_cmpuint (shelf.destroyed, ==, 0);
  g_assert_finalize_object (tables);
  g_assert_cmpuint (shelf.destroyed, ==, 1);
  assay_assert_bytes (again, "lints");
}

static void
test_missing (void)
{
  Shelf shelf = { .missing = TRUE };
  g_autoptr (AssayTables) tables = assay_tables_new (read_table, &shelf, NULL);
  g_autoptr (GBytes) late = NULL;

  g_assert_null (assay_tables_lookup (tables, "lints"));
  shelf.missing = FALSE;
  late = assay_tables_lookup (tables, "lints");
  assay_assert_bytes (late, "lints");
  g_assert_cmpuint (shelf.reads, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/tables/reads-once", test_reads_once);
  g_test_add_func ("/core/tables/missing", test_missing);
  return g_test_run ();
}
