/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-connector-meta.h"
#include "assay-error.h"
#include "assay-support.h"

#define ASSESSMENT ASSAY_ORDER_KIND_ASSESSMENT
#define CHECK ASSAY_ORDER_KIND_BACKGROUND_CHECK

#define META(kind, input) \
  "{\"provider\":\"smartrecruiters\",\"models\":{\"" kind "\":{\"update\":{\"input\":" input "}}}}"
#define FIELDS(list) META ("assessments/results", "{\"default_fields\":" list "}")

static AssayConnectorMeta *
read_meta (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) json = assay_json_new_from_text (text, &error);
  AssayConnectorMeta *meta;

  g_assert_no_error (error);
  meta = assay_connector_meta_new_from_json (json, &error);
  g_assert_no_error (error);

  return meta;
}

static void
test_fields (void)
{
  static const char *const required[] = { "$.summary", "$.score", "$.score.max", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (AssayConnectorMeta) meta = read_meta (
    FIELDS ("[{\"name\":\"id\",\"type\":\"string\",\"required\":true},"
            "{\"name\":\"summary\",\"type\":\"string\",\"required\":true},"
            "{\"name\":\"score\",\"required\":true,\"type\":[{\"name\":\"value\"},"
            "{\"name\":\"max\",\"required\":true},{\"name\":\"min\",\"required\":false}]},"
            "{\"name\":\"candidate\",\"type\":\"string\"},{\"type\":\"string\"},5]"));

  g_assert_cmpstr (assay_connector_meta_get_provider_name (meta), ==, "smartrecruiters");
  g_assert_true (assay_connector_meta_describes (meta, ASSESSMENT));
  g_assert_true (assay_connector_meta_offers (meta, ASSESSMENT, "$.summary"));
  g_assert_true (assay_connector_meta_offers (meta, ASSESSMENT, "$.score"));
  g_assert_true (assay_connector_meta_offers (meta, ASSESSMENT, "$.score.min"));
  g_assert_false (assay_connector_meta_offers (meta, ASSESSMENT, "$.score.label"));
  g_assert_false (assay_connector_meta_offers (meta, ASSESSMENT, "$.result_url"));
  /* Of one that has no parts, all of them are taken. */
  g_assert_true (assay_connector_meta_offers (meta, ASSESSMENT, "$.candidate.profile_url"));
  assay_assert_strv (assay_connector_meta_get_required (meta, ASSESSMENT), required);
  g_assert_true (assay_connector_meta_requires (meta, ASSESSMENT, "$.score.max"));
  g_assert_false (assay_connector_meta_requires (meta, ASSESSMENT, "$.score.min"));
  g_assert_false (assay_connector_meta_requires (meta, ASSESSMENT, "$.id"));
  assay_assert_strv (assay_connector_meta_get_values (meta, ASSESSMENT), none);

  g_assert_false (assay_connector_meta_describes (meta, CHECK));
  g_assert_true (assay_connector_meta_offers (meta, CHECK, "$.score.label"));
  g_assert_false (assay_connector_meta_requires (meta, CHECK, "$.summary"));
  g_assert_null (assay_connector_meta_get_required (meta, CHECK));
  g_assert_null (assay_connector_meta_get_values (meta, CHECK));
  g_assert_null (assay_connector_meta_lookup_value (meta, CHECK, "completed"));
}

static void
test_required_by_name (void)
{
  static const char *const required[] = { "$.result.value", "$.summary", NULL };
  g_autoptr (AssayConnectorMeta) meta =
    read_meta (META ("background_checks/results",
                     "{\"default_fields\":[{\"name\":\"summary\"}],"
                     "\"expand_fields\":[{\"name\":\"result\",\"type\":[{\"name\":\"value\"}]}],"
                     "\"required_fields\":[\"id\",\"result.value\",7,\"summary\",\"summary\"]}"));

  g_assert_true (assay_connector_meta_offers (meta, CHECK, "$.result.value"));
  assay_assert_strv (assay_connector_meta_get_required (meta, CHECK), required);
}

/* As the example of StackOne's OpenAPI writes it. */
static void
test_other_spelling (void)
{
  static const char *const required[] = { "$.summary", NULL };
  static const char *const values[] = { "completed", NULL };
  g_autoptr (AssayConnectorMeta) meta = read_meta (
    "{\"provider\":\"sr\",\"providerName\":\"SmartRecruiters\",\"models\":{"
    "\"assessments/results\":{\"update\":{\"input\":{\"defaultFields\":[{\"name\":\"summary\"}],"
    "\"expandFields\":[{\"name\":\"result\",\"type\":[{\"name\":\"value\",\"valueMap\":{"
    "\"type\":\"hashmap\",\"matcher\":[{\"sourceValue\":\"DONE\",\"value\":\"completed\"}]}}]}],"
    "\"requiredFields\":[\"summary\"]}}}}}");

  g_assert_cmpstr (assay_connector_meta_get_provider_name (meta), ==, "SmartRecruiters");
  assay_assert_strv (assay_connector_meta_get_required (meta, ASSESSMENT), required);
  assay_assert_strv (assay_connector_meta_get_values (meta, ASSESSMENT), values);
  g_assert_cmpstr (assay_connector_meta_lookup_value (meta, ASSESSMENT, "completed"), ==, "DONE");
}

#define STATUS(map) \
  FIELDS ("[{\"name\":\"result\",\"type\":[{\"name\":\"value\",\"value_map\":" map "}]}]")

static void
test_value_maps (void)
{
  static const char *const values[] = { "completed", "failed", NULL };
  static const char *const only[] = { "completed", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (AssayConnectorMeta) listed = read_meta (
    STATUS ("{\"type\":\"hashmap\",\"matcher\":[{\"source_value\":\"COMPLETED\",\"value\":"
            "\"completed\"},{\"value\":\"failed\"},{\"source_value\":\"OTHER\",\"value\":"
            "\"completed\"},{\"source_value\":\"X\"},3,{\"source_value\":1,\"value\":2}]}"));
  g_autoptr (AssayConnectorMeta)
    fixed = read_meta (STATUS ("{\"type\":\"static\",\"value\":\"completed\"}"));
  g_autoptr (AssayConnectorMeta) computed = read_meta (STATUS ("{\"type\":\"computed\"}"));

  assay_assert_strv (assay_connector_meta_get_values (listed, ASSESSMENT), values);
  g_assert_cmpstr (assay_connector_meta_lookup_value (listed, ASSESSMENT, "completed"), ==,
                   "COMPLETED");
  g_assert_cmpstr (assay_connector_meta_lookup_value (listed, ASSESSMENT, "failed"), ==, "failed");
  g_assert_null (assay_connector_meta_lookup_value (listed, ASSESSMENT, "expired"));
  assay_assert_strv (assay_connector_meta_get_values (fixed, ASSESSMENT), only);
  assay_assert_strv (assay_connector_meta_get_values (computed, ASSESSMENT), none);
}

/* What cannot be understood takes nothing away. */
static void
test_nothing_told (void)
{
  static const char *const texts[] = {
    "{\"models\":{}}",
    "{\"models\":{\"assessments/results\":5}}",
    "{\"models\":{\"assessments/results\":{\"update\":{\"input\":[]}}}}",
    FIELDS ("[]"),
    FIELDS ("[{\"name\":5}]"),
    FIELDS ("{}"),
    META ("assessments/results", "{\"required_fields\":[\"summary\"]}"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AssayConnectorMeta) meta = read_meta (texts[i]);

      g_assert_false (assay_connector_meta_describes (meta, ASSESSMENT));
      g_assert_true (assay_connector_meta_offers (meta, ASSESSMENT, "$.summary"));
      g_assert_false (assay_connector_meta_requires (meta, ASSESSMENT, "$.summary"));
    }
}

static void
test_mistakes (void)
{
  static const struct
  {
    const char *text;
    AssayCoreError code;
    const char *message;
  } mistakes[] = {
    { "[]", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found array" },
    { "{}", ASSAY_CORE_ERROR_MISSING_MEMBER, "$.models: missing" },
    { "{\"models\":[]}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.models: expected object, found array" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (mistakes); i++)
    {
      g_autoptr (AssayJson) json = assay_json_new_from_text (mistakes[i].text, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_null (assay_connector_meta_new_from_json (json, &error));
      g_assert_error (error, ASSAY_CORE_ERROR, (int) mistakes[i].code);
      g_assert_cmpstr (error->message, ==, mistakes[i].message);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/connector-meta/fields", test_fields);
  g_test_add_func ("/core/connector-meta/required-by-name", test_required_by_name);
  g_test_add_func ("/core/connector-meta/other-spelling", test_other_spelling);
  g_test_add_func ("/core/connector-meta/value-maps", test_value_maps);
  g_test_add_func ("/core/connector-meta/nothing-told", test_nothing_told);
  g_test_add_func ("/core/connector-meta/mistakes", test_mistakes);

  return g_test_run ();
}
