/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-list.h"

/* Packages as StackOne lists them (StackOne ATS OpenAPI: page of AssessmentPackage). */

typedef void (*WriteFunc) (AssayPackage *package, AssayJsonWriter *writer);

static GBytes *
write_list (GPtrArray *packages, WriteFunc write)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "data");
  assay_json_writer_begin_array (writer);
  for (guint i = 0; i < packages->len; i++)
    write (packages->pdata[i], writer);
  assay_json_writer_end_array (writer);
  assay_json_writer_member (writer, "next");
  assay_json_writer_null (writer);
  assay_json_writer_end_object (writer);

  return assay_json_writer_finish (writer);
}

/**
 * assay_package_list_write:
 * @packages: (element-type AssayPackage): packages
 *
 * Writes what a package list endpoint answers with: all packages on one page, each with its
 * documented members.
 *
 * Returns: (transfer full): JSON
 */
GBytes *
assay_package_list_write (GPtrArray *packages)
{
  g_return_val_if_fail (packages != NULL, NULL);

  return write_list (packages, assay_package_write_json);
}

/**
 * assay_package_list_write_entries:
 * @packages: (element-type AssayPackage): packages
 *
 * Writes the catalogue, with what only it knows.
 *
 * Returns: (transfer full): JSON that assay_package_sheet_read() reads
 */
GBytes *
assay_package_list_write_entries (GPtrArray *packages)
{
  g_return_val_if_fail (packages != NULL, NULL);

  return write_list (packages, assay_package_write_entry);
}
