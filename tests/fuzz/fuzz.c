/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "fuzz.h"

#include <gio/gio.h>

/* Nothing from outside may end in a critical, so that one is a crash. */
int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  return 0;
}

/* A data table as it is installed. */
GBytes *
fuzz_load_table (const char *name)
{
  g_autofree char *path = g_strdup_printf (RESOURCE_PATH "/tables/%s.json", name);
  g_autoptr (GError) error = NULL;
  GBytes *table = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  return table;
}

void
fuzz_assert_equal (GBytes *first, GBytes *second)
{
  gsize first_size;
  gsize second_size;
  gconstpointer first_data = g_bytes_get_data (first, &first_size);
  gconstpointer second_data = g_bytes_get_data (second, &second_size);

  g_assert_cmpmem (first_data, first_size, second_data, second_size);
}
