/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-report-private.h"

#include <libsoup/soup.h>

#include "assay-package-call-private.h"
#include "assay-readiness-error.h"

/* What a report says of its calls: rules P01, P07 and P09, and those of group E. */

#define SLOW (3 * G_TIME_SPAN_SECOND)
#define TOO_SLOW (10 * G_TIME_SPAN_SECOND)
#define SOON (30 * G_TIME_SPAN_DAY)

/* One report on its way; everything is borrowed. */
typedef struct
{
  AssayPackageReport *report;
  AssayLint *lint;
  gint64 now;
} Grading;

static void
add (Grading *grading, const char *id, const char *variant, const char *place, const char *text)
{
  const char *const places[] = { place, text, NULL };
  AssayFinding *finding = assay_lint_dup_finding (grading->lint, id, variant, "$", places);

  if (finding != NULL)
    g_ptr_array_add (grading->report->findings, finding);
}

static gboolean
is_answered (AssayPackageCall *call)
{
  return call != NULL && call->error == NULL && call->status == SOUP_STATUS_OK;
}

static gboolean
is_refused (AssayPackageCall *call)
{
  return call != NULL && !is_answered (call);
}

static const char *
find_tls_fault (GTlsCertificateFlags errors)
{
  if ((errors & G_TLS_CERTIFICATE_EXPIRED) != 0)
    return "expired";
  if ((errors & G_TLS_CERTIFICATE_BAD_IDENTITY) != 0)
    return "identity";
  if ((errors & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0)
    return "untrusted";

  return NULL;
}

static void
grade_failure (Grading *grading, AssayPackageCall *call)
{
  const GError *error = call->error;

  if (g_error_matches (error, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_REFUSED))
    add (grading, "E03", NULL, "problem", error->message);
  else if (g_error_matches (error, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_REDIRECTS))
    add (grading, "E02", "loop", "problem", error->message);
  else if (g_error_matches (error, ASSAY_READINESS_ERROR, ASSAY_READINESS_ERROR_TLS))
    add (grading, "E04", find_tls_fault (call->tls_errors), "problem", error->message);
  else
    add (grading, "P01", "unreachable", "problem", error->message);
}

/* Returns: (transfer full) (nullable): the list that the recruiter's dialog is made of */
static AssayJson *
read_answer (Grading *grading, AssayPackageCall *call)
{
  g_autofree char *status = g_strdup_printf ("%u", call->status);
  g_autoptr (GError) error = NULL;
  AssayJson *json;

  if (call->status != SOUP_STATUS_OK)
    {
      add (grading, "P01", NULL, "status", status);
      return NULL;
    }

  json = assay_json_parse (call->body, &error);
  if (json == NULL)
    add (grading, "P01", "json", "problem", error->message);

  return json;
}

/* One entry that is none, and StackOne hands over none of them. */
static void
read_packages (Grading *grading, AssayJson *json)
{
  g_autoptr (AssayJson) data = assay_json_dup_member (json, "data");
  GPtrArray *packages = grading->report->packages;
  gboolean sound = TRUE;

  for (guint i = 0; sound && i < assay_json_get_length (data); i++)
    {
      g_autoptr (AssayJson) element = assay_json_dup_element (data, i);
      g_autoptr (AssayPackage) package = NULL;

      if (assay_json_get_kind (element) == ASSAY_JSON_OBJECT &&
          assay_json_get_member_kind (element, "id") == ASSAY_JSON_STRING)
        package = assay_package_new_from_json (element, NULL);
      sound = package != NULL && *assay_package_get_id (package) != '\0';
      if (sound)
        g_ptr_array_add (packages, g_steal_pointer (&package));
    }

  if (!sound)
    g_ptr_array_set_size (packages, 0);
  grading->report->listed = sound;
}

static gboolean
is_array (AssayJson *json, const char *member)
{
  return assay_json_get_kind (json) == ASSAY_JSON_OBJECT && assay_json_has_member (json, member) &&
         assay_json_get_member_kind (json, member) == ASSAY_JSON_ARRAY;
}

static void
grade_list (Grading *grading, AssayPackageCall *call)
{
  g_autoptr (AssayJson) json = read_answer (grading, call);
  g_autoptr (GPtrArray) findings = NULL;
  g_autofree char *type = NULL;

  if (json == NULL)
    return;

  findings = assay_lint_check_packages (grading->lint, json);
  for (guint i = 0; i < findings->len; i++)
    g_ptr_array_add (grading->report->findings, g_object_ref (g_ptr_array_index (findings, i)));
  if (is_array (json, "data"))
    read_packages (grading, json);

  type = g_ascii_strdown (call->content_type != NULL ? call->content_type : "", -1);
  if (!g_str_has_prefix (type, "application/json"))
    add (grading, "E10", *type != '\0' ? NULL : "missing", "type", type);
}

static void
grade_time (Grading *grading, AssayPackageCall *call)
{
  double seconds = (double) call->duration / (double) G_TIME_SPAN_SECOND;
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.1f", seconds);
  if (call->duration > TOO_SLOW)
    add (grading, "P07", "slow", "t", text);
  else if (call->duration > SLOW)
    add (grading, "P07", NULL, "t", text);
}

static void
grade_connection (Grading *grading, AssayPackageCall *call)
{
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *day = NULL;

  if (call->redirects->len > 0)
    add (grading, "E02", NULL, "url",
         g_ptr_array_index (call->redirects, call->redirects->len - 1));
  if (g_ascii_strncasecmp (grading->report->url, "https:", 6) != 0)
    add (grading, "E06", NULL, "url", grading->report->url);

  if (call->certificate != NULL && call->tls_errors == G_TLS_CERTIFICATE_NO_FLAGS)
    end = g_tls_certificate_get_not_valid_after (call->certificate);
  if (end != NULL && g_date_time_to_unix_usec (end) - grading->now < SOON)
    {
      day = g_date_time_format (end, "%F");
      add (grading, "E05", NULL, "d", day);
    }
}

static gboolean
answers_equal (AssayPackageCall *one, AssayPackageCall *other)
{
  g_autoptr (AssayJson) first = assay_json_parse (one->body, NULL);
  g_autoptr (AssayJson) second = assay_json_parse (other->body, NULL);

  if (first == NULL || second == NULL)
    return g_bytes_equal (one->body, other->body);

  return assay_json_equal (first, second);
}

/* What other calls of StackOne would meet. */
static void
grade_variants (Grading *grading, AssayPackageCall *call)
{
  AssayPackageCall *no_colon = assay_package_report_find_call (grading->report, "no-colon");
  AssayPackageCall *no_job = assay_package_report_find_call (grading->report, "no-job");
  AssayPackageCall *again = assay_package_report_find_call (grading->report, "again");
  AssayPackageCall *forged = assay_package_report_find_call (grading->report, "wrong-signature");
  AssayPackageCall *get = assay_package_report_find_call (grading->report, "get");

  if (!is_answered (call))
    {
      if (is_answered (no_colon))
        add (grading, "E07", "colon", NULL, NULL);
      return;
    }

  if (is_refused (no_colon))
    add (grading, "E07", NULL, NULL, NULL);
  if (is_refused (no_job))
    add (grading, "E08", NULL, NULL, NULL);
  if (is_refused (again) || (again != NULL && !answers_equal (call, again)))
    add (grading, "E09", NULL, NULL, NULL);
  if (is_answered (forged))
    add (grading, "E01", NULL, NULL, NULL);
  if (is_refused (get))
    add (grading, "E11", NULL, NULL, NULL);
}

static void
grade_origin (Grading *grading)
{
  AssayPackageCall *options = assay_package_report_find_call (grading->report, "options");

  if (options == NULL)
    return;
  if (options->error != NULL || !SOUP_STATUS_IS_SUCCESSFUL (options->status))
    add (grading, "P09", NULL, NULL, NULL);
  else if (options->origin == NULL)
    add (grading, "P09", "origin", NULL, NULL);
}

/*
 * assay_package_grade:
 * @report: a report with its calls
 * @lint: the texts and the rules for the list
 * @now: the time, in µs since 1970 UTC
 *
 * Says what is wrong and what the recruiter would see. That follows from the first call, which is
 * made as StackOne probably makes it.
 */
void
assay_package_grade (AssayPackageReport *report, AssayLint *lint, gint64 now)
{
  Grading grading = { report, lint, now };
  AssayPackageCall *call;

  if (report->calls->len == 0)
    return;

  call = g_ptr_array_index (report->calls, 0);
  if (call->error != NULL)
    {
      grade_failure (&grading, call);
    }
  else
    {
      grade_list (&grading, call);
      grade_time (&grading, call);
    }
  grade_connection (&grading, call);
  grade_variants (&grading, call);
  grade_origin (&grading);
  if (!report->has_key)
    add (&grading, "E12", NULL, NULL, NULL);
  if (!report->has_secret)
    add (&grading, "E12", "secret", NULL, NULL);
}
