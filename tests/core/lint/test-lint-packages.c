/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-lint.h"

#define GOOD "{'id':'a','name':'Numeracy','description':'How well one counts'}"
#define LIST(packages) "{'data':[" packages "],'next':null}"
#define TEN "0123456789"
#define SIXTY TEN TEN TEN TEN TEN TEN

typedef struct
{
  const char *answer;
  const char *findings; /* id, path and message of each, a line each */
} Row;

static const Row rows[] = {
  { LIST (GOOD), "" },
  { "{'data':[" GOOD "]}", "" },
  { "{}", "P01 error $.data The answer has no array “data”\n" },
  { "[]", "P01 error $.data The answer has no array “data”\n" },
  { "{'data':{}}", "P01 error $.data The answer has no array “data”\n" },
  { LIST (""), "P05 warning $.data Nothing to choose\n" },
  { LIST (GOOD ",{'name':'N','description':'D'}"),
    "P02 error $.data[1].id Package 2: the id is missing\n" },
  { LIST ("{'id':'','name':'N','description':'D'}"),
    "P02 error $.data[0].id Package 1: the id is missing\n" },
  { LIST ("{'id':null,'name':'N','description':'D'}"),
    "P02 error $.data[0].id Package 1: the id is missing\n" },
  { LIST ("{'id':17,'name':'N','description':'D'}"),
    "P02 error $.data[0].id Package 1: the id is a number\n" },
  { LIST ("{'id':[],'name':'N','description':'D'}"),
    "P02 error $.data[0].id Package 1: this is no package with an id\n" },
  { LIST ("'a'"), "P02 error $.data[0] Package 1: this is no package with an id\n" },
  { LIST (GOOD ",{'id':'b','name':'N','description':'D'}," GOOD),
    "P02 error $.data[2].id Package 3: the id “a” belongs to package 1, too\n" },
  { LIST ("{'id':'a','name':' ','description':'D'}"),
    "P03 error $.data[0].name Package a has no name\n" },
  { LIST ("{'id':'a','description':'D'}"), "P03 error $.data[0].name Package a has no name\n" },
  { LIST ("{'description':'D'}"), "P02 error $.data[0].id Package 1: the id is missing\n"
                                  "P03 error $.data[0].name Package 1 has no name\n" },
  { LIST ("{'id':'a','name':'N','description':''}"),
    "P04 warning $.data[0].description Package a has no description\n" },
  { LIST ("{'id':'a','name':'N','description':null}"),
    "P04 warning $.data[0].description Package a has no description\n" },
  { LIST ("{'id':'a','name':'" SIXTY "','description':'" SIXTY SIXTY "'}"), "" },
  { LIST ("{'id':'a','name':'" SIXTY "ü','description':'" SIXTY SIXTY "ü'}"),
    "P08 hint $.data[0].name The name of package a has 61 characters\n"
    "P08 hint $.data[0].description The description of package a has 121 characters\n" },
  { "{'data':[" GOOD "],'next':'eyJ'}", "P06 warning $.next Further pages may never be fetched\n" },
};

static GBytes *
read_table (const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCE_PATH "/tables/", name, ".json", NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);

  return bytes;
}

static AssayLint *
create_lint (void)
{
  g_autoptr (GBytes) table = read_table ("lints");
  g_autoptr (GBytes) facts = read_table ("mapping");
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayMapping) mapping = assay_mapping_new_from_bytes (facts, &error);
  AssayLint *lint;

  g_assert_no_error (error);
  lint = assay_lint_new (table, mapping, &error);
  g_assert_no_error (error);

  return lint;
}

static char *
describe (GPtrArray *findings)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < findings->len; i++)
    {
      AssayFinding *finding = findings->pdata[i];
      g_autofree char *message = assay_finding_dup_message (finding, NULL);

      g_string_append_printf (text, "%s %s %s %s\n", assay_finding_get_id (finding),
                              assay_severity_to_string (assay_finding_get_severity (finding)),
                              assay_finding_get_path (finding), message);
    }

  return g_string_free_and_steal (text);
}

static void
test_rows (void)
{
  g_autoptr (AssayLint) lint = create_lint ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdelimit (g_strdup (rows[i].answer), "'", '"');
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayJson) answer = assay_json_new_from_text (text, &error);
      g_autoptr (GPtrArray) findings = NULL;
      g_autofree char *found = NULL;

      g_assert_no_error (error);
      findings = assay_lint_check_packages (lint, answer);
      found = describe (findings);
      g_assert_cmpstr (found, ==, rows[i].findings);
    }
}

/* An id of any length fits into a message. */
static void
test_long_id (void)
{
  g_autoptr (AssayLint) lint = create_lint ();
  g_autofree char *id = g_strnfill (100000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"data\":[{\"id\":\"%s\",\"description\":\"d\"}]}",
                                           id);
  g_autoptr (AssayJson) answer = assay_json_new_from_text (text, NULL);
  g_autoptr (GPtrArray) findings = assay_lint_check_packages (lint, answer);
  g_autofree char *message = NULL;

  g_assert_cmpuint (findings->len, ==, 1);
  message = assay_finding_dup_message (findings->pdata[0], NULL);
  g_assert_cmpint (g_utf8_strlen (message, -1), ==, 120 + strlen ("Package … has no name") - 2);
}

/* What was ordered should still be listed, as long as its order is not done. */
static void
test_listed (void)
{
  static const char *const texts[] = {
    "{\"id\":\"o1\",\"package\":{\"id\":\"a\"}}",
    "{\"id\":\"o2\",\"package\":{\"id\":\"gone\"}}",
    "{\"id\":\"o3\",\"package\":{}}",
    "{\"id\":\"o4\"}",
  };
  g_autoptr (AssayLint) lint = create_lint ();
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) packages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (AssayJson) listed = assay_json_new_from_text ("{\"id\":\"a\"}", NULL);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *found = NULL;

  g_ptr_array_add (packages, assay_package_new_from_json (listed, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AssayJson) json = assay_json_new_from_text (texts[i], NULL);

      g_ptr_array_add (orders, assay_order_new_from_json (json, NULL));
    }
  findings = assay_lint_check_listed (lint, orders, packages);
  found = describe (findings);
  g_assert_cmpstr (found, ==,
                   "P10 warning $.package.id Order o2 refers to the package “gone”, which is not"
                   " listed any more\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/lint/packages/rows", test_rows);
  g_test_add_func ("/core/lint/packages/long-id", test_long_id);
  g_test_add_func ("/core/lint/packages/listed", test_listed);

  return g_test_run ();
}
