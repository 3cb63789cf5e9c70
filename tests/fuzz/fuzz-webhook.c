/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-webhook.h"
#include "fuzz.h"

static AssayEventNames *
get_names (void)
{
  static AssayEventNames *names;

  if (names == NULL)
    {
      g_autoptr (GBytes) table = fuzz_load_table ("event-names");
      g_autoptr (GError) error = NULL;

      names = assay_event_names_new_from_bytes (table, &error);
      g_assert_no_error (error);
    }
  return names;
}

/* An order has a key that leads back to it, and can be stored and read again. */
static void
check_order (AssayOrder *order)
{
  g_autofree char *key = assay_order_dup_key (order);
  g_autofree char *account_id = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GBytes) stored = assay_order_to_json (order, TRUE);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) json = assay_json_parse (stored, &error);
  g_autoptr (AssayOrder) read = NULL;

  g_assert_true (assay_order_parse_key (key, &account_id, &id));
  g_assert_cmpstr (account_id, ==, assay_order_get_account_id (order));
  g_assert_cmpstr (id, ==, assay_order_get_id (order));
  g_assert_no_error (error);
  read = assay_order_new_from_json (json, &error);
  g_assert_no_error (error);
  again = assay_order_to_json (read, TRUE);
  fuzz_assert_equal (again, stored);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) json = assay_json_parse (bytes, &error);
  g_autoptr (AssayWebhook) webhook = NULL;

  if (json != NULL)
    webhook = assay_webhook_new_from_json (json, get_names (), &error);
  g_assert_true ((webhook == NULL) == (error != NULL));
  if (webhook != NULL)
    {
      g_autofree char *dedupe_id = assay_webhook_dup_dedupe_id (webhook);
      g_autoptr (AssayOrder) order = assay_webhook_dup_order (webhook);

      g_assert_true (g_str_is_ascii (dedupe_id));
      if (order != NULL)
        check_order (order);
    }
  return 0;
}
