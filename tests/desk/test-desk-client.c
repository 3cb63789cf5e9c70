/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-desk-client.h"
#include "assay-memory-store.h"
#include "assay-support.h"

typedef struct
{
  char *folder;
  AssaySecretStore *secrets;
  AssayDesk *desk;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayProfile) profile = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = assay_temp_dir_new ();
  fixture->secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  profile = assay_profile_open (fixture->folder, &error);
  g_assert_no_error (error);
  g_settings_set_string (assay_profile_get_settings (profile), "api-base-url",
                         "https://stackone.example");
  fixture->desk = assay_desk_new (profile, fixture->secrets);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->desk);
  g_assert_finalize_object (fixture->secrets);
  assay_temp_dir_remove (fixture->folder);
}

static AssayStackoneClient *
create (Fixture *fixture, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  assay_desk_create_client_async (fixture->desk, cancellable, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);

  return assay_desk_create_client_finish (fixture->desk, result, error);
}

static void
test_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayStackoneClient) without = create (fixture, NULL, &error);
  g_autoptr (AssayStackoneClient) with = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GAsyncResult *slot = NULL;

  g_assert_no_error (error);
  g_assert_false (assay_stackone_client_has_api_key (without));
  g_assert_cmpstr (assay_stackone_client_get_base_url (without), ==, "https://stackone.example");

  assay_secret_store_store_async (fixture->secrets, ASSAY_SECRET_STACKONE_API_KEY, "v1.eu1.key",
                                  NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  g_assert_true (assay_secret_store_store_finish (fixture->secrets, result, &error));
  with = create (fixture, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (assay_stackone_client_has_api_key (with));
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (create (fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/desk/client/key", Fixture, NULL, set_up, test_key, tear_down);
  g_test_add ("/desk/client/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);

  return g_test_run ();
}
