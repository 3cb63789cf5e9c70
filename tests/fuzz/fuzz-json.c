/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json-writer.h"
#include "assay-json.h"
#include "assay-redact.h"
#include "fuzz.h"

/* Visits each value; its source must be JSON of the same kind. */
static void
visit (AssayJson *json)
{
  g_autofree char *source = assay_json_dup_source (json);
  g_autofree char *text = assay_json_dup_text (json);
  AssayJsonKind kind = assay_json_get_kind (json);

  g_assert_nonnull (assay_json_get_path (json));
  g_assert_true ((text != NULL) == (kind == ASSAY_JSON_STRING || kind == ASSAY_JSON_NUMBER));
  if (kind == ASSAY_JSON_NUMBER)
    g_assert_cmpstr (source, ==, text);
  for (guint i = 0; kind == ASSAY_JSON_ARRAY && i < assay_json_get_length (json); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (json, i);

      visit (element);
    }
  if (kind == ASSAY_JSON_OBJECT)
    {
      g_auto (GStrv) names = assay_json_dup_members (json);

      for (guint i = 0; names[i] != NULL; i++)
        {
          g_autoptr (AssayJson) member = assay_json_dup_member (json, names[i]);

          g_assert_nonnull (member);
          visit (member);
        }
    }
}

/* Redaction keeps JSON readable, and redacting again changes nothing. */
static void
check_redaction (GBytes *(*redact) (GBytes *body), GBytes *bytes, gboolean is_json)
{
  g_autoptr (GBytes) once = redact (bytes);
  g_autoptr (GBytes) twice = redact (once);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) json = NULL;

  if (!is_json)
    return;
  fuzz_assert_equal (once, twice);
  json = assay_json_parse (once, &error);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) json = assay_json_parse (bytes, &error);

  g_assert_true ((json == NULL) == (error != NULL));
  check_redaction (assay_redact_body, bytes, json != NULL);
  check_redaction (assay_redact_candidate, bytes, json != NULL);
  if (json != NULL)
    {
      g_autoptr (AssayJson) patched = assay_json_merge_patch (json, json);
      g_autofree char *source = assay_json_dup_source (json);
      g_autoptr (AssayJson) again = assay_json_new_from_text (source, &error);

      g_assert_no_error (error);
      g_assert_cmpint (assay_json_get_kind (again), ==, assay_json_get_kind (json));
      visit (json);
      visit (patched);
    }
  return 0;
}
