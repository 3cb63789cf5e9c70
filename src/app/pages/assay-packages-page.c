/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-packages-page.h"

#include <glib/gi18n.h>

#include "assay-catalogue.h"
#include "assay-failure-text.h"
#include "assay-toast.h"
#include "assay-words.h"
#include "packages/assay-catalogue-check.h"
#include "packages/assay-catalogue-export.h"
#include "packages/assay-catalogue-row.h"
#include "packages/assay-endpoint-dialog.h"
#include "packages/assay-import-dialog.h"
#include "packages/assay-job-tags-group.h"
#include "packages/assay-package-calls-row.h"
#include "packages/assay-package-dialog.h"
#include "packages/assay-unlisted-group.h"

#define ACTOR "desk"

/* A row is a widget; who has more packages finds them by searching. */
#define MOST_ROWS 200

/**
 * AssayPackagesPage:
 *
 * The catalogue: what recruiters can order, in the order in which they see it.
 */
struct _AssayPackagesPage
{
  AssayPage parent_instance;

  /* template children */
  AdwBanner *failure;
  GtkWidget *search_row;
  GtkSearchEntry *search_entry;
  GtkStack *stack;
  AdwStatusPage *failed;
  AdwActionRow *address;
  AssayPackageCallsRow *calls;
  AssayUnlistedGroup *unlisted;
  GtkListBox *list;
  GtkLabel *more;
  AssayJobTagsGroup *job_tags;

  /* owned */
  AssayDesk *desk;
  AssayLint *lint;
  AssayCatalogue *catalogue;
  GtkFilterListModel *matches;
  GHashTable *findings;
  char *words;         /* what is searched for, casefolded */
  char *to_be_focused; /* the id of the package whose row gets the focus when it is there */

  /* plain */
  gboolean checking;
  gboolean stale;
};

G_DEFINE_FINAL_TYPE (AssayPackagesPage, assay_packages_page, ASSAY_TYPE_PAGE)

static void check (AssayPackagesPage *self);

static void
fail (AssayPackagesPage *self, const GError *error)
{
  adw_banner_set_title (self->failure, assay_failure_text_get (error));
  adw_banner_set_revealed (self->failure, TRUE);
}

static gboolean
match (gpointer item, gpointer user_data)
{
  AssayPackagesPage *self = user_data;
  AssayPackage *package = item;
  const char *const *tags = assay_package_get_tags (package);

  if (self->words == NULL || *self->words == '\0' ||
      assay_words_are_in (self->words, assay_package_get_name (package)) ||
      assay_words_are_in (self->words, assay_package_get_id (package)) ||
      assay_words_are_in (self->words, assay_package_get_description (package)))
    return TRUE;
  for (gsize i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      if (assay_words_are_in (self->words, tags[i]))
        return TRUE;
    }

  return FALSE;
}

static AssayCatalogueRow *
find_row (AssayPackagesPage *self, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      AssayPackage *package = assay_catalogue_row_get_package (ASSAY_CATALOGUE_ROW (row));

      if (g_strcmp0 (assay_package_get_id (package), id) == 0)
        return ASSAY_CATALOGUE_ROW (row);
    }

  return NULL;
}

static void
focus_row (AssayPackagesPage *self)
{
  g_autofree char *id = g_steal_pointer (&self->to_be_focused);
  AssayCatalogueRow *row = id != NULL ? find_row (self, id) : NULL;

  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
update_state (AssayPackagesPage *self)
{
  guint n_packages = g_list_model_get_n_items (G_LIST_MODEL (self->catalogue));
  guint n_matches = g_list_model_get_n_items (G_LIST_MODEL (self->matches));
  gboolean loaded = assay_catalogue_get_loaded (self->catalogue);
  guint n_more = n_matches > MOST_ROWS ? n_matches - MOST_ROWS : 0;
  g_autofree char *more = g_strdup_printf (ngettext ("%u more package. Search to find it.",
                                                     "%u more packages. Search to find them.",
                                                     n_more),
                                           n_more);

  gtk_widget_set_visible (self->search_row, n_packages > 0);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_more > 0);
  gtk_stack_set_visible_child_name (self->stack, !loaded           ? "loading"
                                                 : n_packages == 0 ? "empty"
                                                 : n_matches == 0  ? "no-results"
                                                                   : "packages");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "packages.import", loaded);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "packages.export", n_packages > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "packages.undo",
                                 assay_catalogue_can_undo (self->catalogue));
}

static void
search_changed_cb (AssayPackagesPage *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));

  g_free (self->words);
  self->words = g_utf8_casefold (text, -1);
  if (self->matches == NULL)
    return;

  gtk_filter_changed (gtk_filter_list_model_get_filter (self->matches),
                      GTK_FILTER_CHANGE_DIFFERENT);
  update_state (self);
}

static void
mark_rows (AssayPackagesPage *self)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      AssayPackage *package = assay_catalogue_row_get_package (ASSAY_CATALOGUE_ROW (row));

      assay_catalogue_row_set_findings (ASSAY_CATALOGUE_ROW (row),
                                        g_hash_table_lookup (self->findings, package));
    }
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayPackagesPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GHashTable *findings = assay_catalogue_check_finish (G_LIST_MODEL (source), result, &error);

  self->checking = FALSE;
  if (findings == NULL)
    {
      fail (self, error);
      return;
    }

  g_clear_pointer (&self->findings, g_hash_table_unref);
  self->findings = findings;
  mark_rows (self);
  if (self->stale)
    check (self);
}

static void
check (AssayPackagesPage *self)
{
  self->stale = self->checking;
  if (self->checking || self->lint == NULL)
    return;

  self->checking = TRUE;
  assay_catalogue_check_async (G_LIST_MODEL (self->catalogue), self->lint, NULL, checked_cb,
                               g_object_ref (self));
}

static void
packages_changed_cb (AssayPackagesPage *self)
{
  update_state (self);
  check (self);
}

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  AssayPackagesPage *self = user_data;
  GtkWidget *row = assay_catalogue_row_new (item);

  if (self->findings != NULL)
    assay_catalogue_row_set_findings (ASSAY_CATALOGUE_ROW (row),
                                      g_hash_table_lookup (self->findings, item));

  return row;
}

/* What is taken back is taken back once. */
static void
undone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayPackagesPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!assay_catalogue_change_finish (ASSAY_CATALOGUE (source), result, &error))
    assay_toast_show_failure (GTK_WIDGET (self), _("The change could not be taken back."), error);
  update_state (self);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (widget);

  assay_catalogue_undo_async (self->catalogue, NULL, undone_cb, g_object_ref (self));
}

static void
offer_undo (AssayPackagesPage *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _("_Undo"));
  adw_toast_set_action_name (toast, "packages.undo");
  assay_toast_add (GTK_WIDGET (self), toast);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (AssayPackagesPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!assay_catalogue_change_finish (ASSAY_CATALOGUE (source), result, &error))
    assay_toast_show_failure (GTK_WIDGET (self), _("The catalogue could not be changed."), error);
  update_state (self);
  focus_row (self);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AssayPackagesPage *self = user_data;

  changed_cb (source, result, g_object_ref (self));
  if (!g_task_had_error (G_TASK (result)))
    offer_undo (self, _("Package removed"));
  g_object_unref (self);
}

static const char *
get_id_at (AssayPackagesPage *self, guint position)
{
  g_autoptr (AssayPackage)
    package = g_list_model_get_item (G_LIST_MODEL (self->catalogue), position);

  return package != NULL ? assay_package_get_id (package) : NULL;
}

static void
remove_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  guint position;

  if (assay_catalogue_find (self->catalogue, id, &position) == NULL)
    return;

  g_set_str (&self->to_be_focused, get_id_at (self, position > 0 ? position - 1 : 1));
  assay_catalogue_remove_async (self->catalogue, id, NULL, removed_cb, g_object_ref (self));
}

/* The end of the list is before nothing. */
static void
move (AssayPackagesPage *self, const char *id, const char *before)
{
  g_set_str (&self->to_be_focused, id);
  assay_catalogue_move_async (self->catalogue, id, before, NULL, changed_cb, g_object_ref (self));
}

static void
up_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  guint position;

  if (assay_catalogue_find (self->catalogue, id, &position) != NULL && position > 0)
    move (self, id, get_id_at (self, position - 1));
}

static void
down_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  guint position;

  if (assay_catalogue_find (self->catalogue, id, &position) != NULL &&
      get_id_at (self, position + 1) != NULL)
    move (self, id, get_id_at (self, position + 2));
}

static void
saved_cb (AssayPackagesPage *self, const char *id)
{
  g_set_str (&self->to_be_focused, id);
  update_state (self);
  focus_row (self);
}

static void
present (AssayPackagesPage *self, AdwDialog *dialog)
{
  g_signal_connect_object (dialog, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
add_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (widget);

  present (self, assay_package_dialog_new_for_add (self->catalogue, self->lint, NULL));
}

static void
edit_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (widget);
  AssayPackage *package = assay_catalogue_find (self->catalogue,
                                                g_variant_get_string (parameter, NULL), NULL);

  if (package != NULL)
    present (self, assay_package_dialog_new_for_edit (self->catalogue, self->lint, package));
}

static void
duplicate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (widget);
  AssayPackage *package = assay_catalogue_find (self->catalogue,
                                                g_variant_get_string (parameter, NULL), NULL);

  if (package != NULL)
    present (self, assay_package_dialog_new_for_add (self->catalogue, self->lint, package));
}

static void
imported_cb (AssayPackagesPage *self, guint n_packages)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u package imported", "%u packages imported",
                                                     n_packages),
                                           n_packages);

  update_state (self);
  offer_undo (self, text);
}

static void
import_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (widget);
  AdwDialog *dialog = assay_import_dialog_new (self->catalogue);

  g_signal_connect_object (dialog, "imported", G_CALLBACK (imported_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static void
export_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  assay_catalogue_export_ask (widget, G_LIST_MODEL (ASSAY_PACKAGES_PAGE (widget)->catalogue));
}

static void
test_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (widget);

  adw_dialog_present (assay_endpoint_dialog_new (assay_desk_get_profile (self->desk),
                                                 assay_desk_get_secrets (self->desk), self->lint),
                      widget);
}

static void
copy_address_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          adw_action_row_get_subtitle (self->address));
}

static void
show_address (AssayPackagesPage *self)
{
  const char *url = assay_desk_get_inbox_url (self->desk);
  g_autofree char *address = url != NULL ? g_strconcat (url, "/packages", NULL) : NULL;

  adw_action_row_set_subtitle (self->address,
                               address != NULL ? address : _("This desk does not receive now."));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "packages.copy-address", address != NULL);
}

static void
load_lint (AssayPackagesPage *self)
{
  AssayProfileTables *tables = assay_profile_get_tables (assay_desk_get_profile (self->desk));
  g_autoptr (GError) error = NULL;
  AssayLint *lint = assay_profile_tables_get_lint (tables, &error);

  if (lint == NULL)
    {
      fail (self, error);
      return;
    }

  g_set_object (&self->lint, lint);
  if (self->catalogue != NULL)
    check (self);
}

static void
assay_packages_page_open (AssayPage *page, AssayDesk *desk)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (page);
  GtkFilter *filter = GTK_FILTER (gtk_custom_filter_new (match, self, NULL));
  g_autoptr (GtkSliceListModel) slice = NULL;

  self->desk = g_object_ref (desk);
  load_lint (self);
  g_signal_connect_object (assay_profile_get_tables (assay_desk_get_profile (desk)), "changed",
                           G_CALLBACK (load_lint), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::inbox-url", G_CALLBACK (show_address), self,
                           G_CONNECT_SWAPPED);
  show_address (self);
  assay_package_calls_row_follow (self->calls, assay_desk_get_journal (desk));
  assay_job_tags_group_bind (self->job_tags,
                             assay_profile_get_settings (assay_desk_get_profile (desk)));

  self->catalogue = assay_catalogue_new (desk, ACTOR);
  assay_unlisted_group_follow (self->unlisted, desk, self->catalogue);
  self->matches = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->catalogue)), filter);
  slice = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->matches)), 0, MOST_ROWS);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (slice), create_row, self, NULL);
  g_signal_connect_object (self->catalogue, "items-changed", G_CALLBACK (packages_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->catalogue, "notify::loaded", G_CALLBACK (update_state), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->catalogue, "failed", G_CALLBACK (fail), self, G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "packages.add", self->lint != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "packages.test", self->lint != NULL);
  update_state (self);
}

static void
assay_packages_page_fail (AssayPage *page, const char *reason)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (page);
  g_autofree char *markup = reason != NULL ? g_markup_escape_text (reason, -1) : NULL;

  adw_status_page_set_description (self->failed, markup);
  gtk_stack_set_visible_child_name (self->stack, reason != NULL ? "failed" : "loading");
}

static void
assay_packages_page_start_search (AssayPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (ASSAY_PACKAGES_PAGE (page)->search_entry));
}

static void
assay_packages_page_dispose (GObject *object)
{
  AssayPackagesPage *self = ASSAY_PACKAGES_PAGE (object);

  if (self->list != NULL)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_PACKAGES_PAGE);
  g_clear_object (&self->desk);
  g_clear_object (&self->lint);
  g_clear_object (&self->matches);
  g_clear_object (&self->catalogue);
  g_clear_pointer (&self->findings, g_hash_table_unref);
  g_clear_pointer (&self->words, g_free);
  g_clear_pointer (&self->to_be_focused, g_free);

  G_OBJECT_CLASS (assay_packages_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "packages.add", NULL, add_cb);
  gtk_widget_class_install_action (widget_class, "packages.edit", "s", edit_cb);
  gtk_widget_class_install_action (widget_class, "packages.duplicate", "s", duplicate_cb);
  gtk_widget_class_install_action (widget_class, "packages.remove", "s", remove_cb);
  gtk_widget_class_install_action (widget_class, "packages.up", "s", up_cb);
  gtk_widget_class_install_action (widget_class, "packages.down", "s", down_cb);
  gtk_widget_class_install_action (widget_class, "packages.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "packages.export", NULL, export_cb);
  gtk_widget_class_install_action (widget_class, "packages.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "packages.copy-address", NULL, copy_address_cb);
  gtk_widget_class_install_action (widget_class, "packages.test", NULL, test_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "packages.undo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "packages.add",
                                       NULL);
}

static void
assay_packages_page_class_init (AssayPackagesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AssayPageClass *page_class = ASSAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_packages_page_dispose;
  page_class->open = assay_packages_page_open;
  page_class->fail = assay_packages_page_fail;
  page_class->start_search = assay_packages_page_start_search;

  g_type_ensure (ASSAY_TYPE_JOB_TAGS_GROUP);
  g_type_ensure (ASSAY_TYPE_UNLISTED_GROUP);
  g_type_ensure (ASSAY_TYPE_PACKAGE_CALLS_ROW);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-packages-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayPackagesPage, failure);
  gtk_widget_class_bind_template_child (widget_class, AssayPackagesPage, search_row);
  gtk_widget_class_bind_template_child (widget_class, AssayPackagesPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, AssayPackagesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, AssayPackagesPage, failed);
  gtk_widget_class_bind_template_child (widget_class, AssayPackagesPage, address);
  gtk_widget_class_bind_template_child (widget_class, AssayPackagesPage, calls);
  gtk_widget_class_bind_template_child (widget_class, AssayPackagesPage, unlisted);
  gtk_widget_class_bind_template_child (widget_class, AssayPackagesPage, list);
  gtk_widget_class_bind_template_child (widget_class, AssayPackagesPage, more);
  gtk_widget_class_bind_template_child (widget_class, AssayPackagesPage, job_tags);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);

  install_actions (widget_class);
}

static void
assay_packages_page_init (AssayPackagesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "packages.add", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "packages.import", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "packages.export", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "packages.undo", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "packages.copy-address", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "packages.test", FALSE);
}
