/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk-private.h"
#include "assay-exchange.h"
#include "assay-journal-read.h"
#include "assay-support.h"
#include "desk-support.h"

static void
record (AssayDesk *desk, const char *id, gint64 days)
{
  g_autoptr (AssayExchange)
    exchange = assay_exchange_new (id, ASSAY_DIRECTION_OUT, "GET", "/",
                                   g_get_real_time () - days * G_TIME_SPAN_DAY);
  g_autoptr (GBytes) body = g_bytes_new_take (g_malloc0 (600 * 1024), 600 * 1024);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AssayJournal *journal = assay_desk_get_journal (desk);

  assay_exchange_set_response_body (exchange, body);
  assay_journal_record_exchange_async (journal, exchange, NULL, assay_await_result_cb, &result);
  assay_wait_until (result != NULL);
  assay_journal_record_exchange_finish (journal, result, &error);
  g_assert_no_error (error);
}

static void
expect (AssayDesk *desk, gboolean thoroughly, guint n_exchanges)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) exchanges = NULL;
  g_autoptr (GError) error = NULL;
  AssayJournal *journal = assay_desk_get_journal (desk);

  assay_desk_start_retention (desk);
  assay_wait_until (!desk->purging);
  if (thoroughly)
    {
      assay_desk_stop_retention (desk);
      assay_desk_retain_thoroughly (desk);
      assay_wait_until (!desk->purging);
    }
  assay_journal_list_exchanges_async (journal, NULL, 10, NULL, assay_await_result_cb, &result);
  assay_wait_until (result != NULL);
  exchanges = assay_journal_list_finish (journal, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (exchanges->len, ==, n_exchanges);
}

static void
test_age_and_size (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  AssayDesk *desk = desk_support_open (folder);
  GSettings *settings = assay_profile_get_settings (assay_desk_get_profile (desk));

  record (desk, "a", 91);
  record (desk, "b", 89);
  record (desk, "c", 1);
  record (desk, "d", 0);
  g_settings_set_uint (settings, "journal-keep-exchanges-days", 0);
  g_settings_set_uint (settings, "journal-keep-exchanges-megabytes", 0);
  expect (desk, TRUE, 4);
  g_settings_reset (settings, "journal-keep-exchanges-days");
  expect (desk, FALSE, 3);
  g_settings_reset (settings, "journal-keep-exchanges-megabytes");
  expect (desk, TRUE, 3);
  g_settings_set_uint (settings, "journal-keep-exchanges-megabytes", 1);
  expect (desk, FALSE, 3);
  expect (desk, TRUE, 1);

  g_assert_cmpuint (desk->retention_id, !=, 0);
  assay_desk_stop (desk);
  g_assert_cmpuint (desk->retention_id, ==, 0);
  g_assert_finalize_object (desk);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/desk/desk-retention/age-and-size", test_age_and_size);

  return g_test_run ();
}
