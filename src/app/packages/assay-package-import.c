/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-package-import.h"

#include "assay-package-list.h"
#include "assay-package-sheet.h"

/* A file may be long, so it is read and compared by a thread of its own. */

typedef struct
{
  GPtrArray *known; /* (owned) */
  GBytes *bytes;    /* (owned) */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_ptr_array_unref (self->known);
  g_bytes_unref (self->bytes);
  g_free (self);
}

void
assay_package_import_free (AssayPackageImport *self)
{
  g_ptr_array_unref (self->packages);
  g_ptr_array_unref (self->changes);
  g_strfreev (self->unknown_columns);
  g_free (self);
}

static void
compare (AssayPackageImport *self, GPtrArray *known)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < known->len; i++)
    g_hash_table_insert (by_id, (char *) assay_package_get_id (known->pdata[i]), known->pdata[i]);
  for (guint i = 0; i < self->packages->len; i++)
    {
      AssayPackage *package = self->packages->pdata[i];
      AssayPackage *old = g_hash_table_lookup (by_id, assay_package_get_id (package));

      if (old == NULL)
        self->n_new++;
      if (old == NULL || !assay_package_equal (old, package))
        g_ptr_array_add (self->changes, g_object_ref (package));
    }
}

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  g_auto (GStrv) unknown = NULL;
  AssayPackageImport *import;
  GError *error = NULL;
  GPtrArray *packages;

  packages = assay_package_sheet_read (reading->bytes, reading->known, &unknown, &error);
  if (packages == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  import = g_new0 (AssayPackageImport, 1);
  import->packages = packages;
  import->changes = g_ptr_array_new_with_free_func (g_object_unref);
  import->unknown_columns = g_steal_pointer (&unknown);
  compare (import, reading->known);
  g_task_return_pointer (task, import, (GDestroyNotify) assay_package_import_free);
}

/**
 * assay_package_import_read_async:
 * @catalogue: a list of [class@Package]
 * @bytes: a file, as assay_package_sheet_read() takes it
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called with what was read
 * @user_data: data for @callback
 *
 * Reads what is to be imported and compares it with the catalogue as it is now.
 */
void
assay_package_import_read_async (GListModel *catalogue,
                                 GBytes *bytes,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (catalogue, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  reading->known = assay_package_list_copy (catalogue);
  reading->bytes = g_bytes_ref (bytes);
  g_task_set_source_tag (task, assay_package_import_read_async);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * assay_package_import_read_finish:
 * @catalogue: the catalogue
 * @result: what the callback was given
 * @error: return location for an [error@CoreError] that names line and column, or the JSON path
 *
 * Completes assay_package_import_read_async().
 *
 * Returns: (transfer full) (nullable): what would change
 */
AssayPackageImport *
assay_package_import_read_finish (GListModel *catalogue, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, catalogue), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
