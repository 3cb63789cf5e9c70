/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-error.h"
#include "assay-sheet.h"

static AssaySheet *
read_text (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return assay_sheet_new_from_bytes (bytes, error);
}

/* Writes a table so that all of it can be compared: cells between bars, rows between slashes. */
static char *
dup_text (AssaySheet *sheet)
{
  const char *const *columns = assay_sheet_get_columns (sheet);
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < assay_sheet_get_n_rows (sheet); row++)
    {
      g_string_append_printf (text, "%s%u:", row > 0 ? "/" : "", assay_sheet_get_line (sheet, row));
      for (gsize i = 0; columns[i] != NULL; i++)
        g_string_append_printf (text, "%s%s", i > 0 ? "|" : "",
                                assay_sheet_get_cell (sheet, row, columns[i]));
    }

  return g_string_free_and_steal (text);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *cells;
} Table;

static const Table tables[] = {
  { "comma", "id,name\n1,Logic\n", "2:1|Logic" },
  { "semicolon", "id;name\n1;a,b\n", "2:1|a,b" },
  { "tab", "id\tname\n1\tLogic", "2:1|Logic" },
  { "bar", "id|name\n1|Logic", "2:1|Logic" },
  { "sep", "sep=:\nid:name\n1:a;b", "3:1|a;b" },
  { "quoted-header", "\"i;d;\",name\n1,x", "2:1|x" },
  { "mark", "\xef\xbb\xbfid,name\n1,x", "2:1|x" },
  { "crlf", "id,name\r\n1,x\r\n2,y\r\n", "2:1|x/3:2|y" },
  { "lone-cr", "id,name\r1,x\r2,y", "2:1|x/3:2|y" },
  { "quotes", "id,name\n1,\"a \"\"b\"\", c\"\n", "2:1|a \"b\", c" },
  { "line-in-cell", "id,name\n1,\"a\nb\"\n2,c\n", "2:1|a\nb/4:2|c" },
  { "quote-within", "id,name\n1,5\" disk\n", "2:1|5\" disk" },
  { "zeros", "id,name\n007,1.50\n", "2:007|1.50" },
  { "blanks", "\n ID , Name \n\n 1 , x \n,,\n", "4:1|x" },
  { "short", "id,name,tags\n1\n", "2:1||" },
  { "formula", "id,name\n1,'=A1\n2,'quoted'\n", "2:1|=A1/3:2|'quoted'" },
  { "empty", "id,name\n", "" },
};

static void
test_table (gconstpointer data)
{
  const Table *table = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssaySheet) sheet = read_text (table->text, &error);
  g_autofree char *cells = NULL;

  g_assert_no_error (error);
  cells = dup_text (sheet);
  g_assert_cmpstr (cells, ==, table->cells);
}

static void
test_columns (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssaySheet) sheet = read_text ("ID,Name\n1,x\n", &error);
  const char *const expected[] = { "id", "name", NULL };

  g_assert_no_error (error);
  g_assert_cmpstrv (assay_sheet_get_columns (sheet), expected);
  g_assert_null (assay_sheet_get_cell (sheet, 0, "tags"));
}

/* What spreadsheets of other days and countries write. */
static void
test_encodings (void)
{
  static const struct
  {
    const char *encoding;
    const char *mark;
  } cases[] = {
    { "UTF-8", "" },
    { "WINDOWS-1252", "" },
    { "UTF-16LE", "\xff\xfe" },
    { "UTF-16BE", "\xfe\xff" },
    { "UTF-16LE", "" },
    { "UTF-16BE", "" },
  };
  const char *text = "id;name\n1;Zoë – 5 €\n";

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AssaySheet) sheet = NULL;
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GBytes) all = NULL;
      gsize size;
      g_autofree char *encoded = g_convert (text, -1, cases[i].encoding, "UTF-8", NULL, &size,
                                            &error);

      g_assert_no_error (error);
      g_byte_array_append (bytes, (const guint8 *) cases[i].mark, strlen (cases[i].mark));
      g_byte_array_append (bytes, (const guint8 *) encoded, size);
      all = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
      sheet = assay_sheet_new_from_bytes (all, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (assay_sheet_get_cell (sheet, 0, "name"), ==, "Zoë – 5 €");
    }
}

typedef struct
{
  const char *name;
  const char *text;
  AssayCoreError code;
  const char *message;
} Fault;

static const Fault faults[] = {
  { "nothing", "", ASSAY_CORE_ERROR_MISSING_MEMBER, "the table has no header" },
  { "blank", "\n ,\n", ASSAY_CORE_ERROR_MISSING_MEMBER, "the table has no header" },
  { "open-quote", "id,name\n1,x\n2,\"y\n3,z\n", ASSAY_CORE_ERROR_INVALID_VALUE,
    "line 3: a quote is opened and never closed" },
  { "too-many", "id,name\n1,x,y\n", ASSAY_CORE_ERROR_INVALID_VALUE,
    "line 2: 3 cells, but the header has 2" },
  { "twice", "id,name,ID\n1,x,2\n", ASSAY_CORE_ERROR_INVALID_VALUE,
    "the header has the column id twice" },
};

static void
test_fault (gconstpointer data)
{
  const Fault *fault = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssaySheet) sheet = read_text (fault->text, &error);

  g_assert_null (sheet);
  g_assert_error (error, ASSAY_CORE_ERROR, (int) fault->code);
  g_assert_cmpstr (error->message, ==, fault->message);
}

/* 0x81 stands for no character in Windows-1252. */
static void
test_no_encoding (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssaySheet) sheet = read_text ("id,name\n1,\x81\n", &error);

  g_assert_null (sheet);
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_UTF8);
}

/* What is written is read back as it was, and runs nowhere. */
static void
test_write (void)
{
  const char *const header[] = { "id", "name", NULL };
  const char *const row[] = { "007", "=cmd|' /C calc'!A0", NULL };
  const char *const other[] = { "-1", "a \"b\",\nc", NULL };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssaySheet) sheet = NULL;
  g_autofree char *cells = NULL;

  assay_sheet_write_row (text, header);
  assay_sheet_write_row (text, row);
  assay_sheet_write_row (text, other);
  g_assert_cmpstr (text->str, ==,
                   "id,name\r\n007,\"'=cmd|' /C calc'!A0\"\r\n\"'-1\",\"a \"\"b\"\",\nc\"\r\n");

  sheet = read_text (text->str, &error);
  g_assert_no_error (error);
  cells = dup_text (sheet);
  g_assert_cmpstr (cells, ==, "2:007|=cmd|' /C calc'!A0/3:-1|a \"b\",\nc");
}

static void
test_zero_byte (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new ("id,name\n1,x\0y\n", 14);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssaySheet) sheet = assay_sheet_new_from_bytes (bytes, &error);

  g_assert_null (sheet);
  g_assert_error (error, ASSAY_CORE_ERROR, ASSAY_CORE_ERROR_INVALID_UTF8);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *path = g_strconcat ("/core/sheet/table/", tables[i].name, NULL);

      g_test_add_data_func (path, &tables[i], test_table);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autofree char *path = g_strconcat ("/core/sheet/fault/", faults[i].name, NULL);

      g_test_add_data_func (path, &faults[i], test_fault);
    }
  g_test_add_func ("/core/sheet/columns", test_columns);
  g_test_add_func ("/core/sheet/encodings", test_encodings);
  g_test_add_func ("/core/sheet/no-encoding", test_no_encoding);
  g_test_add_func ("/core/sheet/zero-byte", test_zero_byte);
  g_test_add_func ("/core/sheet/write", test_write);

  return g_test_run ();
}
