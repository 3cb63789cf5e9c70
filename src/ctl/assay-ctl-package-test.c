/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-ctl.h"

#include <glib/gi18n.h>

#include "assay-environment-store.h"
#include "assay-package-probe.h"
#include "assay-readiness-error.h"
#include "assay-secret-store.h"
#include "assay-signing-secrets.h"

/* Where the keyring is looked into: only a profile that is there has anything in it. */
static AssaySecretStore *
open_store (AssayCtlOptions *options)
{
  g_autofree char *folder = assay_ctl_dup_folder (options);
  g_autoptr (AssayProfile) profile = NULL;

  if (folder != NULL && g_file_test (folder, G_FILE_TEST_IS_DIR))
    profile = assay_profile_open (folder, NULL);

  return profile != NULL ? assay_secret_store_new_default (assay_profile_get_id (profile))
                         : assay_environment_store_new ();
}

/* Gives the first of the secrets that are kept under a name, one a line, or %NULL. */
static char *
look_up (AssaySecretStore *store, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *text;
  char *first;
  GStrv lines;

  assay_secret_store_lookup_async (store, name, NULL, assay_ctl_arrived_cb, &result);
  text = assay_secret_store_lookup_finish (store, assay_ctl_await (&result), &error);
  if (error != NULL)
    g_printerr ("assayctl: %s\n", error->message);

  lines = assay_signing_secrets_split (text);
  first = g_strdup (lines[0]);
  assay_secret_strv_free (lines);
  assay_secret_free (text);

  return first;
}

static void
set_secrets (AssayPackageProbe *probe, AssayCtlOptions *options)
{
  g_autoptr (AssaySecretStore) store = open_store (options);
  char *key = look_up (store, ASSAY_SECRET_PACKAGES_KEY);
  char *secret = look_up (store, ASSAY_SECRET_WEBHOOK_SECRETS);

  assay_package_probe_set_key (probe, key);
  assay_package_probe_set_secret (probe, secret);
  assay_secret_free (key);
  assay_secret_free (secret);
}

/* A failure has been reported when this returns %NULL. */
static AssayPackageProbe *
make_probe (AssayCtlOptions *options, char **allowances, AssayCtlExit *status)
{
  g_autoptr (AssayProfileTables) tables = assay_ctl_open_tables (options);
  g_autoptr (AssayLinkGuard) guard = assay_link_guard_new ();
  g_autoptr (GError) error = NULL;
  AssayLint *lint = assay_profile_tables_get_lint (tables, &error);
  AssayPackageProbe *probe;

  if (lint == NULL)
    {
      *status = assay_ctl_fail (ASSAY_CTL_UNREADABLE, "%s", error->message);
      return NULL;
    }
  for (gsize i = 0; allowances != NULL && allowances[i] != NULL; i++)
    {
      if (!assay_link_guard_allow (guard, allowances[i], &error))
        {
          *status = assay_ctl_fail (ASSAY_CTL_USAGE, "--allow: %s", error->message);
          return NULL;
        }
    }

  probe = assay_package_probe_new (guard, lint);
  set_secrets (probe, options);

  return probe;
}

static void
print_certificate (AssayPackageCall *call)
{
  GTlsCertificate *certificate = assay_package_call_get_certificate (call);
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *subject = NULL;
  g_autofree char *issuer = NULL;
  g_autofree char *day = NULL;

  if (certificate == NULL)
    return;

  subject = g_tls_certificate_get_subject_name (certificate);
  issuer = g_tls_certificate_get_issuer_name (certificate);
  end = g_tls_certificate_get_not_valid_after (certificate);
  day = end != NULL ? g_date_time_format (end, "%F") : g_strdup ("?");
  /* Translators: The names in a certificate, such as “CN=example.com”, and a date. */
  assay_ctl_print_line (_("  certificate of %s by %s until %s"), subject != NULL ? subject : "?",
                        issuer != NULL ? issuer : "?", day);
}

static void
print_call (AssayPackageCall *call)
{
  const char *const *redirects = assay_package_call_get_redirects (call);
  const GError *error = assay_package_call_get_error (call);
  const char *type = assay_package_call_get_content_type (call);
  const char *protocol = assay_package_call_get_tls_protocol (call);
  const char *title = _(assay_package_call_get_title (call));
  int ms = (int) (assay_package_call_get_duration (call) / G_TIME_SPAN_MILLISECOND);
  g_autofree char *size = g_format_size (g_bytes_get_size (assay_package_call_get_body (call)));

  if (error != NULL)
    /* Translators: The method of HTTP, which call it is, milliseconds, what went wrong. */
    assay_ctl_print_line (_("%s, %s: no answer after %d ms: %s"),
                          assay_package_call_get_method (call), title, ms, error->message);
  else
    /* Translators: The method of HTTP, which call it is, the status, milliseconds, the type of the
     * answer, its size such as “2 kB”, and the version of TLS or “HTTP”. */
    assay_ctl_print_line (_("%s, %s: %u after %d ms, %s, %s, %s"),
                          assay_package_call_get_method (call), title,
                          assay_package_call_get_status (call), ms, type != NULL ? type : "–", size,
                          protocol != NULL ? protocol : "HTTP");
  for (gsize i = 0; redirects[i] != NULL; i++)
    assay_ctl_print_line ("  → %s", redirects[i]);
  if (g_str_equal (assay_package_call_get_name (call), "colon"))
    print_certificate (call);
}

static void
print_outcome (AssayPackageReport *report)
{
  GPtrArray *packages = assay_package_report_get_packages (report);
  const char *banner = assay_package_report_get_banner (report);

  if (banner != NULL)
    {
      assay_ctl_print_line ("%s", _("The recruiter would read:"));
      assay_ctl_print_line ("  ⚠ %s", banner);
      return;
    }

  assay_ctl_print_line ("%s", packages->len > 0
                                ? _("The recruiter would choose from:")
                                : _("The recruiter would have nothing to choose."));
  for (guint i = 0; i < packages->len; i++)
    {
      AssayPackage *package = g_ptr_array_index (packages, i);
      const char *name = assay_package_get_name (package);
      const char *description = assay_package_get_description (package);

      assay_ctl_print_line ("  ☐ %s%s%s", name != NULL ? name : "",
                            description != NULL && *description != '\0' ? " – " : "",
                            description != NULL ? description : "");
    }
}

static void
print_report (AssayPackageReport *report, gboolean json)
{
  GPtrArray *calls = assay_package_report_get_calls (report);
  GPtrArray *findings = assay_package_report_get_findings (report);

  if (json)
    {
      g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
      g_autoptr (GBytes) line = NULL;

      assay_package_report_write_json (report, writer);
      line = assay_json_writer_finish (writer);
      assay_ctl_print_bytes (line);
      return;
    }

  for (guint i = 0; i < calls->len; i++)
    print_call (g_ptr_array_index (calls, i));
  for (guint i = 0; i < findings->len; i++)
    assay_ctl_print_finding (g_ptr_array_index (findings, i), FALSE);
  print_outcome (report);
}

AssayCtlExit
assay_ctl_package_test (int argc, char **argv, AssayCtlCall *call)
{
  g_auto (GStrv) allowances = NULL;
  const GOptionEntry entries[] = {
    { "allow", 0, 0, G_OPTION_ARG_STRING_ARRAY, &allowances,
      N_("Call this although it is not public: HOST:PORT or NETWORK/BITS"), "ADDRESS" },
    G_OPTION_ENTRY_NULL,
  };
  g_auto (AssayCtlOptions) options = { 0 };
  g_autoptr (AssayPackageProbe) probe = NULL;
  g_autoptr (AssayPackageReport) report = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  AssayCtlExit status;

  if (!assay_ctl_parse (call, entries, &options, &argc, &argv))
    return ASSAY_CTL_USAGE;
  probe = make_probe (&options, allowances, &status);
  if (probe == NULL)
    return status;

  assay_package_probe_run_async (probe, argv[1], NULL, assay_ctl_arrived_cb, &result);
  report = assay_package_probe_run_finish (probe, assay_ctl_await (&result), &error);
  if (report == NULL)
    return assay_ctl_fail (ASSAY_CTL_USAGE, "%s", error->message);

  print_report (report, options.json);

  return assay_package_report_has_errors (report) ? ASSAY_CTL_REFUSED : ASSAY_CTL_DONE;
}
