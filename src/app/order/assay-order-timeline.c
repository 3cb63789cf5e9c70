/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-timeline.h"

#include <glib/gi18n.h>

#include "assay-event-text.h"
#include "assay-moment.h"
#include "assay-result-text.h"

/**
 * AssayOrderTimeline:
 *
 * Everything that ever happened to an order, newest first.
 *
 * A row tells it in words; expanded, it shows the event as the journal holds it. Tries that follow
 * each other share a row. Events are only ever added, so rows that are open stay open when a new
 * one arrives.
 */
struct _AssayOrderTimeline
{
  AdwBin parent_instance;

  /* template children */
  GtkStack *stack;
  GtkListBox *list;

  /* plain */
  gint64 last_seq;
  GtkWidget *newest; /* unowned: the row of the newest event */
};

G_DEFINE_FINAL_TYPE (AssayOrderTimeline, assay_order_timeline, ADW_TYPE_BIN)

/* The events of a row, the oldest first. */
static GPtrArray *
get_events (GtkWidget *row)
{
  return g_object_get_data (G_OBJECT (row), "events");
}

static GtkWidget *
create_raw (AssayEvent *event)
{
  g_autofree char *text = assay_result_text_to_pretty (assay_event_get_body (event));
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "event-body");

  return label;
}

/* The bodies are made when somebody wants to see them. */
static void
show_raw (AdwExpanderRow *row)
{
  GPtrArray *events = get_events (GTK_WIDGET (row));
  guint n_shown = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "n-shown"));

  if (!adw_expander_row_get_expanded (row))
    return;

  for (guint i = n_shown; i < events->len; i++)
    adw_expander_row_add_row (row, create_raw (g_ptr_array_index (events, i)));
  g_object_set_data (G_OBJECT (row), "n-shown", GUINT_TO_POINTER (events->len));
}

static void
show_words (GtkWidget *row)
{
  GPtrArray *events = get_events (row);
  AssayEvent *newest = g_ptr_array_index (events, events->len - 1);
  gint64 now = g_get_real_time ();
  g_autofree char *title = assay_event_text_dup_title (newest);
  g_autofree char *detail = assay_event_text_dup_detail (newest, now);
  g_autofree char *moment = assay_moment_dup_text (assay_event_get_at (newest), now);
  g_autofree char *subtitle = NULL;

  if (detail != NULL)
    /* Translators: A moment and what happened then, such as “Today 10:15 · Answered 200”. */
    subtitle = g_strdup_printf (_("%s · %s"), moment, detail);
  else
    subtitle = g_steal_pointer (&moment);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, subtitle, -1);
}

static GtkWidget *
row_new (AssayEvent *event)
{
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (assay_event_text_get_icon_name (event));
  GPtrArray *events = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (events, g_object_ref (event));
  g_object_set_data_full (G_OBJECT (row), "events", events, (GDestroyNotify) g_ptr_array_unref);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  show_words (row);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (show_raw), NULL);

  return row;
}

/* Tries follow each other, two events each, and only the newest says how it stands. */
static gboolean
goes_on (AssayOrderTimeline *self, AssayEvent *event)
{
  GPtrArray *events = self->newest != NULL ? get_events (self->newest) : NULL;
  const char *kind = assay_event_get_kind (event);

  return events != NULL && g_str_equal (kind, ASSAY_EVENT_RESULT_ATTEMPTED) &&
         g_str_equal (assay_event_get_kind (g_ptr_array_index (events, 0)), kind);
}

static void
add_event (AssayOrderTimeline *self, AssayEvent *event)
{
  self->last_seq = assay_event_get_seq (event);
  if (!goes_on (self, event))
    {
      self->newest = row_new (event);
      gtk_list_box_prepend (self->list, self->newest);
      return;
    }

  g_ptr_array_add (get_events (self->newest), g_object_ref (event));
  show_words (self->newest);
  show_raw (ADW_EXPANDER_ROW (self->newest));
}

/* Disposing the template unparents a bound child that sits directly in the widget, which the bin
 * must hear of: it would unparent the child again when it is gone. */
static void
assay_order_timeline_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ASSAY_TYPE_ORDER_TIMELINE);

  G_OBJECT_CLASS (assay_order_timeline_parent_class)->dispose (object);
}

static void
assay_order_timeline_class_init (AssayOrderTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = assay_order_timeline_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_PATH "/ui/assay-order-timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, AssayOrderTimeline, stack);
  gtk_widget_class_bind_template_child (widget_class, AssayOrderTimeline, list);
}

static void
assay_order_timeline_init (AssayOrderTimeline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * assay_order_timeline_new:
 *
 * Returns: (transfer floating): a timeline without events
 */
GtkWidget *
assay_order_timeline_new (void)
{
  return g_object_new (ASSAY_TYPE_ORDER_TIMELINE, NULL);
}

/**
 * assay_order_timeline_set_events:
 * @self: a timeline
 * @events: (nullable) (element-type AssayEvent): every event of one order, oldest first; %NULL
 *   empties the timeline before another order is shown
 *
 * Shows the events. When @events only adds to what is shown, only the new rows are made.
 */
void
assay_order_timeline_set_events (AssayOrderTimeline *self, GPtrArray *events)
{
  g_return_if_fail (ASSAY_IS_ORDER_TIMELINE (self));

  if (events == NULL)
    {
      gtk_list_box_remove_all (self->list);
      self->last_seq = 0;
      self->newest = NULL;
    }

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      AssayEvent *event = g_ptr_array_index (events, i);

      if (assay_event_get_seq (event) > self->last_seq)
        add_event (self, event);
    }

  gtk_stack_set_visible_child_name (self->stack, self->last_seq > 0 ? "events" : "empty");
}
