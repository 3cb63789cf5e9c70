/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "app-support.h"
#include "assay-memory-store.h"
#include "assay-support.h"
#include "preferences/assay-field-row.h"
#include "preferences/assay-preferences-dialog.h"
#include "preferences/assay-secret-hint.h"

typedef void (*RowFunc) (AdwPreferencesRow *row, gpointer user_data);

static void
for_each_row (GtkWidget *widget, RowFunc func, gpointer user_data)
{
  if (ADW_IS_PREFERENCES_ROW (widget))
    func (ADW_PREFERENCES_ROW (widget), user_data);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    for_each_row (child, func, user_data);
}

static void
expect_title (AdwPreferencesRow *row, gpointer user_data)
{
  GHashTable *titles = user_data;
  const char *title = adw_preferences_row_get_title (row);

  g_assert_nonnull (title);
  g_assert_cmpstr (title, !=, "");
  /* The head of a row that opens repeats its title. */
  if (ADW_IS_ACTION_ROW (row) &&
      gtk_widget_get_ancestor (GTK_WIDGET (row), ADW_TYPE_EXPANDER_ROW) != NULL)
    return;

  g_assert_true (g_hash_table_add (titles, g_strdup (title)));
}

typedef struct
{
  const char *title;
  AdwPreferencesRow *row;
} Search;

static void
find_row (AdwPreferencesRow *row, gpointer user_data)
{
  Search *search = user_data;

  if (g_strcmp0 (adw_preferences_row_get_title (row), search->title) == 0)
    search->row = row;
}

static GtkWidget *
present (AdwDialog *dialog)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);

  return window;
}

static GtkWidget *
find_control (AdwDialog *dialog, const char *title)
{
  Search search = { title, NULL };

  for_each_row (GTK_WIDGET (dialog), find_row, &search);
  g_assert_nonnull (search.row);

  return assay_field_row_get_control (ASSAY_FIELD_ROW (search.row));
}

static void
test_rows (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssaySecretStore) secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (folder, &error);
  AdwDialog *dialog = assay_preferences_dialog_new (profile, secrets);
  GtkWidget *window = present (dialog);
  Search background = { "Keep receiving when the window is closed", NULL };
  Search proxies = { "Trusted proxies", NULL };
  static const char *const list[] = { "192.0.2.7", "2001:db8::/32", NULL };
  g_auto (GStrv) stored = NULL;

  for_each_row (GTK_WIDGET (dialog), expect_title, titles);
  g_assert_true (g_hash_table_contains (titles, "Address for webhooks"));
  g_assert_true (g_hash_table_contains (titles, "Add a Secret"));
  g_assert_false (assay_preferences_dialog_get_changed (ASSAY_PREFERENCES_DIALOG (dialog)));

  for_each_row (GTK_WIDGET (dialog), find_row, &background);
  g_assert_nonnull (background.row);
  g_assert_true (adw_switch_row_get_active (ADW_SWITCH_ROW (background.row)));
  adw_switch_row_set_active (ADW_SWITCH_ROW (background.row), FALSE);
  g_assert_false (g_settings_get_boolean (assay_profile_get_settings (profile),
                                          "receiver-background"));
  assay_wait_until (assay_preferences_dialog_get_changed (ASSAY_PREFERENCES_DIALOG (dialog)));

  for_each_row (GTK_WIDGET (dialog), find_row, &proxies);
  g_assert_nonnull (proxies.row);
  gtk_editable_set_text (GTK_EDITABLE (proxies.row), "192.0.2.7,2001:db8::/32 ,");
  g_signal_emit_by_name (proxies.row, "apply");
  stored = g_settings_get_strv (assay_profile_get_settings (profile), "receiver-trusted-proxies");
  assay_assert_strv ((const char *const *) stored, list);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (proxies.row)), ==,
                   "192.0.2.7, 2001:db8::/32");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_number_with_unit (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (folder, &error);
  GSettings *settings = assay_profile_get_settings (profile);
  AdwDialog *dialog = assay_preferences_dialog_new (profile, NULL);
  GtkWidget *window = present (dialog);
  GtkWidget *size = find_control (dialog, "Largest webhook");

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (size)), ==, "4 MiB");

  gtk_editable_set_text (GTK_EDITABLE (size), "512 KiB");
  gtk_spin_button_update (GTK_SPIN_BUTTON (size));
  g_assert_cmpuint (g_settings_get_uint (settings, "receiver-max-body"), ==, 524288);
  gtk_editable_set_text (GTK_EDITABLE (size), "much");
  gtk_spin_button_update (GTK_SPIN_BUTTON (size));
  g_assert_cmpuint (g_settings_get_uint (settings, "receiver-max-body"), ==, 524288);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (size)), ==, "512 KiB");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_choice (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (folder, &error);
  GSettings *settings = assay_profile_get_settings (profile);
  AdwDialog *dialog = assay_preferences_dialog_new (profile, NULL);
  GtkWidget *window = present (dialog);
  GtkDropDown *policy = GTK_DROP_DOWN (find_control (dialog, "Requests with a wrong key"));

  g_assert_cmpuint (gtk_drop_down_get_selected (policy), ==, 1);

  gtk_drop_down_set_selected (policy, 2);
  g_assert_cmpint (g_settings_get_enum (settings, "packages-check-basic"), ==, 2);
  g_settings_set_string (settings, "packages-check-basic", "enforce");
  g_assert_cmpuint (gtk_drop_down_get_selected (policy), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

typedef struct
{
  guint n_rows;
  guint n_beside;
  guint n_below;
} Layout;

/* Returns: how wide so many characters are, as a label counts them */
static int
get_chars_width (GtkWidget *label, int n_chars)
{
  PangoContext *context = gtk_widget_get_pango_context (label);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int width = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                   pango_font_metrics_get_approximate_digit_width (metrics));

  pango_font_metrics_unref (metrics);

  return PANGO_PIXELS (n_chars * width);
}

static void
expect_whole_labels (GtkWidget *widget, GtkWidget *row)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_POPOVER (widget))
    return;

  if (GTK_IS_LABEL (widget))
    {
      PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (widget));
      graphene_rect_t bounds;
      int width, height;

      g_assert_true (gtk_widget_compute_bounds (widget, row, &bounds));
      g_assert_cmpfloat (bounds.origin.y, >=, 0);
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, gtk_widget_get_height (row));
      pango_layout_get_pixel_size (layout, &width, &height);
      g_assert_false (pango_layout_is_ellipsized (layout));
      g_assert_cmpint (width, <=, gtk_widget_get_width (widget));
      g_assert_cmpint (height, <=, gtk_widget_get_height (widget));
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    expect_whole_labels (child, row);
}

static void
expect_room (AdwPreferencesRow *row, gpointer user_data)
{
  Layout *layout = user_data;
  graphene_rect_t title_bounds, control_bounds;
  GtkWidget *title, *control;

  if (!ASSAY_IS_FIELD_ROW (row) || !gtk_widget_get_mapped (GTK_WIDGET (row)))
    return;

  title = app_support_find_label (GTK_WIDGET (row), adw_preferences_row_get_title (row));
  control = assay_field_row_get_control (ASSAY_FIELD_ROW (row));
  g_assert_true (gtk_widget_compute_bounds (title, GTK_WIDGET (row), &title_bounds));
  g_assert_true (gtk_widget_compute_bounds (control, GTK_WIDGET (row), &control_bounds));

  expect_whole_labels (GTK_WIDGET (row), GTK_WIDGET (row));
  g_assert_cmpint (gtk_widget_get_width (title), >=, get_chars_width (title, 14));
  layout->n_rows++;
  if (control_bounds.origin.y >= title_bounds.origin.y + title_bounds.size.height)
    layout->n_below++;
  else if (control_bounds.origin.x >= title_bounds.origin.x + title_bounds.size.width)
    layout->n_beside++;
}

static void
show_page (AdwDialog *dialog, const char *name, Layout *layout)
{
  AdwPreferencesDialog *preferences = ADW_PREFERENCES_DIALOG (dialog);
  GtkWidget *page;

  adw_preferences_dialog_set_visible_page_name (preferences, name);
  page = GTK_WIDGET (adw_preferences_dialog_get_visible_page (preferences));
  assay_wait_until (gtk_widget_get_mapped (page) && gtk_widget_get_height (page) > 0);
  for_each_row (page, expect_room, layout);
}

/* Without a compositor windows have a frame, which takes of their width. */
static void
remove_frames (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_string (provider, "window.solid-csd { margin: 0; padding: 0; }");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_USER);
}

/* Shows both pages that have such rows at this width and scale. */
static void
lay_out (int width, double text_scale, Layout *receiving, Layout *sending)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (folder, &error);
  AdwDialog *dialog;
  GtkWidget *window;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-xft-dpi",
                (int) (text_scale * 96 * 1024), NULL);
  dialog = assay_preferences_dialog_new (profile, NULL);
  window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), width, 720);
  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
  show_page (dialog, "receiving", receiving);
  show_page (dialog, "sending", sending);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
}

static void
test_wide (void)
{
  Layout receiving = { 0 }, sending = { 0 };

  lay_out (800, 1, &receiving, &sending);
  g_assert_cmpuint (receiving.n_rows, ==, 11);
  g_assert_cmpuint (receiving.n_beside, ==, 11);
  g_assert_cmpuint (sending.n_rows, ==, 6);
  g_assert_cmpuint (sending.n_beside, ==, 6);
}

/* As a phone shows it to somebody who reads large text. */
static void
test_narrow (void)
{
  Layout receiving = { 0 }, sending = { 0 };

  lay_out (360, 2, &receiving, &sending);
  g_assert_cmpuint (receiving.n_rows, ==, 11);
  g_assert_cmpuint (receiving.n_below, ==, 11);
  g_assert_cmpuint (sending.n_rows, ==, 6);
  g_assert_cmpuint (sending.n_below, ==, 6);
}

/* Demo listens on a port of its own and sends to itself. */
static void
test_demo (void)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open_named (ASSAY_PROFILE_DEMO, &error);
  AdwDialog *dialog = assay_preferences_dialog_new (profile, NULL);
  GtkWidget *window = present (dialog);

  for_each_row (GTK_WIDGET (dialog), expect_title, titles);
  g_assert_true (g_hash_table_contains (titles, "Webhooks with a wrong signature"));
  g_assert_false (g_hash_table_contains (titles, "Address for webhooks"));
  g_assert_false (g_hash_table_contains (titles, "Keep receiving when the window is closed"));
  g_assert_false (g_hash_table_contains (titles, "Address of StackOne"));
  g_assert_false (g_hash_table_contains (titles, "StackOne API key"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
find_hint (GtkWidget *widget, GtkWidget **hint)
{
  if (GTK_IS_MENU_BUTTON (widget))
    *hint = widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    find_hint (child, hint);
}

static void
test_secret_hint (void)
{
  static const struct
  {
    const char *text;
    const char *hint;
  } cases[] = {
    { "whsec_1 ", "There are blanks or invisible characters around it; they are left out." },
    { "'whsec_1'", "There are quotes around it. Remove them unless they belong to it." },
    { "v1,whsec_1", "It begins with “v1,”. Remove that unless it belongs to it." },
    { "whsec_1", NULL },
  };
  g_autoptr (AdwEntryRow) row = g_object_ref_sink (ADW_ENTRY_ROW (adw_password_entry_row_new ()));
  GtkWidget *hint = NULL;

  assay_secret_hint_attach (row);
  find_hint (GTK_WIDGET (row), &hint);
  g_assert_nonnull (hint);
  g_assert_false (gtk_widget_get_visible (hint));

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *label;

      gtk_editable_set_text (GTK_EDITABLE (row), cases[i].text);
      label = gtk_popover_get_child (gtk_menu_button_get_popover (GTK_MENU_BUTTON (hint)));
      g_assert_cmpint (gtk_widget_get_visible (hint), ==, cases[i].hint != NULL);
      if (cases[i].hint != NULL)
        g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, cases[i].hint);
    }
}

int
main (int argc, char *argv[])
{
  app_support_init (&argc, &argv);
  remove_frames ();

  g_test_add_func ("/app/preferences-dialog/rows", test_rows);
  g_test_add_func ("/app/preferences-dialog/number-with-unit", test_number_with_unit);
  g_test_add_func ("/app/preferences-dialog/choice", test_choice);
  g_test_add_func ("/app/preferences-dialog/wide", test_wide);
  g_test_add_func ("/app/preferences-dialog/narrow", test_narrow);
  g_test_add_func ("/app/preferences-dialog/demo", test_demo);
  g_test_add_func ("/app/preferences-dialog/secret-hint", test_secret_hint);

  return g_test_run ();
}
