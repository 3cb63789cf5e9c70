/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <signal.h>
#include <string.h>

#include <gio/gio.h>

#define SECRET "whsec_test_secret"

/* Runs the real program with @input on its standard input. */
static char *
run (const char *const *arguments, const char *input, int expected_status)
{
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE |
                                        G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                        G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_subprocess_launcher_setenv (launcher, "ASSAY_WEBHOOK_SECRETS", SECRET, TRUE);
  g_strv_builder_add (builder, g_getenv ("ASSAYCTL"));
  g_strv_builder_addv (builder, (const char **) arguments);
  argv = g_strv_builder_end (builder);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, input, NULL, &output, &errors, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, expected_status);
  g_assert_null (strstr (output, SECRET));
  g_assert_null (strstr (errors, SECRET));

  return g_steal_pointer (&output);
}

#define RUN(input, status, ...) run ((const char *const[]) { __VA_ARGS__, NULL }, (input), (status))

static void
test_lint (void)
{
  g_autofree char *found = RUN ("{}", 1, "result", "lint", "--json", "-");
  g_autofree char *warned = RUN ("{\"summary\":\"x\"}", 0, "result", "lint", "-");
  g_autofree char *strict = RUN ("{\"summary\":\"x\"}", 1, "result", "lint", "--strict", "-");
  g_autofree char *broken = RUN ("{", 4, "result", "lint", "-");
  g_autofree char *missing = RUN ("", 4, "result", "lint", "/nonexistent/result.json");

  g_assert_cmpstr (found, ==,
                   "{\"id\":\"R01\",\"severity\":\"error\",\"path\":\"$\","
                   "\"message\":\"Nothing to send\",\"fix\":\"Set at least a status\"}\n");
  g_assert_cmpstr (warned, ==, strict);
  g_assert_cmpstr (broken, ==, "");
  g_assert_cmpstr (missing, ==, "");
}

static void
test_preview (void)
{
  g_autofree char *card = RUN ("{\"result\":{\"value\":\"expired\"},\"summary\":\"x\"}", 0,
                               "result", "preview", "--json", "--appearance", "card", "--package",
                               "Logic", "-");

  g_assert_true (g_str_has_prefix (card, "{\"order_id\":null,\"package\":\"Logic\","
                                         "\"appearance\":\"card\",\"status\":{\"word\":\"Expired\","
                                         "\"icon\":\"clock\",\"colour\":\"grey\"},\"score\":null,"
                                         "\"summary\":null,\"attachments\":[],\"invisible\":[{"));
}

static void
test_signatures (void)
{
  const char *body = "{\"record_id\":3223323715753018140,\"name\":\"Zoë Müller\"}";
  const char *signature = "MSyxBHqqFcPiRpgCVWzP3RLmjQLBr6oBWJnV3vvHy4s";
  g_autofree char *signed_text = RUN (body, 0, "sign", "-");
  g_autofree char *valid = RUN (body, 0, "verify", "-", signature);
  g_autofree char *wrong = RUN ("{}", 1, "verify", "--json", "-", signature);

  g_assert_cmpstr (g_strchomp (signed_text), ==, signature);
  g_assert_cmpstr (valid, ==, "valid\n");
  g_assert_cmpstr (wrong, ==, "{\"verdict\":\"wrong\"}\n");
}

static void
test_usage (void)
{
  g_autofree char *unknown = RUN ("", 2, "frobnicate");
  g_autofree char *option = RUN ("", 2, "sign", "--frobnicate");
  g_autofree char *version = RUN ("", 0, "--version");

  g_assert_cmpstr (version, ==, "assayctl " PACKAGE_VERSION "\n");
  g_assert_cmpstr (unknown, ==, "");
  g_assert_cmpstr (option, ==, "");
}

static void
test_orders_of_nothing (void)
{
  g_autofree char *nowhere = RUN ("", 4, "order", "list", "--data-dir", "/nonexistent/assay");
  g_autofree char *unnamed = RUN ("", 2, "order", "list");
  g_autofree char *status = RUN ("", 2, "order", "list", "--status", "done", "--data-dir", "/");

  g_assert_cmpstr (nowhere, ==, "");
  g_assert_cmpstr (unnamed, ==, "");
  g_assert_cmpstr (status, ==, "");
}

/* The first line says where; SIGTERM ends it well. */
static void
test_simulate (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess)
    process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, g_getenv ("ASSAYCTL"),
                                "simulate", "--listen", "127.0.0.1:0", NULL);
  g_autoptr (GDataInputStream) output = NULL;
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  line = g_data_input_stream_read_line (output, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_regex_match_simple ("^{\"event\":\"ready\",\"url\":\"http://127\\.0\\.0\\.1:"
                                       "[1-9][0-9]*\"}$",
                                       line, 0, 0));
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, &error));
  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
}

static void
test_no_gtk (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "ldd",
                                                      g_getenv ("ASSAYCTL"), NULL);
  g_autofree char *libraries = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &libraries, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (libraries, "libgio-2.0"));
  g_assert_null (strstr (libraries, "libgtk"));
  g_assert_null (strstr (libraries, "libadwaita"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/ctl/lint", test_lint);
  g_test_add_func ("/ctl/preview", test_preview);
  g_test_add_func ("/ctl/signatures", test_signatures);
  g_test_add_func ("/ctl/usage", test_usage);
  g_test_add_func ("/ctl/orders-of-nothing", test_orders_of_nothing);
  g_test_add_func ("/ctl/simulate", test_simulate);
  g_test_add_func ("/ctl/no-gtk", test_no_gtk);

  return g_test_run ();
}
