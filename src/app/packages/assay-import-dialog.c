/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-import-dialog.h"

#include <glib/gi18n.h>

#include "assay-error.h"
#include "assay-failure-text.h"
#include "assay-package-import.h"

/* As long as 100 000 packages with long descriptions. */
#define MAX_FILE_SIZE (64 * 1024 * 1024)
/* What follows of a long list is only counted. */
#define MOST_ROWS 50

/**
 * AssayImportDialog:
 *
 * Puts packages into the catalogue from a table or JSON: a file, dropped or chosen, or pasted text.
 * What would change is shown before; either all of it is imported or nothing.
 */
struct _AssayImportDialog
{
  AdwDialog parent_instance;

  /* template children */
  GtkTextView *text_view;
  GtkLabel *hint;
  GtkWidget *spinner;
  AdwPreferencesGroup *changes;
  GtkListBox *list;
  GtkLabel *more;
  GtkLabel *verdict;
  AdwBanner *failure;

  /* owned */
  AssayCatalogue *catalogue;
  AssayPackageImport *import;
  GCancellable *cancellable; /* of what is being read */

  /* plain */
  gboolean opening; /* the text goes because a file is read instead */
};

G_DEFINE_FINAL_TYPE (AssayImportDialog, assay_import_dialog, ADW_TYPE_DIALOG)

typedef enum
{
  SIGNAL_IMPORTED,
} AssayImportDialogSignal;

static guint signals[SIGNAL_IMPORTED + 1];

static void
show_verdict (AssayImportDialog *self, const char *text, gboolean good)
{
  gtk_label_set_label (self->verdict, text);
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), *text != '\0');
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "error");
}

static GtkWidget *
create_row (AssayPackage *package, gboolean is_new)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *word = gtk_label_new (is_new ? C_("package", "New") : C_("package", "Changed"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), assay_package_get_name (package));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), assay_package_get_id (package));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_add_css_class (word, "dimmed");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), word);

  return row;
}

static void
show_changes (AssayImportDialog *self)
{
  GPtrArray *changes = self->import != NULL ? self->import->changes : NULL;
  guint n_changes = changes != NULL ? changes->len : 0;
  guint n_more = n_changes > MOST_ROWS ? n_changes - MOST_ROWS : 0;
  g_autofree char *more =
    /* Translators: Below a list of packages that will be imported, which is not shown whole. */
    g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < n_changes - n_more; i++)
    {
      const char *id = assay_package_get_id (changes->pdata[i]);
      gboolean is_new = assay_catalogue_find (self->catalogue, id, NULL) == NULL;

      gtk_list_box_append (self->list, create_row (changes->pdata[i], is_new));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->changes), n_changes > 0);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.import", n_changes > 0);
}

/* Returns: (transfer full): what will change, and what is left out */
static char *
dup_summary (const AssayPackageImport *import)
{
  guint n_changed = import->changes->len - import->n_new;
  guint n_same = import->packages->len - import->changes->len;
  g_autofree char *added =
    g_strdup_printf (ngettext ("%u new package", "%u new packages", import->n_new), import->n_new);
  g_autofree char *changed = g_strdup_printf (ngettext ("%u changed", "%u changed", n_changed),
                                              n_changed);
  g_autofree char *same = g_strdup_printf (ngettext ("%u as it is", "%u as they are", n_same),
                                           n_same);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s · %s · %s", added, changed, same);
  if (import->unknown_columns != NULL && import->unknown_columns[0] != NULL)
    {
      g_autofree char *columns = g_strjoinv (", ", import->unknown_columns);

      g_string_append_c (text, '\n');
      /* Translators: %s are names of columns with commas between. */
      g_string_append_printf (text, _("Columns that are left out: %s"), columns);
    }

  return g_string_free_and_steal (text);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  AssayPackageImport *import = assay_package_import_read_finish (G_LIST_MODEL (source), result,
                                                                 &error);
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_visible (self->spinner, FALSE);
  self->import = import;
  if (import != NULL)
    text = dup_summary (import);
  else
    /* Translators: %s says what is wrong, with line and column. */
    text = g_strdup_printf (_("This cannot be imported, and nothing was changed: %s"),
                            error->message);
  show_verdict (self, text, import != NULL);
  show_changes (self);
}

/* Whatever was read before counts no more. */
static void
start_over (AssayImportDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->import, assay_package_import_free);
  self->cancellable = g_cancellable_new ();
  show_verdict (self, "", TRUE);
  show_changes (self);
  gtk_widget_set_visible (self->spinner, FALSE);
}

static void
read_bytes (AssayImportDialog *self, GBytes *bytes)
{
  gtk_widget_set_visible (self->spinner, TRUE);
  assay_package_import_read_async (G_LIST_MODEL (self->catalogue), bytes, self->cancellable,
                                   read_cb, g_object_ref (self));
}

static char *
dup_text (AssayImportDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
text_changed_cb (AssayImportDialog *self)
{
  g_autofree char *text = dup_text (self);
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr (GBytes) bytes = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->hint), *text == '\0');
  if (self->opening)
    return;

  start_over (self);
  gtk_label_set_label (self->hint, _("Paste or drop a table here"));
  bytes = g_bytes_new (text, strlen (text));
  if (*stripped != '\0')
    read_bytes (self, bytes);
}

static void
refuse_file (AssayImportDialog *self, const char *text)
{
  gtk_widget_set_visible (self->spinner, FALSE);
  show_verdict (self, text, FALSE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (bytes != NULL)
    read_bytes (self, bytes);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    refuse_file (self, _("The file cannot be read."));
}

static void
queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (info == NULL || g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    refuse_file (self, _("The file cannot be read."));
  else if (g_file_info_get_size (info) > MAX_FILE_SIZE)
    refuse_file (self, _("The file is larger than 64 MiB. Import it in parts."));
  else
    g_file_load_bytes_async (G_FILE (source), self->cancellable, loaded_cb, g_object_ref (self));
}

static gboolean
drop_cb (AssayImportDialog *self, const GValue *value)
{
  GFile *file = g_value_get_object (value);

  if (file == NULL)
    return FALSE;

  assay_import_dialog_open_file (self, file);

  return TRUE;
}

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayImportDialog) self = user_data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->catalogue != NULL)
    assay_import_dialog_open_file (self, file);
}

static void
choose_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Import Packages"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, chosen_cb,
                        g_object_ref (widget));
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_visible (self->spinner, FALSE);
  if (!assay_catalogue_change_finish (ASSAY_CATALOGUE (source), result, &error))
    {
      adw_banner_set_title (self->failure, assay_failure_text_get (error));
      adw_banner_set_revealed (self->failure, TRUE);
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.import", TRUE);
      return;
    }

  g_signal_emit (self, signals[SIGNAL_IMPORTED], 0, self->import->changes->len);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayImportDialog *self = ASSAY_IMPORT_DIALOG (widget);

  adw_banner_set_revealed (self->failure, FALSE);
  gtk_widget_action_set_enabled (widget, "dialog.import", FALSE);
  gtk_widget_set_visible (self->spinner, TRUE);
  assay_catalogue_import_async (self->catalogue, self->import->changes, NULL, imported_cb,
                                g_object_ref (self));
}

static void
assay_import_dialog_dispose (GObject *object)
{
  AssayImportDialog *self = ASSAY_IMPORT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->import, assay_package_import_free);

  G_OBJECT_CLASS (assay_import_dialog_parent_class)->dispose (object);
}

static void
assay_import_dialog_class_init (AssayImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_import_dialog_dispose;

  /**
   * AssayImportDialog::imported:
   * @self: the dialog
   * @n_packages: how many packages were added or changed
   *
   * The packages are in the catalogue.
   */
  signals[SIGNAL_IMPORTED] = g_signal_new ("imported", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                           0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayImportDialog, text_view);
  gtk_widget_class_bind_template_child (widget_class, AssayImportDialog, hint);
  gtk_widget_class_bind_template_child (widget_class, AssayImportDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, AssayImportDialog, changes);
  gtk_widget_class_bind_template_child (widget_class, AssayImportDialog, list);
  gtk_widget_class_bind_template_child (widget_class, AssayImportDialog, more);
  gtk_widget_class_bind_template_child (widget_class, AssayImportDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, AssayImportDialog, failure);

  gtk_widget_class_install_action (widget_class, "dialog.choose", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "dialog.import", NULL, import_cb);
}

static void
assay_import_dialog_init (AssayImportDialog *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.import", FALSE);
  g_signal_connect_object (gtk_text_view_get_buffer (self->text_view), "changed",
                           G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/**
 * assay_import_dialog_new:
 * @catalogue: a catalogue that is read
 *
 * Creates an empty dialog.
 *
 * Returns: (transfer floating): a dialog
 */
AdwDialog *
assay_import_dialog_new (AssayCatalogue *catalogue)
{
  AssayImportDialog *self;

  g_return_val_if_fail (ASSAY_IS_CATALOGUE (catalogue), NULL);

  self = g_object_new (ASSAY_TYPE_IMPORT_DIALOG, NULL);
  self->catalogue = g_object_ref (catalogue);

  return ADW_DIALOG (self);
}

/**
 * assay_import_dialog_open_file:
 * @self: a dialog
 * @file: a file
 *
 * Shows what importing @file would change, instead of what was pasted.
 */
void
assay_import_dialog_open_file (AssayImportDialog *self, GFile *file)
{
  g_autofree char *name = NULL;

  g_return_if_fail (ASSAY_IS_IMPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  name = g_file_get_parse_name (file);
  start_over (self);
  self->opening = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text_view), "", 0);
  self->opening = FALSE;
  gtk_label_set_label (self->hint, name);
  gtk_widget_set_visible (self->spinner, TRUE);
  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, self->cancellable,
                           queried_cb, g_object_ref (self));
}
