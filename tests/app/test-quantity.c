/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "preferences/assay-quantity.h"

static void
test_text (void)
{
  static const struct
  {
    AssayQuantity quantity;
    guint value;
    const char *text;
  } cases[] = {
    { ASSAY_QUANTITY_COUNT, 1000, "1000" },       { ASSAY_QUANTITY_BYTES, 4194304, "4 MiB" },
    { ASSAY_QUANTITY_BYTES, 1536, "1536 B" },     { ASSAY_QUANTITY_BYTES, 1572864, "1536 KiB" },
    { ASSAY_QUANTITY_BYTES, 0, "0 B" },           { ASSAY_QUANTITY_MEBIBYTES, 1024, "1 GiB" },
    { ASSAY_QUANTITY_MEBIBYTES, 0, "0 MiB" },     { ASSAY_QUANTITY_SECONDS, 1, "1 second" },
    { ASSAY_QUANTITY_SECONDS, 90, "90 seconds" }, { ASSAY_QUANTITY_SECONDS, 300, "5 minutes" },
    { ASSAY_QUANTITY_SECONDS, 3600, "1 hour" },   { ASSAY_QUANTITY_SECONDS, 0, "0 seconds" },
    { ASSAY_QUANTITY_DAYS, 90, "90 days" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = assay_quantity_dup_text (cases[i].quantity, cases[i].value);
      guint value = 7;

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_true (assay_quantity_parse (cases[i].quantity, text, &value));
      g_assert_cmpuint (value, ==, cases[i].value);
    }
}

static void
test_parse (void)
{
  static const struct
  {
    AssayQuantity quantity;
    const char *text;
    guint value;
  } cases[] = {
    { ASSAY_QUANTITY_BYTES, "8", 8388608 },      { ASSAY_QUANTITY_BYTES, " 1.5 mib ", 1572864 },
    { ASSAY_QUANTITY_BYTES, "512KiB", 524288 },  { ASSAY_QUANTITY_SECONDS, "45", 45 },
    { ASSAY_QUANTITY_SECONDS, "2 min", 120 },    { ASSAY_QUANTITY_SECONDS, "1 Minute", 60 },
    { ASSAY_QUANTITY_MEBIBYTES, "2 GiB", 2048 }, { ASSAY_QUANTITY_DAYS, "30", 30 },
    { ASSAY_QUANTITY_SECONDS, "0.5 min", 30 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint value = 7;

      g_assert_true (assay_quantity_parse (cases[i].quantity, cases[i].text, &value));
      g_assert_cmpuint (value, ==, cases[i].value);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    AssayQuantity quantity;
    const char *text;
  } cases[] = {
    { ASSAY_QUANTITY_BYTES, "" },      { ASSAY_QUANTITY_BYTES, "many" },
    { ASSAY_QUANTITY_BYTES, "4 GB" },  { ASSAY_QUANTITY_BYTES, "4 seconds" },
    { ASSAY_QUANTITY_BYTES, "-1" },    { ASSAY_QUANTITY_BYTES, "5 GiB" },
    { ASSAY_QUANTITY_SECONDS, "0 x" }, { ASSAY_QUANTITY_SECONDS, "nan" },
    { ASSAY_QUANTITY_COUNT, "3 min" }, { ASSAY_QUANTITY_SECONDS, "1e300 h" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint value = 7;

      g_assert_false (assay_quantity_parse (cases[i].quantity, cases[i].text, &value));
      g_assert_cmpuint (value, ==, 7);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/app/quantity/text", test_text);
  g_test_add_func ("/app/quantity/parse", test_parse);
  g_test_add_func ("/app/quantity/refused", test_refused);

  return g_test_run ();
}
