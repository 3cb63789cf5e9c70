/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* The catalogue, and the dialogs that change it. */

#include "config.h"

#include "assay-catalogue.h"
#include "assay-desk-commands.h"
#include "assay-support.h"
#include "gallery.h"
#include "packages/assay-catalogue-row.h"
#include "packages/assay-package-form.h"
#include "pages/assay-packages-page.h"

static const char *const packages[] = {
  "{\"id\":\"numeracy\",\"name\":\"Numerical Reasoning\",\"description\":\"How well somebody reads"
  " tables and charts, in 20 minutes\",\"assay\":{\"type\":\"assessment\",\"tags\":[\"cognitive\","
  "\"short\"]}}",
  "{\"id\":\"personality\",\"name\":\"Personality Questionnaire\",\"description\":\"How somebody"
  " prefers to work\"}",
  "{\"id\":\"pkg-00000000000000000417\",\"name\":\"Coding Challenge for Backend Engineers: Four"
  " Tasks in a Language of Choice\",\"description\":\"Four tasks with hidden tests, two hours\"}",
  "{\"id\":\"language\",\"name\":\"Language Check\"}",
  "{\"id\":\"identity\",\"name\":\"Identity and Criminal Record\",\"description\":\"Documents,"
  " address and public records\",\"tests\":[{\"id\":\"doc\",\"name\":\"Documents\"},"
  "{\"name\":\"Criminal record\"}],\"assay\":{\"type\":\"background_check\"}}",
};

static void
import (Gallery *gallery)
{
  AssayDesk *desk = assay_open_profile_get_desk (gallery->open_profile);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *slot = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (packages); i++)
    {
      g_autoptr (AssayJson) json = assay_json_from_text (packages[i]);

      g_ptr_array_add (list, assay_package_new_from_json (json, &error));
      g_assert_no_error (error);
    }
  assay_desk_save_packages_async (desk, list, "ada", NULL, assay_await_result_cb, &slot);
  result = assay_await_result (&slot);
  assay_desk_command_finish (desk, result, &error);
  g_assert_no_error (error);
}

/* The address is one that is the same every time. */
static GtkWidget *
open_page (Gallery *gallery, gboolean with_packages)
{
  GtkWidget *page;
  GtkStack *stack;

  gallery_open_window (gallery, FALSE);
  if (with_packages)
    import (gallery);
  assay_window_show_page (ASSAY_WINDOW (gallery->window), "packages");
  page = gallery_find (gallery->window, ASSAY_TYPE_PACKAGES_PAGE);
  adw_action_row_set_subtitle (gallery_get_part (page, "address"),
                               "http://127.0.0.1:8080/packages");
  stack = gallery_get_part (page, "stack");
  assay_wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (stack),
                               with_packages ? "packages" : "empty") == 0);

  return page;
}

/* The list is there, and so is what was found in it. */
static GtkWidget *
open_catalogue (Gallery *gallery)
{
  GtkWidget *page = open_page (gallery, TRUE);
  GtkListBox *list = gallery_get_part (page, "list");
  GtkListBoxRow *row;

  assay_wait_until ((row = gtk_list_box_get_row_at_index (list, 3)) != NULL);
  assay_wait_until (gtk_widget_get_visible (gallery_get_part (row, "mark")));

  return page;
}

static void
show_empty (Gallery *gallery)
{
  open_page (gallery, FALSE);
}

static void
show_packages (Gallery *gallery)
{
  open_catalogue (gallery);
}

static void
show_search (Gallery *gallery)
{
  GtkWidget *page = open_catalogue (gallery);

  gtk_editable_set_text (gallery_get_part (page, "search_entry"), "graphology");
  assay_wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (gallery_get_part (page, "stack")),
                               "no-results") == 0);
}

static void
show_menu (Gallery *gallery)
{
  GtkWidget *page = open_catalogue (gallery);
  GtkListBox *list = gallery_get_part (page, "list");

  gallery_show_menu (gallery,
                     gallery_get_part (gtk_list_box_get_row_at_index (list, 0), "menu_button"));
}

static void
show_removed (Gallery *gallery)
{
  GtkWidget *page = open_catalogue (gallery);
  GtkListBox *list = gallery_get_part (page, "list");

  g_assert_true (gtk_widget_activate_action (page, "packages.remove", "s", "language"));
  assay_wait_until (gtk_list_box_get_row_at_index (list, 4) == NULL);
}

static GtkWidget *
open_dialog (Gallery *gallery, const char *action, const char *id)
{
  GtkWidget *page = open_catalogue (gallery);

  if (id != NULL)
    g_assert_true (gtk_widget_activate_action (page, action, "s", id));
  else
    g_assert_true (gtk_widget_activate_action (page, action, NULL));
  assay_wait_until (gallery_get_dialog (gallery) != NULL);

  return GTK_WIDGET (gallery_get_dialog (gallery));
}

static void
show_add (Gallery *gallery)
{
  open_dialog (gallery, "packages.add", NULL);
}

static void
show_edit (Gallery *gallery)
{
  open_dialog (gallery, "packages.edit", "identity");
}

static void
type (GtkWidget *dialog, const char *field, const char *text)
{
  gtk_editable_set_text (gallery_get_part (gallery_find (dialog, ASSAY_TYPE_PACKAGE_FORM), field),
                         text);
}

static void
show_taken (Gallery *gallery)
{
  GtkWidget *dialog = open_dialog (gallery, "packages.duplicate", "numeracy");

  type (dialog, "id", "language");
  type (dialog, "description", "");
}

static GtkWidget *
open_import (Gallery *gallery, const char *text)
{
  GtkWidget *dialog = open_dialog (gallery, "packages.import", NULL);
  GtkLabel *verdict = gallery_get_part (dialog, "verdict");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (gallery_get_part (dialog, "text_view")), text,
                            -1);
  assay_wait_until (*text == '\0' || gtk_widget_get_visible (GTK_WIDGET (verdict)));

  return dialog;
}

static void
show_import (Gallery *gallery)
{
  open_import (gallery, "");
}

static void
show_import_changes (Gallery *gallery)
{
  open_import (gallery, "id,name,description,price\n"
                        "numeracy,Numerical Reasoning,How well somebody reads tables,12\n"
                        "verbal,Verbal Reasoning,How well somebody reads texts,12\n");
}

static void
show_import_damaged (Gallery *gallery)
{
  open_import (gallery, "id;name;description\n"
                        "numeracy;Numerical Reasoning;How well somebody reads tables\n"
                        "4,56551E+17;Verbal Reasoning;How well somebody reads texts\n");
}

static void
show_discard (Gallery *gallery)
{
  GtkWidget *dialog = open_dialog (gallery, "packages.add", NULL);

  type (dialog, "name", "Verbal Reasoning");
  adw_dialog_close (ADW_DIALOG (dialog));
  assay_wait_until (GTK_WIDGET (gallery_get_dialog (gallery)) != dialog);
}

const GalleryScene gallery_packages_scenes[] = {
  { "packages-empty", show_empty },
  { "packages", show_packages },
  { "packages-search", show_search },
  { "packages-menu", show_menu },
  { "package-removed", show_removed },
  { "package-add", show_add },
  { "package-edit", show_edit },
  { "package-taken", show_taken },
  { "packages-import", show_import },
  { "packages-import-changes", show_import_changes },
  { "packages-import-damaged", show_import_damaged },
  { "package-discard", show_discard },
  { NULL },
};
