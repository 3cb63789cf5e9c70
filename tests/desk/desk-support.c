/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "desk-support.h"

#include "assay-memory-store.h"
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
