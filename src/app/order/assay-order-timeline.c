/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-order-timeline.h"

#include <glib/gi18n.h>

#include "assay-event-text.h"
#include "assay-result-text.h"

/**
 * AssayOrderTimeline:
 *
 * Everything that ever happened to an order, newest first.
 *
 * A row tells it in words; expanded, it shows the event as the journal holds it. Events are only
 * ever added, so rows that are open stay open when a new one arrives.
 */
struct _AssayOrderTimeline
{
  AdwBin parent_instance;

  /* template children */
  GtkStack *stack;
  GtkListBox *list;

  /* plain */
  gint64 last_seq;
};

G_DEFINE_FINAL_TYPE (AssayOrderTimeline, assay_order_timeline, ADW_TYPE_BIN)

static char *
format_moment (gint64 at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (at);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%c") : NULL;
}

static void
expanded_cb (AdwExpanderRow *row)
{
  AssayEvent *event = g_object_get_data (G_OBJECT (row), "event");
  g_autofree char *text = NULL;
  GtkWidget *label;

  if (!adw_expander_row_get_expanded (row) || g_object_get_data (G_OBJECT (row), "raw") != NULL)
    return;

  text = assay_result_text_to_pretty (assay_event_get_body (event));
  label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "event-body");
  adw_expander_row_add_row (row, label);
  g_object_set_data (G_OBJECT (row), "raw", label);
}

static GtkWidget *
row_new (AssayEvent *event)
{
  GtkWidget *row = adw_expander_row_new ();
  g_autofree char *title = assay_event_text_dup_title (event);
  g_autofree char *detail = assay_event_text_dup_detail (event);
  g_autofree char *moment = format_moment (assay_event_get_at (event));
  g_autofree char *subtitle = NULL;
  GtkWidget *icon;

  if (detail != NULL)
    /* Translators: A moment and what happened then, such as “Mon 2 Feb 10:15 · Answered 200”. */
    subtitle = g_strdup_printf (_("%s · %s"), moment != NULL ? moment : "", detail);
  else
    subtitle = g_steal_pointer (&moment);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle != NULL ? subtitle : "");
  icon = gtk_image_new_from_icon_name (assay_event_text_get_icon_name (event));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  g_object_set_data_full (G_OBJECT (row), "event", g_object_ref (event), g_object_unref);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), NULL);

  return row;
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
    }

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      AssayEvent *event = g_ptr_array_index (events, i);

      if (assay_event_get_seq (event) <= self->last_seq)
        continue;

      gtk_list_box_prepend (self->list, row_new (event));
      self->last_seq = assay_event_get_seq (event);
    }

  gtk_stack_set_visible_child_name (self->stack, self->last_seq > 0 ? "events" : "empty");
}
