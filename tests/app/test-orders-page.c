/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "app-support.h"
#include "assay-event.h"
#include "assay-support.h"
#include "desk-support.h"
#include "order/assay-order-view.h"
#include "order/assay-recruiter-card.h"
#include "order/assay-result-editor.h"
#include "order/assay-result-page.h"
#include "pages/assay-orders-page.h"

static const char received[] =
  "{\"order\":{\"id\":\"ord-1\",\"package\":{\"id\":\"p1\",\"name\":\"Cognitive Ability Test\"},"
  "\"job\":{\"id\":\"j1\",\"title\":\"Integrations Engineer\"},"
  "\"candidate\":{\"id\":\"c1\",\"first_name\":\"Zoë\",\"last_name\":\"Müller\"}},"
  "\"kind\":\"assessment\",\"account_id\":\"acc-1\"}";

typedef struct
{
  char *folder;
  AssayDesk *desk;
  GtkWidget *window;
  AssayOrdersPage *page;
} Fixture;

static gpointer
get_part (Fixture *fixture, const char *name)
{
  return gtk_widget_get_template_child (GTK_WIDGET (fixture->page), ASSAY_TYPE_ORDERS_PAGE, name);
}

/* It is made when the first order is shown. */
static gpointer
get_order_view (Fixture *fixture)
{
  return gtk_stack_get_child_by_name (get_part (fixture, "order_stack"), "order");
}

static GListModel *
get_orders (Fixture *fixture)
{
  return G_LIST_MODEL (gtk_list_view_get_model (get_part (fixture, "list_view")));
}

static gboolean
is_empty (Fixture *fixture)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (get_part (fixture, "stack")), "empty") == 0;
}

static gboolean
has_order (Fixture *fixture)
{
  g_autoptr (AssayOrder) order = g_list_model_get_item (get_orders (fixture), 0);

  return order != NULL && assay_order_get_id (order) != NULL;
}

static gboolean
is_seen_at (Fixture *fixture, guint position)
{
  g_autoptr (AssayOrder) order = g_list_model_get_item (get_orders (fixture), position);

  return order != NULL && assay_order_get_id (order) != NULL && !assay_order_get_state (order)->new;
}

static gboolean
is_seen (Fixture *fixture)
{
  return is_seen_at (fixture, 0);
}

static guint
count_orders (Fixture *fixture)
{
  return g_list_model_get_n_items (get_orders (fixture));
}

static char *
dup_first_id (Fixture *fixture)
{
  g_autoptr (AssayOrder) order = g_list_model_get_item (get_orders (fixture), 0);

  return order != NULL ? g_strdup (assay_order_get_id (order)) : NULL;
}

static gboolean
is_first (Fixture *fixture, const char *id)
{
  g_autofree char *first = dup_first_id (fixture);

  return g_strcmp0 (first, id) == 0;
}

static void
append_order (Fixture *fixture, const char *id, gint64 seq, const char *order_key, const char *json)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GBytes) body = g_bytes_new (json, strlen (json));

  g_ptr_array_add (events,
                   assay_event_new (id, seq, order_key, ASSAY_EVENT_ORDER_RECEIVED, "inbox", body));
  assay_journal_append_async (assay_desk_get_journal (fixture->desk), events, NULL, -1, NULL, NULL,
                              NULL);
}

static void
receive_order (Fixture *fixture)
{
  append_order (fixture, "event-1", 1, "acc-1/ord-1", received);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = assay_temp_dir_new ();
  fixture->desk = desk_support_open (fixture->folder);

  fixture->page = g_object_new (ASSAY_TYPE_ORDERS_PAGE, NULL);
  fixture->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1366, 768);
  adw_window_set_content (ADW_WINDOW (fixture->window), GTK_WIDGET (fixture->page));
  assay_page_open (ASSAY_PAGE (fixture->page), fixture->desk);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  assay_wait_until (G_OBJECT (fixture->desk)->ref_count == 1);
  g_assert_finalize_object (fixture->desk);
  assay_temp_dir_remove (fixture->folder);
}

static void
test_empty_then_an_order_arrives (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AssayOrder) order = NULL;

  assay_wait_until (is_empty (fixture));
  receive_order (fixture);
  assay_wait_until (has_order (fixture));

  g_assert_cmpuint (g_list_model_get_n_items (get_orders (fixture)), ==, 1);
  order = g_list_model_get_item (get_orders (fixture), 0);
  g_assert_cmpstr (assay_order_get_id (order), ==, "ord-1");
  g_assert_true (assay_order_get_state (order)->new);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (get_part (fixture, "stack")), ==, "orders");
}

static void
test_opening_marks_as_seen (Fixture *fixture, gconstpointer data)
{
  GtkWidget *title;

  receive_order (fixture);
  assay_wait_until (has_order (fixture));
  g_signal_emit_by_name (get_part (fixture, "list_view"), "activate", 0);
  assay_wait_until (is_seen (fixture));

  title = GTK_WIDGET (gtk_widget_get_template_child (get_order_view (fixture),
                                                     ASSAY_TYPE_ORDER_VIEW, "title"));
  g_assert_cmpstr (adw_window_title_get_title (ADW_WINDOW_TITLE (title)), ==, "Zoë Müller");
  g_assert_cmpstr (adw_window_title_get_subtitle (ADW_WINDOW_TITLE (title)), ==,
                   "Cognitive Ability Test · Integrations Engineer");
}

static void
test_newest_first (Fixture *fixture, gconstpointer data)
{
  receive_order (fixture);
  assay_wait_until (is_first (fixture, "ord-1"));
  append_order (fixture, "event-2", 2, "acc-1/ord-2",
                "{\"order\":{\"id\":\"ord-2\"},\"kind\":\"assessment\","
                "\"account_id\":\"acc-1\"}");
  assay_wait_until (is_first (fixture, "ord-2"));
  g_assert_cmpuint (count_orders (fixture), ==, 2);
}

static gboolean
shows_order (Fixture *fixture, const char *title)
{
  gpointer view = get_order_view (fixture);
  gpointer shown;

  if (view == NULL ||
      gtk_stack_get_visible_child (get_part (fixture, "order_stack")) != GTK_WIDGET (view))
    return FALSE;

  shown = gtk_widget_get_template_child (view, ASSAY_TYPE_ORDER_VIEW, "title");

  return g_strcmp0 (adw_window_title_get_title (shown), title) == 0;
}

static gboolean
is_claimed_by (Fixture *fixture, const char *name)
{
  g_autoptr (AssayOrder) order = g_list_model_get_item (get_orders (fixture), 0);

  return order != NULL && assay_order_get_id (order) != NULL &&
         g_strcmp0 (assay_order_get_state (order)->claimed_by, name) == 0;
}

static void
test_claim_shows_the_order (Fixture *fixture, gconstpointer data)
{
  receive_order (fixture);
  assay_wait_until (has_order (fixture));
  g_assert_true (is_claimed_by (fixture, NULL));
  assay_orders_page_claim_order (fixture->page, "acc-1/ord-1");
  assay_wait_until (shows_order (fixture, "Zoë Müller"));
  assay_wait_until (is_claimed_by (fixture, g_get_user_name ()));
}

/* A notification can be clicked before the window has its journal. */
static void
test_order_waits_for_the_journal (Fixture *fixture, gconstpointer data)
{
  GtkWidget *page = g_object_new (ASSAY_TYPE_ORDERS_PAGE, NULL);

  receive_order (fixture);
  assay_wait_until (has_order (fixture));
  assay_orders_page_show_order (ASSAY_ORDERS_PAGE (page), "acc-1/ord-1");
  fixture->page = ASSAY_ORDERS_PAGE (page);
  adw_window_set_content (ADW_WINDOW (fixture->window), page);
  assay_page_open (ASSAY_PAGE (page), fixture->desk);
  assay_wait_until (shows_order (fixture, "Zoë Müller"));
}

static guint
count_rows (GtkWidget *widget, const char *subtitle)
{
  guint n_rows = 0;

  if (ADW_IS_ACTION_ROW (widget) &&
      g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)), subtitle) == 0)
    n_rows++;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_rows += count_rows (child, subtitle);

  return n_rows;
}

/* The candidate's address, the hiring team and the requester. */
static void
test_what_is_withheld_is_said (Fixture *fixture, gconstpointer data)
{
  receive_order (fixture);
  assay_wait_until (has_order (fixture));
  assay_orders_page_show_order (fixture->page, "acc-1/ord-1");
  assay_wait_until (shows_order (fixture, "Zoë Müller"));
  g_assert_cmpuint (count_rows (get_order_view (fixture), "Not given with this kind of access"), ==,
                    3);
}

typedef gboolean (*MatchFunc) (GtkWidget *widget, const char *text);

static GtkWidget *
find_widget (GtkWidget *widget, MatchFunc matches, const char *text)
{
  GtkWidget *found = NULL;

  if (matches (widget, text))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, matches, text);

  return found;
}

static gboolean
is_row (GtkWidget *widget, const char *subtitle)
{
  return ADW_IS_ACTION_ROW (widget) &&
         g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (widget)), subtitle) == 0;
}

static gboolean
is_label (GtkWidget *widget, const char *text)
{
  return GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text);
}

static gboolean
is_chip (GtkWidget *widget, const char *label)
{
  return GTK_IS_TOGGLE_BUTTON (widget) &&
         g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0;
}

static AssayResultEditor *
get_editor (Fixture *fixture)
{
  gpointer page = gtk_widget_get_template_child (get_order_view (fixture), ASSAY_TYPE_ORDER_VIEW,
                                                 "result_page");

  return ASSAY_RESULT_EDITOR (gtk_widget_get_template_child (page, ASSAY_TYPE_RESULT_PAGE,
                                                             "editor"));
}

static AssayResult *
get_result (Fixture *fixture)
{
  return assay_result_editor_get_result (get_editor (fixture));
}

static void
show_order (Fixture *fixture, const char *key, const char *title)
{
  assay_orders_page_show_order (fixture->page, key);
  assay_wait_until (shows_order (fixture, title));
}

static guint
count_drafts (Fixture *fixture)
{
  g_autoptr (GPtrArray) events = desk_support_list_events (fixture->desk);
  guint n_drafts = 0;

  for (guint i = 0; i < events->len; i++)
    n_drafts += g_str_equal (assay_event_get_kind (events->pdata[i]), ASSAY_EVENT_RESULT_DRAFTED);

  return n_drafts;
}

/* Of two orders, the first is open and its result half typed. */
static void
type_half (Fixture *fixture)
{
  receive_order (fixture);
  append_order (fixture, "event-2", 2, "acc-1/ord-2",
                "{\"order\":{\"id\":\"ord-2\",\"candidate\":{\"first_name\":\"Amara\"}},"
                "\"kind\":\"assessment\",\"account_id\":\"acc-1\"}");
  assay_wait_until (is_first (fixture, "ord-2"));
  show_order (fixture, "acc-1/ord-1", "Zoë Müller");
  assay_wait_until (is_seen_at (fixture, 1));
  assay_result_set_summary (get_result (fixture), "half a sent");
}

/* Whoever opens the open order again, by its row, a key or a notification, goes on typing. */
static void
test_typed_stays (Fixture *fixture, gconstpointer data)
{
  type_half (fixture);

  g_signal_emit_by_name (get_part (fixture, "list_view"), "activate", 1);
  g_assert_cmpstr (assay_result_get_summary (get_result (fixture)), ==, "half a sent");
  show_order (fixture, "acc-1/ord-1", "Zoë Müller");
  g_assert_cmpstr (assay_result_get_summary (get_result (fixture)), ==, "half a sent");

  /* Nobody need leave for it to be kept. */
  assay_wait_until (count_drafts (fixture) == 1);
  g_assert_cmpstr (assay_result_get_summary (get_result (fixture)), ==, "half a sent");
}

static void
test_typed_is_kept (Fixture *fixture, gconstpointer data)
{
  type_half (fixture);

  show_order (fixture, "acc-1/ord-2", "Amara");
  g_assert_null (assay_result_get_summary (get_result (fixture)));
  assay_wait_until (count_drafts (fixture) == 1);

  show_order (fixture, "acc-1/ord-1", "Zoë Müller");
  assay_wait_until (assay_result_get_summary (get_result (fixture)) != NULL);
  g_assert_cmpstr (assay_result_get_summary (get_result (fixture)), ==, "half a sent");

  /* Nothing was typed since. */
  show_order (fixture, "acc-1/ord-2", "Amara");
  g_assert_cmpuint (count_drafts (fixture), ==, 1);
}

/* Also what is no JSON yet. */
static void
test_half_typed_is_kept (Fixture *fixture, gconstpointer data)
{
  type_half (fixture);
  assay_result_set_passthrough (get_result (fixture), "{\"half\":");

  show_order (fixture, "acc-1/ord-2", "Amara");
  assay_wait_until (count_drafts (fixture) == 1);
  show_order (fixture, "acc-1/ord-1", "Zoë Müller");
  assay_wait_until (assay_result_get_summary (get_result (fixture)) != NULL);
  g_assert_cmpstr (assay_result_get_summary (get_result (fixture)), ==, "half a sent");
  g_assert_cmpstr (assay_result_get_passthrough (get_result (fixture)), ==, "{\"half\":");
}

static void
test_typed_outlives_the_window (Fixture *fixture, gconstpointer data)
{
  type_half (fixture);

  /* GTK keeps what is taken away with the focus until the next frame. */
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  adw_window_set_content (ADW_WINDOW (fixture->window), NULL);
  assay_wait_until (count_drafts (fixture) == 1);
}

/* Two pages of one desk decide by one mapping. */
static void
test_card_follows_the_mapping (Fixture *fixture, gconstpointer data)
{
  AssayProfileTables *tables = assay_profile_get_tables (assay_desk_get_profile (fixture->desk));
  gpointer card;

  receive_order (fixture);
  assay_wait_until (has_order (fixture));
  show_order (fixture, "acc-1/ord-1", "Zoë Müller");
  assay_wait_until (is_seen (fixture));
  card = gtk_widget_get_template_child (GTK_WIDGET (get_editor (fixture)), ASSAY_TYPE_RESULT_EDITOR,
                                        "card");
  assay_result_set_value (get_result (fixture), "cancelled");
  g_assert_cmpstr (assay_card_get_word (assay_recruiter_card_get_card (card)), ==, "Rejected");

  assay_mapping_set_status (assay_profile_tables_get_mapping (tables, NULL), "cancelled",
                            ASSAY_ORDER_STATUS_EXPIRED);
  g_assert_cmpstr (assay_card_get_word (assay_recruiter_card_get_card (card)), ==, "Expired");
  assay_wait_until (!assay_profile_tables_get_saving (tables));
}

/* An order that was opened from a notification is in no list that would keep it up to date; and
 * what did not change is not made anew. */
static void
test_order_follows (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row;

  receive_order (fixture);
  assay_wait_until (has_order (fixture));
  show_order (fixture, "acc-1/ord-1", "Zoë Müller");
  assay_wait_until (is_seen (fixture));
  row = find_widget (get_order_view (fixture), is_row, "Integrations Engineer");
  g_assert_nonnull (row);

  assay_orders_page_claim_order (fixture->page, "acc-1/ord-1");
  assay_wait_until (is_claimed_by (fixture, g_get_user_name ()));
  g_assert_true (find_widget (get_order_view (fixture), is_row, "Integrations Engineer") == row);

  append_order (fixture, "event-3", 3, "acc-1/ord-1",
                "{\"order\":{\"id\":\"ord-1\",\"candidate\":{\"first_name\":\"Zoe\","
                "\"last_name\":\"Miller\"},\"priority\":12345678901234567890},"
                "\"kind\":\"assessment\",\"account_id\":\"acc-1\"}");
  assay_wait_until (shows_order (fixture, "Zoe Miller"));
  assay_wait_until (find_widget (get_order_view (fixture), is_row, "Zoe Miller") != NULL);
}

static void
test_age_advances (Fixture *fixture, gconstpointer data)
{
  gint64 almost_a_minute_ago = g_get_real_time () - 58 * G_TIME_SPAN_SECOND;

  append_order (fixture, "event-1", almost_a_minute_ago, "acc-1/ord-1", received);
  assay_wait_until (find_widget (get_part (fixture, "list_view"), is_label, "now") != NULL);
  assay_wait_until (find_widget (get_part (fixture, "list_view"), is_label, "1 min") != NULL);
}

static void
test_chips_filter (Fixture *fixture, gconstpointer data)
{
  GtkStack *stack = get_part (fixture, "stack");
  GtkWidget *filters = get_part (fixture, "filters");
  GtkToggleButton *completed = GTK_TOGGLE_BUTTON (find_widget (filters, is_chip, "Completed"));
  GtkToggleButton *pending = GTK_TOGGLE_BUTTON (find_widget (filters, is_chip, "Pending"));
  GtkToggleButton *new_only = GTK_TOGGLE_BUTTON (find_widget (filters, is_chip, "New"));

  receive_order (fixture);
  assay_wait_until (has_order (fixture));

  gtk_toggle_button_set_active (completed, TRUE);
  assay_wait_until (count_orders (fixture) == 0);
  assay_wait_until (g_str_equal (gtk_stack_get_visible_child_name (stack), "filtered"));
  g_assert_cmpstr (
    adw_status_page_get_title (ADW_STATUS_PAGE (gtk_stack_get_visible_child (stack))), ==,
    "No Completed Orders");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "orders.clear-filters", NULL);
  g_assert_false (gtk_toggle_button_get_active (completed));
  assay_wait_until (has_order (fixture));

  /* What the row calls pending, the chip does. */
  gtk_toggle_button_set_active (completed, TRUE);
  gtk_toggle_button_set_active (pending, TRUE);
  g_assert_false (gtk_toggle_button_get_active (completed));
  assay_wait_until (has_order (fixture));
  g_assert_nonnull (find_widget (get_part (fixture, "list_view"), is_label, "Pending"));
  gtk_toggle_button_set_active (new_only, TRUE);
  assay_wait_until (has_order (fixture));
  g_assert_cmpuint (count_orders (fixture), ==, 1);
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  GtkStack *stack = get_part (fixture, "stack");
  AdwStatusPage *failed;

  assay_page_fail (ASSAY_PAGE (fixture->page), "a <reason> & more");
  failed = ADW_STATUS_PAGE (gtk_stack_get_visible_child (stack));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "failed");
  g_assert_cmpstr (adw_status_page_get_description (failed), ==, "a &lt;reason&gt; &amp; more");

  assay_page_fail (ASSAY_PAGE (fixture->page), NULL);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "loading");
}

static int
get_minimum_width (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);

  return minimum;
}

/* What a narrow window needs shows when it is made narrow: breakpoints hide the minimum of what is
 * inside from their own. */
static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  static const char *const parts[] = { "split_view", "order_stack", "stack", "list_view" };

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  receive_order (fixture);
  assay_wait_until (has_order (fixture));
  g_signal_emit_by_name (get_part (fixture, "list_view"), "activate", 0);
  assay_wait_until (is_seen (fixture));
  assay_wait_until (gtk_widget_get_width (GTK_WIDGET (fixture->page)) <= 360);

  /* A breakpoint takes effect a frame after the width that calls for it. */
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_test_message ("%s", parts[i]);
      assay_wait_until (get_minimum_width (get_part (fixture, parts[i])) <= 360);
    }
}

/* The list and the order stand beside each other then, and nothing keeps them once the window is
 * gone. */
static void
test_made_wide (Fixture *fixture, gconstpointer data)
{
  AdwNavigationSplitView *split_view = get_part (fixture, "split_view");

  receive_order (fixture);
  assay_wait_until (!adw_navigation_split_view_get_collapsed (split_view));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1000, 640);
  assay_wait_until (adw_navigation_split_view_get_collapsed (split_view));
  show_order (fixture, "acc-1/ord-1", "Zoë Müller");
  assay_wait_until (is_seen (fixture));
  assay_wait_until (gtk_widget_get_mapped (get_order_view (fixture)));
  assay_wait_until (gtk_widget_child_focus (get_order_view (fixture), GTK_DIR_TAB_FORWARD));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1366, 768);
  assay_wait_until (!adw_navigation_split_view_get_collapsed (split_view));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)),
                                         get_order_view (fixture)));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  app_support_init (&argc, &argv);

  ADD ("/app/orders-page/order-arrives", test_empty_then_an_order_arrives);
  ADD ("/app/orders-page/seen", test_opening_marks_as_seen);
  ADD ("/app/orders-page/newest-first", test_newest_first);
  ADD ("/app/orders-page/claim-shows-the-order", test_claim_shows_the_order);
  ADD ("/app/orders-page/order-waits-for-the-journal", test_order_waits_for_the_journal);
  ADD ("/app/orders-page/what-is-withheld-is-said", test_what_is_withheld_is_said);
  ADD ("/app/orders-page/typed-stays", test_typed_stays);
  ADD ("/app/orders-page/typed-is-kept", test_typed_is_kept);
  ADD ("/app/orders-page/half-typed-is-kept", test_half_typed_is_kept);
  ADD ("/app/orders-page/typed-outlives-the-window", test_typed_outlives_the_window);
  ADD ("/app/orders-page/order-follows", test_order_follows);
  ADD ("/app/orders-page/card-follows-the-mapping", test_card_follows_the_mapping);
  ADD ("/app/orders-page/age-advances", test_age_advances);
  ADD ("/app/orders-page/chips-filter", test_chips_filter);
  ADD ("/app/orders-page/failure", test_failure);
  ADD ("/app/orders-page/narrow", test_narrow);
  ADD ("/app/orders-page/made-wide", test_made_wide);

  return g_test_run ();
}
