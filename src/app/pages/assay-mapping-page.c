/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-mapping-page.h"

#include <glib/gi18n.h>

#include "assay-lint.h"
#include "assay-mapping-row.h"
#include "assay-profile-mapping.h"
#include "order/assay-recruiter-card.h"
#include "order/assay-result-page.h"

/**
 * AssayMappingPage:
 *
 * What each result value becomes at SmartRecruiters, and how that looks.
 *
 * Changes are kept in the profile's own table, which holds only what differs from ours.
 */
struct _AssayMappingPage
{
  AssayPage parent_instance;

  /* template children */
  AdwBanner *failure;
  AdwPreferencesGroup *values;
  AssayRecruiterCard *card;

  /* owned */
  AssayProfile *profile;
  AssayMapping *mapping;
  char *shown_value;
};

G_DEFINE_FINAL_TYPE (AssayMappingPage, assay_mapping_page, ASSAY_TYPE_PAGE)

static void
show_card (AssayMappingPage *self)
{
  g_autoptr (AssayRecruiterView) view = NULL;
  g_autoptr (AssayResult) result = assay_result_new ();
  GSettings *settings = assay_profile_get_settings (self->profile);

  assay_result_set_value (result, self->shown_value);
  view = assay_recruiter_view_new (self->mapping,
                                   g_settings_get_enum (settings, "preview-appearance"),
                                   /* Translators: Example of a package on the recruiter card. */
                                   _("Cognitive Ability Test"), result,
                                   ASSAY_ORDER_STATUS_PENDING, ASSAY_RECRUITER_VIEW_DEFAULT);
  assay_recruiter_card_set_view (self->card, view);
}

static void
row_expanded_cb (AssayMappingRow  *row,
                 GParamSpec       *pspec,
                 AssayMappingPage *self)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
    return;

  g_set_str (&self->shown_value, assay_mapping_row_get_value (row));
  show_card (self);
}

static void
fail (AssayMappingPage *self,
      const char       *message,
      const GError     *error)
{
  g_warning ("mapping: %s", error->message);
  adw_banner_set_title (self->failure, message);
  adw_banner_set_revealed (self->failure, TRUE);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    fail (ASSAY_MAPPING_PAGE (source),
          _("The change could not be saved. Check the free space on the disk."), error);
}

/* Whoever reads the table must find the old one or the new one, never half of it. */
static void
save_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  AssayMappingPage *self = source;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  gsize size;
  const char *table = g_bytes_get_data (task_data, &size);
  g_autoptr (GError) error = NULL;

  folder = g_build_filename (assay_profile_get_folder (self->profile), "tables", NULL);
  path = g_build_filename (folder, "mapping.json", NULL);
  g_mkdir_with_parents (folder, 0700);
  if (g_file_set_contents_full (path, table, (gssize) size,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
mapping_changed_cb (AssayMappingPage *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, saved_cb, NULL);

  show_card (self);
  g_task_set_source_tag (task, mapping_changed_cb);
  g_task_set_task_data (task, assay_mapping_override_to_json (self->mapping),
                        (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, save_in_thread);
}

static void
fill (AssayMappingPage *self)
{
  GListModel *entries = assay_mapping_get_entries (self->mapping);

  for (guint i = 0; i < g_list_model_get_n_items (entries); i++)
    {
      g_autoptr (AssayMappingEntry) entry = g_list_model_get_item (entries, i);
      GtkWidget *row = assay_mapping_row_new (self->mapping, entry);

      g_signal_connect_object (row, "notify::expanded", G_CALLBACK (row_expanded_cb), self,
                               G_CONNECT_DEFAULT);
      adw_preferences_group_add (self->values, row);
    }
}

static void
assay_mapping_page_open (AssayPage *page,
                         AssayDesk *desk)
{
  AssayMappingPage *self = ASSAY_MAPPING_PAGE (page);
  g_autoptr (GError) error = NULL;

  self->profile = g_object_ref (assay_desk_get_profile (desk));
  self->mapping = assay_profile_mapping_load (self->profile, &error);
  if (self->mapping == NULL)
    {
      fail (self, _("The profile's mapping is damaged. Remove its file to go back to ours."),
            error);
      return;
    }

  fill (self);
  g_set_str (&self->shown_value, "completed");
  show_card (self);
  g_signal_connect_object (self->mapping, "changed", G_CALLBACK (mapping_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
try_result_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  AssayMappingPage *self = ASSAY_MAPPING_PAGE (widget);
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = assay_result_page_new ();
  g_autoptr (AssayOrder) order = assay_order_new ();
  g_autoptr (AssayPackage) package = assay_package_new ();
  g_autoptr (GBytes) table = NULL;
  g_autoptr (AssayLint) lint = NULL;
  g_autoptr (GError) error = NULL;

  if (self->mapping == NULL)
    return;
  table = assay_profile_lookup_table (self->profile, "lints", &error);
  lint = table != NULL ? assay_lint_new (table, self->mapping, &error) : NULL;
  if (lint == NULL)
    {
      fail (self, _("The profile's list of checks is damaged. Remove its file to go back to ours."),
            error);
      return;
    }

  assay_package_set_name (package, _("Cognitive Ability Test"));
  assay_order_set_id (order, "example");
  assay_order_set_account_id (order, "example");
  assay_order_set_package (order, package);
  assay_result_page_set_rules (ASSAY_RESULT_PAGE (page), self->mapping, lint);
  assay_result_page_set_order (ASSAY_RESULT_PAGE (page), order, NULL);
  gtk_widget_action_set_enabled (page, "result.send", FALSE);
  gtk_widget_action_set_enabled (page, "result.save-draft", FALSE);

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _("Try a Result"));
  adw_dialog_set_content_width (dialog, 1100);
  adw_dialog_set_content_height (dialog, 720);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, widget);
}

static void
assay_mapping_page_dispose (GObject *object)
{
  AssayMappingPage *self = ASSAY_MAPPING_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), ASSAY_TYPE_MAPPING_PAGE);
  g_clear_object (&self->profile);
  g_clear_object (&self->mapping);
  g_clear_pointer (&self->shown_value, g_free);

  G_OBJECT_CLASS (assay_mapping_page_parent_class)->dispose (object);
}

static void
assay_mapping_page_class_init (AssayMappingPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_mapping_page_dispose;
  ASSAY_PAGE_CLASS (klass)->open = assay_mapping_page_open;

  g_type_ensure (ASSAY_TYPE_RECRUITER_CARD);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-mapping-page.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayMappingPage, failure);
  gtk_widget_class_bind_template_child (widget_class, AssayMappingPage, values);
  gtk_widget_class_bind_template_child (widget_class, AssayMappingPage, card);
  gtk_widget_class_install_action (widget_class, "mapping.try", NULL, try_result_cb);
}

static void
assay_mapping_page_init (AssayMappingPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
