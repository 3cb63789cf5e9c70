/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-table-private.h"

#include "assay-error.h"

/*
 * AssayLintTable:
 *
 * The texts and severities of the lints, and what misnamed members were probably meant to be.
 */
struct _AssayLintTable
{
  GHashTable *entries; /* "L09/soon" → AssayLintEntry */
  GHashTable *aliases; /* "score.raw" → "value" */
};

static void
entry_free (AssayLintEntry *entry)
{
  g_free (entry->message);
  g_free (entry->plural);
  g_free (entry->reason);
  g_free (entry->fix);
  g_free (entry);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AssayLintEntry, entry_free)

static char *
entry_key (const char *id, const char *variant)
{
  return variant != NULL ? g_strconcat (id, "/", variant, NULL) : g_strdup (id);
}

static gboolean
parse_entry (AssayLintTable *self, AssayJson *item, GError **error)
{
  g_autoptr (AssayLintEntry) entry = g_new0 (AssayLintEntry, 1);
  g_autofree char *id = NULL;
  g_autofree char *variant = NULL;
  g_autofree char *severity = NULL;

  if (!assay_json_check_kind (item, ASSAY_JSON_OBJECT, error) ||
      !assay_json_read_string (item, "id", &id, error) ||
      !assay_json_read_string (item, "case", &variant, error) ||
      !assay_json_read_string (item, "severity", &severity, error) ||
      !assay_json_read_string (item, "message", &entry->message, error) ||
      !assay_json_read_string (item, "message_plural", &entry->plural, error) ||
      !assay_json_read_string (item, "why", &entry->reason, error) ||
      !assay_json_read_string (item, "fix", &entry->fix, error))
    return FALSE;

  if (id == NULL || entry->message == NULL ||
      !assay_severity_from_string (severity, &entry->severity))
    {
      g_set_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_VALUE,
                   "%s: needs an id, a message and a severity of error, warning or hint",
                   assay_json_get_path (item));
      return FALSE;
    }

  g_hash_table_replace (self->entries, entry_key (id, variant), g_steal_pointer (&entry));

  return TRUE;
}

static gboolean
parse_aliases (AssayLintTable *self, AssayJson *root, GError **error)
{
  g_autoptr (AssayJson) aliases = NULL;
  g_auto (GStrv) names = NULL;

  if (!assay_json_read_object (root, "aliases", &aliases, error))
    return FALSE;

  names = aliases != NULL ? assay_json_dup_members (aliases) : NULL;
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *meaning = NULL;

      if (!assay_json_read_string (aliases, names[i], &meaning, error))
        return FALSE;
      if (meaning != NULL)
        g_hash_table_replace (self->aliases, g_strdup (names[i]), g_steal_pointer (&meaning));
    }

  return TRUE;
}

static gboolean
parse_table (AssayLintTable *self, GBytes *table, GError **error)
{
  g_autoptr (AssayJson) root = assay_json_parse (table, error);
  g_autoptr (AssayJson) lints = NULL;
  guint length;

  if (root == NULL || !assay_json_check_kind (root, ASSAY_JSON_OBJECT, error) ||
      !parse_aliases (self, root, error) || !assay_json_read_array (root, "lints", &lints, error))
    return FALSE;

  length = lints != NULL ? assay_json_get_length (lints) : 0;
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) item = assay_json_dup_element (lints, i);

      if (!parse_entry (self, item, error))
        return FALSE;
    }

  return TRUE;
}

/*
 * assay_lint_table_new:
 * @bytes: the bytes of `lints.json`
 * @error: return location for an error of %ASSAY_CORE_ERROR that names the JSON path
 *
 * Returns: (transfer full) (nullable): the table
 */
AssayLintTable *
assay_lint_table_new (GBytes *bytes, GError **error)
{
  g_autoptr (AssayLintTable) self = g_new0 (AssayLintTable, 1);

  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) entry_free);
  self->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return parse_table (self, bytes, error) ? g_steal_pointer (&self) : NULL;
}

void
assay_lint_table_free (AssayLintTable *self)
{
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->aliases);
  g_free (self);
}

/* A table may leave a lint out to silence it. @variant picks one of several rows with that id. */
const AssayLintEntry *
assay_lint_table_find (AssayLintTable *self, const char *id, const char *variant)
{
  g_autofree char *key = entry_key (id, variant);

  return g_hash_table_lookup (self->entries, key);
}

/* Finds what a misnamed member was probably meant to be. */
const char *
assay_lint_table_find_alias (AssayLintTable *self, const char *place)
{
  return g_hash_table_lookup (self->aliases, place);
}
