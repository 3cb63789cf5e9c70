/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-tables.h"

/* Knows one table and counts how often it is asked. */
static GBytes *
read_table (const char *name,
            gpointer    user_data)
{
  guint *n_reads = user_data;

  *n_reads += 1;
  return g_str_equal (name, "mapping") ? g_bytes_new_static ("{}", 2) : NULL;
}

static void
test_reads_once (void)
{
  guint n_reads = 0;
  AssayTables *tables = assay_tables_new (read_table, &n_reads, NULL);
  g_autoptr (GBytes) first = assay_tables_lookup (tables, "mapping");
  g_autoptr (GBytes) second = assay_tables_lookup (tables, "mapping");

  g_assert_cmpmem (g_bytes_get_data (first, NULL), g_bytes_get_size (first), "{}", 2);
  g_assert_true (first == second);
  g_assert_cmpuint (n_reads, ==, 1);
  g_assert_finalize_object (tables);
}

static void
test_missing_is_asked_again (void)
{
  guint n_reads = 0;
  AssayTables *tables = assay_tables_new (read_table, &n_reads, NULL);

  g_assert_null (assay_tables_lookup (tables, "absent"));
  g_assert_null (assay_tables_lookup (tables, "absent"));
  g_assert_cmpuint (n_reads, ==, 2);
  g_assert_finalize_object (tables);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/tables/reads-once", test_reads_once);
  g_test_add_func ("/core/tables/missing-is-asked-again", test_missing_is_asked_again);

  return g_test_run ();
}
