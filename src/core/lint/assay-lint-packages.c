/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-lint-private.h"

/* Rules P02 to P06, P08 and P10: what the recruiter could choose from. */

#define LONGEST_NAME 60
#define LONGEST_DESCRIPTION 120

/* What a message calls the package: its id, or else its number in the list. */
static char *
dup_title (AssayJson *package, guint index)
{
  g_autofree char *id = assay_lint_find_text (package, "id");

  return id != NULL ? assay_lint_excerpt (id) : g_strdup_printf ("%u", index + 1);
}

static void
add (AssayLintRun *run,
     const char *lint,
     const char *variant,
     guint index,
     const char *member,
     const AssayLintPlace *places)
{
  g_autofree char *path = member != NULL ? g_strdup_printf ("$.data[%u].%s", index, member)
                                         : g_strdup_printf ("$.data[%u]", index);

  assay_lint_add (run, lint, variant, path, places);
}

/* Returns: (nullable): which row of P02 tells what is wrong with an id */
static const char *
find_fault (AssayJson *id)
{
  switch (assay_json_get_kind (id))
    {
    case ASSAY_JSON_NUMBER:
      return "number";

    case ASSAY_JSON_STRING:
      return *assay_json_get_string (id) == '\0' ? "missing" : NULL;

    case ASSAY_JSON_NULL:
      return "missing";

    case ASSAY_JSON_BOOLEAN:
    case ASSAY_JSON_ARRAY:
    case ASSAY_JSON_OBJECT:
    default:
      return "kind";
    }
}

static void
check_id (AssayLintRun *run, AssayJson *package, guint index, GHashTable *seen)
{
  g_autoptr (AssayJson) id = assay_json_dup_member (package, "id");
  const char *fault = id != NULL ? find_fault (id) : "missing";
  g_autofree char *number = g_strdup_printf ("%u", index + 1);
  g_autofree char *first = NULL;
  g_autofree char *text = NULL;
  gpointer found;

  if (fault != NULL)
    {
      add (run, "P02", fault, index, "id", (const AssayLintPlace[]) { { "n", number, 0 }, { 0 } });
      return;
    }
  if (g_hash_table_lookup_extended (seen, assay_json_get_string (id), NULL, &found))
    {
      first = g_strdup_printf ("%u", GPOINTER_TO_UINT (found) + 1);
      text = assay_lint_excerpt (assay_json_get_string (id));
      add (run, "P02", "twice", index, "id",
           (const AssayLintPlace[]) { { "n", number, 0 },
                                      { "id", text, 0 },
                                      { "first", first, 0 },
                                      { 0 } });
      return;
    }
  g_hash_table_insert (seen, g_strdup (assay_json_get_string (id)), GUINT_TO_POINTER (index));
}

static void
check_length (AssayLintRun *run,
              guint index,
              const char *member,
              const char *title,
              const char *text,
              glong longest)
{
  glong length = g_utf8_strlen (text, -1);
  g_autofree char *n = g_strdup_printf ("%ld", length);

  if (length > longest)
    add (run, "P08", member, index, member,
         (const AssayLintPlace[]) { { "package", title, 0 }, { "n", n, 0 }, { 0 } });
}

static void
check_texts (AssayLintRun *run, AssayJson *package, guint index)
{
  g_autofree char *title = dup_title (package, index);
  g_autofree char *name = assay_lint_find_text (package, "name");
  g_autofree char *description = assay_lint_find_text (package, "description");
  const AssayLintPlace places[] = { { "package", title, 0 }, { 0 } };

  if (name == NULL || *g_strstrip (name) == '\0')
    add (run, "P03", NULL, index, "name", places);
  else
    check_length (run, index, "name", title, name, LONGEST_NAME);

  if (description == NULL || *g_strstrip (description) == '\0')
    add (run, "P04", NULL, index, "description", places);
  else
    check_length (run, index, "description", title, description, LONGEST_DESCRIPTION);
}

static void
check_package (AssayLintRun *run, AssayJson *package, guint index, GHashTable *seen)
{
  g_autofree char *number = g_strdup_printf ("%u", index + 1);

  if (assay_json_get_kind (package) != ASSAY_JSON_OBJECT)
    {
      add (run, "P02", "kind", index, NULL, (const AssayLintPlace[]) { { "n", number, 0 }, { 0 } });
      return;
    }

  check_id (run, package, index, seen);
  check_texts (run, package, index);
}

void
assay_lint_check_list (AssayLintRun *run, AssayJson *data)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AssayJson) next = assay_json_dup_member (run->body, "next");
  guint length = assay_json_get_length (data);

  if (length == 0)
    assay_lint_add (run, "P05", NULL, "$.data", NULL);
  for (guint i = 0; i < length; i++)
    {
      g_autoptr (AssayJson) package = assay_json_dup_element (data, i);

      check_package (run, package, i, seen);
    }
  if (next != NULL && assay_json_get_kind (next) != ASSAY_JSON_NULL)
    assay_lint_add (run, "P06", NULL, "$.next", NULL);
}

/* An order may have arrived without saying what was ordered. */
void
assay_lint_check_order_listed (AssayLintRun *run, AssayOrder *order, GHashTable *ids)
{
  AssayPackage *package = assay_order_get_package (order);
  const char *id = package != NULL ? assay_package_get_id (package) : NULL;
  const char *order_id = assay_order_get_id (order);

  if (id == NULL || *id == '\0' || g_hash_table_contains (ids, id))
    return;

  assay_lint_add (run, "P10", NULL, "$.package.id",
                  (const AssayLintPlace[]) { { "o", order_id != NULL ? order_id : "", 0 },
                                             { "id", id, 0 },
                                             { 0 } });
}
