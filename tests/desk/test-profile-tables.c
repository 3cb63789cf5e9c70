/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "assay-desk-error.h"
#include "assay-profile-tables.h"
#include "assay-support.h"

static char *
write_table (const char *folder, const char *name, const char *content)
{
  g_autofree char *tables = g_build_filename (folder, "tables", NULL);
  char *path = g_build_filename (tables, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (tables, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));

  return path;
}

static AssayMapping *
get_mapping (AssayProfileTables *tables)
{
  g_autoptr (GError) error = NULL;
  AssayMapping *mapping = assay_profile_tables_get_mapping (tables, &error);

  g_assert_no_error (error);

  return mapping;
}

static AssayOrderStatus
read_status (const char *folder, const char *value)
{
  g_autoptr (AssayProfileTables) tables = assay_profile_tables_new (folder);

  return assay_mapping_lookup_status (get_mapping (tables), value);
}

static void
test_ours (void)
{
  g_autoptr (AssayProfileTables) tables = assay_profile_tables_new (NULL);
  g_autoptr (GError) error = NULL;
  AssayMapping *mapping = get_mapping (tables);

  g_assert_true (get_mapping (tables) == mapping);
  g_assert_cmpint (assay_mapping_lookup_status (mapping, "completed"), ==,
                   ASSAY_ORDER_STATUS_COMPLETED);
  g_assert_nonnull (assay_profile_tables_get_lint (tables, &error));
  g_assert_nonnull (assay_profile_tables_get_event_names (tables, &error));
  g_assert_no_error (error);
}

#define META \
  "{\"provider_name\":\"SmartRecruiters\",\"models\":{\"assessments/results\":{\"update\":" \
  "{\"input\":{\"default_fields\":[{\"name\":\"result\",\"type\":[{\"name\":\"value\"," \
  "\"value_map\":{\"type\":\"hashmap\",\"matcher\":[{\"source_value\":\"EXPIRED\"," \
  "\"value\":\"cancelled\"}]}}]}]}}}}}"

static void
write_meta (AssayProfileTables *tables, const char *content)
{
  g_autofree char *path = assay_profile_tables_dup_connector_path (tables);
  g_autofree char *folder = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

/* What StackOne tells holds for who has the mapping already, for who asks for another, and is not
 * saved as if somebody had decided it. */
static void
test_connector_meta (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayProfileTables) tables = assay_profile_tables_new (folder);
  g_autoptr (AssayMapping) other = NULL;
  AssayMapping *mapping = get_mapping (tables);
  guint changes = 0;

  g_assert_null (assay_profile_tables_get_connector_meta (tables));
  g_signal_connect_swapped (tables, "changed", G_CALLBACK (assay_count_cb), &changes);
  write_meta (tables, META);
  g_assert_null (assay_profile_tables_get_connector_meta (tables));
  assay_profile_tables_reload_connector_meta (tables);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_false (assay_profile_tables_get_saving (tables));
  g_assert_nonnull (assay_profile_tables_get_connector_meta (tables));
  g_assert_true (get_mapping (tables) == mapping);
  g_assert_cmpint (assay_mapping_lookup_status (mapping, "cancelled"), ==,
                   ASSAY_ORDER_STATUS_EXPIRED);
  other = assay_profile_tables_dup_mapping (tables, NULL);
  g_assert_cmpint (assay_mapping_lookup_status (other, "cancelled"), ==,
                   ASSAY_ORDER_STATUS_EXPIRED);
  g_assert_cmpint (read_status (folder, "cancelled"), ==, ASSAY_ORDER_STATUS_EXPIRED);
}

static void
test_damaged_connector_meta (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayProfileTables) tables = assay_profile_tables_new (folder);
  g_autoptr (AssayProfileTables) none = assay_profile_tables_new (NULL);

  write_meta (tables, "[]");
  g_test_expect_message ("assay-desk", G_LOG_LEVEL_MESSAGE,
                         "what StackOne told of SmartRecruiters is not used: $: expected object, "
                         "found array");
  g_assert_cmpint (assay_mapping_lookup_status (get_mapping (tables), "cancelled"), ==,
                   ASSAY_ORDER_STATUS_REJECTED);
  g_test_assert_expected_messages ();
  g_assert_null (assay_profile_tables_get_connector_meta (tables));
  g_assert_null (assay_profile_tables_dup_connector_path (none));
  g_assert_null (assay_profile_tables_get_connector_meta (none));
}

static void
test_order_paths (void)
{
  static const char *const ours[] = { "event_data", NULL };
  static const char *const others[] = { "raw_event.body", "event_data", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (AssayProfileTables) tables = assay_profile_tables_new (NULL);
  guint changes = 0;

  g_signal_connect_swapped (tables, "changed", G_CALLBACK (assay_count_cb), &changes);
  assay_profile_tables_set_order_paths (tables, others);
  assay_profile_tables_set_order_paths (tables, others);
  g_assert_cmpuint (changes, ==, 1);
  assay_assert_strv (
    assay_event_names_get_order_paths (assay_profile_tables_get_event_names (tables, NULL)),
    others);
  assay_profile_tables_set_order_paths (tables, none);
  assay_assert_strv (
    assay_event_names_get_order_paths (assay_profile_tables_get_event_names (tables, NULL)), ours);
}

/* However quickly decisions follow each other, the file says the last one. */
static void
test_decisions_are_saved (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayProfileTables) tables = assay_profile_tables_new (folder);
  g_autofree char *path = g_build_filename (folder, "tables", "mapping.json", NULL);
  AssayMapping *mapping = get_mapping (tables);
  guint changes = 0;
  GStatBuf info;

  g_signal_connect_swapped (tables, "changed", G_CALLBACK (assay_count_cb), &changes);
  for (guint i = 0; i < 20; i++)
    assay_mapping_set_status (mapping, "cancelled",
                              i % 2 == 0 ? ASSAY_ORDER_STATUS_PENDING : ASSAY_ORDER_STATUS_EXPIRED);
  g_assert_cmpuint (changes, ==, 20);
  g_assert_true (assay_profile_tables_get_saving (tables));
  assay_wait_until (!assay_profile_tables_get_saving (tables));
  g_assert_cmpint (read_status (folder, "cancelled"), ==, ASSAY_ORDER_STATUS_EXPIRED);
  g_assert_cmpint (read_status (folder, "completed"), ==, ASSAY_ORDER_STATUS_COMPLETED);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
}

/* Another thread gets what was decided, although it is not on the disk yet, and keeps it. */
static void
test_copy (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayProfileTables) tables = assay_profile_tables_new (folder);
  g_autoptr (AssayMapping) copy = NULL;
  g_autoptr (GError) error = NULL;

  assay_mapping_set_status (get_mapping (tables), "cancelled", ASSAY_ORDER_STATUS_EXPIRED);
  copy = assay_profile_tables_dup_mapping (tables, &error);
  g_assert_no_error (error);
  g_assert_true (copy != get_mapping (tables));
  assay_mapping_set_status (get_mapping (tables), "cancelled", ASSAY_ORDER_STATUS_PENDING);
  g_assert_cmpint (assay_mapping_lookup_status (copy, "cancelled"), ==, ASSAY_ORDER_STATUS_EXPIRED);
  assay_wait_until (!assay_profile_tables_get_saving (tables));
}

static void
test_save_fails (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayProfileTables) tables = assay_profile_tables_new (folder);
  g_autofree char *blocked = g_build_filename (folder, "tables", NULL);
  guint failures = 0;

  g_assert_true (g_file_set_contents (blocked, "no folder", -1, NULL));
  g_signal_connect_swapped (tables, "save-failed", G_CALLBACK (assay_count_cb), &failures);
  assay_mapping_set_status (get_mapping (tables), "cancelled", ASSAY_ORDER_STATUS_EXPIRED);
  assay_wait_until (failures == 1);
  g_assert_false (assay_profile_tables_get_saving (tables));
  g_assert_cmpint (assay_mapping_lookup_status (get_mapping (tables), "cancelled"), ==,
                   ASSAY_ORDER_STATUS_EXPIRED);
}

static void
test_damage (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayProfileTables) tables = assay_profile_tables_new (folder);
  g_autofree char *mapping = write_table (folder, "mapping.json", "{");
  g_autofree char *names = write_table (folder, "event-names.json", "[]");
  g_autoptr (GError) error = NULL;

  g_assert_null (assay_profile_tables_get_mapping (tables, &error));
  g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_TABLE);
  g_assert_true (g_str_has_prefix (error->message, mapping));
  g_clear_error (&error);
  g_assert_null (assay_profile_tables_get_lint (tables, &error));
  g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_TABLE);
  g_clear_error (&error);
  g_assert_null (assay_profile_tables_get_event_names (tables, &error));
  g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_TABLE);
  g_assert_true (g_str_has_prefix (error->message, names));
  g_clear_error (&error);

  g_assert_cmpint (g_remove (mapping), ==, 0);
  g_assert_cmpint (g_mkdir (mapping, 0700), ==, 0);
  g_assert_null (assay_profile_tables_get_mapping (tables, &error));
  g_assert_error (error, ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_TABLE);
}

static void
test_reload (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayProfileTables) tables = assay_profile_tables_new (folder);
  g_autofree char *path = NULL;
  AssayMapping *before = g_object_ref (get_mapping (tables));
  guint changes = 0;

  g_signal_connect_swapped (tables, "changed", G_CALLBACK (assay_count_cb), &changes);
  path = write_table (folder, "mapping.json",
                      "{\"values\":[{\"value\":\"cancelled\",\"status\":\"expired\"}]}");
  assay_profile_tables_reload (tables);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_true (get_mapping (tables) != before);
  g_assert_cmpint (assay_mapping_lookup_status (get_mapping (tables), "cancelled"), ==,
                   ASSAY_ORDER_STATUS_EXPIRED);

  /* Who has the old one changes nothing any more. */
  assay_mapping_set_status (before, "cancelled", ASSAY_ORDER_STATUS_PENDING);
  g_assert_cmpuint (changes, ==, 1);
  g_assert_false (assay_profile_tables_get_saving (tables));
  g_assert_finalize_object (before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/desk/profile-tables/connector-meta", test_connector_meta);
  g_test_add_func ("/desk/profile-tables/damaged-connector-meta", test_damaged_connector_meta);
  g_test_add_func ("/desk/profile-tables/order-paths", test_order_paths);
  g_test_add_func ("/desk/profile-tables/ours", test_ours);
  g_test_add_func ("/desk/profile-tables/decisions-are-saved", test_decisions_are_saved);
  g_test_add_func ("/desk/profile-tables/copy", test_copy);
  g_test_add_func ("/desk/profile-tables/save-fails", test_save_fails);
  g_test_add_func ("/desk/profile-tables/damage", test_damage);
  g_test_add_func ("/desk/profile-tables/reload", test_reload);

  return g_test_run ();
}
