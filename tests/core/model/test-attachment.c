/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-attachment.h"
#include "assay-error.h"
#include "assay-support.h"
#include "model-check.h"

static void
test_round_trip (void)
{
  static const char *const unknown[] = { "name: \"Report\"", NULL };

  model_check_round_trip (ASSAY_TYPE_ATTACHMENT,
                          "{\"url\":\"https://example.com/r.pdf\",\"content_type\":"
                          "{\"value\":\"pdf\",\"source_value\":\"application/pdf\"}}");
  model_check_round_trip (ASSAY_TYPE_ATTACHMENT,
                          "{\"content_type\":{\"source_value\":{\"k\":[1.0]}}}");
  model_check_round_trip (ASSAY_TYPE_ATTACHMENT, "{}");
  model_check_reads_as (ASSAY_TYPE_ATTACHMENT, "{\"url\":null,\"content_type\":{}}", "{}");
  model_check_unknown (ASSAY_TYPE_ATTACHMENT, "{\"name\":\"Report\"}", unknown);
}

static void
test_mistakes (void)
{
  static const ModelMistake mistakes[] = {
    { "\"u\"", ASSAY_CORE_ERROR_WRONG_TYPE, "$: expected object, found text" },
    { "{\"url\":1}", ASSAY_CORE_ERROR_WRONG_TYPE, "$.url: expected text, found number" },
    { "{\"content_type\":\"pdf\"}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.content_type: expected object, found text" },
    { "{\"content_type\":{\"value\":[]}}", ASSAY_CORE_ERROR_WRONG_TYPE,
      "$.content_type.value: expected text, found array" },
  };

  model_check_mistakes (ASSAY_TYPE_ATTACHMENT, mistakes, G_N_ELEMENTS (mistakes));
}

static void
test_properties (void)
{
  static const char *const properties[] = { "url", "content-type", "source-value" };
  AssayAttachment *attachment = assay_attachment_new ();

  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    assay_check_input_property (attachment, properties[i]);
  g_assert_finalize_object (attachment);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/core/attachment/round-trip", test_round_trip);
  g_test_add_func ("/core/attachment/mistakes", test_mistakes);
  g_test_add_func ("/core/attachment/properties", test_properties);
  return g_test_run ();
}
