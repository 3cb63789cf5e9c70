/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-private.h"

#include <string.h>

/* Rules R13 to R15: is this what the provider takes, as StackOne's Connector Meta tells it? */

/* A member before those in it: where a provider takes none of it, that is said once. */
static const char *const members[] = {
  "$.result",      "$.result.value",    "$.score",     "$.score.value",  "$.score.min",
  "$.score.max",   "$.score.label",     "$.summary",   "$.result_url",   "$.attachments",
  "$.start_date",  "$.submission_date", "$.candidate", "$.candidate.id", "$.candidate.profile_url",
  "$.passthrough",
};

static gboolean
is_nothing (AssayJson *value)
{
  const char *text;

  if (value == NULL || assay_json_get_kind (value) == ASSAY_JSON_NULL)
    return TRUE;

  text = assay_json_get_string (value);

  return text != NULL && *text == '\0';
}

static gboolean
has_value (AssayJson *result, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path + strlen ("$."), ".", -1);
  g_autoptr (AssayJson) value = assay_json_ref (result);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) object = g_steal_pointer (&value);

      if (assay_json_get_kind (object) != ASSAY_JSON_OBJECT)
        return FALSE;
      value = assay_json_dup_member (object, names[i]);
      if (is_nothing (value))
        return FALSE;
    }

  return TRUE;
}

/* What the result form cannot fill in is not asked for; neither is what only matters inside of
 * something that is left out. */
static gboolean
is_asked_for (AssayLintRun *run, const char *path)
{
  const char *last = strrchr (path, '.');
  g_autofree char *above = g_strndup (path, (gsize) (last - path));
  gboolean is_known = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (members) && !is_known; i++)
    is_known = g_str_equal (members[i], path);

  return is_known && (g_str_equal (above, "$") || has_value (run->merged, above));
}

static void
check_required (AssayLintRun *run, const char *provider)
{
  const char *const *required = assay_connector_meta_get_required (run->context->connector_meta,
                                                                   run->context->operation);
  const AssayLintPlace places[] = { { "provider", provider }, { NULL, NULL } };

  for (guint i = 0; required != NULL && required[i] != NULL; i++)
    {
      if (is_asked_for (run, required[i]) && !has_value (run->merged, required[i]))
        assay_lint_add (run, "R13", NULL, required[i], places);
    }
}

static void
check_offered (AssayLintRun *run, const char *provider)
{
  const AssayLintPlace places[] = { { "provider", provider }, { NULL, NULL } };
  const char *said = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      if ((said != NULL && g_str_has_prefix (members[i], said)) ||
          !has_value (run->body, members[i]) ||
          assay_connector_meta_offers (run->context->connector_meta, run->context->operation,
                                       members[i]))
        continue;
      said = members[i];
      assay_lint_add (run, "R14", NULL, said, places);
    }
}

static void
check_value (AssayLintRun *run, const char *provider)
{
  AssayConnectorMeta *meta = run->context->connector_meta;
  AssayOrderKind kind = run->context->operation;
  const char *const *values = assay_connector_meta_get_values (meta, kind);
  g_autofree char *value = assay_lint_find_status (run->body);
  g_autofree char *excerpt = value != NULL ? assay_lint_excerpt (value) : NULL;
  const AssayLintPlace places[] = { { "provider", provider }, { "v", excerpt }, { NULL, NULL } };

  if (value != NULL && values != NULL && values[0] != NULL && !g_strv_contains (values, value))
    assay_lint_add (run, "R15", NULL, "$.result.value", places);
}

/* Where nothing is known of an order, it is one of an assessment, as most are. */
void
assay_lint_check_connector (AssayLintRun *run)
{
  AssayConnectorMeta *meta = run->context->connector_meta;
  const char *provider;

  if (meta == NULL)
    return;

  provider = assay_connector_meta_get_provider_name (meta);
  if (provider == NULL)
    provider = "SmartRecruiters";

  check_required (run, provider);
  check_offered (run, provider);
  check_value (run, provider);
}
