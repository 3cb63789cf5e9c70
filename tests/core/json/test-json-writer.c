/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json-writer.h"
#include "assay-support.h"

static void
test_document (void)
{
  static const char *const mails[] = { "a@example.com", "b@example.com", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) value = assay_json_from_text ("{ \"k\" : 1e400 }");
  g_autoptr (GBytes) raw = g_bytes_new_static ("[1]", 3);
  g_autoptr (GBytes) document = NULL;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "b", "x");
  assay_json_writer_member_string (writer, "left-out", NULL);
  assay_json_writer_member_strv (writer, "mails", mails);
  assay_json_writer_member_strv (writer, "none", none);
  assay_json_writer_member_strv (writer, "left-out", NULL);
  assay_json_writer_member_value (writer, "value", value);
  assay_json_writer_member_value (writer, "left-out", NULL);
  assay_json_writer_copy_member (writer, value, "k");
  assay_json_writer_copy_member (writer, value, "left-out");
  assay_json_writer_member (writer, "a");
  assay_json_writer_begin_array (writer);
  assay_json_writer_number_text (writer, "322332371575301814012345");
  assay_json_writer_int64 (writer, G_MININT64);
  assay_json_writer_boolean (writer, TRUE);
  assay_json_writer_boolean (writer, FALSE);
  assay_json_writer_null (writer);
  assay_json_writer_begin_object (writer);
  assay_json_writer_end_object (writer);
  assay_json_writer_raw (writer, "1.10");
  assay_json_writer_raw_bytes (writer, raw);
  assay_json_writer_date_time (writer, G_GINT64_CONSTANT (1767323045678901));
  assay_json_writer_end_array (writer);
  assay_json_writer_end_object (writer);
  document = assay_json_writer_finish (writer);
  assay_assert_bytes (document,
                      "{\"b\":\"x\",\"mails\":[\"a@example.com\",\"b@example.com\"],\"none\":[],"
                      "\"value\":{ \"k\" : 1e400 },\"k\":1e400,\"a\":[322332371575301814012345,"
                      "-9223372036854775808,true,false,null,{},1.10,[1],"
                      "\"2026-01-02T03:04:05.678Z\"]}");
}

static void
test_escapes (void)
{
  static const char text[] = "Zoë \"M\" /\\\b\f\n\r\t\x01\x1f\x7f 😀";
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) document = NULL;
  g_autoptr (AssayJson) json = NULL;
  g_autoptr (GError) error = NULL;

  assay_json_writer_string (writer, text);
  document = assay_json_writer_finish (writer);
  assay_assert_bytes (document, "\"Zoë \\\"M\\\" /\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\x7f 😀\"");
  json = assay_json_parse (document, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (assay_json_get_string (json), ==, text);
}

static void
test_invalid_utf8 (void)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) document = NULL;

  assay_json_writer_string (writer, "a\xff"
                                    "b");
  document = assay_json_writer_finish (writer);
  assay_assert_bytes (document, "\"a\xef\xbf\xbd"
                                "b\"");
}

static void
test_reuse (void)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  assay_json_writer_int64 (writer, 1);
  first = assay_json_writer_finish (writer);
  assay_json_writer_int64 (writer, 2);
  second = assay_json_writer_finish (writer);
  assay_assert_bytes (first, "1");
  assay_assert_bytes (second, "2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/json-writer/document", test_document);
  g_test_add_func ("/core/json-writer/escapes", test_escapes);
  g_test_add_func ("/core/json-writer/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/core/json-writer/reuse", test_reuse);
  return g_test_run ();
}
