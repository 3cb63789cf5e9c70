/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-mapping-page.h"

#include <glib/gi18n.h>

#include "assay-mapping-row.h"
#include "order/assay-recruiter-card.h"
#include "order/assay-result-editor.h"

/**
 * AssayMappingPage:
 *
 * What each result value becomes at SmartRecruiters, and how that looks.
 *
 * Changes go into the profile's mapping, which saves them and tells everybody else.
 */
struct _AssayMappingPage
{
  AssayPage parent_instance;

  /* template children */
  AdwBanner *failure;
  AdwPreferencesPage *table;
  AdwPreferencesGroup *values;
  AssayRecruiterCard *card;
  AssayRecruiterCard *pinned_card; /* the same, where there is room beside the values */

  /* owned */
  AssayProfile *profile;
  AssayMapping *mapping;
  GPtrArray *rows; /* borrowed rows of @values */
  char *shown_value;
};

G_DEFINE_FINAL_TYPE (AssayMappingPage, assay_mapping_page, ASSAY_TYPE_PAGE)

static void
show_card (AssayMappingPage *self)
{
  g_autoptr (AssayCard) view = NULL;
  g_autoptr (AssayResult) result = assay_result_new ();
  GSettings *settings = assay_profile_get_settings (self->profile);

  assay_result_set_value (result, self->shown_value);
  view = assay_card_new (self->mapping, g_settings_get_enum (settings, "preview-appearance"),
                         /* Translators: Example of a package on the recruiter card. */
                         _("Cognitive Ability Test"), result, ASSAY_ORDER_STATUS_PENDING,
                         ASSAY_CARD_DEFAULT);
  assay_recruiter_card_set_card (self->card, view);
  assay_recruiter_card_set_card (self->pinned_card, view);
}

static void
row_expanded_cb (AssayMappingRow *row, GParamSpec *pspec, AssayMappingPage *self)
{
  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)))
    return;

  g_set_str (&self->shown_value, assay_mapping_row_get_value (row));
  show_card (self);
}

static void
fail (AssayMappingPage *self, const char *message, const GError *error)
{
  g_warning ("mapping: %s", error->message);
  adw_banner_set_title (self->failure, message);
  adw_banner_set_revealed (self->failure, TRUE);
}

static void
save_failed_cb (AssayMappingPage *self, const GError *error)
{
  fail (self, _("The change could not be saved. Check the free space on the disk."), error);
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
      g_ptr_array_add (self->rows, row);
    }
}

static void
clear_rows (AssayMappingPage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->values, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

/* The rows belong to one mapping; the profile has another one after its tables were read again. */
static void
show_tables (AssayMappingPage *self)
{
  g_autoptr (GError) error = NULL;
  AssayMapping *mapping =
    assay_profile_tables_get_mapping (assay_profile_get_tables (self->profile), &error);

  if (mapping == NULL)
    {
      fail (self, _("The profile’s mapping is damaged. Remove its file to go back to ours."),
            error);
      return;
    }

  adw_banner_set_revealed (self->failure, FALSE);
  if (g_set_object (&self->mapping, mapping))
    {
      clear_rows (self);
      fill (self);
    }
  show_card (self);
}

static void
assay_mapping_page_open (AssayPage *page, AssayDesk *desk)
{
  AssayMappingPage *self = ASSAY_MAPPING_PAGE (page);
  AssayProfileTables *tables = assay_profile_get_tables (assay_desk_get_profile (desk));

  self->profile = g_object_ref (assay_desk_get_profile (desk));
  g_set_str (&self->shown_value, "completed");
  g_signal_connect_object (tables, "changed", G_CALLBACK (show_tables), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (tables, "save-failed", G_CALLBACK (save_failed_cb), self,
                           G_CONNECT_SWAPPED);
  show_tables (self);
}

static AssayOrder *
create_example (void)
{
  g_autoptr (AssayJsonWriter) writer = assay_json_writer_new ();
  g_autoptr (AssayJson) json = NULL;
  g_autoptr (GBytes) bytes = NULL;
  AssayOrder *order;

  assay_json_writer_begin_object (writer);
  assay_json_writer_member (writer, "package");
  assay_json_writer_begin_object (writer);
  assay_json_writer_member_string (writer, "name", _("Cognitive Ability Test"));
  assay_json_writer_end_object (writer);
  assay_json_writer_end_object (writer);
  bytes = assay_json_writer_finish (writer);
  json = assay_json_parse (bytes, NULL);
  order = assay_order_new_from_json (json, NULL);
  assay_order_identify (order, "example", "example", NULL, ASSAY_ORDER_KIND_ASSESSMENT);

  return order;
}

static void
try_result_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  AssayMappingPage *self = ASSAY_MAPPING_PAGE (widget);
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = assay_result_editor_new ();
  AssayProfileTables *tables = assay_profile_get_tables (self->profile);
  g_autoptr (AssayOrder) order = NULL;
  AssayLint *lint;
  g_autoptr (GError) error = NULL;

  if (self->mapping == NULL)
    return;
  lint = assay_profile_tables_get_lint (tables, &error);
  if (lint == NULL)
    {
      fail (self,
            _("The profile’s list of checks is damaged. Remove its file to go back to ours."),
            error);
      return;
    }

  order = create_example ();
  assay_result_editor_set_rules (ASSAY_RESULT_EDITOR (page), self->mapping, lint);
  assay_result_editor_set_connector_meta (ASSAY_RESULT_EDITOR (page),
                                          assay_profile_tables_get_connector_meta (tables));
  assay_result_editor_follow_settings (ASSAY_RESULT_EDITOR (page),
                                       assay_profile_get_settings (self->profile));
  assay_result_editor_set_order (ASSAY_RESULT_EDITOR (page), order, NULL);
  assay_result_editor_make_trial (ASSAY_RESULT_EDITOR (page));

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
  g_clear_pointer (&self->rows, g_ptr_array_unref);
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
  gtk_widget_class_bind_template_child (widget_class, AssayMappingPage, pinned_card);
  gtk_widget_class_bind_template_child (widget_class, AssayMappingPage, table);
  gtk_widget_class_install_action (widget_class, "mapping.try", NULL, try_result_cb);
}

static void
assay_mapping_page_init (AssayMappingPage *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
