/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>

#include "assay-memory-store.h"
#include "assay-resources.h"
#include "assay-support.h"
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

static void
test_rows (void)
{
  g_autoptr (AssayTempDir) folder = assay_temp_dir_new ();
  g_autoptr (AssaySecretStore) secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (folder, &error);
  AdwDialog *dialog = assay_preferences_dialog_new (profile, secrets);
  GtkWidget *window = adw_window_new ();
  Search background = { "Keep receiving when the window is closed", NULL };
  Search proxies = { "Trusted proxies", NULL };
  static const char *const list[] = { "192.0.2.7", "2001:db8::/32", NULL };
  g_auto (GStrv) stored = NULL;

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
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
  GtkWidget *window = adw_window_new ();
  Search search = { "Largest webhook", NULL };

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
  for_each_row (GTK_WIDGET (dialog), find_row, &search);
  g_assert_nonnull (search.row);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search.row)), ==, "4 MiB");

  gtk_editable_set_text (GTK_EDITABLE (search.row), "512 KiB");
  adw_spin_row_update (ADW_SPIN_ROW (search.row));
  g_assert_cmpuint (g_settings_get_uint (settings, "receiver-max-body"), ==, 524288);
  gtk_editable_set_text (GTK_EDITABLE (search.row), "much");
  adw_spin_row_update (ADW_SPIN_ROW (search.row));
  g_assert_cmpuint (g_settings_get_uint (settings, "receiver-max-body"), ==, 524288);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search.row)), ==, "512 KiB");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Demo listens on a port of its own and sends to itself. */
static void
test_demo (void)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open_named (ASSAY_PROFILE_DEMO, &error);
  AdwDialog *dialog = assay_preferences_dialog_new (profile, NULL);
  GtkWidget *window = adw_window_new ();

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (dialog, window);
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
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  /* The isolated folders hide the MIME database that GTK needs to recognise its own icons, and it
   * warns of each. Criticals stay fatal. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  adw_init ();
  g_resources_register (assay_get_resource ());

  g_test_add_func ("/app/preferences-dialog/rows", test_rows);
  g_test_add_func ("/app/preferences-dialog/number-with-unit", test_number_with_unit);
  g_test_add_func ("/app/preferences-dialog/demo", test_demo);
  g_test_add_func ("/app/preferences-dialog/secret-hint", test_secret_hint);

  return g_test_run ();
}
