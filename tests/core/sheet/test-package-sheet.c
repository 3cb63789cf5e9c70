/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-error.h"
#include "assay-package-sheet.h"

static GPtrArray *
read_text (const char *text, GPtrArray *known, GStrv *unknown, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return assay_package_sheet_read (bytes, known, unknown, error);
}

static char *
dup_json (AssayPackage *package)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const char *data;

  assay_package_write_entry (package, writer);
  bytes = assay_json_writer_finish (writer);
  data = g_bytes_get_data (bytes, &size);

  return g_strndup (data, size);
}

static void
expect (GPtrArray *packages, guint position, const char *json)
{
  g_autofree char *text = NULL;

  g_assert_cmpuint (position, <, packages->len);
  text = dup_json (packages->pdata[position]);
  g_assert_cmpstr (text, ==, json);
}

static void
test_table (void)
{
  const char *const expected[] = { "price", NULL };
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) unknown = NULL;
  g_autoptr (GPtrArray) packages = read_text (
    "Name;ID;type;tags;price\nLogic;0012;;;9.90\nCriminal record;bg-1;background_check;eu, b2b;1\n",
    NULL, &unknown, &error);

  g_assert_no_error (error);
  g_assert_cmpstrv (unknown, expected);
  g_assert_cmpuint (packages->len, ==, 2);
  expect (packages, 0, "{\"id\":\"0012\",\"name\":\"Logic\"}");
  expect (packages, 1,
          "{\"id\":\"bg-1\",\"name\":\"Criminal record\",\"assay\":{\"type\":"
          "\"background_check\",\"tags\":[\"eu\",\"b2b\"]}}");
  g_assert_cmpint (assay_package_get_kind (packages->pdata[0]), ==, ASSAY_ORDER_KIND_ASSESSMENT);
  g_assert_cmpint (assay_package_get_kind (packages->pdata[1]), ==,
                   ASSAY_ORDER_KIND_BACKGROUND_CHECK);
}

static void
test_json (void)
{
  static const char *const texts[] = {
    "[{\"id\":\"p1\",\"name\":\"Logic\"}]",
    " {\"data\":[{\"id\":\"p1\",\"name\":\"Logic\"}],\"next\":null}",
    "{\"id\":\"p1\",\"name\":\"Logic\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) packages = read_text (texts[i], NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (packages->len, ==, 1);
      expect (packages, 0, "{\"id\":\"p1\",\"name\":\"Logic\"}");
    }
}

/* What has no column stays; what has an empty cell goes. */
static void
test_missing_columns (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    known = read_text ("id,name,description,type,tags\na,A,First,background_check,short\n", NULL,
                       NULL, &error);
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) cleared = NULL;

  g_assert_no_error (error);
  kept = read_text ("id,name\na,New\n", known, NULL, &error);
  g_assert_no_error (error);
  expect (kept, 0,
          "{\"id\":\"a\",\"name\":\"New\",\"description\":\"First\","
          "\"assay\":{\"type\":\"background_check\",\"tags\":[\"short\"]}}");
  cleared = read_text ("id,name,description,type,tags\na,New,,,\n", known, NULL, &error);
  g_assert_no_error (error);
  expect (cleared, 0, "{\"id\":\"a\",\"name\":\"New\"}");
}

/* A table has no room for them. */
static void
test_tests_stay (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) known =
    read_text ("[{\"id\":\"b\",\"name\":\"Old\",\"tests\":[{\"id\":\"t\",\"name\":\"Court\"}]}]",
               NULL, NULL, &error);
  g_autoptr (GPtrArray) packages = NULL;

  g_assert_no_error (error);
  packages = read_text ("id,name\nb,New\nc,Other\n", known, NULL, &error);
  g_assert_no_error (error);
  expect (packages, 0,
          "{\"id\":\"b\",\"name\":\"New\",\"tests\":[{\"id\":\"t\",\"name\":\"Court\"}]}");
  expect (packages, 1, "{\"id\":\"c\",\"name\":\"Other\"}");
  g_assert_cmpint (assay_package_get_kind (packages->pdata[0]), ==,
                   ASSAY_ORDER_KIND_BACKGROUND_CHECK);
}

typedef struct
{
  const char *name;
  const char *text;
  AssayCoreError code;
  const char *message;
} Fault;

static const Fault faults[] = {
  { "no-id", "name\nLogic\n", ASSAY_CORE_ERROR_MISSING_MEMBER,
    "the header has no column id; known are id, name, description, type and tags" },
  { "empty-id", "id,name\n,Logic\n", ASSAY_CORE_ERROR_INVALID_VALUE,
    "line 2, column id: is empty" },
  { "empty-name", "id,name\np1,\n", ASSAY_CORE_ERROR_INVALID_VALUE,
    "line 2, column name: is empty; the recruiter would see a blank row" },
  { "damaged", "id,name\np1,x\n4.56551E+17,y\n", ASSAY_CORE_ERROR_INVALID_VALUE,
    "line 3, column id: “4.56551E+17” has lost its last digits; format the column as text and "
    "enter it again" },
  { "damaged-comma", "id;name\n4,56551E+17;y\n", ASSAY_CORE_ERROR_INVALID_VALUE,
    "line 2, column id: “4,56551E+17” has lost its last digits; format the column as text and "
    "enter it again" },
  { "twice", "id,name\np1,x\n\np1,y\n", ASSAY_CORE_ERROR_INVALID_VALUE,
    "line 4, column id: “p1” stands in line 2, too" },
  { "type", "id,name,type\np1,x,quiz\n", ASSAY_CORE_ERROR_INVALID_VALUE,
    "line 2, column type: “quiz” is not known; it is assessment or background_check" },
  { "json-id", "[{\"name\":\"x\"}]", ASSAY_CORE_ERROR_MISSING_MEMBER, "$[0].id: missing" },
  { "json-name", "{\"data\":[{\"id\":1}]}", ASSAY_CORE_ERROR_MISSING_MEMBER,
    "$.data[0].name: missing" },
  { "json-twice", "[{\"id\":1,\"name\":\"x\"},{\"id\":\"1\",\"name\":\"y\"}]",
    ASSAY_CORE_ERROR_INVALID_VALUE, "$[1].id: “1” is there twice" },
  { "json-type", "[{\"id\":1,\"name\":\"x\",\"assay\":{\"type\":\"quiz\"}}]",
    ASSAY_CORE_ERROR_INVALID_VALUE,
    "$[0].assay.type: “quiz” is not known; it is assessment or background_check" },
};

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) packages = read_text (fault->text, NULL, NULL, &error);

  g_assert_null (packages);
  g_assert_error (error, ASSAY_CORE_ERROR, (int) fault->code);
  g_assert_cmpstr (error->message, ==, fault->message);
}

static void
test_write (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) packages = read_text (
    "[{\"id\":\"007\",\"name\":\"=1+1\",\"description\":\"a, b\"},{\"id\":\"b\",\"name\":\"B\","
    "\"assay\":{\"type\":\"background_check\",\"tags\":[\"eu\",\"b2b\"]}}]",
    NULL, NULL, &error);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) again = NULL;

  g_assert_no_error (error);
  text = assay_package_sheet_write (packages);
  g_assert_cmpstr (text, ==,
                   "id,name,description,type,tags\r\n"
                   "007,\"'=1+1\",\"a, b\",assessment,\r\n"
                   "b,B,,background_check,\"eu, b2b\"\r\n");
  again = read_text (text, NULL, NULL, &error);
  g_assert_no_error (error);
  expect (again, 0,
          "{\"id\":\"007\",\"name\":\"=1+1\",\"description\":\"a, b\",\"assay\":{\"type\":"
          "\"assessment\"}}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/package-sheet/table", test_table);
  g_test_add_func ("/core/package-sheet/json", test_json);
  g_test_add_func ("/core/package-sheet/tests-stay", test_tests_stay);
  g_test_add_func ("/core/package-sheet/missing-columns", test_missing_columns);
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/core/package-sheet/fault/", faults[i].name, NULL);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  g_test_add_func ("/core/package-sheet/write", test_write);

  return g_test_run ();
}
