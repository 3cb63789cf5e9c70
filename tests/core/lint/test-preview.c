/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-change.h"
#include "assay-preview.h"
#include "assay-support.h"

typedef struct
{
  AssayPreview *preview;
  AssayResult *result;
  guint n_cards;
} Fixture;

static GBytes *
load_table (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH "/tables/", name, ".json", NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);

  return bytes;
}

static void
set_rules (AssayPreview *preview)
{
  g_autoptr (GBytes) mapping_table = load_table ("mapping");
  g_autoptr (GBytes) lints_table = load_table ("lints");
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayMapping) mapping = assay_mapping_new_from_bytes (mapping_table, &error);
  g_autoptr (AssayLint) lint = NULL;

  g_assert_no_error (error);
  lint = assay_lint_new (lints_table, mapping, &error);
  g_assert_no_error (error);
  assay_preview_set_rules (preview, mapping, lint);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayJson) json = assay_json_from_text ("{\"package\":{\"name\":\"Typing\"}}");
  g_autoptr (AssayOrder) order = assay_order_new_from_json (json, NULL);

  fixture->preview = assay_preview_new ();
  fixture->result = assay_preview_get_result (fixture->preview);
  g_assert_null (assay_preview_get_card (fixture->preview));
  set_rules (fixture->preview);
  assay_preview_set_order (fixture->preview, order, fixture->result);
  assay_count_notify (fixture->preview, "card", &fixture->n_cards);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->preview);
}

/* One change is one card. */
static void
test_card (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (assay_card_get_package_name (assay_preview_get_card (fixture->preview)), ==,
                   "Typing");
  assay_result_set_value (fixture->result, "completed");
  g_assert_cmpuint (fixture->n_cards, ==, 1);
  g_assert_cmpint (assay_card_get_status (assay_preview_get_card (fixture->preview)), ==,
                   ASSAY_ORDER_STATUS_COMPLETED);

  assay_result_set_value (fixture->result, "completed");
  g_assert_cmpuint (fixture->n_cards, ==, 1);
  assay_preview_set_appearance (fixture->preview, ASSAY_APPEARANCE_CARD);
  g_assert_cmpuint (fixture->n_cards, ==, 2);
  g_assert_cmpint (assay_card_get_appearance (assay_preview_get_card (fixture->preview)), ==,
                   ASSAY_APPEARANCE_CARD);
}

static char *
join_findings (AssayPreview *preview)
{
  GListModel *findings = assay_preview_get_findings (preview);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (AssayFinding) finding = g_list_model_get_item (findings, i);

      g_string_append_printf (ids, "%s ", assay_finding_get_id (finding));
    }

  return g_string_free_and_steal (ids);
}

/* What stays found keeps its item, so that its row keeps its focus. */
static void
test_findings (Fixture *fixture, gconstpointer data)
{
  AssayScore *score = assay_result_get_score (fixture->result);
  GListModel *findings = assay_preview_get_findings (fixture->preview);
  g_autofree char *one = NULL, *two = NULL, *three = NULL;
  g_autoptr (AssayFinding) kept = NULL;
  g_autoptr (AssayFinding) same = NULL;

  assay_result_set_value (fixture->result, "failed");
  one = join_findings (fixture->preview);
  g_assert_cmpstr (one, ==, "R07 ");
  g_assert_cmpuint (assay_preview_get_n_errors (fixture->preview), ==, 0);

  kept = g_list_model_get_item (findings, 0);
  assay_score_set_value (score, "80");
  two = join_findings (fixture->preview);
  g_assert_cmpstr (two, ==, "R07 S01 ");
  g_assert_cmpuint (assay_preview_get_n_errors (fixture->preview), ==, 1);
  same = g_list_model_get_item (findings, 0);
  g_assert_true (same == kept);

  assay_result_set_value (fixture->result, "passed");
  three = join_findings (fixture->preview);
  g_assert_cmpstr (three, ==, "R06 S01 S12 ");
}

static void
test_remarks (Fixture *fixture, gconstpointer data)
{
  GListModel *remarks = assay_preview_get_remarks (fixture->preview);
  g_autoptr (AssayRemark) remark = NULL;
  g_autofree char *message = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (remarks), ==, 0);
  assay_result_set_source_value (fixture->result, "Bestanden");
  g_assert_cmpuint (g_list_model_get_n_items (remarks), ==, 1);
  remark = g_list_model_get_item (remarks, 0);
  g_assert_cmpstr (assay_remark_get_path (remark), ==, "$.result.source_value");
  g_assert_cmpstr (assay_remark_get_value (remark), ==, "Bestanden");
  message = assay_remark_dup_message (remark, NULL);
  g_assert_cmpstr (message, !=, "");
}

static void
check_change (AssayPreview *preview,
              guint position,
              const char *member,
              const char *before,
              const char *after)
{
  g_autoptr (AssayChange)
    change = g_list_model_get_item (assay_preview_get_changes (preview), position);

  g_assert_nonnull (change);
  g_assert_cmpstr (assay_change_get_member (change), ==, member);
  g_assert_cmpstr (assay_change_get_before (change), ==, before);
  g_assert_cmpstr (assay_change_get_after (change), ==, after);
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayJson)
    last = assay_json_from_text ("{\"result\":{\"value\":\"initiated\"},\"summary\":\"s\","
                                 "\"candidate\":{}}");
  g_autoptr (AssayLintContext) context = assay_lint_context_new ();
  GListModel *changes = assay_preview_get_changes (fixture->preview);

  assay_result_set_value (fixture->result, "completed");
  g_assert_cmpuint (g_list_model_get_n_items (changes), ==, 0);

  assay_lint_context_set_delivered (context, last, last, 0);
  assay_preview_set_context (fixture->preview, context);
  assay_result_set_summary (fixture->result, "s");
  g_object_set (fixture->result, "result-url", "https://example.com/r", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (changes), ==, 3);
  check_change (fixture->preview, 0, "result", "{\"value\":\"initiated\"}",
                "{\"value\":\"completed\"}");
  check_change (fixture->preview, 1, "candidate", "{}", NULL);
  check_change (fixture->preview, 2, "result_url", NULL, "\"https://example.com/r\"");
}

/* Only the result that it has now is followed. */
static void
test_other_result (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayResult) first = g_object_ref (fixture->result);
  g_autoptr (AssayResult) second = assay_result_new ();

  assay_preview_set_result (fixture->preview, second);
  g_assert_cmpuint (fixture->n_cards, ==, 1);
  assay_result_set_value (first, "failed");
  g_assert_cmpuint (fixture->n_cards, ==, 1);
  assay_result_set_value (second, "failed");
  g_assert_cmpuint (fixture->n_cards, ==, 2);
  assay_result_set_passthrough (second, "{half");
  g_assert_cmpuint (fixture->n_cards, ==, 3);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/core/preview/card", test_card);
  ADD ("/core/preview/findings", test_findings);
  ADD ("/core/preview/remarks", test_remarks);
  ADD ("/core/preview/changes", test_changes);
  ADD ("/core/preview/other-result", test_other_result);

  return g_test_run ();
}
