/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint.h"

#include "assay-lint-private.h"

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
  AssayLintTable *table;
};

G_DEFINE_FINAL_TYPE (AssayLint, assay_lint, G_TYPE_OBJECT)

static void
assay_lint_finalize (GObject *object)
{
  AssayLint *self = ASSAY_LINT (object);

  g_clear_object (&self->mapping);
  g_clear_pointer (&self->table, assay_lint_table_free);

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
assay_lint_new (GBytes *table, AssayMapping *mapping, GError **error)
{
  g_autoptr (AssayLint) self = NULL;

  g_return_val_if_fail (table != NULL, NULL);
  g_return_val_if_fail (ASSAY_IS_MAPPING (mapping), NULL);

  self = g_object_new (ASSAY_TYPE_LINT, NULL);
  self->mapping = g_object_ref (mapping);

  self->table = assay_lint_table_new (table, error);

  return self->table != NULL ? g_steal_pointer (&self) : NULL;
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
assay_lint_check_merged (AssayLint *self,
                         AssayJson *body,
                         AssayJson *merged,
                         AssayLintContext *context)
{
  AssayLintRun run = {
    .table = self->table,
    .mapping = self->mapping,
    .context = context,
    .body = body,
    .merged = merged,
    .findings = g_ptr_array_new_with_free_func (g_object_unref),
  };

  assay_lint_check_shape (&run);
  assay_lint_check_status (&run);
  assay_lint_check_connector (&run);
  assay_lint_check_score (&run);
  assay_lint_check_summary (&run);
  assay_lint_check_dates (&run);
  assay_lint_check_order (&run);
  assay_lint_check_merge (&run);
  assay_lint_check_links (&run);

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
assay_lint_check_result (AssayLint *self, GBytes *body, AssayLintContext *context, GError **error)
{
  g_autoptr (AssayLintContext) known = NULL;
  g_autoptr (AssayJson) json = NULL;
  g_autoptr (AssayJson) merged = NULL;

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

/**
 * assay_lint_check_packages:
 * @self: the lints
 * @answer: what a package list endpoint answered with
 *
 * Checks a list of packages as the recruiter will see it: rules P01 to P06 and P08 of the table, as
 * far as a body can break them. Where in @answer something is wrong stands in each finding's path.
 *
 * Returns: (transfer full) (element-type AssayFinding): what was found, in the order of the list
 */
GPtrArray *
assay_lint_check_packages (AssayLint *self, AssayJson *answer)
{
  g_autoptr (AssayJson) data = NULL;
  AssayLintRun run = {
    .table = self->table,
    .mapping = self->mapping,
    .body = answer,
    .findings = g_ptr_array_new_with_free_func (g_object_unref),
  };

  g_return_val_if_fail (ASSAY_IS_LINT (self), NULL);

  data = assay_lint_find (answer, "data", ASSAY_JSON_ARRAY);
  if (data != NULL)
    assay_lint_check_list (&run, data);
  else
    assay_lint_add (&run, "P01", "data", "$.data", NULL);

  return run.findings;
}

/**
 * assay_lint_check_listed:
 * @self: the lints
 * @orders: (element-type AssayOrder): orders that are not done
 * @packages: (element-type AssayPackage): the packages that are listed
 *
 * Checks whether the packages that were ordered are still listed: rule P10.
 *
 * Returns: (transfer full) (element-type AssayFinding): one for each order whose package is not
 */
GPtrArray *
assay_lint_check_listed (AssayLint *self, GPtrArray *orders, GPtrArray *packages)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  AssayLintRun run = {
    .table = self->table,
    .mapping = self->mapping,
    .findings = g_ptr_array_new_with_free_func (g_object_unref),
  };

  for (guint i = 0; i < packages->len; i++)
    {
      const char *id = assay_package_get_id (packages->pdata[i]);

      if (id != NULL)
        g_hash_table_add (ids, (char *) id);
    }
  for (guint i = 0; i < orders->len; i++)
    assay_lint_check_order_listed (&run, orders->pdata[i], ids);

  return run.findings;
}

/**
 * assay_lint_dup_finding:
 * @self: the lints
 * @id: the id of a row of the table
 * @variant: (nullable): which of several rows with that id
 * @path: the JSON path of the place
 * @places: (array zero-terminated=1): a name and a text for each place of the message, in turn
 *
 * Makes the finding of a rule that no body can break alone, such as how long an answer took.
 *
 * Returns: (transfer full) (nullable): the finding; %NULL when the table leaves it out
 */
AssayFinding *
assay_lint_dup_finding (AssayLint *self,
                        const char *id,
                        const char *variant,
                        const char *path,
                        const char *const *places)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) pairs = g_array_new (TRUE, TRUE, sizeof (AssayLintPlace));
  AssayLintRun run = { .table = self->table, .mapping = self->mapping, .findings = findings };
  AssayFinding *finding;

  for (gsize i = 0; places[i] != NULL && places[i + 1] != NULL; i += 2)
    {
      AssayLintPlace place = { places[i], places[i + 1], 0 };

      g_array_append_val (pairs, place);
    }
  finding = assay_lint_add (&run, id, variant, path,
                            (const AssayLintPlace *) (gconstpointer) pairs->data);

  return finding != NULL ? g_object_ref (finding) : NULL;
}
