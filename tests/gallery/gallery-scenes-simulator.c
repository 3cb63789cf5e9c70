/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* The first start, and the recruiter. */

#include "config.h"

#include "assay-simulator.h"
#include "assay-support.h"
#include "gallery.h"
#include "order/assay-recruiter-card.h"
#include "simulator/assay-package-row.h"
#include "simulator/assay-simulator-order-dialog.h"
#include "simulator/assay-simulator-window.h"
#include "start/assay-start-window.h"

/* An address at which nothing listens. */
#define NOBODY "http://127.0.0.1:1/"

static void
show_start (Gallery *gallery)
{
  gallery_show_window (gallery, assay_start_window_new (GTK_APPLICATION (gallery->app)));
}

static void
show_connect (Gallery *gallery)
{
  GtkWindow *window = assay_start_window_new (GTK_APPLICATION (gallery->app));

  assay_start_window_show_connect (ASSAY_START_WINDOW (window));
  gallery_show_window (gallery, window);
}

/* Nobody answers at the address. */
static void
show_connect_failed (Gallery *gallery)
{
  show_connect (gallery);
  gtk_editable_set_text (gallery_get_part (gallery->window, "api_key"), "v1.eu1.0123456789abcdef");
  gtk_editable_set_text (gallery_get_part (gallery->window, "base_url"), NOBODY);
  g_assert_true (gtk_widget_activate_action (gallery->window, "start.connect", NULL));
  assay_wait_until (adw_banner_get_revealed (gallery_get_part (gallery->window, "failure")));
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
open_simulator (Gallery *gallery, const char *url, const char *state)
{
  g_autoptr (GBytes) table = g_resources_lookup_data (RESOURCE_PATH "/tables/mapping.json",
                                                      G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayMapping) mapping = assay_mapping_new_from_bytes (table, &error);
  GtkStack *content;

  g_assert_no_error (error);
  gallery_show_window (gallery,
                       assay_simulator_window_new (GTK_APPLICATION (gallery->app), mapping, url));
  content = gallery_get_part (gallery->window, "content");
  assay_wait_until (g_strcmp0 (gtk_stack_get_visible_child_name (content), state) == 0);
}

static void
show_simulator (Gallery *gallery)
{
  g_autoptr (AssaySimulatorSettings) settings = assay_simulator_settings_new ();
  g_autofree char *url = NULL;

  gallery->simulator = assay_simulator_new (settings);
  assay_simulator_start_async (gallery->simulator, "127.0.0.1:0", NULL, simulator_started_cb, &url);
  assay_wait_until (url != NULL);
  open_simulator (gallery, url, "applicant");
}

static void
show_simulator_profile (Gallery *gallery)
{
  show_simulator (gallery);
  adw_navigation_split_view_set_show_content (gallery_get_part (gallery->window, "split"), TRUE);
}

static void
show_simulator_order (Gallery *gallery)
{
  show_simulator (gallery);
  gallery_activate (gallery, gallery->window, "simulator.order");
  assay_wait_until (gallery_find (GTK_WIDGET (gallery_get_dialog (gallery)),
                                  ASSAY_TYPE_PACKAGE_ROW) != NULL);
}

static void
show_simulator_confirm (Gallery *gallery)
{
  AdwDialog *dialog;

  show_simulator_order (gallery);
  dialog = gallery_get_dialog (gallery);
  assay_package_row_set_selected (gallery_find (GTK_WIDGET (dialog), ASSAY_TYPE_PACKAGE_ROW), TRUE);
  g_signal_emit_by_name (adw_dialog_get_default_widget (dialog), "clicked");
}

static void
show_simulator_ordered (Gallery *gallery)
{
  AssayRecruiterCard *card;

  show_simulator_confirm (gallery);
  g_signal_emit_by_name (adw_dialog_get_default_widget (gallery_get_dialog (gallery)), "clicked");
  card = gallery_find (gallery->window, ASSAY_TYPE_RECRUITER_CARD);
  assay_wait_until (assay_recruiter_card_get_card (card) != NULL);
  adw_navigation_split_view_set_show_content (gallery_get_part (gallery->window, "split"), TRUE);
}

static void
show_simulator_menu (Gallery *gallery)
{
  show_simulator (gallery);
  gallery_show_menu (gallery, gallery_find_menu (gallery->window, "open-menu-symbolic"));
}

static void
show_simulator_gone (Gallery *gallery)
{
  open_simulator (gallery, NOBODY, "unreachable");
  adw_navigation_split_view_set_show_content (gallery_get_part (gallery->window, "split"), TRUE);
}

const GalleryScene gallery_start_scenes[] = {
  { "start", show_start },
  { "start-connect", show_connect },
  { "start-failed", show_connect_failed },
  { NULL },
};

const GalleryScene gallery_simulator_scenes[] = {
  { "simulator", show_simulator },
  { "simulator-profile", show_simulator_profile },
  { "simulator-menu", show_simulator_menu },
  { "simulator-gone", show_simulator_gone },
  { "simulator-order", show_simulator_order },
  { "simulator-confirm", show_simulator_confirm },
  { "simulator-ordered", show_simulator_ordered },
  { NULL },
};
