/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-mapping-entry.h"
#include "assay-mapping.h"
#include "assay-support.h"

#define KIND(kind, source_value, value) \
  "\"" kind "/results\":{\"update\":{\"input\":{\"default_fields\":[{\"name\":\"result\"," \
  "\"type\":[{\"name\":\"value\",\"value_map\":{\"type\":\"hashmap\",\"matcher\":[" \
  "{\"source_value\":\"" source_value "\",\"value\":\"" value "\"}]}}]}]}}}"

static AssayMapping *
create_mapping (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) table = g_resources_lookup_data (RESOURCE_PATH "/tables/mapping.json",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  AssayMapping *mapping;

  g_assert_no_error (error);
  mapping = assay_mapping_new_from_bytes (table, &error);
  g_assert_no_error (error);

  return mapping;
}

static AssayConnectorMeta *
read_meta (const char *models)
{
  g_autofree char *text = g_strdup_printf ("{\"models\":{%s}}", models);
  g_autoptr (AssayJson) json = assay_json_new_from_text (text, NULL);
  g_autoptr (GError) error = NULL;
  AssayConnectorMeta *meta = assay_connector_meta_new_from_json (json, &error);

  g_assert_no_error (error);

  return meta;
}

static const char *
find_source (AssayMapping *mapping, const char *value)
{
  GListModel *entries = assay_mapping_get_entries (mapping);

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (AssayMappingEntry) entry = g_list_model_get_item (entries, i);

      if (g_str_equal (assay_mapping_entry_get_value (entry), value))
        return assay_mapping_entry_get_source (entry);
    }

  return NULL;
}

/* What the user decided comes before what StackOne tells, and that before our table. */
static void
test_order_of_trust (void)
{
  g_autoptr (AssayMapping) mapping = create_mapping ();
  g_autoptr (AssayConnectorMeta) meta = read_meta (KIND ("assessments", "COMPLETED", "cancelled"));
  guint changes = 0;

  g_signal_connect_swapped (mapping, "changed", G_CALLBACK (assay_count_cb), &changes);
  assay_mapping_set_connector_meta (mapping, meta);
  g_assert_cmpint (assay_mapping_lookup_status (mapping, "cancelled"), ==,
                   ASSAY_ORDER_STATUS_COMPLETED);
  g_assert_cmpstr (find_source (mapping, "cancelled"), ==, "StackOne’s Connector Meta");
  g_assert_false (assay_mapping_get_overridden (mapping));

  assay_mapping_set_status (mapping, "cancelled", ASSAY_ORDER_STATUS_EXPIRED);
  g_assert_cmpint (assay_mapping_lookup_status (mapping, "cancelled"), ==,
                   ASSAY_ORDER_STATUS_EXPIRED);
  assay_mapping_reset_value (mapping, "cancelled");
  g_assert_cmpint (assay_mapping_lookup_status (mapping, "cancelled"), ==,
                   ASSAY_ORDER_STATUS_COMPLETED);

  assay_mapping_set_connector_meta (mapping, NULL);
  g_assert_cmpuint (changes, ==, 4);
  g_assert_cmpint (assay_mapping_lookup_status (mapping, "cancelled"), ==,
                   ASSAY_ORDER_STATUS_REJECTED);
}

static void
test_unknown_words (void)
{
  g_autoptr (AssayMapping) mapping = create_mapping ();
  guint n_entries = g_list_model_get_n_items (assay_mapping_get_entries (mapping));
  g_autoptr (AssayConnectorMeta) odd = read_meta (KIND ("assessments", "FROZEN", "cancelled"));
  g_autoptr (AssayConnectorMeta) more = read_meta (KIND ("assessments", "in_progress", "paused"));

  assay_mapping_set_connector_meta (mapping, odd);
  g_assert_cmpint (assay_mapping_lookup_status (mapping, "cancelled"), ==,
                   ASSAY_ORDER_STATUS_REJECTED);

  assay_mapping_set_connector_meta (mapping, more);
  g_assert_cmpint (assay_mapping_lookup_status (mapping, "paused"), ==,
                   ASSAY_ORDER_STATUS_IN_PROGRESS);
  g_assert_cmpuint (g_list_model_get_n_items (assay_mapping_get_entries (mapping)), ==,
                    n_entries + 1);
  assay_mapping_set_status (mapping, "paused", ASSAY_ORDER_STATUS_PENDING);
  g_assert_cmpuint (g_list_model_get_n_items (assay_mapping_get_entries (mapping)), ==,
                    n_entries + 1);
}

static void
test_kinds (void)
{
  g_autoptr (AssayMapping) mapping = create_mapping ();
  g_autoptr (AssayConnectorMeta)
    meta = read_meta (KIND ("assessments", "EXPIRED",
                            "cancelled") "," KIND ("background_checks", "PENDING", "cancelled"));
  g_autoptr (AssayConnectorMeta)
    other = read_meta (KIND ("background_checks", "PENDING", "failed"));

  assay_mapping_set_connector_meta (mapping, meta);
  g_assert_cmpint (assay_mapping_lookup_status (mapping, "cancelled"), ==,
                   ASSAY_ORDER_STATUS_EXPIRED);
  assay_mapping_set_connector_meta (mapping, other);
  g_assert_cmpint (assay_mapping_lookup_status (mapping, "failed"), ==, ASSAY_ORDER_STATUS_PENDING);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/mapping/order-of-trust", test_order_of_trust);
  g_test_add_func ("/core/mapping/unknown-words", test_unknown_words);
  g_test_add_func ("/core/mapping/kinds", test_kinds);

  return g_test_run ();
}
