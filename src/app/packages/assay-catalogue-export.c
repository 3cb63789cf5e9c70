/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-catalogue-export.h"

#include <glib/gi18n.h>
#include <string.h>

#include "assay-package-list.h"
#include "assay-package-sheet.h"
#include "assay-toast.h"

/* The catalogue as a file: JSON where the name says so, and else a table. */

typedef struct
{
  GtkWidget *parent;    /* (owned) */
  GListModel *packages; /* (owned) */
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->parent);
  g_object_unref (self->packages);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static GBytes *
write_packages (GListModel *packages, GFile *file)
{
  g_autoptr (GPtrArray) list = assay_package_list_copy (packages);
  g_autofree char *name = g_file_get_basename (file);
  char *table;

  if (name != NULL && g_str_has_suffix (name, ".json"))
    return assay_package_list_write_entries (list);

  table = assay_package_sheet_write (list);

  return g_bytes_new_take (table, strlen (table));
}

static void
replaced_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * assay_catalogue_export_async:
 * @packages: a list of [class@Package]
 * @file: where to write
 * @cancellable: (nullable): a cancellable
 * @callback: (scope async): called when it is written
 * @user_data: data for @callback
 *
 * Writes the packages in their order. What stood in @file before is replaced as a whole.
 */
void
assay_catalogue_export_async (GListModel *packages,
                              GFile *file,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (file, cancellable, callback, user_data);
  g_autoptr (GBytes) bytes = write_packages (packages, file);

  g_task_set_source_tag (task, assay_catalogue_export_async);
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, cancellable,
                                       replaced_cb, task);
}

/**
 * assay_catalogue_export_finish:
 * @file: the file
 * @result: what the callback was given
 * @error: return location for an error
 *
 * Completes assay_catalogue_export_async().
 *
 * Returns: whether it was written
 */
gboolean
assay_catalogue_export_finish (GFile *file, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, file), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GError) error = NULL;

  if (assay_catalogue_export_finish (G_FILE (source), result, &error))
    assay_toast_show (question->parent, _("Catalogue exported"));
  else
    assay_toast_show_failure (question->parent, _("The catalogue could not be exported."), error);
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Question) question = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  GListModel *packages = question->packages;

  if (file != NULL)
    assay_catalogue_export_async (packages, file, NULL, exported_cb, g_steal_pointer (&question));
}

/**
 * assay_catalogue_export_ask:
 * @parent: a widget in the window that asks
 * @packages: a list of [class@Package]
 *
 * Asks for a file and writes the packages into it.
 */
void
assay_catalogue_export_ask (GtkWidget *parent, GListModel *packages)
{
  g_autoptr (GtkFileDialog) dialog = NULL;
  Question *question;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (G_IS_LIST_MODEL (packages));

  dialog = gtk_file_dialog_new ();
  question = g_new0 (Question, 1);
  question->parent = g_object_ref (parent);
  question->packages = g_object_ref (packages);
  gtk_file_dialog_set_title (dialog, _("Export Packages"));
  /* Translators: The name of a file. Keep the ending. */
  gtk_file_dialog_set_initial_name (dialog, _("packages.csv"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (parent)), NULL, chosen_cb,
                        question);
}
