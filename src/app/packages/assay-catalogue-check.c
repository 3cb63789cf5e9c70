/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-catalogue-check.h"

#include <stdio.h>

#include "assay-package-list.h"

/* A catalogue may be long, so it is checked by a thread of its own. */

typedef struct
{
  GPtrArray *packages; /* (owned) */
  AssayLint *lint;     /* (owned) */
} Check;

static void
check_free (gpointer data)
{
  Check *self = data;

  g_ptr_array_unref (self->packages);
  g_object_unref (self->lint);
  g_free (self);
}

/* The path of a finding begins with the place of the package: “$.data[3].name”. */
static void
sort (GHashTable *by_package, GPtrArray *packages, AssayFinding *finding)
{
  GPtrArray *found;
  guint index;

  if (sscanf (assay_finding_get_path (finding), "$.data[%u]", &index) != 1 ||
      index >= packages->len)
    return;

  found = g_hash_table_lookup (by_package, packages->pdata[index]);
  if (found == NULL)
    {
      found = g_ptr_array_new_with_free_func (g_object_unref);
      g_hash_table_insert (by_package, g_object_ref (packages->pdata[index]), found);
    }
  g_ptr_array_add (found, g_object_ref (finding));
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Check *self = data;
  g_autoptr (GBytes) bytes = assay_package_list_write (self->packages);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayJson) answer = assay_json_parse (bytes, &error);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GHashTable) by_package = g_hash_table_new_full (NULL, NULL, g_object_unref,
                                                             (GDestroyNotify) g_ptr_array_unref);

  if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  findings = assay_lint_check_packages (self->lint, answer);
  for (guint i = 0; i < findings->len; i++)
    sort (by_package, self->packages, findings->pdata[i]);
  g_task_return_pointer (task, g_steal_pointer (&by_package), (GDestroyNotify) g_hash_table_unref);
}

/**
 * assay_catalogue_check_async:
 * @packages: a list of [class@Package]
 * @lint: the lints
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called with what was found
 * @user_data: data for @callback
 *
 * Looks for what is wrong with the packages as they are now.
 */
void
assay_catalogue_check_async (GListModel *packages,
                             AssayLint *lint,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (packages, cancellable, callback, user_data);
  Check *check = g_new0 (Check, 1);

  check->packages = assay_package_list_copy (packages);
  check->lint = g_object_ref (lint);
  g_task_set_source_tag (task, assay_catalogue_check_async);
  g_task_set_task_data (task, check, check_free);
  g_task_run_in_thread (task, check_in_thread);
}

/**
 * assay_catalogue_check_finish:
 * @packages: the list
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes assay_catalogue_check_async().
 *
 * Returns: (transfer full) (nullable): arrays of [class@Finding], by the [class@Package] that they
 *   are about
 */
GHashTable *
assay_catalogue_check_finish (GListModel *packages, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, packages), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
