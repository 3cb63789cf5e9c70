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
 * assay_package_list_copy:
 * @packages: a list of [class@Package]
 *
 * Takes the packages as they are now, for what must not see the list change.
 *
 * Returns: (transfer full) (element-type AssayPackage): the packages, in their order
 */
GPtrArray *
assay_package_list_copy (GListModel *packages)
{
  GPtrArray *copy;

  g_return_val_if_fail (G_IS_LIST_MODEL (packages), NULL);

  copy = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (packages); i++)
    g_ptr_array_add (copy, g_list_model_get_item (packages, i));

  return copy;
}

/**
 * assay_package_list_select:
 * @packages: (element-type AssayPackage): packages
 * @tag: (nullable): a tag; %NULL for all packages
 *
 * Selects the packages that have a tag, in whatever case it is written.
 *
 * Returns: (transfer full) (element-type AssayPackage): the packages, in their order
 */
GPtrArray *
assay_package_list_select (GPtrArray *packages, const char *tag)
{
  g_autoptr (GPtrArray) selected = NULL;
  g_autofree char *wanted = tag != NULL ? g_utf8_casefold (tag, -1) : NULL;

  g_return_val_if_fail (packages != NULL, NULL);

  if (tag == NULL)
    return g_ptr_array_ref (packages);

  selected = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < packages->len; i++)
    {
      const char *const *tags = assay_package_get_tags (packages->pdata[i]);

      for (gsize j = 0; tags != NULL && tags[j] != NULL; j++)
        {
          g_autofree char *folded = g_utf8_casefold (tags[j], -1);

          if (!g_str_equal (folded, wanted))
            continue;
          g_ptr_array_add (selected, g_object_ref (packages->pdata[i]));
          break;
        }
    }

  return g_steal_pointer (&selected);
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
