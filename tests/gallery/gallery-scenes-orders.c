/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

/* Orders, and the one that is open. */

#include "config.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <string.h>

#include "assay-obstacles.h"
#include "assay-support.h"
#include "gallery.h"
#include "order/assay-order-details.h"
#include "order/assay-order-timeline.h"
#include "order/assay-order-view.h"
#include "order/assay-recruiter-card.h"
#include "order/assay-result-editor.h"
#include "order/assay-result-page.h"
#include "pages/assay-orders-page.h"

static AssayOrdersPage *
get_orders_page (Gallery *gallery)
{
  return gallery_find (gallery->window, ASSAY_TYPE_ORDERS_PAGE);
}

static gboolean
shows_state (Gallery *gallery, const char *name)
{
  GtkStack *stack = gallery_get_part (get_orders_page (gallery), "stack");

  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), name) == 0;
}

static gboolean
has_rows (Gallery *gallery)
{
  gpointer list = gallery_get_part (get_orders_page (gallery), "list_view");
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
  gtk_editable_set_text (gallery_get_part (get_orders_page (gallery), "search_entry"),
                         "somebody else");
  assay_wait_until (shows_state (gallery, "no-results"));
}

/* The last chip is for the archive, which is empty. */
static void
show_orders_filtered (Gallery *gallery)
{
  GtkWidget *chips;

  show_orders (gallery);
  chips = gallery_find (gallery_get_part (get_orders_page (gallery), "filters"), ADW_TYPE_WRAP_BOX);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (gtk_widget_get_last_child (chips)), TRUE);
  assay_wait_until (shows_state (gallery, "filtered"));
}

/* What has to be put right is on top of the window. */
static void
show_obstacles (Gallery *gallery)
{
  show_orders (gallery);
  assay_obstacles_show (gallery_get_part (gallery->window, "obstacles"), ASSAY_OBSTACLE_SECRETS,
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
  gpointer line = page != NULL ? gallery_get_part (gallery_get_part (page, "editor"), "line")
                               : NULL;

  return line != NULL ? gtk_label_get_label (gallery_get_part (line, "title")) : "";
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
  adw_view_stack_set_visible_child_name (gallery_get_part (gallery_find (gallery->window,
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
show_add_order (Gallery *gallery)
{
  show_orders (gallery);
  gallery_activate (gallery, get_orders_page (gallery), "orders.add");
}

static void
show_json (Gallery *gallery)
{
  show_draft (gallery);
  gallery_activate (gallery, gallery_get_part (get_result_page (gallery), "editor"),
                    "result.show-json");
}

/* A second final result gives reason to ask. */
static void
show_send (Gallery *gallery)
{
  show_corrected (gallery);
  gallery_settle (gallery);
  gallery_activate (gallery, gallery_get_part (get_result_page (gallery), "editor"), "result.send");
}

/* Somebody else stored another draft while something was typed. */
static void
show_compare (Gallery *gallery)
{
  AssayResultEditor *editor;

  show_untouched (gallery);
  editor = gallery_get_part (get_result_page (gallery), "editor");
  assay_result_set_summary (assay_result_editor_get_result (editor), "As agreed with the customer");
  assay_wait_until (is_in_state (gallery, _("Draft")));
  gallery_append_draft (assay_open_profile_get_desk (gallery->open_profile));
  assay_wait_until (is_in_state (gallery, _("Draft Changed Elsewhere")));
  gallery_activate (gallery, editor, "result.compare");
}

/* The text that SQLite's words are in names a folder which is never the same. */
static void
show_journal_failed (Gallery *gallery)
{
  AdwStatusPage *page;
  g_autoptr (GString) text = NULL;

  gallery_open_damaged (gallery);
  assay_wait_until (shows_state (gallery, "failed"));
  page = ADW_STATUS_PAGE (gtk_stack_get_visible_child (gallery_get_part (get_orders_page (gallery),
                                                                         "stack")));
  text = g_string_new (adw_status_page_get_description (page));
  g_string_replace (text, gallery->folder, "/home/ada/.local/share/assay/sandbox", 0);
  adw_status_page_set_description (page, text->str);
}

static void
show_sort_menu (Gallery *gallery)
{
  show_orders (gallery);
  gallery_show_menu (gallery, gallery_find_menu (GTK_WIDGET (get_orders_page (gallery)),
                                                 "view-sort-descending-symbolic"));
}

static void
show_details_end (Gallery *gallery)
{
  show_details (gallery);
  gallery_scroll_to_end (gallery, gallery_find (gallery->window, ASSAY_TYPE_ORDER_DETAILS));
}

/* What is left of the draft is a toast. */
static void
show_discarded (Gallery *gallery)
{
  show_draft (gallery);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (get_result_page (gallery)),
                                             "result.discard-draft", NULL));
  assay_wait_until (is_in_state (gallery, _("No Result Yet")));
}

static void
show_appearance (Gallery *gallery, const char *appearance)
{
  show_delivered (gallery);
  adw_toggle_group_set_active_name (gallery_get_part (gallery_get_part (get_result_page (gallery),
                                                                        "editor"),
                                                      "appearances"),
                                    appearance);
  gallery_settle (gallery);
}

static void
show_classic_card (Gallery *gallery)
{
  show_appearance (gallery, "classic");
}

/* The menu that the recruiter has the reports in. */
static void
show_reports_menu (Gallery *gallery)
{
  show_appearance (gallery, "card");
  gallery_show_menu (gallery,
                     gallery_find_menu (gallery_find (gallery->window, ASSAY_TYPE_RECRUITER_CARD),
                                        "view-more-symbolic"));
}

static void
type_text (gpointer view, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}

/* The comma after the first member is missing. */
static void
show_json_fault (Gallery *gallery)
{
  show_json (gallery);
  type_text (gallery_get_part (gallery_get_dialog (gallery), "view"),
             "{\n  \"summary\": \"Half of the test\"\n  \"result\": {\n"
             "    \"value\": \"in_progress\"\n  }\n}\n");
}

static void
show_json_value (Gallery *gallery)
{
  show_json (gallery);
  type_text (gallery_get_part (gallery_get_dialog (gallery), "view"),
             "{\n  \"result\": {\n    \"value\": \"in_progress\"\n  },\n"
             "  \"start_date\": 20260317\n}\n");
}

static void
show_json_discard (Gallery *gallery)
{
  show_json_fault (gallery);
  adw_dialog_close (gallery_get_dialog (gallery));
  assay_wait_until (ADW_IS_ALERT_DIALOG (gallery_get_dialog (gallery)));
}

/* An order that cannot be told from another one. */
static void
show_add_order_fault (Gallery *gallery)
{
  show_add_order (gallery);
  type_text (gallery_get_part (gallery_get_dialog (gallery), "source_view"),
             "{\n  \"package\": { \"name\": \"Typing Test\" }\n}");
}

static void
show_add_order_ready (Gallery *gallery)
{
  AdwDialog *dialog;

  show_add_order (gallery);
  dialog = gallery_get_dialog (gallery);
  gtk_editable_set_text (gallery_get_part (dialog, "account_id"), "acc-1");
  gtk_editable_set_text (gallery_get_part (dialog, "order_id"), "ord-7");
  adw_combo_row_set_selected (gallery_get_part (dialog, "kind"), 1);
}

static void
show_add_order_accounts (Gallery *gallery)
{
  GtkWidget *button;

  show_add_order (gallery);
  button = gallery_get_part (gallery_get_dialog (gallery), "accounts_button");
  assay_wait_until (gtk_widget_get_visible (button));
  gallery_show_menu (gallery, GTK_MENU_BUTTON (button));
}

const GalleryScene gallery_orders_scenes[] = {
  { "orders", show_orders },
  { "orders-empty", show_orders_empty },
  { "orders-searched", show_orders_searched },
  { "orders-filtered", show_orders_filtered },
  { "obstacles", show_obstacles },
  { "journal-failed", show_journal_failed },
  { "sort-menu", show_sort_menu },
  { "order-untouched", show_untouched },
  { "order-draft", show_draft },
  { "order-discarded", show_discarded },
  { "order-queued", show_queued },
  { "order-refused", show_refused },
  { "order-delivered", show_delivered },
  { "order-corrected", show_corrected },
  { "order-classic", show_classic_card },
  { "reports-menu", show_reports_menu },
  { "order-details", show_details },
  { "order-details-end", show_details_end },
  { "order-timeline", show_timeline },
  { "order-event", show_event },
  { "json", show_json },
  { "json-fault", show_json_fault },
  { "json-value", show_json_value },
  { "json-discard", show_json_discard },
  { "send", show_send },
  { "compare", show_compare },
  { "add-order", show_add_order },
  { "add-order-ready", show_add_order_ready },
  { "add-order-fault", show_add_order_fault },
  { "add-order-accounts", show_add_order_accounts },
  { NULL },
};
