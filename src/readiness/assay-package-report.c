/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-report-private.h"

/**
 * AssayPackageReport:
 *
 * What came of testing a package list endpoint: the calls, what is wrong, and what the recruiter
 * would see.
 */
G_DEFINE_FINAL_TYPE (AssayPackageReport, assay_package_report, G_TYPE_OBJECT)

static void
assay_package_report_finalize (GObject *object)
{
  AssayPackageReport *self = ASSAY_PACKAGE_REPORT (object);

  g_free (self->url);
  g_ptr_array_unref (self->calls);
  g_ptr_array_unref (self->findings);
  g_ptr_array_unref (self->packages);

  G_OBJECT_CLASS (assay_package_report_parent_class)->finalize (object);
}

static void
assay_package_report_class_init (AssayPackageReportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = assay_package_report_finalize;
}

static void
assay_package_report_init (AssayPackageReport *self)
{
  self->calls = g_ptr_array_new_with_free_func (g_object_unref);
  self->findings = g_ptr_array_new_with_free_func (g_object_unref);
  self->packages = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * assay_package_report_new:
 * @url: the address that was tested
 *
 * Creates a report of no calls.
 *
 * Returns: (transfer full): a new report
 */
AssayPackageReport *
assay_package_report_new (const char *url)
{
  AssayPackageReport *self = g_object_new (ASSAY_TYPE_PACKAGE_REPORT, NULL);

  self->url = g_strdup (url);

  return self;
}

/**
 * assay_package_report_get_url:
 * @self: a report
 *
 * Gets what was tested.
 *
 * Returns: (transfer none): the address
 */
const char *
assay_package_report_get_url (AssayPackageReport *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_REPORT (self), NULL);

  return self->url;
}

/**
 * assay_package_report_get_has_key:
 * @self: a report
 *
 * Tells whether the calls presented a key.
 *
 * Returns: whether there was one
 */
gboolean
assay_package_report_get_has_key (AssayPackageReport *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_REPORT (self), FALSE);

  return self->has_key;
}

/**
 * assay_package_report_get_has_secret:
 * @self: a report
 *
 * Tells whether the calls were signed.
 *
 * Returns: whether there was a signing secret
 */
gboolean
assay_package_report_get_has_secret (AssayPackageReport *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_REPORT (self), FALSE);

  return self->has_secret;
}

/**
 * assay_package_report_get_calls:
 * @self: a report
 *
 * Gets the calls in the order in which they were made.
 *
 * Returns: (transfer none) (element-type AssayPackageCall): the calls
 */
GPtrArray *
assay_package_report_get_calls (AssayPackageReport *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_REPORT (self), NULL);

  return self->calls;
}

/**
 * assay_package_report_get_findings:
 * @self: a report
 *
 * Gets what is to be said of the endpoint.
 *
 * Returns: (transfer none) (element-type AssayFinding): the findings
 */
GPtrArray *
assay_package_report_get_findings (AssayPackageReport *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_REPORT (self), NULL);

  return self->findings;
}

/**
 * assay_package_report_get_packages:
 * @self: a report
 *
 * Gets what the recruiter could choose from.
 *
 * Returns: (transfer none) (element-type AssayPackage): the packages, none where there is a banner
 */
GPtrArray *
assay_package_report_get_packages (AssayPackageReport *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_REPORT (self), NULL);

  return self->packages;
}

/**
 * assay_package_report_get_banner:
 * @self: a report
 *
 * Gets what the recruiter would read in place of the packages.
 *
 * Returns: (transfer none) (nullable): the text; %NULL where the packages are shown
 */
const char *
assay_package_report_get_banner (AssayPackageReport *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_REPORT (self), NULL);

  return self->listed ? NULL : ASSAY_PACKAGE_REPORT_BANNER;
}

/**
 * assay_package_report_find_call:
 * @self: a report
 * @name: the name of a call
 *
 * Finds a call.
 *
 * Returns: (transfer none) (nullable): the call; %NULL when it was not made
 */
AssayPackageCall *
assay_package_report_find_call (AssayPackageReport *self, const char *name)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_REPORT (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->calls->len; i++)
    {
      AssayPackageCall *call = g_ptr_array_index (self->calls, i);

      if (g_str_equal (assay_package_call_get_name (call), name))
        return call;
    }

  return NULL;
}

/**
 * assay_package_report_has_errors:
 * @self: a report
 *
 * Tells whether there is a finding that must not stay.
 *
 * Returns: whether one is an error
 */
gboolean
assay_package_report_has_errors (AssayPackageReport *self)
{
  g_return_val_if_fail (ASSAY_IS_PACKAGE_REPORT (self), FALSE);

  for (guint i = 0; i < self->findings->len; i++)
    {
      if (assay_finding_get_severity (g_ptr_array_index (self->findings, i)) ==
          ASSAY_SEVERITY_ERROR)
        return TRUE;
    }

  return FALSE;
}

/**
 * assay_package_report_write_json:
 * @self: a report
 * @writer: a writer that expects a value
 *
 * Writes the report as an object with English texts.
 */
void
assay_package_report_write_json (AssayPackageReport *self, AssayJsonWriter *writer)
{
  g_return_if_fail (ASSAY_IS_PACKAGE_REPORT (self));

  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "url", self->url);
  assay_json_writer_member (writer, "key");
  assay_json_writer_boolean (writer, self->has_key);
  assay_json_writer_member (writer, "secret");
  assay_json_writer_boolean (writer, self->has_secret);
  assay_json_writer_member (writer, "calls");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < self->calls->len; i++)
    assay_package_call_write_json (g_ptr_array_index (self->calls, i), writer);
  assay_json_writer_end_array (writer);
  assay_json_writer_member (writer, "findings");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < self->findings->len; i++)
    assay_finding_write_json (g_ptr_array_index (self->findings, i), writer);
  assay_json_writer_end_array (writer);
  assay_json_writer_member_string (writer, "outcome", self->listed ? "dialog" : "banner");
  assay_json_writer_member_string (writer, "banner", assay_package_report_get_banner (self));
  assay_json_writer_member (writer, "packages");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < self->packages->len; i++)
    assay_package_write_json (g_ptr_array_index (self->packages, i), writer);
  assay_json_writer_end_array (writer);
  assay_json_writer_end_object (writer);
}
