/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* Every page, dialog and state of the application, as somebody would come to it. */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "assay-memory-store.h"
#include "assay-obstacles.h"
#include "assay-simulator.h"
#include "assay-support.h"
#include "desk-support.h"
#include "gallery.h"
#include "order/assay-order-timeline.h"
#include "order/assay-order-view.h"
#include "order/assay-recruiter-card.h"
#include "order/assay-result-editor.h"
#include "order/assay-result-page.h"
#include "pages/assay-mapping-page.h"
#include "pages/assay-orders-page.h"
#include "preferences/assay-preferences-dialog.h"
#include "simulator/assay-package-row.h"
#include "simulator/assay-simulator-order-dialog.h"
#include "simulator/assay-simulator-window.h"
#include "start/assay-start-window.h"

static gpointer
get_part (gpointer widget, const char *name)
{
  return gtk_widget_get_template_child (widget, G_OBJECT_TYPE (widget), name);
}

/* No desktop has a say in the size: without a window manager it is the one that is asked for. */
static void
show_window (Gallery *gallery, GtkWindow *window)
{
  int minimum, width;

  gallery->window = GTK_WIDGET (window);
  gtk_window_set_default_size (window, gallery->variant->width, gallery->variant->height);
  gtk_window_present (window);
  gtk_widget_measure (gallery->window, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  width = MAX (minimum, gallery->variant->width);
  assay_wait_until (gtk_widget_get_width (gallery->window) == width);
  gallery_settle (gallery);
}

static void
seed (Gallery *gallery, gboolean with_orders)
{
  g_autoptr (AssayDesk) desk = desk_support_open (gallery->folder);

  g_settings_set_string (assay_profile_get_settings (assay_desk_get_profile (desk)),
                         "receiver-listen", "127.0.0.1:0");
  g_settings_set_string (assay_profile_get_settings (assay_desk_get_profile (desk)), "profile-name",
                         "Sandbox");
  g_settings_sync ();
  if (with_orders)
    gallery_append_orders (desk);
  assay_wait_until (G_OBJECT (desk)->ref_count == 1);
}

/* The desk neither sends nor verifies: there is no keyring. Nothing is said of that in the picture,
 * and the address is one that is the same every time. */
AssayWindow *
gallery_open_window (Gallery *gallery, gboolean with_orders)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = NULL;
  AssayWindow *window;

  seed (gallery, with_orders);
  profile = assay_profile_open (gallery->folder, &error);
  g_assert_no_error (error);
  window = assay_app_open_profile (gallery->app, profile);
  gallery->open_profile = g_object_ref (assay_window_get_open_profile (window));
  assay_wait_until (assay_open_profile_get_ready (gallery->open_profile));
  assay_obstacles_show (get_part (window, "obstacles"), ASSAY_OBSTACLE_SECRETS, NULL,
                        ASSAY_REMEDY_RETRY);
  g_object_set (get_part (window, "pulse"), "address", "http://127.0.0.1:8080/", "refusing", FALSE,
                NULL);
  show_window (gallery, GTK_WINDOW (window));

  return window;
}

static AssayOrdersPage *
get_orders_page (Gallery *gallery)
{
  return gallery_find (gallery->window, ASSAY_TYPE_ORDERS_PAGE);
}

static gboolean
shows_state (Gallery *gallery, const char *name)
{
  GtkStack *stack = get_part (get_orders_page (gallery), "stack");

  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), name) == 0;
}

static gboolean
has_rows (Gallery *gallery)
{
  gpointer list = get_part (get_orders_page (gallery), "list_view");
  g_autoptr (AssayOrder)
    order = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (list)), 0);

  return order != NULL && assay_order_get_id (order) != NULL;
}

static void
show_orders (Gallery *gallery)
{
  gallery_open_window (gallery, TRUE);
  assay_wait_until (shows_state (gallery, "orders") && has_rows (gallery));
}

static void
show_orders_empty (Gallery *gallery)
{
  gallery_open_window (gallery, FALSE);
  assay_wait_until (shows_state (gallery, "empty"));
}

static void
show_orders_searched (Gallery *gallery)
{
  show_orders (gallery);
  gtk_editable_set_text (get_part (get_orders_page (gallery), "search_entry"), "somebody else");
  assay_wait_until (shows_state (gallery, "no-results"));
}

/* The last chip is for the archive, which is empty. */
static void
show_orders_filtered (Gallery *gallery)
{
  GtkWidget *chips;

  show_orders (gallery);
  chips = gallery_find (get_part (get_orders_page (gallery), "filters"), ADW_TYPE_WRAP_BOX);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_last_child (chips)), TRUE);
  assay_wait_until (shows_state (gallery, "filtered"));
}

/* What has to be put right is on top of the window. */
static void
show_obstacles (Gallery *gallery)
{
  show_orders (gallery);
  assay_obstacles_show (get_part (gallery->window, "obstacles"), ASSAY_OBSTACLE_SECRETS,
                        g_dgettext (GETTEXT_PACKAGE,
                                    "No keyring answers. Start one, then retry; until then "
                                    "webhooks are refused and nothing is sent."),
                        ASSAY_REMEDY_RETRY);
}

static AssayResultPage *
get_result_page (Gallery *gallery)
{
  return gallery_find (gallery->window, ASSAY_TYPE_RESULT_PAGE);
}

static const char *
get_state (Gallery *gallery)
{
  AssayResultPage *page = get_result_page (gallery);
  gpointer line = page != NULL ? get_part (get_part (page, "editor"), "line") : NULL;

  return line != NULL ? gtk_label_get_label (get_part (line, "title")) : "";
}

/* The state is read last, and only its beginning is the same at every moment. */
static gboolean
is_in_state (Gallery *gallery, const char *format)
{
  g_autofree char *beginning = g_strndup (format, strcspn (format, "%"));

  return g_str_has_prefix (get_state (gallery), beginning);
}

static void
show_order (Gallery *gallery, const char *key, const char *state)
{
  show_orders (gallery);
  assay_orders_page_show_order (get_orders_page (gallery), key);
  assay_wait_until (is_in_state (gallery, state));
}

static void
show_untouched (Gallery *gallery)
{
  show_order (gallery, "acc-1/ord-1", _("No Result Yet"));
}

static void
show_draft (Gallery *gallery)
{
  show_order (gallery, "acc-1/ord-2", _("Draft"));
}

static void
show_queued (Gallery *gallery)
{
  show_order (gallery, "acc-1/ord-3",
              ngettext ("Tried %u time, Next: %s", "Tried %u times, Next: %s", 1));
}

static void
show_refused (Gallery *gallery)
{
  show_order (gallery, "acc-1/ord-4", _("Refused, %s"));
}

static void
show_corrected (Gallery *gallery)
{
  show_order (gallery, "acc-1/ord-5", _("Draft"));
}

static void
show_delivered (Gallery *gallery)
{
  show_order (gallery, "acc-1/ord-6", _("Delivered, %s"));
}

static void
show_part (Gallery *gallery, const char *part)
{
  show_order (gallery, "acc-1/ord-5", _("Draft"));
  adw_view_stack_set_visible_child_name (get_part (gallery_find (gallery->window,
                                                                 ASSAY_TYPE_ORDER_VIEW),
                                                   "stack"),
                                         part);
}

static void
show_details (Gallery *gallery)
{
  show_part (gallery, "details");
}

static gboolean
has_events (Gallery *gallery)
{
  GtkWidget *timeline = gallery_find (gallery->window, ASSAY_TYPE_ORDER_TIMELINE);

  return gallery_find (timeline, ADW_TYPE_EXPANDER_ROW) != NULL;
}

static void
show_timeline (Gallery *gallery)
{
  show_part (gallery, "timeline");
  assay_wait_until (has_events (gallery));
}

/* What happened last, with what was written of it. */
static void
show_event (Gallery *gallery)
{
  GtkWidget *timeline;

  show_timeline (gallery);
  timeline = gallery_find (gallery->window, ASSAY_TYPE_ORDER_TIMELINE);
  adw_expander_row_set_expanded (gallery_find (timeline, ADW_TYPE_EXPANDER_ROW), TRUE);
}

static void
show_mapping (Gallery *gallery)
{
  gallery_open_window (gallery, FALSE);
  assay_window_show_page (ASSAY_WINDOW (gallery->window), "mapping");
}

static AdwDialog *
get_dialog (Gallery *gallery)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (gallery->window));
}

static void
activate (Gallery *gallery, gpointer widget, const char *action)
{
  g_assert_true (gtk_widget_activate_action (widget, action, NULL));
  assay_wait_until (get_dialog (gallery) != NULL);
}

static void
show_add_order (Gallery *gallery)
{
  show_orders (gallery);
  activate (gallery, get_orders_page (gallery), "orders.add");
}

static void
show_json (Gallery *gallery)
{
  show_draft (gallery);
  activate (gallery, get_part (get_result_page (gallery), "editor"), "result.show-json");
}

/* A second final result gives reason to ask. */
static void
show_send (Gallery *gallery)
{
  show_corrected (gallery);
  gallery_settle (gallery);
  activate (gallery, get_part (get_result_page (gallery), "editor"), "result.send");
}

/* Somebody else stored another draft while something was typed. */
static void
show_compare (Gallery *gallery)
{
  AssayResultEditor *editor;

  show_untouched (gallery);
  editor = get_part (get_result_page (gallery), "editor");
  assay_result_set_summary (assay_result_editor_get_result (editor), "As agreed with the customer");
  assay_wait_until (is_in_state (gallery, _("Draft")));
  gallery_append_draft (assay_open_profile_get_desk (gallery->open_profile));
  assay_wait_until (is_in_state (gallery, _("Draft Changed Elsewhere")));
  activate (gallery, editor, "result.compare");
}

/* Without a keyring there is nothing to set: secrets are kept in memory. */
static void
show_preferences (Gallery *gallery, const char *page)
{
  g_autoptr (AssaySecretStore) secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  AdwDialog *dialog;

  gallery_open_window (gallery, FALSE);
  dialog = assay_preferences_dialog_new (assay_open_profile_get_profile (gallery->open_profile),
                                         secrets);
  adw_dialog_present (dialog, gallery->window);
  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (dialog), page);
}

static void
show_receiving (Gallery *gallery)
{
  show_preferences (gallery, "receiving");
}

static void
show_sending (Gallery *gallery)
{
  show_preferences (gallery, "sending");
}

static void
show_secrets (Gallery *gallery)
{
  show_preferences (gallery, "secrets");
}

static void
show_desktop (Gallery *gallery)
{
  show_preferences (gallery, "desktop");
}

static void
show_about (Gallery *gallery)
{
  gallery_open_window (gallery, FALSE);
  g_action_group_activate_action (G_ACTION_GROUP (gallery->app), "about", NULL);
  assay_wait_until (get_dialog (gallery) != NULL);
}

static void
show_failure (Gallery *gallery)
{
  g_autoptr (GError) error = g_error_new_literal (ASSAY_DESK_ERROR, ASSAY_DESK_ERROR_FOLDER,
                                                  "/var/lib/assay: Permission denied");

  gallery_open_window (gallery, FALSE);
  assay_app_show_failure (gallery->app, error);
  assay_wait_until (get_dialog (gallery) != NULL);
}

static GtkWindow *
find_window_of (GtkWidget *parent)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_get_transient_for (window) == GTK_WINDOW (parent))
        return window;
    }

  return NULL;
}

static void
show_shortcuts (Gallery *gallery)
{
  GtkWindow *shortcuts;

  gallery_open_window (gallery, FALSE);
  g_action_group_activate_action (G_ACTION_GROUP (gallery->window), "show-help-overlay", NULL);
  shortcuts = find_window_of (gallery->window);
  g_assert_nonnull (shortcuts);
  gallery->window = GTK_WIDGET (shortcuts);
  assay_wait_until (gtk_widget_get_mapped (gallery->window));
}

static void
show_menu (Gallery *gallery, GtkMenuButton *button)
{
  gtk_menu_button_popup (button);
  gallery->popover = GTK_WIDGET (gtk_menu_button_get_popover (button));
  assay_wait_until (gtk_widget_get_mapped (gallery->popover) &&
                    gtk_widget_get_width (gallery->popover) > 0);
}

static void
make_profile (const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open_named (id, &error);

  g_assert_no_error (error);
}

static void
show_profile_menu (Gallery *gallery)
{
  make_profile (ASSAY_PROFILE_DEMO);
  make_profile ("production");
  gallery_open_window (gallery, FALSE);
  adw_navigation_split_view_set_show_content (get_part (gallery->window, "split_view"), FALSE);
  gallery_settle (gallery);
  show_menu (gallery, get_part (gallery->window, "profile_button"));
  assay_wait_until (g_menu_model_get_n_items (get_part (gallery->window, "profile_section")) == 2);
}

static void
show_start (Gallery *gallery)
{
  show_window (gallery, assay_start_window_new (GTK_APPLICATION (gallery->app)));
}

static void
show_connect (Gallery *gallery)
{
  GtkWindow *window = assay_start_window_new (GTK_APPLICATION (gallery->app));

  assay_start_window_show_connect (ASSAY_START_WINDOW (window));
  show_window (gallery, window);
}

static void
simulator_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **url = user_data;
  g_autoptr (GError) error = NULL;

  *url = assay_simulator_start_finish (ASSAY_SIMULATOR (source), result, &error);
  g_assert_no_error (error);
}

static void
show_simulator (Gallery *gallery)
{
  g_autoptr (AssaySimulatorSettings) settings = assay_simulator_settings_new ();
  g_autoptr (GBytes) table = g_resources_lookup_data (RESOURCE_PATH "/tables/mapping.json",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayMapping) mapping = assay_mapping_new_from_bytes (table, &error);
  g_autofree char *url = NULL;

  g_assert_no_error (error);
  gallery->simulator = assay_simulator_new (settings);
  assay_simulator_start_async (gallery->simulator, "127.0.0.1:0", NULL, simulator_started_cb, &url);
  assay_wait_until (url != NULL);
  show_window (gallery, assay_simulator_window_new (GTK_APPLICATION (gallery->app), mapping, url));
  assay_wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (get_part (gallery->window,
                                                                           "content")),
                               "applicant") == 0);
}

static void
show_simulator_profile (Gallery *gallery)
{
  show_simulator (gallery);
  adw_navigation_split_view_set_show_content (get_part (gallery->window, "split"), TRUE);
}

static void
show_simulator_order (Gallery *gallery)
{
  show_simulator (gallery);
  activate (gallery, gallery->window, "simulator.order");
  assay_wait_until (gallery_find (GTK_WIDGET (get_dialog (gallery)), ASSAY_TYPE_PACKAGE_ROW) !=
                    NULL);
}

static void
show_simulator_confirm (Gallery *gallery)
{
  AdwDialog *dialog;

  show_simulator_order (gallery);
  dialog = get_dialog (gallery);
  assay_package_row_set_selected (gallery_find (GTK_WIDGET (dialog), ASSAY_TYPE_PACKAGE_ROW), TRUE);
  g_signal_emit_by_name (adw_dialog_get_default_widget (dialog), "clicked");
}

static void
show_simulator_ordered (Gallery *gallery)
{
  AssayRecruiterCard *card;

  show_simulator_confirm (gallery);
  g_signal_emit_by_name (adw_dialog_get_default_widget (get_dialog (gallery)), "clicked");
  card = gallery_find (gallery->window, ASSAY_TYPE_RECRUITER_CARD);
  assay_wait_until (assay_recruiter_card_get_card (card) != NULL);
  adw_navigation_split_view_set_show_content (get_part (gallery->window, "split"), TRUE);
}

static const GalleryScene scenes[] = {
  { "start", show_start },
  { "start-connect", show_connect },
  { "orders", show_orders },
  { "orders-empty", show_orders_empty },
  { "orders-searched", show_orders_searched },
  { "orders-filtered", show_orders_filtered },
  { "obstacles", show_obstacles },
  { "order-untouched", show_untouched },
  { "order-draft", show_draft },
  { "order-queued", show_queued },
  { "order-refused", show_refused },
  { "order-delivered", show_delivered },
  { "order-corrected", show_corrected },
  { "order-details", show_details },
  { "order-timeline", show_timeline },
  { "order-event", show_event },
  { "json", show_json },
  { "send", show_send },
  { "compare", show_compare },
  { "add-order", show_add_order },
  { "mapping", show_mapping },
  { "preferences-receiving", show_receiving },
  { "preferences-sending", show_sending },
  { "preferences-secrets", show_secrets },
  { "preferences-desktop", show_desktop },
  { "shortcuts", show_shortcuts },
  { "about", show_about },
  { "failure", show_failure },
  { "profile-menu", show_profile_menu },
  { "simulator", show_simulator },
  { "simulator-profile", show_simulator_profile },
  { "simulator-order", show_simulator_order },
  { "simulator-confirm", show_simulator_confirm },
  { "simulator-ordered", show_simulator_ordered },
};

const GalleryScene *
gallery_get_scenes (gsize *n_scenes)
{
  *n_scenes = G_N_ELEMENTS (scenes);

  return scenes;
}
