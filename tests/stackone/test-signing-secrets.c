/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-secret.h"
#include "assay-signing-secrets.h"

static void
expect (const char *text, const char *formatted, guint n_secrets)
{
  g_autoptr (GPtrArray) secrets = assay_signing_secrets_parse (text);
  char *again = assay_signing_secrets_format (secrets);

  g_assert_cmpuint (secrets->len, ==, n_secrets);
  g_assert_cmpstr (again, ==, formatted);
  assay_secret_free (again);
}

static void
test_list (void)
{
  expect (NULL, "", 0);
  expect ("", "", 0);
  expect ("one", "one\n", 1);
  expect ("\r\n one \r\n\n\ttwo words\t Old, until May \t x\n\t\n",
          "one\ntwo words\tOld, until May   x\n", 2);
  expect ("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\n", 8);
}

/* Whoever only wants to verify needs no labels. */
static void
test_lines (void)
{
  GStrv lines = assay_signing_secrets_split ("one\tNew\n\ntwo\n");

  g_assert_cmpuint (g_strv_length (lines), ==, 2);
  g_assert_cmpstr (lines[0], ==, "one");
  g_assert_cmpstr (lines[1], ==, "two");
  assay_secret_strv_free (lines);
}

static void
test_entered (void)
{
  g_autoptr (AssaySigningSecret) secret = assay_signing_secret_new (" s3 \n", " Old\tand\nnew ");
  g_autoptr (AssaySigningSecret) plain = assay_signing_secret_new ("s4", NULL);

  g_assert_cmpstr (secret->secret, ==, "s3");
  g_assert_cmpstr (secret->label, ==, "Old and new");
  g_assert_cmpstr (plain->label, ==, "");
}

/* SHA-256 of “abc”, FIPS 180-2, appendix B.1. */
static void
test_fingerprint (void)
{
  g_autofree char *fingerprint = assay_signing_secret_dup_fingerprint ("abc");

  g_assert_cmpstr (fingerprint, ==, "ba7816bf8f01cfea");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stackone/signing-secrets/list", test_list);
  g_test_add_func ("/stackone/signing-secrets/lines", test_lines);
  g_test_add_func ("/stackone/signing-secrets/entered", test_entered);
  g_test_add_func ("/stackone/signing-secrets/fingerprint", test_fingerprint);

  return g_test_run ();
}
