/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-json-retain.h"
#include "assay-support.h"

static void
test_retain (void)
{
  static const struct
  {
    const char *origin;
    const char *understood;
    const char *present;
    const char *expected;
  } cases[] = {
    /* Nothing was changed */
    { "{ \"n\": 1.50, \"x\": null }", "{\"n\":\"1.50\"}", "{\"n\":\"1.50\"}",
      "{\"n\":1.50,\"x\":null}" },
    /* One member was, beside what is unknown */
    { "{\"x\":1e3,\"a\":1.0,\"b\":2.0}", "{\"a\":\"1.0\",\"b\":\"2.0\"}",
      "{\"a\":\"7\",\"b\":\"2.0\"}", "{\"x\":1e3,\"a\":\"7\",\"b\":2.0}" },
    /* One was taken out, one came, and what was null is something */
    { "{\"a\":1,\"c\":null,\"x\":0}", "{\"a\":1}", "{\"c\":3,\"d\":4}",
      "{\"c\":3,\"x\":0,\"d\":4}" },
    /* Within objects */
    { "{\"s\":{\"u\":null,\"v\":80.0}}", "{\"s\":{\"v\":\"80.0\"}}",
      "{\"s\":{\"v\":\"80.0\",\"w\":\"9\"}}", "{\"s\":{\"u\":null,\"v\":80.0,\"w\":\"9\"}}" },
    /* Within arrays, as long as all elements stay */
    { "[{\"u\":1,\"a\":1},{\"u\":2}]", "[{\"a\":1},{}]", "[{\"a\":1},{\"a\":2}]",
      "[{\"u\":1,\"a\":1},{\"u\":2,\"a\":2}]" },
    { "[{\"u\":1},{\"u\":2}]", "[{},{}]", "[{}]", "[{}]" },
    /* Something else than it was */
    { "{\"p\":{\"a\":1}}", "{\"p\":{\"a\":1}}", "{\"p\":\"half\"}", "{\"p\":\"half\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AssayJson) origin = assay_json_from_text (cases[i].origin);
      g_autoptr (AssayJson) understood = assay_json_from_text (cases[i].understood);
      g_autoptr (AssayJson) present = assay_json_from_text (cases[i].present);
      g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
      g_autoptr (GBytes) written = NULL;

      assay_json_retain (writer, origin, understood, present);
      written = assay_json_writer_finish (writer);
      assay_assert_bytes (written, cases[i].expected);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/core/json-retain/retain", test_retain);

  return g_test_run ();
}
