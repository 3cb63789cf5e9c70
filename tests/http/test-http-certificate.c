/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "assay-http-certificate.h"
#include "assay-http-error.h"
#include "assay-support.h"

typedef struct
{
  char *folder;
  char *certificate;
  char *key;
} Fixture;

/* Makes a certificate for this host, signed by itself. @options: further words for openssl, one
 * blank between. */
static void
make_certificate (const char *certificate, const char *key, const char *options)
{
  g_autofree char *command =
    g_strdup_printf ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
                     " -subj /CN=localhost -out %s -keyout %s %s",
                     certificate, key, options);
  g_autoptr (GError) error = NULL;
  int status;

  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, &status, &error));
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = assay_temp_dir_new ();
  fixture->certificate = g_build_filename (fixture->folder, "certificate.pem", NULL);
  fixture->key = g_build_filename (fixture->folder, "key.pem", NULL);
  make_certificate (fixture->certificate, fixture->key, data != NULL ? data : "-days 2");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  assay_temp_dir_remove (fixture->folder);
  g_free (fixture->certificate);
  g_free (fixture->key);
}

static void
test_load (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate)
    certificate = assay_http_certificate_load (fixture->certificate, fixture->key, &error);
  g_autofree char *subject = NULL;

  g_assert_no_error (error);
  subject = g_tls_certificate_get_subject_name (certificate);
  g_assert_cmpstr (subject, ==, "CN=localhost");
}

/* openssl cannot make a certificate that is over, but one that begins later. */
static void
test_not_yet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autofree char *warning =
    g_strdup_printf ("the certificate “%s” is not valid today; senders will refuse it",
                     fixture->certificate);

  g_test_expect_message ("assay-http", G_LOG_LEVEL_WARNING, warning);
  certificate = assay_http_certificate_load (fixture->certificate, fixture->key, &error);
  g_assert_no_error (error);
  g_assert_nonnull (certificate);
  g_test_assert_expected_messages ();
}

static void
assert_refused (const char *certificate, const char *key, const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *message =
    g_strdup_printf ("the certificate “%s” with the key “%s” cannot be used: %s", certificate, key,
                     reason);

  g_assert_null (assay_http_certificate_load (certificate, key, &error));
  g_assert_error (error, ASSAY_HTTP_ERROR, ASSAY_HTTP_ERROR_CERTIFICATE);
  g_assert_true (g_str_has_prefix (error->message, message));
}

static void
test_refuse (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = g_build_filename (fixture->folder, "other.pem", NULL);
  g_autofree char *other_key = g_build_filename (fixture->folder, "other-key.pem", NULL);
  g_autofree char *garbage = g_build_filename (fixture->folder, "garbage.pem", NULL);
  g_autofree char *missing = g_build_filename (fixture->folder, "missing.pem", NULL);
  g_autofree char *pipe = g_build_filename (fixture->folder, "pipe.pem", NULL);
  g_autofree char *pipe_is_no_file = NULL;
  g_autoptr (GError) error = NULL;

  make_certificate (other, other_key, "-days 2");
  g_file_set_contents (garbage, "-----BEGIN", -1, &error);
  g_assert_no_error (error);

  assert_refused (fixture->certificate, other_key,
                  "no connection came about, so the key may be that of another certificate: ");
  assert_refused (fixture->certificate, garbage, "No PEM-encoded private key found");
  assert_refused (garbage, fixture->key, "No PEM-encoded certificate found");
  assert_refused (missing, fixture->key, "Failed to open file");
  assert_refused (fixture->certificate, missing, "Failed to open file");

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  pipe_is_no_file = g_strdup_printf ("“%s” is no file", pipe);
  assert_refused (pipe, fixture->key, pipe_is_no_file);
  assert_refused (fixture->certificate, pipe, pipe_is_no_file);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/http/certificate/load", Fixture, NULL, set_up, test_load, tear_down);
  g_test_add ("/http/certificate/not-yet", Fixture,
              "-not_before 20990101000000Z -not_after "
              "21000101000000Z",
              set_up, test_not_yet, tear_down);
  g_test_add ("/http/certificate/refuse", Fixture, NULL, set_up, test_refuse, tear_down);

  return g_test_run ();
}
