/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <libsecret/secret.h>
#include <string.h>

#include "assay-libsecret-store.h"
#include "assay-stackone-error.h"
#include "assay-support.h"

static gboolean
is_true (GVariant *reply)
{
  gboolean value;

  g_variant_get (reply, "(b)", &value);

  return value;
}

/* Starts a real keyring on the private message bus and waits until it has taken its name. */
static GSubprocess *
start_keyring (void)
{
  GSubprocess *daemon;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GDBusConnection) connection = NULL;
  g_autoptr (GVariant) owned = NULL;
  g_autoptr (GError) error = NULL;
  GOutputStream *input;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                        G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                        G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_mkdir_with_parents (g_get_user_runtime_dir (), 0700);
  g_subprocess_launcher_setenv (launcher, "HOME", g_get_user_data_dir (), TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", g_get_user_data_dir (), TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", g_get_user_runtime_dir (), TRUE);
  daemon = g_subprocess_launcher_spawn (launcher, &error, "gnome-keyring-daemon", "--foreground",
                                        "--unlock", "--components=secrets", NULL);
  g_assert_no_error (error);
  input = g_subprocess_get_stdin_pipe (daemon);
  g_output_stream_write_all (input, "password", strlen ("password"), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (input, NULL, &error);
  g_assert_no_error (error);

  connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_assert_no_error (error);
  do
    {
      g_clear_pointer (&owned, g_variant_unref);
      owned = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus",
                                           "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                           "NameHasOwner",
                                           g_variant_new ("(s)", "org.freedesktop.secrets"),
                                           G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                           &error);
      g_assert_no_error (error);
      g_thread_yield ();
    }
  while (!is_true (owned));

  return daemon;
}

static void
lock_default_collection (void)
{
  g_autoptr (SecretService) service = NULL;
  g_autoptr (SecretCollection) collection = NULL;
  g_autoptr (GError) error = NULL;
  GList *objects;

  service = secret_service_get_sync (SECRET_SERVICE_NONE, NULL, &error);
  g_assert_no_error (error);
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (collection);
  objects = g_list_append (NULL, collection);
  g_assert_cmpint (secret_service_lock_sync (service, objects, NULL, NULL, &error), ==, 1);
  g_assert_no_error (error);
  g_list_free (objects);
}

static char *
lookup (AssaySecretStore *store, const char *name, GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  assay_secret_store_lookup_async (store, name, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);

  return assay_secret_store_lookup_finish (store, result, error);
}

static gboolean
store (AssaySecretStore *secrets, const char *name, const char *value, GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  assay_secret_store_store_async (secrets, name, value, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);

  return assay_secret_store_store_finish (secrets, result, error);
}

static gboolean
clear (AssaySecretStore *secrets, const char *name, GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  assay_secret_store_clear_async (secrets, name, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);

  return assay_secret_store_clear_finish (secrets, result, error);
}

static void
assert_secret (AssaySecretStore *secrets, const char *name, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *secret = lookup (secrets, name, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (secret, ==, expected);
  assay_secret_free (secret);
}

static void
check_round_trip (void)
{
  g_autoptr (AssaySecretStore) one = assay_libsecret_store_new ("one");
  g_autoptr (AssaySecretStore) two = assay_libsecret_store_new ("two");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (assay_libsecret_store_get_profile (ASSAY_LIBSECRET_STORE (one)), ==, "one");
  assert_secret (one, ASSAY_SECRET_STACKONE_API_KEY, NULL);
  g_assert_true (store (one, ASSAY_SECRET_STACKONE_API_KEY, "Zoë", &error));
  g_assert_true (store (one, ASSAY_SECRET_STACKONE_API_KEY, "v1.eu1.key", &error));
  g_assert_true (store (one, ASSAY_SECRET_WEBHOOK_SECRETS, "a\nb", &error));
  assert_secret (one, ASSAY_SECRET_STACKONE_API_KEY, "v1.eu1.key");
  assert_secret (one, ASSAY_SECRET_WEBHOOK_SECRETS, "a\nb");
  assert_secret (two, ASSAY_SECRET_STACKONE_API_KEY, NULL);

  g_assert_true (clear (one, ASSAY_SECRET_STACKONE_API_KEY, &error));
  g_assert_true (clear (one, ASSAY_SECRET_STACKONE_API_KEY, &error));
  assert_secret (one, ASSAY_SECRET_STACKONE_API_KEY, NULL);
  assert_secret (one, ASSAY_SECRET_WEBHOOK_SECRETS, "a\nb");
  g_assert_no_error (error);
}

static AssayOtherSecrets *
list_others (AssaySecretStore *store, GError **error)
{
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  assay_secret_store_list_others_async (store, NULL, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);

  return assay_secret_store_list_others_finish (store, result, error);
}

static guint
find_secret (AssayOtherSecrets *others, const char *secret)
{
  const char *const *secrets = assay_other_secrets_get_secrets (others);
  guint i = 0;

  while (secrets[i] != NULL && !g_str_equal (secrets[i], secret))
    i++;
  g_assert_cmpstr (secrets[i], ==, secret);

  return i;
}

/* What profile “one” keeps was stored by check_round_trip(). */
static void
check_others (void)
{
  g_autoptr (AssaySecretStore) one = assay_libsecret_store_new ("one");
  g_autoptr (AssaySecretStore) two = assay_secret_store_new_default ("two");
  g_autoptr (AssayOtherSecrets) of_one = NULL;
  g_autoptr (AssayOtherSecrets) of_two = NULL;
  g_autofree char *secret = NULL;
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store (two, ASSAY_SECRET_STACKONE_API_KEY, "v1.us1.key", &error));
  of_one = list_others (one, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length ((GStrv) assay_other_secrets_get_secrets (of_one)), ==, 1);
  key = assay_other_secrets_describe (of_one, find_secret (of_one, "v1.us1.key"));
  g_assert_cmpstr (key, ==, "the API key of the profile “two”");

  of_two = list_others (two, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length ((GStrv) assay_other_secrets_get_secrets (of_two)), ==, 2);
  secret = assay_other_secrets_describe (of_two, find_secret (of_two, "b"));
  g_assert_cmpstr (secret, ==, "the signing secret of the profile “one”");
}

/* Nobody can be asked for the password here, as on a server. */
static void
check_locked (void)
{
  static const char *const none[] = { NULL };
  g_autoptr (AssaySecretStore) secrets = assay_libsecret_store_new ("one");
  g_autoptr (AssayOtherSecrets) others = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (store (secrets, ASSAY_SECRET_STACKONE_API_KEY, "v1.eu1.key", &error));
  g_assert_no_error (error);
  lock_default_collection ();

  g_assert_null (lookup (secrets, ASSAY_SECRET_STACKONE_API_KEY, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_LOCKED);
  g_clear_error (&error);
  g_assert_false (store (secrets, ASSAY_SECRET_STACKONE_API_KEY, "other", &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_LOCKED);
  g_clear_error (&error);
  g_assert_false (clear (secrets, ASSAY_SECRET_STACKONE_API_KEY, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_LOCKED);
  g_clear_error (&error);

  others = list_others (secrets, &error);
  g_assert_no_error (error);
  assay_assert_strv (assay_other_secrets_get_secrets (others), none);
}

static void
test_keyring (void)
{
  g_autoptr (GSubprocess) daemon = start_keyring ();

  secret_service_disconnect ();
  check_round_trip ();
  check_others ();
  check_locked ();
  secret_service_disconnect ();
  g_subprocess_force_exit (daemon);
  g_subprocess_wait (daemon, NULL, NULL);
}

/* dbus-run-session starts the program and its bus; these tests look for another one. */
static char *
hide_bus (void)
{
  char *address = g_strdup (g_getenv ("DBUS_SESSION_BUS_ADDRESS"));

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);

  return address;
}

static void
test_no_service (void)
{
  g_autofree char *bus = hide_bus ();
  g_autoptr (AssaySecretStore) secrets = assay_libsecret_store_new ("one");
  g_autoptr (GError) error = NULL;

  g_assert_null (lookup (secrets, ASSAY_SECRET_STACKONE_API_KEY, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (store (secrets, ASSAY_SECRET_STACKONE_API_KEY, "x", &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_false (clear (secrets, ASSAY_SECRET_STACKONE_API_KEY, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_UNAVAILABLE);
  g_clear_error (&error);
  g_assert_null (list_others (secrets, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_UNAVAILABLE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", bus, TRUE);
}

/* A machine without a keyring is fine when the environment offers what is needed. */
static void
test_default_store (void)
{
  g_autofree char *bus = hide_bus ();
  g_autoptr (AssaySecretStore) with_nothing = assay_secret_store_new_default ("one");
  g_autoptr (AssaySecretStore) with_key = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (lookup (with_nothing, ASSAY_SECRET_PACKAGES_KEY, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_UNAVAILABLE);

  g_setenv ("ASSAY_STACKONE_API_KEY", "v1.eu1.testkey", TRUE);
  with_key = assay_secret_store_new_default ("one");
  assert_secret (with_key, ASSAY_SECRET_STACKONE_API_KEY, "v1.eu1.testkey");
  assert_secret (with_key, ASSAY_SECRET_PACKAGES_KEY, NULL);
  g_unsetenv ("ASSAY_STACKONE_API_KEY");
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", bus, TRUE);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/stackone/libsecret-store/no-service", test_no_service);
  g_test_add_func ("/stackone/libsecret-store/default-store", test_default_store);
  g_test_add_func ("/stackone/libsecret-store/keyring", test_keyring);

  return g_test_run ();
}
