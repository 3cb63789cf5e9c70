/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <string.h>

#include "assay-environment-store.h"
#include "assay-memory-store.h"
#include "assay-secret-chain.h"
#include "assay-signing-secrets.h"
#include "assay-stackone-error.h"
#include "assay-support.h"

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
unset_all (void)
{
  g_unsetenv ("ASSAY_STACKONE_API_KEY");
  g_unsetenv ("ASSAY_WEBHOOK_SECRETS");
  g_unsetenv ("ASSAY_PACKAGES_KEY");
  g_unsetenv ("CREDENTIALS_DIRECTORY");
}

static void
test_memory (void)
{
  g_autoptr (AssaySecretStore) secrets = assay_memory_store_new ();
  g_autoptr (GError) error = NULL;

  assert_secret (secrets, ASSAY_SECRET_PACKAGES_KEY, NULL);
  g_assert_true (store (secrets, ASSAY_SECRET_PACKAGES_KEY, "one", &error));
  g_assert_true (store (secrets, ASSAY_SECRET_PACKAGES_KEY, "two", &error));
  assert_secret (secrets, ASSAY_SECRET_PACKAGES_KEY, "two");
  assert_secret (secrets, ASSAY_SECRET_WEBHOOK_SECRETS, NULL);
  g_assert_true (clear (secrets, ASSAY_SECRET_PACKAGES_KEY, &error));
  g_assert_true (clear (secrets, ASSAY_SECRET_PACKAGES_KEY, &error));
  assert_secret (secrets, ASSAY_SECRET_PACKAGES_KEY, NULL);
  g_assert_no_error (error);
  g_assert_finalize_object (g_steal_pointer (&secrets));
}

static void
test_environment_variables (void)
{
  g_autoptr (AssaySecretStore) secrets = assay_environment_store_new ();
  g_autoptr (GError) error = NULL;

  unset_all ();
  g_assert_true (assay_environment_store_is_empty (ASSAY_ENVIRONMENT_STORE (secrets)));
  assert_secret (secrets, ASSAY_SECRET_STACKONE_API_KEY, NULL);

  g_setenv ("ASSAY_STACKONE_API_KEY", "v1.eu1.testkey", TRUE);
  g_setenv ("ASSAY_WEBHOOK_SECRETS", "one\ntwo", TRUE);
  g_setenv ("ASSAY_PACKAGES_KEY", "", TRUE);
  g_assert_false (assay_environment_store_is_empty (ASSAY_ENVIRONMENT_STORE (secrets)));
  assert_secret (secrets, ASSAY_SECRET_STACKONE_API_KEY, "v1.eu1.testkey");
  assert_secret (secrets, ASSAY_SECRET_WEBHOOK_SECRETS, "one\ntwo");
  assert_secret (secrets, ASSAY_SECRET_PACKAGES_KEY, NULL);

  g_assert_false (store (secrets, ASSAY_SECRET_STACKONE_API_KEY, "x", &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (clear (secrets, ASSAY_SECRET_STACKONE_API_KEY, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_READ_ONLY);
  g_clear_error (&error);

  g_setenv ("ASSAY_STACKONE_API_KEY", "\xff\xfe", TRUE);
  g_assert_null (lookup (secrets, ASSAY_SECRET_STACKONE_API_KEY, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_INVALID);
  unset_all ();
}

static void
write_credential (const char *folder, const char *name, const char *contents, gssize length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, contents, length, &error);
  g_assert_no_error (error);
}

static void
test_credentials (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssaySecretStore) secrets = assay_environment_store_new ();
  g_autoptr (GError) error = NULL;

  unset_all ();
  g_setenv ("CREDENTIALS_DIRECTORY", folder, TRUE);
  g_assert_true (assay_environment_store_is_empty (ASSAY_ENVIRONMENT_STORE (secrets)));
  assert_secret (secrets, ASSAY_SECRET_STACKONE_API_KEY, NULL);

  write_credential (folder, "assay_stackone_api_key", "from-systemd\n", -1);
  write_credential (folder, "assay_webhook_secrets", "one\r\ntwo\r\n", -1);
  write_credential (folder, "assay_packages_key", "\n", -1);
  g_assert_false (assay_environment_store_is_empty (ASSAY_ENVIRONMENT_STORE (secrets)));
  assert_secret (secrets, ASSAY_SECRET_STACKONE_API_KEY, "from-systemd");
  assert_secret (secrets, ASSAY_SECRET_WEBHOOK_SECRETS, "one\r\ntwo");
  assert_secret (secrets, ASSAY_SECRET_PACKAGES_KEY, NULL);

  g_setenv ("ASSAY_STACKONE_API_KEY", "from-variable", TRUE);
  assert_secret (secrets, ASSAY_SECRET_STACKONE_API_KEY, "from-variable");

  write_credential (folder, "assay_packages_key", "a\0b", 3);
  g_assert_null (lookup (secrets, ASSAY_SECRET_PACKAGES_KEY, &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_INVALID);
  unset_all ();
}

static void
test_chain (void)
{
  g_autoptr (AssaySecretStore) first = assay_memory_store_new ();
  g_autoptr (AssaySecretStore) second = assay_memory_store_new ();
  g_autoptr (AssaySecretStore) chain = assay_secret_chain_new (first, second, FALSE);
  g_autoptr (GError) error = NULL;

  g_assert_true (store (chain, "a", "kept", &error));
  assert_secret (second, "a", "kept");
  assert_secret (first, "a", NULL);
  assert_secret (chain, "a", "kept");

  g_assert_true (store (first, "a", "override", &error));
  assert_secret (chain, "a", "override");
  g_assert_false (store (chain, "a", "new", &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_READ_ONLY);
  g_clear_error (&error);
  g_assert_false (clear (chain, "a", &error));
  g_assert_error (error, ASSAY_STACKONE_ERROR, ASSAY_STACKONE_ERROR_SECRETS_READ_ONLY);
  g_clear_error (&error);

  g_assert_true (clear (first, "a", &error));
  g_assert_true (clear (chain, "a", &error));
  assert_secret (second, "a", NULL);
  g_assert_no_error (error);
}

static void
test_trim (void)
{
  static const char *const cases[] = {
    "secret",
    " secret\t",
    "secret\r\n",
    "\xef\xbb\xbfsecret",
    "\xc2\xa0secret\xc2\xa0",
    "\xe2\x80\x8bsecret\xe2\x80\x8b",
    "\xe3\x80\x80 secret",
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *trimmed = assay_secret_trim (g_strdup (cases[i]));

      g_test_message ("case %u", i);
      g_assert_cmpstr (trimmed, ==, "secret");
    }
  {
    g_autofree char *inside = assay_secret_trim (g_strdup (" two\xc2\xa0words "));
    g_autofree char *nothing = assay_secret_trim (g_strdup (" \xc2\xa0 "));
    g_autofree char *bytes = assay_secret_trim (g_strdup (" \xff "));

    g_assert_cmpstr (inside, ==, "two\xc2\xa0words");
    g_assert_cmpstr (nothing, ==, "");
    g_assert_cmpstr (bytes, ==, "\xff");
  }
}

static void
test_equal (void)
{
  g_assert_true (assay_secret_equal ("", ""));
  g_assert_true (assay_secret_equal ("secret", "secret"));
  g_assert_false (assay_secret_equal ("secret", "secre"));
  g_assert_false (assay_secret_equal ("secret", "secretX"));
  g_assert_false (assay_secret_equal ("secret", "Xecret"));
  g_assert_false (assay_secret_equal ("secret", "secreX"));
  g_assert_false (assay_secret_equal ("secret", ""));
}

static void
test_form (void)
{
  static const struct
  {
    const char *text;
    AssaySecretForm form;
  } cases[] = {
    { NULL, ASSAY_SECRET_SOUND },
    { "", ASSAY_SECRET_SOUND },
    { "secret", ASSAY_SECRET_SOUND },
    { "two words\nnext\r\n", ASSAY_SECRET_SOUND },
    { "it's", ASSAY_SECRET_SOUND },
    { "\"\"", ASSAY_SECRET_SOUND },
    { " secret", ASSAY_SECRET_PADDED },
    { "secret\t", ASSAY_SECRET_PADDED },
    { "\xef\xbb\xbfsecret", ASSAY_SECRET_PADDED },
    { "secret\xc2\xa0", ASSAY_SECRET_PADDED },
    { "sound\n 'secret' ", ASSAY_SECRET_QUOTED },
    { "\"secret\"", ASSAY_SECRET_QUOTED },
    { "“secret”", ASSAY_SECRET_QUOTED },
    { "„secret“", ASSAY_SECRET_QUOTED },
    { "“”", ASSAY_SECRET_SOUND },
    { "v1,secret", ASSAY_SECRET_PREFIXED },
    { " \xff", ASSAY_SECRET_PADDED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (assay_secret_get_form (cases[i].text), ==, cases[i].form);
}

static void
test_split_lines (void)
{
  static const char *const two[] = { "one", "two words", NULL };
  static const char *const eight[] = { "1", "2", "3", "4", "5", "6", "7", "8", NULL };
  static const char *const none[] = { NULL };
  GStrv lines = assay_signing_secrets_split ("\n one \r\n\n\ttwo words\n  \n");

  assay_assert_strv ((const char *const *) lines, two);
  assay_secret_strv_free (lines);

  lines = assay_signing_secrets_split ("1\n2\n3\n4\n5\n6\n7\n8\n9\n");
  assay_assert_strv ((const char *const *) lines, eight);
  assay_secret_strv_free (lines);

  lines = assay_signing_secrets_split (NULL);
  assay_assert_strv ((const char *const *) lines, none);
  assay_secret_strv_free (lines);
}

static void
test_cancelled (void)
{
  g_autoptr (AssaySecretStore) secrets = assay_memory_store_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *pending = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  assay_secret_store_store_async (secrets, "a", "b", cancellable, assay_await_result_cb, &pending);
  result = assay_await_result (&pending);
  g_assert_false (assay_secret_store_store_finish (secrets, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_secret (secrets, "a", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/stackone/secret-store/memory", test_memory);
  g_test_add_func ("/stackone/secret-store/environment-variables", test_environment_variables);
  g_test_add_func ("/stackone/secret-store/credentials", test_credentials);
  g_test_add_func ("/stackone/secret-store/chain", test_chain);
  g_test_add_func ("/stackone/secret-store/trim", test_trim);
  g_test_add_func ("/stackone/secret-store/equal", test_equal);
  g_test_add_func ("/stackone/secret-store/form", test_form);
  g_test_add_func ("/stackone/secret-store/split-lines", test_split_lines);
  g_test_add_func ("/stackone/secret-store/cancelled", test_cancelled);

  return g_test_run ();
}
