/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-finding.h"
#include "assay-json-writer.h"
#include "assay-lint-context.h"
#include "assay-lint.h"
#include "assay-mapping.h"
#include "fuzz.h"

static AssayLint *
get_lint (void)
{
  static AssayLint *lint;

  if (lint == NULL)
    {
      g_autoptr (GBytes) facts = fuzz_load_table ("mapping");
      g_autoptr (GBytes) lints = fuzz_load_table ("lints");
      g_autoptr (GError) error = NULL;
      g_autoptr (AssayMapping) mapping = assay_mapping_new_from_bytes (facts, &error);

      g_assert_no_error (error);
      lint = assay_lint_new (lints, mapping, &error);
      g_assert_no_error (error);
    }
  return lint;
}

static void
check_finding (AssayFinding *finding)
{
  g_autofree char *message = assay_finding_dup_message (finding, NULL);
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (AssayJson) json = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (message);
  assay_finding_write_json (finding, writer);
  bytes = assay_json_writer_finish (writer);
  json = assay_json_parse (bytes, &error);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) body = g_bytes_new (data, size);
  g_autoptr (AssayLintContext) context = assay_lint_context_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = assay_lint_check_result (get_lint (), body, context, &error);
  g_autoptr (GPtrArray) packages = NULL;
  g_autoptr (AssayJson) json = NULL;

  g_assert_true ((findings == NULL) == (error != NULL));
  for (guint i = 0; findings != NULL && i < findings->len; i++)
    check_finding (g_ptr_array_index (findings, i));
  json = assay_json_parse (body, NULL);
  packages = json != NULL ? assay_lint_check_packages (get_lint (), json) : NULL;
  for (guint i = 0; packages != NULL && i < packages->len; i++)
    check_finding (g_ptr_array_index (packages, i));
  return 0;
}
