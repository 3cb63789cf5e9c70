/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-private.h"

#include "assay-error.h"

#define LONGEST_EXCERPT 120

/**
 * AssayLint:
 *
 * Checks results against both contracts at once: StackOne's and SmartRecruiters'.
 *
 * The rules are code, one file per group; their texts and severities come from the table
 * `lints.json`.
 */
struct _AssayLint
{
  GObject parent_instance;

  /* owned */
  AssayMapping *mapping;
  GHashTable *entries; /* "L09/soon" -> Entry */
  GHashTable *aliases; /* "score.raw" -> "value" */
};

/* One row of the table. */
typedef struct
{
  AssaySeverity severity;
  char *message;
  char *plural;
  char *reason;
  char *fix;
} Entry;

G_DEFINE_FINAL_TYPE (AssayLint, assay_lint, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_free (entry->message);
  g_free (entry->plural);
  g_free (entry->reason);
  g_free (entry->fix);
  g_free (entry);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Entry, entry_free)

static char *
entry_key (const char *id,
           const char *variant)
{
  return variant != NULL ? g_strconcat (id, "/", variant, NULL) : g_strdup (id);
}

static gboolean
parse_entry (AssayLint  *self,
             AssayJson  *item,
             GError    **error)
{
  g_autoptr(Entry) entry = g_new0 (Entry, 1);
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
parse_aliases (AssayLint  *self,
               AssayJson  *root,
               GError    **error)
{
  g_autoptr(AssayJson) aliases = NULL;
  g_auto(GStrv) names = NULL;

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
parse_table (AssayLint  *self,
             GBytes     *table,
             GError    **error)
{
  g_autoptr(AssayJson) root = assay_json_parse (table, error);
  g_autoptr(AssayJson) lints = NULL;
  guint length;

  if (root == NULL || !assay_json_check_kind (root, ASSAY_JSON_OBJECT, error) ||
      !parse_aliases (self, root, error) || !assay_json_read_array (root, "lints", &lints, error))
    return FALSE;

  length = lints != NULL ? assay_json_get_length (lints) : 0;
  for (guint i = 0; i < length; i++)
    {
      g_autoptr(AssayJson) item = assay_json_dup_element (lints, i);

      if (!parse_entry (self, item, error))
        return FALSE;
    }

  return TRUE;
}

static AssayMessage *
message_new (const char           *singular,
             const char           *plural,
             gulong                n,
             const AssayLintPlace *places)
{
  AssayMessage *message;

  if (singular == NULL)
    return NULL;

  message = assay_message_new (singular, plural, n);
  for (; places != NULL && places->name != NULL; places++)
    assay_message_set (message, places->name, places->text);

  return message;
}

static AssayFinding *
add_finding (AssayLintRun         *run,
             const char           *id,
             const char           *variant,
             const char           *path,
             gulong                n,
             const AssayLintPlace *places)
{
  g_autofree char *key = entry_key (id, variant);
  const Entry *entry = g_hash_table_lookup (run->lint->entries, key);
  g_autoptr(AssayMessage) message = NULL;
  g_autoptr(AssayMessage) reason = NULL;
  g_autoptr(AssayMessage) fix = NULL;
  AssayFinding *finding;

  /* A table may leave a lint out to silence it. */
  if (entry == NULL)
    return NULL;

  message = message_new (entry->message, entry->plural, n, places);
  reason = message_new (entry->reason, NULL, 1, places);
  fix = message_new (entry->fix, NULL, 1, places);
  finding = assay_finding_new (id, entry->severity, path, message, reason, fix);
  g_ptr_array_add (run->findings, finding);

  return finding;
}

static void
assay_lint_finalize (GObject *object)
{
  AssayLint *self = ASSAY_LINT (object);

  g_clear_object (&self->mapping);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->aliases);

  G_OBJECT_CLASS (assay_lint_parent_class)->finalize (object);
}

static void
assay_lint_class_init (AssayLintClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_lint_finalize;
}

static void
assay_lint_init (AssayLint *self)
{
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) entry_free);
  self->aliases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * assay_lint_new:
 * @table: the bytes of `lints.json`
 * @mapping: what SmartRecruiters makes of a result
 * @error: return location for an error of %ASSAY_CORE_ERROR that names the JSON path
 *
 * Creates a lint. A lint that the table leaves out is silent.
 *
 * Returns: (transfer full): a new lint, or %NULL with @error set
 */
AssayLint *
assay_lint_new (GBytes        *table,
                AssayMapping  *mapping,
                GError       **error)
{
  g_autoptr(AssayLint) self = NULL;

  g_return_val_if_fail (table != NULL, NULL);
  g_return_val_if_fail (ASSAY_IS_MAPPING (mapping), NULL);

  self = g_object_new (ASSAY_TYPE_LINT, NULL);
  self->mapping = g_object_ref (mapping);

  return parse_table (self, table, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * assay_lint_check_merged:
 * @self: a lint
 * @body: the body of a result update, an object
 * @merged: what stands at SmartRecruiters after it
 * @context: what is known around it
 *
 * Checks the body of a result update that was parsed and merged already.
 *
 * Returns: (transfer full) (element-type AssayFinding): what was found, group by group
 */
GPtrArray *
assay_lint_check_merged (AssayLint        *self,
                         AssayJson        *body,
                         AssayJson        *merged,
                         AssayLintContext *context)
{
  AssayLintRun run = {
    .lint = self,
    .mapping = self->mapping,
    .context = context,
    .body = body,
    .merged = merged,
    .findings = g_ptr_array_new_with_free_func (g_object_unref),
  };

  _assay_lint_check_shape (&run);
  _assay_lint_check_status (&run);
  _assay_lint_check_score (&run);
  _assay_lint_check_summary (&run);
  _assay_lint_check_dates (&run);
  _assay_lint_check_order (&run);
  _assay_lint_check_merge (&run);
  _assay_lint_check_links (&run);

  return run.findings;
}

/**
 * assay_lint_check_result:
 * @self: a lint
 * @body: the body of a result update, as it would be sent
 * @context: (nullable): what is known around it
 * @error: return location for an error of %ASSAY_CORE_ERROR
 *
 * Checks the body of a result update.
 *
 * Returns: (transfer full) (element-type AssayFinding): what was found, group by group; %NULL with
 *   @error set when @body is not a JSON object at all
 */
GPtrArray *
assay_lint_check_result (AssayLint         *self,
                         GBytes            *body,
                         AssayLintContext  *context,
                         GError           **error)
{
  g_autoptr(AssayLintContext) known = NULL;
  g_autoptr(AssayJson) json = NULL;
  g_autoptr(AssayJson) merged = NULL;

  g_return_val_if_fail (ASSAY_IS_LINT (self), NULL);
  g_return_val_if_fail (body != NULL, NULL);
  g_return_val_if_fail (context == NULL || ASSAY_IS_LINT_CONTEXT (context), NULL);

  json = assay_json_parse (body, error);
  if (json == NULL || !assay_json_check_kind (json, ASSAY_JSON_OBJECT, error))
    return NULL;

  known = context != NULL ? g_object_ref (context) : assay_lint_context_new ();
  merged = assay_json_merge_patch (known->accumulated, json);

  return assay_lint_check_merged (self, json, merged, known);
}

/* Adds the finding of the lint @id; @variant picks one of several rows with that id. */
AssayFinding *
_assay_lint_add (AssayLintRun         *run,
                 const char           *id,
                 const char           *variant,
                 const char           *path,
                 const AssayLintPlace *places)
{
  return add_finding (run, id, variant, path, 1, places);
}

AssayFinding *
_assay_lint_add_plural (AssayLintRun *run,
                        const char   *id,
                        const char   *path,
                        gulong        n)
{
  return add_finding (run, id, NULL, path, n, NULL);
}

/* Finds what a misnamed member was probably meant to be. */
const char *
_assay_lint_find_alias (AssayLint  *self,
                        const char *place)
{
  return g_hash_table_lookup (self->aliases, place);
}

/* Gets a member of one kind, %NULL when it is absent or something else. */
AssayJson *
_assay_lint_find (AssayJson     *object,
                  const char    *member,
                  AssayJsonKind  kind)
{
  g_autoptr(AssayJson) value = NULL;

  if (object == NULL || assay_json_get_kind (object) != ASSAY_JSON_OBJECT)
    return NULL;

  value = assay_json_dup_member (object, member);

  return value != NULL && assay_json_get_kind (value) == kind ? g_steal_pointer (&value) : NULL;
}

/* Gets a text that is not empty. */
char *
_assay_lint_find_text (AssayJson  *object,
                       const char *member)
{
  g_autoptr(AssayJson) value = _assay_lint_find (object, member, ASSAY_JSON_STRING);
  const char *text = value != NULL ? assay_json_get_string (value) : NULL;

  return text != NULL && *text != '\0' ? g_strdup (text) : NULL;
}

/* Gets `result.value`. */
char *
_assay_lint_find_status (AssayJson *result)
{
  g_autoptr(AssayJson) status = _assay_lint_find (result, "result", ASSAY_JSON_OBJECT);

  return _assay_lint_find_text (status, "value");
}

/* Shortens a text of any length to what a message can carry. */
char *
_assay_lint_excerpt (const char *text)
{
  g_autofree char *start = NULL;

  if (g_utf8_strlen (text, -1) <= LONGEST_EXCERPT)
    return g_strdup (text);

  start = g_utf8_substring (text, 0, LONGEST_EXCERPT);

  return g_strconcat (start, "…", NULL);
}

/* Hands the finding a merge patch that sets `member`, inside `object` unless that is %NULL. */
void
_assay_lint_patch_text (AssayFinding *finding,
                        const char   *object,
                        const char   *member,
                        const char   *text)
{
  g_autoptr(AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(AssayJson) patch = NULL;

  if (finding == NULL)
    return;

  assay_json_writer_begin_object (writer);
  if (object != NULL)
    {
      assay_json_writer_member (writer, object);
      assay_json_writer_begin_object (writer);
    }
  assay_json_writer_member_string (writer, member, text);
  if (object != NULL)
    assay_json_writer_end_object (writer);
  assay_json_writer_end_object (writer);

  bytes = assay_json_writer_finish (writer);
  patch = assay_json_parse (bytes, NULL);
  assay_finding_set_patch (finding, patch);
}
