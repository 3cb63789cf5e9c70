/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-private.h"

#include <string.h>

#include "assay-date-time.h"
#include "assay-result.h"

/* Rules R03 to R11: does the status say what is meant? */

static gboolean
is_open (AssayOrderStatus status)
{
  return status == ASSAY_ORDER_STATUS_PENDING || status == ASSAY_ORDER_STATUS_IN_PROGRESS;
}

static AssayOrderStatus
find_delivered_status (AssayLintRun *run)
{
  g_autofree char *value = assay_lint_find_status (run->context->accumulated);

  return assay_mapping_lookup_status (run->mapping, value);
}

/* "In Progress" and "canceled" are slips; anything else is a question for a person. */
static const char *
guess_value (const char *value)
{
  const char *const *values = assay_result_get_values ();
  g_autofree char *text = g_ascii_strdown (value, -1);

  g_strdelimit (text, "- .", '_');
  if (g_str_equal (text, "canceled"))
    return "cancelled";
  if (g_str_equal (text, "rejected"))
    return "failed";

  for (guint i = 0; values[i] != NULL; i++)
    {
      if (g_str_equal (values[i], text) && !g_str_equal (values[i], value) &&
          !g_str_equal (values[i], "unmapped_value"))
        return values[i];
    }

  return NULL;
}

static void
add_without_status (AssayLintRun *run, AssayJson *value)
{
  g_autofree char *text = assay_json_dup_text (value);
  g_autofree char *excerpt = assay_lint_excerpt (text != NULL ? text : "null");
  const char *guess = text != NULL ? guess_value (text) : NULL;
  AssayLintPlace places[] = { { "v", excerpt }, { "guess", guess }, { NULL, NULL } };
  AssayFinding *finding;

  if (guess == NULL)
    places[1].name = NULL;
  finding = assay_lint_add (run, "R05", guess != NULL ? "guess" : NULL, assay_json_get_path (value),
                            places);
  if (guess != NULL)
    assay_lint_patch_text (finding, "result", "value", guess);
}

static void
patch_pending (AssayFinding *finding)
{
  g_autoptr (AssayJson) patch =
    assay_json_new_from_text ("{\"result\":{\"value\":\"initiated\",\"source_value\":\"pending\"}}",
                              NULL);

  if (finding != NULL)
    assay_finding_set_patch (finding, patch);
}

/* StackOne itself may tell that it takes what its list of values does not name. */
static gboolean
is_told (AssayLintRun *run, const char *value)
{
  AssayConnectorMeta *meta = run->context->connector_meta;

  return meta != NULL &&
         assay_connector_meta_lookup_value (meta, run->context->operation, value) != NULL;
}

static void
check_value (AssayLintRun *run, AssayJson *value)
{
  const char *text = assay_json_get_string (value);
  const char *path = assay_json_get_path (value);

  if (assay_json_get_kind (value) != ASSAY_JSON_NULL && text == NULL)
    return;

  if (assay_mapping_lookup_status (run->mapping, text) == ASSAY_ORDER_STATUS_NONE)
    add_without_status (run, value);
  else if (g_str_equal (text, "pending") && !is_told (run, text))
    patch_pending (assay_lint_add (run, "R04", NULL, path, NULL));
  else if (g_str_equal (text, "passed"))
    assay_lint_add (run, "R06", NULL, path, NULL);
  else if (g_str_equal (text, "failed"))
    assay_lint_add (run, "R07", NULL, path, NULL);
  else if (g_str_equal (text, "cancelled"))
    assay_lint_add (run, "R08", NULL, path, NULL);
}

static gboolean
is_empty (AssayJson *object)
{
  g_auto (GStrv) names = assay_json_dup_members (object);

  return names == NULL || names[0] == NULL;
}

static void
check_history (AssayLintRun *run)
{
  g_autofree char *value = assay_lint_find_status (run->body);
  g_autofree char *date = assay_format_minute (run->context->last_at);
  AssayOrderStatus before = find_delivered_status (run);
  AssayOrderStatus after = assay_mapping_lookup_status (run->mapping, value);
  const AssayLintPlace time_places[] = { { "time", date, run->context->last_at }, { NULL, NULL } };

  if (run->context->last != NULL && assay_json_equal (run->context->last, run->body))
    assay_lint_add (run, "R11", NULL, "$", time_places);

  if (assay_order_status_is_final (before) && is_open (after) && !run->context->block_after_final)
    {
      assay_lint_add (run, "R09", NULL, "$.result.value", NULL);
    }
  else if (assay_order_status_is_final (before))
    {
      const char *variant = run->context->block_after_final ? "blocked" : NULL;
      g_autofree char *day = g_strndup (date, strlen ("2026-01-02"));
      AssayFinding *finding;
      const AssayLintPlace date_places[] = { { "date", day, run->context->last_at },
                                             { NULL, NULL } };

      finding = assay_lint_add (run, "R10", variant, "$", date_places);
      if (finding != NULL)
        assay_finding_set_barring (finding, run->context->block_after_final);
    }
}

void
assay_lint_check_status (AssayLintRun *run)
{
  g_autoptr (AssayJson) status = assay_lint_find (run->body, "result", ASSAY_JSON_OBJECT);
  g_autoptr (AssayJson) value = status != NULL ? assay_json_dup_member (status, "value") : NULL;
  g_autofree char *delivered = assay_lint_find_status (run->context->accumulated);

  if (value != NULL)
    check_value (run, value);
  else if (delivered == NULL && !is_empty (run->body))
    assay_lint_add (run, "R03", NULL, "$.result.value", NULL);

  check_history (run);
}
