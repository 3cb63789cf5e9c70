/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "desk-support.h"

#include "assay-desk-commands.h"
#include "assay-memory-store.h"
#include "assay-order-import.h"
#include "assay-support.h"

/* A desk that has its journal and neither receives nor sends. */
AssayDesk *
desk_support_open (const char *folder)
{
  g_autoptr (AssaySecretStore) secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (folder, &error);
  g_autoptr (AssayDesk) desk = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  g_assert_no_error (error);
  desk = assay_desk_new (profile, secrets);
  assay_desk_open_async (desk, ASSAY_JOURNAL_READ_WRITE, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_desk_open_finish (desk, result, &error);
  g_assert_no_error (error);

  return g_steal_pointer (&desk);
}

/* As desk_support_open(), with an order that has nothing but its id. */
AssayDesk *
desk_support_open_with_order (const char *folder)
{
  AssayDesk *desk = desk_support_open (folder);
  g_autoptr (GBytes) order = g_bytes_new_static ("{\"id\":\"ord-1\"}", 14);
  g_autoptr (AssayOrderImport) import = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  AssayEventNames *names;

  names =
    assay_profile_tables_get_event_names (assay_profile_get_tables (assay_desk_get_profile (desk)),
                                          &error);
  g_assert_no_error (error);
  import = assay_order_import_new (names, assay_clock_get_system (), "tester");
  assay_order_import_set_account_id (import, "acc-1");
  assay_order_import_set_kind (import, "assessment");
  events = assay_order_import_read (import, order, &error);
  g_assert_no_error (error);
  assay_desk_import_async (desk, events, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_desk_command_finish (desk, result, &error);
  g_assert_no_error (error);

  return desk;
}

/* What was sent, waits and is drafted for that order. */
AssayOrderResults *
desk_support_read_results (AssayDesk *desk)
{
  AssayJournal *journal = assay_desk_get_journal (desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  AssayOrderResults *results;

  assay_journal_get_results_async (journal, DESK_SUPPORT_KEY, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  results = assay_journal_get_results_finish (journal, result, &error);
  g_assert_no_error (error);

  return results;
}

/* Everything that happened to it, oldest first. */
GPtrArray *
desk_support_list_events (AssayDesk *desk)
{
  AssayJournal *journal = assay_desk_get_journal (desk);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;
  GPtrArray *events;

  assay_journal_list_events_async (journal, DESK_SUPPORT_KEY, NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  events = assay_journal_list_finish (journal, result, &error);
  g_assert_no_error (error);

  return events;
}
