/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: The Assay authors */

#include "config.h"

#include "assay-anchor.h"

typedef struct
{
  GtkScrolledWindow *scroller;
  GtkWidget *above;
  int width;
  int height;
} AssayAnchor;

static gboolean
is_below (GtkWidget *above, GtkWidget *widget)
{
  graphene_point_t top;

  return widget != NULL && widget != above && !gtk_widget_is_ancestor (widget, above) &&
         gtk_widget_is_ancestor (widget, gtk_widget_get_parent (above)) &&
         gtk_widget_compute_point (widget, above, graphene_point_zero (), &top) &&
         top.y >= (float) gtk_widget_get_height (above);
}

/* Everything has its new place, and nothing is painted yet: what is scrolled now is placed again
 * within the same frame. A new width is another layout: nothing stays where it was. */
static void
layout_cb (AssayAnchor *anchor)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (anchor->scroller);
  GtkRoot *root = gtk_widget_get_root (anchor->above);
  int width = gtk_widget_get_width (anchor->above);
  int height = gtk_widget_get_height (anchor->above);
  int growth = width == anchor->width ? height - anchor->height : 0;

  anchor->width = width;
  anchor->height = height;
  if (growth != 0 && root != NULL && is_below (anchor->above, gtk_root_get_focus (root)))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + growth);
}

static void
realize_cb (AssayAnchor *anchor, GtkWidget *scroller)
{
  g_signal_connect_swapped (gtk_widget_get_frame_clock (scroller), "layout", G_CALLBACK (layout_cb),
                            anchor);
}

static void
unrealize_cb (AssayAnchor *anchor, GtkWidget *scroller)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_frame_clock (scroller), layout_cb, anchor);
}

/**
 * assay_anchor_hold:
 * @scroller: what scrolls vertically
 * @above: the beginning of what is scrolled
 *
 * Lets what has the keyboard stay where it is in the window when @above, above it, becomes higher
 * or lower: whoever types never loses sight of the field.
 */
void
assay_anchor_hold (GtkScrolledWindow *scroller, GtkWidget *above)
{
  AssayAnchor *anchor;

  g_return_if_fail (GTK_IS_SCROLLED_WINDOW (scroller));
  g_return_if_fail (GTK_IS_WIDGET (above));

  anchor = g_new0 (AssayAnchor, 1);
  anchor->scroller = scroller;
  anchor->above = above;
  g_object_set_data_full (G_OBJECT (scroller), "assay-anchor", anchor, g_free);
  g_signal_connect_swapped (scroller, "realize", G_CALLBACK (realize_cb), anchor);
  g_signal_connect_swapped (scroller, "unrealize", G_CALLBACK (unrealize_cb), anchor);
}
