/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-private.h"

/* Rules M01 to M03: what an update does to the one before. Updates are merge patches: a member left
 * out is kept, null removes it, a list is replaced as a whole. */

static gboolean
is_filled (AssayJson *value)
{
  g_auto (GStrv) names = NULL;

  switch (assay_json_get_kind (value))
    {
    case ASSAY_JSON_NULL:
      return FALSE;
    case ASSAY_JSON_STRING:
      return *assay_json_get_string (value) != '\0';
    case ASSAY_JSON_ARRAY:
      return assay_json_get_length (value) > 0;
    case ASSAY_JSON_OBJECT:
      names = assay_json_dup_members (value);
      return names != NULL && names[0] != NULL;
    case ASSAY_JSON_BOOLEAN:
    case ASSAY_JSON_NUMBER:
    default:
      return TRUE;
    }
}

/* The card shows the first ones. */
static const struct
{
  const char *member;
  const char *word;
} parts[] = {
  { "score", "score" },
  { "summary", "summary" },
  { "result_url", "result address" },
  { "attachments", "attachments" },
  { "score.value", "value of the score" },
  { "score.label", "label of the score" },
  { "score.min", "minimum of the score" },
  { "score.max", "maximum of the score" },
};

#define N_ON_CARD 4

static void
check_leftovers (AssayLintRun *run)
{
  for (guint i = 0; run->context->accumulated != NULL && i < N_ON_CARD; i++)
    {
      const char *member = parts[i].member;
      g_autoptr (AssayJson) old = assay_json_dup_member (run->context->accumulated, member);
      g_autofree char *path = g_strconcat ("$.", member, NULL);
      const AssayLintPlace places[] = { { "part", parts[i].word }, { NULL, NULL } };

      if (old != NULL && is_filled (old) && !assay_json_has_member (run->body, member))
        assay_lint_add (run, "M01", NULL, path, places);
    }
}

/* The quotes keep what somebody typed from being taken for a word of ours. */
static char *
dup_word (const char *member)
{
  g_autofree char *excerpt = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (g_str_equal (parts[i].member, member))
        return g_strdup (parts[i].word);
    }

  excerpt = assay_lint_excerpt (member);

  return g_strdup_printf ("“%s”", excerpt);
}

/* A missing status has a rule of its own, and lists are no merge patches inside. */
static void
check_nulls (AssayLintRun *run, AssayJson *object, const char *prefix)
{
  g_auto (GStrv) names = assay_json_dup_members (object);

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (AssayJson) value = assay_json_dup_member (object, names[i]);
      g_autofree char *field = g_strconcat (prefix, names[i], NULL);
      g_autofree char *word = dup_word (field);
      const AssayLintPlace places[] = { { "part", word }, { NULL, NULL } };

      if (assay_json_get_kind (value) == ASSAY_JSON_NULL && !g_str_equal (field, "result.value"))
        assay_lint_add (run, "M02", NULL, assay_json_get_path (value), places);
      else if (g_str_equal (field, "score") && assay_json_get_kind (value) == ASSAY_JSON_OBJECT)
        check_nulls (run, value, "score.");
    }
}

static gboolean
has_address (AssayJson *list, const char *url)
{
  guint length = assay_json_get_length (list);

  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) item = assay_json_dup_element (list, i);
      g_autofree char *other = assay_lint_find_text (item, "url");

      if (g_strcmp0 (url, other) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
check_lost_links (AssayLintRun *run)
{
  g_autoptr (AssayJson) old = NULL;
  g_autoptr (AssayJson) list = assay_lint_find (run->body, "attachments", ASSAY_JSON_ARRAY);
  guint length, lost = 0;

  old = assay_lint_find (run->context->accumulated, "attachments", ASSAY_JSON_ARRAY);
  if (old == NULL || list == NULL)
    return;

  length = assay_json_get_length (old);
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) item = assay_json_dup_element (old, i);
      g_autofree char *url = assay_lint_find_text (item, "url");

      if (url != NULL && !has_address (list, url))
        lost++;
    }

  if (lost > 0)
    assay_lint_add_plural (run, "M03", "$.attachments", lost);
}

void
assay_lint_check_merge (AssayLintRun *run)
{
  check_leftovers (run);
  check_nulls (run, run->body, "");
  check_lost_links (run);
}
