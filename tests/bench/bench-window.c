/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include <adwaita.h>
#include <stdlib.h>

#include "assay-memory-store.h"
#include "assay-resources.h"
#include "assay-window-pages.h"
#include "order/assay-order-view.h"
#include "pages/assay-orders-page.h"

/* What somebody in front of the window notices, beside the least that GTK needs for the same.
 *
 * Usage: bench-window scroll|switch [FOLDER]. Without a folder it is the bare widgets' turn. */

#define WIDTH 1280
#define HEIGHT 760
#define N_ROWS 1000000

/* Somebody who looks for something: half a screen in a tenth of a second, and a grasp at the scroll
 * bar now and then. */
#define SPEED 4000.0
#define LEAP_EVERY (2 * G_TIME_SPAN_SECOND)
#define SCROLL_TIME (10 * G_TIME_SPAN_SECOND)
#define STALL (16 * G_TIME_SPAN_MILLISECOND)

#define N_CHILDREN 20
#define N_SWITCHES 200
#define WARM_UP 20

#define PATIENCE (60 * G_TIME_SPAN_SECOND)

typedef struct
{
  GtkWidget *window;
  AssayDesk *desk; /* owned */

  /* Turns of the main loop */
  gint64 woken_at;
  gint64 longest;
  guint n_stalls;
  gboolean counting;

  /* Scrolling */
  GtkAdjustment *adjustment;
  gint64 began_at;
  gint64 ticked_at;
  gint64 leapt_at;
  guint n_frames;
  gboolean over;

  /* Switching */
  guint n_paints;
} Bench;

static Bench bench;

static void
fail (const char *what)
{
  g_printerr ("%s\n", what);
  exit (1);
}

#define wait_until(condition) \
  G_STMT_START \
  { \
    gint64 deadline = g_get_monotonic_time () + PATIENCE; \
    while (!(condition)) \
      { \
        if (g_get_monotonic_time () > deadline) \
          fail ("waited too long for " #condition); \
        g_main_context_iteration (NULL, TRUE); \
      } \
  } \
  G_STMT_END

/* A turn lasts from when the loop wakes to when it sleeps again. */
static gint
poll_cb (GPollFD *fds, guint n_fds, gint timeout)
{
  gint64 busy = g_get_monotonic_time () - bench.woken_at;
  gint n_ready;

  if (bench.counting && bench.woken_at != 0)
    {
      bench.longest = MAX (bench.longest, busy);
      bench.n_stalls += busy > STALL;
    }
  n_ready = g_poll (fds, n_fds, timeout);
  bench.woken_at = g_get_monotonic_time ();

  return n_ready;
}

static gboolean
beat_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
open_desk (const char *folder)
{
  g_autoptr (AssaySecretStore) secrets = ASSAY_SECRET_STORE (assay_memory_store_new ());
  g_autoptr (GError) error = NULL;
  g_autoptr (AssayProfile) profile = assay_profile_open (folder, &error);

  if (profile == NULL)
    fail (error->message);
  bench.desk = assay_desk_new (profile, secrets);
  assay_desk_open_async (bench.desk, ASSAY_JOURNAL_READ_WRITE, NULL, NULL, NULL);
  wait_until (assay_desk_get_journal (bench.desk) != NULL);
  assay_journal_set_watching (assay_desk_get_journal (bench.desk), TRUE);
}

static void
show (GtkWidget *content)
{
  bench.window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (bench.window), WIDTH, HEIGHT);
  adw_window_set_content (ADW_WINDOW (bench.window), content);
  gtk_window_present (GTK_WINDOW (bench.window));
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double lower = gtk_adjustment_get_lower (bench.adjustment);
  double room = gtk_adjustment_get_upper (bench.adjustment) -
                gtk_adjustment_get_page_size (bench.adjustment) - lower;
  double value = gtk_adjustment_get_value (bench.adjustment);

  if (bench.ticked_at == 0)
    bench.began_at = bench.leapt_at = bench.ticked_at = now;
  if (now - bench.began_at > SCROLL_TIME)
    {
      bench.over = TRUE;
      return G_SOURCE_REMOVE;
    }

  bench.n_frames++;
  value += SPEED * (double) (now - bench.ticked_at) / G_TIME_SPAN_SECOND;
  if (now - bench.leapt_at > LEAP_EVERY)
    {
      value = lower + room * g_random_double ();
      bench.leapt_at = now;
    }
  gtk_adjustment_set_value (bench.adjustment, value >= lower + room ? lower : value);
  bench.ticked_at = now;

  return G_SOURCE_CONTINUE;
}

static GtkWidget *
find_scrolled (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
}

static void
scroll (GtkWidget *list)
{
  bench.adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find_scrolled (list)));
  wait_until (gtk_adjustment_get_upper (bench.adjustment) > 100 * HEIGHT);

  g_random_set_seed (14);
  bench.counting = TRUE;
  gtk_widget_add_tick_callback (list, tick_cb, NULL, NULL);
  wait_until (bench.over);
  bench.counting = FALSE;

  g_print ("{\"stalls\":%u,\"longest\":%.1f,\"frames\":%u}\n", bench.n_stalls,
           (double) bench.longest / G_TIME_SPAN_MILLISECOND, bench.n_frames);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_box_append (GTK_BOX (box), gtk_label_new (NULL));
  gtk_widget_set_size_request (box, -1, 48);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_list_item_get_child (item);
  const char *text = gtk_string_object_get_string (gtk_list_item_get_item (item));

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (box)), text);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (box)), text);
}

static void
scroll_bare (void)
{
  GtkStringList *rows = gtk_string_list_new (NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list;

  for (guint i = 0; i < N_ROWS; i++)
    gtk_string_list_take (rows, g_strdup_printf ("Row %u", i));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (rows))),
                            factory);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  show (scrolled);
  scroll (list);
}

static gpointer
get_part (GtkWidget *page, const char *name)
{
  return gtk_widget_get_template_child (page, ASSAY_TYPE_ORDERS_PAGE, name);
}

static GtkWidget *
show_orders (const char *folder)
{
  GtkWidget *page = g_object_new (ASSAY_TYPE_ORDERS_PAGE, NULL);

  open_desk (folder);
  show (page);
  assay_page_open (ASSAY_PAGE (page), bench.desk);

  return page;
}

static void
scroll_orders (const char *folder)
{
  scroll (get_part (show_orders (folder), "list_view"));
}

static void
painted_cb (GdkFrameClock *clock)
{
  bench.n_paints++;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 *one = a;
  const gint64 *two = b;

  return (*one > *two) - (*one < *two);
}

static void
report_switches (const char *what, GArray *times)
{
  g_array_remove_range (times, 0, WARM_UP);
  g_array_sort (times, compare_times);
  g_print ("{\"switch\":\"%s\",\"p50\":%.2f,\"p99\":%.2f,\"switches\":%u}\n", what,
           (double) g_array_index (times, gint64, times->len / 2) / G_TIME_SPAN_MILLISECOND,
           (double) g_array_index (times, gint64, times->len * 99 / 100) / G_TIME_SPAN_MILLISECOND,
           times->len);
}

static void
follow_paints (void)
{
  wait_until (gtk_widget_get_mapped (bench.window));
  g_signal_connect (gtk_widget_get_frame_clock (bench.window), "after-paint",
                    G_CALLBACK (painted_cb), NULL);
}

/* Until what is shown has been painted, which the next frame does. */
static void
wait_for_paint (void)
{
  guint n_paints = bench.n_paints;

  gtk_widget_queue_draw (bench.window);
  wait_until (bench.n_paints > n_paints);
}

static void
switch_children (const char *what, GtkStack *stack)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GListModel) children = G_LIST_MODEL (gtk_stack_get_pages (stack));

  follow_paints ();
  for (guint i = 1; i <= N_SWITCHES + WARM_UP; i++)
    {
      g_autoptr (GtkStackPage)
        page = g_list_model_get_item (children, i % g_list_model_get_n_items (children));
      gint64 took = -g_get_monotonic_time ();

      gtk_stack_set_visible_child (stack, gtk_stack_page_get_child (page));
      wait_for_paint ();
      took += g_get_monotonic_time ();
      g_array_append_val (times, took);
    }
  report_switches (what, times);
}

static void
switch_bare (void)
{
  GtkWidget *stack = gtk_stack_new ();

  for (guint i = 0; i < N_CHILDREN; i++)
    {
      GtkWidget *list = gtk_list_box_new ();

      for (guint j = 0; j < N_CHILDREN; j++)
        {
          GtkWidget *row = adw_action_row_new ();
          g_autofree char *title = g_strdup_printf ("Row %u of %u", j, i);

          adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
          gtk_list_box_append (GTK_LIST_BOX (list), row);
        }
      gtk_stack_add_child (GTK_STACK (stack), list);
    }
  show (stack);
  switch_children ("bare", GTK_STACK (stack));
}

static gboolean
shows (GtkWidget *page, const char *name)
{
  GtkStack *stack = get_part (page, "order_stack");
  GtkWidget *view = gtk_stack_get_child_by_name (stack, "order");
  gpointer title;

  if (view == NULL || gtk_stack_get_visible_child (stack) != view)
    return FALSE;

  title = gtk_widget_get_template_child (view, ASSAY_TYPE_ORDER_VIEW, "title");

  return g_strcmp0 (adw_window_title_get_title (title), name) == 0;
}

static AssayOrder *
get_order (GListModel *orders, guint i)
{
  AssayOrder *order = g_list_model_get_item (orders, i);

  if (order != NULL && assay_order_get_id (order) == NULL)
    g_clear_object (&order);

  return order;
}

/* Between orders with names of their own it can be seen when the next one is there. */
static GArray *
find_names (GListModel *orders)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GArray *places = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < 2 * N_CHILDREN; i++)
    {
      g_autoptr (AssayOrder) order = get_order (orders, i);
      AssayCandidate *candidate = order != NULL ? assay_order_get_candidate (order) : NULL;
      g_autofree char *name = candidate != NULL ? assay_candidate_dup_full_name (candidate) : NULL;

      if (name != NULL && g_hash_table_add (names, g_steal_pointer (&name)))
        g_array_append_val (places, i);
    }

  return places;
}

static gboolean
has_orders (GListModel *orders)
{
  g_autoptr (AssayOrder) order = get_order (orders, 0);
  g_autoptr (AssayOrder) last = get_order (orders, N_CHILDREN);

  return order != NULL && last != NULL;
}

static void
switch_orders (GtkWidget *page)
{
  GtkListView *list = get_part (page, "list_view");
  GListModel *orders = G_LIST_MODEL (gtk_list_view_get_model (list));
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) places = NULL;

  follow_paints ();
  wait_until (has_orders (orders));
  places = find_names (orders);
  for (guint i = 0; i < N_SWITCHES + WARM_UP; i++)
    {
      guint place = g_array_index (places, guint, i % places->len);
      g_autoptr (AssayOrder) order = get_order (orders, place);
      g_autofree char *name = assay_candidate_dup_full_name (assay_order_get_candidate (order));
      gint64 took = -g_get_monotonic_time ();

      g_signal_emit_by_name (list, "activate", place);
      wait_until (shows (page, name));
      wait_for_paint ();
      took += g_get_monotonic_time ();
      g_array_append_val (times, took);
    }
  report_switches ("order", times);
}

static void
switch_pages (void)
{
  GtkWidget *stack = gtk_stack_new ();
  gsize n_pages;
  const AssayPageInfo *pages = assay_window_pages (&n_pages);

  gtk_window_destroy (GTK_WINDOW (bench.window));
  show (stack);
  for (gsize i = 0; i < n_pages; i++)
    {
      GtkWidget *page = g_object_new (pages[i].get_type (), NULL);

      gtk_stack_add_child (GTK_STACK (stack), page);
      assay_page_open (ASSAY_PAGE (page), bench.desk);
    }
  switch_children ("page", GTK_STACK (stack));
}

int
main (int argc, char **argv)
{
  const char *folder = argc > 2 ? argv[2] : NULL;
  gboolean scrolls;

  if (argc < 2)
    fail ("usage: bench-window scroll|switch [FOLDER]");

  scrolls = g_str_equal (argv[1], "scroll");
  adw_init ();
  g_resources_register (assay_get_resource ());
  g_main_context_set_poll_func (NULL, poll_cb);
  /* Without it a loop that waits for nothing would not be seen to be idle. */
  g_timeout_add (4, beat_cb, NULL);

  if (scrolls && folder == NULL)
    scroll_bare ();
  else if (scrolls)
    scroll_orders (folder);
  else if (folder == NULL)
    switch_bare ();
  else
    {
      switch_orders (show_orders (folder));
      switch_pages ();
    }

  return 0;
}
