/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "app-support.h"
#include "assay-profile.h"
#include "assay-support.h"
#include "desk-support.h"
#include "pages/assay-mapping-page.h"
#include "pages/assay-mapping-row.h"

static GtkWidget *
find_row (GtkWidget *parent, const char *value)
{
  if (ASSAY_IS_MAPPING_ROW (parent) &&
      g_str_equal (assay_mapping_row_get_value (ASSAY_MAPPING_ROW (parent)), value))
    return parent;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, value);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static AdwComboRow *
find_status (GtkWidget *parent)
{
  if (ADW_IS_COMBO_ROW (parent))
    return ADW_COMBO_ROW (parent);

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AdwComboRow *found = find_status (child);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/* What the keyboard stops at: the header of a row that opens is a row of its own. */
static GtkWidget *
find_header (GtkWidget *parent)
{
  GtkWidget *found = NULL;

  if (ADW_IS_ACTION_ROW (parent))
    return parent;

  for (GtkWidget *child = gtk_widget_get_first_child (parent); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_header (child);

  return found;
}

/* What somebody finds who reads the profile's folder now. */
static AssayOrderStatus
load_status (const char *folder, const char *value)
{
  g_autoptr (AssayProfileTables) tables = assay_profile_tables_new (folder);
  g_autoptr (GError) error = NULL;
  AssayMapping *mapping = assay_profile_tables_get_mapping (tables, &error);

  g_assert_no_error (error);

  return assay_mapping_lookup_status (mapping, value);
}

static void
test_change_is_kept (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayDesk) desk = desk_support_open (folder);
  GtkWidget *page;
  GtkWidget *row;
  AdwComboRow *status;
  int minimum;

  page = g_object_ref_sink (g_object_new (ASSAY_TYPE_MAPPING_PAGE, NULL));
  assay_page_open (ASSAY_PAGE (page), desk);
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);

  row = find_row (page, "cancelled");
  g_assert_nonnull (row);
  status = find_status (row);
  g_assert_cmpuint (adw_combo_row_get_selected (status), ==, ASSAY_ORDER_STATUS_REJECTED);
  g_assert_cmpint (load_status (folder, "cancelled"), ==, ASSAY_ORDER_STATUS_REJECTED);

  adw_combo_row_set_selected (status, ASSAY_ORDER_STATUS_EXPIRED);
  assay_wait_until (load_status (folder, "cancelled") == ASSAY_ORDER_STATUS_EXPIRED);
  g_assert_cmpint (load_status (folder, "completed"), ==, ASSAY_ORDER_STATUS_COMPLETED);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Cancelled");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==,
                   "“cancelled” is shown as Expired");
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (find_row (page,
                                                                              "unmapped_value"))),
                   ==, "“unmapped_value” leads to no status");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Cancelled");
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (find_header (row)),
                                                   GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (status), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "SmartRecruiters status of “cancelled”");

  assay_wait_until (G_OBJECT (page)->ref_count == 1);
  g_assert_finalize_object (page);
}

static gpointer
get_part (GtkWidget *page, const char *name)
{
  return gtk_widget_get_template_child (page, ASSAY_TYPE_MAPPING_PAGE, name);
}

static gboolean
fits (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  g_test_message ("%s needs %d", G_OBJECT_TYPE_NAME (widget), minimum);

  return minimum <= 360;
}

/* The card stays in sight where there is room beside the values, and stands above them in a narrow
 * window, which has room for text of any size. */
static void
test_sizes (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssayDesk) desk = desk_support_open (folder);
  GtkWidget *window = adw_window_new ();
  GtkWidget *page = g_object_new (ASSAY_TYPE_MAPPING_PAGE, NULL);

  assay_page_open (ASSAY_PAGE (page), desk);
  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), 1100, 640);
  gtk_window_present (GTK_WINDOW (window));
  assay_wait_until (gtk_widget_get_mapped (get_part (page, "pinned_card")));
  g_assert_false (gtk_widget_get_mapped (get_part (page, "card")));

  gtk_window_set_default_size (GTK_WINDOW (window), 360, 640);
  assay_wait_until (gtk_widget_get_mapped (get_part (page, "card")));
  g_assert_false (gtk_widget_get_mapped (get_part (page, "pinned_card")));
  for (int percent = 100; percent <= 200; percent += 50)
    {
      g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024 / 100 * percent, NULL);
      g_test_message ("%d %%", percent);
      g_assert_true (fits (get_part (page, "table")));
      g_assert_true (fits (page));
    }

  gtk_settings_reset_property (gtk_settings_get_default (), "gtk-xft-dpi");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  app_support_init (&argc, &argv);

  g_test_add_func ("/app/mapping-page/change-is-kept", test_change_is_kept);
  g_test_add_func ("/app/mapping-page/sizes", test_sizes);

  return g_test_run ();
}
