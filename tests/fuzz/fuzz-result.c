/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-account.h"
#include "assay-order.h"
#include "assay-result.h"
#include "fuzz.h"

static AssayResult *
read_result (GBytes *bytes, GError **error)
{
  g_autoptr (AssayJson) json = assay_json_parse (bytes, error);

  return json != NULL ? assay_result_new_from_json (json, error) : NULL;
}

/* What is written of a result can be read, and is then written the same. */
static void
check_result (AssayResult *result)
{
  g_autoptr (GBytes) written = assay_result_to_json (result);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayResult) read = read_result (written, &error);
  g_autoptr (GBytes) again = NULL;

  g_assert_no_error (error);
  again = assay_result_to_json (read);
  fuzz_assert_equal (again, written);
}

static void
read_other_models (GBytes *bytes)
{
  g_autoptr (AssayJson) json = assay_json_parse (bytes, NULL);
  g_autoptr (GError) account_error = NULL;
  g_autoptr (GError) order_error = NULL;
  g_autoptr (AssayAccount) account = NULL;
  g_autoptr (AssayOrder) order = NULL;

  if (json == NULL)
    return;
  account = assay_account_new_from_json (json, &account_error);
  g_assert_true ((account == NULL) == (account_error != NULL));
  order = assay_order_new_from_json (json, &order_error);
  g_assert_true ((order == NULL) == (order_error != NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayResult) result = read_result (bytes, &error);

  g_assert_true ((result == NULL) == (error != NULL));
  if (result != NULL)
    check_result (result);
  read_other_models (bytes);
  return 0;
}
